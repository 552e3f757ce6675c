"""Blocking keys: what the register stores and indexes, so that a list is compared with likely people only."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from payung.linkage.people import whole


@dataclass(frozen=True, slots=True)
class Key:
    """One way to find likely people: equal `value` (SQL over the people shape, NULL where it cannot be made).

    `cap` is the largest number of register people that one list row may be compared with by this key; a larger block is
    not compared, and the row is marked as overflowing instead.
    """

    id: str
    value: str
    cap: int


# PostgreSQL makes the same numbers: ('x' || left(md5(text), 15))::bit(60)::bigint.
_HASH = "CAST('0x' || left(md5('{id}' || '|' || {value}), 15) AS BIGINT)"

_KABUPATEN = "coalesce(kabupaten_code, left(kecamatan_code, 5), left(kelurahan_code, 5))"
_FIRST = "coalesce(name_first, split_part(name_key, ' ', 1))"

KEYS = (
    Key("nik", "nik", 50),
    Key("nik15", "CASE WHEN length(coalesce(nik, nik_digits)) BETWEEN 15 AND 17 THEN left(coalesce(nik, nik_digits), 15) END", 50),
    Key("birth_first", f"CAST(birth_on AS VARCHAR) || {_FIRST}", 300),
    Key("birth_skeleton", "CAST(birth_on AS VARCHAR) || name_skeleton", 300),
    Key("birth_kabupaten", f"CAST(birth_on AS VARCHAR) || {_KABUPATEN}", 300),
    Key("phone", "phone", 60),
    Key("skeleton_year", f"name_skeleton || CAST(year(birth_on) AS VARCHAR) || {_KABUPATEN}", 100),
    Key("home_name", "kelurahan_code || name_key", 100),
)  # fmt: skip


def keys(connection: duckdb.DuckDBPyConnection, people: str, *, out: str = "keyed") -> None:
    """Make the stored keys of people.

    :param people: table of people shape.
    :param out: table made: record_id BIGINT and one BIGINT column `key_<id>` per key, NULL where the person lacks a part.
    """
    hashes = ", ".join(f"{_HASH.format(id=key.id, value='(' + key.value + ')')} AS key_{key.id}" for key in KEYS)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT record_id, {hashes} FROM ({whole(connection, people)})")


def pairs(connection: duckdb.DuckDBPyConnection, *, left: str, right: str, out: str = "pairs") -> None:
    """Find the pairs worth comparing, each once.

    :param left: and `right`: tables made by `keys`.
    :param out: table made: left_id, right_id, keys VARCHAR[] (ids of the keys that found it); and `<out>_overflow`:
        left_id, key, size (people in the block that was too large to compare).
    """
    found, over = [], []
    for bit, key in enumerate(KEYS):
        column = f"key_{key.id}"
        sizes = f"(SELECT {column}, count(*) AS size FROM {right} WHERE {column} IS NOT NULL GROUP BY {column})"
        found.append(
            f"SELECT l.record_id AS left_id, r.record_id AS right_id, {1 << bit} AS bits FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} AND s.size <= {key.cap} JOIN {right} AS r ON r.{column} = l.{column}"
        )
        over.append(
            f"SELECT l.record_id AS left_id, '{key.id}' AS key, s.size FROM {left} AS l "
            f"JOIN {sizes} AS s ON s.{column} = l.{column} WHERE s.size > {key.cap}"
        )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out} AS SELECT left_id, right_id, CAST(bit_or(bits) AS INTEGER) AS keys "
        f"FROM ({' UNION ALL '.join(found)}) GROUP BY left_id, right_id"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out}_overflow AS {' UNION ALL '.join(over)}")
