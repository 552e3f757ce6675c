"""Likely people for a whole list, found by stored keys: the cost follows the list, not the register."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import duckdb
from django.db import connections, transaction

from payung.gateways import columns
from payung.intake.models import SubmittedList
from payung.registry import queries as registry
from payung.vocabulary.match_keys import MATCH_KEYS, MatchKey

PEOPLE = (
    "nik, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone,"
    " kelurahan_code, kecamatan_code, kabupaten_code"
)
NIK = MatchKey("nik", "nik", 50)

# A register larger than memory is read from disk, and a look-up waits for each page: several wait side by side.
LARGE = 2_000_000
AT_ONCE = 8

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

    Lists that a corrected version has replaced are left out, and so are BPJS's answers and other people's lists.
    """
    earlier = (
        SubmittedList.objects.using("owner")
        .filter(office_id=submitted_list.office_id, kind="proposal", replaced_by=None, pk__lte=submitted_list.pk)
        .values_list("pk", flat=True)
    )
    # `+ 0` keeps the planner from the index on the list: rows that came in a moment ago are in no statistics, and it would
    # read all lists once for every key.
    return _find(
        connection,
        submitted_list=submitted_list,
        right="intake_row",
        condition=f"o.submitted_list_id + 0 IN ({', '.join(map(str, earlier))})",
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
    look_ups = [
        _look_up(key, 1 << place, right=right, condition=condition, staged=staged) for place, key in enumerate(keys)
    ]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"DROP TABLE IF EXISTS {staged}; CREATE UNLOGGED TABLE {staged} (left_id bigint, right_id bigint, keys integer)"
        )
        if right == "registry_membership" and registry.size() > LARGE:
            with ThreadPoolExecutor(AT_ONCE) as threads:
                list(threads.map(partial(_run_alone, submitted_list=submitted_list), look_ups))
        else:
            _run(look_ups, submitted_list)
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


def _run(look_ups: list[str], submitted_list: SubmittedList) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        # The planner must not trade index look-ups for reading the register whole.
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
        )
        cursor.execute("SET LOCAL jit = off")
        for look_up in look_ups:
            cursor.execute(look_up, [submitted_list.pk] * look_up.count("%s"))


def _run_alone(look_up: str, *, submitted_list: SubmittedList) -> None:
    """Run one look-up in a thread, whose connection goes with it."""
    try:
        _run([look_up], submitted_list)
    finally:
        connections["owner"].close()


def _look_up(key: MatchKey, bit: int, *, right: str, condition: str, staged: str) -> str:
    """Return the SQL that finds a key's people once for each distinct value, in the index's own order.

    A block above the cap leaves its rows without a right side. Among rows of lists, only an earlier one is found.
    """
    earlier = (
        ""
        if right == "registry_membership"
        else (f"JOIN {right} o ON o.id = r.id AND (o.submitted_list_id, o.id) < (%s, l.id)")
    )
    return f"""
        INSERT INTO {staged}
        WITH wanted AS MATERIALIZED (
            SELECT {key.column} AS value, array_agg(id) AS lefts FROM intake_row
            WHERE submitted_list_id = %s AND {key.column} IS NOT NULL GROUP BY {key.column} ORDER BY {key.column}),
        found AS MATERIALIZED (
            SELECT lefts, array(SELECT o.id FROM {right} o WHERE o.{key.column} = w.value AND {condition} LIMIT {key.cap + 1}) AS ids FROM wanted w)
        SELECT l.id, r.id, {bit}
        FROM found CROSS JOIN unnest(lefts) AS l(id) CROSS JOIN unnest(ids) AS r(id) {earlier}
        WHERE cardinality(ids) <= {key.cap}
        UNION ALL
        SELECT l.id, NULL, {bit} FROM found CROSS JOIN unnest(lefts) AS l(id) WHERE cardinality(ids) > {key.cap}
        """
