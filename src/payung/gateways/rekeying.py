"""Name keys that an earlier version made, made anew in place: compared in DuckDB, block by block, only what differs is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from payung.gateways import columns
from payung.vocabulary import standard
from payung.vocabulary.match_keys import MATCH_KEYS, key_columns

_NAMED = ("name_key", "name_first", "name_skeleton")
_KEYS = (*_NAMED, *(key.column for key in MATCH_KEYS))
_PERSON = ("nik", "name", "birth_on", "sex", "phone", "kelurahan_code", "kecamatan_code", "kabupaten_code")


@dataclass(frozen=True, slots=True)
class Stored:
    """A table that stores people with their keys: its name, and the SQL of the digits that stood where the NIK should (or NULL)."""

    table: str
    digits: str


def differing(
    database: Mapping[str, Any], connection: duckdb.DuckDBPyConnection, stored: Stored, ids: tuple[int, int]
) -> int:
    """Make `rekeyed` (id and the keys as this version makes them) of the rows of some ids whose keys differ; return how many.

    :param ids: the first and the last id of the block, both inside.
    """
    standard.install(connection)
    wanted = ", ".join(["id", f"{stored.digits} AS nik_digits", *_PERSON, *_KEYS])
    columns.fetch(
        database,
        f"SELECT {wanted} FROM {stored.table} WHERE id BETWEEN {ids[0]} AND {ids[1]}",
        connection,
        "stored_keys",
    )
    fresh = ", ".join(f"new.{key}" for key in _KEYS)
    differs = " OR ".join(f"new.{key} IS DISTINCT FROM old.{key}" for key in _KEYS)
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE rekeyed AS
        WITH named AS (
            SELECT * EXCLUDE ({", ".join(_KEYS)}), key_nik15 AS kept_nik15,
                   nullif(name_key_of_person(name, name_key_of(name), sex, nik), '') AS name_key FROM stored_keys
        ), heard AS (
            SELECT *, nullif(split_part(name_key, ' ', 1), '') AS name_first, nullif(name_skeleton_of(name_key), '') AS name_skeleton FROM named
        ), keyed AS (SELECT id, kept_nik15, name_key, name_first, name_skeleton, {key_columns()} FROM heard
        -- The register keeps no digits of a number that is no NIK: the key they once made stays.
        ), new AS (SELECT * REPLACE (coalesce(key_nik15, kept_nik15) AS key_nik15) FROM keyed)
        SELECT new.id, old.name, {fresh} FROM new JOIN stored_keys old USING (id) WHERE {differs}
        """
    )
    found = connection.sql("SELECT count(*) FROM rekeyed").fetchall()[0][0]
    connection.execute("DROP TABLE stored_keys")
    return found


def staged(database: Mapping[str, Any], connection: duckdb.DuckDBPyConnection, stored: Stored) -> str:
    """Put `rekeyed` into a staging table; return its name."""
    table = f"{stored.table}_staging_rekeyed"
    columns.stage(database, table, connection, "SELECT * FROM rekeyed")
    return table


def update(stored: Stored, staging: str) -> str:
    """Return the SQL that lays the staged keys on the table, and drops the staging table; a row that got another name meanwhile has new keys."""
    sets = ", ".join(f"{key} = s.{key}" for key in _KEYS)
    return f"UPDATE {stored.table} AS t SET {sets} FROM {staging} s WHERE t.id = s.id AND t.name IS NOT DISTINCT FROM s.name; DROP TABLE {staging}"
