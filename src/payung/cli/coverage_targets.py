"""Targets of coverage at the terminal: state one, list them, read the path to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path as File
from typing import Any

import click

from payung.cli import session
from payung.cli.coverage_asking import (  # fmt: skip
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
from payung.cli.coverage_sources import KINDS, SEGMENTS, place_in_force
from payung.cli.terminal import language, print_json, say, t, table
from payung.coverage import path_words, targets
from payung.coverage.path import Path, StatedTarget
from payung.coverage.path_words import CONFIDENCE_WORDS
from payung.coverage.words import ppm_words
from payung.vocabulary.words import Words


@click.group(
    help=t(
        "Target cakupan per tahun, dengan sumber dan keyakinannya, dan jalur menuju ke sana.",
        "Targets of coverage by year, with source and how sure it is, and the path to them.",
    )
)
def target() -> None:
    pass


@target.command(
    help=t(
        "Nyatakan target untuk akhir satu tahun, dalam persen dari semesta.\n\n\b\nContoh:\n  payung coverage target state 64.74 60 --year 2029 --counts vulnerable_workers --source 'RPJMD 2025-2029, hlm. 112' --definition 'pekerja rentan yang terlindungi' --confidence law",
        "State a target for the end of a year, in per cent of the universe.\n\n\b\nExample:\n  payung coverage target state 64.74 60 --year 2029 --counts vulnerable_workers --source 'RPJMD 2025-2029, p. 112' --definition 'vulnerable workers protected' --confidence law",
    )
)
@click.argument("place")
@click.argument("percent", type=click.FloatRange(min=0, max=100, min_open=True))
@click.option("--year", type=click.IntRange(2000, 2100), required=True)
@click.option("--counts", type=click.Choice(KINDS), required=True, help=t("Persen dari apa.", "Per cent of what."))
@click.option("--segment", type=click.Choice(SEGMENTS), default="all", show_default=True)
@click.option("--source", required=True)
@click.option("--definition", required=True, help=t("Apa yang ditargetkan.", "What is aimed at."))
@click.option("--confidence", type=click.Choice(list(CONFIDENCE_WORDS)), required=True)
def state(**said: Any) -> None:
    stated = StatedTarget(
        place_in_force(said["place"]),
        said["year"],
        said["counts"],
        said["segment"],
        max(round(said["percent"] * 10_000), 1),
        said["source"],
        said["definition"],
        said["confidence"],
    )
    asked_as(lambda viewer: targets.state_target(stated=stated, by=viewer, at=session.now()))
    say(
        Words(
            id="Target dinyatakan: {place}, {year}: {share} ({source}).",
            en="Target stated: {place}, {year}: {share} ({source}).",
        ),
        place=stated.place_code,
        year=stated.year,
        share=ppm_words(stated.ppm, language()),
        source=stated.source,
    )


@target.command("list", help=t("Target yang dinyatakan.", "The stated targets."))
@json_option
def list_targets(as_json: bool) -> None:
    found = asked_as(lambda viewer: targets.stated_targets(seen_by=viewer))
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    table(
        t("Target", "Targets"),
        [t("Wilayah", "Place"), t("Akhir tahun", "End of year"), t("Target", "Target"), t("Dari", "Of"), t("Sumber", "Source"), t("Keyakinan", "How sure")],
        [
            [one.place_code, str(one.year), ppm_words(one.ppm, language()), f"{one.counts} {one.segment}", one.source, CONFIDENCE_WORDS[one.confidence].say(language())]
            for one in found
        ],
    )  # fmt: skip


@target.command(
    "path",
    help=t(
        "Jalur menuju target: orang yang harus ditambah per tahun dan per bulan, dan apakah laju sekarang sampai.",
        "The path to the targets: people to add by year and by month, and whether the present rate gets there.",
    ),
)
@place_option
@month_option
@basis_option
@population_option
@xlsx_option
@json_option
def show_path(xlsx: File | None, as_json: bool, **said: Any) -> None:
    def run(viewer: Any) -> Any:
        asked = question_of(viewer, {**said, "place": said.get("place") or viewer.kabupaten_code})
        return targets.paths(asked, seen_by=viewer)

    found, spoken = asked_as(run), language()
    if as_json:
        print_json([path_words.path_json(one, spoken) for one in found])
        return
    if not found:
        say(Words(id="Belum ada target untuk wilayah ini: payung coverage target state", en="No target is stated for this place: payung coverage target state"))  # fmt: skip
    _tables(found, xlsx)


def _tables(found: Sequence[Path], xlsx: File | None) -> None:
    """Print the paths by target and by year, with what must be read with them; write the workbook where one is asked for."""
    spoken = language()
    columns = path_words.headings(path_words.COLUMNS, spoken)
    rows = [row for one in found for row in path_words.steps_in_cells(one, spoken)]
    notes = list(dict.fromkeys(note for one in found for note in path_words.notes(one, spoken)))
    if rows:
        table(t("Jalur menuju target", "Path to the target"), columns, rows)
    for one in found:
        if one.years:
            title = f"{t('Tahun demi tahun', 'Year by year')}: {path_words.universe_words(one, spoken)}"
            table(title, path_words.headings(path_words.YEAR_COLUMNS, spoken), path_words.years_in_cells(one))
    for note in notes:
        say(Words(id="{said}", en="{said}"), said=note)
    write_workbook(xlsx, t("Jalur menuju target", "Path to the target"), columns, rows, notes)
