"""The tables under the tests: emptied after each, and put back as they were where many begin with the same work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg

Made = TypeVar("Made")

_TABLES = """
    SELECT format('%%I', tablename), string_agg(format('%%I', attname), ', ' ORDER BY attnum)
    FROM pg_tables JOIN pg_attribute ON attrelid = format('%%I.%%I', schemaname, tablename)::regclass
    WHERE schemaname = 'public' AND tablename ~ %s AND tablename <> 'registry_person_salt'
        AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY 1
"""
_SEQUENCES = "SELECT format('%%I', sequencename), start_value FROM pg_sequences WHERE schemaname = 'public' AND sequencename ~ %s"

#: A table of more bytes is truncated, so that no dead rows pile up; deleting from a small one takes a tenth of the time.
GROWN = 500_000


@dataclass(frozen=True, slots=True)
class World:
    """What was written to the tables, and what its maker returned."""

    made: object
    rows: dict[str, bytes]
    sequences: list[tuple[str, int]]


class Ground:
    """The rooms' tables, through one connection.

    :param ours: which tables (a regular expression).
    :param past_triggers: on a cluster of our own a superuser deletes and copies past triggers and references.
    """

    def __init__(self, link: psycopg.Connection, *, ours: str, past_triggers: bool) -> None:
        self._link = link
        self._past_triggers = past_triggers
        self._columns = dict(link.execute(_TABLES, [ours]).fetchall())
        sequences = link.execute(_SEQUENCES, [ours]).fetchall()
        self._written = " UNION ALL ".join(
            f"SELECT '{table}', pg_relation_size('{table}') WHERE EXISTS (SELECT FROM {table})"
            for table in self._columns
        )
        self._anew = " UNION ALL ".join(
            f"SELECT setval('{sequence}', {start}, false) FROM {sequence} WHERE is_called"
            for sequence, start in sequences
        )
        self._reached = " UNION ALL ".join(
            f"SELECT '{sequence}', last_value FROM {sequence} WHERE is_called" for sequence, _ in sequences
        )
        self._worlds: dict[tuple[object, ...], World] = {}
        if past_triggers:
            link.execute("SET session_replication_role = replica")

    def empty(self) -> None:
        """Empty the tables that a test wrote to, and let ids begin anew."""
        found = self._link.execute(self._written, prepare=True).fetchall()
        if found and self._past_triggers and max(size for _, size in found) < GROWN:
            self._link.execute("; ".join(f"DELETE FROM {table}" for table, _ in found))
        elif found:
            self._link.execute(f"TRUNCATE {', '.join(table for table, _ in found)} CASCADE")
        self._link.execute(self._anew, prepare=True)

    def as_after(self, name: str, make: Callable[[], Made]) -> Made:
        """Let `make` do its real work for the first test that asks; for those after it, put every row and number back as it left them.

        Where as many rows were made before as the first time; else it works again. It must leave no files that a test reads.
        """
        known = (name, *self._link.execute(self._reached).fetchall())
        world = self._worlds.get(known)
        if world is None:
            made = make()
            if self._past_triggers:
                self._worlds[known] = self._taken(made)
            return made
        self.empty()
        for table, rows in world.rows.items():
            with self._link.cursor().copy(f"COPY {table} ({self._columns[table]}) FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)
        for sequence, last in world.sequences:
            self._link.execute("SELECT setval(%s, %s)", [sequence, last])
        return world.made

    def _taken(self, made: object) -> World:
        rows = {}
        for table, _ in self._link.execute(self._written, prepare=True).fetchall():
            with self._link.cursor().copy(f"COPY {table} ({self._columns[table]}) TO STDOUT (FORMAT binary)") as copy:
                rows[table] = b"".join(copy)
        return World(made, rows, self._link.execute(self._reached).fetchall())
