"""All reasons of a person as one number, a bit for each: a million sets are compared as fast as a million numbers. DuckDB only."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from payung.eligibility.rules.catalogue import RULES, WAITING_LIST

FAMILY = "family_limit"
#: Every reason in the order in which they stand in a decision: what depends on other people comes last. A place is true of one run only.
PLACES = {
    reason: place
    for place, reason in enumerate((*(rule.id for rule in RULES if rule.id != FAMILY), FAMILY, WAITING_LIST))
}
#: What stands for reasons that no rule gives any more: equal to no set of today.
UNKNOWN = -1


def mask(reasons: Iterable[str]) -> int:
    """Return the number of a set of reasons."""
    return sum(1 << PLACES[reason] for reason in set(reasons))


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `reason_places` (reason, place)."""
    connection.execute("CREATE OR REPLACE TEMP TABLE reason_places (reason VARCHAR, place INTEGER)")
    connection.executemany("INSERT INTO reason_places VALUES (?, ?)", list(PLACES.items()))


def name(connection: duckdb.DuckDBPyConnection, table: str, *, out: str) -> None:
    """Make `out` (mask, reasons, said) for the masks of a table, each once: the reasons in their order, and as PostgreSQL writes them."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {out} AS
        SELECT mask, coalesce(list(reason ORDER BY place) FILTER ((mask >> place) & 1 = 1), []::VARCHAR[]) AS reasons,
            '{{' || array_to_string(reasons, ',') || '}}' AS said
        FROM (SELECT DISTINCT mask FROM {table}) CROSS JOIN reason_places GROUP BY mask
        """
    )


def number(connection: duckdb.DuckDBPyConnection, table: str, *, out: str) -> None:
    """Make `out` (said, mask) for the reasons of a table as PostgreSQL writes lists ("{a,b}"), each once; UNKNOWN where one is no reason of today."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {out} AS
        WITH said AS (SELECT DISTINCT reasons AS said FROM {table}),
        taken_apart AS (SELECT said, unnest(string_split(said[2:-2], ',')) AS reason FROM said WHERE said <> '{{}}')
        SELECT said, CASE WHEN bool_or(reason IS NOT NULL AND place IS NULL) THEN {UNKNOWN} ELSE coalesce(bit_or(1::BIGINT << place), 0) END AS mask
        FROM said LEFT JOIN taken_apart USING (said) LEFT JOIN reason_places USING (reason) GROUP BY said
        """
    )
