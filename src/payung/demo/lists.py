"""From people to workbooks: every row spoilt and written in its sender's manner, with the truth of each row beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from payung.demo.books import Book, Sheet, TrueRow
from payung.demo.damage.draft import Draft, Spoil, draft_of
from payung.demo.damage.numbers import fill_down, other_person
from payung.demo.damage.spellings import title
from payung.demo.damage.strike import Spoiler
from payung.demo.names import read_data
from payung.demo.people import Person
from payung.demo.rendering import FIELDS, Cell, Row
from payung.demo.rosters import Entry, draw_rosters
from payung.demo.senders import KELURAHAN_LISTS, Sender, load_senders
from payung.demo.world import City

MOST_KELURAHAN_BOOKS = 4
SUFFIX = {
    "xlsx": ".xlsx",
    "xls": ".xls",
    "ods": ".ods",
    "csv_semicolon": ".csv",
    "csv_comma": ".csv",
    "tsv_utf16": ".tsv",
}
SHEET_NAME_LENGTH = 31
LEAST_ROWS_TO_SLIP = 40
HONEST_SHARE = 0.5
CIVIL_SAYS = {
    "ASN": ("PNS", "ASN", "Guru PNS", "Pegawai Negeri Sipil"),
    "PPPK": ("PPPK", "P3K Guru"),
    "TNI": ("TNI", "Babinsa"),
    "POLRI": ("Polri", "Bhabinkamtibmas"),
}
WORKLESS_SAYS = {
    "L": ("Tidak bekerja", "Belum Bekerja", "Pelajar/Mahasiswa", "Pensiunan"),
    "P": ("IRT", "Ibu Rumah Tangga", "Mengurus Rumah Tangga", "Belum bekerja"),
}
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_lists(city: City) -> tuple[list[Book], list[TrueRow]]:
    """Compose all workbooks of a city, and the truth of every person-row in them."""
    books, truth = [], []
    for composer, entries in composers(city):
        books.append(composer.compose(entries))
        truth.extend(composer.truth)
    return books, truth


def composers(city: City) -> Iterator[tuple[Composer, list[Entry]]]:
    """Yield who composes each workbook of a city, in the order in which they come in, and of whom."""
    rosters, number = draw_rosters(city), 0
    for key, sender in load_senders().items():
        for group, entries in grouped(city, sender, rosters.get(key, [])):
            number += 1
            yield Composer(city, sender, group, number), entries


def grouped(city: City, sender: Sender, entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Split the kelurahan's entries into a workbook per kecamatan, or per group of kecamatan where there are many."""
    if not entries:
        return []
    if sender.key != KELURAHAN_LISTS:
        return [("", entries)]
    kecamatan = sorted({entry.person.kelurahan_code[:8] for entry in entries})
    if len(kecamatan) <= MOST_KELURAHAN_BOOKS:
        named = {city.places.names[code].upper(): {code} for code in kecamatan}
    else:
        named = {
            f"WILAYAH {part + 1}": set(kecamatan[part::MOST_KELURAHAN_BOOKS]) for part in range(MOST_KELURAHAN_BOOKS)
        }
    return [
        (group, [entry for entry in entries if entry.person.kelurahan_code[:8] in codes])
        for group, codes in named.items()
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """One row to be written: who, at which number of the sheet, on which sheet."""

    entry: Entry
    position: int
    sheet_no: int
    slip: Spoil | None = None


def sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that spreadsheets accept for a sheet and that no other sheet of the book has."""
    base = FORBIDDEN_IN_SHEET_NAMES.sub("-", name.title()).strip("' ")[:SHEET_NAME_LENGTH]
    found, copy = base, 1
    while found.lower() in taken:
        copy += 1
        found = f"{base[: SHEET_NAME_LENGTH - 5]} ({copy})"
    return found


class Composer:
    """Composes one workbook of one sender."""

    def __init__(self, city: City, sender: Sender, group: str, number: int) -> None:
        self.city, self.sender, self.group = city, sender, group
        self.today = city.scene.first_payment_on
        full = city.places.names[city.scene.kabupaten]
        self.words = {
            "no": number,
            "GROUP": group,
            "Group": group.title(),
            "CITY": full.upper(),
            "City": city.name,
            "year": self.today.year,
            "last_year": self.today.year - 1,
        }
        self.file = sender.file.format(**self.words) + SUFFIX[sender.format]
        self.dice = Random(f"list/{city.scene.seed}/{sender.key}/{group}")
        self.mess = city.scene.mess * sender.mess
        self.spoiler = Spoiler(frozenset(field for _, field in sender.columns), self.mess)
        self.says = read_data("occupations.yaml")
        self.truth: list[TrueRow] = []

    def compose(self, entries: list[Entry]) -> Book:
        """Compose the sheets: one per part of the sender's split, then what else lies in such a file."""
        book = Book(self.file, self.sender.format, office=self.sender.office.format(**self.words))
        parts = self.parts_of(entries)
        for number, (name, people) in enumerate(parts, start=1):
            sheet = self.sheet_of(name, people, number)
            sheet.name = sheet_name(name, {other.name.lower() for other in book.sheets})
            book.sheets.append(sheet)
        if "rekap" in self.sender.extra_sheets:
            rows: list[list[Cell]] = [["REKAPITULASI USULAN"], [], ["NO", "KELURAHAN", "JUMLAH"]]
            rows.extend([place, name, len(people)] for place, (name, people) in enumerate(parts, start=1))
            book.sheets.append(Sheet("REKAP", rows))
            book.sheets.append(Sheet("Sheet2", []))
            book.sheets.append(Sheet("ref", [["KODE", "PEKERJAAN"], [1, "Nelayan"], [2, "Pedagang"]], is_hidden=True))
        return book

    def parts_of(self, entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
        """Split and order the entries as the office does: by place, then household or by chance."""
        split = self.sender.split
        parts: dict[str, list[Entry]] = {}
        for entry in entries:
            person = entry.person
            name = {"none": "Sheet1", "kelurahan": person.kelurahan, "kecamatan": person.kecamatan}[split]
            parts.setdefault(name, []).append(entry)
        for people in parts.values():
            self.dice.shuffle(people)
            if split == "kelurahan":
                people.sort(key=lambda entry: (entry.person.rt, entry.person.household))
            elif self.sender.subtotals:
                people.sort(key=lambda entry: entry.person.kelurahan_code)
        return sorted(parts.items())

    def sheet_of(self, name: str, people: list[Entry], number: int) -> Sheet:
        """Compose one sheet: titles, header, numbering, person-rows with what stands between them, signature."""
        sheet = Sheet(name)
        words = {**self.words, "SHEET": name.upper()}
        sheet.rows.extend([line.format(**words)] for line in self.sender.titles)
        if self.sender.titles:
            sheet.rows.append([])
        self.add_header(sheet)
        manner = dict(self.sender.manner)
        if number in self.sender.nik_as_number:
            manner["nik"] = "number"
        above: Draft | None = None
        slipped = self.slipped_rows(len(people))
        for position, entry in enumerate(people, start=1):
            if position > self.sender.scientific_from * len(people):
                manner["nik"] = "scientific"
            self.add_before(sheet, people, position)
            above = self.add_row(sheet, Task(entry, position, number, slipped.get(position)), manner, above)
            self.add_after(sheet, people, position)
        self.add_end(sheet, len(people))
        return sheet

    def slipped_rows(self, rows: int) -> dict[int, Spoil]:
        """Choose runs of rows whose NIKs slipped by a row or were filled down: position -> what happened to it."""
        slipped: dict[int, Spoil] = {}
        if not self.mess or rows < LEAST_ROWS_TO_SLIP:
            return slipped
        for run in range(self.sender.slips):
            length = self.dice.randint(6, 16)
            start = self.dice.randint(2, rows - length)
            slipped.update(dict.fromkeys(range(start, start + length), (other_person, fill_down)[run % 2]))
        return slipped

    def add_before(self, sheet: Sheet, people: list[Entry], position: int) -> None:
        """Add the row with the place's name where a new place begins."""
        place = people[position - 1].person
        if self.sender.sections and (
            position == 1 or people[position - 2].person.kelurahan_code != place.kelurahan_code
        ):
            sheet.rows.append([f"KELURAHAN {place.kelurahan.upper()}"])

    def add_after(self, sheet: Sheet, people: list[Entry], position: int) -> None:
        """Add what stands between rows: the sum of a place, an empty row, the header again."""
        place = people[position - 1].person.kelurahan_code
        is_last = position == len(people)
        if self.sender.subtotals and (is_last or people[position].person.kelurahan_code != place):
            count = sum(entry.person.kelurahan_code == place for entry in people[:position])
            self.add_subtotal(sheet, people[position - 1].person.kelurahan, count)
        if is_last:
            return
        if self.sender.blank_every and position % self.sender.blank_every == 0:
            sheet.rows.append([])
        if self.sender.repeat_header and position % self.sender.repeat_header == 0:
            self.add_header(sheet)

    def add_header(self, sheet: Sheet) -> None:
        """Add the header of one row, or of two with merged groups; then the row of column numbers."""
        columns = self.sender.columns
        top = len(sheet.rows)
        if not self.sender.has_two_header_rows:
            sheet.rows.append([header for header, _ in columns])
        else:
            sheet.rows.append([""] * len(columns))
            sheet.rows.append([""] * len(columns))
            for column, (header, _) in enumerate(columns):
                group, _, below = header.partition("|")
                if not below:
                    sheet.rows[top][column] = header
                    sheet.merges.append((top, column, top + 1, column))
                    continue
                sheet.rows[top + 1][column] = below
                if column == 0 or columns[column - 1][0].partition("|")[0] != group:
                    sheet.rows[top][column] = group
                    width = sum(1 for other, _ in columns if other.startswith(group + "|"))
                    sheet.merges.append((top, column, top, column + width - 1))
        if self.sender.numbering:
            sheet.rows.append([number + 1 for number in range(len(columns))])

    def add_row(self, sheet: Sheet, task: Task, manner: dict[str, str], above: Draft | None) -> Draft:
        """Spoil one row, write it in the sender's manner, and note the truth about it."""
        person, dice = task.entry.person, self.dice
        draft = draft_of(person, self.occupation_of(person))
        if task.entry.repeat:
            draft.damage.append(task.entry.repeat)
        self.spoiler.spoil(draft, above, dice)
        if task.slip and "nik" not in draft.fixed and task.slip(draft, dice, above):
            draft.damage.append("nik_run_slipped")
        if self.mess and dice.random() < self.sender.titles_before_names and "name_title" not in draft.damage:
            title(draft, dice, above)
            draft.damage.append("name_title")
        row = Row(draft, manner, dice, self.today, task.position, self.mess > 0, self.words["CITY"])
        sheet.rows.append([FIELDS[field](row) for _, field in self.sender.columns])
        if self.mess and dice.random() < self.sender.hidden_rows:
            sheet.hidden_rows.add(len(sheet.rows) - 1)
            draft.damage.append("row_hidden")
        self.truth.append(
            TrueRow(self.file, task.sheet_no, len(sheet.rows), person.person_id, tuple(dict.fromkeys(draft.damage)))
        )
        return draft

    def occupation_of(self, person: Person) -> str:
        """Return what the list says a person does: half of the officials and of the workless stand there as such."""
        honest = CIVIL_SAYS.get(person.civil) if person.civil else None if person.works else WORKLESS_SAYS[person.sex]
        if honest and self.dice.random() < HONEST_SHARE:
            return self.dice.choice(honest)
        return self.dice.choice(self.says[person.trade]["says"])

    def add_subtotal(self, sheet: Sheet, place: str, count: int) -> None:
        row: list[Cell] = [None] * len(self.sender.columns)
        row[0], row[2] = f"JUMLAH KEL. {place.upper()}", count
        sheet.rows.append(row)

    def add_end(self, sheet: Sheet, count: int) -> None:
        """Add the total and the signature block."""
        if self.sender.subtotals:
            sheet.rows.append(["TOTAL", None, count])
        if self.sender.note:
            sheet.rows.append([])
            sheet.rows.append([self.sender.note.format(**self.words)])
        if not self.sender.signature:
            return
        left: list[Cell] = [None] * max(len(self.sender.columns) - 4, 1)
        signed_on = self.today - dt.timedelta(days=20)
        sheet.rows.append([])
        for line in (
            f"{self.city.name}, {signed_on:%d-%m-%Y}",
            f"{self.sender.signature},",
            None,
            None,
            "( ............................ )",
            "NIP. 19700101 199503 1 001",
        ):
            sheet.rows.append([*left, line])
