"""Tables that receive more rows than they hold: indexes and foreign keys are made again at once, not row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# From this share of new rows on, building indexes and checking foreign keys anew is cheaper than doing it row by row.
REBUILD_FROM = 0.3
FEW = 20_000


def is_large(cursor: Any, table: str, *, new: int) -> bool:
    """Tell whether so many new rows want the table's indexes made anew."""
    cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = %s::regclass", [table])
    return new > max(REBUILD_FROM * cursor.fetchone()[0], FEW)


@contextmanager
def apart(cursor: Any, *tables: str) -> Iterator[None]:
    """Take off foreign keys, unique constraints and plain indexes for as long as rows come in; then make them and check every row.

    Inside the caller's transaction: whoever reads waits until it ends, and an undone one leaves everything as it was. Primary keys stay.
    """
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('f', 'u') AND conrelid = ANY (%s::regclass[]) ORDER BY contype DESC, conname",
        [list(tables)],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
        [list(tables)],
    )
    plain = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in plain:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in plain:
        cursor.execute(definition)
    for table, name, definition in constraints:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
