"""The clock of a BPU membership: paid until, grace, ended, begun anew; for one person and as SQL for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from payung.law.deadlines import due_on
from payung.law.figures import Figures, national_figures
from payung.law.months import add_months, month_number

STATES = ("never", "active", "grace", "ended")


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a BPU membership stands on a day.

    `number` counts memberships (over three unpaid months end one; a later payment begins the next); months are first
    days. `waited_months` are completed months since it began (for JKM's wait), `paid_months` those paid within it up to
    this month (for the scholarship), `excess_months` those paid beyond this month, refunded with a claim.
    """

    state: str
    number: int
    began: dt.date | None
    paid_until: dt.date | None
    arrears_months: int
    waited_months: int
    paid_months: int
    excess_months: int


def standing(paid: Iterable[dt.date], on: dt.date, figures: Figures | None = None) -> Membership:
    """Return the standing of a self-employed member on a day.

    :param paid: contribution months that are paid, any day of each month, in any order, repeats allowed.
    A month is in arrears once its due day has passed: the 15th of the same month, or the working day after it where that
    is a holiday (PP 44/2015 Pasal 24(3)-(4)).
    The end after more than three months is marked as conflict: an FAQ lets members go on by NIK (figure bpu_grace_months).
    """
    known = figures or national_figures()
    grace = known["bpu_grace_months"].at(on).value
    now = month_number(on)
    months = sorted({month_number(day) for day in paid})
    past = [month for month in months if month <= now]
    excess = len(months) - len(past)
    if not past:
        return Membership("never", 0, None, None, 0, 0, 0, excess)
    starts = [past[0], *(later for earlier, later in pairwise(past) if later - earlier > grace + 1)]
    began, last = starts[-1], past[-1]
    arrears = max(now - last - (1 if on <= due_on(on, "bpu", figures=known).on else 0), 0)
    return Membership(
        state=_state(arrears, grace),
        number=len(starts),
        began=_month(began),
        paid_until=_month(last),
        arrears_months=arrears,
        waited_months=now - began,
        paid_months=sum(month >= began for month in past),
        excess_months=excess,
    )


def _state(arrears: int, grace: int) -> str:
    if arrears == 0:
        return "active"
    return "grace" if arrears <= grace else "ended"


def _month(number: int) -> dt.date:
    return add_months(dt.date(number // 12, 1, 1), number % 12)


def standing_sql(on: dt.date, payments: str, figures: Figures | None = None) -> str:
    """Return SQL (DuckDB and PostgreSQL) with the standing of every person of a payments table.

    :param payments: SQL of a relation with `person` and `month` (BIGINT, months since year 0: year × 12 + month − 1); one
        row per paid month, repeats allowed.
    :returns: person, state, number, began, paid_until (month numbers), arrears_months, waited_months, paid_months,
        excess_months; persons who paid only months to come have state `never`.
    """
    known = figures or national_figures()
    grace = known["bpu_grace_months"].at(on).value
    not_due = 1 if on <= due_on(on, "bpu", figures=known).on else 0
    now = month_number(on)
    return f"""
WITH paid AS (SELECT DISTINCT person, month FROM {payments}),
past AS (SELECT person, month, lag(month) OVER (PARTITION BY person ORDER BY month) AS earlier
    FROM paid WHERE month <= {now}),
begun AS (SELECT person, month, sum(CASE WHEN earlier IS NULL OR month - earlier > {grace + 1} THEN 1 ELSE 0 END)
    OVER (PARTITION BY person ORDER BY month) AS number FROM past),
latest AS (SELECT person, max(number) AS number, max(month) AS last FROM begun GROUP BY person),
current AS (SELECT begun.person, latest.number, latest.last, min(begun.month) AS began, count(*) AS paid_months
    FROM begun JOIN latest ON latest.person = begun.person AND latest.number = begun.number
    GROUP BY begun.person, latest.number, latest.last),
everyone AS (SELECT person, sum(CASE WHEN month > {now} THEN 1 ELSE 0 END) AS excess_months FROM paid GROUP BY person),
owing AS (SELECT everyone.person, everyone.excess_months, current.number, current.last, current.began, current.paid_months,
    greatest({now} - current.last - {not_due}, 0) AS arrears
    FROM everyone LEFT JOIN current ON current.person = everyone.person)
SELECT person,
    CASE WHEN last IS NULL THEN 'never' WHEN arrears = 0 THEN 'active' WHEN arrears <= {grace} THEN 'grace' ELSE 'ended' END
        AS state,
    CAST(coalesce(number, 0) AS BIGINT) AS number, began, last AS paid_until,
    CAST(CASE WHEN last IS NULL THEN 0 ELSE arrears END AS BIGINT) AS arrears_months,
    CAST(coalesce({now} - began, 0) AS BIGINT) AS waited_months,
    CAST(coalesce(paid_months, 0) AS BIGINT) AS paid_months,
    CAST(excess_months AS BIGINT) AS excess_months
FROM owing"""
