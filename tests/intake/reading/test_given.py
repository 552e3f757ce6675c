"""What rows leave to the row or the title above them: ditto marks, sections, sheet names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.rows import workshop
from tests.vocabulary.conftest import column, macros

from hostile import writers
from hostile.grid import Grid
from payung.intake.reading import given, sections
from payung.intake.reading.problems import Problem
from payung.intake.reading.received import receive
from payung.intake.reading.result import Reading
from payung.vocabulary.ditto import is_ditto

__all__ = ["column", "macros"]

Parsed = Callable[[Path], Reading]
NIKS = [f"6474010{n}07800{n:03d}" for n in range(1, 10)]
NAMES = [f"SITI {word}" for word in ["AMINAH", "BUDIARTI", "CITRA", "DEWI", "EKA", "FITRI", "GITA", "HANUM", "INDAH"]]
HEAD = ("No", "NIK", "Nama", "Kelurahan", "RT", "Pekerjaan")

DITTOS = ['"', "''", '-"-', '- " -', "idem", "Idem.", "(idem)", "sda", "S.D.A.", "s d a", "“", "〃", ",,", "sama dengan atas", "ditto"]  # fmt: skip
NO_DITTOS = ["", "-", "—", "..", "'", "Sda Baru", "Sidomulyo", "Idem Jaya", '"Andi"', "0", "i", "SD"]


@pytest.mark.parametrize("typed", DITTOS)
def test_a_mark_for_as_above_is_known(typed: str) -> None:
    assert is_ditto(typed)


def test_columns_know_the_same_marks(column: Callable) -> None:
    assert column("is_ditto(typed)", [*DITTOS, *NO_DITTOS]) == [True] * len(DITTOS) + [False] * len(NO_DITTOS)
    assert [typed for typed in NO_DITTOS if is_ditto(typed)] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("KELURAHAN LOKTUAN", {"kelurahan": "LOKTUAN"}),
        ("A. Kel. Loktuan (25 orang)", {"kelurahan": "LOKTUAN"}),
        ("B KELURAHAN KOTA BARU", {"kelurahan": "KOTA BARU"}),
        ("RT. 05 / RW. 02", {"rt": "05", "rw": "02"}),
        ("RT/RW : 005/002", {"rt": "005", "rw": "002"}),
        ("R.T. 12", {"rt": "12"}),
        ("Kec. Bontang Utara - Kel. Guntung RT 5: 34 orang", {"kecamatan": "BONTANG UTARA", "kelurahan": "GUNTUNG", "rt": "5"}),
        ("Dinas Perikanan", {"opd": "DINAS PERIKANAN"}),
        ("OPD : Disdag", {"opd": "DISDAG"}),
        ("Lurah Loktuan", {}),
        ("Jumlah RT 05", {}),
        ("Kelurahan", {}),
        ("Catatan: KTP warga RT 05 menyusul", {}),
    ],
)  # fmt: skip
def test_a_section_says_where_its_people_live(line: str, said: dict[str, str]) -> None:
    assert sections.claims([line], title=False).given == said


@pytest.mark.parametrize(
    ("line", "title", "said"),
    [
        ("A. NELAYAN", False, "NELAYAN"),
        ("Buruh Bangunan (12 orang)", False, "BURUH BANGUNAN"),
        ("KELOMPOK PEDAGANG PASAR PAGI", False, "PEDAGANG PASAR PAGI"),
        ("Pekerjaan : Ojek", False, "OJEK"),
        ("DAFTAR NAMA NELAYAN KELURAHAN LOKTUAN KOTA BONTANG", True, "NELAYAN"),
        ("USULAN PEKERJA RENTAN MARBOT TAHUN 2026", True, "MARBOT"),
        # Of several occupations nobody knows whose is which; and who has no work has none.
        ("DAFTAR PETANI DAN NELAYAN", True, ""),
        ("DAFTAR PEKERJA RENTAN", True, ""),
        ("DINAS PERIKANAN", True, ""),
        ("Pelajar", False, ""),
        ("RT 05", False, ""),
        ("Nelayan Kelurahan Loktuan", False, ""),
        ("Siti Aminah", False, ""),
    ],
)
def test_a_title_says_what_its_people_do(line: str, title: bool, said: str) -> None:
    assert sections.occupation([line], title=title) == said


def test_sheets_and_sections_give_their_people_an_occupation(parsed: Parsed, tmp_path: Path) -> None:
    head = HEAD[:5]
    rows, problems = _given(
        parsed,
        tmp_path,
        Ojek=[head, _row(0, "Guntung", "1")],
        Data=[head, ("A. NELAYAN",), _row(1, "Guntung", "1"), ("B. MARBOT",), _row(2, "Guntung", "1")],
    )

    assert [row["occupation_raw"] for row in rows] == ["OJEK", "NELAYAN", "MARBOT"]
    assert [found.id for found in problems] == ["section_titles"] * 2


def test_a_letterhead_says_where_the_office_is_not_where_people_live() -> None:
    assert not sections.claims(["Jl. Bessai Kelurahan Bontang Lestari Telp. 0548 123"], title=True).given


def _given(parsed: Parsed, folder: Path, **sheets: list[tuple]) -> tuple[list[dict], list[Problem]]:
    grids = {}
    for name, lines in sheets.items():
        grids[name] = Grid()
        for line in lines:
            grids[name].add("row", *line)
    writers.xlsx(folder / "a.xlsx", grids)
    connection = workshop()
    reading = parsed(folder / "a.xlsx")
    receive(connection, reading)
    problems = given.take_over(connection, reading, home="64.74")
    rows = connection.execute(
        "SELECT kelurahan_raw, rt_raw, occupation_raw, name_raw, nik_raw, opd_raw, given FROM received ORDER BY sheet_no, row_no"
    )
    names = [column_[0] for column_ in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()], list(problems)


def _row(place: int, *cells: str) -> tuple:
    return (place + 1, NIKS[place], NAMES[place], *cells)


def test_ditto_marks_are_read_as_the_row_above(parsed: Parsed, tmp_path: Path) -> None:
    marks = [("Loktuan", "05", "Nelayan"), ('"', "", "idem"), ("sda", "06", "Ojek"), ("-", '-"-', '"')]
    lines = [_row(place, *cells) for place, cells in enumerate(marks)]

    rows, problems = _given(parsed, tmp_path, Data=[HEAD, *lines])

    assert [(row["kelurahan_raw"], row["rt_raw"], row["occupation_raw"]) for row in rows] == [
        ("Loktuan", "05", "Nelayan"), ("Loktuan", "", "Nelayan"), ("Loktuan", "06", "Ojek"), ("-", "06", "Ojek"),
    ]  # fmt: skip
    assert [bool(row["given"]) for row in rows] == [False, True, True, True]
    assert [(found.id, found.fields["count"]) for found in problems] == [("ditto_marks", 5)]


def test_a_ditto_mark_under_a_nik_or_a_name_is_nobodys(parsed: Parsed, tmp_path: Path) -> None:
    lines = [
        _row(0, "Guntung", "1", "Ojek"),
        (2, '"', NAMES[1], "Guntung", "1", "Ojek"),
        _row(2, "Guntung", "1", "Ojek"),
    ]

    rows, problems = _given(parsed, tmp_path, Data=[HEAD, *lines])

    assert [row["nik_raw"] for row in rows] == [NIKS[0], "", NIKS[2]]
    assert [found.id for found in problems] == ["ditto_own"]


def test_sections_give_their_place_to_the_rows_below(parsed: Parsed, tmp_path: Path) -> None:
    lines = [
        ("DAFTAR PEKERJA RENTAN",), ("No", "NIK", "Nama", "Pekerjaan"),
        ("KELURAHAN LOKTUAN",), ("RT 05",), _row(0, "Ojek"), _row(1, "Ojek"), ("RT 06",), _row(2, "Ojek"),
        ("B", "KELURAHAN GUNTUNG"), _row(3, "Ojek"), ("DINAS PERIKANAN",), _row(4, "Ojek"),
    ]  # fmt: skip

    rows, problems = _given(parsed, tmp_path, Data=lines)

    assert [(row["kelurahan_raw"], row["rt_raw"], row["opd_raw"]) for row in rows] == [
        ("LOKTUAN", "05", ""), ("LOKTUAN", "05", ""), ("LOKTUAN", "06", ""), ("GUNTUNG", "", ""), ("GUNTUNG", "", "DINAS PERIKANAN"),
    ]  # fmt: skip
    assert rows[0]["given"] == "kelurahan/desa LOKTUAN (judul baris 3), RT 05 (judul baris 4)"
    assert [(found.id, found.fields["count"]) for found in problems] == [("section_titles", 5)]


def test_a_title_and_a_sheets_name_speak_where_the_list_has_no_such_column(parsed: Parsed, tmp_path: Path) -> None:
    head = ("No", "NIK", "Nama", "Pekerjaan")
    titled = [("DAFTAR PEKERJA RENTAN KELURAHAN LOK TUAN TAHUN 2026",), head, _row(0, "Ojek")]
    unknown = [("DAFTAR PERANGKAT DESA TERBARU 2026",), head, _row(3, "Ojek")]
    partly = [("Kelurahan : Loktuan",), HEAD, _row(1, "Guntung", "1", "Ojek"), _row(2, "", "1", "Ojek")]

    rows, _ = _given(
        parsed, tmp_path, **{"RT 07": titled, "Tanjung Laut Indah": [head, _row(4, "Ojek")], "A": unknown, "B": partly}
    )

    assert [(row["kelurahan_raw"], row["rt_raw"]) for row in rows] == [
        ("LOK TUAN", "07"), ("TANJUNG LAUT INDAH", ""), ("", ""), ("Guntung", "1"), ("", "1"),
    ]  # fmt: skip


def test_a_nik_in_the_cell_of_the_name_is_read_from_there(parsed: Parsed, tmp_path: Path) -> None:
    lines = [
        (1, f"{NAMES[0]}\nNIK {NIKS[0]}", "01-07-1980", "Ojek"),
        (2, f"{NAMES[1]} ({NIKS[1]})", "01-07-1980", "Ojek"),
        (3, f"{NIKS[2]} / {NAMES[2]}", "01-07-1980", "Ojek"),
    ]

    rows, problems = _given(parsed, tmp_path, Data=[("No", "Nama dan NIK", "Tgl Lahir", "Pekerjaan"), *lines])

    assert [(row["name_raw"], row["nik_raw"]) for row in rows] == list(zip(NAMES[:3], NIKS[:3], strict=True))
    assert [(found.id, found.fields["count"]) for found in problems] == [("nik_in_name", 3)]


def test_titles_of_one_heading_stand_together(parsed: Parsed, tmp_path: Path) -> None:
    lines = [
        ("DAFTAR PEKERJA RENTAN KELURAHAN LOKTUAN",), ("KECAMATAN BONTANG UTARA TAHUN 2026",),
        ("No", "NIK", "Nama", "Pekerjaan"), ("contoh", "6474012345678901", "Budi", "Ojek"), _row(0, "Ojek"),
    ]  # fmt: skip

    rows, _ = _given(parsed, tmp_path, **{"RT 01": lines})

    assert [(row["kelurahan_raw"], row["rt_raw"]) for row in rows] == [("LOKTUAN", "01")]
