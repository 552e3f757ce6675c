"""One pass over a sheet's XML: where its rows end, which columns are in use, what stands in the columns we write."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from payung.intake.returning.refusals import not_patchable
from payung.intake.returning.xmlspots import Spots, prefix_of, raw_name

LAST_COLUMN = 16_384
#: A row of 16,384 cells of 32,767 letters is half a gigabyte; more does not fit an offset.
_LONGEST_ROW = 2**32 - 1

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
    "",
)
_CELL, _VALUE, _ROW = 1, 2, 3
_DIGITS = "0123456789"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Region:
    """What a list covers: the first row of its heading, its last person-row, and our columns from an earlier round."""

    first_row: int
    last_row: int
    ours: frozenset[int] = frozenset()


def _offsets() -> array:
    """Bytes from a row's start: 4 bytes an entry, for a sheet may have a million rows."""
    return array("I")


@dataclass(slots=True)
class Slot:
    """One of our columns: per mapped row where its cell belongs, and where an old cell there ends; bytes from the row's start."""

    column: int
    starts: array = field(default_factory=_offsets)
    ends: array = field(default_factory=_offsets)


@dataclass(slots=True)
class SheetMap:
    """Where things stand in a sheet in UTF-8. `tags` are byte offsets; one entry per mapped row here and in every slot."""

    slots: tuple[Slot, ...]
    rows: array = field(default_factory=lambda: array("I"))
    tags: array = field(default_factory=lambda: array("q"))
    #: The length of the row's start tag.
    tag_sizes: array = field(default_factory=_offsets)
    #: Where the row's end tag begins, from the row's start; 0 if the row closed itself.
    closes: array = field(default_factory=_offsets)
    #: The prefix of row elements by place, where it differs from the sheet's own.
    prefixes: dict[int, str] = field(default_factory=dict)
    prefix: str = ""
    #: Columns with a value or a formula in the list's rows.
    used: set[int] = field(default_factory=set)
    #: Merged ranges: (top, left, bottom, right).
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    #: (start, end, reference)
    dimension: tuple[int, int, str] | None = None
    #: (start, end) of `<cols>`, and its columns as (first, last, raw tag).
    widths: tuple[int, int] | None = None
    columns: list[tuple[int, int, bytes]] = field(default_factory=list)
    #: Where `<sheetData>` begins.
    data: int = -1


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return Excel's name of a column: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def range_of(reference: str) -> tuple[int, int, int, int] | None:
    """Return (top, left, bottom, right) of a range like A4:P90; None if it is no range of cells."""
    first, _, last = reference.partition(":")
    ends = [_REFERENCE.fullmatch(corner) for corner in (first, last or first)]
    if None in ends:
        return None
    (top, left), (bottom, right) = ((int(end.group(2)), column_number(end.group(1))) for end in ends)
    return top, left, bottom, right


_NUMBERS = {column_letters(number): number for number in range(1, LAST_COLUMN + 1)}


def map_sheet(part: str, stream: IO[bytes], region: Region, columns: Sequence[int]) -> SheetMap:
    """Return where things stand in a sheet.

    :param columns: the columns that we mean to write, in any order.
    :raises NotPatchable: if the XML is broken, or its rows or cells do not stand in order.
    """
    mapper = _Mapper(part, region, sorted(columns))
    mapper.spots.run(stream)
    if mapper.map.data < 0:
        raise _out_of_order(part)
    return mapper.map


def _out_of_order(part: str) -> Exception:
    return not_patchable(
        "Baris atau sel di {part} tidak berurutan.", "Rows or cells of {part} do not stand in order.", part=part
    )


class _Mapper:
    """Takes expat's events. The code for cells is kept short: a list of a million rows has 50 million events."""

    def __init__(self, part: str, region: Region, columns: list[int]) -> None:
        self.map = SheetMap(tuple(Slot(column) for column in columns))
        self.spots = Spots(part)
        self._parser = self.spots.parser
        self._region = region
        self._first_column = columns[0]
        self._row = self._column = 0
        self._mapped = False
        self._row_name = b""
        self._met: dict[int, tuple[int, int]] = {}
        self._cut = -1
        self._kinds = {
            space + name: kind
            for space in _SPACES
            for name, kind in (("c", _CELL), ("v", _VALUE), ("f", _VALUE), ("is", _VALUE), ("row", _ROW))
        }
        self._rare_starts = self._by_name(
            dimension=self._dimension, cols=self._widths, col=self._width, sheetData=self._data, mergeCell=self._merge
        )
        self._rare_ends = self._by_name(cols=self._end_widths)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    @staticmethod
    def _by_name(**handlers: object) -> dict[str, object]:
        return {space + name: handler for space in _SPACES for name, handler in handlers.items()}

    def _start(self, name: str, attributes: list[str]) -> None:
        kind = self._kinds.get(name)
        if kind == _CELL:
            usual = attributes and attributes[0] == "r"
            column = (_NUMBERS.get(attributes[1].rstrip(_DIGITS)) if usual else None) or self._odd_column(attributes)
            if column >= self._first_column:
                self._meet(column)
            self._column = column
        elif kind == _VALUE:
            if self._column not in self.map.used and self._row <= self._region.last_row and self._mapped:
                self.map.used.add(self._column)
        elif kind == _ROW:
            self._begin_row(attributes)
        elif name in self._rare_starts:
            self._rare_starts[name](dict(zip(attributes[::2], attributes[1::2], strict=True)))

    def _end(self, name: str) -> None:
        kind = self._kinds.get(name)
        if kind == _ROW:
            if self._mapped:
                self._end_row()
        elif kind == _CELL:
            if self._cut >= 0:
                self._end_cut()
        elif kind is None and name in self._rare_ends:
            self._rare_ends[name]()

    def _odd_column(self, attributes: list[str]) -> int:
        """Return the column of a cell whose reference is missing (then it is the next one) or written unusually."""
        reference = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r")
        column = self._column + 1 if reference is None else _NUMBERS.get(reference.rstrip(_DIGITS).upper(), 0)
        if not 1 <= column <= LAST_COLUMN:
            raise _out_of_order(self.spots.part)
        return column

    def _begin_row(self, attributes: list[str]) -> None:
        text = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r")
        row = self._row + 1 if text is None else int(text) if text.isdecimal() else 0
        if row <= self._row:
            raise _out_of_order(self.spots.part)
        self._row, self._column = row, 0
        # Old verdicts of ours may stand below the last person-row of today.
        self._mapped = row >= self._region.first_row and (row <= self._region.last_row or bool(self._region.ours))
        if not self._mapped:
            return
        offset = self._parser.CurrentByteIndex
        tag = self.spots.tag_at(offset)
        found, self._row_name = self.map, raw_name(tag)
        prefix = prefix_of(self._row_name)
        if prefix != found.prefix:
            found.prefixes[len(found.rows)] = prefix
        found.rows.append(row)
        found.tags.append(offset)
        found.tag_sizes.append(len(tag))
        self._met = {}

    def _meet(self, column: int) -> None:
        """Note the first cell at or right of each of our columns: there, or in its place, ours belongs."""
        if column <= self._column:
            # Left of our columns a wrong order is the sender's own affair; here it would misplace our cells.
            raise _out_of_order(self.spots.part)
        if not self._mapped:
            return
        offset = self._parser.CurrentByteIndex
        for place, slot in enumerate(self.map.slots):
            if column >= slot.column and place not in self._met:
                self._met[place] = (offset, offset)
                if column == slot.column:
                    self._cut = place

    def _end_cut(self) -> None:
        start = self._met[self._cut][0]
        _, end = self.spots.end_of(self._row_name.removesuffix(b"row") + b"c")
        self._met[self._cut] = (start, end)
        self._cut = -1

    def _end_row(self) -> None:
        close, end = self.spots.end_of(self._row_name)
        base = self.map.tags[-1]
        if end - base > _LONGEST_ROW:
            raise _out_of_order(self.spots.part)
        self.map.closes.append(0 if close == end else close - base)
        for place, slot in enumerate(self.map.slots):
            first, last = self._met.get(place, (close, close))
            slot.starts.append(first - base)
            slot.ends.append(last - base)

    def _dimension(self, named: dict[str, str]) -> None:
        offset = self._parser.CurrentByteIndex
        self.map.dimension = (offset, offset + len(self.spots.tag_at(offset)), named.get("ref", ""))

    def _widths(self, _: dict[str, str]) -> None:
        offset = self._parser.CurrentByteIndex
        self._widths_name = raw_name(self.spots.tag_at(offset))
        self.map.widths = (offset, offset)

    def _width(self, named: dict[str, str]) -> None:
        tag = self.spots.tag_at(self._parser.CurrentByteIndex)
        first, last = named.get("min", ""), named.get("max", "")
        if first.isdecimal() and last.isdecimal():
            self.map.columns.append((int(first), int(last), tag))

    def _end_widths(self) -> None:
        start, _ = self.map.widths
        self.map.widths = (start, self.spots.end_of(self._widths_name)[1])

    def _data(self, _: dict[str, str]) -> None:
        offset = self._parser.CurrentByteIndex
        self.map.data = offset
        self.map.prefix = prefix_of(raw_name(self.spots.tag_at(offset)))

    def _merge(self, named: dict[str, str]) -> None:
        merged = range_of(named.get("ref", ""))
        if merged is not None:
            self.map.merged.append(merged)
