"""Sheets of a workbook (xlsx, xlsm, xlsb, xls, ods) through calamine, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from payung.intake.reading.blocks import BLOCK_LINES, Block, from_rows
from payung.intake.reading.cells import EMPTY, EXACT_FLOAT, cell
from payung.intake.reading.problems import Problem, Unreadable, problem

#: (top, left, bottom, right), counted from 0.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet that can be read: `blocks()` yields its lines from row 1 on."""

    no: int
    name: str
    hidden: bool
    blocks: Callable[[], Iterator[Block]]
    merged: tuple[Range, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def sources(path: Path) -> Iterator[Source]:
    """Yield the sheets of a workbook in its order; only one is in memory at a time.

    :raises Unreadable: if the workbook is locked or damaged.
    """
    try:
        book = python_calamine.load_workbook(str(path))
    except python_calamine.PasswordError as locked:
        raise Unreadable(problem("encrypted")) from locked
    except (python_calamine.CalamineError, OSError, ValueError) as broken:
        raise Unreadable(problem("damaged")) from broken
    for place, about in enumerate(book.sheets_metadata):
        yield _source(book, place, about)


def _source(book: python_calamine.CalamineWorkbook, place: int, about: python_calamine.SheetMetadata) -> Source:
    hidden = about.visible != SheetVisibleEnum.Visible
    if about.typ != SheetTypeEnum.WorkSheet:
        kind = str(about.typ).rsplit(".", 1)[-1]
        return Source(
            place + 1,
            about.name,
            hidden,
            lambda: iter(()),
            (),
            [problem("sheet_skipped", sheet_no=place + 1, sheet=about.name, what=kind)],
        )
    try:
        sheet = book.get_sheet_by_index(place)
    except (python_calamine.CalamineError, OSError, ValueError):
        return Source(
            place + 1,
            about.name,
            hidden,
            lambda: iter(()),
            (),
            [problem("sheet_unreadable", sheet_no=place + 1, sheet=about.name)],
        )
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Source(place + 1, about.name, hidden, lambda: _blocks(sheet), merged)


def _blocks(sheet: python_calamine.CalamineSheet) -> Iterator[Block]:
    """Yield a sheet's lines; empty columns on the left, which calamine leaves out, are put back."""
    if sheet.start is None:
        return
    left = sheet.start[1]
    rows: list[list[str]] = []
    types: list[str] = []
    first = 1
    for values in sheet.iter_rows():
        texts, letters = _line(values, left)
        rows.append(texts)
        types.append(letters)
        if len(rows) >= BLOCK_LINES:
            yield from_rows(first, rows, types)
            first += len(rows)
            rows, types = [], []
    if rows:
        yield from_rows(first, rows, types)


def _line(values: list, left: int) -> tuple[list[str], str]:
    """Return the texts and the type letters of one line."""
    texts = [""] * left
    letters = EMPTY * left
    for value in values:
        # Text and numbers are nearly all cells of a list: they are told apart here, without a call.
        kind = type(value)
        if kind is str:
            texts.append(value)
            letters += "s" if value and not value.isspace() else EMPTY
        elif kind is float and value.is_integer() and -EXACT_FLOAT < value < EXACT_FLOAT:
            texts.append(str(int(value)))
            letters += "n"
        else:
            text, letter = cell(value)
            texts.append(text)
            letters += letter
    return texts, letters
