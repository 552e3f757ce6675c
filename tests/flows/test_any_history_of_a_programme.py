"""Decrees, answers, bills, payments, replacements and money that comes back, in any order: heads and money of one programme balance."""

from __future__ import annotations

import datetime as dt
import os
from itertools import count
from pathlib import Path

from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from payung.access.viewer import Viewer
from payung.agreements.ledger import BudgetExceeded
from payung.agreements.models import BudgetLine
from payung.contributions import actions as bills
from payung.contributions import payments
from payung.contributions import refusals as of_money
from payung.contributions.models import Bill
from payung.contributions.payments import Paid
from payung.enrolment import actions, amending, bulk, proposing
from payung.enrolment.amending import Removal
from payung.enrolment.models import Decree, Enrolment
from payung.enrolment.proposing import Order
from payung.enrolment.refusals import Refused
from payung.flows import amend_a_decree, bill_months, enact_a_decree
from tests.contributions.city import at_work, month
from tests.enrolment import programme as desks
from tests.enrolment import steps
from tests.enrolment.programme import Office, answers, decided

PRICE, BUDGET, FIRST = 16_800, 16_800 * 9 * 7, 4
PICK = st.integers(0, 30)
# What an office is told in words; NotReserved and LedgerBroken are faults of ours and must never come.
REFUSALS = (
    Refused,
    BudgetExceeded,
    of_money.AlreadyIssued,
    of_money.BillIsPaid,
    of_money.BillIsVoid,
    of_money.CannotBill,
    of_money.ListChanged,
    of_money.NothingToBill,
    of_money.NothingToMove,
    of_money.PaymentRefused,
)
_examples, _numbers = count(1), count(1)


def asked(sql: str, *values: object) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


class AnyHistory(RuleBasedStateMachine):
    """One programme from April to December 2026 that an office treats as it likes; the year goes on meanwhile."""

    desk: Office
    tono: Viewer
    home: Path

    def __init__(self) -> None:
        super().__init__()
        self.first, self.month = next(_examples) * 1000, 3
        self.made = desks.programme(self.desk, code=f"w{self.first}", budget=BUDGET)
        decided(self.made, 4, first=self.first)
        # Most of what may go wrong begins with people who are covered and paid for.
        self.a_decree(goes_on=True)
        self.bpjs_answers(pick=0, said=["yes", "yes", "yes", "no"])
        self.months_are_billed_and_paid(first=FIRST, length=3, share=0)

    @property
    def now(self) -> dt.datetime:
        return dt.datetime(2026, self.month, 12, 5, tzinfo=dt.UTC)

    def tried(self, act: object, *said: object, **more: object) -> object | None:
        try:
            return act(*said, **more)
        except REFUSALS:
            return None

    def decree(self, pick: int, *states: str) -> Decree | None:
        found = Decree.objects.using("owner").filter(programme=self.made, state__in=states).order_by("pk")
        return found[pick % len(found)] if found else None

    def bill(self, pick: int, *states: str) -> Bill | None:
        found = Bill.objects.using("owner").filter(programme=self.made, state__in=states).order_by("pk")
        return found[pick % len(found)] if found else None

    def seats(self) -> list[Enrolment]:
        return list(
            Enrolment.objects.using("owner").filter(programme=self.made).select_related("decree_row").order_by("pk")
        )

    def enacted(self, decree_id: int) -> None:
        actions.freeze(decree_id=decree_id, by=self.desk.rini, at=self.now)
        actions.initial(decree_id=decree_id, initials="Kabid", by=self.desk.rini, at=self.now)
        deed = steps.deed(f"W/{next(_numbers)}", decided_on=self.now.date())
        self.tried(enact_a_decree.run, decree_id, deed, scan=None, home=self.home, by=self.desk.wati, at=self.now)

    @rule()
    def a_month_goes_by(self) -> None:
        self.month = min(self.month + 1, 11)

    @rule(more=st.integers(1, 3), has_seat=st.booleans())
    def more_people_are_decided(self, more: int, has_seat: bool) -> None:
        self.first += 10
        decided(self.made, more, first=self.first, has_seat=has_seat)

    @rule(goes_on=st.booleans())
    def a_decree(self, goes_on: bool) -> None:
        done = self.tried(proposing.propose, Order(self.made.code), by=self.desk.rini, at=self.now)
        if done and goes_on:
            self.enacted(done.decree_id)

    @rule(pick=PICK, withdrawn=st.booleans())
    def a_draft_ends(self, pick: int, withdrawn: bool) -> None:
        if found := self.decree(pick, "draft"):
            if withdrawn:
                actions.withdraw(decree_id=found.pk, reason="salah", by=self.desk.rini, at=self.now)
            else:
                self.enacted(found.pk)

    @rule(pick=PICK, said=st.lists(st.sampled_from(["yes", "yes", "yes", "no"]), min_size=3, max_size=9))
    def bpjs_answers(self, pick: int, said: list[str]) -> None:
        if found := self.decree(pick, "enacted"):
            people = list(found.annex.using("owner").filter(change="add").order_by("pk").values_list("nik", flat=True))
            self.desk.programme = self.made
            number = self.made.packages.using("owner").count() + 1
            told = {nik: (code, None) for nik, code in zip(people, said, strict=False)}
            answers(self.desk, found.pk, told, number=number)
            bulk.take_answers(decree_id=found.pk, by=self.desk.rini, at=self.now)

    @rule(first=st.integers(FIRST, 12), length=st.integers(1, 9), share=st.sampled_from([0, 0, 0, 1, -1, PRICE]))
    def months_are_billed_and_paid(self, first: int, length: int, share: int) -> None:
        end = dt.date(2027, 1, 1) if first + length > 12 else month(first + length)
        order = bill_months.Order(self.made.code, month(first), end, really=True)
        if self.tried(bill_months.run, order, by=self.desk.rini, at=self.now):
            last = Bill.objects.using("owner").filter(programme=self.made).order_by("pk").last()
            code = f"{next(_numbers):012d}"
            self.tried(bills.issue, bill_id=last.pk, kode_iuran=code, by=self.desk.rini, at=self.now)
            self.pay(last.pk, share)

    @rule(pick=PICK)
    def the_rest_is_paid(self, pick: int) -> None:
        if found := self.bill(pick, "issued"):
            now = payments.balance(found.pk)
            self.pay(found.pk, now.owed - now.received - found.amount)

    def pay(self, bill_id: int, share: int) -> None:
        bill = Bill.objects.using("owner").get(pk=bill_id)
        if bill.state == "issued" and bill.amount + share > 0:
            paper = Paid(
                f"SP2D {next(_numbers)}",
                self.now.date(),
                bill.kode_iuran,
                bill.first_month,
                bill.end_month,
                bill.heads,
                bill.amount + share,
            )
            self.tried(payments.record, paid=paper, by=self.tono, at=self.now)

    @rule(pick=PICK)
    def a_bill_is_voided(self, pick: int) -> None:
        if found := self.bill(pick, "draft", "issued"):
            self.tried(bills.void, bill_id=found.pk, reason="daftar berubah", by=self.desk.rini, at=self.now)

    @rule(pick=PICK, who=PICK, first=st.integers(FIRST, 12))
    def months_come_back(self, pick: int, who: int, first: int) -> None:
        bill, seats = self.bill(pick, "paid"), self.seats()
        if bill and seats:
            self.tried(
                payments.give_back_months,
                bill_id=bill.pk,
                person_ids=[seats[who % len(seats)].person_id],
                from_month=month(first),
                document=f"Surat {next(_numbers)}",
                moved_on=self.now.date(),
                by=self.tono,
                at=self.now,
            )

    @rule(pick=PICK, who=st.lists(PICK, max_size=3), fill=st.sampled_from(amending.FILLS), goes_on=st.booleans())
    def people_are_replaced(self, pick: int, who: list[int], fill: str, goes_on: bool) -> None:
        found, seats = self.decree(pick, "enacted"), self.seats()
        if not found:
            return
        chosen = {seats[one % len(seats)].pk: seats[one % len(seats)] for one in who} if seats else {}
        removals = [
            Removal(one.decree_row.nik, "answered_no" if one.state == "rejected" else "died") for one in chosen.values()
        ]
        root = found.amends_id or found.pk
        change = self.tried(amend_a_decree.run, root, removals, fill=fill, by=self.desk.rini, at=self.now)
        if change and goes_on:
            self.enacted(change.proposal.decree_id)

    @invariant()
    def what_is_reserved_is_what_seats_still_cost(self) -> None:
        line = BudgetLine.objects.using("owner").get(programme=self.made, fiscal_year=2026)
        [(seat_months,)] = asked(
            "SELECT coalesce(sum(extract(year FROM age(upper(covered), lower(covered))) * 12"
            " + extract(month FROM age(upper(covered), lower(covered)))), 0)::int FROM enrolment_enrolment"
            " WHERE programme_id = %s AND NOT isempty(covered)",
            self.made.pk,
        )
        [(paid,)] = asked(
            "SELECT count(*) FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id"
            " WHERE b.programme_id = %s AND l.is_paid",
            self.made.pk,
        )
        [(on_its_way,)] = asked(
            "SELECT coalesce(sum(greatest(amount, 0)), 0)::bigint FROM enrolment_decree"
            " WHERE programme_id = %s AND state IN ('draft', 'printed', 'initialled')",
            self.made.pk,
        )
        assert 0 <= line.reserved + line.spent <= line.amount
        assert line.spent == paid * PRICE
        assert line.reserved == (seat_months - paid) * PRICE + on_its_way

    @invariant()
    def every_month_is_billed_once_and_paid_where_its_bill_is(self) -> None:
        assert not asked(
            "SELECT l.person_id, l.month FROM contributions_bill_line l WHERE NOT l.is_void GROUP BY 1, 2 HAVING count(*) > 1"
        )
        assert not asked(
            "SELECT 1 FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id"
            " WHERE b.programme_id = %s AND l.is_paid <> (b.state = 'paid' AND NOT l.is_void)",
            self.made.pk,
        )

    @invariant()
    def nobody_is_paid_for_a_month_without_a_seat(self) -> None:
        assert not asked(
            "SELECT 1 FROM contributions_bill_line l JOIN enrolment_enrolment e ON e.id = l.enrolment_id"
            " WHERE e.programme_id = %s AND l.is_paid AND NOT e.covered @> l.month",
            self.made.pk,
        )


def test_in_any_history_of_a_programme_heads_and_money_balance(database: None, tmp_path: Path) -> None:
    AnyHistory.desk, AnyHistory.tono, AnyHistory.home = desks.office(), at_work("tono", "treasurer"), tmp_path
    run_state_machine_as_test(
        AnyHistory,
        settings=settings(
            max_examples=int(os.environ.get("PAYUNG_EXAMPLES", "10")),
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize="PAYUNG_EXAMPLES" not in os.environ,
        ),
    )
