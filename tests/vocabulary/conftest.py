"""The column side of the vocabulary: one DuckDB with all macros, and a way to ask it for many values at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb
import pytest
from hypothesis import settings

from payung.vocabulary import standard

# A question to DuckDB binds a long expression anew; time is measured by the benchmarks.
settings.register_profile("columns", deadline=None)
settings.load_profile("columns")

Column = Callable[[str, Sequence[str]], list]


@pytest.fixture(scope="session")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    standard.install(connection)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def column(macros: duckdb.DuckDBPyConnection) -> Column:
    """Answer an SQL expression over `typed` for many cells, in their order."""

    def ask(expression: str, cells: Sequence[str]) -> list:
        macros.execute("CREATE OR REPLACE TEMP TABLE asked (place INTEGER, typed VARCHAR)")
        macros.execute("INSERT INTO asked SELECT unnest(range(len($1)))::INTEGER, unnest($1::VARCHAR[])", [list(cells)])
        return [row[0] for row in macros.execute(f"SELECT {expression} FROM asked ORDER BY place").fetchall()]

    return ask
