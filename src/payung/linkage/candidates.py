"""Likely people for a whole list, found by stored keys: the cost follows the list, not the register."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.db import connections, transaction

from payung.gateways import columns
from payung.intake.models import SubmittedList
from payung.vocabulary.match_keys import MATCH_KEYS, MatchKey

PEOPLE = (
    "nik, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone,"
    " kelurahan_code, kecamatan_code, kabupaten_code"
)
NIK = MatchKey("nik", "nik", 50)

# Membership facts that go with a candidate, for classing a match; a person's best source is chosen upstairs.
COVER = "person_id, source_id, segment, payer_kind, status, paid_until, as_of"


@dataclass(frozen=True, slots=True)
class Found:
    """How many pairs were found, and how many rows met a block too large to compare."""

    pairs: int
    overflowing: int


def in_register(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> Found:
    """Make tables `register_pairs` (left_id, right_id, keys), `register_overflow` (left_id, key) and `register_people`.

    One index look-up for each distinct key of the list, in the index's own order; nothing reads the register whole.
    """
    return _find(
        connection,
        submitted_list=submitted_list,
        right="registry_membership",
        condition="o.vanished_on IS NULL",
        facts=COVER,
        out="register",
    )


def in_lists(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> Found:
    """Make tables `list_pairs`, `list_overflow` and `list_people`: earlier rows of this list and of the office's earlier lists.

    Lists that a corrected version has replaced are left out.
    """
    condition = (
        f"o.office_id = {submitted_list.office_id} AND (o.submitted_list_id, o.id) < ({submitted_list.pk}, l.id)"
        " AND o.submitted_list_id IN (SELECT id FROM intake_list WHERE kind = 'proposal'"
        f" AND office_id = {submitted_list.office_id} AND id NOT IN (SELECT replaces_id FROM intake_list WHERE replaces_id IS NOT NULL))"
    )
    return _find(
        connection,
        submitted_list=submitted_list,
        right="intake_row",
        condition=condition,
        facts="submitted_list_id, sheet_no, row_no",
        out="list",
    )


def _find(
    connection: duckdb.DuckDBPyConnection,
    *,
    submitted_list: SubmittedList,
    right: str,
    condition: str,
    facts: str,
    out: str,
) -> Found:
    owner = connections["owner"].settings_dict
    staged = f"linkage_staging_{out}_{submitted_list.content_sha256[:12]}"
    keys = (NIK, *MATCH_KEYS)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        # The planner must not trade index look-ups for reading the register whole.
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
        )
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(
            f"DROP TABLE IF EXISTS {staged}; CREATE UNLOGGED TABLE {staged} (left_id bigint, right_id bigint, keys integer)"
        )
        for place, key in enumerate(keys):
            cursor.execute(
                _look_up(key, 1 << place, right=right, condition=condition, staged=staged),
                [submitted_list.pk, submitted_list.pk],
            )
        cursor.execute(f"CREATE INDEX ON {staged} (right_id)")
    columns.fetch(
        owner,
        f"SELECT left_id, right_id, bit_or(keys) AS keys FROM {staged} WHERE right_id IS NOT NULL GROUP BY left_id, right_id",
        connection,
        f"{out}_pairs",
    )
    columns.fetch(
        owner, f"SELECT left_id, keys AS key FROM {staged} WHERE right_id IS NULL", connection, f"{out}_overflow"
    )
    columns.fetch(
        owner,
        f"SELECT o.id AS record_id, {PEOPLE}, {facts} FROM {right} o WHERE o.id IN (SELECT right_id FROM {staged})",
        connection,
        f"{out}_people",
    )
    columns.drop(owner, staged)
    counts = connection.sql(
        f"SELECT (SELECT count(*) FROM {out}_pairs), (SELECT count(DISTINCT left_id) FROM {out}_overflow)"
    ).fetchall()
    return Found(*counts[0])


def _look_up(key: MatchKey, bit: int, *, right: str, condition: str, staged: str) -> str:
    """Return the SQL that finds a key's people for each distinct value; a block above the cap leaves one row without a right side."""
    # The condition on single pairs (earlier rows only) cannot run inside the look-up by value; the cap counts before it.
    inside = "o.vanished_on IS NULL" if right == "registry_membership" else "true"
    outside = "true" if right == "registry_membership" else condition
    return f"""
        INSERT INTO {staged}
        SELECT l.id, CASE WHEN found.n <= {key.cap} THEN o.id END, {bit}
        FROM (SELECT value, ids, cardinality(ids) AS n
              FROM (SELECT DISTINCT {key.column} AS value FROM intake_row WHERE submitted_list_id = %s AND {key.column} IS NOT NULL ORDER BY 1) v
              CROSS JOIN LATERAL (SELECT array(SELECT o.id FROM {right} o WHERE o.{key.column} = v.value AND {inside} LIMIT {key.cap + 1}) AS ids) f
              WHERE cardinality(ids) > 0) found
        JOIN intake_row l ON l.{key.column} = found.value AND l.submitted_list_id = {{own}}
        CROSS JOIN LATERAL (SELECT unnest(found.ids[1:CASE WHEN found.n <= {key.cap} THEN found.n ELSE 1 END]) AS id) o_id
        JOIN {right} o ON o.id = o_id.id
        WHERE {outside} OR found.n > {key.cap}
        """.replace("{own}", "%s")
