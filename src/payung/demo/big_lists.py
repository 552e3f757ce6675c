"""Lists of any length for benchmarks: of strangers only, or of members of a given register among others, with their truth."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import xlsxwriter

from payung.demo.books import TrueRow
from payung.demo.damage.draft import Draft, draft_of
from payung.demo.damage.strike import Spoiler
from payung.demo.names import read_data
from payung.demo.nation import Nation
from payung.demo.people import Person
from payung.demo.places import Places
from payung.demo.register import BLOCK, MEMBERS_SQL, OTHER_PEOPLE, open_engine
from payung.demo.rendering import FIELDS, Cell, Row
from payung.demo.scene import Scene
from payung.demo.senders import sender_of
from payung.demo.truth import write_lists_truth
from payung.demo.writing import CREATED, text_cell, write_xlsx_row

CHUNK = 50_000
REPEAT_SHARE = 0.08
# People with these numbers stand in no register.
FIRST_STRANGER = 2**29
FIRST_SHADOW = 2**40
MEMBER_SHARE = 0.6
# Of those who are no members: twins of members, and people of members' households.
TWIN_OF_MEMBER, HOUSEMATE_OF_MEMBER = 0.02, 0.3
ROW_LIMIT = 1_048_575


class TooLong(ValueError):
    """A sheet holds 1,048,576 rows, the header among them."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} baris tidak muat di satu lembar xlsx. / {rows} rows do not fit one xlsx sheet.")


@dataclass(frozen=True, slots=True)
class Order:
    """A list to be written: how many rows, how messy, in which nation; `members`: how many people its register holds
    (0: no register), `focus`: how many of them live in the kabupaten in focus."""

    rows: int
    nation: Nation
    mess: float = 1.0
    members: int = 0
    focus: int = 0
    trades: dict = field(default_factory=lambda: read_data("occupations.yaml"))

    @property
    def dice(self) -> Random:
        return Random(f"big list/{self.nation.seed}/{self.rows}/{self.members}")


def write_big_list(path: Path, rows: int, scene: Scene, places: Places) -> Path:
    """Write a messy list of `rows` rows as .csv or .xlsx; returns its truth (same columns as lists_truth.parquet)."""
    nation = Nation(places, scene.kabupaten, scene.seed * 31 + 7, 0, scene.first_payment_on)
    return write_ordered(path, Order(rows, nation, scene.mess))


def write_list_against(path: Path, rows: int, register_truth: Path, scene: Scene, places: Places) -> Path:
    """Write a messy list against the register whose truth lies in the folder `register_truth`; returns the list's truth.

    60 % of the rows are of members (person_id as in register_truth.parquet), the others of strangers, among them twins
    and housemates of members. 8 % repeat a person of the list.
    """
    made = json.loads((register_truth / "register.json").read_text(encoding="utf-8"))
    nation = Nation(places, scene.kabupaten, made["seed"], made["focus_people"], scene.first_payment_on)
    return write_ordered(path, Order(rows, nation, scene.mess, made["others"], made["focus_people"]))


def write_ordered(path: Path, order: Order) -> Path:
    """Write the list of an order and its truth beside it."""
    if path.suffix == ".xlsx" and order.rows > ROW_LIMIT:
        raise TooLong(order.rows)
    sender = sender_of(read_data("bench_sender.yaml"))
    truth: list[TrueRow] = []
    with open_list(path) as out:
        out.write([header for header, _ in sender.columns])
        for draft, row in spoilt_rows(order, sender.columns, sender.manner):
            out.write(row)
            damage = tuple(dict.fromkeys(draft.damage))
            truth.append(TrueRow(path.name, 1, len(truth) + 2, draft.person.person_id, damage))
    truth_path = path.with_name(path.stem + "_truth.parquet")
    write_lists_truth(truth, truth_path)
    return truth_path


def spoilt_rows(order: Order, columns: tuple, manner: dict[str, str]) -> Iterator[tuple[Draft, list[Cell]]]:
    """Yield the drafts of a list and their cells."""
    dice = order.dice
    spoiler = Spoiler(frozenset(name for _, name in columns), order.mess)
    trades = list(order.trades)
    above: Draft | None = None
    for number, person in enumerate(people_of(order, dice), start=1):
        draft = draft_of(person, dice.choice(order.trades[dice.choice(trades)]["says"]))
        spoiler.spoil(draft, above, dice)
        row = Row(draft, manner, dice, order.nation.as_of, number, order.mess > 0)
        yield draft, [FIELDS[name](row) for _, name in columns]
        above = draft


def people_of(order: Order, dice: Random) -> Iterator[Person]:
    """Yield the people of a list, some of them twice."""
    connection = open_engine(order.nation, [])
    repeats = round(order.rows * REPEAT_SHARE)
    wanted = wanted_people(connection, order, order.rows - repeats, dice)
    kept: list[Person] = []
    for start in range(0, len(wanted), CHUNK):
        for person in fetched(connection, order, wanted[start : start + CHUNK], start):
            yield person
            if len(kept) < repeats:
                kept.append(person)
            elif dice.random() < 0.1:
                kept[dice.randrange(len(kept))] = person
    connection.close()
    yield from kept


def wanted_people(
    connection: duckdb.DuckDBPyConnection, order: Order, count: int, dice: Random
) -> list[tuple[int, int, int]]:
    """Return (person_no, birth_no, home_no) of the people of a list, mixed."""
    members = draw_members(order, round(count * MEMBER_SHARE) if order.members else 0, dice)
    connection.register("incoming", pa.table({"person_no": pa.array(members, pa.int64())}))
    chosen = connection.execute(MEMBERS_SQL.format(source="incoming")).fetchall()
    connection.unregister("incoming")
    for number in range(count - len(chosen)):
        stranger = FIRST_STRANGER + number
        draw = dice.random()
        if members and draw < TWIN_OF_MEMBER + HOUSEMATE_OF_MEMBER:
            _, birth_no, home_no = chosen[dice.randrange(len(members))]
            person = (
                (FIRST_SHADOW + stranger, birth_no, home_no) if draw < TWIN_OF_MEMBER else (stranger, stranger, home_no)
            )
            chosen.append(person)
        else:
            chosen.append((stranger, stranger, stranger))
    dice.shuffle(chosen)
    return chosen


def draw_members(order: Order, count: int, dice: Random) -> list[int]:
    """Draw members, most of them from the kabupaten in focus; seventh and eighth of a block may already be twins: left out."""
    found: set[int] = set()
    local = min(round(count * 0.8), round(order.focus * 0.6))
    while len(found) < min(count, round(order.members * 0.5)):
        number = dice.randrange(order.focus if len(found) < local else order.members)
        if number % BLOCK not in (6, 7, 12, 13):
            found.add(number)
    return sorted(found)


def fetched(
    connection: duckdb.DuckDBPyConnection, order: Order, wanted: list[tuple[int, int, int]], start: int
) -> Iterator[Person]:
    """Yield the people of some numbers, in the order of the numbers."""
    numbers = [range(start, start + len(wanted)), *zip(*wanted, strict=True)]
    connection.register(
        "incoming", pa.table(dict(zip(("place", "person_no", "birth_no", "home_no"), map(list, numbers), strict=True)))
    )
    connection.execute("DELETE FROM wanted")
    connection.execute("INSERT INTO wanted SELECT DISTINCT person_no, birth_no, home_no FROM incoming")
    names = ("name", "nik", "kk", "birth_place", "born_on", "sex", "address", "rt", "rw", "kelurahan", "kelurahan_code", "kecamatan", "phone", "mother_name")  # fmt: skip
    rows = connection.execute(
        f"SELECT person_no, {', '.join(names)} FROM nation_people JOIN incoming USING (person_no) ORDER BY place"
    ).fetchall()
    connection.unregister("incoming")
    for number, *values in rows:
        facts = dict(zip(names, values, strict=True))
        person = Person(OTHER_PEOPLE + number, "eligible", facts.pop("sex"), facts.pop("born_on"), "jawa", 0)
        for name, value in facts.items():
            setattr(person, name, value)
        yield person


def open_list(path: Path) -> CsvList | XlsxList:
    """Open a list for writing by its suffix."""
    return XlsxList(path) if path.suffix == ".xlsx" else CsvList(path)


class CsvList:
    """A text list that grows by rows."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.file, lineterminator="\r\n")

    def __enter__(self) -> CsvList:
        return self

    def __exit__(self, *exit_details: object) -> None:
        self.file.close()

    def write(self, row: list[Cell]) -> None:
        self.writer.writerow([text_cell(cell) for cell in row])


class XlsxList:
    """A workbook of one sheet that grows by rows."""

    def __init__(self, path: Path) -> None:
        self.workbook = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.workbook.set_properties({"created": CREATED})
        self.sheet = self.workbook.add_worksheet("DATA")
        self.formats = {
            "date": self.workbook.add_format({"num_format": "dd/mm/yyyy"}),
            "long": self.workbook.add_format({"num_format": "0"}),
        }
        self.row_no = 0

    def __enter__(self) -> XlsxList:
        return self

    def __exit__(self, *exit_details: object) -> None:
        self.workbook.close()

    def write(self, row: list[Cell]) -> None:
        write_xlsx_row(self.sheet, self.row_no, row, self.formats)
        self.row_no += 1
