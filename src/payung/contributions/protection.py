"""Who is protected on a day, whose membership lapses next, and what it costs to prevent it: from paid months alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.agreements.models import Terms
from payung.audit import actions as audit
from payung.contributions import pricing
from payung.contributions.pricing import Bought
from payung.contributions.queries import whole_office
from payung.contributions.seats import SETS_ONLY
from payung.law.figures import national_figures
from payung.law.membership import standing, standing_sql
from payung.law.months import add_months, month_end, months_between
from payung.law.refusals import Refused

# Days before the paid months end at which an office is warned (workflows.md §9).
WINDOWS = (30, 60, 90)
PAID = "(SELECT person_id AS person, (extract(year FROM month) * 12 + extract(month FROM month) - 1)::bigint AS month FROM contributions_bill_line WHERE is_paid{where}) paid_months"


@dataclass(frozen=True, slots=True)
class Standings:
    """People by state on a day: active (aktif), grace (menunggak), ended (berakhir), never (only months to come).

    `grace_months` of arrears may still be paid; `confidence` of that figure is `conflict` while the sources differ.
    """

    on: dt.date
    people: dict[str, int]
    grace_months: int
    confidence: str
    cited: str


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """One person on a day; months are first days, None where nothing was paid."""

    person_id: int
    state: str
    paid_until: dt.date | None
    arrears_months: int
    membership: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """People of a programme who are paid until the same month and stand before a lapse.

    They are unpaid from `unpaid_from`, in arrears from `arrears_from`, and their memberships end on `ends_on`. `window` is
    the narrowest of 30, 60, 90 days before `unpaid_from` (0: it has come). `billed` of them have the next month on a bill
    that stands unpaid. `needed` rupiah pay every month up to now, at least the next one; None with `why_open` where the
    law leaves the price open. `segment`: of the terms; of wage earners (pu) no text was read on when arrears end a
    membership, and the clock of the self-employed is shown.
    """

    programme: str
    paid_until: dt.date
    unpaid_from: dt.date
    arrears_from: dt.date
    ends_on: dt.date
    window: int
    people: int
    billed: int
    months: int
    needed: int | None
    why_open: str
    segment: str = "bpu"


@dataclass(frozen=True, slots=True)
class Clock:
    """The days that a last paid month sets."""

    unpaid_from: dt.date
    arrears_from: dt.date
    ends_on: dt.date


def clock(paid_until: dt.date) -> Clock:
    """Return the days that follow from a last paid month, as law.membership counts them."""
    after = add_months(paid_until, 1)
    due = national_figures()["due_day"].at(month_end(after), "bpu").value
    grace = national_figures()["bpu_grace_months"].at(after).value
    # The first day on which more than `grace` months are in arrears: the day after the next due day.
    last = add_months(after, grace)
    return Clock(after, after.replace(day=due) + dt.timedelta(days=1), last.replace(day=due) + dt.timedelta(days=1))


def standing_relation(on: dt.date, where: str = "") -> str:
    """Return SQL with the standing of every person who has a paid month, as `law.membership.standing_sql` returns it.

    For the floors above: reads contributions_bill_line (person_id, month, is_paid) only; `where` continues its condition.
    """
    return standing_sql(on, PAID.format(where=where))


def standings(*, on: dt.date, seen_by: Viewer, programme_id: int | None = None) -> Standings:
    """Count people by standing on a day; with a programme, those who ever had a month paid by it.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    mine = "" if programme_id is None else f" AND person_id IN ({_of_programme(programme_id)})"
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(SETS_ONLY)
        cursor.execute(_BY_LAST_MONTH.format(mine=mine), {"on": on})
        people: Counter[str] = Counter()
        for last, count in cursor.fetchall():
            people[standing([last] if last else [], on).state] += count
    grace = national_figures()["bpu_grace_months"].at(on)
    return Standings(
        on,
        {state: people[state] for state in ("active", "grace", "ended", "never")},
        grace.value,
        grace.confidence,
        grace.cited,
    )


def standings_of(
    *, person_ids: Sequence[int], on: dt.date, seen_by: Viewer, at: dt.datetime, purpose: str
) -> list[PersonStanding]:
    """Return the standing of some people on a day; the look is recorded. Who never had a paid month is not in it.

    :raises NotAllowed: without the right to see money. Bound accounts see the months that their senders' lists gave.
    """
    seen_by.must("see_money")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT person, state, paid_until, arrears_months, number FROM ({standing_relation(on, ' AND person_id = ANY (%s)')}) s ORDER BY person",
            [list(person_ids)],
        )
        found = [
            PersonStanding(
                person, state, None if last is None else add_months(dt.date(1, 1, 1), int(last) - 12), arrears, number
            )
            for person, state, last, arrears, number in cursor.fetchall()
        ]
        audit.record(
            "people.seen",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about="standing",
            at=at,
            purpose=purpose,
            people=len(found),
        )
    return found


def lapses(*, on: dt.date, seen_by: Viewer, within: int = WINDOWS[-1]) -> list[Lapse]:
    """Return who lapses next: groups by programme and last paid month, those nearest to the end first.

    In it are all whose paid months end within so many days and whose membership has not ended; who left a programme
    (died, moved, became a wage earner) is not.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(SETS_ONLY)
        cursor.execute(_LAPSING, {"floor": add_months(on.replace(day=1), -_grace(on) - 2)})
        rows = cursor.fetchall()
        groups: dict[tuple[int, str, dt.date], list[tuple[str, int, int]]] = {}
        for programme_id, code, paid_until, relief, people, billed in rows:
            groups.setdefault((programme_id, code, paid_until), []).append((relief, people, billed))
        terms = {key[0]: list(Terms.objects.filter(programme_id=key[0]).order_by("valid_from")) for key in groups}
    found = []
    for (programme_id, code, paid_until), parts in groups.items():
        days = clock(paid_until)
        if days.ends_on > on and (days.unpaid_from - on).days <= within:
            found.append(_lapse(code, paid_until, days, on, parts, terms[programme_id]))
    return sorted(found, key=lambda lapse: (lapse.ends_on, lapse.programme))


def _grace(on: dt.date) -> int:
    return national_figures()["bpu_grace_months"].at(on).value


def _lapse(
    code: str,
    paid_until: dt.date,
    days: Clock,
    on: dt.date,
    parts: list[tuple[str, int, int]],
    terms: list[Terms],
) -> Lapse:
    months = months_between(days.unpaid_from, max(on.replace(day=1), days.unpaid_from))
    needed, why = 0, ""
    try:
        needed = sum(_monthly(terms, month, relief) * people for month in months for relief, people, _ in parts)
    except Refused as refused:
        why = refused.say()
    left = (days.unpaid_from - on).days
    return Lapse(
        programme=code,
        paid_until=paid_until,
        unpaid_from=days.unpaid_from,
        arrears_from=days.arrears_from,
        ends_on=days.ends_on,
        window=0 if left <= 0 else next((window for window in WINDOWS if left <= window), left),
        people=sum(people for _, people, _ in parts),
        billed=sum(billed for *_, billed in parts),
        months=len(months),
        needed=None if why else needed,
        why_open=why,
        segment=terms[-1].segment if terms else "bpu",
    )


def _monthly(terms: list[Terms], month: dt.date, relief: str) -> int:
    said = pricing.in_force(terms, month)
    if said is None:
        raise pricing.no_terms(month)
    # Nobody in the radar joined in the relief of 2020.
    since = month if pricing.asks_since(month) else None
    return pricing.price(month, relief, since, Bought.under(said)).total


def _of_programme(programme_id: int) -> str:
    return f"SELECT l.person_id FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id WHERE b.programme_id = {int(programme_id)}"


# People by the last month, up to a day, that is paid for them: their state follows from it alone.
_BY_LAST_MONTH = """
SELECT last, count(*) FROM (
    SELECT max(month) FILTER (WHERE month <= %(on)s) AS last FROM contributions_bill_line WHERE is_paid{mine} GROUP BY person_id) people
GROUP BY last
"""

# Months before `floor` are not read: whose paid months end there have lost their membership already.
_LAPSING = """
WITH last AS (
    SELECT DISTINCT ON (person_id) person_id, month AS paid_until, enrolment_id FROM contributions_bill_line
    WHERE is_paid AND NOT is_void AND month >= %(floor)s ORDER BY person_id DESC, month DESC),
unpaid AS (SELECT person_id, month FROM contributions_bill_line WHERE NOT is_paid AND NOT is_void AND month >= %(floor)s)
SELECT p.id, p.code, last.paid_until, e.relief, count(*), count(n.person_id)
FROM last JOIN enrolment_enrolment e ON e.id = last.enrolment_id AND e.leaving IS NULL
JOIN agreements_programme p ON p.id = e.programme_id
LEFT JOIN unpaid n ON n.person_id = last.person_id AND n.month = (last.paid_until + interval '1 month')::date
GROUP BY p.id, p.code, last.paid_until, e.relief
"""
