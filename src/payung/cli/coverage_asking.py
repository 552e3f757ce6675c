"""How coverage is asked for at the terminal: options, refusals in words, and what must be read with every table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from payung.access.viewer import NotAllowed, Viewer
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.coverage_words import category_words
from payung.cli.terminal import language, number, refuse, say, t
from payung.coverage import queries, workbook
from payung.coverage.classes import BASES, POPULATIONS
from payung.coverage.figures import Figure
from payung.coverage.published import NotPublished
from payung.coverage.queries import NotKnown, NotMeasured, PublishedOnly, Question, TooEarly
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.words import Words


class MonthType(click.ParamType):
    """A month as people type it: 2026-03, 03-2026, Maret 2026."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: object, ctx: object) -> dt.date:
        try:
            return value if isinstance(value, dt.date) else Month.parse(value).starts_on
        except NotAMonth:
            self.fail(t(f"{value!r} bukan bulan (contoh: 2026-03)", f"{value!r} is no month (example: 2026-03)"))


MONTH = MonthType()
month_option = click.option(
    "--month", type=MONTH, help=t("Bulan; bawaan: yang terakhir diukur.", "Month; default: the last measured.")
)
place_option = click.option("--place", default="", help=t("Kode wilayah, mis. 64.74.01.", "Place code, as 64.74.01."))
basis_option = click.option(
    "--basis",
    type=click.Choice(BASES),
    help=t("Menurut laporan BPJS, atau hitungan sendiri.", "By BPJS's reports, or our own count."),
)
population_option = click.option(
    "--population",
    type=click.Choice(POPULATIONS),
    help=t("Seluruh register, atau orang pada daftar.", "The whole register, or people on lists."),
)
json_option = click.option("--json", "as_json", is_flag=True)
xlsx_option = click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help=t("Tulis juga ke buku kerja.", "Write a workbook as well."),
)


def asked_as(question: Callable[[Viewer], Any]) -> Any:
    """Ask as the signed-in account; a refusal ends the command in words."""
    try:
        return question(session.viewer())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except NotMeasured as refused:
        months = ", ".join(f"{month:%Y-%m}" for month in refused.months) or t("belum ada", "none yet")
        refuse(
            t(
                f"Belum diukur: payung coverage measure --month YYYY-MM. Bulan terukur: {months}.",
                f"Not measured: payung coverage measure --month YYYY-MM. Measured: {months}.",
            )
        )
    except NotKnown as refused:
        known = ", ".join(refused.known)
        refuse(
            t(f"Tidak diketahui menurut itu di sini. Yang ada: {known}.", f"Not known by that here. There is: {known}.")
        )
    except TooEarly as refused:
        refuse(
            t(
                f"Register hanya menjawab mulai {refused.earliest:%Y-%m}.",
                f"The register answers from {refused.earliest:%Y-%m} on.",
            )
        )
    except PublishedOnly:
        refuse(
            t(
                "Akun ini terikat pada pengusulnya: lihat yang diterbitkan dengan --published.",
                "This account is bound to its senders: see what was published with --published.",
            )
        )
    except NotPublished:
        refuse(t("Belum diterbitkan: payung coverage publish.", "Not published: payung coverage publish."))


def question_of(viewer: Viewer, said: dict[str, Any]) -> Question:
    """Return the question that the options make; the basis and population that are not said follow from each other."""
    by = said.get("by", "total")
    population = said.get("population")
    basis = said.get("basis") or ("reported" if population == "register" else "computed")
    population = population or "listed"
    if basis == "computed" and population == "register":
        refuse(t("Register hanya punya dasar 'reported'.", "The register has the basis 'reported' only."))
    month = said.get("month")
    if month is None:
        measured = queries.months_measured(seen_by=viewer)
        if not measured:
            raise NotMeasured([])
        month = measured[-1]
    return Question(month=month, by=by, place=said.get("place", ""), basis=basis, population=population)


def title_of(asked: Question) -> str:
    basis = {"reported": t("menurut laporan", "as reported"), "computed": t("hitungan sendiri", "our own count")}[
        asked.basis
    ]
    whom = {"register": t("register", "register"), "listed": t("orang pada daftar", "people on lists")}[
        asked.population
    ]
    return f"{t('Cakupan', 'Coverage')} {Month.of(asked.month).say(language())} · {whom} · {basis}" + (
        f" · {asked.place}" if asked.place else ""
    )


def notes_of(found: list[Figure]) -> list[str]:
    """Return what must be read with the table: definition, day, sources, universes and every warning, each once."""
    if not found:
        return [t("Tidak ada orang.", "Nobody.")]
    first = found[0]
    day = f"{first.as_of:%d-%m-%Y}" if first.as_of else "-"
    notes = [
        first.definition.say(language()),
        t(f"Keadaan per {day}.", f"As of {day}.")
        + (f" {t('Sumber', 'Sources')}: {', '.join(first.sources)}." if first.sources else ""),
    ]
    for figure in found:
        name = category_words(figure, language())
        notes += [
            f"{name}: {share.universe.source}, {share.universe.on:%d-%m-%Y}: {number(share.universe.people)} ({share.universe.definition})"
            for share in figure.shares
        ]
        notes += [f"! {name}: {warning.say(language())}" for share in figure.shares for warning in share.warnings]
        notes += [
            f"! {name}: {warning.say(language())}" for warning in figure.warnings if warning.code != "no_universe"
        ]
    if any(warning.code == "no_universe" for figure in found for warning in figure.warnings):
        notes.append(next(w.say(language()) for figure in found for w in figure.warnings if w.code == "no_universe"))
    return list(dict.fromkeys(notes))


def write_workbook(
    path: Path | None, title: str, columns: list[str], rows: list[list[object]], notes: list[str]
) -> None:
    if path is None:
        return
    workbook.write(path, sheet=title.split(" · ")[0], columns=columns, rows=rows, notes=[title, *notes])
    say(Words(id="Ditulis: {path}", en="Written: {path}"), path=path)
