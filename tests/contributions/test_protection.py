"""Standing follows from paid months; the radar warns before a lapse; budgets and quarters say what is left."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connections

from payung.access.viewer import NotAllowed
from payung.contributions import actions, bulk, payments, protection, queries, reconciling, reports
from payung.contributions.payments import Paid
from payung.contributions.reconciling import TheirSide
from payung.contributions.refusals import AlreadyReconciled, Unexplained
from payung.law.membership import standing
from tests.contributions.city import FEB, JAN, Programmed, at_work, month, paying
from tests.people import NOON

pytestmark = pytest.mark.usefixtures("database")

MONTHLY = 16_800
LATE = dt.datetime(2026, 12, 20, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def city() -> Programmed:
    city = Programmed()
    city.line(MONTHLY * 1_000)
    return city


def paid(city: Programmed, first: dt.date, end: dt.date, *, settle: bool = True) -> int:
    """Bill a period and pay it in full; return the bill's number."""
    [made] = bulk.make_bill(programme_id=city.programme.pk, first_month=first, end_month=end, **paying(city.rini)).bills
    bill = actions.issue(bill_id=made.bill_id, kode_iuran=f"{made.bill_id:012d}", **paying(city.rini))
    if settle:
        payments.record(
            paid=Paid(
                f"SP2D {bill.pk}", first, bill.kode_iuran, bill.first_month, bill.end_month, bill.heads, bill.amount
            ),
            by=city.tono,
            at=LATE,
        )
    return bill.pk


def test_who_is_aktif_menunggak_and_berakhir(city: Programmed) -> None:
    old = city.seats(1, JAN, FEB)
    paid(city, JAN, FEB)
    late = city.seats(2, FEB, month(4))
    paid(city, FEB, month(4))
    city.seats(3, month(6), month(8))
    paid(city, month(6), month(8))

    counted = protection.standings(on=dt.date(2026, 6, 10), seen_by=city.rini)
    told = protection.standings_of(
        person_ids=old + late, on=dt.date(2026, 6, 10), seen_by=city.rini, at=NOON, purpose="uji"
    )

    assert counted.people == {"active": 3, "grace": 2, "ended": 1, "never": 0}
    assert (counted.grace_months, counted.confidence) == (3, "conflict")
    assert [(one.person_id, one.state, one.paid_until) for one in told] == [
        (old[0], "ended", JAN),
        *((person, "grace", month(3)) for person in late),
    ]


@pytest.mark.parametrize("day", [dt.date(2026, 3, 15), dt.date(2026, 6, 15), dt.date(2026, 6, 16), dt.date(2027, 2, 1)])
def test_the_database_and_the_law_agree_on_every_person(city: Programmed, day: dt.date) -> None:
    for first in (1, 3, 6, 9):
        city.seats(first, month(first), month(first + 2))
        paid(city, month(first), month(first + 2))
    city.seats(1, month(5), month(7))
    paid(city, month(5), month(7), settle=False)

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT person_id, array_agg(month) FROM contributions_bill_line WHERE is_paid GROUP BY 1")
        months = dict(cursor.fetchall())
    told = protection.standings_of(person_ids=list(months), on=day, seen_by=city.rini, at=NOON, purpose="uji")

    expected = {person: standing(days, day) for person, days in months.items()}
    assert {one.person_id: (one.state, one.paid_until, one.arrears_months, one.membership) for one in told} == {
        person: (one.state, one.paid_until, one.arrears_months, one.number) for person, one in expected.items()
    }


def test_the_clock_of_a_lapse_is_the_laws(city: Programmed) -> None:
    days = protection.clock(month(12))

    assert days.unpaid_from == month(1, 2027)
    assert days.ends_on == dt.date(2027, 4, 16)
    assert standing([month(12)], days.ends_on).state == "ended"
    assert standing([month(12)], days.ends_on - dt.timedelta(days=1)).state == "grace"
    assert standing([month(12)], days.arrears_from).state == "grace"
    assert standing([month(12)], days.arrears_from - dt.timedelta(days=1)).state == "active"


def test_the_radar_says_who_lapses_when_and_what_it_costs(city: Programmed) -> None:
    people = city.seats(5, JAN, month(6), transport=2)
    paid(city, JAN, month(3))
    city.leave(people[0], month(3))

    soon = protection.lapses(on=dt.date(2026, 2, 10), seen_by=city.rini)
    far = protection.lapses(on=dt.date(2026, 2, 10), seen_by=city.rini, within=10)
    late = protection.lapses(on=dt.date(2026, 5, 20), seen_by=city.rini)
    gone = protection.lapses(on=dt.date(2026, 6, 16), seen_by=city.rini)

    assert [(one.people, one.window, one.months, one.needed) for one in soon] == [(4, 30, 1, 4 * MONTHLY)]
    assert far == []
    assert [(one.window, one.months, one.needed, one.ends_on) for one in late] == [
        (0, 3, 12 * MONTHLY, dt.date(2026, 6, 16))
    ]
    assert gone == []


def test_the_radar_counts_whose_next_month_is_billed(city: Programmed) -> None:
    city.seats(3, JAN, month(6))
    paid(city, JAN, FEB)
    paid(city, FEB, month(3), settle=False)

    [lapse] = protection.lapses(on=dt.date(2026, 1, 20), seen_by=city.rini)

    assert (lapse.people, lapse.billed) == (3, 3)


def test_bills_show_their_balance_and_what_changed_since(city: Programmed) -> None:
    people = city.seats(3)
    paid(city, JAN, FEB, settle=False)
    city.leave(people[0], JAN)
    city.seats(1)

    [shown] = queries.bills(seen_by=city.rini)

    assert (shown.state, shown.difference, shown.ended, shown.added, shown.is_stale) == (
        "issued",
        -3 * MONTHLY,
        1,
        1,
        True,
    )
    assert [bill.bill_id for bill in queries.overdue(on=dt.date(2026, 1, 16), seen_by=city.rini)] == [shown.bill_id]
    assert queries.overdue(on=dt.date(2026, 1, 15), seen_by=city.rini) == []


def test_a_budget_line_says_how_long_it_lasts(city: Programmed) -> None:
    line = city.line(MONTHLY * 10, account="kecil", source="apbd_p")
    city.seats(2)
    bulk.make_bill(
        programme_id=city.programme.pk, first_month=JAN, end_month=month(3), line_id=line.pk, **paying(city.rini)
    )

    [left] = reports.months_left(seen_by=city.tono, line_id=line.pk)

    assert (left.monthly, left.months, left.until) == (2 * MONTHLY, 3, month(6))
    assert left.left == MONTHLY * 6


def test_every_quarter_shows_what_it_moved(city: Programmed) -> None:
    city.seats(2)
    paid(city, JAN, FEB)

    used = {use.quarter: use for use in reports.budget_use(year=2026, seen_by=city.tono)}

    assert (used[1].reserved, used[1].spent, used[4].spent) == (2 * MONTHLY, 0, 2 * MONTHLY)


def test_a_difference_with_the_branch_needs_words(city: Programmed) -> None:
    city.seats(2)
    paid(city, JAN, month(3))
    quarter = {"programme_id": city.programme.pk, "first_month": JAN, "end_month": month(4)}

    with pytest.raises(Unexplained) as refused:
        reconciling.reconcile(theirs=TheirSide(3, 3 * MONTHLY), explanation=" ", **quarter, **paying(city.tono))
    agreed = reconciling.reconcile(
        theirs=TheirSide(3, 3 * MONTHLY), explanation="satu orang ditolak", **quarter, **paying(city.tono)
    )

    assert (refused.value.person_months, refused.value.amount) == (1, MONTHLY)
    assert (agreed.ours.person_months, agreed.person_months_apart) == (4, 1)
    assert agreed.ours.papers[0].sp2d.startswith("SP2D ")
    with pytest.raises(AlreadyReconciled):
        reconciling.reconcile(theirs=TheirSide(4, 4 * MONTHLY), explanation="", **quarter, **paying(city.tono))


def test_money_is_not_told_to_who_may_not_see_it(city: Programmed) -> None:
    city.seats(1)
    stranger = at_work("dinas", "proposer")
    bound = replace(city.rini, senders=("dinas-rentan",))

    for viewer in (stranger, bound):
        with pytest.raises(NotAllowed):
            queries.bills(seen_by=viewer)
        with pytest.raises(NotAllowed):
            protection.standings(on=JAN, seen_by=viewer)


def test_another_office_sees_nothing(city: Programmed) -> None:
    city.seats(1)
    paid(city, JAN, FEB)
    other = replace(city.rini, office_id=city.rini.office_id + 1)

    assert queries.bills(seen_by=other) == []
    assert sum(protection.standings(on=JAN, seen_by=other).people.values()) == 0


def test_what_others_pay_for_already_is_money_saved(city: Programmed) -> None:
    city.seats(4)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = 'eligibility_decision' AND column_name = 'proposed'"
        )
        more = ", proposed" if cursor.fetchone()[0] else ""
        cursor.execute(
            f"""
            INSERT INTO eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, outcome, reasons, decided_on, age,
                other_cover, other_payer, other_segment, has_seat, decided_by_id, note{more})
            SELECT id, programme_id, office_id, sender_code, %s, CASE WHEN row_number() OVER (ORDER BY id) > 3 THEN 'eligible' ELSE 'not_eligible' END,
                '{{already_active_other_payer}}', '2026-01-02', 40, 'active_other_payer', 'pemprov', 'bpu', true, %s, 'diputus'{", 'refuse'" if more else ""}
            FROM eligibility_candidate
            """,
            [city.terms.pk, city.rini.account_id],
        )

    [saved] = reports.paid_by_others(programme_id=city.programme.pk, seen_by=city.rini)

    assert (saved.payer, saved.people, saved.months, saved.saved) == ("pemprov", 3, 12, 3 * 12 * MONTHLY)
