"""The people behind a figure of money, a page at a time: every look is recorded, of a NIK only the last four digits come out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.contributions.queries import whole_office
from payung.contributions.reports import EVERYBODY
from payung.contributions.seats import SETS_ONLY

PAGE = 50
#: Names stand on decrees and in decisions: who may see neither gets counts only.
NAMES = frozenset({"see_decree", "see_decision"})


@dataclass(frozen=True, slots=True)
class Behind:
    """One person behind a figure. `key` is where the next page begins; `months` and `amount` count what the figure counts."""

    key: str
    person_id: int | None
    name: str
    nik_last: str
    kelurahan_code: str
    months: int
    paid: int
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class People:
    """One page of people; `after` is the key of the next page, empty at the end."""

    people: tuple[Behind, ...]
    after: str


def may_see_names(viewer: Viewer) -> bool:
    """Return whether this account may see who stands behind a figure of money."""
    return bool(NAMES & viewer.may) and not viewer.senders


def people_of_bill(bill_id: int, *, seen_by: Viewer, at: dt.datetime, after: str = "") -> People:
    """Return who is billed, with the months and rupiah of each; months that came back are not in it.

    :raises NotAllowed: without the rights to see money and names.
    """
    return _page(_OF_BILL, {"bill": bill_id}, after, f"bill:{bill_id}", "bill_people", seen_by, at, how=_WALK)


def people_lapsing(*, programme: str, paid_until: dt.date, seen_by: Viewer, at: dt.datetime, after: str = "") -> People:
    """Return who of a programme is paid through exactly this month and has not left.

    :raises NotAllowed: without the rights to see money and names.
    """
    said = {"programme": programme, "month": paid_until}
    about = f"programme:{programme}:{paid_until:%Y-%m}"
    return _page(_LAPSING, said, after, about, "lapse", seen_by, at, how=SETS_ONLY)


def people_paid_by_others(*, programme_id: int, seen_by: Viewer, at: dt.datetime, after: str = "") -> People:
    """Return who was refused because another payer pays; `note` is how it is known: decided, answered, matched.

    :raises NotAllowed: without the rights to see money and names.
    """
    said = {"programme": programme_id}
    return _page(_OTHERS, said, after, f"programme:{programme_id}", "paid_by_others", seen_by, at)


def _page(  # noqa: PLR0913 (what is asked, from where, for the trail, by whom, when)
    statement: str,
    said: dict[str, Any],
    after: str,
    about: str,
    purpose: str,
    seen_by: Viewer,
    at: dt.datetime,
    *,
    how: str = "",
) -> People:
    whole_office(seen_by)
    if not may_see_names(seen_by):
        raise NotAllowed("see_decree")
    start = int(after) if after.isdigit() and len(after) < 19 else 0
    with scope(seen_by), connections["default"].cursor() as cursor:
        if how:
            cursor.execute(how)
        cursor.execute(statement, {**said, "after": start, "limit": PAGE + 1})
        found = [Behind(*row) for row in cursor.fetchall()]
        audit.record(
            "people.seen",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about=about,
            at=at,
            purpose=purpose,
            people=len(found[:PAGE]),
        )
    return People(tuple(found[:PAGE]), found[PAGE - 1].key if len(found) > PAGE else "")


# Seats are walked in the order of their numbers, so that a page reads no more of a long bill than it shows; left to itself the
# planner reads the first page of a city's bill by sorting all of it.
_WALK = "SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
_OF_BILL = """
SELECT e.id::text, e.person_id, c.name, right(c.nik, 4), coalesce(c.kelurahan_code, ''), x.months, x.paid, x.amount, coalesce(e.leaving, '')
FROM enrolment_enrolment e JOIN eligibility_candidate c ON c.id = e.candidate_id
CROSS JOIN LATERAL (
    SELECT count(*)::int AS months, (count(*) FILTER (WHERE l.is_paid))::int AS paid, coalesce(sum(l.jkk + l.jkm + l.jht), 0)::bigint AS amount
    FROM contributions_bill_line l
    WHERE l.person_id = e.person_id AND l.bill_id = %(bill)s AND l.enrolment_id = e.id AND NOT l.is_void OFFSET 0) x
WHERE e.programme_id = (SELECT programme_id FROM contributions_bill WHERE id = %(bill)s) AND e.id > %(after)s AND x.months > 0
ORDER BY e.id LIMIT %(limit)s
"""
_LAPSING = """
WITH here AS MATERIALIZED (
    SELECT e.id, e.person_id, e.candidate_id
    FROM contributions_bill_line l JOIN enrolment_enrolment e ON e.id = l.enrolment_id AND e.leaving IS NULL
    WHERE l.is_paid AND NOT l.is_void AND l.month = %(month)s AND e.id > %(after)s
      AND e.programme_id = (SELECT id FROM agreements_programme WHERE code = %(programme)s)
      AND NOT EXISTS (SELECT 1 FROM contributions_bill_line n
                      WHERE n.person_id = l.person_id AND n.is_paid AND NOT n.is_void AND n.month > %(month)s)
    ORDER BY e.id LIMIT %(limit)s)
SELECT here.id::text, here.person_id, c.name, right(c.nik, 4), coalesce(c.kelurahan_code, ''), x.months, x.months, x.amount, x.note
FROM here JOIN eligibility_candidate c ON c.id = here.candidate_id
CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE l.is_paid))::int AS months,
           coalesce(sum(l.jkk + l.jkm + l.jht) FILTER (WHERE l.is_paid), 0)::bigint AS amount,
           CASE WHEN bool_or(l.month = (%(month)s::date + interval '1 month')::date) THEN 'billed' ELSE '' END AS note
    FROM contributions_bill_line l WHERE l.person_id = here.person_id AND NOT l.is_void) x
ORDER BY here.id
"""
_OTHERS = f"""
{EVERYBODY}
SELECT row_number() OVER (ORDER BY kelurahan_code, name, nik)::text, NULL::bigint, name, right(nik, 4), kelurahan_code,
       0, 0, 0::bigint, how
FROM everybody ORDER BY kelurahan_code, name, nik LIMIT %(limit)s OFFSET %(after)s
"""
