"""A programme's people decided at once: gathered, collapsed, judged, ranked, and compared with what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
from django.db import connections, transaction

from payung.agreements.models import Programme, Terms
from payung.eligibility import candidates, facts
from payung.eligibility.gathering import DECIDED, gather, gather_no_longer
from payung.eligibility.rules import judging, masks, seats
from payung.vocabulary import standard

#: What is chosen for a candidate, beside the identity of the row: as columns of a staging table.
CHOSEN = {
    "row_id": "bigint",
    "rows": "smallint",
    "person_id": "bigint",
    "sender_code": "text",
    "birth_on": "date",
    "occupation_group": "text",
    "ecosystem": "text",
}


class LedgerBroken(Exception):
    """People went missing or came twice between two steps; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run finds. accepted rows = rows of candidates + incomplete; candidates = eligible + doubtful + not_eligible.

    `seats` of the eligible are within the quota, `waiting` are not. `to_sign`: of the doubtful, those whom the rules propose to
    refuse. `new` candidates, `changed` decisions and `reopened` decisions by hand are what storing changes.
    """

    accepted_rows: int
    incomplete: int
    candidates: int
    eligible: int
    doubtful: int
    not_eligible: int
    to_sign: int
    seats: int
    waiting: int
    new: int
    changed: int
    reopened: int
    reasons: tuple[tuple[str, int], ...]


@contextmanager
def holding(programme: Programme) -> Iterator[None]:
    """Let only one run decide a programme at a time: a difference is true of what stood when it was made."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM agreements_programme WHERE id = %s FOR UPDATE", [programme.pk])
        yield


def find_people(connection: duckdb.DuckDBPyConnection, *, terms: Terms, list_ids: list[int]) -> int:
    """Find everybody whom the accepted rows of these lists name, with the facts about them; store nothing. Return how many are new.

    The connection holds `seats` (person_id, programme_id, from_month, end_month), handed down by whoever knows of seats.
    Makes `facts` and `people_changes` (no, candidate_id, is_new): who is not stored yet, or stored otherwise.
    """
    standard.install(connection)
    gather(connection, terms=terms, list_ids=list_ids)
    candidates.collapse(connection)
    gather_no_longer(connection)
    candidates.keep(connection)
    facts.work_out(connection)
    differs = " OR ".join(f"f.{name} IS DISTINCT FROM k.{name}" for name in CHOSEN)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE people_changes AS
        SELECT f.rowid AS no, k.id AS candidate_id, k.id IS NULL AS is_new FROM facts f LEFT JOIN known k ON k.rowid = f.known_no
        WHERE k.id IS NULL OR {differs}
        """
    )
    return connection.execute("SELECT count(*) FROM people_changes WHERE is_new").fetchall()[0][0]


def decide(connection: duckdb.DuckDBPyConnection, *, terms: Terms, quotas: dict[str, int]) -> Decided:
    """Decide the people who were found; store nothing and ask PostgreSQL nothing. Make `dealt` and `decision_changes`.

    :raises LedgerBroken: if not every accepted row is in exactly one candidate, or among the incomplete.
    """
    judging.judge(connection, order=seats.order_of(terms.rank_by), per_family=terms.per_family)
    seats.deal(connection, quotas=quotas, whole=terms.place_code)
    _compare(connection, terms=terms)
    return _counted(connection)


def _compare(connection: duckdb.DuckDBPyConnection, *, terms: Terms) -> None:
    """Make `decision_changes` (no, candidate_id, is_new, kept_on): what is not stored yet, or stored otherwise."""
    masks.number(connection, "decided", out="decided_masks")
    differs = " OR ".join(f"d.{name} IS DISTINCT FROM b.{name}" for name in DECIDED)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE decision_changes AS
        SELECT d.no, k.id AS candidate_id, b.candidate_id IS NULL AS is_new, CASE WHEN d.is_kept THEN b.decided_on END AS kept_on
        FROM dealt d LEFT JOIN known k ON k.rowid = d.known_no LEFT JOIN decided b ON b.candidate_id = k.id LEFT JOIN decided_masks m ON m.said = b.reasons
        WHERE b.candidate_id IS NULL OR b.terms_id <> {terms.pk} OR m.mask IS DISTINCT FROM d.mask OR d.sender_code <> b.sender_code OR {differs}
        """
    )


def _counted(connection: duckdb.DuckDBPyConnection) -> Decided:
    """Count, and refuse what does not add up."""
    names = (
        "accepted_rows",
        "incomplete",
        "rows",
        "candidates",
        "eligible",
        "doubtful",
        "not_eligible",
        "to_sign",
        "seats",
        "waiting",
    )
    values = connection.execute(
        """
        SELECT (SELECT count(*) FROM accepted), (SELECT count(*) FROM unusable), sum(rows)::BIGINT, count(*), count(*) FILTER (outcome = 'eligible'),
            count(*) FILTER (outcome = 'doubtful'), count(*) FILTER (outcome = 'not_eligible'),
            count(*) FILTER (outcome = 'doubtful' AND proposed = 'refuse'), count(*) FILTER (has_seat),
            count(*) FILTER (outcome = 'eligible' AND NOT has_seat)
        FROM seated JOIN facts ON facts.rowid = seated.no
        """
    ).fetchall()[0]
    said = dict(zip(names, (value or 0 for value in values), strict=True))
    # By the NIKs themselves: of a city's NIKs, alike as they are, some dozens share their hash with another.
    people, distinct = connection.execute(
        "SELECT (SELECT count(*) FROM people), (SELECT count(DISTINCT nik) FROM seated JOIN facts ON facts.rowid = seated.no)"
    ).fetchall()[0]
    if said["accepted_rows"] != said.pop("rows") + said["incomplete"] or not people == distinct == said["candidates"]:
        raise LedgerBroken(str(said))
    if said["candidates"] != said["eligible"] + said["doubtful"] + said["not_eligible"]:
        raise LedgerBroken(str(said))
    new, changed = connection.execute(
        "SELECT (SELECT count(*) FROM people_changes WHERE is_new), (SELECT count(*) FROM decision_changes WHERE NOT is_new)"
    ).fetchall()[0]
    reopened = connection.execute(
        "SELECT count(*) FROM seated s JOIN facts f ON f.rowid = s.no JOIN known k ON k.rowid = f.known_no JOIN decided b ON b.candidate_id = k.id"
        " WHERE b.decided_by_id IS NOT NULL AND NOT s.is_kept"
    ).fetchall()[0][0]
    reasons = connection.execute(
        "SELECT reason, sum(people)::BIGINT FROM (SELECT unnest(reasons) AS reason, people FROM seated_masks"
        " JOIN (SELECT mask, count(*) AS people FROM seated GROUP BY mask) USING (mask)) GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    return Decided(**said, new=new, changed=changed, reopened=reopened, reasons=tuple(reasons))
