"""Which column is which field: what the sender's layouts say, what reading proposes, what a person settles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from payung.access.viewer import Viewer
from payung.gateways.columns import workshop
from payung.intake import actions, queries
from payung.intake.columns.column import Column
from payung.intake.columns.layout import Change, Layout
from payung.intake.columns.synonyms import FIELDS
from payung.intake.models import Sender
from payung.intake.reading.result import Reading


class UnknownField(Exception):
    """A correction names a field that does not exist; `fields` lists those that do."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.fields = FIELDS


@dataclass(frozen=True, slots=True)
class Question:
    """One column that a person must settle: where it stands, its heading, and the proposal with its reason."""

    sheet_no: int
    sheet: str
    column: Column


@dataclass(frozen=True, slots=True)
class Settled:
    """The columns of every list sheet, table by table; open questions; and how the sender's layout changed."""

    mappings: dict[int, list[tuple[Column, ...]]]
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The cells of the first person-rows of one list sheet."""

    sheet_no: int
    sheet: str
    rows: tuple[tuple[str, ...], ...]


class ColumnsNeedAPerson(Exception):
    """Some columns are doubtful: a person accepts the proposal or corrects it. `sheets` show the first rows of each."""

    def __init__(self, settled: Settled, sheets: Sequence[FirstRows] = ()) -> None:
        super().__init__(f"{len(settled.questions)} columns")
        self.settled = settled
        self.sheets = tuple(sheets)


def settle(
    reading: Reading, *, sender: str, corrections: Mapping[str, str | None], accept: bool, by: Viewer
) -> Settled:
    """Settle the columns of a reading.

    :param corrections: heading (as it stands, or `sheet!heading`) or place (`key_of`) -> field, or None to keep the column unread.
    :param accept: a person takes the proposals as they are.
    :raises UnknownField: if a correction names no field.
    """
    # What is no sender's list has no layouts, and who brings it need not see lists.
    learnt = queries.learnt_layouts(sender, seen_by=by) if sender else []
    layouts = [Layout.from_yaml(one.mapping) for one in learnt]
    mappings: dict[int, list[tuple[Column, ...]]] = {}
    questions: list[Question] = []
    changes: list[Change] = []
    for sheet in reading.lists:
        mappings[sheet.no] = []
        for place, table in enumerate(sheet.tables):
            columns, changed = _with_layouts(table.columns, layouts)
            columns = _corrected(columns, (sheet.no, sheet.name, place), corrections)
            if accept:
                columns = tuple(replace(column, accepted=True) for column in columns)
            mappings[sheet.no].append(columns)
            questions += [Question(sheet.no, sheet.name, column) for column in columns if not column.accepted]
            changes += changed
    return Settled(mappings, tuple(questions), tuple(dict.fromkeys(changes)))


def learn(reading: Reading, settled: Settled, *, sender: Sender, by: Viewer, at: dt.datetime) -> int:
    """Remember each layout of the list that the sender has not sent before; return how many are new."""
    known = {learnt.signature for learnt in queries.learnt_layouts(sender.code, seen_by=by)}
    new = 0
    for sheet in reading.lists:
        for table, columns in zip(sheet.tables, settled.mappings[sheet.no], strict=True):
            layout = Layout.learn(
                columns,
                sender=sender.code,
                header_rows=len(table.header_rows),
                accepted_by=by.name,
                accepted_on=at.date(),
            )
            if layout.signature not in known:
                actions.learn_layout(sender=sender, signature=layout.signature, mapping=layout.to_yaml(), by=by, at=at)
                known.add(layout.signature)
                new += 1
    return new


def _with_layouts(columns: tuple[Column, ...], layouts: list[Layout]) -> tuple[tuple[Column, ...], tuple[Change, ...]]:
    """Lay the best learnt layout on a table: an exact one, else the one with the fewest changes, else none."""
    if not layouts:
        return columns, ()
    fits = sorted((layout.fit(columns) for layout in layouts), key=lambda fit: len(fit.changes))
    best = fits[0]
    # A layout of quite another list says nothing about this one.
    if len(best.changes) > len(columns) // 2:
        return columns, ()
    return best.columns, best.changes


def key_of(sheet_no: int, table: int, index: int) -> str:
    """Return how a correction names a column by its place: headings may be blank, or stand twice."""
    return f"#{sheet_no}.{table}.{index}"


def first_rows(reading: Reading, *, most: int = 5) -> list[FirstRows]:
    """Return the cells of the first person-rows of each list sheet, for a person who settles its columns."""
    with workshop(str(reading.lines.parent)) as connection:
        found = connection.execute(
            "SELECT sheet_no, cells FROM read_parquet(?) WHERE kind = 'row'"
            " QUALIFY row_number() OVER (PARTITION BY sheet_no ORDER BY row_no) <= ? ORDER BY sheet_no, row_no",
            [str(reading.lines), most],
        ).fetchall()
    return [
        FirstRows(sheet.no, sheet.name, tuple(tuple(cells) for sheet_no, cells in found if sheet_no == sheet.no))
        for sheet in reading.lists
    ]


def _corrected(
    columns: tuple[Column, ...], table: tuple[int, str, int], corrections: Mapping[str, str | None]
) -> tuple[Column, ...]:
    """Lay corrections on the columns of one table (sheet number, sheet name, place in the sheet)."""
    for name in corrections.values():
        if name is not None and name not in FIELDS:
            raise UnknownField(name)
    settled = []
    by_hand = set()
    for column in columns:
        keys = (key_of(table[0], table[2], column.index), f"{table[1]}!{column.header}", column.header)
        key = next((key for key in keys if key in corrections), None)
        if key is None:
            settled.append(column)
            continue
        by_hand.add(column.index)
        settled.append(replace(column, field=corrections[key], confidence=1.0, accepted=True))
    taken = {column.field for column in settled if column.field and column.index in by_hand}
    return tuple(
        replace(column, field=None) if column.field in taken and column.index not in by_hand else column
        for column in settled
    )
