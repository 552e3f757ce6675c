"""The committed region data: where it lies, and how DuckDB and PostgreSQL get at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

_ONE_AT_A_TIME = Lock()
FOLDER = Path(__file__).parents[1] / "data" / "regions"

# View in DuckDB → file and its columns. Named here, because DuckDB's own look at eight files takes longer than the data.
_CSV = {
    "place_other_names": ("other_names.csv.gz", "code name stood_in"),
    "place_regency_aliases": ("regency_aliases.csv", "alias code"),
    "place_province_aliases": ("province_aliases.csv", "alias code"),
    "place_crosswalk": ("crosswalk.csv.gz", "scheme scheme_code level code valid_from valid_to confidence source"),
    "place_population": ("population.csv", "code people as_of source"),
    "place_splits": ("splits.csv", "child child_name parent parent_name since law confidence"),
    "place_interim_codes": ("interim_codes.csv", "code name regency today"),
    "place_provinces": ("provinces.csv", "code zone"),
}


def _reading(view: str) -> str:
    file, columns = _CSV[view]
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in columns.split())
    return f"read_csv('{FOLDER / file}', header = true, auto_detect = false, delim = ',', quote = '\"', columns = {{{types}}})"


# For many NIKs at once: the dotted first six digits → where that was.
_ISSUE_CODES = """
CREATE TEMP VIEW IF NOT EXISTS place_issue_codes AS
SELECT kec.code, kec.name, kab.name AS kabupaten, CASE WHEN kec.valid_to IS NULL THEN 'current' ELSE 'dead' END AS state,
       CASE WHEN kec.valid_to IS NULL THEN kec.code ELSE kec.successor END AS today
FROM place_rows kec JOIN place_rows kab ON kab.code = kec.parent WHERE kec.level = 'kecamatan'
UNION ALL
SELECT code, name, regency, 'interim', today FROM place_interim_codes
WHERE code NOT IN (SELECT code FROM place_rows)
"""


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the region tables known to a connection (temporary; again is harmless).

    place_rows(code, level, kind, name, parent, latitude, longitude, postal_code, valid_from, valid_to, successor,
    basis) holds all places of today and the dead codes. Beside it stand views, among them
    place_issue_codes(code, name, kabupaten, state, today), one row per kecamatan code a NIK can begin with, and
    place_crosswalk, place_population, place_splits, place_provinces(code, zone).
    """
    places = FOLDER / "places.parquet"
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS place_rows AS FROM read_parquet('{places}')")
    for view in _CSV:
        connection.execute(f"CREATE TEMP VIEW IF NOT EXISTS {view} AS FROM {_reading(view)}")
    connection.execute(_ISSUE_CODES)


@cache
def _store() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    register(connection)
    return connection


def rows(sql: str, parameters: list[object] | None = None) -> list[tuple]:
    """Return the rows of a query over the region tables; they are loaded at the first call."""
    # One connection and one lock: temp tables are not seen by other cursors, and threads of a server may ask at once.
    with _ONE_AT_A_TIME:
        return _store().execute(sql, parameters or []).fetchall()


def places_table() -> pa.Table:
    """Return all places, today's and dead ones (97 thousand rows), as Arrow; columns as in `register`.

    latitude and longitude are degrees (WGS 84, 4 decimals, NULL where unknown or wrong in the source).
    valid_from is the first day known to be in force (NULL: before 2020), valid_to the first day no longer.
    """
    return duckdb.connect().sql(f"FROM read_parquet('{FOLDER / 'places.parquet'}')").to_arrow_table()


def _csv_table(view: str, columns: str = "*") -> pa.Table:
    sql = f"SELECT {columns} FROM {_reading(view)}"
    return duckdb.connect().sql(sql).to_arrow_table()


def crosswalk_table() -> pa.Table:
    """Return the dated crosswalk: scheme ('bps'), scheme_code, level, code, valid_from, valid_to, confidence, source.

    confidence: 'verified' (agrees with BPS's own bridging table), 'derived' (joined by name), 'published'.
    """
    return _csv_table("place_crosswalk", "* REPLACE (valid_from::DATE AS valid_from, valid_to::DATE AS valid_to)")


def population_table() -> pa.Table:
    """Return registered people per province and kabupaten: code, people, as_of, source (Dukcapil)."""
    return _csv_table("place_population", "* REPLACE (people::BIGINT AS people, as_of::DATE AS as_of)")


def splits_table() -> pa.Table:
    """Return which kabupaten came out of which: child, parent (code of then), since, law, confidence."""
    return _csv_table("place_splits", "* REPLACE (since::DATE AS since)")
