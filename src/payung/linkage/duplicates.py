"""The same person on several rows: of one list, of many lists, or of a whole register."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from payung.linkage import deciding, keys, people, scoring
from payung.linkage.scoring import Model

#: Of the rows of a city's lists, about so many name somebody who stands on an earlier row.
SHARE_OF_REPEATS = 0.06

# What a pair inside a cluster counts that was not even found by a key: it speaks against the cluster.
_NOT_FOUND = -6.0


def duplicates(
    connection: duckdb.DuckDBPyConnection, *, listed: str, model: Model, frequencies: str, out: str = "duplicates"
) -> None:
    """Find the rows that name one person.

    :param listed: table of people shape: all rows together, record_id unique.
    :param model: the model of people; its size and share are set here for rows among rows.
    :param frequencies: table made by `people.frequencies`.
    :param out: table made, one row per pair: left_id < right_id, outcome 'linked' or 'review', rule, weight, evidence JSON;
        and `<out>_clusters`: record_id, cluster_id (the smallest record_id of the same person), for rows in a cluster of
        two or more; and `<out>_overflow` (see `keys.pairs`).
    """
    people.prepare(connection, listed, frequencies=frequencies, out="duplicate_people")
    keys.keys(connection, listed, out="duplicate_keys")
    keys.pairs(connection, left="duplicate_keys", right="duplicate_keys", out="duplicate_pairs")
    rows = connection.execute("SELECT count(*) FROM duplicate_people").fetchall()[0][0]
    # A row stands, on average, behind half of the others.
    model = model.for_size(max(rows // 2, 500), share=SHARE_OF_REPEATS)
    scoring.compare(
        connection,
        left="duplicate_people",
        right="duplicate_people",
        pairs="duplicate_pairs",
        model=model,
        out="duplicate_compared",
    )
    scoring.weigh(connection, compared="duplicate_compared", model=model, out="duplicate_scored")
    deciding.judge_pairs(connection, scored="duplicate_scored", model=model, out=out)
    edges = connection.execute(
        f"SELECT left_id, right_id, weight FROM {out} WHERE outcome = 'linked' ORDER BY weight DESC, left_id, right_id"
    ).fetchall()
    against = connection.execute(
        f"SELECT left_id, right_id FROM {out} WHERE outcome = 'review' AND rule <> 'near'"
    ).fetchall()
    found = clusters(edges, sure=model.thresholds.link + 6, forbidden=against)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {out}_clusters AS "
        "SELECT unnest(?::BIGINT[]) AS record_id, unnest(?::BIGINT[]) AS cluster_id",
        [list(found), list(found.values())],
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out}_overflow AS FROM duplicate_pairs_overflow")
    for table in ("people", "keys", "pairs", "pairs_overflow", "compared", "scored"):
        connection.execute(f"DROP TABLE duplicate_{table}")


def clusters(
    edges: Iterable[tuple[int, int, float]],
    *,
    sure: float,
    forbidden: Iterable[tuple[int, int]] = (),
) -> dict[int, int]:
    """Return record -> smallest record of its cluster.

    :param edges: (record, record, weight in bits), strongest first.
    :param sure: an edge of so many bits joins two clusters by itself; a weaker one only where all pairs between the two
        clusters together speak for it, so that one accident does not merge two families of records.
    :param forbidden: pairs that a guard keeps apart; two clusters with such a pair between them stay two.
    """
    edges = list(edges)
    weights = {frozenset(edge[:2]): edge[2] for edge in edges}
    apart: dict[int, set[int]] = {}
    for one, other in forbidden:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    members: dict[int, list[int]] = {}
    head: dict[int, int] = {}
    for left, right, weight in edges:
        for record in (left, right):
            if record not in head:
                head[record], members[record] = record, [record]
        first, second = sorted((head[left], head[right]))
        if first == second or _are_apart(members[first], members[second], apart):
            continue
        if weight < sure and _between(members[first], members[second], weights) < 0:
            continue
        for record in members[second]:
            head[record] = first
        members[first] += members.pop(second)
    return {record: head[record] for record in sorted(head) if len(members[head[record]]) > 1}


def _are_apart(first: list[int], second: list[int], apart: dict[int, set[int]]) -> bool:
    return bool(apart) and any(not apart.get(record, set()).isdisjoint(second) for record in first)


def _between(first: list[int], second: list[int], weights: dict[frozenset[int], float]) -> float:
    return sum(weights.get(frozenset((one, other)), _NOT_FOUND) for one in first for other in second)
