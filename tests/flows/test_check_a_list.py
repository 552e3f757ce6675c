"""A messy workbook goes in; the same workbook comes out with a verdict beside every row, and may go in again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from payung.flows import check_a_list
from payung.flows.check_a_list import Checked, Order
from payung.intake.returning.marks import HEADERS, RECAP_SHEET, VERDICTS

SEPTEMBER = dt.date(2023, 9, 1)
OURS = [words.id for words in HEADERS]
HEAD = [
    "No",
    "NIK",
    "Nama Lengkap",
    "Tempat Lahir",
    "Tgl Lahir",
    "L/P",
    "Alamat",
    "Kelurahan",
    "Kecamatan",
    "Pekerjaan",
    "Hasil verval",
]
PEOPLE = [
    ["6474012703900001", "SITI AMINAH", "27-03-1990", "L", "Guntung", "Bontang Utara"],
    ["6474012703900001", "BUDI SANTOSO", "27-03-1990", "L", "Guntung", "Bontang Utara"],
    ["647401270390000", "=RINI+1", "27-03-1990", "P", "Guntung", "Bontang Utara"],
    ["6474014107850002", "DEWI LESTARI", "01-07-1985", "P", "Guntung", "Bontang Utara"],
    ["", "JOKO", "", "", "", ""],
]


def _workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Guntung"
    sheet.append(["DAFTAR USULAN PEKERJA RENTAN"])
    sheet.append([])
    sheet.append(HEAD)
    for number, (nik, name, born, sex, village, district) in enumerate(PEOPLE, start=1):
        sheet.append(
            [number, nik, name, "Bontang", born, sex, "Jl. Mawar", village, district, "Nelayan", "milik pengirim"]
        )
        if name.startswith("="):
            sheet.cell(sheet.max_row, 3).data_type = "s"
    sheet.append(["Jumlah", None, len(PEOPLE)])
    book.create_sheet("Catatan")["A1"] = "Mohon segera."
    book.save(path)
    return path


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, Checked]:
    """A list that was checked, and its returned workbook checked again."""
    folder = tmp_path_factory.mktemp("daftar")
    path = _workbook(folder / "usulan.xlsx")
    steps: list[str] = []
    first = check_a_list.run(Order(path, folder / "hasil", SEPTEMBER, "64.74"), tell=steps.append)
    assert tuple(steps) == check_a_list.STEPS
    again = check_a_list.run(Order(first.returned, folder / "lagi", SEPTEMBER, "64.74"), tell=steps.append)
    return first, again


def _grid(path: Path) -> list[list]:
    return [list(row) for row in openpyxl.load_workbook(path)["Guntung"].iter_rows(values_only=True)]


def test_the_receipt_counts_every_row_once(rounds: tuple[Checked, Checked]) -> None:
    summary = rounds[0].summary

    assert summary.received == len(PEOPLE)
    assert summary.accepted + summary.verval + summary.returned == len(PEOPLE)
    assert {"nik_short", "nik_missing", "duplicate_nik_other_name"} <= {reason.id for reason in rounds[0].reasons}


def test_every_row_has_its_verdict_reasons_and_proposal(rounds: tuple[Checked, Checked]) -> None:
    grid = _grid(rounds[0].returned)

    assert grid[2] == [*HEAD, *OURS]
    verdicts = [row[11] for row in grid[3:8]]
    assert set(verdicts) <= {words.id for words in VERDICTS.values()}
    assert verdicts[2] == "Perlu perbaikan"
    assert "NIK kurang dari 16 angka." in grid[5][12]
    assert grid[5][12].startswith("• ")
    assert grid[8][11:] == [None, None, None]
    # A column of the sender's own with a name like ours is theirs.
    assert [row[10] for row in grid[3:8]] == ["milik pengirim"] * 5


def test_the_second_round_replaces_and_judges_alike(rounds: tuple[Checked, Checked]) -> None:
    first, again = rounds

    assert again.summary == first.summary
    assert _grid(again.returned) == _grid(first.returned)
    assert openpyxl.load_workbook(again.returned).sheetnames == ["Guntung", "Catatan", RECAP_SHEET]
    assert again.problems == first.problems
    assert not {column.header for sheet in again.sheets for column in sheet.columns} & set(OURS[1:])


def test_columns_that_nobody_settled_make_no_row_right(tmp_path: Path) -> None:
    path = tmp_path / "tukar.csv"
    rows = [f"64740102031{n:05d};64740111{n:02d}850001;DEWI {'ABCDEFGHIJKL'[n]};11-{n:02d}-1985" for n in range(1, 12)]
    path.write_text("\n".join(["NIK;No KK;Nama;Tgl Lahir", *rows]))

    done = check_a_list.run(Order(path, tmp_path / "hasil", SEPTEMBER, "64.74"), tell=lambda step: None)

    assert (done.summary.received, done.summary.accepted) == (11, 0)
    assert "columns_unsettled" in {reason.id for reason in done.reasons}


def test_a_file_that_is_no_list_says_why_and_writes_nothing(tmp_path: Path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))

    checked = check_a_list.run(Order(picture, tmp_path / "hasil", SEPTEMBER), tell=lambda _: None)

    assert checked.summary is None
    assert checked.returned is None
    assert checked.problems[0].severity == "fatal"
    assert not (tmp_path / "hasil").exists()
