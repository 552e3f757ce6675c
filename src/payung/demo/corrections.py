"""Senders who answer: the workbook that went back comes in again, its returned rows put right by those who know the people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from random import Random

from payung.demo.books import Sheet
from payung.demo.damage.draft import draft_of
from payung.demo.lists import Composer, composers
from payung.demo.people import Person
from payung.demo.rendering import FIELDS, Row
from payung.demo.world import City
from payung.demo.writing import write_book

#: Whose lists are small and hold most of the people with a disability: their offices answer at once.
ANSWERING = ("sosial", "pijat")
#: What is read off a person's KTP and family card; all else stays as it was sent.
OFF_THE_KTP = {"nik", "kk", "name", "birth_place", "birth_date", "ttl", "ttl_slash", "sex", "address", "address_full", "rt", "rt_rw", "kelurahan", "kecamatan"}  # fmt: skip


def answering(city: City) -> list[int]:
    """Return the numbers of the workbooks whose senders answer."""
    return [number for number, (one, _) in enumerate(composers(city), 1) if one.sender.key in ANSWERING]


def write_corrected(city: City, folder: Path, returned: Mapping[int, Collection[tuple[int, int]]]) -> dict[int, Path]:
    """Write workbooks again with some rows (sheet_no, row_no) put right; return number of the workbook -> file."""
    folder.mkdir(parents=True, exist_ok=True)
    people = {person.person_id: person for person in city.people}
    written = {}
    for number, (composer, entries) in enumerate(composers(city), 1):
        if number not in returned:
            continue
        book = composer.compose(entries)
        who = {(row.sheet_no, row.row_no): people[row.person_id] for row in composer.truth}
        for sheet_no, row_no in returned[number]:
            _put_right(book.sheets[sheet_no - 1], row_no, who[sheet_no, row_no], composer)
        written[number] = write_book(book, folder)
    return written


def _put_right(sheet: Sheet, row_no: int, person: Person, composer: Composer) -> None:
    """Write what the KTP says into a row, in the sender's own manner."""
    dice, city = Random(f"correction/{person.person_id}"), composer.words["CITY"]
    row = Row(draft_of(person, ""), composer.sender.manner, dice, composer.today, row_no, is_messy=False, city=city)
    cells = sheet.rows[row_no - 1]
    for column, (_, field) in enumerate(composer.sender.columns):
        if field in OFF_THE_KTP:
            cells[column] = FIELDS[field](row)
