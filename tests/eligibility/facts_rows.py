"""People with facts, as DuckDB tables, for rules that know no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import duckdb

FACTS: dict[str, object] = {
    "person": "1",
    "nik": "1",
    "row_id": 1,
    "rows": 1,
    "kk": "6474010101000001",
    "listed": 1,
    "birth_on": dt.date(1980, 1, 1),
    "kelurahan_code": "64.74.01.1003",
    "kecamatan_code": "64.74.01",
    "kabupaten_code": "64.74",
    "occupation": "NELAYAN",
    "is_disabled": False,
    "sex": "L",
    "is_proposed": True,
    "age": 46,
    "lives_in_area": True,
    "occupation_group": "nelayan",
    "works": True,
    "work": "self_employed",
    "scheme": "bpjstk",
    "other_cover": "none",
    "other_payer": None,
    "other_segment": None,
    "dukcapil": "match",
    "bpjs": "yes",
    "social_aid": None,
    "decile": None,
    "has_family_card": True,
    "seat_here": False,
    "seat_elsewhere": False,
    "chosen_elsewhere": False,
    "same_person_twice": False,
    "goes_on": False,
    "group_admitted": False,
    "cover_excluded": False,
}
TERMS: dict[str, object] = {
    "kind": "vulnerable",
    "segment": "bpu",
    "age_from": 18,
    "age_below": 65,
    "per_family": None,
    "social_aid_rule": "ignored",
    "decile_max": None,
    "occupations": [],
    "occupations_closed": [],
    "needs_dukcapil": "wanted",
    "needs_bpjs": "wanted",
}
_TYPES = {
    "row_id": "BIGINT",
    "rows": "SMALLINT",
    "listed": "BIGINT",
    "birth_on": "DATE",
    "age": "SMALLINT",
    "decile": "SMALLINT",
    "age_from": "INTEGER",
    "age_below": "INTEGER",
    "per_family": "INTEGER",
    "decile_max": "INTEGER",
    "occupations": "VARCHAR[]",
    "occupations_closed": "VARCHAR[]",
    **dict.fromkeys(
        (
            "is_disabled",
            "is_proposed",
            "lives_in_area",
            "works",
            "social_aid",
            "has_family_card",
            "seat_here",
            "seat_elsewhere",
            "chosen_elsewhere",
            "same_person_twice",
            "goes_on",
            "group_admitted",
            "cover_excluded",
        ),
        "BOOLEAN",
    ),
}
_BEFORE = (
    "CREATE OR REPLACE TABLE before (nik VARCHAR, outcome VARCHAR, reasons VARCHAR[], decided_by_id BIGINT, note VARCHAR, old_age SMALLINT,"
    " old_lives_in_area BOOLEAN, old_works BOOLEAN, old_occupation_group VARCHAR, old_social_aid BOOLEAN, old_decile SMALLINT,"
    " old_other_cover VARCHAR, old_other_payer VARCHAR, old_other_segment VARCHAR, old_dukcapil VARCHAR, old_bpjs VARCHAR)"
)


def workshop() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def put(
    connection: duckdb.DuckDBPyConnection, people: Iterable[dict[str, object]], terms: dict[str, object] | None = None
) -> None:
    """Make `facts`, `terms` and an empty `before`; people and terms say only what differs from a plain eligible person."""
    _table(
        connection,
        "facts",
        FACTS,
        [FACTS | {"nik": str(n), "row_id": n, "listed": n} | one for n, one in enumerate(people, 1)],
    )
    _table(connection, "terms", TERMS, [TERMS | (terms or {})])
    connection.execute(_BEFORE)


def remember(connection: duckdb.DuckDBPyConnection, by_hand: dict[str, str]) -> None:
    """Put what was judged (with these outcomes by hand) into `before`, as it would stand in the database."""
    connection.execute("CREATE OR REPLACE TEMP TABLE by_hand (nik VARCHAR, said VARCHAR)")
    if by_hand:
        connection.executemany("INSERT INTO by_hand VALUES (?, ?)", list(by_hand.items()))
    connection.execute(
        "CREATE OR REPLACE TABLE before AS SELECT d.nik, coalesce(h.said, d.outcome) AS outcome, reasons,"
        " CASE WHEN h.said IS NOT NULL THEN 1 ELSE d.decided_by_id END::BIGINT AS decided_by_id, 'BA' AS note, age AS old_age,"
        " lives_in_area AS old_lives_in_area, works AS old_works, occupation_group AS old_occupation_group, social_aid AS old_social_aid,"
        " decile AS old_decile, other_cover AS old_other_cover, other_payer AS old_other_payer, other_segment AS old_other_segment,"
        " dukcapil AS old_dukcapil, bpjs AS old_bpjs FROM dealt d LEFT JOIN by_hand h USING (nik)"
    )


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, shape: dict[str, object], rows: list[dict[str, object]]
) -> None:
    columns = ", ".join(f'"{field}" {_TYPES.get(field, "VARCHAR")}' for field in shape)
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    if rows:
        connection.executemany(
            f"INSERT INTO {name} VALUES ({', '.join('?' for _ in shape)})",
            [[row[field] for field in shape] for row in rows],
        )
