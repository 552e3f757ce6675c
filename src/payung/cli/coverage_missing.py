"""Who is missing, at the terminal: names for those whose list it is, and the nameless remainder."""

from __future__ import annotations

from typing import Any

import click

from payung.cli import session
from payung.cli.coverage_asking import (
    asked_as,
    json_option,
    month_option,
    place_option,
    question_of,
    write_workbook,
    xlsx_option,
)
from payung.cli.terminal import language, number, print_json, say, t, table
from payung.coverage import missing as people
from payung.coverage.figures import Remainder
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Siapa yang belum: nama-nama pada daftar tanpa perlindungan, dan sisa tanpa nama dari semesta. Setiap penglihatan dicatat.",
        "Who is missing: names on lists without cover, and the nameless remainder of the universe. Every look is recorded.",
    )
)
@month_option
@place_option
@click.option(
    "--purpose", required=True, help=t("Untuk apa nama-nama ini dilihat.", "What the names are looked at for.")
)
@click.option(
    "--limit",
    default=50,
    show_default=True,
    help=t("Nama di layar; buku kerja memuat semua.", "Names on the screen; a workbook holds all."),
)
@json_option
@xlsx_option
def missing(**said: Any) -> None:
    asked = asked_as(lambda viewer: question_of(viewer, said))
    limit = None if said["xlsx"] or said["as_json"] else said["limit"]
    at = session.now()
    found = asked_as(
        lambda viewer: people.missing_people(
            month=asked.month, place=asked.place, seen_by=viewer, at=at, purpose=said["purpose"], limit=limit
        )
    )
    by_sender = asked_as(lambda viewer: people.missing_by_sender(month=asked.month, place=asked.place, seen_by=viewer))
    elsewhere = asked_as(lambda viewer: people.covered_elsewhere(month=asked.month, place=asked.place, seen_by=viewer))
    place = asked.place or asked_as(lambda viewer: viewer.kabupaten_code)
    remainders = asked_as(lambda viewer: people.nameless(month=asked.month, place=place, seen_by=viewer))
    columns = [t(*one) for one in (("Pengusul", "Sender"), ("Daftar", "List"), ("Baris", "Row"), ("Nama", "Name"), ("NIK", "NIK"), ("Kelurahan", "Kelurahan"), ("RT", "RT"), ("Pekerjaan", "Occupation"), ("Laporan", "Reported"), ("Hitungan", "Computed"))]  # fmt: skip
    rows = [
        [
            one.sender_code,
            str(one.list_id),
            str(one.row_no),
            one.name,
            one.nik,
            one.kelurahan or one.kelurahan_code,
            one.rt,
            one.occupation,
            one.reported or "-",
            one.computed,
        ]
        for one in found
    ]
    notes = _notes(remainders, elsewhere)
    if said["as_json"]:
        print_json(
            {
                "month": asked.month,
                "people": [dict(zip(columns, row, strict=True)) for row in rows],
                "by_sender": by_sender,
                "covered_elsewhere": elsewhere,
                "nameless": notes,
            }
        )
        return
    table(
        t("Belum terlindungi, per pengusul", "Not covered, by sender"),
        [columns[0], t("Orang", "People")],
        [list(row) for row in by_sender],
    )
    table(t("Nama", "Names"), columns[3:], [[*row[3:4], _masked(row[4]), *row[5:]] for row in rows[: said["limit"]]])
    for note in notes:
        say(Words(id="{note}", en="{note}"), note=note)
    write_workbook(said["xlsx"], t("Belum terlindungi", "Not covered"), columns, rows, notes)


def _notes(remainders: list[Remainder], elsewhere: int) -> list[str]:
    """Return what stands under the names: whom no list names, and who is not counted here."""
    notes = [
        t(
            f"{one.universe.source}: semesta {number(one.universe.people)} - pada daftar {number(one.listed)} = {number(one.nameless)} tanpa nama.",
            f"{one.universe.source}: universe {number(one.universe.people)} - listed {number(one.listed)} = {number(one.nameless)} without names.",
        )
        for one in remainders
    ] or [
        t(
            "Sisa tanpa nama tidak diketahui: tidak ada semesta pekerja rentan tersimpan.",
            "The nameless remainder is not known: no universe of vulnerable workers is stored.",
        )
    ]
    notes += [f"! {warning.say(language())}" for one in remainders for warning in one.warnings]
    if elsewhere:
        notes.append(
            t(
                f"{number(elsewhere)} orang tidak dihitung di sini: BPJS menjawab T karena mereka sudah peserta, dibayar pihak lain.",
                f"{number(elsewhere)} people are not counted here: BPJS answered T because they are members already, paid by somebody else.",
            )
        )
    return notes


def _masked(nik: str) -> str:
    return "*" * max(len(nik) - 4, 0) + nik[-4:]
