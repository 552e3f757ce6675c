"""Keys that an earlier version made, made anew in place: compared in DuckDB, block by block, only what differs is written."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.history import set_actor
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


REGISTER = Stored("registry_membership", "NULL::text")


def span(stored: Stored) -> tuple[int, int]:
    """Return the first and the last id of a table; (0, 0) where it is empty."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM {stored.table}")
        return cursor.fetchone()


def rekey(
    connection: duckdb.DuckDBPyConnection, stored: Stored, ids: tuple[int, int], *, really: bool, by: Viewer
) -> int:
    """Make the keys of some ids anew, in one transaction; return how many rows differ (or differed, if `really`).

    :param ids: the first and the last id of the block, both inside.
    :raises NotAllowed: if the viewer may not load the register.
    """
    by.must("load_register")
    found = _differing(connection, stored, ids)
    if found and really:
        owner, staging = connections["owner"].settings_dict, f"{stored.table}_staging_rekeyed"
        columns.stage(owner, staging, connection, "FROM rekeyed")
        sets = ", ".join(f"{key} = s.{key}" for key in _KEYS)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="rekey")
            # A row that got another name meanwhile has new keys.
            cursor.execute(
                f"UPDATE {stored.table} AS t SET {sets} FROM {staging} s WHERE t.id = s.id AND t.name IS NOT DISTINCT FROM s.name"
            )
            cursor.execute(f"DROP TABLE {staging}")
    return found


def _differing(connection: duckdb.DuckDBPyConnection, stored: Stored, ids: tuple[int, int]) -> int:
    """Make `rekeyed` (id, and the keys as this version makes them) of the rows whose keys differ; return how many."""
    standard.install(connection)
    wanted = ", ".join(["id", f"{stored.digits} AS nik_digits", *_PERSON, *_KEYS])
    columns.fetch(
        connections["owner"].settings_dict,
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
