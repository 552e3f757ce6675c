"""What calamine does not tell about an xlsx sheet: error cells, exact digits, formulas without results, hidden rows.

A second, cheap look at the sheet's XML: it is searched as bytes for the few rare marks, never parsed as a whole.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from payung.intake.reading import struck
from payung.intake.reading.cells import ERROR, NUMBER, TEXT, number

PIECE_BYTES = 2 << 20
#: Cells that are put right by hand, at most; a sheet with more is a sheet of errors.
MOST_PATCHES = 2_000_000

_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*\bref\s*=\s*[\"'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})[\"']")
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_QUOTED = re.compile(rb"(?:\"|&quot;)([^\"&<>]*)(?:\"|&quot;)")
_DIGITS = re.compile(rb"[0-9]{1,20}")
_TRUE = (b'hidden="1"', b"hidden='1'", b'hidden="true"')


#: Cells to put right: row -> column -> (text, type letter), counted from 0.
Patches = dict[int, dict[int, tuple[str, str]]]


@dataclass(slots=True)
class Look:
    """What a second look found."""

    patches: Patches = field(default_factory=dict)
    errors: int = 0
    first_error: tuple[str, str] = ("", "")
    without_result: int = 0
    first_without_result: str = ""
    hidden_rows: int = 0
    struck: struck.Struck = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet's XML inside the package, and how far its cells claim to reach (0 if it does not say)."""

    name: str
    size: int
    rows: int
    columns: int

    def heavy(self, memory_bytes: int) -> bool:
        """Tell whether calamine's grid of this sheet would take most of the memory allowed.

        Measured: a cell of a full sheet needs about 100 bytes in calamine and 40 bytes or more of XML; an empty
        cell of the grid 32 bytes.
        """
        grid = 32 * self.rows * self.columns
        return max(grid, 2.5 * self.size) > 0.75 * memory_bytes


def parts(path: Path) -> dict[int, Part]:
    """Return the XML part of every sheet by its place in the workbook (from 0); {} if the package is not understood."""
    with zipfile.ZipFile(path) as packed:
        names = {entry.filename: entry for entry in packed.infolist()}
        book = next((name for name in names if re.fullmatch(r"xl/workbook\d*\.xml", name, re.I)), None)
        if book is None:
            return {}
        targets = _targets(packed, book, names)
        try:
            sheets = [
                element
                for element in ElementTree.fromstring(packed.read(book)).iter()
                if _local(element.tag) == "sheet"
            ]
        except ElementTree.ParseError:
            return {}
        found = {}
        for place, sheet in enumerate(sheets):
            relation = next(
                (value for key, value in sheet.attrib.items() if _local(key) == "id" and key != "sheetId"), ""
            )
            name = targets.get(relation, "")
            if name in names:
                found[place] = _part(packed, names[name])
        return found


def _targets(packed: zipfile.ZipFile, book: str, names: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    folder, file = posixpath.split(book)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in names:
        return {}
    try:
        root = ElementTree.fromstring(packed.read(relations))
    except ElementTree.ParseError:
        return {}
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
        for element in root
    }


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    with packed.open(entry) as sheet:
        claimed = _DIMENSION.search(sheet.read(4096))
    rows, columns = (int(claimed.group(2)), column_number(claimed.group(1).decode())) if claimed else (0, 0)
    return Part(entry.filename, entry.file_size, rows, columns)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Marks:
    """The byte patterns of one sheet, which depend on its namespace prefix (mostly none)."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.cell = re.compile(rb"<" + p + rb"c\b")
        self.row = re.compile(rb"<" + p + rb"row\b")
        self.value = re.compile(rb"<" + p + rb"v>([^<]*)</")
        # These begin with plain letters, so that searching is a memory scan and not a match at every byte.
        self.long_number = re.compile(rb"<" + p + rb"v>(\d{16,20})(?:\.0*)?</")
        self.formula = b"<" + prefix + b"f>"
        self.formula_end = (b"</" + prefix + b"f>", b"<" + prefix + b"f ", b"<" + prefix + b"f/>")
        empty = rb"(?:<" + p + rb"v\s*/>|<" + p + rb"v></" + p + rb"v>)?"
        self.no_result = re.compile(rb"(?:</" + p + rb"f>|<" + p + rb"f\b[^>]*/>)\s*" + empty + rb"\s*</" + p + rb"c>")
        self.ends = (b"</" + prefix + b"c>", b"</" + prefix + b"row>")


def look(path: Path, part: Part) -> Look:
    """Search a sheet's XML for what calamine leaves out."""
    found = Look()
    with zipfile.ZipFile(path) as packed, packed.open(part.name) as sheet:
        head = sheet.read(4096)
        prefix = _PREFIX.search(head)
        marks = _Marks((prefix.group(1) or b"") if prefix else b"")
        struck_out = struck.pattern(struck.styles(packed), (prefix.group(1) or b"") if prefix else b"")
        for piece in _pieces(head, sheet, marks):
            found.hidden_rows += sum(
                1 for place in _find(piece, _TRUE) if marks.row.match(piece, piece.rfind(b"<", 0, place))
            )
            if struck_out is not None:
                _struck(piece, struck_out, found)
            _errors(piece, marks, found)
            _long_numbers(piece, marks, found)
            _formulas(piece, marks, found)
    return found


def _pieces(head: bytes, sheet: IO[bytes], marks: _Marks) -> Iterator[bytes]:
    """Yield the XML in pieces that end between two cells."""
    rest = head
    while data := sheet.read(PIECE_BYTES):
        data = rest + data
        cut = max(data.rfind(end) + len(end) if end in data else 0 for end in marks.ends)
        rest = data[cut:]
        if cut:
            yield data[:cut]
    yield rest


def _find(piece: bytes, words: tuple[bytes, ...]) -> Iterator[int]:
    """Yield where any of some words stands."""
    for word in words:
        place = -1
        while (place := piece.find(word, place + 1)) >= 0:
            yield place


def _cell(piece: bytes, inside: int, marks: _Marks) -> tuple[bytes, tuple[str, int, int] | None]:
    """Return a cell's opening tag and its (name, row, column) from a place inside the cell."""
    start = inside
    while (start := piece.rfind(b"<", 0, start)) >= 0:
        if marks.cell.match(piece, start):
            tag = piece[start : piece.find(b">", start) + 1]
            named = _REFERENCE.search(tag)
            if named is None:
                return tag, None
            letters, row = named.group(1).decode(), int(named.group(2))
            return tag, (f"{letters}{row}", row - 1, column_number(letters) - 1)
    return b"", None


def _struck(piece: bytes, struck_out: re.Pattern[bytes], found: Look) -> None:
    for tag in struck_out.finditer(piece):
        named = _REFERENCE.search(tag.group())
        if named is not None and len(found.struck) < struck.MOST_ROWS:
            found.struck.setdefault(int(named.group(2)), set()).add(column_number(named.group(1).decode()))


def _errors(piece: bytes, marks: _Marks, found: Look) -> None:
    for place in _find(piece, (b't="e"', b"t='e'")):
        _, where = _cell(piece, place, marks)
        value = marks.value.search(piece, place, place + 32_768)
        if where is None or value is None or found.errors >= MOST_PATCHES:
            continue
        name, row, column = where
        text = value.group(1).decode("utf-8", "replace")
        found.patches.setdefault(row, {})[column] = (text, ERROR)
        found.errors += 1
        found.first_error = found.first_error if found.errors > 1 else (name, text)


def _long_numbers(piece: bytes, marks: _Marks, found: Look) -> None:
    """Keep the digits that the file holds: beyond 2^53 a float no longer has every whole number."""
    for value in marks.long_number.finditer(piece):
        digits = value.group(1).decode()
        if number(float(digits)) == digits:
            continue
        tag, where = _cell(piece, value.start(), marks)
        if where is not None and not re.search(rb"\bt\s*=\s*[\"'](?!n[\"'])", tag):
            found.patches.setdefault(where[1], {})[where[2]] = (digits, NUMBER)


def _formulas(piece: bytes, marks: _Marks, found: Look) -> None:
    if not any(end in piece for end in marks.formula_end):
        return
    for formula in marks.no_result.finditer(piece):
        tag, where = _cell(piece, formula.start(), marks)
        # A formula whose result is an empty text is whole: t="str" with an empty <v>.
        if where is None or re.search(rb"\bt\s*=\s*[\"']str[\"']", tag):
            continue
        constant = _constant(piece, formula.start(), marks)
        if constant and len(found.patches) < MOST_PATCHES:
            found.patches.setdefault(where[1], {})[where[2]] = constant
            continue
        found.without_result += 1
        found.first_without_result = found.first_without_result or where[0]


def _constant(piece: bytes, end: int, marks: _Marks) -> tuple[str, str] | None:
    """Return text and type letter of a formula that is only a value: ="6474…" keeps a NIK from being a number, and needs no Excel."""
    start = piece.rfind(marks.formula, 0, end)
    written = piece[start + len(marks.formula) : end] if start >= 0 else b""
    if quoted := _QUOTED.fullmatch(written):
        return quoted.group(1).decode("utf-8", "replace"), TEXT
    return (written.decode(), NUMBER) if _DIGITS.fullmatch(written) else None
