"""The bridge between DuckDB and PostgreSQL: whole columns by binary COPY, never a row at a time."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow as pa
from adbc_driver_postgresql import dbapi

# Rows of one Arrow batch: large enough to be fast, small enough that memory stays flat.
BATCH = 100_000
# Bytes that are handed over at once.
POURED = 1 << 20

# A new link reads PostgreSQL's whole catalogue of types (50 ms); one that was used is kept for the next who asks.
_IDLE_LINKS: dict[str, list[dbapi.Connection]] = {}
_INHERITED: list[dbapi.Connection] = []
_LINKS_KEPT = 4
_LINKS = threading.Lock()


@contextmanager
def _link(database: Mapping[str, Any]) -> Iterator[dbapi.Connection]:
    """Lend a link to PostgreSQL for one job; it comes back with no transaction open, or is closed where the job failed."""
    at = address(database)
    link = _idle(at) or dbapi.connect(at)
    try:
        yield link
        link.rollback()
    except BaseException:
        with suppress(dbapi.Error):
            link.close()
        raise
    with _LINKS:
        kept = _IDLE_LINKS.setdefault(at, [])
        if len(kept) < _LINKS_KEPT:
            kept.append(link)
            return
    link.close()


def _idle(at: str) -> dbapi.Connection | None:
    """Return a link that nobody uses and that still answers: the server may have been stopped since."""
    while True:
        with _LINKS:
            if not _IDLE_LINKS.get(at):
                return None
            link = _IDLE_LINKS[at].pop()
        try:
            with link.cursor() as cursor:
                cursor.execute("SELECT 1")
                cursor.fetchall()
            link.rollback()
        except dbapi.Error:
            with suppress(dbapi.Error):
                link.close()
        else:
            return link


def close_links() -> None:
    """Close the links that are kept: before the server stops, or a database is dropped."""
    with _LINKS:
        kept = [link for links in _IDLE_LINKS.values() for link in links]
        _IDLE_LINKS.clear()
    for link in kept:
        with suppress(dbapi.Error):
            link.close()


def _forget_links() -> None:
    """Leave the links to the process that opened them: two processes on one socket end both conversations."""
    _INHERITED.extend(link for links in _IDLE_LINKS.values() for link in links)
    _IDLE_LINKS.clear()


atexit.register(close_links)
os.register_at_fork(after_in_child=_forget_links)


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
    with _link(database) as link, link.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        reader = connection.sql(query).to_arrow_reader(BATCH)
        rows = cursor.adbc_ingest(table, reader, mode="create")
        # It is read once and dropped: tidying it in the background would only read millions of rows once more.
        cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
        link.commit()
    return rows


@dataclass(frozen=True, slots=True)
class Written:
    """Rows that wait in a file for `take_in`."""

    path: Path
    rows: int


def write_out(connection: duckdb.DuckDBPyConnection, query: str) -> Written:
    """Write the rows of a DuckDB query into a file of the workshop's folder, as COPY reads them. Lists come as PostgreSQL writes them: '{a,b}'."""
    folder = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0][0]
    path = Path(tempfile.mkdtemp(dir=folder if Path(folder).is_dir() else None)) / "rows.csv"
    rows = connection.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER false, NULLSTR '')").fetchall()[0][0]
    if not rows:
        shutil.rmtree(path.parent)
    return Written(path, rows)


def take_in(cursor: Any, into: str, written: Written) -> int:
    """Put written rows into a table by COPY, inside the cursor's own transaction, and remove the file; return how many.

    Nothing is staged: the rows are written once, and are gone with the transaction that is undone.

    :param into: the table with the columns in the query's order, "room_noun (this, that)".
    """
    if not written.rows:
        return 0
    try:
        with written.path.open("rb") as file, cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy:
            while block := file.read(POURED):
                copy.write(block)
        return cursor.rowcount
    finally:
        shutil.rmtree(written.path.parent)


def pour(cursor: Any, into: str, connection: duckdb.DuckDBPyConnection, query: str, *, options: str = "") -> int:
    """Put the rows of a DuckDB query into a table by COPY, inside the cursor's own transaction; return how many.

    Nothing is staged or written to a file: DuckDB writes into a pipe while PostgreSQL reads from it, so that both work at once.
    Lists come as PostgreSQL writes them: '{a,b}'.

    :param into: the table with the columns in the query's order, "room_noun (this, that)".
    :param options: more options of COPY, ", FREEZE".
    :raises DatabaseError: if PostgreSQL refuses a row; as all that fails here, it leaves the transaction to be undone.
    """
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        # Linux gives a pipe 64 kB: a gigabyte in so small sips costs both sides a third more.
        with suppress(OSError):
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, POURED)
    to = f"COPY ({query}) TO '/dev/fd/{writing}' (FORMAT csv, HEADER false, NULLSTR '', USE_TMP_FILE false)"

    def write() -> None:
        try:
            connection.execute(to)
        finally:
            os.close(writing)

    with ThreadPoolExecutor(1) as beside:
        written = beside.submit(write)
        # Closed before the thread is waited for: who writes for nobody is told so, and ends.
        with (
            cursor.db.wrap_database_errors,
            open(reading, "rb", buffering=POURED) as pipe,
            cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv{options})") as copy,
        ):
            while block := pipe.read1(POURED):
                copy.write(block)
            # The end of a pipe says nothing of why it ended.
            written.result()
    return cursor.rowcount


@contextmanager
def alone(database: Mapping[str, Any], work: str) -> Iterator[None]:
    """Let only one at a time do a work of this name, across processes; one that is killed lets go."""
    with dbapi.connect(address(database)) as link, link.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", [work])
        cursor.fetchall()
        yield


def drop(database: Mapping[str, Any], table: str) -> None:
    """Remove a staging table."""
    with _link(database) as link, link.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        link.commit()


def fetch(database: Mapping[str, Any], query: str, connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Read a PostgreSQL query into a new table of DuckDB, batch by batch; return its number of rows."""
    with _link(database) as link, link.cursor() as cursor:
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
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    return connection
