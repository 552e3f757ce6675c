"""Opens a CSV of a bulk run so that one torn row costs that row only: header and delimiter read by us, never guessed past."""

from __future__ import annotations

import csv
import io
import itertools
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from payung.law.refusals import Refused
from payung.vocabulary.letters import quoted
from payung.vocabulary.words import Words

DELIMITERS = (",", ";", "\t", "|")
_WRITTEN = re.compile(rb"\S")
# A cell may run over so many lines; a quotation mark that stays open longer is a slip of the pen.
LONGEST_CELL = 20
BATCH = 50_000
# What a source says is wrong with a row as a whole: NULL, or a code that `torn` turns into words.
WRONG = "payung_wrong"
BLANK_LINES = (b"\n\n", b"\n\r\n")


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a CSV: the delimiter, the columns by unique names, and whether it is the very first line."""

    delimiter: str
    names: tuple[str, ...]
    is_first: bool


def csv_source(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return SQL of a relation with the file's columns as text and `payung_row`, the header being row 1.

    A clean file is read by DuckDB itself. One with torn rows or blank lines is read by us into a temporary table with the
    column `payung_wrong`, so that each row keeps its position and the rest goes on.

    :raises Refused: if the file is empty or no text in UTF-8.
    """
    try:
        head = read_head(path)
        if head.is_first and not _has_blank_lines(path):
            clean = _strict(path, head)
            try:
                connection.execute(f"SELECT count(*) FROM {clean}").fetchall()
            except (duckdb.IOException, duckdb.InvalidInputException):
                pass
            else:
                return f"(SELECT *, row_number() OVER () + 1 AS payung_row FROM {clean})"
        return _as_it_came(connection, path, head)
    except (UnicodeDecodeError, csv.Error, duckdb.InvalidInputException) as problem:
        # What goes wrong while DuckDB reads our rows comes back as its own error.
        raise Refused(_BROKEN, path=path.name) from problem


def read_head(path: Path) -> Head:
    """Return the header of a CSV: its first line that is not blank.

    :raises Refused: if there is none. :raises UnicodeDecodeError: if it is no UTF-8.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        for place, line in enumerate(file):
            if line.strip():
                delimiter = max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark))))
                return Head(delimiter, unique(next(csv.reader([line], delimiter=delimiter))), place == 0)
    raise Refused(_EMPTY, path=path.name)


def unique(cells: list[str]) -> tuple[str, ...]:
    """Return headings as names: one without words by its place, one written before with a number (`upah_2`)."""
    names: list[str] = []
    seen = {"payung_row", WRONG}
    for place, cell in enumerate(cells, 1):
        wanted = cell.strip() or f"column_{place}"
        name = next(
            one
            for one in itertools.chain([wanted], (f"{wanted}_{again}" for again in itertools.count(2)))
            if one.lower() not in seen
        )
        seen.add(name.lower())
        names.append(name)
    return tuple(names)


def _has_blank_lines(path: Path) -> bool:
    """Whether a line inside the file is blank: DuckDB passes over it and every row after it would be misnumbered."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        # Blank lines at the very end number nothing.
        places = [at for blank in BLANK_LINES if (at := content.find(blank)) >= 0]
        return bool(places) and _WRITTEN.search(content, min(places)) is not None


def _strict(path: Path, head: Head) -> str:
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in head.names)
    return (
        f"read_csv({quoted(str(path))}, auto_detect = false, delim = '{head.delimiter}', quote = '\"', escape = '\"', header = true,"
        f" columns = {{{columns}}})"
    )


def _as_it_came(connection: duckdb.DuckDBPyConnection, path: Path, head: Head) -> str:
    schema = pa.schema(
        [*((name, pa.string()) for name in head.names), (WRONG, pa.string()), ("payung_row", pa.int64())]
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = pa.RecordBatchReader.from_batches(schema, _batches(_rows(_lines(file), head), schema))
        connection.register("payung_csv_rows", reader)
        connection.execute("CREATE OR REPLACE TEMP TABLE payung_csv AS SELECT * FROM payung_csv_rows")
        connection.unregister("payung_csv_rows")
    return "payung_csv"


def _lines(file: Iterator[str]) -> Iterator[str]:
    """Lines without NUL, which no cell means."""
    return (line.replace("\0", "") for line in file)


def _rows(lines: Iterator[str], head: Head) -> Iterator[tuple[str | None, ...]]:
    """Rows after the header as the table takes them: the cells, what is wrong, the position."""
    width = len(head.names)
    position, is_header_over = 0, False
    for cells, wrong in _records(lines, head.delimiter):
        position += 1
        if not any(cell.strip() for cell in cells):
            continue
        if not is_header_over:
            # The first row that is not blank is the header.
            is_header_over = True
            continue
        more = [cell for cell in cells[width:] if cell.strip()]
        kept = [cell if cell.strip() else None for cell in cells[:width]]
        why = wrong or (f"columns {len(cells)} {width}" if more else None)
        yield (*kept, *([None] * (width - len(kept))), why, position)  # type: ignore[misc]


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str], str | None]]:
    """Records of a CSV, each with `quote` where a quotation mark was never closed; such a line stands alone."""
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        whole, ahead = line, []
        while _is_open(whole, delimiter) and len(ahead) < LONGEST_CELL:
            more = waiting.pop(0) if waiting else next(lines, None)
            if more is None:
                break
            ahead.append(more)
            whole += more
        if _is_open(whole, delimiter):
            waiting = ahead + waiting
            yield line.rstrip("\r\n").split(delimiter), "quote"
        else:
            yield next(csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter), []), None


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a text is no whole record yet: it ends inside a quoted cell, or letters follow one.

    A quotation mark within an unquoted cell is a letter like any other.
    """
    if '"' not in text:
        return False
    try:
        next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), None)
    except csv.Error:
        return True
    return False


def _batches(rows: Iterator[tuple[str | None, ...]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while batch := list(itertools.islice(rows, BATCH)):
        columns = zip(*batch, strict=True)
        yield pa.record_batch(
            [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema
        )


def torn(code: str) -> Refused:
    """Return what is wrong with a row as a whole, from its code."""
    kind, *counts = code.split(" ", 2)
    if kind == "columns":
        return Refused(_COLUMNS, n=counts[0], width=counts[1])
    if kind == "blth":
        return Refused(_NO_MONTH, value=" ".join(counts))
    return Refused(_QUOTE)


_EMPTY = Words(id="Berkas {path} kosong", en="The file {path} is empty")
_BROKEN = Words(
    id="Berkas {path} tidak dapat dibaca; mungkin rusak, atau bukan UTF-8 (simpan sebagai CSV UTF-8)",
    en="File {path} cannot be read; it may be broken, or not be UTF-8 (save it as CSV UTF-8)",
)
_COLUMNS = Words(
    id='baris punya {n} kolom, judulnya {width}: beri tanda kutip pada isi yang memuat koma atau titik koma, mis. "3,5 jt"',
    en="the row has {n} columns, the header {width}: put what holds a comma or semicolon in quotation marks",
)
_QUOTE = Words(
    id="tanda kutip dibuka tetapi tidak ditutup, atau ada huruf sesudahnya",
    en="a quotation mark is opened and never closed, or letters follow it",
)
_NO_MONTH = Words(
    id="blth '{value}' bukan bulan iuran; tulis tahun-bulan, mis. 2026-01",
    en="blth '{value}' is not a contribution month; write year-month, e.g. 2026-01",
)
