"""Columns poured into PostgreSQL: all of them as they are, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from django.db import connections, transaction
from django.db.utils import IntegrityError

from payung.gateways import columns

ROWS = 200_000
ODD = [
    (1, None, None),
    (2, "", dt.date(1980, 2, 29)),
    (3, 'SITI "NUR", M\n\\.', dt.date(1, 1, 1)),
    (4, "ß\t\\N NULL", dt.date(9999, 12, 31)),
]


@pytest.fixture
def workshop(tmp_path: Path, database: None) -> Iterator[duckdb.DuckDBPyConnection]:
    with columns.workshop(str(tmp_path)) as connection:
        yield connection


def poured(connection: duckdb.DuckDBPyConnection, query: str, *, rule: str = "true") -> list[tuple]:
    """Pour a query into a table that lives as long as the transaction; return what stands in it."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE held (number integer CHECK ({rule}), said text, born date) ON COMMIT DROP")
        rows = columns.pour(cursor, "held (number, said, born)", connection, query)
        cursor.execute("SELECT * FROM held ORDER BY number")
        stands = cursor.fetchall()
        assert rows == len(stands)
        return stands


def test_what_is_poured_stands_as_it_was(workshop: duckdb.DuckDBPyConnection) -> None:
    workshop.execute("CREATE TABLE odd (number INTEGER, said VARCHAR, born DATE)")
    workshop.executemany("INSERT INTO odd VALUES (?, ?, ?)", ODD)

    assert poured(workshop, "FROM odd") == ODD
    assert poured(workshop, "FROM odd WHERE number > 9") == []


def test_a_query_that_fails_on_its_way_pours_nothing(workshop: duckdb.DuckDBPyConnection) -> None:
    failing = (
        f"SELECT i, CASE WHEN i = {ROWS - 1} THEN error('torn') ELSE repeat('x', 50) END, NULL FROM range({ROWS}) t(i)"
    )

    with pytest.raises(duckdb.Error, match="torn"):
        poured(workshop, failing)

    assert len(poured(workshop, "SELECT 1, 'after', NULL")) == 1


def test_a_table_that_refuses_a_row_ends_the_query_too(workshop: duckdb.DuckDBPyConnection) -> None:
    many = f"SELECT i, repeat('x', 50), NULL FROM range({ROWS}) t(i)"

    with pytest.raises(IntegrityError, match="held_number_check"):
        poured(workshop, many, rule="number > 0")

    assert len(poured(workshop, "SELECT 1, 'after', NULL")) == 1
