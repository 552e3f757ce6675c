"""What coverage is held against: stated universes, and figures that others printed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from payung.cli import session
from payung.cli.coverage_asking import asked_as
from payung.cli.terminal import language, number, print_json, refuse, say, t, table
from payung.coverage import actions, queries, referring
from payung.coverage.figures import StatedUniverse
from payung.flows import load_reference
from payung.vocabulary.wilayah import NoSuchPlace, NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words

DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
KINDS = ("workers", "informal_workers", "vulnerable_workers")
SEGMENTS = ("all", "PU", "BPU", "JAKON", "PMI")


def place_in_force(code: str) -> str:
    """Return a place code that is in force, or end the command."""
    try:
        place = Wilayah.parse(code)
        if not place.exists:
            raise NoSuchPlace(code)
    except (NotAPlaceCode, NoSuchPlace) as refused:
        refuse(refused.words.say(language(), code=repr(code), scheme="Kemendagri"))
    return place.code


@click.group(
    help=t(
        "Semesta: penyebut yang dinyatakan, dengan sumber dan tanggalnya.",
        "Universes: stated denominators, with source and day.",
    )
)
def universe() -> None:
    pass


@universe.command(
    help=t(
        "Nyatakan semesta. Yang janggal disimpan dan ditandai.",
        "State a universe. What looks odd is stored and flagged.",
    )
)
@click.argument("place")
@click.argument("people", type=click.IntRange(min=0))
@click.option("--counts", type=click.Choice(KINDS), required=True, help=t("Apa yang dihitung.", "What is counted."))
@click.option("--segment", type=click.Choice(SEGMENTS), default="all", show_default=True)
@click.option("--on", type=DAY, required=True)
@click.option("--source", required=True)
@click.option("--definition", required=True, help=t("Siapa yang termasuk.", "Who is in it."))
def state(**said: Any) -> None:
    stated = StatedUniverse(
        place_in_force(said["place"]),
        said["counts"],
        said["segment"],
        said["people"],
        said["on"].date(),
        said["source"],
        said["definition"],
    )
    warnings = asked_as(lambda viewer: actions.state_universe(stated=stated, by=viewer, at=session.now()))
    say(
        Words(id="Dinyatakan: {place}, {people} ({source}).", en="Stated: {place}, {people} ({source})."),
        place=stated.place_code,
        people=number(stated.people),
        source=stated.source,
    )
    for warning in warnings:
        say(Words(id="! {said}", en="! {said}"), said=warning.say(language()))


@universe.command("list", help=t("Semesta yang dinyatakan untuk satu wilayah.", "The universes stated of a place."))
@click.argument("place")
@click.option("--json", "as_json", is_flag=True)
def list_universes(place: str, as_json: bool) -> None:
    code = place_in_force(place)
    found = asked_as(lambda viewer: viewer.must("see_coverage") or queries.universes({code})[code])
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    table(
        t("Semesta", "Universes"),
        [
            t("Hitungan", "Counts"),
            t("Segmen", "Segment"),
            t("Orang", "People"),
            t("Per", "On"),
            t("Sumber", "Source"),
            t("Definisi", "Definition"),
        ],
        [[one.counts, one.segment, one.people, f"{one.on:%d-%m-%Y}", one.source, one.definition] for one in found],
    )


@click.group(
    help=t(
        "Angka yang dicetak pihak lain, dan kejanggalannya.",
        "Figures that others printed, and what does not close in them.",
    )
)
def reference() -> None:
    pass


@reference.command(
    help=t(
        "Muat angka tercetak dari CSV: satu kolom per besaran (pct, covered, universe, people, months, rate_idr, …).",
        "Load printed figures from CSV: one column per quantity (pct, covered, universe, people, months, rate_idr, …).",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=DAY, help=t("Tanggal, bila tidak ada di berkas.", "The day, where the file has none."))
@click.option(
    "--source", default="", help=t("Sumber, bila tidak ada di berkas.", "The source, where the file has none.")
)
@click.option("--definition", default="")
@click.option("--json", "as_json", is_flag=True)
def load(**said: Any) -> None:
    try:
        done = asked_as(
            lambda viewer: load_reference.run(
                file=said["file"],
                on=said["on"].date() if said["on"] else None,
                source=said["source"],
                definition=said["definition"],
                by=viewer,
                at=session.now(),
            )
        )
    except load_reference.NotReferences as refused:
        refuse(*[problem.say(language()) for problem in refused.problems])
    if said["as_json"]:
        print_json({"read": done.read, "added": done.added, "oddities": [_json(one) for one in done.oddities]})
        return
    say(
        Words(id="{read} angka dibaca, {added} baru.", en="{read} figures read, {added} new."),
        read=number(done.read),
        added=number(done.added),
    )
    _show_oddities(done.oddities)


@reference.command("list", help=t("Angka tercetak dan kejanggalannya.", "Printed figures and what does not close."))
@click.option("--place", default="")
@click.option("--json", "as_json", is_flag=True)
def list_references(place: str, as_json: bool) -> None:
    found = asked_as(lambda viewer: referring.references(seen_by=viewer, place=place))
    odd = asked_as(lambda viewer: referring.odd_references(seen_by=viewer, place=place))
    if as_json:
        print_json({"figures": [dataclasses.asdict(one) for one in found], "oddities": [_json(one) for one in odd]})
        return
    table(
        t("Angka tercetak", "Printed figures"),
        [
            t("Wilayah", "Place"),
            t("Per", "On"),
            t("Besaran", "Quantity"),
            t("Nilai", "Value"),
            t("Sumber", "Source"),
            t("Keterangan", "Remark"),
        ],
        [
            [
                f"{one.place_code} {one.place_name}",
                f"{one.on:%d-%m-%Y}",
                one.quantity,
                f"{one.value.normalize():f}",
                one.source,
                one.remark,
            ]
            for one in found
        ],
    )
    _show_oddities(odd)


def _show_oddities(odd: Any) -> None:
    for one in odd:
        say(Words(id="! {place}: {said}", en="! {place}: {said}"), place=one.place_name, said=one.say(language()))


def _json(one: Any) -> dict[str, object]:
    return {
        "code": one.code,
        "place": one.place_code,
        "name": one.place_name,
        "quantity": one.quantity,
        "said": one.say(language()),
    }
