"""A whole answer at once: what BPJS said about the people of a decree becomes their seats' state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit.rebuilding import rebuilt
from payung.enrolment.actions import held, may, record
from payung.enrolment.models import Decree
from payung.enrolment.refusals import LedgerBroken, WrongState
from payung.enrolment.seats import overruns

# A seat is answered by the newest package about its decree in which BPJS said yes or no. The answers are put beside the seats
# as a table with a key: as a subquery they were sorted again for every seat wherever the planner did not know the tables yet.
_ANSWERS = """
    DROP TABLE IF EXISTS decree_answers;
    CREATE TEMP TABLE decree_answers ON COMMIT DROP AS
    SELECT DISTINCT ON (i.candidate_id) i.candidate_id, i.code, i.reason, i.kpj, i.answered_on
    FROM exchanges_item i JOIN exchanges_package p ON p.id = i.package_id
    WHERE p.purpose = 'bpjs_enrolment' AND p.about = %(about)s AND p.programme_id = %(programme)s AND i.code IN ('yes', 'no')
    ORDER BY i.candidate_id, i.answered_on DESC NULLS LAST, p.number DESC;
    ALTER TABLE decree_answers ADD PRIMARY KEY (candidate_id);
    ANALYZE decree_answers;
"""
_OF_DECREE = """
    FROM decree_answers a JOIN enrolment_decree_row r ON r.candidate_id = a.candidate_id AND r.decree_id = %(decree)s
    WHERE e.decree_row_id = r.id
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """The seats of a decree after the answers: seats = waiting + member + rejected + ended.

    `taken`, `turned` and `numbered` are what this run changed: first answers, answers that a newer one turned round (sent
    again with a corrected name), member numbers. `against` are yeses for whom no place is left: a person settles these.
    """

    decree_id: int
    seats: int
    waiting: int
    member: int
    rejected: int
    ended: int
    taken: int
    turned: int
    numbered: int
    against: int


@transaction.atomic(using="owner")
def take_answers(*, decree_id: int, by: Viewer, at: dt.datetime) -> Answered:
    """Turn the answers about an enacted decree into memberships and refusals; run again, nothing changes twice.

    Yes: member, with the KPJ where it came (a later file fills it). No: rejected with its reason, and the seat is free.
    A later yes brings a refused person back where the place was not given away.

    :raises WrongState: if the decree is not enacted. :raises LedgerBroken: if seats went missing.
    """
    may(by, "exchange", act="enrol_the_answered")
    decree = held(decree_id, by=by)
    if decree.state != "enacted":
        raise WrongState(decree.pk, decree.state, ["enacted"])
    where = {
        "about": f"decree:{decree.pk}",
        "programme": decree.programme_id,
        "decree": decree.pk,
        "on": at.date(),
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute(_ANSWERS, where)
        # Most of a first answer: the state stands in what the exclusion of overlapping seats looks at, so each seat is checked anew.
        with rebuilt("enrolment_enrolment", rows=_to_take(cursor, where), keys=False):
            taken = _set(cursor, where, "e.state = 'waiting'")
        turned = _set(cursor, where, "e.state = 'member' AND e.leaving IS NULL AND a.code = 'no'")
        turned += _brought_back(decree, cursor, where)
        cursor.execute(
            f"UPDATE enrolment_enrolment e SET kpj = a.kpj {_OF_DECREE}"
            " AND e.state = 'member' AND a.code = 'yes' AND e.kpj IS NULL AND a.kpj IS NOT NULL",
            where,
        )
        numbered = cursor.rowcount
        answered = Answered(decree.pk, **_counted(cursor, where), taken=taken, turned=turned, numbered=numbered)
    sums = answered.waiting + answered.member + answered.rejected + answered.ended
    if not answered.seats == decree.heads == sums:
        raise LedgerBroken(f"{decree.heads} lines, {answered.seats} seats, {sums} in some state")
    if taken or turned or numbered:
        record(
            "decree.answers_taken",
            decree,
            by=by,
            at=at,
            taken=taken,
            turned=turned,
            numbered=numbered,
            member=answered.member,
            rejected=answered.rejected,
        )
    return answered


def _to_take(cursor: Any, where: dict[str, Any]) -> int:
    cursor.execute(
        """
        SELECT count(*) FROM decree_answers a
        JOIN enrolment_decree_row r ON r.candidate_id = a.candidate_id AND r.decree_id = %(decree)s
        JOIN enrolment_enrolment e ON e.decree_row_id = r.id AND e.state = 'waiting'
        """,
        where,
    )
    return cursor.fetchone()[0]


def _set(cursor: Any, where: dict[str, Any], condition: str) -> int:
    """Let the answers stand in the seats that meet a condition; return how many."""
    cursor.execute(
        f"""
        UPDATE enrolment_enrolment e
        SET state = CASE a.code WHEN 'yes' THEN 'member' ELSE 'rejected' END, kpj = coalesce(a.kpj, e.kpj),
            answered_on = coalesce(a.answered_on, %(on)s), answer_reason = CASE a.code WHEN 'no' THEN a.reason ELSE '' END
        {_OF_DECREE} AND {condition}
        """,
        where,
    )
    return cursor.rowcount


def _brought_back(decree: Decree, cursor: Any, where: dict[str, Any]) -> int:
    """Make members of refused people whom a newer answer accepts, all or none: none where the quota has no room left."""
    with transaction.atomic(using="owner"):
        turned = _set(
            cursor,
            where,
            """e.state = 'rejected' AND a.code = 'yes' AND e.leaving IS NULL
            AND NOT EXISTS (SELECT 1 FROM enrolment_decree_row off JOIN enrolment_decree o ON o.id = off.decree_id
                            WHERE off.ends_id = r.id AND o.state <> 'withdrawn')
            AND NOT EXISTS (SELECT 1 FROM enrolment_enrolment other WHERE other.person_id = e.person_id AND other.id <> e.id
                            AND other.state <> 'rejected' AND other.covered && e.covered)""",
        )
        if turned and overruns(decree):
            transaction.set_rollback(True, using="owner")
            return 0
    return turned


def _counted(cursor: Any, where: dict[str, Any]) -> dict[str, int]:
    cursor.execute(
        """
        SELECT count(*), count(*) FILTER (WHERE e.state = 'waiting'), count(*) FILTER (WHERE e.state = 'member'),
               count(*) FILTER (WHERE e.state = 'rejected'), count(*) FILTER (WHERE e.state = 'ended'),
               count(*) FILTER (WHERE e.state = 'rejected' AND a.code = 'yes')
        FROM enrolment_decree_row r JOIN enrolment_enrolment e ON e.decree_row_id = r.id
        LEFT JOIN decree_answers a ON a.candidate_id = r.candidate_id
        WHERE r.decree_id = %(decree)s
        """,
        where,
    )
    return dict(zip(("seats", "waiting", "member", "rejected", "ended", "against"), cursor.fetchone(), strict=True))


@transaction.atomic(using="owner")
def close_what_is_over(*, decree_id: int, on: dt.date, by: Viewer, at: dt.datetime) -> int:
    """Mark the seats of a decree whose months are over on a day as ended; return how many. Refused seats stay refused."""
    may(by, "propose_decree", act="close_seats")
    decree = held(decree_id, by=by)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            UPDATE enrolment_enrolment e SET state = 'ended' FROM enrolment_decree_row r
            WHERE r.decree_id = %s AND e.decree_row_id = r.id AND e.state IN ('waiting', 'member')
              AND (isempty(e.covered) OR upper(e.covered) <= %s)
            """,
            [decree.pk, on],
        )
        closed = cursor.rowcount
    if closed:
        record("decree.seats_ended", decree, by=by, at=at, ended=closed)
    return closed
