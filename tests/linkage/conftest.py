"""A DuckDB for each test."""

from __future__ import annotations

import duckdb
import pytest


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that fetches nothing by itself."""
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    return connection
