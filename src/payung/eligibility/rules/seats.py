"""Seats for the eligible, in the programme's order, never more than any quota around them has. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules.catalogue import WAITING_LIST

#: What each word of `terms.rank_by` sorts by; whoever has a seat comes first, whoever was listed first comes last of all.
ORDERS = {
    "disability": "is_disabled DESC",
    "decile": "decile ASC NULLS LAST",
    "social_aid": "coalesce(social_aid, false) DESC",
    "oldest": "birth_on ASC",
    "youngest": "birth_on DESC",
    "women": "coalesce(sex = 'P', false) DESC",
    "listed_first": "listed ASC",
}
#: The column that a quota's place is compared with, by the length of its code.
LEVELS = {13: "kelurahan_code", 8: "kecamatan_code", 5: "kabupaten_code", 2: "left(kabupaten_code, 2)"}


def order_of(rank_by: list[str]) -> str:
    """Return the SQL of the order in which seats are dealt out; total, so that it is the same every time."""
    keys = [ORDERS[word] for word in dict.fromkeys([*rank_by, "listed_first"])]
    return ", ".join(["seat_here DESC", *keys, "row_id"])


def deal(connection: duckdb.DuckDBPyConnection, *, order: str, quotas: dict[str, int], whole: str) -> None:
    """Make `dealt`: judged with `rank` (within the kelurahan, among the eligible) and `has_seat`; those without wait.

    Quotas hold at every level: first within each kelurahan, then kecamatan, kabupaten, province, at last the whole programme.
    A place that the quota of its own level does not name has no seats.

    :param quotas: place code -> seats. :param whole: the programme's own place, whose quota counts everybody.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE line AS
        SELECT nik, kelurahan_code, kecamatan_code, kabupaten_code, row_number() OVER (ORDER BY {order}) AS turn,
            row_number() OVER (PARTITION BY kelurahan_code ORDER BY {order})::INTEGER AS rank
        FROM judged WHERE outcome = 'eligible'
        """
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE quota_of (place VARCHAR, seats BIGINT)")
    for place, seats in quotas.items():
        connection.execute("INSERT INTO quota_of VALUES (?, ?)", [place, seats])
    connection.execute("CREATE OR REPLACE TEMP TABLE seated_now AS SELECT * FROM line")
    levels = sorted({len(place) for place in quotas if place != whole}, reverse=True)
    for length in levels:
        _keep_within(connection, LEVELS[length], f"length(place) = {length} AND place <> '{whole}'")
    if whole in quotas:
        _keep_within(connection, f"'{whole}'", f"place = '{whole}'")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE dealt AS
        SELECT j.* EXCLUDE (reasons), l.rank, s.nik IS NOT NULL AS has_seat,
            CASE WHEN l.nik IS NOT NULL AND s.nik IS NULL THEN list_append(j.reasons, '{WAITING_LIST}') ELSE j.reasons END AS reasons
        FROM judged j LEFT JOIN line l USING (nik) LEFT JOIN seated_now s USING (nik)
        """
    )


def _keep_within(connection: duckdb.DuckDBPyConnection, column: str, quotas: str) -> None:
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE seated_now AS
        SELECT n.* EXCLUDE (place, turn_here) FROM (
            SELECT *, {column} AS place, row_number() OVER (PARTITION BY {column} ORDER BY turn) AS turn_here FROM seated_now) n
        JOIN (SELECT * FROM quota_of WHERE {quotas}) q USING (place) WHERE n.turn_here <= q.seats
        """
    )
