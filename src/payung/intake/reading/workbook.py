"""Sheets of a workbook (xlsx, xlsm, xlsb, xls, ods) through calamine, line by line."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from xml.parsers import expat

import pyarrow as pa
import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from payung.intake.reading import package, streamed
from payung.intake.reading.blocks import BLOCK_LINES, Block, from_texts
from payung.intake.reading.cells import EXACT_FLOAT, NUMBER, cell
from payung.intake.reading.limits import Limits
from payung.intake.reading.package import Look, Part, Patches
from payung.intake.reading.problems import Problem, Unreadable, problem
from payung.intake.reading.struck import Struck

_NUMBER = ord(NUMBER)

#: Lines behind calamine's last one that are put back, at most.
MOST_BEHIND = 10_000
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
    struck: Struck = field(default_factory=dict)


def sources(path: Path, kind: str, limits: Limits) -> Iterator[Source]:
    """Yield the sheets of a workbook in its order; only one is in memory at a time.

    :raises Unreadable: if the workbook is locked or damaged.
    """
    try:
        book = _opened(path, kind)
        parts = package.parts(path) if kind in ("xlsx", "xlsm") else {}
    except python_calamine.PasswordError as locked:
        raise Unreadable(problem("encrypted")) from locked
    except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError) as broken:
        raise Unreadable(problem("damaged")) from broken
    for place, about in enumerate(book.sheets_metadata):
        yield _Reader(path, book, parts.get(place), limits).source(place, about)


def _opened(path: Path, kind: str) -> python_calamine.CalamineWorkbook:
    """Open a workbook as what it is: calamine goes by the name, and offices send xlsx as .xls."""
    if path.suffix.lower() == f".{kind}":
        return python_calamine.load_workbook(str(path))
    with tempfile.TemporaryDirectory(prefix="payung-") as folder:
        named = Path(folder) / f"list.{kind}"
        named.symlink_to(path.resolve())
        return python_calamine.load_workbook(str(named))


class _Reader:
    """Reads one sheet: by calamine, or cell by cell where calamine would need too much memory."""

    def __init__(self, path: Path, book: python_calamine.CalamineWorkbook, part: Part | None, limits: Limits) -> None:
        self._path = path
        self._book = book
        self._part = part
        self._limits = limits

    def source(self, place: int, about: python_calamine.SheetMetadata) -> Source:
        """Return a sheet that can be read, or one without lines that says why."""
        number, hidden = place + 1, about.visible != SheetVisibleEnum.Visible
        empty = Source(number, about.name, hidden, lambda: iter(()))
        if about.typ != SheetTypeEnum.WorkSheet:
            kind = str(about.typ).rsplit(".", 1)[-1]
            return replace(empty, problems=[problem("sheet_skipped", sheet_no=number, sheet=about.name, what=kind)])
        try:
            return self._cells(place, empty)
        except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, ValueError):
            return replace(empty, problems=[problem("sheet_unreadable", sheet_no=number, sheet=about.name)])

    def _cells(self, place: int, empty: Source) -> Source:
        part = self._part
        if part is not None and part.heavy(self._limits.memory_bytes):
            look = package.look(self._path, part)
            return replace(
                empty,
                blocks=lambda: streamed.blocks(self._path, part),
                problems=_about(empty, look),
                struck=look.struck,
            )
        # The second look takes half as long as calamine does: it goes on beside it.
        with ThreadPoolExecutor(1) as beside:
            looking = beside.submit(package.look, self._path, part) if part else None
            sheet = self._book.get_sheet_by_index(place)
            look = looking.result() if looking else Look()
        problems = _about(empty, look)
        merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
        return replace(
            empty, blocks=lambda: _blocks(sheet, look.patches), merged=merged, problems=problems, struck=look.struck
        )


def _about(sheet: Source, look: Look) -> list[Problem]:
    """Return what the second look found, in words."""
    found = []
    if look.without_result:
        found.append(
            problem(
                "formulas_without_values",
                sheet_no=sheet.no,
                sheet=sheet.name,
                count=look.without_result,
                first=look.first_without_result,
            )
        )
    if look.errors:
        first, example = look.first_error
        found.append(
            problem("error_cells", sheet_no=sheet.no, sheet=sheet.name, count=look.errors, first=first, example=example)
        )
    if look.hidden_rows:
        found.append(problem("hidden_rows", sheet_no=sheet.no, sheet=sheet.name, count=look.hidden_rows))
    return found


def _blocks(sheet: python_calamine.CalamineSheet, patches: Patches) -> Iterator[Block]:
    """Yield a sheet's lines; empty columns on the left, which calamine leaves out, are put back."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    lines = _Lines(1)
    # Lines at the end that hold nothing but what is put back are none to calamine.
    end = sheet.end[0] + 1 if sheet.end else 0
    behind = ([] for _ in range(end, min(max(patches, default=-1) + 1, end + MOST_BEHIND)))
    for place, values in enumerate(chain(sheet.iter_rows(), behind)):
        lines.add(left, values, patches.get(place))
        if len(lines) >= BLOCK_LINES:
            yield lines.block()
            lines = _Lines(lines.first_row + len(lines))
    if len(lines):
        yield lines.block()


class _Lines:
    """Lines on their way into a block, cell after cell; letters are only noted where a cell is no text."""

    def __init__(self, first_row: int) -> None:
        self.first_row = first_row
        self._cells: list[str] = []
        self._ends = [0]
        self._letters: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, left: list[str], values: list, patches: dict[int, tuple[str, str]] | None) -> None:
        """Add the next line, and put back into it what calamine lost."""
        cells = self._cells
        cells += left
        start = len(cells)
        cells += values
        for place, kind in enumerate(map(type, values), start):
            # Text and numbers are nearly all cells of a list: they are told apart here, without a call.
            if kind is str:
                continue
            value = cells[place]
            if kind is float and value.is_integer() and -EXACT_FLOAT < value < EXACT_FLOAT:
                cells[place] = str(int(value))
                self._letters.append((place, _NUMBER))
            else:
                cells[place], letter = cell(value)
                self._letters.append((place, ord(letter)))
        if patches:
            begins = self._ends[-1]
            cells += [""] * (begins + max(patches) + 1 - len(cells))
            for column, (text, letter) in patches.items():
                cells[begins + column] = text
                self._letters.append((begins + column, ord(letter)))
        self._ends.append(len(cells))

    def block(self) -> Block:
        """Return the lines as a block."""
        cells = pa.ListArray.from_arrays(pa.array(self._ends, pa.int32()), pa.array(self._cells, pa.string()))
        block = from_texts(self.first_row, cells)
        _, offsets, letters = block.types.buffers()
        written = bytearray(letters or b"")
        for place, letter in self._letters:
            written[place] = letter
        return replace(block, types=pa.StringArray.from_buffers(len(cells), offsets, pa.py_buffer(bytes(written))))
