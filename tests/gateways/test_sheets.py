"""Rows written at once are the very cells that XlsxWriter writes one by one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from payung.gateways import sheets

CONSTANT = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
ROWS: list[list[sheets.Cell]] = [
    ["SITI AMINAH", 7, dt.date(2023, 10, 6), "6474015206850001"],
    ["", None, dt.date(1985, 6, 12), "=1+1"],
    ["Jl. A & B <RT 3>", 1_000_000, dt.date(2024, 2, 29), " berspasi "],
    ["_x0041_", 0, dt.date(1900, 3, 1), "dua\nbaris"],
    ["bel\x07", -3, dt.date(2023, 1, 1), "😀"],
    ["A" * 40_000, 1, dt.date(2023, 1, 2), "\tlekuk"],
    ["Ñ", 12, dt.date(2023, 1, 3), None],
]


def book(path: Path, *, at_once: bool) -> bytes:
    with xlsxwriter.Workbook(path, CONSTANT) as file:
        file.set_properties({"created": dt.datetime(2023, 10, 6)})  # noqa: DTZ001 (the format has no time zone)
        text, day, whole = (file.add_format({"num_format": form}) for form in ("@", "dd-mm-yyyy", "#,##0"))
        formats = [text, whole, day, None]
        sheet = sheets.add(file, "Data") if at_once else file.add_worksheet("Data")
        sheet.set_column(0, 0, 30, text)
        sheet.write_string(0, 0, "Judul", day)
        for row, cells in enumerate(ROWS, 2):
            if at_once:
                sheet.write_row_of(row, cells, formats)
                continue
            for place, (cell, form) in enumerate(zip(cells, formats, strict=True)):
                if isinstance(cell, str):
                    sheet.write_string(row, place, cell, form)
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(row, place, cell, form)
                elif cell is not None:
                    sheet.write_number(row, place, cell, form)
        sheet.write_string(len(ROWS) + 3, 5, "catatan")
    return path.read_bytes()


def test_a_row_at_once_gives_the_bytes_of_cell_by_cell(tmp_path: Path) -> None:
    assert book(tmp_path / "a.xlsx", at_once=True) == book(tmp_path / "b.xlsx", at_once=False)


def test_a_book_that_is_not_in_constant_memory_takes_no_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as file, pytest.raises(ValueError, match="constant memory"):
        sheets.add(file, "Data")
