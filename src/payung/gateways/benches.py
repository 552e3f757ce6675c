"""Workshops that stay open between jobs: what every job needs is put there once, what a job made is cleared away after it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from payung.gateways.columns import workshop

Furnish = Callable[[duckdb.DuckDBPyConnection], None]

# Idle benches of a process, by what they are furnished with. Two hands work side by side, so two are worth keeping.
_IDLE: dict[Furnish, list[tuple[duckdb.DuckDBPyConnection, frozenset[tuple[str, str]]]]] = {}
_INHERITED: list[duckdb.DuckDBPyConnection] = []
_KEPT = 2
_ONE_AT_A_TIME = threading.Lock()

_THINGS = """
    SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE NOT internal
"""


@contextmanager
def bench(folder: str, *, furnish: Furnish) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a workshop that `furnish` has made ready, for one job that spills into `folder`.

    Tables and views that the job leaves are gone for the next one; a bench on which a job failed is not used again.
    `furnish` must make only what no job changes.
    """
    connection, standing = _taken(folder, furnish)
    try:
        yield connection
        _cleared(connection, standing)
    except BaseException:
        connection.close()
        raise
    with _ONE_AT_A_TIME:
        kept = _IDLE.setdefault(furnish, [])
        if len(kept) < _KEPT:
            kept.append((connection, standing))
            return
    connection.close()


def _taken(folder: str, furnish: Furnish) -> tuple[duckdb.DuckDBPyConnection, frozenset[tuple[str, str]]]:
    with _ONE_AT_A_TIME:
        idle = _IDLE.get(furnish, [])
        found = idle.pop() if idle else None
    if found is not None:
        try:
            found[0].execute(f"SET temp_directory = '{folder}'")
        except duckdb.Error:
            # It has spilled into the folder of an earlier job, and DuckDB does not move then.
            found[0].close()
        else:
            return found
    connection = workshop(folder)
    furnish(connection)
    return connection, frozenset(connection.execute(_THINGS).fetchall())


def _forget() -> None:
    """Leave the benches to the process that opened them: a fork has their memory, but none of the threads that work in it."""
    _INHERITED.extend(connection for idle in _IDLE.values() for connection, _ in idle)
    _IDLE.clear()


os.register_at_fork(after_in_child=_forget)


def _cleared(connection: duckdb.DuckDBPyConnection, standing: frozenset[tuple[str, str]]) -> None:
    for kind, name in connection.execute(_THINGS).fetchall():
        if (kind, name) not in standing:
            connection.execute(f'DROP {kind} IF EXISTS "{name}"')
