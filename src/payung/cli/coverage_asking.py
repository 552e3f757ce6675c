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
from payung.cli.terminal import language, refuse, say, t
from payung.coverage import queries, workbook
from payung.coverage.classes import BASES, POPULATIONS
from payung.coverage.published import NotPublished
from payung.coverage.queries import NotMeasured, PublishedOnly, Question
from payung.coverage.words import REFUSALS, of_refusal
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


# What to type next.
_COMMANDS = {
    NotMeasured: "payung coverage measure --month YYYY-MM",
    PublishedOnly: "payung coverage show --published",
    NotPublished: "payung coverage publish",
}


def asked_as(question: Callable[[Viewer], Any]) -> Any:
    """Ask as the signed-in account; a refusal ends the command in words."""
    try:
        return question(session.viewer())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except REFUSALS as refused:
        command = _COMMANDS.get(type(refused))
        refuse(of_refusal(refused).say(language()) + (f" {command}" if command else ""))


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


def write_workbook(
    path: Path | None, title: str, columns: list[str], rows: list[list[object]], notes: list[str]
) -> None:
    if path is None:
        return
    workbook.write(path, sheet=title.split(" · ")[0], columns=columns, rows=rows, notes=[title, *notes])
    say(Words(id="Ditulis: {path}", en="Written: {path}"), path=path)
