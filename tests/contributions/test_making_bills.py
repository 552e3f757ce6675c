"""Bills: what published programmes paid, to the rupiah; one list per code; no month twice; no money that is not there."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.agreements import ledger
from payung.agreements.models import BudgetLine
from payung.contributions import bulk
from payung.contributions.models import Bill
from payung.contributions.refusals import CannotBill, NothingToBill
from payung.law import contributions as law
from tests.contributions.city import FEB, JAN, Programmed, lines, month, paying

pytestmark = pytest.mark.usefixtures("database")

RICH = 100_000_000_000


def bill(city: Programmed, first: dt.date = JAN, end: dt.date = FEB, **more: object) -> bulk.Billing:
    return bulk.make_bill(programme_id=city.programme.pk, first_month=first, end_month=end, **paying(city.rini), **more)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "people", "first", "end", "rupiah"),
    [
        ("lumajang", 5_606, month(6, 2024), month(1, 2025), 659_265_600),
        ("sumenep", 2_274, month(1, 2024), month(1, 2025), 458_438_400),
        ("riau", 11_666, month(1, 2024), month(1, 2025), 2_351_865_600),
        ("medan", 17_851, month(1, 2025), month(12, 2025), 3_298_864_800),
    ],
)
def test_published_programmes_close_to_the_rupiah(
    place: str, people: int, first: dt.date, end: dt.date, rupiah: int
) -> None:
    city = Programmed(place, valid_from=first, first_month=first)
    city.line(RICH, year=first.year)
    city.seats(people, first, end)

    [made] = bill(city, first, end).bills

    assert (made.amount, made.heads) == (rupiah, people)


@pytest.mark.slow
def test_bontangs_year_over_two_budgets_closes_to_the_rupiah() -> None:
    first, end = month(10, 2023), month(10, 2024)
    city = Programmed("bontang", valid_from=first, first_month=first)
    for year in (2023, 2024):
        city.line(RICH, year=year)
    city.seats(36_777, first, end)

    old, new = bill(city, first, end).bills

    assert old.amount + new.amount == 7_414_243_200
    assert (old.fiscal_year, old.end_month, new.first_month) == (2023, month(1, 2024), month(1, 2024))
    assert old.amount == 36_777 * 3 * 16_800


def test_a_bill_holds_a_line_per_seat_and_month_and_adds_up() -> None:
    city = Programmed()
    city.line(RICH)
    city.seats(3)
    city.seats(2, month(2), month(4))

    [made] = bill(city, JAN, month(4)).bills

    stored = Bill.objects.using("owner").get(pk=made.bill_id)
    assert (made.heads, made.person_months, lines(bill_id=made.bill_id)) == (5, 13, 13)
    assert stored.amount == stored.jkk + stored.jkm + stored.jht == 13 * 16_800
    assert (stored.due_on, stored.state) == (dt.date(2026, 1, 15), "draft")


def test_the_due_day_moves_past_weekends_and_holidays() -> None:
    city = Programmed()
    city.line(RICH)
    city.seats(1)

    [made] = bill(city, month(2), month(3), holidays=[dt.date(2026, 2, 16), dt.date(2026, 2, 17)]).bills

    assert made.due_on == dt.date(2026, 2, 18)


def test_no_month_is_billed_twice_and_later_seats_get_their_own_bill() -> None:
    city = Programmed()
    city.line(RICH)
    city.seats(3)
    bill(city)

    with pytest.raises(NothingToBill) as refused:
        bill(city)
    city.seats(1)
    again = bill(city)

    assert refused.value.already == 3
    assert (again.bills[0].heads, again.already) == (1, 3)


def test_who_waits_for_an_answer_is_told_and_not_billed() -> None:
    city = Programmed()
    city.line(RICH)
    city.seats(2)
    city.seats(4, state="waiting")
    city.seats(5, state="rejected")

    billing = bill(city)

    assert (billing.bills[0].heads, billing.waiting) == (2, 4)


def test_a_show_writes_nothing() -> None:
    city = Programmed()
    line = city.line(RICH)
    city.seats(2)

    shown = bill(city, JAN, month(3), really=False)

    line.refresh_from_db(using="owner")
    assert (shown.bills[0].bill_id, shown.bills[0].reserved, line.reserved, lines()) == (None, 67_200, 0, 0)


def test_drivers_and_others_are_priced_by_the_law_with_the_ruling() -> None:
    city = Programmed("csr", payer="csr", source="csr", ruling="entitled", schemes=["jkk", "jkm", "jht"])
    city.line(RICH, source="csr")
    city.seats(5, transport=2)

    [made] = bill(city, JAN, month(6)).bills

    expected = sum(
        count * law.bpu_month(day, income=1_000_000, payer="csr", occupation=kind, jht=True, ruling="entitled").total
        for kind, count in (("transport", 2), ("other", 3))
        for day in (month(1), month(2), month(3), month(4), month(5))
    )
    assert made.amount == expected
    assert made.weakest == "press"
    assert {(price.relief, people) for price, people in made.prices} == {("transport", 2), ("other", 3)}


def test_a_wage_that_changes_is_billed_month_by_month_and_due_in_the_month_after() -> None:
    pu = {"segment": "pu", "risk": 2, "npp": "AB012345"}
    city = Programmed("kontrak", **pu, income=3_000_000)
    city.new_terms(
        **pu, valid_from=month(3), schemes=["jkk", "jkm"], income=3_500_001, payer="pemkab", source="apbd",
        first_month=JAN, months=12, place_code="64.74",
    )  # fmt: skip
    city.line(RICH)
    city.seats(2)

    [made] = bill(city, JAN, month(5)).bills

    # 0.54 % and 0.30 % of Rp3,000,000 twice, of Rp3,500,001 twice: 25,200 and 18,900 + 10,500 a head.
    assert made.amount == 2 * (2 * 25_200 + 2 * 29_400)
    # Of January, due on Sunday 15 February.
    assert made.due_on == dt.date(2026, 2, 16)


def test_where_the_law_leaves_the_price_open_its_words_are_said() -> None:
    city = Programmed("csr", payer="csr", source="csr")
    city.line(RICH, source="csr")
    city.seats(1)

    with pytest.raises(CannotBill) as refused:
        bill(city, month(5), month(6))

    [said] = refused.value.say("id")
    assert "PP 50/2025" in said


def test_money_of_the_apbd_gets_no_relief_whoever_passes_it_on() -> None:
    city = Programmed("desa", payer="desa", source="apbd", ruling="entitled")
    city.line(RICH)
    city.seats(1, transport=1)

    [made] = bill(city, month(5), month(6)).bills

    assert made.amount == 16_800


def test_everything_missing_is_told_at_once() -> None:
    city = Programmed(valid_from=month(1, 2027), first_month=month(1, 2027))
    city.seats(1, month(11), month(3, 2027))

    with pytest.raises(CannotBill) as refused:
        bill(city, month(11), month(3, 2027))

    assert len(refused.value.problems) == 3
    assert lines() == 0


def test_a_bill_beyond_the_budget_is_refused_and_leaves_nothing() -> None:
    city = Programmed()
    city.line(16_800 * 3)
    city.seats(2)
    bill(city)

    with pytest.raises(ledger.BudgetExceeded) as refused:
        bill(city, month(2), month(3))

    assert (refused.value.left, lines()) == (16_800, 2)


def test_what_a_decree_reserved_is_used_before_anything_is_set_aside_anew() -> None:
    city = Programmed()
    line = city.line(16_800 * 10)
    city.seats(2, reserve=line, amount=16_800 * 3)

    [first] = bill(city).bills
    [second] = bill(city, month(2), month(3)).bills

    line.refresh_from_db(using="owner")
    assert (first.reserved, second.reserved) == (0, 16_800)
    assert line.reserved == 16_800 * 4


def test_of_several_lines_one_is_chosen_by_hand() -> None:
    city = Programmed()
    city.line(RICH, account="5.1.02.01")
    other = city.line(RICH, account="5.1.02.02")
    city.seats(1)

    with pytest.raises(CannotBill):
        bill(city)
    [made] = bill(city, line_id=other.pk).bills

    assert made.line_id == other.pk
    assert BudgetLine.objects.using("owner").get(pk=other.pk).reserved == 16_800
