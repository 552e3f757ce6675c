"""Opens the file of a bulk run: Parquet, CSV or a workbook, as a DuckDB relation with row positions."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from payung.law.bulk_csv import csv_source, unique
from payung.law.refusals import Refused
from payung.vocabulary.letters import quoted
from payung.vocabulary.words import Words

PARQUET, CSV, WORKBOOKS = (".parquet",), (".csv", ".txt"), (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


# Where less is allowed, DuckDB lets one core wait for the other to keep the file's order: three times as slow, and no smaller.
ENOUGH = "350MB"


def connect(memory: str = ENOUGH, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Return a connection that reaches no network, keeps order, and stays inside a memory bound."""
    connection = duckdb.connect()
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        f"memory_limit = '{memory}'",
        f"threads = {threads}",
        "preserve_insertion_order = true",
        "max_temp_directory_size = '20GB'",
        # DuckDB would else spill into the folder that the command was started in.
        f"temp_directory = '{Path(tempfile.gettempdir()) / 'payung-law'}'",
    ):
        connection.execute(f"SET {setting}")
    return connection


def open_source(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return SQL of a relation with the file's columns and `payung_row`, the row as the file counts it (header = row 1).

    A Parquet row is counted from 1.

    :raises Refused: if the file is missing, empty, or of an unknown kind.
    """
    if not path.is_file():
        raise Refused(_NO_FILE, path=path.name)
    place = str(path).replace("'", "''")
    kind = path.suffix.lower()
    if kind in PARQUET:
        return _parquet(connection, place, path.name)
    if kind in CSV:
        return csv_source(connection, path)
    if kind in WORKBOOKS:
        connection.register("workbook_rows", _workbook(path))
        return "workbook_rows"
    raise Refused(_UNKNOWN_KIND, path=path.name)


def write_rows(connection: duckdb.DuckDBPyConnection, rows: str, target: Path) -> str:
    """Write SQL rows into a Parquet or CSV file (by its ending), streaming; return SQL of a relation that reads it back.

    The file appears whole or not at all: it is written beside its place and takes it at the end. What a killed run left
    behind (`half_done`) the next run writes over.
    """
    # Money columns hold too many different amounts for a dictionary; trying one costs a quarter of the time.
    is_csv = target.suffix.lower() == ".csv"
    form = "FORMAT csv, HEADER" if is_csv else "FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 100"
    half, place = half_done(target), quoted(str(target))
    try:
        connection.execute(f"COPY ({rows}) TO {quoted(str(half))} ({form}, USE_TMP_FILE false)")
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return f"read_csv({place})" if is_csv else f"read_parquet({place})"


def half_done(target: Path) -> Path:
    """Return where a result is written until it is whole: beside its place, hidden, always the same."""
    return target.with_name(f".{target.name}.payung")


def _parquet(connection: duckdb.DuckDBPyConnection, place: str, name: str) -> str:
    relation = f"read_parquet('{place}', file_row_number = true)"
    try:
        connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    except (duckdb.IOException, duckdb.InvalidInputException) as problem:
        raise Refused(_BROKEN, path=name) from problem
    return f"(SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS payung_row FROM {relation})"


def _workbook(path: Path) -> pa.Table:
    """The first sheet as text; its first row that is not blank is the header."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet: Sequence[Sequence[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as problem:
        raise Refused(_BROKEN, path=path.name) from problem
    header_at = next((i for i, row in enumerate(sheet) if any(cell != "" for cell in row)), None)
    if header_at is None:
        raise Refused(_EMPTY, path=path.name)
    names = unique([_cell(cell) or "" for cell in sheet[header_at]])
    rows = [(i + 1, row) for i, row in enumerate(sheet) if i > header_at and any(cell != "" for cell in row)]
    columns = {name: pa.array([_cell(row[i]) for _, row in rows], pa.string()) for i, name in enumerate(names)}
    return pa.table({**columns, "payung_row": pa.array([position for position, _ in rows], pa.int64())})


def _cell(cell: object) -> str | None:
    """A cell as text: whole numbers without a point, dates in ISO form, blanks as nothing."""
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)


_NO_FILE = Words(id="Berkas {path} tidak ditemukan", en="File {path} was not found")
_BROKEN = Words(id="Berkas {path} tidak dapat dibaca; mungkin rusak", en="File {path} cannot be read; it may be broken")
_EMPTY = Words(id="Lembar pertama {path} kosong", en="The first sheet of {path} is empty")
_UNKNOWN_KIND = Words(
    id="Jenis berkas {path} tidak dikenal; pakai .parquet, .csv, atau .xlsx",
    en="Unknown kind of file {path}; use .parquet, .csv or .xlsx",
)
