"""The main job from programme to coverage and the next year, each step killed at every record that it leaves, until it goes through."""

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
    print_a_decree,
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

MARCH, APRIL, NEXT = dt.date(2026, 3, 12), dt.date(2026, 4, 1), dt.date(2027, 1, 1)
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
            return times - 1
    raise AssertionError("it never went through")


def balances() -> None:
    """Whatever was killed: money and heads balance, nobody holds a lock, nothing is left lying."""
    assert not asked(
        "SELECT 1 FROM agreements_budget_line WHERE reserved + spent > amount OR reserved < 0 OR spent < 0"
    )
    assert not asked("SELECT 1 FROM exchanges_package WHERE sent <> yes + no + unanswered")
    assert not asked("SELECT 1 FROM pg_tables WHERE tablename LIKE '%%staging%%'")
    assert not asked(
        "SELECT 1 FROM contributions_bill b JOIN contributions_bill_line l ON l.bill_id = b.id GROUP BY b.id, b.state"
        " HAVING count(*) FILTER (WHERE l.is_paid) <> CASE b.state WHEN 'paid' THEN count(*) FILTER (WHERE NOT l.is_void) ELSE 0 END"
    )


def test_killed_at_every_record_it_ends_as_if_nothing_had_been(database: None, tmp_path: Path) -> None:
    rini, wati, tono = (
        at_work(*who) for who in (("rini", "verifier"), ("wati", "section_head"), ("tono", "treasurer"))
    )
    home, silent = tmp_path / "home", lambda step: None
    text = PROGRAMME.replace("    rank_by", f"{BASE}    rank_by")
    stored_list(rini, [row(number) for number in range(1, 7)])

    def load(said: str) -> object:
        return take_over_a_programme.run(said, by=wati, at=on(MARCH), really=True)

    def decide(day: dt.date, at: dt.datetime) -> object:
        order = decide_a_programme.Order("rentan", on=day, lists=None, really=True)
        return decide_a_programme.run(order, home=home, by=rini, at=at, tell=silent)

    def budget(year: int) -> object:
        line = {"fiscal_year": year, "source": "apbd", "account": "5.1.02", "amount": 6 * 9 * 16_800}
        programme = Programme.objects.using("owner").get()
        return agreements.set_budget_line(programme=programme, **line, by=tono, at=on(MARCH))

    def enact(number: str, at: dt.datetime) -> object:
        found = Decree.objects.using("owner").get(state="draft" if at == LATE else "initialled")
        return enact_a_decree.run(
            found.pk, steps.deed(number, decided_on=at.date()), scan=None, home=home, by=wati, at=at
        )

    def answer() -> object:
        file = tmp_path / "jawaban.xlsx"
        rows = [["Y", "", nik_of(number), f"ORANG KE {number}"] for number in range(1, 7)]
        if not file.exists():
            workbook(file, [HEADINGS, *rows])
        order = take_an_answer.Order(1, file, MARCH, accept_columns=True)
        return take_an_answer.run(order, home=home, by=rini, at=on(MARCH), tell=silent)

    def pay() -> object:
        bill = Bill.objects.using("owner").get()
        paper = Paid(
            "SP2D 1",
            MARCH,
            "632309048826",
            bill.first_month,
            bill.end_month,
            bill.heads,
            bill.amount,
            "923092201109691",
        )
        return settle_a_payment.run(settle_a_payment.Order(paper, really=True), by=tono, at=on(MARCH))

    def send() -> object:
        order = send_a_package.Order("rentan", "bpjs_enrolment", tmp_path / "keluar", decree_id=1, really=True)
        return send_a_package.run(order, home=home, by=rini, at=on(MARCH))

    def give_back() -> object:
        person = asked("SELECT person_id FROM enrolment_decree_row WHERE nik = %s AND change = 'add'", nik_of(1))[0][0]
        june = {"from_month": dt.date(2026, 6, 1), "document": "B/14", "moved_on": dt.date(2026, 5, 12)}
        return payments.give_back_months(bill_id=1, person_ids=[person], **june, by=tono, at=on(dt.date(2026, 5, 12)))

    def initial() -> object:
        found = Decree.objects.using("owner").get(state="printed")
        return decrees.initial(decree_id=found.pk, initials="Kabid", by=rini, at=on(MARCH))

    def amend() -> object:
        removal = [Removal(nik_of(1), "died")]
        return amend_a_decree.run(1, removal, fill="none", by=rini, at=on(dt.date(2026, 5, 12)))

    def printed() -> object:
        found = Decree.objects.using("owner").get(state="draft")
        return print_a_decree.run(print_a_decree.Order(found.pk, home), by=rini, at=on(MARCH))

    def billed() -> object:
        return bill_months.run(bill_months.Order("rentan", APRIL, NEXT, really=True), by=rini, at=on(MARCH))

    def issued() -> object:
        return bills.issue(bill_id=1, kode_iuran="632309048826", by=rini, at=on(MARCH))

    def measured() -> object:
        return measure_coverage.run(month=APRIL, home=home, by=rini, at=on(MARCH), tell=silent)

    def published() -> object:
        return publishing.publish(asked=Question(APRIL, place="64.74"), by=rini, at=on(MARCH))

    def turned() -> object:
        return turn_the_year.turn(programme="rentan", to_terms=NEXT, by=rini, at=LATE, really=True)

    may = on(dt.date(2026, 5, 12))
    killed = [
        until_done(step)
        for step in (
            lambda: load(text),
            lambda: budget(2026),
            lambda: decide(MARCH, on(MARCH)),
            lambda: propose_a_decree.run(Proposed("rentan"), by=rini, at=on(MARCH)),
            printed,
            initial,
            lambda: enact("188/1/2026", on(MARCH)),
            send,
            answer,
            billed,
            issued,
            pay,
            give_back,
            amend,
            printed,
            initial,
            lambda: enact("188/2/2026", may),
            measured,
            published,
            lambda: load(text + MORE_TERMS),
            lambda: budget(2027),
            lambda: decide(NEXT, LATE),
            turned,
        )
    ]

    line = BudgetLine.objects.using("owner").get(fiscal_year=2026)
    assert (line.reserved, line.spent) == (0, (6 * 9 - 7) * 16_800)
    assert asked("SELECT count(*), count(*) FILTER (WHERE leaving = 'died') FROM enrolment_enrolment") == [(6, 1)]
    assert asked("SELECT count(*) FROM contributions_payment") == [(1,)]
    assert asked("SELECT kind, state FROM enrolment_decree ORDER BY id") == [
        ("decree", "enacted"),
        ("amendment", "enacted"),
        ("decree", "draft"),
    ]
    assert asked("SELECT heads FROM enrolment_decree WHERE state = 'draft'") == [(5,)]
    assert asked("SELECT count(*) FROM coverage_publication") == [(1,)]
    assert sum(times > 0 for times in killed) == len(killed)
