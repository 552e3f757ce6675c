"""Coverage at the terminal: measure a month, show and explain figures, publish."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click
from django.conf import settings

from payung.access.viewer import Viewer
from payung.cli import session
from payung.cli.coverage_asking import (
    MONTH,
    asked_as,
    basis_option,
    json_option,
    month_option,
    place_option,
    population_option,
    question_of,
    write_workbook,
    xlsx_option,
)
from payung.cli.terminal import STOPPED, language, number, print_json, refuse, say, steps, t, table
from payung.coverage import actions, explaining, queries
from payung.coverage.bulk import CellsDoNotAddUp
from payung.coverage.classes import CLASSES, DIMENSIONS
from payung.coverage.figures import Figure
from payung.coverage.published import published_figures
from payung.coverage.queries import Question
from payung.coverage.words import CLASS_WORDS, category_words, figure_json, notes_of, of_overlap, ppm_words, title_of
from payung.flows import measure_coverage
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Ukur cakupan satu bulan: register (hanya yang berubah), lalu orang pada daftar.\n\n\b\nContoh:\n  payung coverage measure --month 2026-03",
        "Measure the coverage of a month: the register (only what changed), then the people on lists.\n\n\b\nExample:\n  payung coverage measure --month 2026-03",
    )
)
@click.option("--month", type=MONTH, required=True)
@json_option
def measure(month: dt.date, as_json: bool) -> None:
    def run(viewer: Viewer) -> measure_coverage.Measured:
        with steps(measure_coverage.STEPS, quiet=as_json) as advance:
            return measure_coverage.run(
                month=month, home=settings.PAYUNG_HOME, by=viewer, at=session.now(), tell=advance
            )

    try:
        done = asked_as(run)
    except CellsDoNotAddUp as broken:
        refuse(str(broken), code=STOPPED)
    register = done.register.people if done.register else 0
    if as_json:
        print_json({"month": month, "register": register, "listed": done.computed.people})
        return
    say(
        Words(
            id="Diukur: {register} orang dalam register, {listed} orang pada daftar.",
            en="Measured: {register} people in the register, {listed} on lists.",
        ),
        register=number(register),
        listed=number(done.computed.people),
    )


@click.command(
    help=t(
        "Tunjukkan cakupan. Setiap angka menyebut dasar, sumber dan tanggalnya.\n\n\b\nContoh:\n  payung coverage show --by kelurahan --before 2025-12\n  payung coverage show --population register --place 64.74",
        "Show coverage. Every figure says its basis, source and day.\n\n\b\nExample:\n  payung coverage show --by kelurahan --before 2025-12\n  payung coverage show --population register --place 64.74",
    )
)
@click.option(
    "--by",
    "by",
    type=click.Choice([name for name in DIMENSIONS if name != "place"]),
    default="total",
    show_default=True,
)
@month_option
@place_option
@basis_option
@population_option
@click.option(
    "--published",
    is_flag=True,
    help=t(
        "Hanya yang diterbitkan: dibulatkan, yang kecil ditahan.",
        "Only what was published: rounded, small counts withheld.",
    ),
)
@click.option("--before", type=MONTH, help=t("Bandingkan dengan bulan ini.", "Compare with this month."))
@json_option
@xlsx_option
def show(**said: Any) -> None:
    if said["published"]:
        _show_published(said)
        return
    asked = asked_as(lambda viewer: question_of(viewer, said))
    found = asked_as(lambda viewer: queries.figures(asked, seen_by=viewer))
    earlier = {}
    if said["before"]:
        before = Question(
            month=said["before"], by=asked.by, place=asked.place, basis=asked.basis, population=asked.population
        )
        earlier = {one.category: one for one in asked_as(lambda viewer: queries.figures(before, seen_by=viewer))}
    if said["as_json"]:
        print_json([figure_json(one, language()) | _before_json(one, earlier, said["before"]) for one in found])
        return
    columns, rows = _rows(found, earlier, said["before"])
    notes = notes_of(found, language())
    table(title_of(asked, language()), columns, rows)
    for note in notes:
        say(Words(id="{note}", en="{note}"), note=note)
    write_workbook(said["xlsx"], title_of(asked, language()), columns, rows, notes)


def _rows(
    found: list[Figure], earlier: dict[str, Figure], before: dt.date | None
) -> tuple[list[str], list[list[object]]]:
    shown = [name for name in CLASSES if name == "protected" or any(figure.counts.get(name) for figure in found)]
    columns = [
        "",
        t("Orang", "People"),
        *[CLASS_WORDS[name].say(language()) for name in shown],
        t("Bagian", "Share"),
        t("Cakupan semesta", "Of universe"),
    ]
    if before:
        columns[2:2] = [f"{CLASS_WORDS['protected'].say(language())} {before:%Y-%m}"]
    rows = []
    for figure in found:
        of_universe = (
            "; ".join(f"{ppm_words(share.ppm, language())} ({share.universe.source})" for share in figure.shares) or "-"
        )
        row: list[object] = [
            category_words(figure, language()),
            figure.people,
            *[figure.counts.get(name, 0) for name in shown],
        ]
        row += [ppm_words(figure.of_people_ppm, language()), of_universe]
        if before:
            row[2:2] = [earlier[figure.category].protected if figure.category in earlier else 0]
        rows.append(row)
    return columns, rows


def _before_json(figure: Figure, earlier: dict[str, Figure], before: dt.date | None) -> dict[str, object]:
    if not before:
        return {}
    known = earlier.get(figure.category)
    return {
        "before": {
            "month": before,
            "protected": known.protected if known else 0,
            "people": known.people if known else 0,
        }
    }


def _show_published(said: dict[str, Any]) -> None:
    asked = asked_as(lambda viewer: question_of(viewer, said))
    found = asked_as(lambda viewer: published_figures(asked, seen_by=viewer))
    if said["as_json"]:
        print_json(
            [
                {
                    "place": one.place_code,
                    "category": one.category,
                    "people": one.people,
                    "protected": one.protected,
                    "others": one.others,
                    "of_people_ppm": one.of_people_ppm,
                    "edition": one.edition,
                }
                for one in found
            ]
        )
        return
    columns = [
        t("Wilayah", "Place"),
        t("Golongan", "Category"),
        t("Orang", "People"),
        t("Terlindungi", "Protected"),
        t("Bagian", "Share"),
    ]
    withheld = t("ditahan", "withheld")
    rows = [
        [
            one.label,
            one.category or "-",
            *[withheld if count is None else number(count) for count in (one.people, one.protected)],
            ppm_words(one.of_people_ppm, language()),
        ]
        for one in found
    ]
    notes = [
        t(
            "Dibulatkan ke kelipatan lima; 1-4 ditahan, dan sel lain bersamanya supaya tidak dapat dihitung kembali.",
            "Rounded to five; 1-4 are withheld, and other cells with them so that they cannot be worked out.",
        )
    ]
    table(title_of(asked, language()), columns, rows)
    say(Words(id=notes[0], en=notes[0]))
    write_workbook(said["xlsx"], title_of(asked, language()), columns, rows, notes)


@click.command(help=t("Jelaskan satu angka: apa yang ada di baliknya.", "Explain a figure: what stands behind it."))
@month_option
@place_option
@basis_option
@population_option
@json_option
def explain(**said: Any) -> None:
    asked = asked_as(lambda viewer: question_of(viewer, said))
    behind = asked_as(lambda viewer: explaining.explain(asked, seen_by=viewer))
    if said["as_json"]:
        print_json(
            {
                "figure": figure_json(behind.figure, language()),
                "parts": behind.parts,
                "reports": behind.reports,
                "bills": behind.bills,
            }
        )
        return
    table(
        title_of(asked, language()),
        [t("Keadaan", "State"), t("Rincian", "Detail"), t("Orang", "People")],
        [list(part) for part in behind.parts],
    )
    if behind.reports:
        table(
            t("Laporan", "Reports"),
            [t("Sumber", "Source"), t("Jenis", "Kind"), t("Peringkat", "Rank"), t("Per", "As of"), t("Baris", "Rows")],
            [list(one) for one in behind.reports],
        )
    if behind.bills:
        table(
            t("Tagihan lunas", "Paid bills"),
            [t("Tagihan", "Bill"), "Kode iuran", "SP2D", t("Orang", "Heads"), "Rupiah"],
            [list(one) for one in behind.bills],
        )
    for note in [*[rule.say(language()) for rule in explaining.RULES], *notes_of([behind.figure], language())]:
        say(Words(id="{note}", en="{note}"), note=note)


@click.command(
    help=t(
        "Terbitkan satu bulan: jumlah 1-4 ditahan bersama pasangannya, yang lain dibulatkan.",
        "Publish a month: counts of 1-4 withheld with their complements, others rounded.",
    )
)
@month_option
@place_option
@basis_option
@population_option
@json_option
def publish(**said: Any) -> None:
    asked = asked_as(lambda viewer: question_of(viewer, said))
    try:
        done = asked_as(lambda viewer: actions.publish(asked=asked, by=viewer, at=session.now()))
    except actions.OverlapsPublished as refused:
        refuse(of_overlap(refused.place).say(language()))
    if said["as_json"]:
        print_json({"place": done.root_code, "month": done.month, "edition": done.edition})
        return
    say(
        Words(
            id="Diterbitkan: {place}, {month}, edisi {edition}.", en="Published: {place}, {month}, edition {edition}."
        ),
        place=done.root_code,
        month=f"{done.month:%Y-%m}",
        edition=done.edition,
    )
