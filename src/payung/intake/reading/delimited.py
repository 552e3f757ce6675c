"""Delimited text (csv, tsv, txt): encoding, separator and lines, by looking at the bytes; nothing is taken from the name."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from payung.intake.reading import live
from payung.intake.reading.blocks import BLOCK_LINES, Block, from_texts
from payung.intake.reading.problems import Problem, problem

SEPARATORS = (";", ",", "\t", "|")
CHUNK_BYTES = 4 << 20
SAMPLE_CHARS = 256 << 10
#: With more quotation marks than one in so many letters, the csv rules cell by cell are the cheaper way.
FEW_QUOTES = 50
#: What stands for a separator or a line's end inside a quoted cell while lines are cut; no piece of text holds a NUL.
_HELD_SEPARATOR, _HELD_ENDS = "\0s", {"\n": "\0n", "\r": "\0r"}
#: A quoted cell over more lines than this is a quotation mark that nobody closed.
QUOTED_LINES = 30
#: The csv module's own cap is lower than the longest line we take.
csv.field_size_limit(16 << 20)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written."""

    encoding: str
    separator: str
    bom: bool
    whole_line_quoted: bool = False


def sniff(path: Path) -> tuple[Dialect, list[Problem]]:
    """Find out how a delimited file is written, from its bytes."""
    encoding, bom = _encoding(path)
    with path.open(encoding=encoding, errors="as_latin1", newline="") as file:
        sample = file.read(SAMPLE_CHARS)
    separator, whole = _separator(sample.removeprefix("\ufeff"))
    problems = [] if encoding.startswith("utf") else [problem("encoding_guessed", encoding="Windows-1252")]
    return Dialect(encoding, separator, bom, whole), problems


def _encoding(path: Path) -> tuple[str, bool]:
    """Return (Python codec, whether a byte-order mark leads)."""
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", True
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", True
        if head[1::2].count(0) > len(head) * 0.2:
            return "utf-16-le", False
        if head[0::2].count(0) > len(head) * 0.2:
            return "utf-16-be", False
        file.seek(0)
        return ("utf-8", False) if _is_utf8(file) else ("cp1252", False)


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that the encoding does not assign as Latin-1 does, as browsers do; never lose a letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("as_latin1", _as_latin1)


def _separator(sample: str) -> tuple[str, bool]:
    """Return the separator by which most lines have the same number of cells, and whether whole lines are quoted."""
    first = sample.split("\n", 1)[0].strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], False
    best = max(((*_evenness(sample, sep, False), -place, sep) for place, sep in enumerate(SEPARATORS)))
    if best[0] > 0:
        return best[3], False
    unwrapped = max(((*_evenness(sample, sep, True), -place, sep) for place, sep in enumerate(SEPARATORS)))
    return (unwrapped[3], True) if unwrapped[0] > 0 else (",", False)


def _evenness(sample: str, separator: str, unwrap: bool) -> tuple[float, int]:
    """Return (score, cells): the share of lines that have the commonest number of cells above one."""
    lines = list(_lines(sample))[:200]
    rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    if unwrap:
        rows = [next(csv.reader(row, delimiter=separator), []) for row in rows if len(row) == 1]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(rows) + min(width, 40) / 400, width


def _lines(text: str) -> Iterable[str]:
    """Split at \\n, \\r\\n and \\r only: other "line breaks" of Unicode may stand inside a name."""
    return io.StringIO(text, newline="")


def blocks(path: Path, dialect: Dialect, problems: list[Problem]) -> Iterator[Block]:
    """Yield the lines of a file; one record is one line, as Excel counts rows."""
    row_no = 1
    commands = live.Finder(dialect.separator)
    for cells in _records(_looked_at(_texts(path, dialect), commands), dialect, problems):
        block = from_texts(row_no, cells)
        if len(block):
            yield block
        row_no += len(block)
    if commands.count:
        problems.append(problem("live_cells", count=commands.count, example=commands.example))


def _looked_at(texts: Iterator[str], commands: live.Finder) -> Iterator[str]:
    for text in texts:
        commands.look(text)
        yield text


def _texts(path: Path, dialect: Dialect) -> Iterator[str]:
    """Yield the decoded text in pieces that end at a line's end; NUL bytes, which no cell holds, are dropped."""
    rest = ""
    with path.open(encoding=dialect.encoding, errors="as_latin1", newline="") as file:
        while text := file.read(CHUNK_BYTES):
            text = rest + text
            if text.endswith("\r"):
                # The \n of this line's end may come with the next piece.
                text += file.read(1)
            cut = max(text.rfind("\n"), text.rfind("\r")) + 1
            rest = text[cut:]
            if cut:
                yield text[:cut].replace("\0", "")
    # Old programs end a text with Ctrl-Z.
    if rest := rest.replace("\0", "").rstrip("\x1a"):
        yield rest


def _records(texts: Iterator[str], dialect: Dialect, problems: list[Problem]) -> Iterator[pa.ListArray]:
    """Split text into records: a piece at once where its quotation marks let it, by the csv rules elsewhere."""
    source = _Source(texts)
    while source.fill():
        text = None if dialect.whole_line_quoted else _without_quotes(source.text, dialect.separator)
        if text is not None:
            source.line_no += source.take_all().count("\n")
            yield _split(text, dialect.separator)
        else:
            for rows in _quoted(source, dialect, problems):
                yield pa.array(rows, pa.list_(pa.string()))


def _without_quotes(text: str, separator: str) -> str | None:
    """Return a text with its quoted cells bare and the separators inside them held; None where a mark is no plain cell's."""
    marks = text.count('"')
    if not marks:
        return text
    if marks * FEW_QUOTES > len(text):
        return None
    read = 0

    def bare(cell: re.Match[str]) -> str:
        nonlocal read
        if cell[1].count("\n") < QUOTED_LINES:
            read += cell[0].count('"')
        held = cell[1].replace('""', '"').replace(separator, _HELD_SEPARATOR)
        for end, mark in _HELD_ENDS.items():
            held = held.replace(end, mark)
        return held

    edge = f"[^{re.escape(separator)}\n\r]"
    # The mark stands first, so that the search leaps from mark to mark; what is before it is looked at from behind.
    found = re.sub(rf'"(?<!{edge}")([^"]*(?:""[^"]*)*)"(?!{edge})', bare, text)
    # A last line of two marks and no end is a line still: bare, nothing would be left of it.
    ends = ("\n", "\r")
    return found if read == marks and found.endswith(ends) == text.endswith(ends) else None


def _split(text: str, separator: str) -> pa.ListArray:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    lines = pc.split_pattern(pa.array([text]), pattern="\n").flatten()
    cells = pc.split_pattern(lines, pattern=separator)
    if "\0" not in text:
        return cells
    holding = pc.match_substring(cells.values, "\0")
    held = pc.replace_substring(cells.values.filter(holding), _HELD_SEPARATOR, separator)
    for end, mark in _HELD_ENDS.items():
        held = pc.replace_substring(held, mark, end)
    return pa.ListArray.from_arrays(cells.offsets, pc.replace_with_mask(cells.values, holding, held))


class _Source:
    """Physical lines on demand: what is left of the current piece of text, then the next piece."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._lines: list[str] = []
        self.text = ""
        self.given: list[str] = []
        self.line_no = 0

    def fill(self) -> bool:
        """Have a piece of text in hand; False at the end of the file."""
        if not self.text and not self._lines:
            self.text = next(self._texts, "")
        return bool(self.text or self._lines)

    def take_all(self) -> str:
        """Hand out the whole piece at once."""
        text, self.text = self.text, ""
        return text

    def open_lines(self) -> None:
        """Cut the piece into lines, to be handed out one by one."""
        if self.text:
            self._lines = list(_lines(self.take_all()))[::-1] + self._lines

    def has_lines(self) -> bool:
        return bool(self._lines)

    def push_back(self, lines: list[str]) -> None:
        self._lines.extend(reversed(lines))

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        if not self._lines:
            if not self.fill():
                raise StopIteration
            self.open_lines()
        line = self._lines.pop()
        self.given.append(line)
        if len(self.given) > QUOTED_LINES:
            raise csv.Error("quote never closed")
        return line


def _quoted(source: _Source, dialect: Dialect, problems: list[Problem]) -> Iterator[list[list[str]]]:
    """Read the lines in hand by the csv rules; a record may reach into the next piece of text."""
    source.open_lines()
    rows: list[list[str]] = []
    reader = csv.reader(source, delimiter=dialect.separator)
    while source.has_lines():
        source.given = []
        try:
            row = next(reader)
        except csv.Error:
            row, reader = _as_it_stands(source, dialect, problems), csv.reader(source, delimiter=dialect.separator)
        if len(source.given) > 1 and not _closed(source.given):
            row, reader = _as_it_stands(source, dialect, problems), csv.reader(source, delimiter=dialect.separator)
        source.line_no += len(source.given)
        rows.append(_unwrap(row, dialect))
        if len(rows) >= BLOCK_LINES:
            yield rows
            rows = []
    if rows:
        yield rows


def _closed(lines: list[str]) -> bool:
    """Tell whether a record over several lines closes its quotation marks (it does not at the file's end)."""
    return sum(line.count('"') for line in lines) % 2 == 0


def _as_it_stands(source: _Source, dialect: Dialect, problems: list[Problem]) -> list[str]:
    """Read one line without quotation rules and give the others back: a stray mark must not swallow people."""
    first, later = source.given[0], source.given[1:]
    source.push_back(later)
    source.given = [first]
    if not any(found.id == "stray_quote" for found in problems):
        problems.append(problem("stray_quote", row_no=None, line=source.line_no + 1))
    return first.rstrip("\r\n").split(dialect.separator)


def _unwrap(row: list[str], dialect: Dialect) -> list[str]:
    """Open lines that were quoted as a whole ("1,""Budi"",…")."""
    if dialect.whole_line_quoted and len(row) == 1:
        return next(csv.reader(row, delimiter=dialect.separator), [])
    return row or [""]
