"""Cells of an xlsx sheet whose letters are struck out: in many offices that is how somebody is taken off a list."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from payung.intake.columns.column import Column
from payung.intake.reading.result import Table

#: The struck-out cells of a sheet: row -> columns, both counted from 1.
Struck = dict[int, set[int]]
#: Rows noted at most: where more are struck out, it is a style and no message.
MOST_ROWS = 100_000
#: Styles looked for at most: each cell is compared with every one, and people who strike out make some, never hundreds.
MOST_STYLES = 200
_OFF = ("0", "false", "none")
_TELLS = ("name", "nik")


def styles(packed: zipfile.ZipFile) -> tuple[bytes, ...]:
    """Return the numbers of the cell styles that strike letters out; () in nearly every workbook."""
    name = next((entry for entry in packed.namelist() if entry.lower() == "xl/styles.xml"), None)
    written = packed.read(name) if name else b""
    if b"strike" not in written:
        return ()
    try:
        root = ElementTree.fromstring(written)
    except ElementTree.ParseError:
        return ()
    fonts = [_strikes(font) for font in _below(root, "fonts")]
    struck = {str(place) for place, strikes in enumerate(fonts) if strikes}
    formats = enumerate(_below(root, "cellXfs"))
    found = tuple(str(place).encode() for place, style in formats if style.get("fontId", "0") in struck)
    return found[:MOST_STYLES]


def pattern(struck: Sequence[bytes], prefix: bytes) -> re.Pattern[bytes] | None:
    """Return what finds the opening tags of struck-out cells; None where no style strikes out."""
    if not struck:
        return None
    return re.compile(
        b"<" + re.escape(prefix) + rb"c\b(?=[^>]*\ss=[\"'](?:" + b"|".join(struck) + rb")[\"'])[^>]*[^>/]>"
    )


def rows(cells: Struck, tables: Sequence[Table]) -> tuple[int, ...]:
    """Return the rows whose name or NIK is struck out."""
    return tuple(
        sorted(row for row, places in cells.items() if any(places & _telling(t.columns) for t in tables if _in(row, t)))
    )


def _in(row: int, table: Table) -> bool:
    return table.first_row <= row <= table.last_row


def _telling(columns: Sequence[Column]) -> set[int]:
    return {column.index for column in columns if column.field in _TELLS}


def _below(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return next((list(element) for element in root if _local(element.tag) == name), [])


def _strikes(font: ElementTree.Element) -> bool:
    return any(_local(part.tag) == "strike" and part.get("val", "1").lower() not in _OFF for part in font)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]
