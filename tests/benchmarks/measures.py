"""How right `decided` is, where `listed` and `register` carry person_id."""

from __future__ import annotations

import math

import duckdb

_JOINED = """
CREATE OR REPLACE TEMP TABLE measured AS
SELECT d.*, l.person_id IN (SELECT person_id FROM register) AS is_member, coalesce(l.person_id = r.person_id, false) AS is_right,
    coalesce(v.person_id = l.person_id, false) AS rival_is_right, {damage} AS damage
FROM decided AS d JOIN listed AS l ON l.record_id = d.left_id
LEFT JOIN register AS r ON r.record_id = d.right_id LEFT JOIN register AS v ON v.record_id = d.rival_id
"""


def wilson(hits: int, tries: int) -> str:
    """Return a share with its 95 % Wilson interval."""
    if tries == 0:
        return "-"
    z, share = 1.96, hits / tries
    middle = share + z * z / (2 * tries)
    half = z * math.sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    low, high = ((middle + sign * half) / (1 + z * z / tries) for sign in (-1, 1))
    return f"{share:.5f} [{low:.5f}, {high:.5f}]"


def _join(connection: duckdb.DuckDBPyConnection) -> None:
    columns = {row[0] for row in connection.execute("SELECT column_name FROM (DESCRIBE listed)").fetchall()}
    connection.execute(_JOINED.format(damage="l.damage" if "damage" in columns else "NULL::VARCHAR[]"))


def quality(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Return precision of automatic links, share linked automatically, review share, and both after right reviews."""
    _join(connection)
    rows, members, auto, right, review, found, blocked = connection.execute(
        "SELECT count(*), count(*) FILTER (is_member), count(*) FILTER (outcome = 'linked'), "
        "count(*) FILTER (outcome = 'linked' AND is_right), count(*) FILTER (outcome = 'review'), "
        "count(*) FILTER (outcome = 'review' AND (is_right OR rival_is_right)), "
        "(SELECT count(DISTINCT p.left_id) FROM pairs AS p JOIN listed AS l ON l.record_id = p.left_id "
        " JOIN register AS r ON r.record_id = p.right_id WHERE l.person_id = r.person_id) FROM measured"
    ).fetchall()[0]
    return [
        {"measure": "rows, members", "value": f"{rows}, {members}"},
        {"measure": "found by keys", "value": wilson(blocked, members)},
        {"measure": "precision of automatic links", "value": wilson(right, auto)},
        {"measure": "members linked automatically", "value": wilson(right, members)},
        {"measure": "rows put to a person", "value": wilson(review, rows)},
        {"measure": "precision after review", "value": wilson(right + found, auto + found)},
        {"measure": "recall after review", "value": wilson(right + found, members)},
    ]


def rules(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Return per rule how many rows, and how many of them rightly."""
    cursor = connection.execute(
        "SELECT outcome, rule, count(*) AS n, count(*) FILTER (is_right) AS is_right, count(*) FILTER (is_member) AS members, "
        "count(*) FILTER (rival_is_right) AS rival_is_right FROM measured GROUP BY ALL ORDER BY 1, 3 DESC"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def damages(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Return per damage of members' rows: linked rightly, put to a person, lost, wrong; the worst first."""
    cursor = connection.execute(
        "SELECT damage, count(*) AS n, round(avg((outcome = 'linked' AND is_right)::INTEGER), 3) AS linked, "
        "round(avg((outcome = 'review')::INTEGER), 3) AS review, round(avg((outcome = 'new')::INTEGER), 3) AS lost, "
        "count(*) FILTER (outcome = 'linked' AND NOT is_right) AS wrong "
        "FROM (SELECT * REPLACE (unnest(CASE WHEN len(damage) = 0 THEN ['(none)'] ELSE coalesce(damage, ['?']) END) AS damage) FROM measured WHERE is_member) "
        "GROUP BY ALL HAVING n >= 20 ORDER BY linked LIMIT 30"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
