"""The journeys of money as people go them: bill, pay, and the turn of a year with its countdown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections

from payung.access.viewer import ROLES, Viewer
from payung.agreements.models import BudgetLine, Terms
from payung.contributions import actions, payments
from payung.contributions.models import Bill
from payung.eligibility import actions as deciding
from payung.eligibility.models import Candidate
from payung.enrolment.amending import Removal
from payung.enrolment.models import Decree
from payung.enrolment.refusals import CannotAmend
from payung.flows import amend_a_decree, bill_months, enact_a_decree, settle_a_payment, turn_the_year
from payung.flows.settle_a_payment import Paid
from tests.contributions.city import FEB, JAN, NEXT_JAN, Programmed, at_work, lines, month, paying
from tests.enrolment import programme as desks
from tests.enrolment import steps
from tests.enrolment.programme import Office
from tests.people import NOON

pytestmark = pytest.mark.usefixtures("database")

MONTHLY = 16_800
NOVEMBER = dt.date(2026, 11, 20)
LATE = dt.datetime(2026, 12, 20, 12, 0, tzinfo=dt.UTC)


def paid(code: str, first: dt.date, end: dt.date, rini: Viewer, tono: Viewer) -> settle_a_payment.Settled:
    """Go from seats to protected months as the office does."""
    billing = bill_months.run(bill_months.Order(code, first, end, really=True), by=rini, at=NOON)
    [made] = billing.bills
    bill = actions.issue(bill_id=made.bill_id, kode_iuran=f"{made.bill_id:012d}", **paying(rini))
    paper = Paid(f"SP2D {bill.pk}", first, bill.kode_iuran, first, end, bill.heads, bill.amount)
    return settle_a_payment.run(settle_a_payment.Order(paper, really=True), by=tono, at=LATE)


def test_from_seats_to_protection() -> None:
    city = Programmed()
    city.line(MONTHLY * 100)
    city.seats(4)

    done = paid("rentan", JAN, month(4), city.rini, city.tono)

    assert (done.protects, done.until, done.ends_on) == (4, month(4), dt.date(2026, 7, 16))
    assert lines(is_paid=True) == 12


def test_a_programme_that_is_not_there_is_said() -> None:
    city = Programmed()

    with pytest.raises(bill_months.NoSuchProgramme):
        bill_months.run(bill_months.Order("tidak-ada", JAN, FEB), by=city.rini, at=NOON)


def test_the_countdown_says_what_is_missing_and_by_when() -> None:
    city = Programmed()
    city.line(MONTHLY * 100)
    city.seats(2)
    paid("rentan", JAN, NEXT_JAN, city.rini, city.tono)

    before = turn_the_year.countdown(programme="rentan", on=NOVEMBER, by=city.tono)

    assert before.ahead.first_month == NEXT_JAN
    assert (before.clock.ends_on, before.days_left) == (dt.date(2027, 4, 16), 147)
    assert before.confidence == "conflict"
    assert len(before.missing) == 6
    assert {one.by_when for one in before.missing} == {dt.date(2026, 12, 31), dt.date(2027, 1, 15)}


def test_what_is_entered_is_missing_no_more() -> None:
    city = Programmed()
    city.line(MONTHLY * 100)
    city.seats(2)
    bill_months.run(bill_months.Order("rentan", JAN, FEB, really=True), by=city.rini, at=NOON)
    city.new_terms(
        valid_from=NEXT_JAN,
        schemes=["jkk", "jkm"],
        income=1_000_000,
        payer="pemkab",
        source="apbd",
        first_month=NEXT_JAN,
        months=12,
        place_code="64.74",
    )
    city.line(MONTHLY * 100, year=2027)
    city.seats(1, NEXT_JAN, month(6, 2027))

    found = turn_the_year.countdown(programme="rentan", on=NOVEMBER, by=city.tono)

    assert {one.what.en for one in found.missing} == {
        "Bills of the old year are not settled",
        "A regulation that is still in force",
        "An agreement with the branch that is still in force",
    }


@pytest.fixture
def desk() -> Office:
    """A programme from April to December 2026 with five people on an enacted decree, all answered and paid."""
    office = desks.office()
    made = desks.programme(office)
    desks.decided(made, 5)
    office.programme = made
    steps.enacted(office)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE enrolment_enrolment SET state = 'member', answered_on = '2026-03-20'")
        # One is 65 in 2027, one died in summer.
        cursor.execute("UPDATE eligibility_candidate SET birth_on = '1961-06-01' WHERE person_id = 2")
        cursor.execute(
            "UPDATE enrolment_enrolment SET leaving = 'died', covered = daterange(lower(covered), '2026-07-01') WHERE person_id = 3"
        )
    tono = at_work("tono", "treasurer")
    paid("rentan", desks.APRIL, NEXT_JAN, office.rini, tono)
    return office


def to_2027(desk: Office) -> Terms:
    old = Terms.objects.using("owner").get(programme=desk.programme)
    old.pk, old.valid_from, old.first_month, old.months = None, NEXT_JAN, NEXT_JAN, 6
    old.save(using="owner", force_insert=True)
    return old


def turned(desk: Office, *, really: bool = False) -> turn_the_year.Turned:
    return turn_the_year.turn(programme="rentan", to_terms=NEXT_JAN, by=desk.rini, at=LATE, really=really)


def decide_again(terms: Terms) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE eligibility_decision SET terms_id = %s, decided_on = '2026-12-19'", [terms.pk])


def test_the_list_is_carried_over_with_everybodys_fate(desk: Office) -> None:
    to_2027(desk)

    shown = turned(desk)

    assert {one.person_id: one.fate for one in shown.people} == {
        1: "carried",
        2: "over_age_goes_on",
        3: "left",
        4: "carried",
        5: "carried",
    }
    assert (shown.to_decide, shown.is_made, Decree.objects.using("owner").count()) == (4, False, 1)


def test_who_is_over_age_and_lapsed_is_out(desk: Office) -> None:
    old = to_2027(desk)
    Terms.objects.using("owner").filter(pk=old.pk).update(first_month=month(5, 2027))

    shown = turned(desk)

    assert {one.person_id: (one.fate, one.standing) for one in shown.people}[2] == ("over_age", "ended")


def test_nobody_is_proposed_before_everybody_is_decided_again(desk: Office) -> None:
    terms = to_2027(desk)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE enrolment_enrolment SET leaving = 'moved' WHERE person_id = 3")

    with pytest.raises(turn_the_year.DecideFirst) as refused:
        turned(desk, really=True)
    decide_again(terms)
    with pytest.raises(turn_the_year.DecideFirst) as dead:
        turned(desk, really=True)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE eligibility_decision d SET outcome = 'not_eligible', reasons = '{dukcapil_moved}', decided_by_id = %s, note = 'pindah'"
            " FROM eligibility_candidate c WHERE c.id = d.candidate_id AND c.person_id = 3",
            [desk.rini.account_id],
        )
    made = turned(desk, really=True)

    assert (refused.value.people, dead.value.people) == (4, 1)
    assert (made.is_made, made.proposal.heads, made.first_month, made.end_month) == (True, 4, NEXT_JAN, month(7, 2027))
    assert Decree.objects.using("owner").filter(state="draft").count() == 1


def test_who_died_needs_no_other_decision_and_comes_back_on_no_decree(desk: Office) -> None:
    decide_again(to_2027(desk))

    made = turned(desk, really=True)

    assert (made.to_decide, made.proposal.heads, made.proposal.chosen.refused) == (0, 4, 1)


def test_who_left_and_is_to_come_back_is_confirmed_by_hand(desk: Office) -> None:
    decide_again(to_2027(desk))
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE enrolment_enrolment SET leaving = 'moved' WHERE person_id = 3")
    back = [Candidate.objects.using("owner").get(person_id=3).pk]

    deciding.settle(programme=desk.programme, outcome="eligible", note="BA 9", candidates=back, by=desk.rini, at=LATE)

    assert turned(desk).to_decide == 0


def test_terms_that_are_not_there_are_said(desk: Office) -> None:
    with pytest.raises(turn_the_year.NoSuchTerms):
        turned(desk)
    assert "see_money" in ROLES["treasurer"]


def test_who_dies_in_a_prepaid_year_is_taken_off_once_the_months_came_back(desk: Office, tmp_path: Path) -> None:
    tono, rini = at_work("tono", "treasurer"), desk.rini
    [bill] = Bill.objects.using("owner").all()
    early = dt.datetime(2026, 6, 10, 5, tzinfo=dt.UTC)
    root = Decree.objects.using("owner").get().pk
    removal = [Removal(desks.nik(4), "died")]

    with pytest.raises(CannotAmend) as billed:
        amend_a_decree.run(root, removal, fill="none", by=rini, at=early)
    payments.give_back_months(
        bill_id=bill.pk,
        person_ids=[4],
        from_month=month(7),
        document="B/14/2026",
        moved_on=early.date(),
        by=tono,
        at=early,
    )
    line = BudgetLine.objects.using("owner").get(fiscal_year=2026)
    before = line.reserved
    change = amend_a_decree.run(root, removal, fill="none", by=rini, at=early)
    steps.to_initials(desk, change.proposal.decree_id)
    deed = steps.deed("188/2/2026", decided_on=early.date())
    done = enact_a_decree.run(change.proposal.decree_id, deed, scan=None, home=tmp_path, by=desk.wati, at=early)

    assert "payung pay correct" in str(billed.value.problems[0].id)
    assert (done.seats_ended, done.given_back) == (1, 6 * MONTHLY)
    line.refresh_from_db(using="owner")
    # What is left belongs to the seat that the fixture ended by hand: nobody else's money was given up.
    assert (before, line.reserved) == (12 * MONTHLY, 6 * MONTHLY)
