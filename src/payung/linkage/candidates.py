"""Likely people for a whole list, found by stored keys: the cost follows the list, not the register."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.db import connections

from payung.gateways import columns
from payung.intake import standing as lists
from payung.intake.models import SubmittedList
from payung.linkage import abreast
from payung.registry import queries as registry
from payung.vocabulary.match_keys import MATCH_KEYS, YEARS, MatchKey

PEOPLE = (
    "nik, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone, mother_name,"
    " kelurahan_code, kecamatan_code, kabupaten_code"
)

# In a register larger than memory the NIK is asked first, and no look-up is made that hardly ever finds anybody else.
NUMBERED = "key_nik15"
# Who has a NIK is found by it, by birth date and place, by name and home; these find one in two thousand more (docs/decisions/0005).
WITHOUT_NIK = ("key_birth_first", "key_skeleton_year")

# Who has a NIK and a birth date is found by these: by home and name one in a thousand more, at a quarter of all comparisons.
POOR = "(nik IS NULL OR birth_on IS NULL)"

# Membership facts that go with a candidate, for classing a match; a person's best source is chosen upstairs.
COVER = "person_id, source_id, segment, payer_kind, status, paid_until, as_of"


@dataclass(frozen=True, slots=True)
class Side:
    """Where likely people are looked for: a table, which of its rows count, what is fetched of them, the name of it all, and its size."""

    right: str
    condition: str
    facts: str
    out: str
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """How many pairs were found, and how many rows met a block too large to compare."""

    pairs: int
    overflowing: int


def in_register(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> Found:
    """Make tables `register_pairs` (left_id, right_id, keys), `register_overflow` (left_id, key) and `register_people`.

    One index look-up for each distinct key of the list, in the index's own order; nothing reads the register whole.
    """
    side = Side(
        "registry_membership", "o.vanished_on IS NULL", COVER, "register", is_large=registry.size() > abreast.LARGE
    )
    return _find(connection, side, submitted_list=submitted_list)


def in_lists(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList) -> Found:
    """Make tables `list_pairs`, `list_overflow` and `list_people`: earlier rows of this list and of the office's earlier lists.

    Lists that do not count (`intake.standing`) are left out, and so are BPJS's answers and other people's lists.
    """
    earlier = lists.before(submitted_list)
    # `+ 0` keeps the planner from the index on the list: rows that came in a moment ago are in no statistics, and it would
    # read all lists once for every key.
    condition = f"o.submitted_list_id + 0 IN ({', '.join(map(str, [*earlier, submitted_list.pk]))})"
    side = Side("intake_row", condition, "submitted_list_id, sheet_no, row_no", "list")
    return _find(connection, side, submitted_list=submitted_list)


def _find(connection: duckdb.DuckDBPyConnection, side: Side, *, submitted_list: SubmittedList) -> Found:
    owner, out = connections["owner"].settings_dict, side.out
    staged = f"linkage_staging_{out}_{submitted_list.content_sha256[:12]}"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"DROP TABLE IF EXISTS {staged}; CREATE UNLOGGED TABLE {staged} (left_id bigint, right_id bigint, right_at tid, keys integer)"
        )
    if side.is_large:
        _look_up_frugally(side, submitted_list, staged=staged)
    else:
        look_ups = [_look_up(key, side, staged=staged) for key in MATCH_KEYS] + _other_years(side, staged=staged)
        run = abreast.look_up_abreast if (submitted_list.received or 0) >= abreast.MANY else abreast.look_up
        run(look_ups, [submitted_list.pk])
    columns.fetch(
        owner,
        f"SELECT left_id, right_id, bit_or(keys) AS keys FROM {staged} WHERE right_id IS NOT NULL GROUP BY left_id, right_id",
        connection,
        f"{out}_pairs",
    )
    columns.fetch(
        owner, f"SELECT left_id, keys AS key FROM {staged} WHERE right_id IS NULL", connection, f"{out}_overflow"
    )
    _fetch_people(connection, side, staged=staged)
    columns.drop(owner, staged)
    counts = connection.sql(
        f"SELECT (SELECT count(*) FROM {out}_pairs), (SELECT count(DISTINCT left_id) FROM {out}_overflow)"
    ).fetchall()
    return Found(*counts[0])


def _fetch_people(connection: duckdb.DuckDBPyConnection, side: Side, *, staged: str) -> None:
    """Make `<out>_people` of everybody found, read from the place on disk where the look-ups just saw them.

    Somebody whose row has moved since (a load changed it) is no longer there: then all are read again by their ids.
    """
    owner, people = connections["owner"].settings_dict, f"{side.out}_people"
    select = f"SELECT o.id AS record_id, {PEOPLE}, {side.facts} FROM {side.right} o"
    seen = f"SELECT right_at FROM {staged} WHERE right_id IS NOT NULL"
    columns.fetch(owner, f"{select} WHERE o.ctid = ANY (ARRAY({seen}))", connection, people)
    moved = (
        f"SELECT 1 FROM {side.out}_pairs p WHERE NOT EXISTS (FROM {people} o WHERE o.record_id = p.right_id) LIMIT 1"
    )
    if connection.execute(moved).fetchall():
        columns.fetch(owner, f"{select} WHERE o.id IN (SELECT right_id FROM {staged})", connection, people)


def _look_up_frugally(side: Side, submitted_list: SubmittedList, *, staged: str) -> None:
    """Look up by NIK first; who is found there whole, by the word of the best source, is looked for nowhere else."""
    settled = f"{staged}_settled"
    numbered = [key for key in MATCH_KEYS if key.column == NUMBERED]
    others = [key for key in MATCH_KEYS if key.column != NUMBERED]
    _run_side_by_side(numbered, side, submitted_list, staged=staged, where="true")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {settled}")
        cursor.execute(
            f"""
            CREATE UNLOGGED TABLE {settled} AS
            WITH seen AS MATERIALIZED (
                SELECT o.id, o.nik, o.birth_on, o.name_skeleton FROM {side.right} o
                WHERE o.ctid = ANY (ARRAY(SELECT right_at FROM {staged})) AND o.nik IS NOT NULL
                    AND o.source_id IN (SELECT id FROM registry_source WHERE rank = (SELECT min(rank) FROM registry_source)))
            SELECT DISTINCT s.left_id FROM {staged} s JOIN seen o ON o.id = s.right_id JOIN intake_row l ON l.id = s.left_id
            WHERE l.nik = o.nik AND l.birth_on = o.birth_on AND l.name_skeleton = o.name_skeleton
            """
        )
        cursor.execute(f"CREATE UNIQUE INDEX ON {settled} (left_id)")
    where = f"NOT EXISTS (SELECT 1 FROM {settled} d WHERE d.left_id = intake_row.id)"
    _run_side_by_side(others, side, submitted_list, staged=staged, where=where)
    columns.drop(connections["owner"].settings_dict, settled)


def _run_side_by_side(
    keys: list[MatchKey], side: Side, submitted_list: SubmittedList, *, staged: str, where: str
) -> None:
    parts = max(abreast.PARTS, abreast.AT_ONCE // len(keys))
    look_ups = [
        _look_up(
            key,
            side,
            staged=staged,
            where=f"{where} AND {key.column} %% {parts} = {part}"
            + (" AND nik IS NULL" if key.column in WITHOUT_NIK else ""),
        )
        for part in range(parts)
        for key in keys
    ]
    if any(key.span for key in keys):
        look_ups += _other_years(side, staged=staged, where=f"{where} AND nik IS NULL")
    abreast.look_up_abreast(look_ups, [submitted_list.pk])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked up of a list by one key: `values` makes value and id of its rows, `found` picks people of `w.value`, `cap` at most.

    `is_told`: of a block above the cap its rows are told of (`register_overflow`), else it is passed over.
    """

    values: str
    found: str
    cap: int
    is_told: bool


def _look_up(key: MatchKey, side: Side, *, staged: str, where: str = "true") -> str:
    """Return the SQL that finds a key's people once for each distinct value; `where`: which rows of the list are looked up."""
    column = key.column
    if key.for_poor and side.out == "register":
        where += f" AND {POOR}"
    values = f"SELECT {column} AS value, id FROM intake_row WHERE submitted_list_id = %s AND {column} IS NOT NULL AND {where}"
    return _found(key, side, Wanted(values, f"o.{column} = w.value", key.cap, is_told=True), staged=staged)


def _other_years(side: Side, *, staged: str, where: str = "true") -> list[str]:
    """Return the SQL that looks the keys that end in a year of birth up with other years: see `keys.YEARS_LOOKED_UP`."""
    statements = []
    for key in (key for key in MATCH_KEYS if key.span):
        column = key.column
        rows = f"FROM intake_row WHERE submitted_list_id = %s AND {column} IS NOT NULL AND {where} AND"
        year_of = f"{column} %% {YEARS}"
        any_year = Wanted(
            f"SELECT {column} - {year_of} AS value, id {rows} birth_on IS NULL",
            f"o.{column} BETWEEN w.value AND w.value + {YEARS - 1}",
            key.span,
            is_told=False,
        )
        beside = Wanted(
            f"SELECT unnest(ARRAY[{column} - 1, {column} + 1, {column} - {year_of}]) AS value, id"
            f" {rows} birth_on IS NOT NULL AND nik IS NULL AND {year_of} > 0",
            f"o.{column} = w.value",
            key.cap,
            is_told=False,
        )
        statements += [_found(key, side, wanted, staged=staged) for wanted in (any_year, beside)]
    return statements


def _found(key: MatchKey, side: Side, wanted: Wanted, *, staged: str) -> str:
    """Return the SQL that looks people up once for each distinct value, in the index's own order.

    A block above the cap leaves its rows without a right side. Of the list's own rows, only earlier ones are found.
    """
    bit, right, cap = 1 << MATCH_KEYS.index(key), side.right, wanted.cap
    # The register's rows have no list: any number does for it.
    is_list = right == "intake_row"
    which, earlier = ("o.submitted_list_id", "AND (r.list <> %s OR r.id < l.id)") if is_list else ("0", "")
    overflow = f"""
        UNION ALL
        SELECT l.id, NULL, NULL, {bit} FROM found CROSS JOIN unnest(lefts) AS l(id) WHERE people > {cap}"""
    return f"""
        INSERT INTO {staged}
        WITH wanted AS MATERIALIZED (SELECT value, array_agg(id) AS lefts FROM ({wanted.values}) v GROUP BY value ORDER BY value),
        found AS MATERIALIZED (
            SELECT lefts, f.* FROM wanted w CROSS JOIN LATERAL (
                SELECT array_agg(o.id) AS ids, array_agg(o.ctid) AS places, array_agg(o.list) AS lists, count(*) AS people
                FROM (SELECT o.id, o.ctid, {which} AS list FROM {right} o WHERE {wanted.found} AND {side.condition} LIMIT {cap + 1}) o) f)
        SELECT l.id, r.id, r.at, {bit}
        FROM found CROSS JOIN unnest(lefts) AS l(id) CROSS JOIN unnest(ids, places, lists) AS r(id, at, list)
        WHERE people <= {cap} {earlier}{overflow if wanted.is_told else ""}
        """
