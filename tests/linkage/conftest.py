"""A DuckDB for each test, and one with invented people for all."""

from __future__ import annotations

import duckdb
import pytest

from payung.linkage import keys, people
from tests.benchmarks import invented as world
from tests.benchmarks import standardised


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that fetches nothing by itself."""
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    return connection


@pytest.fixture(scope="session")
def invented() -> duckdb.DuckDBPyConnection:
    """Invented people: `listed`, `register` (people shape with person_id, the truth), prepared, and their `pairs`."""
    connection = duckdb.connect()
    world.build(connection, world.World(seed=7, households=6000, list_rows=3000))
    standardised.people_of(connection, "list_raw", "listed")
    standardised.people_of(connection, "register_raw", "register")
    people.frequencies(connection, "register")
    for raw, prepared, keyed in (("listed", "left_people", "left_keys"), ("register", "right_people", "right_keys")):
        people.prepare(connection, raw, frequencies="frequencies", out=prepared)
        keys.keys(connection, raw, out=keyed)
    keys.pairs(connection, left="left_keys", right="right_keys")
    return connection
