"""Tables in web pages named .xls (what web portals call "export to Excel"), and Excel's own XML of 2003."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from payung.intake.reading.blocks import BLOCK_LINES, Block, from_rows
from payung.intake.reading.cells import BOOL, DATE, EMPTY, ERROR, NUMBER, TEXT, number
from payung.intake.reading.problems import Unreadable, problem
from payung.intake.reading.workbook import Range, Source

#: A line: its cells as (text, type letter).
Row = list[tuple[str, str]]

_PIECE = 1 << 20
#: A cell may claim to span this many rows or columns; more is an attack, not a table.
_MOST_SPAN = 500
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.I)
_ENTITY = re.compile(rb"<!ENTITY", re.I)


def web_page(path: Path) -> Iterator[Source]:
    """Yield the tables of a web page as sheets, in the order in which they begin."""
    page = _Page()
    with path.open(encoding=_encoding(path), errors="replace") as file:
        while text := file.read(_PIECE):
            page.feed(text)
    page.close()
    for place, table in enumerate(page.tables):
        yield Source(place + 1, f"Tabel {place + 1}", False, partial(_blocks, table.rows), tuple(table.merged))


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8192)
        rest = file.read()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    named = _CHARSET.search(head)
    if named and named.group(1).lower() in (b"windows-1252", b"iso-8859-1", b"latin1"):
        return "cp1252"
    try:
        (head + rest).decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


class _Table:
    """A table of a web page being read, its spans laid out as a grid."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merged: list[Range] = []
        self._below: dict[int, int] = {}

    def begin_row(self) -> None:
        self.rows.append([])

    def add(self, text: str, across: int, down: int, letter: str) -> None:
        """Put a cell at the next free place of the current row."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        self._skip_covered(row)
        top, left = len(self.rows) - 1, len(row)
        row.append((text, letter))
        row.extend([("", EMPTY)] * (across - 1))
        if down > 1:
            self._below.update(dict.fromkeys(range(left, left + across), down - 1))
        if down > 1 or across > 1:
            self.merged.append((top, left, top + down - 1, left + across - 1))

    def end_row(self) -> None:
        if self.rows:
            self._skip_covered(self.rows[-1])

    def _skip_covered(self, row: Row) -> None:
        """Leave a blank where a cell of an earlier row reaches down."""
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append(("", EMPTY))


class _Open:
    """A table whose end has not come yet, and the cell being read in it."""

    def __init__(self) -> None:
        self.table = _Table()
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def finish_cell(self) -> None:
        if self.cell is None:
            return
        text = " ".join("".join(self.cell).split())
        self.table.add(text, *self.span, TEXT if text else EMPTY)
        self.cell = None


class _Page(HTMLParser):
    """Collects the cells of all tables of a page; portals lay whole pages out as tables, so a table in a cell counts too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Open] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Open())
            self.tables.append(self._open[-1].table)
        elif tag in ("script", "style"):
            self._silent += 1
        elif self._open:
            self._inside(tag, dict(attrs), self._open[-1])

    def _inside(self, tag: str, named: dict[str, str | None], inner: _Open) -> None:
        if tag == "tr":
            inner.finish_cell()
            inner.table.begin_row()
        elif tag in ("td", "th"):
            inner.finish_cell()
            inner.cell, inner.span = [], (_span(named.get("colspan")), _span(named.get("rowspan")))
        elif tag in ("br", "p", "div") and inner.cell is not None:
            inner.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._silent:
            self._silent -= 1
        elif self._open and tag in ("td", "th", "tr", "table"):
            inner = self._open[-1]
            inner.finish_cell()
            if tag == "tr":
                inner.table.end_row()
            elif tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell is not None and not self._silent:
            self._open[-1].cell.append(data)


def _span(text: str | None) -> int:
    return max(1, min(int(text), _MOST_SPAN)) if text and text.isdecimal() else 1


def _blocks(rows: list[Row]) -> Iterator[Block]:
    for start in range(0, len(rows), BLOCK_LINES):
        part = rows[start : start + BLOCK_LINES]
        yield from_rows(
            start + 1,
            [[text for text, _ in row] for row in part],
            ["".join(letter for _, letter in row) for row in part],
        )


def spreadsheet_xml(path: Path) -> Iterator[Source]:
    """Yield the sheets of an XML spreadsheet of 2003.

    :raises Unreadable: if the XML is broken, or defines entities (which may explode).
    """
    book = _Book()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = book.start, book.end, book.data
    try:
        with path.open("rb") as file:
            while data := file.read(_PIECE):
                if _ENTITY.search(data):
                    raise Unreadable(problem("damaged"))
                parser.Parse(data)
            parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise Unreadable(problem("damaged")) from broken
    for place, (name, hidden, table) in enumerate(book.sheets):
        yield Source(place + 1, name, hidden, partial(_blocks, table.rows), tuple(table.merged))


class _Book:
    """Collects the sheets of an XML spreadsheet."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, _Table]] = []
        self._texts: list[str] = []
        self._kind = ""
        self._span = (1, 1)
        self._taking = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "Worksheet": self._worksheet,
            "Row": self._row,
            "Cell": self._cell,
            "Data": self._data,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        begin = self._starts.get(tag.rpartition(":")[2])
        if begin is not None:
            begin({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _worksheet(self, named: dict[str, str]) -> None:
        self.sheets.append((named.get("Name", ""), False, _Table()))

    def _row(self, named: dict[str, str]) -> None:
        table = self.sheets[-1][2]
        index = named.get("Index", "")
        # Rows left out are counted, as Excel shows them; a gap wider than Excel's sheet is nonsense.
        for _ in range(min(int(index), 1_048_576) - len(table.rows) - 1 if index.isdecimal() else 0):
            table.begin_row()
        table.begin_row()

    def _cell(self, named: dict[str, str]) -> None:
        row = self.sheets[-1][2].rows[-1]
        index = named.get("Index", "")
        row.extend([("", EMPTY)] * (min(int(index), 16_384) - 1 - len(row) if index.isdecimal() else 0))
        self._span = (_span(named.get("MergeAcross")) + bool(named.get("MergeAcross", "0") != "0"), 1)
        self._texts, self._kind = [], ""

    def _data(self, named: dict[str, str]) -> None:
        self._kind, self._taking = named.get("Type", "String"), True

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "Data":
            self._taking = False
        elif tag == "Cell":
            text, letter = _typed(self._kind, "".join(self._texts))
            self.sheets[-1][2].add(text, *self._span, letter)
        elif tag == "Visible" and self.sheets and "".join(self._texts).strip() != "SheetVisible":
            name, _, table = self.sheets[-1]
            self.sheets[-1] = (name, True, table)

    def data(self, text: str) -> None:
        if self._taking:
            self._texts.append(text)


def _typed(kind: str, text: str) -> tuple[str, str]:
    if not text.strip():
        return text, EMPTY
    if kind == "Number":
        try:
            return (text if text.isdecimal() else number(float(text))), NUMBER
        except ValueError:
            return text, TEXT
    if kind == "DateTime":
        return text.partition(".")[0].removesuffix("T00:00:00").replace("T", " "), DATE
    return text, {"Boolean": BOOL, "Error": ERROR}.get(kind, TEXT)
