"""A workbook as a plan of cells, before any format: sheets, rows, merged ranges, hidden rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from payung.demo.rendering import Cell


@dataclass(slots=True)
class Sheet:
    """One sheet. `merges`: (first row, first column, last row, last column), 0-based; `hidden_rows`: 0-based."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    is_hidden: bool = False


@dataclass(slots=True)
class Book:
    """One file, and whose it is. `format`: xlsx, xls, ods, csv_semicolon (Windows-1252), csv_comma (UTF-8 with BOM) or tsv_utf16."""

    file: str
    format: str
    sheets: list[Sheet] = field(default_factory=list)
    office: str = ""


@dataclass(frozen=True, slots=True)
class TrueRow:
    """What is true about one row of one file. `row_no` is 1-based, as a spreadsheet shows it."""

    file: str
    sheet_no: int
    row_no: int
    person_id: int
    damage: tuple[str, ...]
