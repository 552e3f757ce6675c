"""Delimited text: encodings, separators, quotation marks, and lines counted as Excel counts rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hostile import writers
from hostile.grid import PLAIN, Grid, Habits, dress, person
from hostile.look import lines_of
from payung.intake.reading import delimited
from payung.intake.reading.result import Reading

Parsed = Callable[[Path], Reading]

HEADING = "No;NIK;Nama;Alamat"


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["plain", "quoted"])
def test_every_separator_in_every_encoding(
    parsed: Parsed, tmp_path: Path, separator: str, encoding: str, quoting: int
) -> None:
    people = [person(seed) | {"name": "ZAÏNUDDIN “UDIN” É."} for seed in range(12)]
    grid = dress(PLAIN, people, Habits(subtotal=True))
    path = tmp_path / "daftar.txt"
    writers.text(path, grid, separator=separator, encoding=encoding, quoting=quoting)

    reading = parsed(path)

    texts = [cells for _, _, kind, cells, _ in lines_of(reading) if kind == "row"]
    assert texts == [[writers.as_text(value) for value in line] for _, line in grid.rows()]
    assert {"separator": separator, "bom": str(encoding in ("utf-8-sig", "utf-16"))}.items() <= reading.dialect.items()


def test_bytes_that_are_not_utf8_are_said(parsed: Parsed, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADING}\n1;6474010101800001;JOS\xc9 \x81;x\n".encode("latin-1"))

    reading = parsed(path)

    assert [found.id for found in reading.problems] == ["encoding_guessed"]
    assert lines_of(reading)[1][3][2] == "JOSÉ \x81"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_count(parsed: Parsed, tmp_path: Path, end: str) -> None:
    path = _write(
        tmp_path / "a.csv",
        end.join([HEADING, "", "1;6474010101800001;BUDI;Jl. A", "", "", "2;6474010101800002;SITI;Jl. B", ""]),
    )

    rows = [row_no for _, row_no, kind, _, _ in lines_of(parsed(path)) if kind == "row"]

    assert rows == [3, 6]


def test_a_cell_may_hold_line_breaks(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv", HEADING + '\n1;6474010101800001;BUDI;"Jl. A\nRT 1\r\nRW 2"\n2;6474010101800002;SITI;Jl. B\n'
    )

    rows = [(row_no, cells) for _, row_no, kind, cells, _ in lines_of(parsed(path)) if kind == "row"]

    assert rows[0][1][3] == "Jl. A\nRT 1\r\nRW 2"
    assert [row_no for row_no, _ in rows] == [2, 3]


def test_a_quotation_mark_nobody_closes_swallows_nobody(parsed: Parsed, tmp_path: Path) -> None:
    lines = [f"{n};64740101018{n:05d};ORANG KE {n};Jl. A" for n in range(1, 2001)]
    lines[100] = '101;6474010101800101;"BUDI;Jl. A'
    path = _write(tmp_path / "a.csv", "\n".join([HEADING, *lines]) + "\n")

    reading = parsed(path)

    assert reading.person_rows == 2000
    assert [(found.id, found.fields["line"]) for found in reading.problems] == [("stray_quote", 102)]
    assert lines_of(reading)[101][3] == ["101", "6474010101800101", '"BUDI', "Jl. A"]


def test_an_open_quotation_mark_in_the_last_lines(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv",
        HEADING + '\n1;6474010101800001;"BUDI;x\n2;6474010101800002;SITI;y\n3;6474010101800003;ANI;z',
    )

    assert parsed(path).person_rows == 3


def test_a_mark_inside_a_plain_cell_is_a_letter(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv", HEADING + '\n1;6474010101800001;BUDI "GONDRONG" S;Jl. "A"\n2;6474010101800002;SITI;y\n'
    )

    assert lines_of(parsed(path))[1][3] == ["1", "6474010101800001", 'BUDI "GONDRONG" S', 'Jl. "A"']


def test_lines_quoted_as_a_whole_are_opened(parsed: Parsed, tmp_path: Path) -> None:
    lines = ["No,NIK,Nama,Alamat", *(f'{n},6474010101800{n:03d},""ORANG"",Jl. A' for n in range(20))]
    path = _write(tmp_path / "a.csv", "".join(f'"{line}"\n' for line in lines))

    reading = parsed(path)

    assert reading.person_rows == 20
    assert lines_of(reading)[1][3] == ["0", "6474010101800000", "ORANG", "Jl. A"]


def test_the_hint_of_excel_is_a_line_and_no_person(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "sep=|\nNo|NIK|Nama, lengkap|Alamat\n1|6474010101800001|BUDI, S.Pd|Jl. A; B\n")

    reading = parsed(path)

    assert [kind for _, _, kind, _, _ in lines_of(reading)] == ["title", "header", "row"]
    assert lines_of(reading)[2][3][2] == "BUDI, S.Pd"


def test_long_files_are_cut_between_lines(parsed: Parsed, tmp_path: Path) -> None:
    people = [
        f'{n};64740101{n:08d};ORANG {n} é;"Jl. ""Mawar"" No {n}"'
        if n % 5000 == 7
        else f"{n};64740101{n:08d};ORANG {n} é;Jl. Mawar {'x' * 100}"
        for n in range(60_000)
    ]
    path = _write(tmp_path / "a.csv", "\r\n".join([HEADING, *people]) + "\r\n")

    reading = parsed(path)

    lines = lines_of(reading)
    assert reading.person_rows == 60_000
    assert [row_no for _, row_no, _, _, _ in lines] == list(range(1, 60_002))
    assert lines[5008][3] == ["5007", "6474010100005007", "ORANG 5007 é", 'Jl. "Mawar" No 5007']
    assert all(len(cells) == 4 for _, _, _, cells, _ in lines)


def test_formulas_of_portals_stay_text(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv", 'NIK;Nama;L/P\n="6474010101800001";BUDI;L\n\'6474010101800002;SITI;P\n3,30E+15;ANI;P\n'
    )

    assert [cells[0] for _, _, kind, cells, _ in lines_of(parsed(path)) if kind == "row"] == [
        '="6474010101800001"',
        "'6474010101800002",
        "3,30E+15",
    ]


def test_one_column_is_enough(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "NIK\n6474010101800001\n6474014101800002\n6474010101800003\n6474010101800004\n")

    reading = parsed(path)

    assert reading.person_rows == 4
    assert reading.sheets[0].columns[0].field == "nik"


def test_ragged_lines_keep_their_cells(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", HEADING + "\n1;6474010101800001;BUDI;Jl. A;lebih;lagi\n2;6474010101800002;SITI\n")

    assert [cells for _, _, kind, cells, _ in lines_of(parsed(path)) if kind == "row"] == [
        ["1", "6474010101800001", "BUDI", "Jl. A", "lebih", "lagi"],
        ["2", "6474010101800002", "SITI"],
    ]


def test_excel_that_swallowed_the_separators_is_split(parsed: Parsed, tmp_path: Path) -> None:
    grid = Grid()
    for kind, line in (
        ("header", HEADING),
        *(("row", f'{n};64740101018{n:05d};ORANG {n};"Jl. A; B"') for n in range(30)),
    ):
        grid.add(kind, line)
    path = tmp_path / "a.xlsx"
    writers.xlsx(path, {"A": grid})

    reading = parsed(path)

    assert reading.person_rows == 30
    assert "text_in_one_column" in [found.id for found in reading.problems]
    assert lines_of(reading)[1][3] == ["0", "6474010101800000", "ORANG 0", "Jl. A; B"]


def test_the_end_mark_of_old_programs_is_nobody(parsed: Parsed, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "Nama;NIK\r\nBUDI;6474010101800001\r\n\x1a")

    assert [kind for _, _, kind, _, _ in lines_of(parsed(path))] == ["header", "row"]


PIECES = ['"', '""', ",", "\n", "\r\n", "a", "é", " ", '"b"', '"b, c"', '"d\ne"', '""""', '"f ""g"""']


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces_read_at_once_are_what_the_csv_rules_read(text: str) -> None:
    # Long enough for its marks to be few.
    text = f"{'a' * 10_000}\n{text}"
    bare = delimited._without_quotes(text, ",")
    assume(bare is not None)

    by_rules = [row or [""] for row in csv.reader(io.StringIO(text, newline=""))]

    assert delimited._split(bare, ",").to_pylist() == by_rules
