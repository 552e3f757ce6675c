"""Macros: said of a file, never run, never passed on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from payung.intake.reading.macros import carries_macros
from payung.intake.returning.refusals import NotPatchable
from tests.intake.returning.conftest import hand_made, parts_of, plain_sheet, reading_of, sheet_of


def test_macros_do_not_go_back_and_all_else_does(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "makro.xlsm"
    (tmp_path / "vba.bin").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 40)
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_vba_project(str(tmp_path / "vba.bin"))
        page = book.add_worksheet("Data")
        page.write_column(0, 0, ["NIK", "1"], book.add_format({"bold": True}))

    back = returned(path, reading_of(sheet_of(1, "Data", ["NIK"]), format="xlsm"), [(1, 2, "accepted", "", "")])

    parts = parts_of(back)
    everything = b"".join(parts.values()).lower()
    assert back.suffix == ".xlsx"
    assert not any("vba" in name.lower() for name in parts)
    assert not any(word in everything for word in (b"macroenabled", b"vbaproject"))
    after = openpyxl.load_workbook(back)
    assert after["Data"]["A1"].font.bold
    assert "Makro tidak dijalankan" in str([cell.value for row in after.worksheets[-1].iter_rows() for cell in row])


def test_a_workbook_with_macro_sheets_is_written_anew_without_them(
    tmp_path: Path, returned: Callable[..., Path]
) -> None:
    parts = parts_of(hand_made(tmp_path / "a.xlsx", {"D": plain_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')}))
    path = hand_made(tmp_path / "daftar.xlsm", {}, **parts | {"xl/macrosheets/sheet1.xml": b"<macrosheet/>"})

    with pytest.raises(NotPatchable, match="macro sheets"):
        returned(path, reading_of(sheet_of(1, "D", [""], ())), [(1, 1, "accepted", "", "")])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("xl/vbaProject.bin", b"x", True),
        ("xl/macrosheets/sheet1.xml", b"<x/>", True),
        ("Basic/Standard/Module1.xml", b"<x/>", True),
        ("xl/worksheets/sheet1.xml", b"<x/>", False),
    ],
)
def test_macros_are_found_by_what_a_file_packs(tmp_path: Path, name: str, content: bytes, expected: bool) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as packed:
        packed.writestr(name, content)
    (tmp_path / "b").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT_CUR".encode("utf-16-le"))
    (tmp_path / "c").write_bytes(b"NIK;Nama")

    assert carries_macros(tmp_path / "a") is expected
    assert carries_macros(tmp_path / "b")
    assert not carries_macros(tmp_path / "c")


def test_a_macro_workbook_without_macros_goes_back_as_a_plain_one(
    tmp_path: Path, returned: Callable[..., Path]
) -> None:
    parts = parts_of(hand_made(tmp_path / "a.xlsx", {"D": plain_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')}))
    plain_kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = parts["[Content_Types].xml"].replace(plain_kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    path = hand_made(tmp_path / "daftar.xlsm", {}, **parts | {"[Content_Types].xml": types})

    back = returned(path, reading_of(sheet_of(1, "D", [""], ())), [(1, 1, "accepted", "", "")])

    assert back.suffix == ".xlsx"
    assert b"macroEnabled" not in parts_of(back)["[Content_Types].xml"]
