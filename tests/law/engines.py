"""Runs one question on every engine: Python, DuckDB, Polars, PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import duckdb
import polars as pl

from payung.law.inputs import Choice, Truth
from payung.law.reckoning import Day
from payung.law.rulebook import Book
from payung.law.sql import Asked, compile_query

Row = Mapping[str, Any]
NOTHING: Row = MappingProxyType({})


def filled(book: Book, row: Row) -> dict[str, Any]:
    """Return a row with every input of the book: as given, else its default, else a harmless value."""
    known = book.inputs
    return {name: row.get(name, one.harmless if one.default is None else one.default) for name, one in known.items()}


def frame(book: Book, rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows as a Polars table with the types that the bulk step guarantees."""
    types = {
        name: pl.String if isinstance(one, Choice) else pl.Boolean if isinstance(one, Truth) else pl.Int64
        for name, one in book.inputs.items()
    }
    return pl.DataFrame([filled(book, row) for row in rows], schema=types, orient="row")


def on_duckdb(
    book: Book, targets: Sequence[str], on: dt.date, rows: Sequence[Row], fixed: Row = NOTHING
) -> list[tuple[Any, ...]]:
    people = frame(book, rows)
    with duckdb.connect() as connection:
        connection.register("people", people.to_arrow())
        return connection.execute(compile_query(Asked(book, tuple(targets), on, fixed=fixed), "people").sql).fetchall()


def on_polars(
    book: Book, targets: Sequence[str], on: dt.date, rows: Sequence[Row], fixed: Row = NOTHING
) -> list[tuple[Any, ...]]:
    query = compile_query(Asked(book, tuple(targets), on, fixed=fixed), "people", "polars")
    return pl.SQLContext(people=frame(book, rows)).execute(query.sql, eager=True).rows()


def on_postgres(
    connection: Any, book: Book, targets: Sequence[str], on: dt.date, rows: Sequence[Row], fixed: Row = NOTHING
) -> list[tuple[Any, ...]]:
    names = list(book.inputs)
    types = {
        name: "text" if isinstance(one, Choice) else "boolean" if isinstance(one, Truth) else "bigint"
        for name, one in book.inputs.items()
    }
    columns = ", ".join(f'"{name}" {types[name]}' for name in names)
    query = compile_query(Asked(book, tuple(targets), on, keep=("row_no",), fixed=fixed), "people", "postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE people (row_no bigint, {columns})")
        marks = ", ".join(["%s"] * (len(names) + 1))
        complete = [filled(book, row) for row in rows]
        cursor.executemany(
            f"INSERT INTO people VALUES ({marks})", [(i, *(row[n] for n in names)) for i, row in enumerate(complete)]
        )
        answer = cursor.execute(f"SELECT * FROM ({query.sql}) AS answer ORDER BY row_no").fetchall()
        cursor.execute("DROP TABLE people")
    return [tuple(row[1:]) for row in answer]


def one_on_postgres(
    connection: Any, book: Book, targets: Sequence[str], on: dt.date, row: Row, fixed: Row = NOTHING
) -> Any:
    """Ask PostgreSQL about one row: a query over constants, without a table."""
    types = {
        name: "text" if isinstance(one, Choice) else "boolean" if isinstance(one, Truth) else "bigint"
        for name, one in book.inputs.items()
    }
    complete = filled(book, row)
    columns = ", ".join(f'CAST(%({name})s AS {kind}) AS "{name}"' for name, kind in types.items())
    query = compile_query(Asked(book, tuple(targets), on, fixed=fixed), f"(SELECT {columns}) AS people", "postgres")
    return connection.execute(query.sql, complete).fetchone()


def in_plain_python(book: Book, target: str, on: dt.date, row: Row) -> Any:
    """Run a rule as the Python function that it is, its rules first; nothing of the product's interpreter is used."""
    complete = filled(book, row)
    figures = Day(book.figures, on)

    def value(name: str) -> Any:
        if name in complete:
            return complete[name]
        function = book.on(name, on).function
        code = function.__code__
        names = code.co_varnames[: code.co_argcount]
        complete[name] = function(*[figures if one == "p" else value(one) for one in names])
        return complete[name]

    return value(target)
