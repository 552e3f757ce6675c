"""Candidate pairs by the stored blocking keys, in DuckDB: for lists against lists, training, measuring and whole-register jobs.

For a list against the standing register the same keys are looked up in PostgreSQL (`candidates`).
"""

from __future__ import annotations

import duckdb

from payung.linkage.people import whole
from payung.vocabulary.match_keys import MATCH_KEYS, YEARS, MatchKey

NIK = MatchKey("key_nik", "TRY_CAST(nik AS BIGINT)", 50)
KEYS = (NIK, *MATCH_KEYS)

# A row that says no birth date knows no year, or that of a NIK that may be another's; without a NIK the year may be a slip.
# Who has both is NULL here, and asks no key that is for the poor.
YEARS_LOOKED_UP = "CASE WHEN birth_on IS NULL THEN 'any' WHEN nik IS NULL THEN 'beside' END"


def keys(connection: duckdb.DuckDBPyConnection, people: str, *, out: str = "keyed") -> None:
    """Make the keys of people.

    :param people: table of people shape.
    :param out: table made: record_id BIGINT, one BIGINT column per key of KEYS, NULL where the person lacks a part, and
        `years` ('any', 'beside' or NULL): with which years of birth a key that ends in one is looked up beside its own.
    """
    columns = ", ".join(f"{key.value} AS {key.column}" for key in KEYS) + f", {YEARS_LOOKED_UP} AS years"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT record_id, {columns} FROM ({whole(connection, people)})"
    )


def pairs(connection: duckdb.DuckDBPyConnection, *, left: str, right: str, out: str = "pairs") -> None:
    """Find the pairs worth comparing, each once.

    :param left: and `right`: tables made by `keys`; the same table twice for duplicates (then left_id < right_id).
    :param out: table made: left_id, right_id, keys INTEGER (bit i for KEYS[i]); and `<out>_overflow`: left_id, key INTEGER
        (its bit), of blocks too large to compare.
    """
    order = "AND l.record_id < r.record_id" if left == right else ""
    found, over = [], []
    for place, key in enumerate(KEYS):
        column = key.column
        poor = "AND (l.years IS NOT NULL" + (" OR r.years IS NOT NULL)" if order else ")") if key.for_poor else ""
        asks = "AND l.years IS NOT NULL" if key.for_poor and not order else ""
        sizes = f"(SELECT {column}, count(*) AS size FROM {right} WHERE {column} IS NOT NULL GROUP BY {column})"
        found.append(
            f"SELECT l.record_id AS left_id, r.record_id AS right_id, {1 << place} AS bits FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} AND s.size <= {key.cap} JOIN {right} AS r ON r.{column} = l.{column} {order} {poor}"
        )
        over.append(
            f"SELECT l.record_id AS left_id, {1 << place} AS key FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} WHERE s.size > {key.cap} {asks}"
        )
    found += [
        _other_years(place, key, left=left, right=right, order=order) for place, key in enumerate(KEYS) if key.span
    ]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT left_id, right_id, CAST(bit_or(bits) AS INTEGER) AS keys "
        f"FROM ({' UNION ALL '.join(found)}) GROUP BY left_id, right_id"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out}_overflow AS {' UNION ALL '.join(over)}")


def _other_years(place: int, key: MatchKey, *, left: str, right: str, order: str) -> str:
    """Return the SELECT of pairs whose keys differ in the year alone; blocks above the span (or the cap) are left out."""
    column, bare = key.column, f"{key.column} // {YEARS}"
    sizes = f"(SELECT {bare} AS base, count(*) AS size FROM {right} WHERE {column} IS NOT NULL GROUP BY ALL)"
    beside = f"(SELECT {column}, count(*) AS size FROM {right} WHERE {column} IS NOT NULL GROUP BY ALL)"
    # Of rows among themselves each is looked up from both sides.
    parts = []
    for one, other in (("l", "r"), ("r", "l"))[: 2 if order else 1]:
        ids = f"SELECT l.record_id AS left_id, r.record_id AS right_id, {1 << place} AS bits FROM"
        parts.append(
            f"{ids} {left} AS {one} JOIN {sizes} AS s ON s.base = {one}.{bare} AND s.size <= {key.span}"
            f" JOIN {right} AS {other} ON {other}.{bare} = s.base {order} WHERE {one}.years = 'any'"
        )
        parts.append(
            f"{ids} (SELECT *, unnest([{column} - 1, {column} + 1, {column} - {column} % {YEARS}]) AS near FROM {left}"
            f" WHERE years = 'beside' AND {column} % {YEARS} > 0) AS {one} JOIN {beside} AS s ON s.{column} = {one}.near"
            f" AND s.size <= {key.cap} JOIN {right} AS {other} ON {other}.{column} = s.{column} {order}"
        )
    return " UNION ALL ".join(parts)
