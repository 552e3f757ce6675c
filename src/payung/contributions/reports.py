"""Budgets and quarters: what is left and for how long, what each quarter used, what others pay for already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.agreements.models import Terms
from payung.contributions import pricing
from payung.contributions.pricing import Bought
from payung.contributions.queries import whole_office
from payung.law.months import add_months, months_between
from payung.law.refusals import Refused
from payung.vocabulary import member_already

#: A line that lasts so many months has no day of its end.
FAR = 1200


@dataclass(frozen=True, slots=True)
class LineLeft:
    """A budget line in whole rupiah. amount = reserved + spent + left.

    `monthly` is what its latest billed month cost; at that rate what is not spent and not billed yet lasts `months` more,
    until `until` (exclusive). Both are None where nothing was billed; `until` is None too where it lasts for a century.
    """

    line_id: int
    programme: str
    fiscal_year: int
    source: str
    account: str
    amount: int
    reserved: int
    spent: int
    billed_unpaid: int
    last_month: dt.date | None
    monthly: int | None
    months: int | None
    until: dt.date | None

    @property
    def left(self) -> int:
        """Neither reserved nor spent."""
        return self.amount - self.reserved - self.spent


@dataclass(frozen=True, slots=True)
class QuarterUse:
    """What one quarter moved on a budget line, in whole rupiah, by the day of entry."""

    line_id: int
    programme: str
    account: str
    quarter: int
    reserved: int
    released: int
    spent: int
    refunded: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One contribution month of a programme: people billed and paid for, whole rupiah of each."""

    month: dt.date
    billed_heads: int
    billed: int
    paid_heads: int
    paid: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One bill of a period with the SP2Ds that paid it, as the berita acara lists them."""

    bill_id: int
    kode_iuran: str
    first_month: dt.date
    end_month: dt.date
    heads: int
    amount: int
    received: int
    sp2d: str
    receipts: str


@dataclass(frozen=True, slots=True)
class OurSide:
    """What this office counts for a period: paid person-months and rupiah, month by month, and the papers behind them."""

    first_month: dt.date
    end_month: dt.date
    person_months: int
    amount: int
    months: tuple[MonthRow, ...]
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PaidByOthers:
    """Candidates refused because another payer pays for them: the rupiah that a programme saves over its months.

    people × the price of each month; `saved` is None with `why_open` where the law leaves the price open.
    """

    payer: str
    segment: str
    people: int
    months: int
    saved: int | None
    why_open: str


def months_left(*, seen_by: Viewer, line_id: int | None = None) -> list[LineLeft]:
    """Return what each budget line has left and how long it lasts at the rate of its latest billed month.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_LINES, {"line": line_id})
        return [_line_left(*row) for row in cursor.fetchall()]


def _line_left(*row: object) -> LineLeft:
    *head, amount, reserved, spent, unpaid, last, monthly = row
    if not monthly:
        return LineLeft(*head, amount, reserved, spent, unpaid, None, None, None, None)
    months = max(amount - spent - unpaid, 0) // monthly
    # A line of billions and a first bill of one person would last longer than a calendar knows.
    until = add_months(last, months + 1) if months < FAR else None
    return LineLeft(*head, amount, reserved, spent, unpaid, last, monthly, months, until)


def budget_use(*, year: int, seen_by: Viewer) -> list[QuarterUse]:
    """Return what every quarter of a fiscal year moved on its lines: data of the laporan triwulan.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_QUARTERS, {"year": year, "zone": timezone.get_current_timezone_name()})
        return [QuarterUse(*row) for row in cursor.fetchall()]


def our_side(*, programme_id: int, first_month: dt.date, end_month: dt.date, seen_by: Viewer) -> OurSide:
    """Return our figures for the contribution months of a period (`end_month` exclusive).

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    said = {"programme": programme_id, "first": first_month, "end": end_month}
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_MONTHS, said)
        months = tuple(MonthRow(*row) for row in cursor.fetchall())
        cursor.execute(_PAPERS, said)
        papers = tuple(PaperRow(*row) for row in cursor.fetchall())
    return OurSide(
        first_month,
        end_month,
        sum(row.paid_heads for row in months),
        sum(row.paid for row in months),
        months,
        papers,
    )


def paid_by_others(*, programme_id: int, seen_by: Viewer) -> list[PaidByOthers]:
    """Return who pays already for people that were refused for it, and what the programme saves over its terms.

    Payer and segment are empty where a signed verdict or BPJS's answer does not name them.

    :raises NotAllowed: as `queries.whole_office`.
    """
    whole_office(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_OTHERS, {"programme": programme_id})
        groups = cursor.fetchall()
        terms = list(Terms.objects.filter(programme_id=programme_id).order_by("valid_from"))
    if not groups or not terms:
        return []
    newest = terms[-1]
    months = months_between(newest.first_month, add_months(newest.first_month, newest.months - 1))
    return list(_saved(groups, months, terms))


def _saved(groups: list[tuple[str, str, int]], months: list[dt.date], terms: list[Terms]) -> Iterator[PaidByOthers]:
    try:
        each, why = sum(_lowest(terms, month) for month in months), ""
    except Refused as refused:
        each, why = 0, refused.say()
    for payer, segment, people in groups:
        yield PaidByOthers(payer, segment, people, len(months), None if why else people * each, why)


def _lowest(terms: list[Terms], month: dt.date) -> int:
    """The price of a month, the transport relief aside: a saving is not said smaller or larger than the common price."""
    said = pricing.in_force(terms, month)
    if said is None:
        raise pricing.no_terms(month)
    since = month if pricing.asks_since(month) else None
    return pricing.price(month, "other", since, Bought.under(said)).total


_LINES = """
SELECT n.id, p.code, n.fiscal_year, n.source, n.account, n.amount, n.reserved, n.spent,
       coalesce((SELECT sum(b.amount) FROM contributions_bill b WHERE b.budget_line_id = n.id AND b.state IN ('draft', 'issued')), 0)::bigint,
       rate.month, rate.amount
FROM agreements_budget_line n JOIN agreements_programme p ON p.id = n.programme_id
LEFT JOIN LATERAL (
    SELECT x.month, sum(x.people * (x.jkk + x.jkm + x.jht))::bigint AS amount
    FROM contributions_bill_price x JOIN contributions_bill b ON b.id = x.bill_id
    WHERE b.budget_line_id = n.id AND b.state <> 'void' GROUP BY x.month ORDER BY x.month DESC LIMIT 1) rate ON true
WHERE %(line)s::bigint IS NULL OR n.id = %(line)s
ORDER BY n.fiscal_year, p.code, n.id
"""
_QUARTERS = """
SELECT n.id, p.code, n.account, q.quarter,
       coalesce(sum(e.amount) FILTER (WHERE e.kind = 'reserved'), 0)::bigint, coalesce(sum(e.amount) FILTER (WHERE e.kind = 'released'), 0)::bigint,
       coalesce(sum(e.amount) FILTER (WHERE e.kind = 'spent'), 0)::bigint, coalesce(sum(e.amount) FILTER (WHERE e.kind = 'refunded'), 0)::bigint
FROM agreements_budget_line n JOIN agreements_programme p ON p.id = n.programme_id
CROSS JOIN generate_series(1, 4) AS q(quarter)
LEFT JOIN agreements_budget_entry e ON e.line_id = n.id AND extract(quarter FROM e.at AT TIME ZONE %(zone)s) = q.quarter
WHERE n.fiscal_year = %(year)s GROUP BY n.id, p.code, n.account, q.quarter ORDER BY p.code, n.id, q.quarter
"""
_MONTHS = """
SELECT l.month, count(*), sum(l.jkk + l.jkm + l.jht)::bigint, count(*) FILTER (WHERE l.is_paid),
       coalesce(sum(l.jkk + l.jkm + l.jht) FILTER (WHERE l.is_paid), 0)::bigint
FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id
WHERE b.programme_id = %(programme)s AND l.month >= %(first)s AND l.month < %(end)s AND NOT l.is_void
GROUP BY l.month ORDER BY l.month
"""
_PAPERS = """
SELECT b.id, coalesce(b.kode_iuran, ''), b.first_month, b.end_month, b.heads, b.amount, coalesce(sum(y.amount), 0)::bigint,
       coalesce(string_agg(y.sp2d_number || ' (' || to_char(y.paid_on, 'DD-MM-YYYY') || ')', ', ' ORDER BY y.paid_on, y.id), ''),
       coalesce(string_agg(nullif(y.receipt_number, ''), ', ' ORDER BY y.paid_on, y.id), '')
FROM contributions_bill b LEFT JOIN contributions_payment y ON y.bill_id = b.id
WHERE b.programme_id = %(programme)s AND b.first_month < %(end)s AND b.end_month > %(first)s AND (b.state <> 'void' OR y.id IS NOT NULL)
GROUP BY b.id ORDER BY b.first_month, b.id
"""
# Decided so, said by BPJS in its no to a check, or refused with a signature when the list was matched. A verdict does not
# say who pays, and an answer says it in its own words: there the payer stays empty.
EVERYBODY = f"""
WITH refused AS (
    SELECT c.nik, c.name, coalesce(c.kelurahan_code, '') AS kelurahan_code, coalesce(d.other_payer, '') AS payer,
           coalesce(d.other_segment, '') AS segment, 'decided' AS how
    FROM eligibility_decision d JOIN eligibility_candidate c ON c.id = d.candidate_id
    WHERE d.programme_id = %(programme)s AND d.outcome = 'not_eligible' AND d.other_cover LIKE 'active%%' AND d.other_cover <> 'active_same_payer'),
answered AS (
    SELECT DISTINCT c.nik, c.name, coalesce(c.kelurahan_code, '') AS kelurahan_code, '' AS payer,
           coalesce(upper(substring(i.reason FROM '(?i)segmen[[:space:]]+(PU|BPU)')), '') AS segment, 'answered' AS how
    FROM eligibility_decision d JOIN eligibility_candidate c ON c.id = d.candidate_id
    JOIN exchanges_item i ON i.candidate_id = c.id AND i.code = 'no' AND {member_already.postgres("i.reason")}
    WHERE d.programme_id = %(programme)s AND d.outcome = 'not_eligible' AND d.bpjs = 'no' AND c.nik NOT IN (SELECT nik FROM refused)),
matched AS (
    SELECT DISTINCT ON (r.nik) r.nik, coalesce(r.name, '') AS name, coalesce(r.kelurahan_code, '') AS kelurahan_code, '' AS payer,
           '' AS segment, 'matched' AS how
    FROM eligibility_programme_list l JOIN intake_row r ON r.submitted_list_id = l.submitted_list_id AND r.verdict = 'refused' AND r.nik IS NOT NULL
    JOIN intake_reason w ON w.row_id = r.id AND w.reason_id = 'already_active_other_payer'
    WHERE l.programme_id = %(programme)s AND NOT EXISTS (
        SELECT 1 FROM eligibility_candidate c WHERE c.programme_id = l.programme_id AND c.nik = r.nik)
    ORDER BY r.nik, r.id DESC),
everybody AS (TABLE refused UNION ALL TABLE answered UNION ALL TABLE matched)
"""
_OTHERS = f"""
{EVERYBODY}
SELECT payer, segment, count(*) FROM everybody GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
