"""The main job from programme to coverage and the next year, steps killed at every record that they leave, until they go through."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from payung.agreements import actions as agreements
from payung.agreements.models import BudgetLine, Programme
from payung.audit import actions as audit
from payung.contributions import actions as bills
from payung.contributions import payments
from payung.contributions.models import Bill
from payung.contributions.payments import Paid
from payung.coverage import actions as publishing
from payung.coverage.queries import Question
from payung.enrolment import actions as decrees
from payung.enrolment.amending import Removal
from payung.enrolment.models import Decree
from payung.enrolment.proposing import Order as Proposed
from payung.flows import (
    amend_a_decree,
    bill_months,
    decide_a_programme,
    enact_a_decree,
    measure_coverage,
    propose_a_decree,
    send_a_package,
    settle_a_payment,
    take_an_answer,
    take_over_a_programme,
    turn_the_year,
)
from tests.contributions.city import at_work
from tests.eligibility.stored import PROGRAMME, nik_of, row, stored_list
from tests.enrolment import steps
from tests.exchanges.sending import HEADINGS, asked, workbook

MARCH, APRIL, MAY, NEXT = dt.date(2026, 3, 12), dt.date(2026, 4, 1), dt.date(2026, 5, 12), dt.date(2027, 1, 1)
LATE = dt.datetime(2026, 12, 19, 5, tzinfo=dt.UTC)
BASE = """\
    regulation: {kind: perwali, issuer: Wali Kota Bontang, number: "23", year: 2023, title: Uji, stage: promulgated, in_force_from: 2023-10-06}
    agreement: {kind: pks, number: PKS/1, partner: BPJS, signed_on: 2026-01-02, starts_on: 2026-01-02}
    dukcapil: not_asked
    bpjs: not_asked
"""
MORE_TERMS = "  - {from: 2027-01-01, income: 1000000, payer: pemkab, source: apbd, first_month: 2027-01, months: 6, place: 64.74, dukcapil: not_asked, bpjs: not_asked}\n"


def on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(5), tzinfo=dt.UTC)


def killed_at(record: int, work: Callable[[], object]) -> None:
    """Do a step in this process, which is killed as it writes so many records of its trail; all else of that moment is written."""
    connections.close_all()
    left = [record]
    real = audit.record

    def counted(*said: object, **more: object) -> object:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*said, **more)

    audit.record = counted
    work()


def until_done(work: Callable[[], object]) -> int:
    """Do a step again and again, killed one record later each time; return how often it was killed."""
    for times in range(1, 9):
        connections.close_all()
        child = multiprocessing.get_context("fork").Process(target=killed_at, args=(times, work))
        child.start()
        child.join(100)
        assert child.exitcode in (0, -signal.SIGKILL)
        balances()
        if child.exitcode == 0:
            # What a killed run left lying is cleared away by the one that goes through.
            assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%staging%%'")
            return times - 1
    raise AssertionError("it never went through")


def balances() -> None:
    """Whatever was killed, money and heads balance."""
    assert not asked(
        "SELECT 1 FROM agreements_budget_line WHERE reserved + spent > amount OR reserved < 0 OR spent < 0"
    )
    assert not asked("SELECT 1 FROM exchanges_package WHERE sent <> yes + no + unanswered")
    assert not asked(
        "SELECT 1 FROM contributions_bill b JOIN contributions_bill_line l ON l.bill_id = b.id GROUP BY b.id, b.state"
        " HAVING count(*) FILTER (WHERE l.is_paid) <> CASE b.state WHEN 'paid' THEN count(*) FILTER (WHERE NOT l.is_void) ELSE 0 END"
    )


class MainJob:
    """The steps of one programme, each as the person whose work it is would do it; what they need they look up."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rini, self.wati = at_work("rini", "verifier"), at_work("wati", "section_head")
        self.tono = at_work("tono", "treasurer")
        stored_list(self.rini, [row(number) for number in range(1, 7)])
        rows = [["Y", "", nik_of(number), f"ORANG KE {number}"] for number in range(1, 7)]
        self.answers = workbook(home / "jawaban.xlsx", [HEADINGS, *rows])

    @property
    def root(self) -> int:
        return Decree.objects.using("owner").get(kind="decree", state="enacted").pk

    @property
    def bill(self) -> Bill:
        return Bill.objects.using("owner").get()

    def load(self, more: str = "") -> None:
        text = PROGRAMME.replace("    rank_by", f"{BASE}    rank_by") + more
        take_over_a_programme.run(text, by=self.wati, at=on(MARCH), really=True)

    def budget(self, year: int) -> None:
        line = {"fiscal_year": year, "source": "apbd", "account": "5.1.02", "amount": 6 * 9 * 16_800}
        programme = Programme.objects.using("owner").get()
        agreements.set_budget_line(programme=programme, **line, by=self.tono, at=on(MARCH))

    def decide(self, day: dt.date, at: dt.datetime) -> None:
        order = decide_a_programme.Order("rentan", on=day, lists=None, really=True)
        decide_a_programme.run(order, home=self.home, by=self.rini, at=at, tell=silent)

    def propose(self) -> None:
        propose_a_decree.run(Proposed("rentan"), by=self.rini, at=on(MARCH))

    def amend(self) -> None:
        amend_a_decree.run(self.root, [Removal(nik_of(1), "died")], fill="none", by=self.rini, at=on(MAY))

    def freeze(self) -> None:
        decrees.freeze(decree_id=Decree.objects.using("owner").get(state="draft").pk, by=self.rini, at=on(MARCH))

    def initial(self) -> None:
        found = Decree.objects.using("owner").get(state="printed")
        decrees.initial(decree_id=found.pk, initials="Kabid", by=self.rini, at=on(MARCH))

    def enact(self, number: str, day: dt.date) -> None:
        found = Decree.objects.using("owner").get(state="initialled")
        deed = steps.deed(number, decided_on=day)
        enact_a_decree.run(found.pk, deed, scan=None, home=self.home, by=self.wati, at=on(day))

    def send(self) -> None:
        order = send_a_package.Order("rentan", "bpjs_enrolment", self.home / "keluar", decree_id=self.root, really=True)
        send_a_package.run(order, home=self.home, by=self.rini, at=on(MARCH))

    def answer(self) -> None:
        [(package,)] = asked("SELECT id FROM exchanges_package")
        order = take_an_answer.Order(package, self.answers, MARCH, accept_columns=True)
        take_an_answer.run(order, home=self.home, by=self.rini, at=on(MARCH), tell=silent)

    def make_a_bill(self) -> None:
        bill_months.run(bill_months.Order("rentan", APRIL, NEXT, really=True), by=self.rini, at=on(MARCH))

    def issue(self) -> None:
        bills.issue(bill_id=self.bill.pk, kode_iuran="632309048826", by=self.rini, at=on(MARCH))

    def pay(self) -> None:
        one = self.bill
        paper = Paid("SP2D 1", MARCH, "632309048826", one.first_month, one.end_month, one.heads, one.amount, "92309220")
        settle_a_payment.run(settle_a_payment.Order(paper, really=True), by=self.tono, at=on(MARCH))

    def give_back(self) -> None:
        [(dead,)] = asked("SELECT e.person_id FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id WHERE r.nik = %s", nik_of(1))  # fmt: skip
        june = {"from_month": dt.date(2026, 6, 1), "document": "B/14", "moved_on": MAY}
        payments.give_back_months(bill_id=self.bill.pk, person_ids=[dead], **june, by=self.tono, at=on(MAY))

    def measure(self) -> None:
        measure_coverage.run(month=APRIL, home=self.home, by=self.rini, at=on(MARCH), tell=silent)

    def publish(self) -> None:
        publishing.publish(asked=Question(APRIL, place="64.74"), by=self.rini, at=on(MARCH))

    def turn(self) -> None:
        turn_the_year.turn(programme="rentan", to_terms=NEXT, by=self.rini, at=LATE, really=True)

    def steps(self) -> list[tuple[Callable[[], None], bool]]:
        """Return the steps in their order, and whether each is killed here: the others have tests of their own for that."""
        decide, again = lambda: self.decide(MARCH, on(MARCH)), lambda: self.decide(NEXT, LATE)
        first = [(self.load, True), (lambda: self.budget(2026), True), (decide, True), (self.propose, False)]
        signed = [(self.freeze, True), (self.initial, True), (lambda: self.enact("188/1/2026", MARCH), False)]
        cover = [(self.send, True), (self.answer, False)]
        money = [(self.make_a_bill, True), (self.issue, True), (self.pay, True), (self.give_back, True)]
        change = [(self.amend, True), (self.freeze, False), (self.initial, False)]
        ended = [(lambda: self.enact("188/2/2026", MAY), True), (self.measure, True), (self.publish, True)]
        ahead = [(lambda: self.load(MORE_TERMS), False), (lambda: self.budget(2027), False), (again, False)]
        return [*first, *signed, *cover, *money, *change, *ended, *ahead, (self.turn, True)]


def silent(step: str) -> None:
    """Tell nobody."""


def test_killed_at_every_record_it_ends_as_if_nothing_had_been(database: None, tmp_path: Path) -> None:
    for step, is_killed in MainJob(tmp_path).steps():
        if is_killed:
            assert until_done(step) > 0
        else:
            step()

    line = BudgetLine.objects.using("owner").get(fiscal_year=2026)
    assert (line.reserved, line.spent) == (0, (6 * 9 - 7) * 16_800)
    assert asked("SELECT count(*), count(*) FILTER (WHERE leaving = 'died') FROM enrolment_enrolment") == [(6, 1)]
    assert asked("SELECT count(*) FROM contributions_payment") == [(1,)]
    assert asked("SELECT kind, state, heads FROM enrolment_decree ORDER BY id") == [
        ("decree", "enacted", 6),
        ("amendment", "enacted", 0),
        ("decree", "draft", 5),
    ]
    assert asked("SELECT count(*) FROM coverage_publication") == [(1,)]
