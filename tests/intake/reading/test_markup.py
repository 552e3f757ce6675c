"""Web pages named .xls, and XML spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hostile.look import lines_of
from payung.intake.reading.result import Reading

Parsed = Callable[[Path], Reading]

ROWS = "".join(f"<tr><td>{n}<td>64740101018{n:05d}<td>ORANG&nbsp;{n} &amp; <b>CO</b><td>L" for n in range(1, 6))


def _page(tmp_path: Path, body: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "ekspor.xls"
    path.write_bytes(body.encode(encoding))
    return path


def test_a_portals_export_without_closing_tags(parsed: Parsed, tmp_path: Path) -> None:
    page = f"<html><style>td {{ color: red }}</style><table><tr><th>No<th>NIK<th>Nama<th>L/P{ROWS}</table></html>"

    reading = parsed(_page(tmp_path, page))

    assert reading.format == "html"
    assert [found.id for found in reading.problems] == ["web_page"]
    assert reading.person_rows == 5
    assert lines_of(reading)[1][3] == ["1", "6474010101800001", "ORANG 1 & CO", "L"]


def test_a_page_laid_out_as_tables(parsed: Parsed, tmp_path: Path) -> None:
    page = (
        f"<table><tr><td>Menu<td><table><tr><td>No<td>NIK<td>Nama<td>JK</tr>{ROWS}</table><tr><td>Kaki halaman</table>"
    )

    reading = parsed(_page(tmp_path, page))

    assert [sheet.is_list for sheet in reading.sheets] == [False, True]
    assert reading.person_rows == 5


def test_spans_push_cells_aside(parsed: Parsed, tmp_path: Path) -> None:
    head = "<tr><td rowspan=2>No<td rowspan=2>NIK<td colspan=2>Kelahiran<td rowspan=2>Nama</tr><tr><td>Tempat<td>Tanggal</tr>"
    rows = "".join(f"<tr><td>{n}<td>64740101018{n:05d}<td>Bontang<td>01-01-1980<td>ORANG</tr>" for n in range(1, 6))

    reading = parsed(_page(tmp_path, f"<table>{head}{rows}</table>"))

    assert reading.sheets[0].header_rows == (1, 2)
    assert [column.field for column in reading.sheets[0].columns] == ["no", "nik", "birth_place", "birth_date", "name"]


@pytest.mark.parametrize(
    ("charset", "encoding"), [("windows-1252", "cp1252"), ("", "cp1252"), ("", "utf-8"), ("", "utf-16")]
)
def test_letters_of_a_page(parsed: Parsed, tmp_path: Path, charset: str, encoding: str) -> None:
    page = f"<html><meta charset='{charset}'><table><tr><td>NIK<td>Nama</tr><tr><td>6474010101800001<td>JOSÉ</table>"

    assert lines_of(parsed(_page(tmp_path, page, encoding)))[1][3][1] == "JOSÉ"


def test_an_xml_spreadsheet_with_gaps(parsed: Parsed, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
        <ss:Worksheet ss:Name="A"><ss:Table>
        <ss:Row ss:Index="3"><ss:Cell ss:MergeAcross="1"><ss:Data ss:Type="String">Tempat, Tgl Lahir</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="String">NIK</ss:Data></ss:Cell>
          <ss:Cell ss:Index="5"><ss:Data ss:Type="String">Nama</ss:Data></ss:Cell></ss:Row>
        <ss:Row><ss:Cell><ss:Data ss:Type="String">Bontang</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="DateTime">1980-01-02T00:00:00.000</ss:Data></ss:Cell>
          <ss:Cell><ss:Data ss:Type="Number">6474010201800001</ss:Data></ss:Cell><ss:Cell ss:Index="5"><ss:Data ss:Type="String">BUDI</ss:Data></ss:Cell></ss:Row>
        </ss:Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></ss:Worksheet></ss:Workbook>""",
        "utf-8",
    )

    reading = parsed(path)

    assert reading.sheets[0].hidden
    assert lines_of(reading)[3] == (1, 4, "row", ["Bontang", "1980-01-02", "6474010201800001", "", "BUDI"], "sdn.s")
    assert [(c.index, c.field) for c in reading.sheets[0].columns] == [
        (1, "birth_place"),
        (2, "birth_date"),
        (3, "nik"),
        (5, "name"),
    ]
