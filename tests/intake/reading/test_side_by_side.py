"""Lists side by side on one sheet: everybody is read, and the row says of each person what became of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from payung.flows import check_a_list
from payung.flows.check_a_list import Checked, Order

HEAD = ["No", "NIK", "Nama", "Tgl Lahir"]
LEFT = [f"6474010{n}07800{n:03d}" for n in range(1, 8)]
RIGHT = [f"6474015{n}07810{n:03d}" for n in range(1, 6)]


def _cells(nik: str, number: int) -> list[object]:
    day = int(nik[6:8]) % 40
    return [
        number,
        nik,
        f"SITI {chr(65 + number)}MINAH {'KANAN' if nik in RIGHT else 'KIRI'}",
        f"{day:02d}-07-19{nik[10:12]}",
    ]


def _book(path: Path, gap: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["RT 01", *[""] * (3 + gap), "RT 02"])
    sheet.append([*HEAD, *[""] * gap, *HEAD])
    for place, nik in enumerate(LEFT):
        right = _cells(RIGHT[place], place + 1) if place < len(RIGHT) else []
        sheet.append([*_cells(nik, place + 1), *[""] * gap, *right])
    sheet.cell(4, 6 + gap).value = "12345"
    book.save(path)
    return path


def _check(path: Path) -> Checked:
    return check_a_list.run(Order(path, path.parent / "out", dt.date(2026, 11, 21), "64.74"), tell=lambda step: None)


@pytest.mark.parametrize("gap", [0, 1])
def test_everybody_is_read_and_answered_in_their_row(tmp_path: Path, gap: int) -> None:
    done = _check(_book(tmp_path / "a.xlsx", gap))

    assert done.summary.received == len(LEFT) + len(RIGHT)
    assert (done.summary.accepted, done.summary.returned) == (11, 1)
    assert [(sheet.no, sheet.beside, sheet.counts["row"]) for sheet in done.sheets] == [(1, 0, 7), (1001, 1, 5)]
    assert "side_by_side_read" in {found.id for found in done.problems}
    sheet = openpyxl.load_workbook(done.returned).worksheets[0]
    verdicts = [sheet.cell(row, sheet.max_column - 2).value for row in range(2, 10)]
    assert verdicts == ["Hasil verval", "Memenuhi syarat", "Perlu perbaikan", *["Memenuhi syarat"] * 5]
    told = sheet.cell(4, sheet.max_column - 1).value
    assert told.startswith("Kolom A–D: Memenuhi syarat")
    assert f"Kolom {'EF'[gap]}–{'HI'[gap]}: Perlu perbaikan" in told


def test_what_comes_back_may_go_in_again(tmp_path: Path) -> None:
    first = _check(_book(tmp_path / "a.xlsx", 1))

    again = _check(first.returned)

    assert (again.summary.received, again.summary.accepted) == (first.summary.received, first.summary.accepted)
    assert openpyxl.load_workbook(again.returned).worksheets[0].max_column == 12


def test_a_csv_with_two_lists_comes_back_too(tmp_path: Path) -> None:
    lines = [";".join(map(str, row)) for row in openpyxl.load_workbook(_book(tmp_path / "a.xlsx", 0)).active.values]
    path = tmp_path / "b.csv"
    path.write_text("\n".join(lines).replace("None", ""), "utf-8")

    done = _check(path)

    assert done.summary.received == len(LEFT) + len(RIGHT)
    assert "Kolom A–D: Memenuhi syarat" in done.returned.read_text("utf-8")
