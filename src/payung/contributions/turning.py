"""The end of a year as the seats and the paid months tell it: who is carried over, and what the next year still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.contributions.protection import standing_relation
from payung.contributions.queries import whole_office
from payung.contributions.seats import SETS_ONLY
from payung.law.months import add_months

# How long before the new first month a seat may have ended and still be carried over.
LOOK_BACK = 12
FATES = ("carried", "over_age_goes_on", "over_age", "left", "waiting")


@dataclass(frozen=True, slots=True)
class Carried:
    """One person of the old list. `age` in completed years on the new first month.

    `fate`: carried; over_age_goes_on (beyond the age, but was in time and the membership is unbroken: may go on);
    over_age (beyond it, and would be a new membership); left (died, moved …); waiting (BPJS never answered).
    `is_decided`: a decision under the new terms stands; who left or is over age is not decided while rules alone say
    eligible, for that would put them on the new decree.
    """

    candidate_id: int
    person_id: int
    name: str
    kelurahan_code: str
    age: int
    standing: str
    fate: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What stands for a programme in the first month of the year ahead; counts, and whether each thing is there.

    `last_paid` is the last month that anybody is paid for, with how many `people` are; `unpaid_bills` stand in the old year.
    """

    first_month: dt.date
    last_paid: dt.date | None
    people: int
    seats: int
    lines: int
    line_amount: int
    decrees: int
    terms: int
    base_ends: tuple[tuple[str, dt.date], ...]
    has_regulation: bool
    has_agreement: bool
    unpaid_bills: int
    unpaid: int


def carried_list(
    *, programme_id: int, terms_id: int, first_month: dt.date, age_below: int, seen_by: Viewer, at: dt.datetime
) -> list[Carried]:
    """Return everybody whose seat of the programme ended, or ends, in the year before a new first month.

    :param terms_id: the new terms; a decision made under others must be made again. :param age_below: of these terms.
    :raises NotAllowed: as `queries.whole_office`. The look is recorded.
    """
    whole_office(seen_by)
    said = {
        "programme": programme_id,
        "terms": terms_id,
        "first": first_month,
        "since": add_months(first_month, -LOOK_BACK),
        "age": age_below,
    }
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(SETS_ONLY)
        cursor.execute(_CARRIED.format(standing=standing_relation(first_month)), said)
        found = [Carried(*row) for row in cursor.fetchall()]
        audit.record(
            "people.seen",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about=f"programme:{programme_id}",
            at=at,
            purpose="year_turn",
            people=len(found),
        )
    return found


def year_ahead(*, programme_id: int, first_month: dt.date, seen_by: Viewer) -> YearAhead:
    """Return what stands for a programme in the first month of the year ahead.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    said = {"programme": programme_id, "first": first_month, "year": first_month.year}
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(SETS_ONLY)
        cursor.execute(_PAID, said)
        last_paid, people = cursor.fetchone() or (None, 0)
        cursor.execute(_THERE, said)
        seats, lines, amount, decrees, terms, unpaid_bills, unpaid = cursor.fetchone()
        cursor.execute(_BASES, said)
        bases = cursor.fetchall()
    ends = tuple((cited, ends_on) for _, cited, ends_on in bases if ends_on is not None and ends_on <= first_month)
    held = {kind for kind, _, ends_on in bases if ends_on is None or ends_on > first_month}
    return YearAhead(
        first_month,
        last_paid,
        people,
        seats,
        lines,
        amount,
        decrees,
        terms,
        ends,
        "regulation" in held,
        "agreement" in held,
        unpaid_bills,
        unpaid,
    )


def counted(people: list[Carried]) -> Iterator[tuple[str, int]]:
    """Yield how many people have each fate, in the order of FATES."""
    for fate in FATES:
        yield fate, sum(one.fate == fate for one in people)


_CARRIED = """
WITH newest AS (
    SELECT DISTINCT ON (e.person_id) e.person_id, e.candidate_id, e.state, e.leaving, upper(e.covered) AS ended
    FROM enrolment_enrolment e
    WHERE e.programme_id = %(programme)s AND e.state <> 'rejected' AND NOT isempty(e.covered)
      AND upper(e.covered) > %(since)s AND lower(e.covered) < %(first)s
    ORDER BY e.person_id, upper(e.covered) DESC),
judged AS (
    SELECT n.*, c.name, c.kelurahan_code, extract(year FROM age(%(first)s, c.birth_on))::int AS age, coalesce(s.state, 'never') AS standing,
           d.candidate_id IS NOT NULL AS has_decision, d.outcome = 'eligible' AND d.decided_by_id IS NULL AS by_rules
    FROM newest n JOIN eligibility_candidate c ON c.id = n.candidate_id
    LEFT JOIN ({standing}) s ON s.person = n.person_id
    LEFT JOIN eligibility_decision d ON d.candidate_id = n.candidate_id AND d.terms_id = %(terms)s),
fated AS (
    SELECT *, CASE WHEN leaving IS NOT NULL THEN 'left' WHEN state = 'waiting' THEN 'waiting' WHEN age < %(age)s THEN 'carried'
            WHEN standing IN ('active', 'grace') THEN 'over_age_goes_on' ELSE 'over_age' END AS fate
    FROM judged)
SELECT candidate_id, person_id, name, coalesce(kelurahan_code, ''), age, standing, fate,
       CASE WHEN leaving = 'died' THEN true WHEN fate IN ('left', 'over_age') THEN NOT coalesce(by_rules, false) ELSE has_decision END
FROM fated ORDER BY kelurahan_code NULLS LAST, name, person_id
"""
# A person has a month once, so whoever is paid for the last month of all is paid through it.
_PAID = """
SELECT l.month, count(*) FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id
WHERE b.programme_id = %(programme)s AND b.state = 'paid' AND l.is_paid GROUP BY l.month ORDER BY l.month DESC LIMIT 1
"""
_THERE = """
SELECT (SELECT count(*) FROM enrolment_enrolment e WHERE e.programme_id = %(programme)s AND e.state IN ('waiting', 'member') AND e.covered @> %(first)s),
       (SELECT count(*) FROM agreements_budget_line n WHERE n.programme_id = %(programme)s AND n.fiscal_year = %(year)s),
       (SELECT coalesce(sum(n.amount), 0)::bigint FROM agreements_budget_line n WHERE n.programme_id = %(programme)s AND n.fiscal_year = %(year)s),
       (SELECT count(*) FROM enrolment_decree d WHERE d.programme_id = %(programme)s AND d.state = 'enacted'
            AND d.first_month <= %(first)s AND d.end_month > %(first)s),
       (SELECT count(*) FROM agreements_terms t WHERE t.programme_id = %(programme)s AND t.first_month <= %(first)s
            AND (t.first_month + t.months * interval '1 month')::date > %(first)s),
       (SELECT count(*) FROM contributions_bill b WHERE b.programme_id = %(programme)s AND b.state IN ('draft', 'issued') AND b.first_month < %(first)s),
       (SELECT coalesce(sum(b.amount), 0)::bigint FROM contributions_bill b
        WHERE b.programme_id = %(programme)s AND b.state IN ('draft', 'issued') AND b.first_month < %(first)s)
"""
_BASES = """
WITH newest AS (SELECT * FROM agreements_terms WHERE programme_id = %(programme)s AND valid_from <= %(first)s ORDER BY valid_from DESC LIMIT 1)
SELECT 'regulation', r.kind || ' ' || r.number || '/' || r.year, CASE WHEN r.stage = 'revoked' THEN coalesce(r.in_force_to, %(first)s) ELSE r.in_force_to END
FROM newest t JOIN agreements_regulation r ON r.id = t.regulation_id
UNION ALL SELECT 'agreement', a.number, a.ends_on FROM newest t JOIN agreements_agreement a ON a.id = t.agreement_id
"""
