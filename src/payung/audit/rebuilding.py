"""Most of a table written at once: its keys and indexes are taken apart before and built anew after, each row checked all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections, transaction
from django.db.backends.utils import CursorWrapper

# From this share of rows on, sorting an index anew is cheaper than adding to it, and one join than a look for every key.
REBUILD_FROM = 0.3
FEW = 20_000
# Longer than the second after which PostgreSQL sends its own vacuum away and finds two who wait for each other, shorter than two:
# so it is always we who give way, and nobody is ended because of us.
PATIENCE = "1500ms"

_CONSTRAINTS = """
SELECT c.conname, pg_get_constraintdef(c.oid), c.confrelid::regclass::text FROM pg_constraint c
WHERE c.conrelid = %(table)s::regclass AND c.contype = ANY (%(kinds)s)
  AND (c.contype = 'f' OR NOT EXISTS (SELECT 1 FROM pg_constraint other WHERE other.contype = 'f' AND other.conindid = c.conindid))
ORDER BY c.contype = 'f', c.conname
"""
_PLAIN = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = %(table)s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


@contextmanager
def rebuilt(
    table: str, *, rows: int, keys: bool = True, primary: bool = False, beside: tuple[str, ...] = ()
) -> Iterator[None]:
    """Write so many rows of a table within this block, in the owner's transaction.

    Where they are most of it, its foreign keys, its exclusions and all its indexes but the primary key are gone meanwhile, and
    nobody else reaches the table or what its keys point to until the transaction ends; a row that breaks one of them is refused
    by its name at the end of the block. Where somebody is at work on these tables for longer than PATIENCE, every row is checked
    as it comes.

    :param keys: the foreign keys too; False where the block writes no column of them: the tables they point to stay open.
    :param beside: tables that everybody goes on reading: a key that points to them stays, and each row is checked as it comes.
    :param primary: the primary key too, if no other table points to it; only where the block looks nobody up by it.
    """
    with connections["owner"].cursor() as cursor:
        kinds = ["x", "u"] + ["f"] * keys + ["p"] * primary
        again = _take_apart(cursor, table, kinds, beside) if _is_most(cursor, table, rows) else []
        yield
        for statement in again:
            cursor.execute(statement)


def _is_most(cursor: CursorWrapper, table: str, rows: int) -> bool:
    cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = %s::regclass", [table])
    return rows > max(REBUILD_FROM * cursor.fetchone()[0], FEW)


def _take_apart(cursor: CursorWrapper, table: str, kinds: list[str], beside: tuple[str, ...]) -> list[str]:
    """Drop what can be built anew; return the statements that build it, indexes first."""
    cursor.execute(_CONSTRAINTS, {"table": table, "kinds": kinds})
    constraints = [one for one in cursor.fetchall() if one[2] not in beside]
    cursor.execute(_PLAIN, {"table": table})
    plain = cursor.fetchall()
    if not _alone_with({table, *(points_to for *_, points_to in constraints if points_to != "-")}):
        return []
    # What the transaction wrote before is checked now: a table is not altered while a check of it waits.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL maintenance_work_mem = '256MB'")
    for name, *_ in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in plain:
        cursor.execute(f"DROP INDEX {name}")
    return [
        *(definition for _, definition in plain),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for name, definition, _ in constraints),
    ]


def _alone_with(tables: set[str]) -> bool:
    """Keep everybody else off these tables until the transaction ends; say whether that was to be had at once."""
    try:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(f"LOCK TABLE {', '.join(sorted(tables))} IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError:
        return False
    return True
