"""A decree from its proposal to its seats, and every step that is refused."""

from __future__ import annotations

from payung.agreements.models import BudgetLine
from payung.enrolment.models import Decree, Enrolment
from tests.enrolment import steps
from tests.enrolment.programme import Office, decided


def test_a_decree_gives_each_person_one_seat_and_sets_their_price_aside(desk: Office) -> None:
    decided(desk.programme, 30)

    proposal, enacted = steps.enacted(desk)

    assert (proposal.heads, proposal.amount, proposal.person_months) == (30, 30 * 9 * 16_800, 270)
    assert (enacted.seats_given, Enrolment.objects.using("owner").count()) == (30, 30)
    assert Decree.objects.using("owner").get().state == "enacted"
    assert BudgetLine.objects.using("owner").get(fiscal_year=2026).reserved == 30 * 9 * 16_800
