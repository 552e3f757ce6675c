"""From lines and mappings to the DuckDB table `received`: one row per person-row, every field as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from payung.intake.columns.column import Column
from payung.intake.columns.synonyms import FIELDS
from payung.intake.ledger import LedgerBroken
from payung.intake.reading.cells import column_letters
from payung.intake.reading.live import GUARDED
from payung.intake.reading.result import Reading, Sheet, Table
from payung.vocabulary.letters import quoted

#: How the columns of a value that is split over several are joined; a date's parts by a dash.
_JOINTS = {"birth_date": "-", "birth": ", ", "occupation": ", "}
_DATES = frozenset({"birth_date", "start_date", "end_date", "birth"})
_TICKS = {1: "L", 2: "P"}
_MARK = "'"


def receive(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    mappings: Mapping[int, Sequence[Sequence[Column]]] | None = None,
) -> int:
    """Create the table `received` from a reading's person-rows; return how many there are.

    `given` is what `given.take_over` fills in later: the content that a row owes to the row or the title above it.

    :param mappings: per sheet number the columns of each of its tables, as a person or a layout settled them;
        sheets left out keep what reading proposed.
    :raises LedgerBroken: if a person-row got lost or doubled on the way.
    :raises ValueError: if the file was not readable.
    """
    if reading.lines is None:
        raise ValueError("nothing was read from this file")
    mappings = mappings or {}
    _create(connection)
    for sheet in reading.lists:
        settled = mappings.get(sheet.no) or [table.columns for table in sheet.tables]
        for place, (first, last) in enumerate(_spans(sheet)):
            columns = settled[min(place, len(settled) - 1)]
            _insert(connection, reading, (sheet.no, first, last), columns)
    received = connection.execute("SELECT count(*) FROM received").fetchall()[0][0]
    if received != reading.person_rows:
        raise LedgerBroken(f"{reading.person_rows} person-rows read, {received} received")
    return received


def _spans(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the row ranges of a sheet's tables; together they cover every row of the sheet once."""
    starts = [_start(table) for table in sheet.tables]
    starts[0] = 0
    ends = [start - 1 for start in starts[1:]] + [2**31 - 1]
    return list(zip(starts, ends, strict=True))


def _start(table: Table) -> int:
    return table.header_rows[0] if table.header_rows else table.first_row


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    fields = ", ".join(f"{field}_raw VARCHAR, {field}_type VARCHAR" for field in FIELDS)
    connection.execute(
        f"CREATE OR REPLACE TABLE received (sheet_no INTEGER, row_no INTEGER, {fields}, extra MAP(VARCHAR, VARCHAR),"
        " given VARCHAR)"
    )


def _insert(
    connection: duckdb.DuckDBPyConnection, reading: Reading, span: tuple[int, int, int], columns: Sequence[Column]
) -> None:
    """Insert the person-rows of one table."""
    by_field: dict[str, list[Column]] = {}
    for column in columns:
        if column.field:
            by_field.setdefault(column.field, []).append(column)
    fields = ",\n".join(expression for field in FIELDS for expression in _field(field, by_field.get(field, [])))
    extra, names = _extra(columns)
    connection.execute(
        f"INSERT INTO received SELECT sheet_no, row_no, {fields}, {extra}, NULL FROM read_parquet(?) "
        "WHERE kind = 'row' AND sheet_no = ? AND row_no BETWEEN ? AND ?",
        [*names, str(reading.lines), *span],
    )


def _field(field: str, columns: Sequence[Column]) -> tuple[str, str]:
    """Return the SQL of a field's text and of its type letter."""
    if not columns:
        return "''", "'.'"
    ordered = sorted(columns, key=lambda column: (column.part, column.index))
    texts = [_text(column, field) for column in ordered]
    letters = [f"coalesce(nullif(substr(types, {column.index}, 1), ''), '.')" for column in ordered]
    if len(texts) == 1:
        return texts[0], letters[0]
    parts = ", ".join(f"nullif(trim({text}), '')" for text in texts)
    first = ", ".join(f"nullif({letter}, '.')" for letter in letters)
    return f"concat_ws('{_JOINTS.get(field, ' ')}', {parts})", f"coalesce({first}, '.')"


def _text(column: Column, field: str) -> str:
    cell = _cell(str(column.index))
    if field == "sex" and column.part in _TICKS:
        return f"CASE WHEN trim({cell}) = '' THEN '' ELSE '{_TICKS[column.part]}' END"
    if field == "occupation" and column.part:
        # Columns of which one is ticked: the heading is the value.
        return f"CASE WHEN trim({cell}) IN ('', '-', '0') THEN '' ELSE {quoted(column.header)} END"
    if field in _DATES:
        # A date cell with a time of day: the day is what was meant.
        return f"CASE WHEN substr(types, {column.index}, 1) = 'd' THEN left({cell}, 10) ELSE {cell} END"
    return cell


def _cell(place: str) -> str:
    """Return the SQL of a cell's text, without the apostrophe that we put before what a spreadsheet would run."""
    cell = f"coalesce(cells[{place}], '')"
    guarded = f"starts_with({cell}, {quoted(_MARK)}) AND regexp_matches({cell}, {quoted(GUARDED)})"
    return f"CASE WHEN {guarded} THEN {cell}[2:] ELSE {cell} END"


def _extra(columns: Sequence[Column]) -> tuple[str, list[object]]:
    """Return the SQL of the map of unused columns, and its parameters: one expression, for there may be thousands."""
    names: dict[str, int] = {}
    for column in columns:
        if column.field:
            continue
        name = " / ".join(text for text in (column.group, column.header) if text)
        name = name or f"Kolom {column_letters(column.index)}"
        while name in names:
            name += "'"
        names[name] = column.index
    cells = f"list_transform(?::INTEGER[], lambda place: {_cell('place')})"
    return f"map(?::VARCHAR[], {cells})", [list(names), list(names.values())]
