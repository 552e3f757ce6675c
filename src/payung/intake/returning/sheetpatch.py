"""The edits that put our three columns into a sheet: header, one cell per verdict, widths and dimension."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from payung.intake.returning.answers import Answer
from payung.intake.returning.inert import xml_text
from payung.intake.returning.marks import HEADERS, VERDICTS, WIDTHS
from payung.intake.returning.refusals import does_not_balance, not_patchable
from payung.intake.returning.sheetmap import LAST_COLUMN, Region, SheetMap, column_letters, range_of
from payung.intake.returning.xmlspots import Edit, raw_name, with_attribute, without_attribute

#: Columns that we add, side by side.
WIDTH = len(HEADERS)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where our columns stand: the column of each of HEADERS, and which of them are new in this round."""

    columns: tuple[int, int, int]
    added: frozenset[int] = frozenset()
    #: The columns that are ours from an earlier round.
    ours: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Return every column that we touch."""
        return self.ours | set(self.columns)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written into a sheet: which rows carry our headings, in which language, with which styles."""

    header_rows: frozenset[int]
    language: str
    #: Style numbers: "header", "text" and one per verdict.
    styles: Mapping[str, int] = field(default_factory=dict)


def place(ours: Mapping[int, int], start: int) -> Placement:
    """Return where our columns go: those of an earlier round where they stand, new ones from a column on.

    :param ours: column number -> place in HEADERS, as an earlier round left them.
    """
    by_place = {wanted: column for column, wanted in sorted(ours.items(), reverse=True)}
    columns, added = [], set()
    for wanted in range(WIDTH):
        if wanted not in by_place:
            by_place[wanted] = start + len(added)
            added.add(by_place[wanted])
        columns.append(by_place[wanted])
    return Placement(tuple(columns), frozenset(added), frozenset(ours))


def columns_in_use(found: SheetMap, region: Region) -> set[int]:
    """Return the columns that hold something in the list's rows, merged ranges included; ours do not count."""
    used = set(found.used)
    for top, left, bottom, right in found.merged:
        if bottom >= region.first_row and top <= region.last_row:
            used.update(range(left, min(right, LAST_COLUMN) + 1))
    return used - region.ours


def free_start(used: set[int], beside: int) -> int:
    """Return the first column right of the list and of all that is in use.

    :param beside: the last column of the list: where a stray cell far out leaves no room at its right, the first gap right
        of the list is taken.
    :raises NotPatchable: if there is no room for three columns at all.
    """
    start = max(used | {beside}) + 1
    if start + WIDTH - 1 <= LAST_COLUMN:
        return start
    for gap in range(beside + 1, LAST_COLUMN - WIDTH + 2):
        if used.isdisjoint(range(gap, gap + WIDTH)):
            return gap
    raise not_patchable(
        "Tidak ada tiga kolom kosong lagi di lembar ini.", "This sheet has no three empty columns left."
    )


def edits(found: SheetMap, placement: Placement, writing: Writing, answers: Iterable[Answer]) -> Iterator[Edit]:
    """Yield the edits of a sheet from its first byte to its last.

    :raises DoesNotBalance: if a verdict's row is not in the sheet.
    """
    yield from _dimension(found, placement)
    yield from _widths(found, placement)
    yield from _rows(found, placement, writing, answers)


def _dimension(found: SheetMap, placement: Placement) -> Iterator[Edit]:
    area = range_of(found.dimension[2]) if found.dimension else None
    if area is None or area[3] >= max(placement.columns):
        return
    top, left, bottom, _ = area
    reference = f"{column_letters(left)}{top}:{column_letters(max(placement.columns))}{bottom}"
    yield found.dimension[0], found.dimension[1], lambda tag: with_attribute(tag, "ref", reference)


def _widths(found: SheetMap, placement: Placement) -> Iterator[Edit]:
    """Give our new columns a width, and take them out of ranges that hide or size all columns to the right."""
    if not placement.added:
        return
    widths = dict(zip(placement.columns, WIDTHS, strict=True))
    prefix = found.prefix
    pieces = [
        (column, f'<{prefix}col min="{column}" max="{column}" width="{widths[column]}" customWidth="1"/>'.encode())
        for column in placement.added
    ]
    for first, last, tag in found.columns:
        pieces.extend(_without(first, last, tag, placement.added))
    content = b"".join(piece for _, piece in sorted(pieces))
    start, end = found.widths or (found.data, found.data)
    yield start, end, f"<{prefix}cols>".encode() + content + f"</{prefix}cols>".encode()


def _without(first: int, last: int, tag: bytes, taken: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """Yield what is left of a column range when some columns are taken out."""
    inside = sorted(column for column in taken if first <= column <= last)
    closed = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
    for column in [*inside, last + 1]:
        if first < column:
            yield first, with_attribute(with_attribute(closed, "max", str(column - 1)), "min", str(first))
        first = column + 1


def _rows(found: SheetMap, placement: Placement, writing: Writing, answers: Iterable[Answer]) -> Iterator[Edit]:
    """Yield the edits of all rows; verdicts and rows both come from top to bottom."""
    cells = _Cells(placement, writing)
    waiting = iter(answers)
    answer = next(waiting, None)
    for number, row in enumerate(found.rows):
        prefix = found.prefixes.get(number, found.prefix) if found.prefixes else found.prefix
        if answer is not None and row == answer[0]:
            yield from _row(found, number, cells.answered(prefix, answer))
            answer = next(waiting, None)
        elif row in writing.header_rows:
            yield from _row(found, number, cells.heading(prefix, row))
        elif placement.ours and row > min(writing.header_rows, default=0):
            yield from _emptied(found, number, cells.blank(prefix, row))
    left = [answer[0]] if answer is not None else []
    if left:
        raise does_not_balance(
            "Baris {row} mendapat hasil verval tetapi tidak ada di lembar aslinya.",
            "Row {row} has a verdict but is not in the sender's sheet.",
            row=left[0],
        )


def _row(found: SheetMap, number: int, cells: dict[int, bytes]) -> Iterator[Edit]:
    """Yield the edits of one row that gets cells (by column)."""
    tag_start = found.tags[number]
    tag_end = tag_start + found.tag_sizes[number]
    if not found.closes[number]:
        content = b"".join(cells[column] for column in sorted(cells))
        yield tag_start, tag_end, lambda tag: _opened(tag, content)
        return
    yield tag_start, tag_end, _without_spans
    yield from _at_slots(found, number, cells)


def _emptied(found: SheetMap, number: int, blanks: dict[int, bytes]) -> Iterator[Edit]:
    """Yield the edits that empty our old cells of a row; a row without any is left alone."""
    old = {slot.column for slot in found.slots if slot.ends[number] > slot.starts[number]}
    yield from _at_slots(found, number, {column: cell for column, cell in blanks.items() if column in old})


def _at_slots(found: SheetMap, number: int, cells: dict[int, bytes]) -> Iterator[Edit]:
    """Yield one edit per place of a row: cells that belong at the same place go there together, old ones go away."""
    base = found.tags[number]
    start = end = -1
    ready: list[bytes] = []
    for slot in found.slots:
        cell = cells.get(slot.column)
        if cell is None:
            continue
        if base + slot.starts[number] != end:
            if ready:
                yield start, end, b"".join(ready)
            start, ready = base + slot.starts[number], []
        ready.append(cell)
        end = base + slot.ends[number]
    if ready:
        yield start, end, b"".join(ready)


def _without_spans(tag: bytes) -> bytes:
    return without_attribute(tag, "spans") if b"spans" in tag else tag


def _opened(tag: bytes, content: bytes) -> bytes:
    return re.sub(rb"\s*/>$", b">", _without_spans(tag)) + content + b"</" + raw_name(tag) + b">"


class _Cells:
    """Writes our cells as bytes."""

    def __init__(self, placement: Placement, writing: Writing) -> None:
        self._letters = [column_letters(column) for column in placement.columns]
        self._columns = placement.columns
        # Headings of an earlier round stay as they are: they may be the column names of a table.
        self._new = [
            (column, words.say(writing.language)) for column, words in zip(placement.columns, HEADERS, strict=True)
        ]
        self._new = [(column, text) for column, text in self._new if column in placement.added]
        self._ours = placement.ours
        self._styles = writing.styles
        self._said = {verdict: words.say(writing.language) for verdict, words in VERDICTS.items()}

    def answered(self, prefix: str, answer: Answer) -> dict[int, bytes]:
        """Return the cells of a row with a verdict."""
        row, verdict, reasons, proposal = answer
        texts = (self._said[verdict], reasons, proposal)
        styles = (self._styles[verdict], self._styles["text"], self._styles["text"])
        cells = {}
        for column, letters, text, style in zip(self._columns, self._letters, texts, styles, strict=True):
            cells[column] = _cell(prefix, f"{letters}{row}", style, text)
        return cells

    def heading(self, prefix: str, row: int) -> dict[int, bytes]:
        """Return the cells of a header row: only those that are new."""
        style = self._styles["header"]
        return {column: _cell(prefix, f"{column_letters(column)}{row}", style, text) for column, text in self._new}

    def blank(self, prefix: str, row: int) -> dict[int, bytes]:
        """Return empty cells for our old columns; an empty cell keeps the place of those after it."""
        return {column: f'<{prefix}c r="{column_letters(column)}{row}"/>'.encode() for column in self._ours}


def _cell(prefix: str, reference: str, style: int, text: str) -> bytes:
    content = xml_text(text)
    if not content:
        return f'<{prefix}c r="{reference}" s="{style}"/>'.encode()
    return (
        f'<{prefix}c r="{reference}" s="{style}" t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{content}</{prefix}t></{prefix}is></{prefix}c>"
    ).encode()


def touched(placement: Placement) -> Sequence[int]:
    """Return the columns to map, in order."""
    return sorted(chain(placement.all))
