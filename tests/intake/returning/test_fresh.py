"""What cannot be changed in place comes back as a new workbook with all its sheets and rows."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlwt

from payung.intake.reading.read import read
from payung.intake.reading.result import Reading, to_json
from payung.intake.returning.marks import HEADERS, RECAP_SHEET
from payung.intake.returning.refusals import DoesNotBalance, NotPatchable
from tests.intake.returning.conftest import Verdict, hand_made, plain_sheet, reading_of, sheet_of

OURS = [words.id for words in HEADERS]
PEOPLE = [
    ["1", "6474010101900001", "SITI AMINAH", "L"],
    ["2", "6474010101900002", "=BUDI", "P"],
    ["3", "6474010101900003", "RINI", "P"],
]
TABLE = [["DAFTAR PEKERJA RENTAN"], [], ["No", "NIK", "Nama", "JK"], *PEOPLE, ["Jumlah", "", "3"]]


def _grid(path: Path, sheet: str) -> list[list]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def _verdicts(reading: Reading) -> list[Verdict]:
    lines = pq.read_table(reading.lines).filter(pa.compute.field("kind") == "row").to_pylist()
    lists = {sheet.no for sheet in reading.lists}
    return [
        (line["sheet_no"], line["row_no"], "returned", "Sebab", "Usul") for line in lines if line["sheet_no"] in lists
    ]


def _xls(path: Path) -> Path:
    book = xlwt.Workbook()
    for name in ("Kel. Api-Api", "Catatan"):
        sheet = book.add_sheet(name)
        for row, cells in enumerate(
            TABLE if name != "Catatan" else [["hanya catatan"], ["dan keterangan"], ["untuk petugas"]]
        ):
            for column, text in enumerate(cells):
                sheet.write(row, column, text)
    book.save(str(path))
    return path


def _ods(path: Path) -> Path:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    for name in ("Kel. Api-Api", "Catatan"):
        table = odf.table.Table(name=name)
        for cells in TABLE if name != "Catatan" else [["hanya catatan"], ["dan keterangan"], ["untuk petugas"]]:
            row = odf.table.TableRow()
            for text in cells or [""]:
                cell = odf.table.TableCell(valuetype="string")
                cell.addElement(odf.text.P(text=text))
                row.addElement(cell)
            table.addElement(row)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


@pytest.mark.parametrize("make", [_xls, _ods])
def test_old_and_open_formats_come_back_as_xlsx(
    make: Callable[[Path], Path], tmp_path: Path, returned: Callable[..., Path]
) -> None:
    path = make(tmp_path / f"daftar.{make.__name__[1:]}")
    reading = read(path, tmp_path / "work")
    verdicts = _verdicts(reading)
    assert len(verdicts) == 3

    back = returned(path, to_json(reading), verdicts, lines=reading.lines)

    assert back.name == "daftar - hasil verval.xlsx"
    assert openpyxl.load_workbook(back).sheetnames == ["Kel. Api-Api", "Catatan", RECAP_SHEET]
    rows = _grid(back, "Kel. Api-Api")
    assert rows[0][0] == "DAFTAR PEKERJA RENTAN"
    assert rows[2] == [*TABLE[2], *OURS]
    assert [row[1:] for row in rows[3:6]] == [[*person[1:], "Perlu perbaikan", "Sebab", "Usul"] for person in PEOPLE]
    assert rows[6][4:] == [None] * 3
    assert openpyxl.load_workbook(back)["Kel. Api-Api"]["C5"].data_type == "s"


def _lines(path: Path, lines: list[tuple[int, int, str, list[str], str]]) -> Path:
    names = ["sheet_no", "row_no", "kind", "cells", "types"]
    pq.write_table(pa.table({name: [line[place] for line in lines] for place, name in enumerate(names)}), path)
    return path


def test_a_workbook_that_lies_is_written_anew_and_says_so(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = hand_made(tmp_path / "a.xlsx", {"Data": f"<!DOCTYPE x>{plain_sheet('')}"})
    lines = _lines(tmp_path / "l.parquet", [(1, 1, "header", ["NIK"], "s"), (1, 2, "row", ["1"], "s")])

    back = returned(path, reading_of(sheet_of(1, "Data", ["NIK"])), [(1, 2, "accepted", "", "")], lines=lines)

    assert _grid(back, "Data") == [["NIK", *OURS], ["1", "Memenuhi syarat", None, None]]
    assert any("DTD" in str(row[0]) for row in _grid(back, RECAP_SHEET))
    with zipfile.ZipFile(back) as packed:
        assert b"DOCTYPE" not in packed.read("xl/worksheets/sheet1.xml")


def test_dates_and_amounts_stay_such_and_identifiers_stay_text(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "a.xls"
    path.touch()
    cells = ["1990-01-31", "1500000.5", "6474010101900001", "0812", "1990-01-31 08:00:00", "TRUE"]
    lines = _lines(tmp_path / "l.parquet", [(1, 1, "header", list("abcdef"), "s" * 6), (1, 2, "row", cells, "dnnndb")])

    back = returned(
        path, reading_of(sheet_of(1, "Data", list("abcdef")), format="xls"), [(1, 2, "accepted", "", "")], lines=lines
    )

    row = openpyxl.load_workbook(back)["Data"][2]
    assert row[0].value.date().isoformat() == "1990-01-31"
    assert row[0].number_format == "dd-mm-yyyy"
    assert [cell.value for cell in row[1:6]] == [1500000.5, *cells[2:]]


def test_names_of_sheets_become_legal_and_stay_apart(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "a.ods"
    path.touch()
    names = [
        "Kelurahan Api-Api Kecamatan Bontang Utara",
        "Kelurahan Api-Api Kecamatan Bontang Barat",
        "a/b:[c]",
        "''",
        "history",
    ]
    sheets = [sheet_of(no, name, ["NIK"], hidden=no == 1) for no, name in enumerate(names, start=1)]
    lines = [(no, row, "row", ["1"], "s") for no in range(1, 6) for row in (2, 3)]

    back = returned(
        path,
        reading_of(*sheets, format="ods"),
        [(no, 3, "accepted", "", "") for no in range(1, 6)],
        lines=_lines(tmp_path / "l.parquet", lines),
    )

    book = openpyxl.load_workbook(back)
    assert len(set(book.sheetnames)) == 6
    assert book.worksheets[0].sheet_state == "hidden"
    assert book.sheetnames[2:] == ["a_b__c_", "Lembar 4", "history (2)", RECAP_SHEET]


def test_a_verdict_without_a_line_stops_everything(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "a.xls"
    path.touch()
    lines = _lines(tmp_path / "l.parquet", [(1, 2, "row", ["1"], "s")])
    reading = reading_of(sheet_of(1, "Data", ["NIK"]), format="xls")

    with pytest.raises(DoesNotBalance):
        returned(path, reading, [(1, 3, "accepted", "", "")], lines=lines)
    with pytest.raises(DoesNotBalance):
        returned(path, reading, [(1, 2, "accepted", "", ""), (2, 2, "accepted", "", "")], lines=lines)
    with pytest.raises(NotPatchable):
        returned(path, reading, [(1, 2, "accepted", "", "")])
    assert os.listdir(tmp_path / "returned") == []
