"""Candidate pairs by the stored blocking keys, in DuckDB: for lists against lists, training, measuring and whole-register jobs.

For a list against the standing register the same keys are looked up in PostgreSQL (`candidates`).
"""

from __future__ import annotations

import duckdb

from payung.linkage.people import whole
from payung.vocabulary.match_keys import MATCH_KEYS, MatchKey

NIK = MatchKey("key_nik", "TRY_CAST(nik AS BIGINT)", 50)
KEYS = (NIK, *MATCH_KEYS)


def keys(connection: duckdb.DuckDBPyConnection, people: str, *, out: str = "keyed") -> None:
    """Make the keys of people.

    :param people: table of people shape.
    :param out: table made: record_id BIGINT and one BIGINT column per key of KEYS, NULL where the person lacks a part.
    """
    columns = ", ".join(f"{key.value} AS {key.column}" for key in KEYS)
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
        sizes = f"(SELECT {column}, count(*) AS size FROM {right} WHERE {column} IS NOT NULL GROUP BY {column})"
        found.append(
            f"SELECT l.record_id AS left_id, r.record_id AS right_id, {1 << place} AS bits FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} AND s.size <= {key.cap} JOIN {right} AS r ON r.{column} = l.{column} {order}"
        )
        over.append(
            f"SELECT l.record_id AS left_id, {1 << place} AS key FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} WHERE s.size > {key.cap}"
        )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT left_id, right_id, CAST(bit_or(bits) AS INTEGER) AS keys "
        f"FROM ({' UNION ALL '.join(found)}) GROUP BY left_id, right_id"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out}_overflow AS {' UNION ALL '.join(over)}")
