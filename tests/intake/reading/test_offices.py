"""What offices do to their lists: strike people out, write one over two lines, ask in questions, remark in columns of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.rows import workshop

from hostile import writers
from hostile.grid import Grid, Value, person
from payung.intake.columns.guessing import guess
from payung.intake.columns.synonyms import match
from payung.intake.reading import given, sections
from payung.intake.reading.received import receive
from payung.intake.reading.result import Reading, from_json, to_json

Parsed = Callable[[Path], Reading]
PEOPLE = [person(seed) for seed in range(12)]


def _read(parsed: Parsed, folder: Path, lines: list[list[Value]]) -> Reading:
    writers.xlsx(folder / "daftar.xlsx", {"A": Grid(lines=lines)})
    return parsed(folder / "daftar.xlsx")


def _rows(reading: Reading, fields: str) -> list[tuple]:
    connection = workshop()
    receive(connection, reading)
    given.take_over(connection, reading, home="64.74")
    return connection.execute(f"SELECT {fields} FROM received ORDER BY sheet_no, row_no").fetchall()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Apa jenis kelamin Anda?", "sex"),
        ("Di kelurahan mana Anda tinggal?", "kelurahan"),
        ("Tanggal Lahir Anda", "birth_date"),
        ("Nama Ustadz/Ustadzah", "name"),
        ("nomor hp yg bisa dihubungi", "phone"),
        ("Mother's Maiden Name", "mother_name"),
        ("Catatan RT", "remark"),
        ("Keterangan Lurah", "remark"),
        ("Status Hidup", "remark"),
    ],
)
def test_questions_and_remarks_are_headings(heading: str, field: str) -> None:
    found = match(heading)

    assert found is not None
    assert (found.field, found.confidence >= 0.8) == (field, True)


@pytest.mark.parametrize(
    "heading",
    [
        "Apakah Anda sudah terdaftar BPJS Ketenagakerjaan?",
        "Upload foto KTP",
        "Nama kelompok yang aktif",
        "Umur anak Anda",
    ],
)
def test_questions_about_something_else_are_not(heading: str) -> None:
    found = match(heading)

    assert found is None or found.field is None


def test_every_remark_is_read(parsed: Parsed, tmp_path: Path) -> None:
    lines = [[n, p["name"], p["nik"], "Hidup", "meninggal" if n == 3 else ""] for n, p in enumerate(PEOPLE)]
    reading = _read(parsed, tmp_path, [["No", "Nama", "NIK", "Status", "Catatan RT"], *lines])

    assert [remark for (remark,) in _rows(reading, "remark_raw")][2:5] == ["Hidup", "Hidup meninggal", "Hidup"]


def test_a_birth_date_stands_in_three_columns_and_a_clan_beside_the_name() -> None:
    headings = [("", text) for text in ("No", "Nama Depan", "Marga", "NIK", "Tgl", "Bln", "Thn")]
    texts = [
        ["1", "YULIANA", "WENDA", "9103045709000003", "17", "9", "2000"],
        ["2", "OBAJA", "KOGOYA", "9103041201850001", "12", "Januari", "1985"],
    ]
    sample = [[(text, "s") for text in row] for row in texts]

    columns = guess(headings, sample)

    assert [(c.field, c.part) for c in columns] == [
        ("no", 0), ("name", 1), ("name", 3), ("nik", 0), ("birth_date", 1), ("birth_date", 2), ("birth_date", 3),
    ]  # fmt: skip
    assert all(column.accepted for column in columns)
    budget = [[*row[:4], ("1", "n"), ("12", "n"), ("2026", "n")] for row in sample]
    assert [c.field for c in guess(headings, budget)][4:] == [None] * 3


def test_whom_somebody_struck_out_waits_for_a_person(parsed: Parsed, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "coret.xlsx")
    sheet, struck = book.add_worksheet("A"), book.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, ["No", "Nama", "NIK", "Ket"])
    for place, one in enumerate(PEOPLE, start=1):
        sheet.write_row(place, 0, [place, one["name"], one["nik"], "ok"], struck if place == 4 else None)
    # A struck-out number of the line says nothing of the person.
    sheet.write(5, 0, 5, struck)
    book.close()

    reading = parsed(tmp_path / "coret.xlsx")

    assert [sheet.struck for sheet in reading.sheets] == [(5,)]
    assert from_json(to_json(reading)).sheets == reading.sheets
    rows = _rows(reading, "remark_raw, given")
    assert rows[3] == ("ok (DICORET)", "keterangan DICORET (hurufnya dicoret)")
    assert [row for place, row in enumerate(rows) if place != 3] == [("ok", None)] * 11


def test_one_person_over_two_lines_is_one_row(parsed: Parsed, tmp_path: Path) -> None:
    lines: list[list[Value]] = [["No", "Nama / NIK", "Tempat / Tgl Lahir", "L/P", "Alamat"]]
    for n, p in enumerate(PEOPLE, start=1):
        lines += [[n, p["name"], "Bontang", "L", "Jl. Melati"], ["", p["nik"], p["birth_date"], "", "Kel. Guntung"]]
    reading = _read(parsed, tmp_path, lines)

    assert reading.person_rows == 12
    assert _rows(reading, "name_raw, nik_raw, address_raw, row_no")[1] == (
        PEOPLE[1]["name"], PEOPLE[1]["nik"], "Jl. Melati\nKel. Guntung", 4,
    )  # fmt: skip


def test_two_people_under_one_number_stay_two(parsed: Parsed, tmp_path: Path) -> None:
    lines: list[list[Value]] = [["No", "Nama", "NIK", "Alamat"]]
    for n, p in enumerate(PEOPLE):
        lines.append([n // 2 + 1 if n % 2 == 0 else "", p["name"] if n != 5 else "", p["nik"], "Jl. Melati"])

    assert _read(parsed, tmp_path, lines).person_rows == 12


def test_an_occupation_by_itself_in_the_column_of_names_is_a_heading(parsed: Parsed, tmp_path: Path) -> None:
    lines = [
        ["NO", "NAMA", "NIK"],
        ["", "BURUH BANGUNAN", ""],
        [1, PEOPLE[0]["name"], PEOPLE[0]["nik"]],
        ["", "NELAYAN"],
        [2, PEOPLE[1]["name"], PEOPLE[1]["nik"]],
    ]

    assert _rows(_read(parsed, tmp_path, lines), "occupation_raw") == [("BURUH BANGUNAN",), ("NELAYAN",)]


def test_a_name_and_a_nik_in_each_others_cell_change_places(parsed: Parsed, tmp_path: Path) -> None:
    lines = [[n, p["nik"] if n == 3 else p["name"], p["name"] if n == 3 else p["nik"]] for n, p in enumerate(PEOPLE)]
    rows = _rows(_read(parsed, tmp_path, [["No", "Nama", "NIK"], *lines]), "name_raw, nik_raw")

    assert rows == [(p["name"], p["nik"]) for p in PEOPLE]


@pytest.mark.parametrize(
    "line",
    [
        "Tempat : Aula Kelurahan Satimpo",
        "Kepada Yth. Lurah Kelurahan Guntung",
        "Kepala Dinas Tenaga Kerja Kota Bontang",
        "Tembusan: Camat, Desa Suka Maju",
    ],
)
def test_a_venue_and_an_addressee_say_nothing_of_the_people(line: str) -> None:
    assert not sections.claims([line], title=True).given
    assert not sections.occupation([line], title=True)


def test_a_group_may_say_where_it_lives() -> None:
    said = sections.claims(["Kelompok Tani : Sido Makmur 1, Desa Sidorejo, Kecamatan Bangunrejo"], title=False)

    assert (dict(said.given), said.loose) == ({"kelurahan": "SIDOREJO", "kecamatan": "BANGUNREJO"}, True)
