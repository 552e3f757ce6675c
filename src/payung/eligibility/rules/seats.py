"""Seats for the eligible, in the programme's order, never more than any quota around them has. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.eligibility.rules import masks
from payung.eligibility.rules.catalogue import WAITING_LIST
from payung.eligibility.rules.masks import mask

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


def deal(connection: duckdb.DuckDBPyConnection, *, quotas: dict[str, int], whole: str) -> None:
    """Make `dealt`: judged with `rank` (within the kelurahan, among the eligible) and `has_seat`; those without wait.

    Quotas hold at every level: first within each kelurahan, then kecamatan, kabupaten, province, at last the whole programme.
    A place that the quota of its own level does not name has no seats. `dealt` is a view: what was found stands in `seated`
    (weighed, with rank, has_seat and the mask of all reasons).

    :param quotas: place code -> seats. :param whole: the programme's own place, whose quota counts everybody.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE line AS
        SELECT no, kelurahan_code, kecamatan_code, kabupaten_code, turn, row_number() OVER (PARTITION BY kelurahan_code ORDER BY turn)::INTEGER AS rank
        FROM weighed JOIN facts ON facts.rowid = weighed.no WHERE outcome = 'eligible'
        """
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE quota_of (place VARCHAR, seats BIGINT)")
    if quotas:
        connection.executemany("INSERT INTO quota_of VALUES (?, ?)", list(quotas.items()))
    connection.execute("CREATE OR REPLACE TEMP TABLE seated_now AS SELECT * FROM line")
    levels = sorted({len(place) for place in quotas if place != whole}, reverse=True)
    for length in levels:
        _keep_within(connection, LEVELS[length], f"length(place) = {length} AND place <> '{whole}'")
    if whole in quotas:
        _keep_within(connection, f"'{whole}'", f"place = '{whole}'")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE seated AS
        SELECT w.* EXCLUDE (mask), l.rank, s.no IS NOT NULL AS has_seat,
            w.mask | CASE WHEN l.no IS NOT NULL AND s.no IS NULL THEN {mask([WAITING_LIST])} ELSE 0 END AS mask
        FROM weighed w LEFT JOIN line l USING (no) LEFT JOIN seated_now s USING (no)
        """
    )
    masks.name(connection, "seated", out="seated_masks")
    connection.execute(
        """
        CREATE OR REPLACE TEMP VIEW dealt AS
        SELECT f.*, s.*, m.reasons, m.said FROM seated s JOIN facts f ON f.rowid = s.no JOIN seated_masks m ON m.mask = s.mask
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
