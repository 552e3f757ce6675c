"""For every history of seats, bills, voids, payments and refunds, heads and money balance; run twice or killed, they end the same."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from django.conf import settings as django_settings
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from payung.agreements import ledger
from payung.contributions import actions, bulk, payments
from payung.contributions.models import Bill
from payung.contributions.payments import Paid
from payung.contributions.refusals import (
    AlreadyEntered,
    AlreadyIssued,
    BillIsPaid,
    BillIsVoid,
    ListChanged,
    NothingToBill,
    NothingToMove,
    PaymentRefused,
)
from tests.contributions.city import JAN, Programmed, month, paying
from tests.people import NOON

MONTHLY = 16_800
BUDGET = 40 * MONTHLY
MONTHS = st.integers(1, 6)
PICK = st.integers(0, 50)
LATE = dt.datetime(2026, 12, 20, 12, 0, tzinfo=dt.UTC)
REFUSALS = (
    AlreadyEntered,
    AlreadyIssued,
    BillIsPaid,
    BillIsVoid,
    ListChanged,
    NothingToBill,
    NothingToMove,
    PaymentRefused,
    ledger.BudgetExceeded,
)


def empty() -> None:
    """Empty the tables of people, programmes and money; the office and its accounts stay."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE agreements_programme, intake_list RESTART IDENTITY CASCADE")


def asked(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


class AnyHistory(RuleBasedStateMachine):
    """An office that does anything in any order."""

    def __init__(self) -> None:
        super().__init__()
        empty()
        self.city = Programmed()
        self.city.line(BUDGET)
        self.people: list[int] = []
        self.codes = self.papers = 0

    def bills(self) -> list[Bill]:
        return list(Bill.objects.using("owner").order_by("pk"))

    def one(self, pick: int) -> Bill | None:
        found = self.bills()
        return found[pick % len(found)] if found else None

    @rule(people=st.integers(1, 2), first=MONTHS, length=st.integers(1, 4))
    def give_seats(self, people: int, first: int, length: int) -> None:
        self.people += self.city.seats(people, month(first), month(first + length))

    @rule(pick=PICK, end=MONTHS)
    def somebody_leaves(self, pick: int, end: int) -> None:
        if self.people:
            self.city.leave(self.people[pick % len(self.people)], month(end))

    @rule(first=MONTHS, length=st.integers(1, 3))
    def make_a_bill(self, first: int, length: int) -> None:
        with contextlib.suppress(*REFUSALS):
            bulk.make_bill(
                programme_id=self.city.programme.pk,
                first_month=month(first),
                end_month=month(first + length),
                **paying(self.city.rini),
            )

    @rule(pick=PICK)
    def give_a_code(self, pick: int) -> None:
        if bill := self.one(pick):
            self.codes += 1
            with contextlib.suppress(*REFUSALS):
                actions.issue(bill_id=bill.pk, kode_iuran=f"{self.codes:012d}", **paying(self.city.rini))

    @rule(pick=PICK)
    def void_one(self, pick: int) -> None:
        if bill := self.one(pick):
            with contextlib.suppress(*REFUSALS):
                actions.void(bill_id=bill.pk, reason="daftar berubah", **paying(self.city.rini))

    @rule(pick=PICK, share=st.sampled_from([-MONTHLY, -1, 0, 1, MONTHLY]), again=st.booleans())
    def pay_something(self, pick: int, share: int, again: bool) -> None:
        bill = self.one(pick)
        if bill is None or bill.kode_iuran is None:
            return
        self.papers += not again
        paper = Paid(
            sp2d_number=f"SP2D {self.papers}",
            paid_on=JAN,
            kode_iuran=bill.kode_iuran,
            first_month=bill.first_month,
            end_month=bill.end_month,
            heads=bill.heads,
            amount=max(bill.amount + share, 1),
        )
        with contextlib.suppress(*REFUSALS):
            payments.record(paid=paper, by=self.city.tono, at=LATE)

    @rule(people=st.integers(1, 3), first=MONTHS, length=st.integers(1, 2), share=st.sampled_from([0, 0, 1, MONTHLY]))
    def a_common_month(self, people: int, first: int, length: int, share: int) -> None:
        self.give_seats(people=people, first=first, length=length)
        self.make_a_bill(first=first, length=length)
        last = len(self.bills()) - 1
        if last >= 0:
            self.give_a_code(pick=last)
            self.pay_something(pick=last, share=share, again=False)

    @rule(pick=PICK, amount=st.sampled_from([1, 2, MONTHLY, 2 * MONTHLY]))
    def give_back(self, pick: int, amount: int) -> None:
        if bill := self.one(pick):
            self.papers += 1
            with contextlib.suppress(*REFUSALS):
                payments.give_back_excess(bill_id=bill.pk, amount=amount, **self.paper())

    @rule(pick=PICK, to=PICK, amount=st.sampled_from([1, MONTHLY - 1, MONTHLY]))
    def carry(self, pick: int, to: int, amount: int) -> None:
        source, target = self.one(pick), self.one(to)
        if source and target:
            self.papers += 1
            with contextlib.suppress(*REFUSALS):
                payments.carry_over(bill_id=source.pk, to_bill_id=target.pk, amount=amount, **self.paper())

    @rule(pick=PICK, who=PICK, first=MONTHS)
    def months_come_back(self, pick: int, who: int, first: int) -> None:
        bill = self.one(pick)
        if bill and self.people:
            self.papers += 1
            with contextlib.suppress(*REFUSALS):
                payments.give_back_months(
                    bill_id=bill.pk,
                    person_ids=[self.people[who % len(self.people)]],
                    from_month=month(first),
                    **self.paper(),
                )

    def paper(self) -> dict[str, object]:
        return {"document": f"Surat {self.papers}", "moved_on": NOON.date(), **paying(self.city.tono)}

    @invariant()
    def no_more_is_reserved_and_spent_than_there_is(self) -> None:
        [(amount, reserved, spent)] = asked("SELECT amount, reserved, spent FROM agreements_budget_line")
        [(unpaid,)] = asked(
            "SELECT coalesce(sum(amount), 0) FROM contributions_bill WHERE state IN ('draft', 'issued')"
        )
        [(paid,)] = asked("SELECT coalesce(sum(jkk + jkm + jht), 0) FROM contributions_bill_line WHERE is_paid")
        [(came_back,)] = asked("SELECT coalesce(sum(amount), 0) FROM contributions_correction WHERE kind = 'months'")
        assert 0 <= reserved + spent <= amount
        assert spent == paid
        # Months that came back wait, set aside, for the end of their seat or another bill.
        assert unpaid <= reserved <= unpaid + came_back

    @invariant()
    def every_month_of_a_person_is_billed_once(self) -> None:
        assert not asked(
            "SELECT person_id, month FROM contributions_bill_line WHERE NOT is_void GROUP BY 1, 2 HAVING count(*) > 1"
        )

    @invariant()
    def months_paid_are_months_billed_of_settled_bills(self) -> None:
        assert not asked(
            """
            SELECT person_id FROM contributions_bill_line l JOIN contributions_bill b ON b.id = l.bill_id
            GROUP BY person_id HAVING count(*) FILTER (WHERE is_paid) <> count(*) FILTER (WHERE b.state = 'paid' AND NOT is_void)
            """
        )

    @invariant()
    def lines_add_up_to_their_bill(self) -> None:
        assert not asked(
            """
            SELECT b.id FROM contributions_bill b JOIN contributions_bill_line l ON l.bill_id = b.id GROUP BY b.id
            HAVING sum(l.jkk + l.jkm + l.jht) <> b.amount OR count(*) <> b.person_months OR count(DISTINCT l.person_id) <> b.heads
            """
        )

    @invariant()
    def money_that_moved_is_settled_bills_and_open_differences(self) -> None:
        [(came,)] = asked(
            "SELECT (SELECT coalesce(sum(amount), 0) FROM contributions_payment)"
            " - (SELECT coalesce(sum(amount), 0) FROM contributions_correction WHERE kind <> 'carry')"
        )
        settled, apart = 0, 0
        for bill in self.bills():
            now = payments.balance(bill.pk)
            settled += now.owed if bill.state == "paid" else 0
            apart += now.received - (now.owed if bill.state == "paid" else 0)
            assert now.received >= 0
            # Exact money never lies on an issued bill unnoticed.
            assert bill.state != "issued" or now.difference != 0 or now.owed == 0
        assert came == settled + apart


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_in_any_history_heads_and_money_balance() -> None:
    run_state_machine_as_test(
        AnyHistory,
        settings=settings(
            max_examples=int(os.environ.get("PAYUNG_EXAMPLES", "12")),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


WORK = """
import datetime as dt, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"
import django
django.setup()
from django.conf import settings
from django.db import connections
for alias in ("default", "owner"):
    connections[alias].settings_dict["NAME"] = {name!r}
from payung.access.viewer import ROLES, Viewer
from payung.agreements import ledger
from payung.contributions import actions, bulk, payments, refusals
from payung.contributions.models import Bill
rini, tono = (Viewer(i, n, {office}, "64.74", ROLES[r]) for i, n, r in (({rini}, "rini", "verifier"), ({tono}, "tono", "treasurer")))
at = dt.datetime(2026, 12, 20, 12, 0, tzinfo=dt.timezone.utc)
print("ready", flush=True)
try:
    bulk.make_bill(programme_id={programme}, first_month=dt.date(2026, 1, 1), end_month=dt.date(2026, 4, 1), by=rini, at=at)
except refusals.NothingToBill:
    pass
bill = Bill.objects.using("owner").get()
try:
    actions.issue(bill_id=bill.pk, kode_iuran="632309048826", by=rini, at=at)
except (refusals.AlreadyIssued, refusals.BillIsPaid):
    pass
try:
    payments.record(paid=payments.Paid("SP2D 1", dt.date(2026, 2, 1), "632309048826", bill.first_month, bill.end_month, bill.heads, bill.amount), by=tono, at=at)
except refusals.AlreadyEntered:
    pass
print("done", flush=True)
"""


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_killed_anywhere_and_run_again_it_ends_the_same() -> None:
    city = Programmed()
    city.line(1_000_000_000)
    city.seats(1_500)
    work = textwrap.dedent(WORK).format(
        name=connections["owner"].settings_dict["NAME"],
        office=city.rini.office_id,
        rini=city.rini.account_id,
        tono=city.tono.account_id,
        programme=city.programme.pk,
    )
    environment = {
        **os.environ,
        "PAYUNG_HOME": str(django_settings.PAYUNG_HOME),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    for patience in (0.05, 0.15, 0.3, 0.6, 1.0, None):
        child = subprocess.Popen(
            [sys.executable, "-c", work], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert child.stdout.readline() == "ready\n"
        if patience is not None:
            time.sleep(patience)
            child.send_signal(signal.SIGKILL)
        child.communicate()

    assert child.returncode == 0
    [(state, amount, months)] = asked("SELECT state, amount, person_months FROM contributions_bill")
    [(paid,)] = asked("SELECT count(*) FROM contributions_bill_line WHERE is_paid")
    [(reserved, spent)] = asked("SELECT reserved, spent FROM agreements_budget_line")
    assert (state, amount, months, paid) == ("paid", 4_500 * MONTHLY, 4_500, 4_500)
    assert (reserved, spent) == (0, amount)
    assert asked("SELECT count(*) FROM contributions_payment") == [(1,)]
