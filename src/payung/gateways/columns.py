"""The bridge between DuckDB and PostgreSQL: whole columns by binary COPY, never a row at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow as pa
from adbc_driver_postgresql import dbapi

# Rows of one Arrow batch: large enough to be fast, small enough that memory stays flat.
BATCH = 100_000


def address(database: Mapping[str, Any]) -> str:
    """Return the libpq address of a Django database entry (host may be a socket folder)."""
    login = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    host, port = database["HOST"], database["PORT"]
    query = [f"host={quote(str(host), safe='')}"] if str(host).startswith("/") else []
    place = "" if query else str(host)
    if port:
        place += f":{port}"
    return f"postgresql://{login}@{place}/{database['NAME']}" + (f"?{'&'.join(query)}" if query else "")


def stage(database: Mapping[str, Any], table: str, connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Put the rows of a DuckDB query into a fresh staging table of PostgreSQL; return how many.

    The table is made anew, so a stopped run leaves nothing that a second run could count twice.
    """
    with dbapi.connect(address(database)) as link, link.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        reader = connection.sql(query).to_arrow_reader(BATCH)
        rows = cursor.adbc_ingest(table, reader, mode="create")
        link.commit()
    return rows


def drop(database: Mapping[str, Any], table: str) -> None:
    """Remove a staging table."""
    with dbapi.connect(address(database)) as link, link.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        link.commit()


def fetch(database: Mapping[str, Any], query: str, connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Read a PostgreSQL query into a new table of DuckDB, batch by batch; return its number of rows."""
    with dbapi.connect(address(database)) as link, link.cursor() as cursor:
        cursor.execute(query)
        reader: pa.RecordBatchReader = cursor.fetch_record_batch()
        connection.register("fetched_batches", reader)
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM fetched_batches")
        connection.unregister("fetched_batches")
        return connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]


def workshop(
    folder: str, *, memory: str = "1GB", threads: int = 2, file: Path | str = ":memory:"
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB for one job: bounded memory, spilling into `folder`, no extension ever fetched from outside.

    Tables larger than the memory want a `file`.
    """
    connection = duckdb.connect(
        str(file),
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": folder,
            "max_temp_directory_size": "40GB",
            "preserve_insertion_order": False,
        },
    )
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    return connection
