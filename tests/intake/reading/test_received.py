"""The table `received`: every person-row, every field as it was written, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from hostile import writers
from hostile.grid import GROUPED, PLAIN, Grid, Habits, dress, person
from payung.intake.columns.synonyms import FIELDS
from payung.intake.ledger import LedgerBroken
from payung.intake.reading.received import receive
from payung.intake.reading.result import Reading

Parsed = Callable[[Path], Reading]


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as connection:
        yield connection


def _all(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple]:
    return connection.execute(f"SELECT {columns} FROM received ORDER BY sheet_no, row_no").fetchall()


def test_every_field_stands_where_the_contract_says(
    parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    people = [person(seed) for seed in range(30)]
    grid = dress(PLAIN, people, Habits(signature=True, subtotal=True))
    writers.xlsx(tmp_path / "a.xlsx", {"A": grid})

    assert receive(connection, parsed(tmp_path / "a.xlsx")) == 30

    names = [row[0] for row in connection.execute("DESCRIBE received").fetchall()]
    assert names == [
        "sheet_no",
        "row_no",
        *(f"{field}_{part}" for field in FIELDS for part in ("raw", "type")),
        "extra",
        "given",
    ]
    assert _all(connection, "row_no, no_raw, no_type, nik_raw, nik_type, name_raw, kk_raw, kk_type") == [
        (row_no, str(place + 1), "n", people[place]["nik"], "s", people[place]["name"], "", ".")
        for place, (row_no, _) in enumerate(grid.rows())
    ]


def test_unknown_columns_are_kept(parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "NIK;Nama;Desil;Nama Ayah;Desil;\n6474010101800001;BUDI;1;HASAN;2;x\n6474010101800002;SITI;;;\n", "utf-8"
    )

    receive(connection, parsed(path))

    assert [row[0] for row in _all(connection, "extra")] == [
        {"Desil": "1", "Nama Ayah": "HASAN", "Desil'": "2", "Kolom F": "x"},
        {"Desil": "", "Nama Ayah": "", "Desil'": "", "Kolom F": ""},
    ]


def test_split_values_are_joined(parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    grid = Grid(
        lines=[
            ["NIK", "Nama Depan", "Nama Tengah", "Nama Belakang", "Jenis Kelamin", "", "Tanggal Lahir", "", ""],
            ["", "", "", "", "L", "P", "Tgl", "Bln", "Thn"],
            ["6474010101800001", "BUDI", "", "SANTOSO", "v", "", 1, 2, 1980],
            ["6474014101800001", "SITI", "NUR", "AMINAH", "", 1, 3, 12, 1981],
            ["6474014101800002", "ANI", "", "", "", "", "", "", ""],
        ],
        merged=[(0, 4, 0, 5), (0, 6, 0, 8)],
    )
    writers.xlsx(tmp_path / "a.xlsx", {"A": grid})

    receive(connection, parsed(tmp_path / "a.xlsx"))

    assert _all(connection, "name_raw, sex_raw, birth_date_raw, birth_date_type") == [
        ("BUDI SANTOSO", "L", "1-2-1980", "n"),
        ("SITI NUR AMINAH", "P", "3-12-1981", "n"),
        ("ANI", "", "", "."),
    ]


def test_tables_of_one_sheet_keep_their_own_columns(
    parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    people = [person(seed) for seed in range(10)]
    first, second = dress(PLAIN, people, Habits()), dress(GROUPED, people, Habits())
    grid = Grid(lines=[*first.lines, [], *second.lines])
    writers.xlsx(tmp_path / "a.xlsx", {"A": grid})

    receive(connection, parsed(tmp_path / "a.xlsx"))

    assert [row[0] for row in _all(connection, "nik_raw")] == [one["nik"] for one in people] * 2
    assert [row[0] for row in _all(connection, "birth_date_raw")] == [one["birth_date"] for one in people] * 2


def test_a_settled_mapping_wins(parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama;Asal\n6474010101800001;BUDI;Dinas Perikanan\n", "utf-8")
    reading = parsed(path)
    columns = [replace(c, field="opd") if c.header == "Asal" else c for c in reading.sheets[0].columns]

    receive(connection, reading, {1: [columns]})

    assert _all(connection, "opd_raw, extra") == [("Dinas Perikanan", {})]


def test_a_heading_cannot_break_out_of_the_sql(
    parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "a'b.csv"
    path.write_text('NIK;Nama;"\'] , 1); DROP TABLE received; --"\n6474010101800001;BUDI;{x}\n', "utf-8")

    assert receive(connection, parsed(path)) == 1
    assert _all(connection, "extra") == [({"'] , 1); DROP TABLE received; --": "{x}"},)]


def test_the_ledger_must_balance(parsed: Parsed, tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n6474010101800001;BUDI\n", "utf-8")
    reading = parsed(path)
    sheet = replace(reading.sheets[0], counts={"row": 2})

    with pytest.raises(LedgerBroken, match="2 person-rows read, 1 received"):
        receive(connection, replace(reading, sheets=(sheet,)))


def test_nothing_read_is_nothing_received(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="nothing was read"):
        receive(connection, Reading("a", "", "", 0))


def _merged(parsed: Parsed, path: Path, *lines: list[str]) -> Reading:
    """Read a list whose fourth heading stands over three columns."""
    people = [[n, person(n)["name"], person(n)["nik"], *lines[-1 - n % 2]] for n in range(8)]
    headings = [["No", "Nama", "NIK", *lines[0]], *(["", "", "", *line] for line in lines[1:-2])]
    writers.xlsx(path, {"A": Grid(lines=[*headings, *people], merged=[(0, 3, 0, 5)])})
    return parsed(path)


def test_an_occupation_is_ticked_under_its_heading(
    connection: duckdb.DuckDBPyConnection, parsed: Parsed, tmp_path: Path
) -> None:
    ticks = [["Pekerjaan", "", ""], ["Nelayan", "Petani", "Ojek"], ["√", "", ""], ["", "", "√"]]
    receive(connection, _merged(parsed, tmp_path / "a.xlsx", *ticks))

    assert _all(connection, "occupation_raw") == [("Ojek",), ("Nelayan",)] * 4


def test_one_heading_over_the_pieces_of_an_address(
    connection: duckdb.DuckDBPyConnection, parsed: Parsed, tmp_path: Path
) -> None:
    pieces = ["Jl. Mawar", "003", "Kel. Api-Api"]
    receive(connection, _merged(parsed, tmp_path / "a.xlsx", ["Alamat", "", ""], pieces, pieces))

    assert set(_all(connection, "address_raw")) == {(" ".join(pieces),)}
