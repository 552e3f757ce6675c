"""A sheet's lines, top to bottom: where its tables begin, which columns they have, and the kind of every line."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from payung.intake.columns import why
from payung.intake.columns.guessing import Column, guess
from payung.intake.columns.synonyms import is_staff_number
from payung.intake.reading import header as headers
from payung.intake.reading import rowkinds
from payung.intake.reading.blocks import Block, at
from payung.intake.reading.header import Header, Line
from payung.intake.reading.result import Table

#: Lines looked at to find the first heading, and person-rows sampled for what a column holds.
HEADER_WITHIN = 200
SAMPLE_ROWS = 200
#: Fields beside a name that make a list of people.
_BESIDE_NAME = frozenset(
    {
        "birth_date",
        "birth",
        "birth_place",
        "sex",
        "address",
        "occupation",
        "phone",
        "mother_name",
        "kpj",
        "kelurahan",
        "answer",
        "rt",
        "rt_rw",
        "age",
    }
)
#: Columns beyond the headings that are kept, at most: further out stand only stray cells.
MOST_STRAY = 64
#: How a number of a person begins (NIK, KK, KPJ, phone), and a line's running number.
_ID_DIGITS = r"^[\s'\"`=+]*\d(?:[ .\-]?\d){8}"
_LINE_NUMBER = r"^[\s(]*\d{1,7}[\s.)]*$"
#: Lines after a heading that are looked at one by one even if they look like people.
_NEAR_HEADER = 3


def lines_of(block: Block) -> list[Line]:
    """Return a block as lines."""
    cells = block.cells.to_pylist()
    types = block.types.to_pylist()
    return [
        (block.first_row + place, row, letters) for place, (row, letters) in enumerate(zip(cells, types, strict=True))
    ]


def _pick(block: Block, places: Sequence[int]) -> list[Line]:
    """Return some lines of a block."""
    chosen = pa.array(places, pa.int64())
    cells, types = block.cells.take(chosen).to_pylist(), block.types.take(chosen).to_pylist()
    return [(block.first_row + place, row, letters) for place, row, letters in zip(places, cells, types, strict=True)]


def is_list(columns: Sequence[Column]) -> bool:
    """Tell whether columns make a list of people: a NIK or KPJ, or a name with something about the person."""
    fields = {column.field for column in columns}
    staff = any(is_staff_number(column.header) for column in columns)
    if staff and not fields & {"nik", "kpj", "kk", "birth", "birth_date"}:
        # Officials with their NIP ("Data petugas") sit in many workbooks; they are not the list.
        return False
    if fields & {"nik", "kpj"}:
        return True
    if "name" not in fields:
        return False
    if not any(column.header for column in columns):
        # Prose looks like names: without headings something else must speak for people.
        return bool(fields & {"birth_date", "birth", "sex", "phone", "kk"})
    return bool(fields & _BESIDE_NAME) or fields - {None, "no"} == {"name"}


@dataclass(slots=True)
class _Draft:
    """A table being read."""

    header: Header | None
    columns: tuple[Column, ...]
    begins: int = 1
    first_row: int = 0
    last_row: int = 0
    seen: set[int] = field(default_factory=set)

    def kept(self) -> tuple[Column, ...]:
        """Return the columns that have a heading, a field or something in them."""
        return tuple(c for c in self.columns if c.header or c.group or c.field or c.index in self.seen)


class Tables:
    """Finds the tables of one sheet while its lines go by, and says what each line is."""

    def __init__(self, head: Sequence[Line], merged: Sequence[tuple[int, int, int, int]]) -> None:
        self.counts: Counter[str] = Counter()
        self._merged = merged
        self._drafts: list[_Draft] = []
        self._places = rowkinds.Places(())
        self._tail = rowkinds.Tail()
        self._last = "blank"
        self._begin(headers.find(head[:HEADER_WITHIN], merged), head)

    @property
    def first_columns(self) -> tuple[Column, ...]:
        """Return the columns of the first table."""
        return tuple(self._drafts[0].columns)

    @property
    def columns_now(self) -> tuple[Column, ...]:
        """Return the columns of the table that is being read."""
        return tuple(self._drafts[-1].columns)

    @property
    def is_list(self) -> bool:
        """Tell whether any table so far is a list of people."""
        return any(is_list(draft.columns) for draft in self._drafts)

    def tables(self) -> tuple[Table, ...]:
        """Return the tables found, those without a heading and without a field left out."""
        found = [d for d in self._drafts if d.header or is_list(d.columns)]
        return tuple(Table(d.header.rows if d.header else (), d.first_row, d.last_row, d.kept()) for d in found)

    def kinds(self, block: Block) -> list[str]:
        """Return the kind of every line of the next block."""
        blank = pc.match_substring_regex(block.types, r"^\.*$").to_pylist()
        kinds = ["blank" if empty else "row" for empty in blank]
        done = -1
        doubtful = [place for place in self._doubtful(block) if not blank[place]]
        for place, line in zip(doubtful, _pick(block, doubtful), strict=True):
            # Lines that were not looked at are plain people or blank: they say where the signatures cannot be.
            if "row" in kinds[done + 1 : place]:
                self._tail.signing = False
            self._tail.after_gap = (kinds[place - 1] if place else self._last) != "row"
            kinds[place] = self._kind(block, place, line)
            if kinds[place] == "header":
                self._mark_above(block, kinds, place)
            done = place
        if "row" in kinds[done + 1 :]:
            self._tail.signing = False
        self._last = kinds[-1]
        self._settle(block, kinds)
        self.counts.update(kinds)
        return kinds

    def _begin(self, header: Header | None, following: Sequence[Line]) -> None:
        """Begin a table: under a heading, or by content alone where a sheet has none."""
        last = header.rows[-1] if header else 0
        people = [line for line in following if line[0] > last and not headers.is_numbering(line)]
        sample = [list(zip(cells, types, strict=False)) for _, cells, types in _spread(people)]
        width = max((len(row) for row in sample), default=0)
        headings = list(header.headings) if header else []
        headings += [("", "")] * (width - len(headings))
        columns = guess(headings, sample)
        begins = header.rows[0] if header and self._drafts else 1
        self._drafts.append(_Draft(header, columns, begins))
        self._places = rowkinds.Places(columns)
        self._tail = rowkinds.Tail()

    def _doubtful(self, block: Block) -> list[int]:
        """Return the places of the lines that are not plainly people: all others are looked at one by one."""
        draft = self._drafts[-1]
        plain = _plain(block, draft.columns)
        if plain is None:
            return list(range(len(block)))
        near = (draft.header.rows[-1] if draft.header else 0) + _NEAR_HEADER
        look = set(range(max(0, min(len(block), near - block.first_row + 1))))
        return sorted(look | set(pc.indices_nonzero(pc.invert(plain)).to_pylist()))

    def _kind(self, block: Block, place: int, line: Line) -> str:
        header = self._drafts[-1].header
        if header is not None and line[0] <= header.rows[-1] + _NEAR_HEADER and (found := _near(line, header)):
            return found
        if self._tail.after_gap or headers.may_begin(line):
            if header is not None and headers.words(line) in header.prints:
                return "header"
            if headers.fields_named(line) >= 2:
                return self._next_table(block, place)
        if len(line[2]) - line[2].count(".") >= 4 and headers.is_numbering(line):
            return "numbering"
        return rowkinds.kind(line, self._places, self._tail)

    def _next_table(self, block: Block, place: int) -> str:
        """A heading further down: the same one repeated, or the beginning of another table."""
        window = lines_of(block.slice(max(0, place - 1), SAMPLE_ROWS + headers.MAX_ROWS))
        anchor = min(place, 1)
        header = headers.assemble(window, anchor, self._merged)
        self._begin(header, window)
        return "header"

    def _mark_above(self, block: Block, kinds: list[str], place: int) -> None:
        """A group heading above the row by which a heading was found belongs to it."""
        header = self._drafts[-1].header
        for row in header.rows if header else ():
            if 0 <= row - block.first_row < place:
                kinds[row - block.first_row] = "header"

    def _settle(self, block: Block, kinds: list[str]) -> None:
        """Give each table of a block its first and last person-row; what is no list of people has none."""
        starts = [max(0, draft.begins - block.first_row) for draft in self._drafts]
        for draft, start, end in zip(self._drafts, starts, [*starts[1:], len(kinds)], strict=True):
            end = min(end, len(kinds))
            if "row" not in kinds[start:end]:
                continue
            if not is_list(draft.columns):
                kinds[start:end] = ["note" if found == "row" else found for found in kinds[start:end]]
                continue
            _fill_seen(block.slice(start, end - start), pa.array([found == "row" for found in kinds[start:end]]), draft)
            draft.first_row = draft.first_row or block.first_row + kinds.index("row", start, end)
            draft.last_row = block.first_row + end - 1 - kinds[start:end][::-1].index("row")


def _near(line: Line, header: Header) -> str:
    """Name a line of, above or right below a heading; "" if it is like any other."""
    if line[0] in header.rows:
        return "header"
    if line[0] < header.rows[0]:
        return _above(line)
    if headers.is_numbering(line):
        return "numbering"
    return "note" if headers.is_hint(line) else ""


def _above(line: Line) -> str:
    """Name a line above the heading: a title, unless somebody's number stands in it."""
    if not any(text.strip() for text in line[1]):
        return "blank"
    return "row" if rowkinds.has_sixteen(line[1]) else "title"


def _spread(people: Sequence[Line]) -> list[Line]:
    """Take a sample spread over the lines, those with one cell or none left out."""
    full = [line for line in people if len(line[2]) - line[2].count(".") >= 2] or list(people)
    step = max(1, len(full) // SAMPLE_ROWS)
    return full[::step][:SAMPLE_ROWS]


def _fill_seen(block: Block, people: pa.Array, draft: _Draft) -> None:
    """Note which columns without a heading hold something in a person-row: those are kept, the others are no columns."""
    cells, types = block.cells.filter(people), block.types.filter(people)
    widest = pc.max(pc.utf8_length(pc.utf8_rtrim(types, characters="."))).as_py() or 0
    for index in range(len(draft.columns) + 1, min(widest, len(draft.columns) + MOST_STRAY) + 1):
        draft.columns += (Column(index, "", None, 0.0, why.NO_HEADING, True),)
    unseen = [c.index for c in draft.columns if not (c.header or c.group or c.field or c.index in draft.seen)]
    for index in unseen:
        if pc.any(pc.not_equal(pc.utf8_trim_whitespace(at(cells, index)), "")).as_py():
            draft.seen.add(index)


def _plain(block: Block, columns: Sequence[Column]) -> pa.Array | None:
    """Return which lines plainly are people: a name beside a number of theirs, or of the line; None if that cannot be told."""
    by_field = {column.field: column.index for column in columns if column.field and not column.part}
    keys = [(field, _ID_DIGITS) for field in ("nik", "kk", "kpj", "phone")]
    keys += [("no", _LINE_NUMBER)] if "name" in by_field else []
    found = [_matches(block, by_field[field], pattern) for field, pattern in keys if field in by_field]
    if not found:
        return None
    plain = functools.reduce(pc.or_, found)
    return pc.and_(plain, _matches(block, by_field["name"], r"\pL")) if "name" in by_field else plain


def _matches(block: Block, index: int, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(at(block.cells, index), pattern), False)
