"""Cells as text: nothing rounded, nothing guessed, whatever the format stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from hostile import writers
from hostile.grid import Grid
from hostile.look import lines_of
from payung.intake.reading import package, streamed
from payung.intake.reading.cells import cell, number
from payung.intake.reading.result import Reading
from payung.intake.reading.tables import lines_of as block_lines

Parsed = Callable[[Path], Reading]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, "5"),
        (0.0, "0"),
        (-3.0, "-3"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (3302101123456780.0, "3302101123456780"),
        (9171010101800000.0, "9171010101800000"),
        (33021011234567800.0, "33021011234567800"),
        (1e20, "100000000000000000000"),
        (0.00001234, "0.00001234"),
        (6281234567890.0, "6281234567890"),
    ],
)
def test_numbers_as_people_see_them(value: float, expected: str) -> None:
    assert number(value) == expected
    assert cell(value) == (expected, "n")


@given(st.integers(-(2**53), 2**53))
def test_whole_numbers_are_exact(value: int) -> None:
    assert number(float(value)) == str(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_has_an_exponent(value: float) -> None:
    text = number(value)

    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3,30E+15", ("3,30E+15", "s")),
        ("0012", ("0012", "s")),
        (" ", (" ", ".")),
        ("", ("", ".")),
        (True, ("TRUE", "b")),
        (dt.date(1980, 1, 2), ("1980-01-02", "d")),
        (dt.datetime.fromisoformat("1980-01-02 10:30"), ("1980-01-02 10:30:00", "d")),
        (dt.datetime.fromisoformat("1980-01-02"), ("1980-01-02", "d")),
        (dt.time(10, 30), ("10:30:00", "s")),
        (dt.timedelta(hours=30), ("30:00:00", "s")),
    ],
)
def test_cells_of_every_kind(value: object, expected: tuple[str, str]) -> None:
    assert cell(value) == expected


@pytest.mark.parametrize("extension", ["xlsx", "xls", "ods", "xlsb"])
def test_every_format_keeps_text_and_numbers_apart(parsed: Parsed, tmp_path: Path, extension: str) -> None:
    grid = Grid(
        lines=[
            ["NIK", "Nama", "Upah"],
            ["6474010101800001", "BUDI", 1500000],
            [3302101123456780, "SITI", 0.5],
            ['="64740"', "'ANI", -1],
        ]
    )
    path = tmp_path / f"a.{extension}"
    writers.WORKBOOKS[extension](path, {"A": grid})

    assert [(cells, types) for _, _, _, cells, types in lines_of(parsed(path))[1:]] == [
        (["6474010101800001", "BUDI", "1500000"], "ssn"),
        (["3302101123456780", "SITI", "0.5"], "nsn"),
        (['="64740"', "'ANI", "-1"], "ssn"),
    ]


@pytest.mark.parametrize("extension", ["xlsx", "xls", "ods"])
def test_dates_are_dates_and_serials_stay_numbers(parsed: Parsed, tmp_path: Path, extension: str) -> None:
    grid = Grid(
        lines=[
            ["NIK", "Nama", "Tgl Lahir"],
            ["1", "A", dt.date(1980, 1, 2)],
            ["2", "B", 29222],
            ["3", "C", dt.date(2004, 2, 29)],
        ]
    )
    path = tmp_path / f"a.{extension}"
    writers.WORKBOOKS[extension](path, {"A": grid})

    assert [(cells[2], types[2]) for _, _, _, cells, types in lines_of(parsed(path))[1:]] == [
        ("1980-01-02", "d"),
        ("29222", "n"),
        ("2004-02-29", "d"),
    ]


def test_the_1904_calendar(parsed: Parsed, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["NIK", "Nama", "Tgl Lahir"])
    sheet.write_row(1, 0, ["6474010101800001", "BUDI", dt.date(1980, 1, 2)])
    book.close()

    assert lines_of(parsed(tmp_path / "a.xlsx"))[1][3][2] == "1980-01-02"


def test_errors_and_formulas(parsed: Parsed, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["NIK", "Nama", "Umur"])
    sheet.write_formula(1, 0, '="6474010101800001"', None, "6474010101800001")
    sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    sheet.write_formula(1, 2, "=1+1", None, 2)
    sheet.write_formula(2, 1, '=""', None, "")
    sheet.write(2, 0, "6474010101800002")
    book.close()
    # Excel marks an empty text as a result; XlsxWriter leaves the mark out.
    _edit(tmp_path / "a.xlsx", b'<c r="B3"><f>', b'<c r="B3" t="str"><f>')

    reading = parsed(tmp_path / "a.xlsx")

    assert lines_of(reading)[1][3:] == (["6474010101800001", "#N/A", "2"], "sen")
    assert [(found.id, found.fields["first"]) for found in reading.problems] == [("error_cells", "B2")]


def test_formulas_without_results_are_said(parsed: Parsed, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["NIK", "Nama"], ["=A1&B1", "BUDI"], ["=A2", "SITI"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    problems = parsed(tmp_path / "a.xlsx").problems

    assert [
        (found.id, found.fields["count"], found.fields["first"]) for found in problems if found.severity == "warning"
    ] == [("formulas_without_values", 2, "A2")]


def test_a_formula_that_is_only_a_value_needs_no_result(parsed: Parsed, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["NIK", "Nama"], ['="6474010101800001"', "BUDI"], ["=6474010101800002", '="SITI "&"AMINAH"']):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    reading = parsed(tmp_path / "a.xlsx")

    assert [line[3] for line in lines_of(reading)[1:]] == [["6474010101800001", "BUDI"], ["6474010101800002"]]
    assert [(found.id, found.fields["first"]) for found in reading.problems if found.severity == "warning"] == [
        ("formulas_without_values", "B3")
    ]


def test_digits_beyond_a_float_are_read_from_the_file(parsed: Parsed, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    writers.xlsx(path, {"A": Grid(lines=[["NIK", "Nama"], [111, "BUDI"], [222, "SITI"]])})
    _edit(path, b"<v>111</v>", b"<v>9171010101800001</v>")
    _edit(path, b"<v>222</v>", b"<v>33021011234567891</v>")

    assert [cells[0] for _, _, _, cells, _ in lines_of(parsed(path))[1:]] == ["9171010101800001", "33021011234567891"]


def _edit(path: Path, before: bytes, after: bytes) -> None:
    """Change the bytes of the first sheet's XML."""
    with package.zipfile.ZipFile(path) as packed:
        entries = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    assert before in entries["xl/worksheets/sheet1.xml"]
    entries["xl/worksheets/sheet1.xml"] = entries["xl/worksheets/sheet1.xml"].replace(before, after)
    with package.zipfile.ZipFile(path, "w") as packed:
        for name, data in entries.items():
            packed.writestr(name, data)


def test_the_slow_reader_reads_what_the_fast_one_reads(parsed: Parsed, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    days = [dt.date(1900, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(1980, 1, 2), dt.date(2023, 12, 31)]
    lines = [
        ["NIK", "Nama", "", "Tgl"],
        [],
        ["6474", " a\nb ", 1.5, days[0]],
        *[["", "É_x0041_", 3302101123456780, day] for day in days[1:]],
        [-0.25, 1e-7, "", ""],
    ]
    writers.xlsx(path, {"A": Grid(lines=lines)})

    fast = [(row_no, cells, types) for _, row_no, _, cells, types in lines_of(parsed(path))]
    slow = [line for block in streamed.blocks(path, package.parts(path)[0]) for line in block_lines(block)]

    assert [(row_no, _bare(cells), types.rstrip(".")) for row_no, cells, types in slow] == [
        (row_no, _bare(cells), types.rstrip(".")) for row_no, cells, types in fast
    ]


def _bare(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dd/mm/yyyy", True),
        ("[$-421]dd mmmm yyyy;@", True),
        ("hh:mm:ss", False),
        ("0.00", False),
        ('"day" 0', False),
        ("General", False),
        ("mm-yy", True),
    ],
)
def test_formats_that_show_a_day(code: str, expected: bool) -> None:
    assert streamed.shows_date(code) is expected
