"""Codes, SP2Ds, wrong sums: the money that moved is always in sight, and only an exact sum protects a month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connections
from django.db.utils import Error

from payung.access.viewer import NotAllowed
from payung.agreements.models import BudgetLine
from payung.contributions import actions, bulk, payments
from payung.contributions.models import Bill
from payung.contributions.payments import Paid
from payung.contributions.refusals import (
    AlreadyEntered,
    AlreadyIssued,
    BillIsPaid,
    BillIsVoid,
    CodeNotUsable,
    ListChanged,
    MakerMayNotPay,
    NoSuchBill,
    NothingToMove,
    PaymentRefused,
)
from tests.contributions.city import FEB, JAN, Programmed, at_work, lines, month, paying
from tests.people import NOON

pytestmark = pytest.mark.usefixtures("database")

CODE, OTHER_CODE = "632309048826", "632309048827"
MONTHLY = 16_800
PAPER = {"moved_on": NOON.date(), "document": "Surat 1"}


@pytest.fixture
def city() -> Programmed:
    city = Programmed()
    city.line(MONTHLY * 1_000)
    return city


def made(city: Programmed, first: dt.date = JAN, end: dt.date = FEB, code: str = CODE) -> Bill:
    """Bill, and give the bill its code."""
    [one] = bulk.make_bill(programme_id=city.programme.pk, first_month=first, end_month=end, **paying(city.rini)).bills
    return actions.issue(bill_id=one.bill_id, kode_iuran=code, **paying(city.rini))


def paper(bill: Bill, **other: object) -> Paid:
    """Write the SP2D that fits a bill."""
    fitting = Paid(
        sp2d_number="900/1/2026",
        paid_on=dt.date(2026, 2, 27),
        kode_iuran=bill.kode_iuran,
        first_month=bill.first_month,
        end_month=bill.end_month,
        heads=bill.heads,
        amount=bill.amount,
    )
    return replace(fitting, **other)


def pay(city: Programmed, bill: Bill, **other: object) -> payments.Entered:
    return payments.record(paid=paper(bill, **other), **paying(city.tono))


def money(city: Programmed) -> tuple[int, int]:
    line = BudgetLine.objects.using("owner").get(programme=city.programme)
    return line.reserved, line.spent


def test_an_exact_payment_settles_protects_and_spends(city: Programmed) -> None:
    city.seats(3)
    bill = made(city, JAN, month(4))

    entered = pay(city, bill, receipt_number="923092201109691")

    assert entered.is_settled
    assert lines(is_paid=True) == 9
    assert money(city) == (0, 9 * MONTHLY)


def test_a_wrong_sum_is_recorded_and_protects_nobody_until_it_is_whole(city: Programmed) -> None:
    city.seats(3)
    bill = made(city)

    first = pay(city, bill, amount=2 * MONTHLY)
    paid_meanwhile = lines(is_paid=True)
    second = pay(city, bill, amount=MONTHLY, sp2d_number="900/2/2026")

    assert (first.is_settled, first.underpaid, paid_meanwhile) == (False, MONTHLY, 0)
    assert (second.is_settled, lines(is_paid=True)) == (True, 3)


def test_an_excess_is_shown_and_given_back(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)

    over = pay(city, bill, amount=2 * MONTHLY + 700)
    back = payments.give_back_excess(bill_id=bill.pk, amount=700, **PAPER, **paying(city.tono))

    assert (over.is_settled, over.overpaid) == (False, 700)
    assert (back.is_settled, money(city)) == (True, (0, 2 * MONTHLY))
    with pytest.raises(AlreadyEntered):
        payments.give_back_excess(bill_id=bill.pk, amount=700, **PAPER, **paying(city.tono))


def test_an_excess_is_carried_to_the_next_month(city: Programmed) -> None:
    city.seats(2)
    january, february = made(city), made(city, FEB, month(3), OTHER_CODE)
    pay(city, january, amount=3 * MONTHLY)

    carried = payments.carry_over(
        bill_id=january.pk, to_bill_id=february.pk, amount=MONTHLY, **PAPER, **paying(city.tono)
    )
    rest = pay(city, february, amount=MONTHLY, sp2d_number="900/2/2026")

    january.refresh_from_db(using="owner")
    assert (january.state, carried.is_settled, carried.underpaid) == ("paid", False, MONTHLY)
    assert rest.is_settled


def test_what_lies_on_a_void_bill_is_carried_to_its_successor(city: Programmed) -> None:
    [dead, *_] = city.seats(2)
    bill = made(city)
    pay(city, bill, amount=MONTHLY)
    city.leave(dead, JAN)
    actions.void(bill_id=bill.pk, reason="meninggal", **paying(city.rini))
    successor = made(city, code=OTHER_CODE)

    carried = payments.carry_over(
        bill_id=bill.pk, to_bill_id=successor.pk, amount=MONTHLY, **PAPER, **paying(city.tono)
    )

    assert (successor.heads, carried.is_settled) == (1, True)


def test_no_more_moves_than_is_too_much(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)
    pay(city, bill, amount=2 * MONTHLY + 700)

    with pytest.raises(NothingToMove) as refused:
        payments.give_back_excess(bill_id=bill.pk, amount=701, **PAPER, **paying(city.tono))

    assert refused.value.left == 700


def test_months_of_the_dead_come_back_and_the_money_waits_for_the_end_of_their_seat(city: Programmed) -> None:
    [dead, gone] = city.seats(2)
    bill = made(city, JAN, month(7))
    pay(city, bill)

    back = payments.give_back_months(
        bill_id=bill.pk, person_ids=[dead], from_month=month(4), **PAPER, **paying(city.tono)
    )

    assert (back.owed, back.received) == (9 * MONTHLY, 9 * MONTHLY)
    assert (lines(is_paid=True), lines(person_id=dead, is_paid=True)) == (9, 3)
    assert money(city) == (3 * MONTHLY, 9 * MONTHLY)
    city.leave(gone, month(6))
    again = {**PAPER, "document": "Surat kedua"}
    payments.give_back_months(bill_id=bill.pk, person_ids=[gone], from_month=month(6), **again, **paying(city.tono))
    assert money(city) == (3 * MONTHLY, 8 * MONTHLY)
    with pytest.raises(AlreadyEntered):
        payments.give_back_months(bill_id=bill.pk, person_ids=[dead], from_month=month(4), **PAPER, **paying(city.tono))


def test_everything_that_does_not_fit_is_told_at_once_and_nothing_is_kept(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)

    with pytest.raises(PaymentRefused) as refused:
        pay(city, bill, heads=3, end_month=month(4), amount=0, paid_on=dt.date(2027, 1, 1), sp2d_number=" ")

    assert len(refused.value.problems) == 5
    assert any("01-2026…03-2026" in said for said in refused.value.say("id"))


def test_an_unknown_and_a_void_code_are_refused(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)
    actions.void(bill_id=bill.pk, reason="daftar berubah", **paying(city.rini))

    with pytest.raises(PaymentRefused) as void:
        pay(city, bill)
    with pytest.raises(PaymentRefused) as unknown:
        pay(city, bill, kode_iuran="000000000000")

    assert "daftar berubah" in void.value.say("id")[0]
    assert "000000000000" in unknown.value.say("id")[0]


def test_the_same_sp2d_is_entered_once(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)
    pay(city, bill)

    with pytest.raises(AlreadyEntered):
        pay(city, bill)

    assert money(city) == (0, 2 * MONTHLY)


def test_a_receipt_and_the_day_of_an_sp2d_belong_to_one_payment(city: Programmed) -> None:
    city.seats(2)
    january, february = made(city), made(city, FEB, month(3), OTHER_CODE)
    pay(city, january, receipt_number="923092201109691")

    with pytest.raises(PaymentRefused) as refused:
        pay(city, february, receipt_number="923092201109691", paid_on=dt.date(2026, 2, 26))

    assert len(refused.value.problems) == 2


def test_one_sp2d_may_pay_several_bills(city: Programmed) -> None:
    city.seats(2)
    january, february = made(city), made(city, FEB, month(3), OTHER_CODE)

    assert pay(city, january).is_settled
    assert pay(city, february).is_settled


def test_a_payment_that_is_only_shown_leaves_nothing(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)

    shown = payments.record(paid=paper(bill), really=False, **paying(city.tono))

    assert shown.is_settled
    assert (lines(is_paid=True), money(city)) == (0, (2 * MONTHLY, 0))


def test_who_made_the_bill_does_not_pay_it(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)
    both = replace(city.rini, may=city.rini.may | city.tono.may)

    with pytest.raises(MakerMayNotPay):
        payments.record(paid=paper(bill), **paying(both))
    with pytest.raises(NotAllowed):
        payments.record(paid=paper(bill), **paying(city.rini))
    with pytest.raises(NotAllowed):
        bulk.make_bill(programme_id=city.programme.pk, first_month=FEB, end_month=month(3), **paying(city.tono))


def test_a_bill_of_another_office_is_not_there(city: Programmed) -> None:
    city.seats(1)
    bill = made(city)
    stranger = replace(city.rini, office_id=city.rini.office_id + 1)

    with pytest.raises(NoSuchBill):
        actions.void(bill_id=bill.pk, reason="x", **paying(stranger))


@pytest.mark.parametrize("code", ["63230904882", "6323090488261", "63230904882X", ""])
def test_a_code_has_twelve_digits(city: Programmed, code: str) -> None:
    city.seats(1)

    with pytest.raises(CodeNotUsable):
        made(city, code=code)


def test_a_code_belongs_to_one_list_even_after_it_is_void(city: Programmed) -> None:
    city.seats(1)
    bill = made(city)
    with pytest.raises(AlreadyIssued):
        actions.issue(bill_id=bill.pk, kode_iuran=OTHER_CODE, **paying(city.rini))
    with pytest.raises(CodeNotUsable) as taken:
        made(city, FEB, month(3))
    actions.void(bill_id=bill.pk, reason="salah", **paying(city.rini))
    with pytest.raises(CodeNotUsable) as dead:
        made(city)

    assert (taken.value.reason, dead.value.reason) == ("taken", "void")


def test_a_changed_list_gets_no_code_and_what_is_paid_or_void_stays(city: Programmed) -> None:
    [dead, *_] = city.seats(3)
    [one] = bulk.make_bill(programme_id=city.programme.pk, first_month=JAN, end_month=FEB, **paying(city.rini)).bills
    city.leave(dead, JAN)
    city.seats(2)

    with pytest.raises(ListChanged) as refused:
        actions.issue(bill_id=one.bill_id, kode_iuran=CODE, **paying(city.rini))
    actions.void(bill_id=one.bill_id, reason="pergantian", **paying(city.rini))
    bill = made(city)
    pay(city, bill)

    assert (refused.value.ended, refused.value.added) == (1, 2)
    assert bill.heads == 4
    with pytest.raises(BillIsPaid):
        actions.void(bill_id=bill.pk, reason="x", **paying(city.rini))
    with pytest.raises(BillIsVoid):
        actions.void(bill_id=one.bill_id, reason="x", **paying(city.rini))


def test_a_void_bill_gives_back_what_it_had_set_aside(city: Programmed) -> None:
    city.seats(2)
    bill = made(city)
    before = money(city)

    actions.void(bill_id=bill.pk, reason="daftar berubah", **paying(city.rini))

    assert (before, money(city)) == ((2 * MONTHLY, 0), (0, 0))


@pytest.mark.parametrize(
    "slip",
    [
        "UPDATE contributions_bill_line SET jkk = jkk + 1",
        "UPDATE contributions_bill_line SET month = '2026-05-01'",
        "DELETE FROM contributions_bill_line",
        "DELETE FROM contributions_bill",
        "INSERT INTO contributions_bill_line (bill_id, office_id, sender_code, enrolment_id, person_id, month, jkk, jkm, jht, is_void, is_paid)"
        " SELECT 999, office_id, sender_code, enrolment_id, 7, month, jkk, jkm, jht, false, false FROM contributions_bill_line LIMIT 1",
        "UPDATE contributions_bill SET heads = heads + 1",
        "UPDATE contributions_bill SET kode_iuran = '111111111111'",
        "UPDATE contributions_bill SET state = 'draft'",
        "INSERT INTO contributions_bill_line (bill_id, office_id, sender_code, enrolment_id, person_id, month, jkk, jkm, jht, is_void, is_paid)"
        " SELECT bill_id, office_id, sender_code, enrolment_id, 7, month, jkk, jkm, jht, false, false FROM contributions_bill_line LIMIT 1",
    ],
)
def test_the_database_itself_keeps_an_issued_list_as_it_was(city: Programmed, slip: str) -> None:
    city.seats(2)
    made(city)

    with connections["owner"].cursor() as cursor, pytest.raises(Error):
        cursor.execute(slip)


def test_an_account_of_the_terminal_cannot_write_money(city: Programmed) -> None:
    city.seats(1)
    made(city)
    at_work("siti", "inspector")

    with connections["default"].cursor() as cursor, pytest.raises(Error):
        cursor.execute("UPDATE contributions_bill SET state = 'paid'")
