"""Rows as `received` has them, made from the few fields that a test is about."""

from __future__ import annotations

import datetime as dt
from functools import cache

import duckdb

from payung.intake import checks, cleaning
from payung.intake.columns.synonyms import FIELDS

NOVEMBER = dt.date(2026, 11, 21)
#: A man of Bontang with nothing wrong.
BUDI = {
    "nik": "6474010507800003",
    "kk": "6474011203100011",
    "name": "BUDI SANTOSO",
    "birth_place": "Bontang",
    "birth_date": "05/07/1980",
    "sex": "L",
    "address": "Jl. Mawar 3",
    "rt_rw": "002/005",
    "kelurahan": "Api-Api",
    "kecamatan": "Bontang Utara",
    "occupation": "Nelayan",
    "phone": "081234567890",
}
SITI = BUDI | {
    "nik": "6474016303880002",
    "name": "SITI AMINAH",
    "birth_date": "23/03/1988",
    "sex": "P",
    "phone": "085212345678",
}


def receive(
    connection: duckdb.DuckDBPyConnection, rows: list[dict[str, str]], *, types: dict[str, str] | None = None
) -> None:
    """Make `received` from rows of fields; `types` gives the cell type of fields that are not text; rows stand from row 5 on."""
    fields = ", ".join(f"{field}_raw VARCHAR, {field}_type VARCHAR" for field in FIELDS)
    connection.execute(
        f"CREATE OR REPLACE TABLE received (sheet_no INTEGER, row_no INTEGER, {fields}, extra MAP(VARCHAR, VARCHAR), given VARCHAR)"
    )
    letters = types or {}
    for place, row in enumerate(rows):
        cells = [part for field in FIELDS for part in (row.get(field, ""), _letter(row, field, letters))]
        holes = ", ".join("?" for _ in cells)
        connection.execute(f"INSERT INTO received VALUES (1, ?, {holes}, MAP {{}}, NULL)", [place + 5, *cells])


def _letter(row: dict[str, str], field: str, letters: dict[str, str]) -> str:
    return row.get(f"{field}_type") or (letters.get(field, "s") if row.get(field) else ".")


def cleaned(rows: list[dict[str, str]], *, types: dict[str, str] | None = None) -> list[dict]:
    """Return the cleaned rows, in order."""
    connection = workshop()
    receive(connection, rows, types=types)
    cleaning.clean(connection, home_kabupaten="64.74", list_on=NOVEMBER)
    return answers(connection, "SELECT * FROM standardised ORDER BY row_no")


def judged(rows: list[dict[str, str]], *, types: dict[str, str] | None = None, home: str = "64.74") -> list[dict]:
    """Return sheet_no, row_no, verdict and reasons of each row, in order."""
    connection = workshop()
    receive(connection, rows, types=types)
    cleaning.clean(connection, home_kabupaten=home, list_on=NOVEMBER)
    checks.judge(connection, home_kabupaten=home, list_on=NOVEMBER, sheet_names={1: "Sheet1"})
    return answers(connection, "SELECT * FROM judged ORDER BY row_no")


def reasons(rows: list[dict[str, str]], *, types: dict[str, str] | None = None, home: str = "64.74") -> list[list[str]]:
    """Return the ids of each row's reasons, in order."""
    return [[reason["id"] for reason in row["reasons"]] for row in judged(rows, types=types, home=home)]


@cache
def workshop() -> duckdb.DuckDBPyConnection:
    """Open a DuckDB as a job does, once: the index of places takes a second to make."""
    connection = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False})
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    return connection


def answers(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    """Return rows as dictionaries."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
