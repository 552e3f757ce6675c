"""Files with a month per row (BLTH): a wage that changes by month is priced in its own month only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from payung.law.bulk_csv import WRONG
from payung.law.columns import plain, quoted

NAMES = ("blth", "bulan_iuran", "contribution_month")
FORMS = "'%Y-%m', '%m-%Y', '%m/%Y', '%Y%m', '%Y-%m-%d', '%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d %H:%M:%S'"


def month_column(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    """Return the column that says which month a row is for, or ''."""
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    return next((str(row[0]) for row in described if plain(str(row[0])) in NAMES), "")


def of_month(connection: duckdb.DuckDBPyConnection, source: str, month: dt.date) -> str:
    """Return SQL of the rows that count for a month: its own, those without a month, and those whose month cannot be read.

    The last carry in `payung_wrong` why they cannot be priced. A source without a month column is returned as it is.
    """
    name = month_column(connection, source)
    if not name:
        return source
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    columns = [str(row[0]) for row in described]
    raw, day = _read(name)
    wrong = f"CASE WHEN {raw} IS NOT NULL AND {day} IS NULL THEN 'blth ' || {raw} END"
    if WRONG in columns:
        wrong = f"coalesce({WRONG}, {wrong})"
    rest = ", ".join(quoted(one) for one in columns if one != WRONG)
    mine = f"{raw} IS NULL OR {day} IS NULL OR date_trunc('month', {day}) = DATE '{month:%Y-%m-01}'"
    if WRONG in columns:
        mine = f"{WRONG} IS NOT NULL OR {mine}"
    return f"(SELECT {rest}, {wrong} AS {WRONG} FROM {source} WHERE {mine})"


def elsewhere(connection: duckdb.DuckDBPyConnection, source: str, months: Sequence[dt.date]) -> int:
    """Return how many rows are for a month outside the months asked: they are not priced, and not refused."""
    name = month_column(connection, source)
    if not name:
        return 0
    _, day = _read(name)
    wanted = ", ".join(f"DATE '{month:%Y-%m-01}'" for month in months)
    sql = f"SELECT count(*) FROM {source} WHERE {day} IS NOT NULL AND date_trunc('month', {day}) NOT IN ({wanted})"
    return int(connection.execute(sql).fetchall()[0][0])


def _read(name: str) -> tuple[str, str]:
    """SQL of what is written in a month column, and of the day it means (NULL if none)."""
    raw = f"nullif(trim(CAST({quoted(name)} AS VARCHAR)), '')"
    return raw, f"CAST(try_strptime({raw}, [{FORMS}]) AS DATE)"
