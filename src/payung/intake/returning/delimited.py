"""A csv goes back as it came: every record keeps its own bytes but what a spreadsheet would run, and our three cells follow in its dialect."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from payung.intake.reading.live import GAP, SIGNS, guarded_inside, is_live
from payung.intake.returning.answers import Answer, Answers
from payung.intake.returning.inert import csv_text
from payung.intake.returning.marks import HEADERS, VERDICTS
from payung.intake.returning.refusals import does_not_balance, not_patchable
from payung.intake.returning.source import ListSheet, Source

#: A quoted cell over more lines than this is a quotation mark that nobody closed (the same rule as in reading).
QUOTED_LINES = 30
csv.field_size_limit(16 << 20)

_LINE_END = re.compile(r"(?:\r\n|\r|\n)\Z")
#: Marks that our sentences use and old encodings lack.
_PLAINER = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "≠": "<>"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. `codec` never adds or eats a byte-order mark: the file's own one is kept as text."""

    codec: str
    errors: str
    separator: str
    whole_line_quoted: bool

    @classmethod
    def of(cls, source: Source) -> Dialect:
        """Return the dialect that reading found."""
        found = source.dialect
        encoding = found["encoding"]
        codec = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
        if encoding == "utf-16":
            with source.original.open("rb") as file:
                codec = "utf-16-le" if file.read(2) == codecs.BOM_UTF16_LE else "utf-16-be"
        # Bytes that the encoding does not know pass through unharmed; broken UTF-16 has no such way.
        errors = "replace" if codec.startswith("utf-16") else "surrogateescape"
        return cls(codec, errors, found["separator"], str(found.get("whole_line_quoted")) == "True")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: as it stands in the file without its line end, the line end, and its cells."""

    raw: str
    line_end: str
    cells: list[str]


def write(source: Source, target: Path, answers: Answers, language: str) -> None:
    """Write a delimited file with three cells more per record, and an apostrophe before every cell that a spreadsheet would run.

    :raises DoesNotBalance: if a verdict finds no record.
    :raises NotPatchable: if the file holds no list.
    """
    if not source.lists:
        raise not_patchable("Berkas ini tidak memuat daftar.", "This file holds no list.")
    sheet, dialect = source.lists[0], Dialect.of(source)
    first, last = min(sheet.header_rows, default=1), max([answers.span(sheet.no)[1], *sheet.header_rows])
    width, quotes = _measure(source.original, dialect, sheet, (first, last))
    line, guard = _Line(dialect, sheet, width, quotes), _Guard(dialect)
    waiting = answers.rows(sheet.no)
    answer = next(waiting, None)
    # newline="": line ends are the sender's own and must not be translated.
    with target.open("w", encoding=dialect.codec, errors=dialect.errors, newline="") as out:
        for row, record in enumerate(map(guard.inert, records(source.original, dialect)), start=1):
            texts = ("", "", "")
            if answer is not None and answer[0] == row:
                texts, answer = _texts(answer, language), next(waiting, None)
            elif row in sheet.header_rows:
                texts = tuple(words.say(language) for words in HEADERS)
            elif row < first or not line.holds_ours(record):
                out.write(record.raw + record.line_end)
                continue
            out.write(line.extended(record, texts) + record.line_end)
    if answer is not None:
        raise does_not_balance(
            "Baris {row} mendapat hasil verval tetapi tidak ada di berkas aslinya.",
            "Row {row} has a verdict but is not in the sender's file.",
            row=answer[0],
        )


def _texts(answer: Answer, language: str) -> tuple[str, str, str]:
    """Return a verdict's three cells, each on one line: one line stays one person."""
    _, verdict, reasons, proposal = answer
    return VERDICTS[verdict].say(language), _one_line(reasons), _one_line(proposal)


def _one_line(text: str) -> str:
    return "; ".join(piece.strip() for piece in text.splitlines() if piece.strip())


def _measure(path: Path, dialect: Dialect, sheet: ListSheet, region: tuple[int, int]) -> tuple[int, bool]:
    """Return the number of cells of the widest record of the list, and whether the file quotes every cell."""
    width, quoted, seen = sheet.last_column, 0, 0
    for row, record in enumerate(records(path, dialect), start=1):
        if region[0] <= row <= region[1]:
            width = max(width, len(record.cells))
            seen += 1
            quoted += record.raw.count('"') >= 2 * len(record.cells)
    return width, seen > 0 and quoted > seen * 0.9


def records(path: Path, dialect: Dialect) -> Iterator[Record]:
    """Yield the records of a file, blank ones too: the nth is the row that reading calls n."""
    with path.open(encoding=dialect.codec, errors=dialect.errors, newline="") as file:
        source = _Lines(file)
        reader = csv.reader(source, delimiter=dialect.separator)
        while source.more():
            source.given = []
            try:
                cells = next(reader)
                broken = len(source.given) > 1 and sum(line.count('"') for line in source.given) % 2 == 1
            except csv.Error:
                broken = True
            if broken:
                # A stray mark must not swallow people: the line is taken as it stands, the others are given back.
                reader = csv.reader(source, delimiter=dialect.separator)
                source.give_back()
                cells = source.given[0].rstrip("\r\n").split(dialect.separator)
            yield _record("".join(source.given), cells, dialect)


def _record(raw: str, cells: list[str], dialect: Dialect) -> Record:
    end = _LINE_END.search(raw)
    cut = end.start() if end else len(raw)
    if dialect.whole_line_quoted and len(cells) == 1:
        cells = next(csv.reader(cells, delimiter=dialect.separator), [])
    return Record(raw[:cut], raw[cut:], cells or [""])


class _Lines:
    """Physical lines one by one, remembered until the record they make is complete."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self._ahead: list[str] = []
        self.given: list[str] = []
        self._first = True

    def more(self) -> bool:
        if not self._ahead:
            line = self._file.readline()
            if line:
                self._ahead.append(line)
        return bool(self._ahead)

    def give_back(self) -> None:
        self._ahead = self.given[1:] + self._ahead
        self.given = self.given[:1]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if not self.more():
            raise StopIteration
        line = self._ahead.pop(0)
        self.given.append(line)
        if len(self.given) > QUOTED_LINES:
            raise csv.Error("quote never closed")
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        return line.replace("\0", "")


class _Line:
    """Puts our cells into a record."""

    def __init__(self, dialect: Dialect, sheet: ListSheet, width: int, quotes: bool) -> None:
        self._dialect = dialect
        self._quotes = quotes
        self._ours = {column - 1 for column in sheet.ours}
        self._width = width - len([column for column in self._ours if column < width])
        self._fit = _fitting(dialect.codec)

    def holds_ours(self, record: Record) -> bool:
        """Tell whether a record has something in our columns of an earlier round."""
        return any(place in self._ours and cell for place, cell in enumerate(record.cells))

    def extended(self, record: Record, texts: tuple[str, ...]) -> str:
        """Return a record's text, our old cells taken out and the new ones at its end."""
        separator = self._dialect.separator
        ours = [self._quoted(self._fit(csv_text(text))) for text in texts]
        if self._dialect.whole_line_quoted:
            kept = [self._quoted(cell) for place, cell in enumerate(record.cells) if place not in self._ours]
            inner = separator.join([*kept, *self._padding(len(kept)), *ours])
            return '"' + inner.replace('"', '""') + '"'
        if self._ours:
            kept = [cell for place, cell in enumerate(_pieces(record, self._dialect)) if place not in self._ours]
            return separator.join([*kept, *self._padding(len(kept)), *ours])
        return separator.join([record.raw, *self._padding(len(record.cells)), *ours])

    def _padding(self, cells: int) -> list[str]:
        return [self._quoted("")] * (self._width - cells)

    def _quoted(self, text: str) -> str:
        return _as_cell(text, self._dialect, always=self._quotes)


def _as_cell(text: str, dialect: Dialect, *, always: bool = False) -> str:
    """Return a text as it is written, in quotation marks where it needs them."""
    if always or any(mark in text for mark in (dialect.separator, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _pieces(record: Record, dialect: Dialect) -> list[str]:
    """Return a record's cells as they are written, quotation marks and all."""
    one = re.compile(rf'\ufeff?(?:"(?:[^"]|"")*")?[^{re.escape(dialect.separator)}]*')
    pieces, place = [], 0
    while True:
        piece = one.match(record.raw, place)
        pieces.append(piece.group())
        if piece.end() >= len(record.raw):
            break
        place = piece.end() + 1
    if len(pieces) == len(record.cells):
        return pieces
    mark = "\ufeff" if record.raw.startswith("\ufeff") else ""
    rewritten = [_as_cell(cell, dialect) for cell in record.cells]
    return [mark + rewritten[0], *rewritten[1:]]


class _Guard:
    """Makes the sender's own cells harmless: what a spreadsheet would run gets an apostrophe, all else keeps its bytes."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        # Most records hold nothing of the kind: one search tells.
        borders = re.escape(dialect.separator) + '",;\t|\n\r'
        signs = SIGNS.replace("|", "") if dialect.separator == "|" else SIGNS
        self._suspect = re.compile(rf"(?:\A|[{borders}]){GAP}[{signs}\t\r\n]")

    def inert(self, record: Record) -> Record:
        """Return a record in which nothing is run."""
        if not self._suspect.search(record.raw):
            return record
        cells = [guarded_inside(f"'{cell}" if _begins(cell) else cell) for cell in record.cells]
        if cells == record.cells:
            return record
        if self._dialect.whole_line_quoted:
            inner = self._dialect.separator.join(_as_cell(cell, self._dialect) for cell in cells)
            return Record(_as_cell(inner, self._dialect, always=True), record.line_end, cells)
        written = zip(_pieces(record, self._dialect), record.cells, cells, strict=True)
        pieces = [piece if old == new else _guarded(piece, begins=_begins(old)) for piece, old, new in written]
        return Record(self._dialect.separator.join(pieces), record.line_end, cells)


def _begins(cell: str) -> bool:
    # A stray quotation mark is no text to a spreadsheet; and what is harmless may no longer be once it is guarded further in.
    return is_live(cell.lstrip('"')) or is_live(guarded_inside(cell).lstrip('"'))


def _guarded(piece: str, *, begins: bool) -> str:
    """Return a written cell with an apostrophe at its beginning, inside its quotation marks, and before formulas further in."""
    if begins:
        bare = piece.lstrip("\ufeff")
        cut = len(piece) - len(bare) + bare.startswith('"')
        piece = f"{piece[:cut]}'{piece[cut:]}"
    return guarded_inside(piece)


def _fitting(codec: str) -> Callable[[str], str]:
    """Return a function that makes a text fit an encoding: accents and fine marks become plain ones, the rest "?"."""
    if codec.startswith("utf"):
        return lambda text: text

    def known(letter: str) -> bool:
        return bool(letter.encode(codec, "ignore"))

    def fit(text: str) -> str:
        # Most texts fit as they are: only of others is each letter looked at.
        with suppress(UnicodeEncodeError):
            text.encode(codec)
            return text
        return "".join(letter if known(letter) else simple(letter) for letter in text)

    def simple(letter: str) -> str:
        plainer = unicodedata.normalize("NFKD", letter.translate(_PLAINER))
        return "".join(each for each in plainer if known(each)) or "?"

    return fit
