"""Where a list's heading stands and what its columns are, in the shapes that senders invent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hostile import writers
from hostile.grid import Grid, Value, person
from hostile.look import lines_of
from payung.intake.reading.result import Reading

Parsed = Callable[[Path], Reading]
Read = Callable[..., Reading]


@pytest.fixture
def read_lines(parsed: Parsed, tmp_path: Path) -> Read:
    """Write lines into an xlsx and read it."""

    def _read(*lines: list[Value], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Reading:
        grid = Grid(lines=list(lines), merged=list(merged))
        path = tmp_path / "daftar.xlsx"
        writers.xlsx(path, {"A": grid})
        return parsed(path)

    return _read


def _people(*fields: str, count: int = 12) -> list[list[Value]]:
    return [
        [seed + 1 if field == "no" else person(seed)[field] if field else "" for field in fields]
        for seed in range(count)
    ]


def _fields(reading: Reading) -> dict[int, str | None]:
    return {column.index: column.field for column in reading.sheets[0].columns}


def test_three_rows_of_headings(read_lines: Read) -> None:
    reading = read_lines(
        ["DATA PEKERJA RENTAN"],
        ["NO", "IDENTITAS", "", "", "", "ALAMAT", "", "", "KET"],
        ["", "NIK", "NAMA", "KELAHIRAN", "", "JALAN", "RT", "RW", ""],
        ["", "", "", "TEMPAT", "TANGGAL", "", "", "", ""],
        *_people("no", "nik", "name", "birth_place", "birth_date", "address", "rt", "rw", "remark"),
        merged=((1, 1, 1, 4), (1, 5, 1, 7), (2, 3, 2, 4)),
    )

    assert reading.sheets[0].header_rows == (2, 3, 4)
    assert list(_fields(reading).values()) == [
        "no",
        "nik",
        "name",
        "birth_place",
        "birth_date",
        "address",
        "rt",
        "rw",
        "remark",
    ]
    assert reading.person_rows == 12


def test_the_heir_is_not_the_worker(read_lines: Read) -> None:
    reading = read_lines(
        ["No", "Nama", "NIK", "Ahli Waris", "", ""],
        ["", "", "", "Nama", "NIK", "Hubungan"],
        *[[*line[:3], "SITI", "6474014101800001", "Istri"] for line in _people("no", "name", "nik")],
        merged=((0, 3, 0, 5),),
    )

    assert list(_fields(reading).values()) == ["no", "name", "nik", "heir_name", None, None]
    assert not reading.sheets[0].doubtful


@pytest.mark.parametrize("merged", [((0, 3, 0, 4),), ()], ids=["merged", "blank beside"])
def test_one_heading_over_place_and_date(read_lines: Read, merged: tuple[tuple[int, int, int, int], ...]) -> None:
    reading = read_lines(
        ["No", "Nama", "NIK", "Tempat, Tanggal Lahir", "", "L/P"],
        *_people("no", "name", "nik", "birth_place", "birth_date", "sex"),
        merged=merged,
    )

    assert list(_fields(reading).values()) == ["no", "name", "nik", "birth_place", "birth_date", "sex"]


def test_sex_as_two_columns_to_tick(read_lines: Read) -> None:
    people = [
        [1, "BUDI", "6474010101800001", "√", ""],
        [2, "SITI", "6474014101800001", "", "√"],
        [3, "ANI", "6474014101800003", "", "√"],
    ]
    reading = read_lines(
        ["No", "Nama", "NIK", "Jenis Kelamin", ""], ["", "", "", "L", "P"], *people, merged=((0, 3, 0, 4),)
    )

    assert [(column.field, column.part) for column in reading.sheets[0].columns[3:]] == [("sex", 1), ("sex", 2)]
    assert reading.person_rows == 3


def test_a_heading_far_down_below_pairs_and_prose(read_lines: Read) -> None:
    above: list[list[Value]] = [
        ["PEMERINTAH KOTA BONTANG"],
        ["Kelurahan", ":", "Api-Api", "", "Kecamatan", ":", "Bontang Utara"],
        ["Nama Petugas", ": BUDI"],
        [
            "Bersama ini kami sampaikan nama, NIK dan alamat calon peserta sesuai surat Kepala Dinas Ketenagakerjaan Nomor 560/123 tanggal 2 Oktober 2023"
        ],
    ]
    reading = read_lines(
        *above, *[[] for _ in range(24)], ["No", "Nama", "NIK", "Alamat"], *_people("no", "name", "nik", "address")
    )

    assert reading.sheets[0].header_rows == (29,)
    assert reading.sheets[0].counts == {"title": 4, "blank": 24, "header": 1, "row": 12}


def test_a_name_in_three_columns(read_lines: Read) -> None:
    reading = read_lines(
        [
            "NO_PEGAWAI",
            "NAMA_DEPAN",
            "NAMA_TENGAH",
            "NAMA_BELAKANG",
            "TEMPAT_LAHIR",
            "TANGGAL_LAHIR",
            "JENIS_IDENTITAS",
            "NOMOR_IDENTITAS",
            "JENIS_KELAMIN",
        ],
        *[
            [f"P{n:03d}", "BUDI", "", "SANTOSO", "Bontang", "01-02-1980", "KTP", f"64740101028{n:05d}", "L"]
            for n in range(1, 10)
        ],
    )

    assert [(column.field, column.part) for column in reading.sheets[0].columns] == [
        (None, 0), ("name", 1), ("name", 2), ("name", 3), ("birth_place", 0), ("birth_date", 0), (None, 0), ("nik", 0), ("sex", 0),
    ]  # fmt: skip
    assert not reading.sheets[0].doubtful


def test_the_answer_of_bpjs(read_lines: Read) -> None:
    people = [
        ["Y" if n % 2 else "T", "" if n % 2 else "NIK tidak ditemukan", person(n)["nik"], person(n)["name"]]
        for n in range(20)
    ]
    reading = read_lines(["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"], *people)

    assert list(_fields(reading).values()) == ["answer", "answer_reason", "nik", "name"]
    assert not reading.sheets[0].doubtful


def test_a_status_that_is_no_answer_is_a_remark(read_lines: Read) -> None:
    reading = read_lines(["No", "Nama", "NIK", "Status"], *[[*line, "Kawin"] for line in _people("no", "name", "nik")])

    assert _fields(reading)[4] == "remark"


def test_a_staff_number_is_no_nik(read_lines: Read) -> None:
    reading = read_lines(
        ["No", "NIK", "Nama", "Jabatan"], *[[n, f"20{n:04d}", person(n)["name"], "Staf"] for n in range(1, 20)]
    )

    assert _fields(reading)[2] is None
    assert [column.header for column in reading.sheets[0].doubtful] == ["NIK"]
    assert "staff_number" in [found.id for found in reading.problems]


def test_a_staff_number_beside_the_real_one(read_lines: Read) -> None:
    reading = read_lines(
        ["No", "NIK", "No KTP", "Nama"], *[[n, f"20{n:04d}", person(n)["nik"], person(n)["name"]] for n in range(1, 20)]
    )

    assert list(_fields(reading).values()) == ["no", None, "nik", "name"]
    assert not reading.problems


def test_two_columns_of_niks_are_a_question(read_lines: Read) -> None:
    reading = read_lines(
        ["No", "NIK", "No KTP", "Nama"],
        *[[n, person(n + 50)["nik"], person(n)["nik"], person(n)["name"]] for n in range(1, 20)],
    )

    assert _fields(reading)[2] == "nik"
    assert [column.header for column in reading.sheets[0].doubtful] == ["NIK", "No KTP"]
    assert "doubtful_columns" in [found.id for found in reading.problems]


def test_kk_and_nik_in_each_others_place(read_lines: Read) -> None:
    reading = read_lines(["No", "NIK", "No. KK", "Nama"], *_people("no", "kk", "nik", "name", count=40))

    assert list(_fields(reading).values()) == ["no", "kk", "nik", "name"]
    assert [column.header for column in reading.sheets[0].doubtful] == ["NIK", "No. KK"]


def test_without_a_heading_columns_are_proposed(read_lines: Read) -> None:
    reading = read_lines(*_people("no", "nik", "kk", "name", "birth_date", "sex", "address", "phone", count=30))

    assert list(_fields(reading).values()) == ["no", "nik", "kk", "name", "birth_date", "sex", "address", "phone"]
    assert len(reading.sheets[0].doubtful) == 8
    assert reading.person_rows == 30
    assert [found.id for found in reading.problems] == ["no_header"]


def test_two_tables_with_other_columns(read_lines: Read) -> None:
    reading = read_lines(
        ["DAFTAR NELAYAN"],
        ["No", "NIK", "Nama", "L/P"],
        *_people("no", "nik", "name", "sex"),
        [],
        ["DAFTAR PEDAGANG"],
        ["No", "Nama", "Alamat", "NIK", "No HP"],
        *_people("no", "name", "address", "nik", "phone"),
    )

    tables = reading.sheets[0].tables
    assert [(table.header_rows, table.first_row, table.last_row) for table in tables] == [
        ((2,), 3, 14),
        ((17,), 18, 29),
    ]
    assert [[column.field for column in table.columns] for table in tables] == [
        ["no", "nik", "name", "sex"],
        ["no", "name", "address", "nik", "phone"],
    ]
    assert reading.person_rows == 24
    assert "several_tables" in [found.id for found in reading.problems]


def test_ten_sheets_of_which_two_are_lists(parsed: Parsed, tmp_path: Path) -> None:
    people = Grid(lines=[["No", "NIK", "Nama"], *_people("no", "nik", "name")])
    recap = Grid(
        lines=[
            ["REKAP PER KELURAHAN"],
            ["No", "Kelurahan", "Laki-laki", "Perempuan", "Jumlah"],
            [1, "Api-Api", 20, 30, 50],
            ["", "Jumlah", 20, 30, 50],
        ]
    )
    help_ = Grid(lines=[["PETUNJUK PENGISIAN"], ["1. Isi kolom NIK dengan 16 angka."], ["2. Nama sesuai KTP."]])
    codes = Grid(lines=[["Kode", "Pekerjaan"], [1, "Nelayan"], [2, "Petani"]])
    staff = Grid(lines=[["No", "Nama", "NIP", "Jabatan"], [1, "RAHMAWATI", "197502022001122003", "Lurah"]])
    empty = Grid()
    sheets = {
        "Petunjuk": help_,
        "Api-Api": people,
        "Rekap": recap,
        "Kode": codes,
        "Guntung": people,
        "Petugas": staff,
        "S1": empty,
        "S2": empty,
        "S3": help_,
        "S4": recap,
    }
    path = tmp_path / "a.xlsx"
    writers.xlsx(path, sheets)

    reading = parsed(path)

    assert [sheet.name for sheet in reading.lists] == ["Api-Api", "Guntung"]
    assert reading.person_rows == 24
    assert all(kind != "row" for no, _, kind, _, _ in lines_of(reading) if no not in (2, 5))


def test_hidden_sheets_are_read_and_said(parsed: Parsed, tmp_path: Path) -> None:
    book = writers.xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for name in ("Lihat", "Sembunyi"):
        sheet = book.add_worksheet(name)
        for row, line in enumerate([["No", "NIK", "Nama"], *_people("no", "nik", "name")]):
            sheet.write_row(row, 0, line)
        if name == "Sembunyi":
            sheet.hide()
            sheet.set_row(3, None, None, {"hidden": True})
    book.close()

    reading = parsed(tmp_path / "a.xlsx")

    assert [sheet.hidden for sheet in reading.sheets] == [False, True]
    assert reading.person_rows == 24
    assert sorted(found.id for found in reading.problems) == ["hidden_list", "hidden_rows"]


def test_a_short_person_below_the_heading_is_no_heading(read_lines: Read) -> None:
    assert read_lines(["Nama", "L/P"], ["BUDI", "L"], ["SITI", "P"], ["ANI", "P"]).person_rows == 3
    assert read_lines(["Nama", "JK", "Desa"], ["BUDI", "L", ""], ["SITI", "P", "Desa"]).person_rows == 2


def test_strange_columns_around_name_and_nik(read_lines: Read) -> None:
    reading = read_lines(
        ["Desil", "Kode A", "NIK", "Nama", "Zona", "Regu"],
        *[["1", "x", person(n)["nik"], person(n)["name"], "z", "r"] for n in range(9)],
    )

    assert reading.sheets[0].header_rows == (1,)
    assert reading.person_rows == 9


def test_a_heading_may_name_a_day(read_lines: Read) -> None:
    heading = ["No", "Nama", "NIK", "Alamat", "Iuran per 01/10/2023", "Nama Ibu", "HP", "Ket"]

    assert read_lines(
        heading, *_people("no", "name", "nik", "address", "remark", "mother_name", "phone", "remark")
    ).sheets[0].header_rows == (1,)


def test_headings_with_colons(read_lines: Read) -> None:
    assert read_lines(["No :", "Nama :", "NIK :"], *_people("no", "name", "nik")).sheets[0].header_rows == (1,)


def test_a_second_table_with_groups_above_its_heading(read_lines: Read) -> None:
    second = [["", "", "", "KELAHIRAN", "", ""], ["No", "NIK", "Nama", "Tempat", "Tanggal", "L/P"]]
    reading = read_lines(
        ["No", "NIK", "Nama", "L/P"],
        *_people("no", "nik", "name", "sex"),
        [],
        *second,
        *_people("no", "nik", "name", "birth_place", "birth_date", "sex"),
    )

    assert reading.sheets[0].counts == {"header": 3, "row": 24, "blank": 1}
    assert [column.field for column in reading.sheets[0].tables[1].columns] == [
        "no",
        "nik",
        "name",
        "birth_place",
        "birth_date",
        "sex",
    ]


def test_a_recap_below_the_list_is_no_list(read_lines: Read) -> None:
    recap = [["REKAP"], ["No", "Kelurahan", "Jumlah"], [1, "Api-Api", 12], [2, "Guntung", 3], ["", "Jumlah", 15]]

    assert read_lines(["No", "NIK", "Nama"], *_people("no", "nik", "name"), [], *recap).person_rows == 12


def test_one_card_for_a_family_is_the_card_of_each(read_lines: Read, tmp_path: Path) -> None:
    people = [[n, "6474010101080001" if n == 1 else "", person(n)["nik"], person(n)["name"]] for n in range(1, 5)]
    reading = read_lines(["No", "No KK", "NIK", "Nama"], *people, merged=((1, 1, 3, 1),))

    assert [cells[1] for _, _, kind, cells, _ in lines_of(reading) if kind == "row"] == ["6474010101080001"] * 3 + [""]
    assert [(found.id, found.fields["count"]) for found in reading.problems] == [("merged_cells", 2)]


def test_ticks_without_a_group_heading(read_lines: Read) -> None:
    people = [[n, person(n)["name"], person(n)["nik"], "v" if n % 3 else "", "" if n % 3 else "v"] for n in range(20)]

    assert list(_fields(read_lines(["No", "Nama", "NIK", "L", "P"], *people)).values()) == [
        "no",
        "name",
        "nik",
        "sex",
        "sex",
    ]


def test_a_post_is_the_occupation_if_nothing_else_is(read_lines: Read) -> None:
    people = [[n, person(n)["name"], person(n)["nik"], "Ketua RT", "Nelayan"] for n in range(20)]

    assert _fields(read_lines(["No", "Nama", "NIK", "Jabatan"], *[line[:4] for line in people]))[4] == "occupation"
    both = read_lines(["No", "Nama", "NIK", "Jabatan", "Pekerjaan"], *people)
    assert list(_fields(both).values()) == ["no", "name", "nik", None, "occupation"]
    assert not both.sheets[0].doubtful


def test_hints_below_the_heading_are_nobody(read_lines: Read) -> None:
    hints = ["", "16 digit", "sesuai KTP", "dd/mm/yyyy", "L/P"]
    reading = read_lines(
        ["No", "NIK", "Nama", "Tgl Lahir", "JK"], hints, *_people("no", "nik", "name", "birth_date", "sex")
    )

    assert reading.sheets[0].counts == {"header": 1, "note": 1, "row": 12}
