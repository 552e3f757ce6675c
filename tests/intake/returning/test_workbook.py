"""A workbook comes back as it was, with three columns and one sheet more."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from payung.intake.returning.marks import HEADERS, RECAP_SHEET
from tests.intake.returning.conftest import hand_made, parts_of, plain_sheet, reading_of, sheet_of

OURS = [words.id for words in HEADERS]
VERDICTS = [
    (1, 5, "accepted", "", ""),
    (1, 6, "returned", "NIK harus 16 angka. Salin NIK dari KTP sebagai teks.", "NIK: 6474010101900001"),
    (1, 8, "verval", "Tanggal lahir pada NIK berbeda.", ""),
]
LIST = ["No", "NIK", "Nama", "Upah", "Lahir"]


def _cells(path: Path, sheet: str) -> list[list]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A workbook with all that people put into one: title, filter, table, notes, rules, picture, hidden rows, a lock."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kel. Api-Api"
    sheet["A1"] = "DAFTAR USULAN PEKERJA RENTAN"
    sheet.merge_cells("A1:E1")
    for column, text in enumerate(LIST, start=1):
        sheet.cell(4, column, text).font = Font(bold=True)
    for row, name in ((5, "SITI AMINAH"), (6, "=cmd|' /C calc'!A0"), (8, "BUDI")):
        sheet.cell(row, 1, row - 4)
        sheet.cell(row, 2, "6474010101900001")
        sheet.cell(row, 3).value = name
        sheet.cell(row, 3).data_type = "s"
        sheet.cell(row, 4, 1_500_000.5)
        sheet.cell(row, 5, dt.date(1990, 1, 1))
    sheet["D9"] = "=SUM(D5:D8)"
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = "A4:E8"
    sheet.column_dimensions["B"].width = 22
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[6].hidden = True
    sheet["B5"].comment = Comment("periksa", "Rini")
    sheet["C5"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.add_data_validation(DataValidation(type="list", formula1='"L,P"', sqref="F5:XFD99"))
    sheet.conditional_formatting.add(
        "D5:D8", CellIsRule(operator="greaterThan", formula=["1000"], font=Font(color="FF0000"))
    )
    sheet.protection.sheet = True
    sheet.print_area = "A1:E9"
    other = book.create_sheet("Rumus")
    other["A1"] = "='Kel. Api-Api'!D9"
    third = book.create_sheet("Tabel")
    for row in (["NIK", "Nama"], ["6474010101900002", "RINI"], ["6474010101900003", "DEWI"]):
        third.append(row)
    third.add_table(Table(displayName="Pekerja", ref="A1:B3"))
    third.sheet_state = "hidden"
    path = tmp_path / "Usulan Api-Api.xlsx"
    book.save(path)
    return path


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


RICH = reading_of(sheet_of(1, "Kel. Api-Api", LIST, (4,)), sheet_of(3, "Tabel", ["NIK", "Nama"], (1,), hidden=True))
RICH_VERDICTS = [*VERDICTS, (3, 2, "accepted", "", ""), (3, 3, "returned", "NIK ganda.", "")]


def test_a_returned_workbook_keeps_every_other_part_byte_for_byte(rich: Path, returned: Callable[..., Path]) -> None:
    before = parts_of(rich)

    after = parts_of(returned(rich, RICH, RICH_VERDICTS))

    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/payung1.xml"}


def test_verdicts_stand_beside_their_rows_and_nothing_else_moves(rich: Path, returned: Callable[..., Path]) -> None:
    before = _cells(rich, "Kel. Api-Api")

    path = returned(rich, RICH, RICH_VERDICTS)

    after = _cells(path, "Kel. Api-Api")
    assert [row[:5] for row in after] == [row[:5] for row in before]
    assert after[3][5:] == OURS
    assert after[4][5:] == ["Memenuhi syarat", None, None]
    assert after[5][5:] == ["Perlu perbaikan", VERDICTS[1][3], VERDICTS[1][4]]
    assert after[7][5:] == ["Perlu dilihat petugas", VERDICTS[2][3], None]
    assert {tuple(row[5:]) for place, row in enumerate(after) if place not in (3, 4, 5, 7)} == {(None, None, None)}


def test_what_people_put_into_a_sheet_stays(rich: Path, returned: Callable[..., Path]) -> None:
    sheet = openpyxl.load_workbook(returned(rich, RICH, RICH_VERDICTS))["Kel. Api-Api"]

    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet.auto_filter.ref == "A4:E8"
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["C"].hidden
    assert sheet.row_dimensions[6].hidden
    assert sheet.protection.sheet
    assert sheet["B5"].comment.text == "periksa"
    assert sheet["D9"].value == "=SUM(D5:D8)"
    assert sheet["C5"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.data_validations.dataValidation[0].sqref
    assert sheet.conditional_formatting
    assert sheet.dimensions == "A1:H9"


def test_a_table_beside_our_columns_stays_valid(rich: Path, returned: Callable[..., Path]) -> None:
    book = openpyxl.load_workbook(returned(rich, RICH, RICH_VERDICTS))

    assert book["Tabel"].tables["Pekerja"].ref == "A1:B3"
    assert book["Tabel"].sheet_state == "hidden"
    assert [cell.value for cell in book["Tabel"][1]] == ["NIK", "Nama", *OURS]


def test_the_recap_balances(rich: Path, returned: Callable[..., Path]) -> None:
    path = returned(rich, RICH, RICH_VERDICTS)

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Kel. Api-Api", "Rumus", "Tabel", RECAP_SHEET]
    rows = [list(row) for row in book[RECAP_SHEET].iter_rows(values_only=True)]
    assert ["Kel. Api-Api", 3, 1, 1, 1] in rows
    assert ["Tabel", 2, 1, 0, 1] in rows
    assert ["Seluruhnya", 5, 2, 1, 2] in rows
    assert any(str(row[0]).endswith("5 = 2 + 1 + 2") for row in rows)
    assert ["NIK harus 16 angka.", 2, "Perlu perbaikan", None, None] in rows


def test_a_returned_workbook_can_be_returned_again(rich: Path, returned: Callable[..., Path], tmp_path: Path) -> None:
    once = returned(rich, RICH, RICH_VERDICTS)
    sent_again = once.rename(tmp_path / once.name)
    reading = reading_of(
        sheet_of(1, "Kel. Api-Api", [*LIST, *OURS], (4,)), sheet_of(3, "Tabel", ["NIK", "Nama", *OURS], (1,))
    )
    verdicts = [
        (1, 5, "verval", "Baru", ""),
        (1, 6, "accepted", "", ""),
        (1, 8, "accepted", "", ""),
        (3, 2, "accepted", "", ""),
    ]

    path = returned(sent_again, reading, verdicts)

    assert path.name == sent_again.name
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Kel. Api-Api", "Rumus", "Tabel", RECAP_SHEET]
    rows = _cells(path, "Kel. Api-Api")
    assert [row[5:] for row in (rows[3], rows[4], rows[5], rows[7])] == [
        OURS,
        ["Perlu dilihat petugas", "Baru", None],
        ["Memenuhi syarat", None, None],
        ["Memenuhi syarat", None, None],
    ]
    # The row without a verdict this time loses the old one.
    assert _cells(path, "Tabel")[2] == ["6474010101900003", "DEWI", None, None, None]
    assert ["Seluruhnya", 4, 3, 1, 0] in _cells(path, RECAP_SHEET)


def test_our_old_columns_are_replaced_where_the_sender_moved_them(
    tmp_path: Path, returned: Callable[..., Path]
) -> None:
    book = openpyxl.Workbook()
    book.active.append([OURS[1], "NIK", OURS[0], "Nama"])
    book.active.append(["lama", "1", "lama", "SITI"])
    book.active.append([None, "2", None, "BUDI"])
    book.active.append(["lama", "Jumlah", "lama", None])
    path = tmp_path / "pindah.xlsx"
    book.save(path)
    reading = reading_of(sheet_of(1, "Sheet", [OURS[1], "NIK", OURS[0], "Nama"]))

    back = returned(path, reading, [(1, 2, "accepted", "", ""), (1, 3, "returned", "Sebab", "Usul")])

    assert _cells(back, "Sheet") == [
        [OURS[1], "NIK", OURS[0], "Nama", OURS[2]],
        [None, "1", "Memenuhi syarat", "SITI", None],
        ["Sebab", "2", "Perlu perbaikan", "BUDI", "Usul"],
        [None, "Jumlah", None, None, None],
    ]


@pytest.mark.parametrize("memory", [True, False])
def test_a_workbook_of_xlsxwriter_comes_back(tmp_path: Path, returned: Callable[..., Path], memory: bool) -> None:
    path = tmp_path / "daftar.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": memory}) as book:
        sheet = book.add_worksheet("Data")
        sheet.set_column("C:XFD", None, None, {"hidden": True})
        sheet.write_row(0, 0, ["NIK", "Nama"])
        sheet.write_row(1, 0, ["6474010101900001", "SITI & <BUDI>"])
        sheet.write_array_formula("B3:B3", "{=SUM(1,2)}")

    back = returned(path, reading_of(sheet_of(1, "Data", ["NIK", "Nama"])), [(1, 2, "returned", "a\nb & <c>", "=1+1")])

    sheet = openpyxl.load_workbook(back)["Data"]
    assert [cell.value for cell in sheet[2]] == [
        "6474010101900001",
        "SITI & <BUDI>",
        "Perlu perbaikan",
        "a\nb & <c>",
        "=1+1",
    ]
    assert sheet["E2"].data_type != "f"
    assert not any(sheet.column_dimensions[letter].hidden for letter in "CDE")
    assert sheet.column_dimensions["F"].hidden
    assert sheet.column_dimensions["F"].max == 16384
    assert python_calamine.load_workbook(back).get_sheet_by_name("Data").to_python()[1][2] == "Perlu perbaikan"


def test_pictures_and_charts_stay(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "bergambar.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_column(0, 0, ["NIK", 1, 2])
        sheet.insert_image("H1", "cap.png", {"image_data": io.BytesIO(_png())})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$2:$A$3"})
        sheet.insert_chart("H9", chart)
    before = parts_of(path)

    after = parts_of(returned(path, reading_of(sheet_of(1, "Data", ["NIK"])), [(1, 2, "accepted", "", "")]))

    kept = [name for name in before if "drawing" in name or "media" in name or "chart" in name]
    assert len(kept) == 4
    assert all(after[name] == before[name] for name in kept)
    assert b"<drawing " in after["xl/worksheets/sheet1.xml"]


def test_columns_go_right_of_stray_cells_and_of_merged_headings(tmp_path: Path, returned: Callable[..., Path]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["NIK", "Nama"])
    sheet.append(["1", "SITI"])
    sheet["F2"] = "catatan"
    sheet.merge_cells("H2:J3")
    sheet["M9"] = "tanda tangan"
    path = tmp_path / "daftar.xlsx"
    book.save(path)

    back = returned(path, reading_of(sheet_of(1, "Sheet", ["NIK", "Nama"])), [(1, 2, "accepted", "", "")])

    after = openpyxl.load_workbook(back)["Sheet"]
    assert [after.cell(1, column).value for column in (11, 12, 13)] == OURS
    assert after["K2"].value == "Memenuhi syarat"
    assert after["M9"].value == "tanda tangan"


def test_a_cell_in_the_last_column_leaves_room_beside_the_list(tmp_path: Path, returned: Callable[..., Path]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIK", "Nama"])
    book.active["XFD1"] = "x"
    book.active.append(["1", "SITI"])
    path = tmp_path / "daftar.xlsx"
    book.save(path)

    back = returned(path, reading_of(sheet_of(1, "Sheet", ["NIK", "Nama"])), [(1, 2, "accepted", "", "")])

    after = openpyxl.load_workbook(back)["Sheet"]
    assert [after.cell(1, column).value for column in (3, 4, 5)] == OURS
    assert after["XFD1"].value == "x"


@pytest.mark.parametrize("name", ["daftar.xlsm", "daftar.XLSX", "daftar.xls", "daftar"])
def test_the_ending_is_what_excel_demands_of_the_content(
    name: str, tmp_path: Path, returned: Callable[..., Path]
) -> None:
    path = hand_made(tmp_path / name, {"D": plain_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')})

    back = returned(path, reading_of(sheet_of(1, "D", [""], ())), [(1, 1, "accepted", "", "")])

    assert back.name == "daftar - hasil verval.xlsx"


def test_two_lists_in_one_book_and_two_headings_in_one_sheet(tmp_path: Path, returned: Callable[..., Path]) -> None:
    book = openpyxl.Workbook()
    for row in (["NIK", "Nama"], ["1", "SITI"], [], ["NIK", "Nama"], ["2", "BUDI"]):
        book.active.append(row)
    second = book.create_sheet("Kedua")
    for row in (["x"], ["NIK", "Nama", "HP"], ["3", "RINI", "0812"]):
        second.append(row)
    path = tmp_path / "dua.xlsx"
    book.save(path)
    columns = sheet_of(1, "Sheet", ["NIK", "Nama"])["columns"]
    tables = [{"header_rows": [1], "columns": columns}, {"header_rows": [4], "columns": columns}]
    reading = reading_of(
        sheet_of(1, "Sheet", ["NIK", "Nama"], tables=tables), sheet_of(2, "Kedua", ["NIK", "Nama", "HP"], (2,))
    )

    back = returned(path, reading, [(2, 3, "verval", "v", ""), (1, 5, "accepted", "", ""), (1, 2, "returned", "r", "")])

    assert [row[2:] for row in _cells(back, "Sheet")] == [
        OURS,
        ["Perlu perbaikan", "r", None],
        [None] * 3,
        OURS,
        ["Memenuhi syarat", None, None],
    ]
    assert _cells(back, "Kedua")[2] == ["3", "RINI", "0812", "Perlu dilihat petugas", "v", None]


def test_the_english_of_it(tmp_path: Path, returned: Callable[..., Path]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIK"])
    book.active.append(["1"])
    path = tmp_path / "daftar.xlsx"
    book.save(path)

    back = returned(path, reading_of(sheet_of(1, "Sheet", ["NIK"])), [(1, 2, "returned", "r", "")], language="en")

    assert _cells(back, "Sheet") == [["NIK", *(words.en for words in HEADERS)], ["1", "Needs fixing", "r", None]]


def test_a_list_without_any_heading_gets_verdicts_only(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "a.xlsx", {"D": plain_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')})

    back = returned(path, reading_of(sheet_of(1, "D", [""], ())), [(1, 1, "accepted", "", "")])

    assert _cells(back, "D") == [[1, "Memenuhi syarat", None, None]]


def test_the_zip_is_whole(rich: Path, returned: Callable[..., Path]) -> None:
    with zipfile.ZipFile(returned(rich, RICH, RICH_VERDICTS)) as packed:
        assert packed.testzip() is None
