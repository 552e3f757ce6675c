"""xlsx sheets too wide, too long or too odd for calamine, read cell by cell with expat: slower, in little memory.

calamine lays a sheet out as a full grid: one stray cell in XFD1048576 asks for 500 GB. Here empty cells cost nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from payung.intake.reading.blocks import BLOCK_LINES, Block, from_rows
from payung.intake.reading.cells import BOOL, DATE, EMPTY, ERROR, NUMBER, TEXT, number
from payung.intake.reading.package import Part, column_number

_PIECE = 1 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Built-in number formats that show a date.
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)})
_FIRST_DAY = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_LAST_SERIAL = 2_958_466


def blocks(path: Path, part: Part) -> Iterator[Block]:
    """Yield a sheet's lines from row 1 on, blank lines included."""
    with zipfile.ZipFile(path) as packed:
        strings = _strings(packed)
        styles = _date_styles(packed)
        cells = _Cells(strings, styles, _is_1904(packed))
        rows: list[list[str]] = []
        types: list[str] = []
        first = 1
        for row, values in _rows(packed, part.name, cells):
            while first + len(rows) < row:
                rows.append([])
                types.append("")
                if len(rows) >= BLOCK_LINES:
                    yield from_rows(first, rows, types)
                    first, rows, types = first + len(rows), [], []
            texts, letters = _line(values)
            rows.append(texts)
            types.append(letters)
        if rows:
            yield from_rows(first, rows, types)


def _line(values: dict[int, tuple[str, str]]) -> tuple[list[str], str]:
    width = max(values, default=-1) + 1
    pairs = [values.get(place, ("", EMPTY)) for place in range(width)]
    return [text for text, _ in pairs], "".join(letter for _, letter in pairs)


class _Cells:
    """Turns a cell's stored value into text and a type letter."""

    def __init__(self, strings: list[str], dates: frozenset[int], from_1904: bool) -> None:
        self._strings = strings
        self._dates = dates
        self._first_day = _FIRST_DAY[from_1904]

    def value(self, kind: str, style: str, text: str) -> tuple[str, str]:
        """Return (text, letter) of a cell of an XML type ("s", "str", "inlineStr", "b", "e", "d", "n" or "")."""
        if kind == "s":
            place = int(text) if text.strip().isdecimal() else -1
            return _text(self._strings[place] if 0 <= place < len(self._strings) else "")
        if kind in ("str", "inlineStr"):
            return _text(text)
        if kind == "b":
            return ("TRUE" if text.strip() in ("1", "true") else "FALSE"), BOOL
        if kind == "e":
            return text, ERROR
        if kind == "d":
            return text.removesuffix("T00:00:00").replace("T", " "), DATE
        return self._number(style, text.strip())

    def _number(self, style: str, text: str) -> tuple[str, str]:
        if not text:
            return "", EMPTY
        try:
            value = float(text)
        except ValueError:
            return _text(text)
        if style.isdecimal() and int(style) in self._dates and 0 <= value < _LAST_SERIAL:
            return self._date(value)
        if text.isdecimal() and len(text) >= 16:
            return text, NUMBER
        return number(value), NUMBER

    def _date(self, serial: float) -> tuple[str, str]:
        days, seconds = divmod(round(serial * 86_400), 86_400)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if days == 0:
            return clock, TEXT
        # Excel believes in 29 February 1900: serials up to 60 stand one day later than real ones.
        shift = 1 if days < 60 and self._first_day.year < 1900 else 0
        day = (self._first_day + dt.timedelta(days=days + shift)).isoformat()
        return (f"{day} {clock}" if seconds else day), DATE


def _text(text: str) -> tuple[str, str]:
    if "_x" in text:
        text = _ESCAPED.sub(lambda mark: chr(int(mark.group(1), 16)), text)
    return text, TEXT if text.strip() else EMPTY


def _parse(packed: zipfile.ZipFile, name: str, handlers: object) -> Iterator[None]:
    """Feed a part of the package to expat piece by piece; yields after every piece."""
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.data
    with packed.open(name) as stream:
        while data := stream.read(_PIECE):
            parser.Parse(data)
            yield
        parser.Parse(b"", True)
    yield


class _Sheet:
    """Collects the rows of a sheet while expat runs over it."""

    def __init__(self, value: Callable[[str, str, str], tuple[str, str]]) -> None:
        self.rows: list[tuple[int, dict[int, tuple[str, str]]]] = []
        self._value = value
        self._row = 0
        self._column = -1
        self._cells: dict[int, tuple[str, str]] = {}
        self._kind = self._style = ""
        self._texts: list[str] = []
        self._taking = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            name = attributes.get("r", "").rstrip("0123456789")
            self._column = column_number(name) - 1 if name else self._column + 1
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
            self._texts = []
        elif tag in ("v", "t"):
            self._taking = True
        elif tag == "rPh":
            self._kind = "phonetic"
        elif tag == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
            self._column, self._cells = -1, {}

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "c":
            text, letter = self._value(self._kind, self._style, "".join(self._texts)) if self._texts else ("", EMPTY)
            if text:
                self._cells[self._column] = (text, letter)
        elif tag == "row" and self._cells:
            self.rows.append((self._row, self._cells))

    def data(self, text: str) -> None:
        if self._taking:
            self._texts.append(text)


def _rows(packed: zipfile.ZipFile, name: str, cells: _Cells) -> Iterator[tuple[int, dict[int, tuple[str, str]]]]:
    sheet = _Sheet(cells.value)
    for _ in _parse(packed, name, sheet):
        yield from sheet.rows
        sheet.rows = []


class _Strings:
    """Collects the shared strings; phonetic hints are no part of a text."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._texts: list[str] = []
        self._taking = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self._texts = []
        elif tag == "rPh":
            self._phonetic = True
        self._taking = tag == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        self._taking = False
        if tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.all.append("".join(self._texts))

    def data(self, text: str) -> None:
        if self._taking:
            self._texts.append(text)


def _strings(packed: zipfile.ZipFile) -> list[str]:
    name = next((entry for entry in packed.namelist() if entry.lower() == "xl/sharedstrings.xml"), None)
    strings = _Strings()
    if name is not None:
        for _ in _parse(packed, name, strings):
            pass
    return strings.all


class _Styles:
    """Collects which cell styles show dates."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = {}
        self.cell_formats: list[int] = []
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "numFmt":
            self.formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self.cell_formats.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self._inside = False

    def data(self, text: str) -> None:
        """Styles have no text."""


def _date_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    name = next((entry for entry in packed.namelist() if entry.lower() == "xl/styles.xml"), None)
    styles = _Styles()
    if name is not None:
        for _ in _parse(packed, name, styles):
            pass
    return frozenset(
        place
        for place, form in enumerate(styles.cell_formats)
        if form in _BUILT_IN_DATES or shows_date(styles.formats.get(form, ""))
    )


def shows_date(code: str) -> bool:
    """Tell whether a number format shows a day, month or year (not only a time of day)."""
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', "", code.split(";")[0], flags=re.I).casefold()
    return bool(re.search(r"[dy]", bare)) and "general" not in bare


def _is_1904(packed: zipfile.ZipFile) -> bool:
    book = next((entry for entry in packed.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", entry, re.I)), None)
    return book is not None and re.search(rb"\bdate1904\s*=\s*[\"'](?:1|true)[\"']", packed.read(book)) is not None
