"""A decree is proposed: its people, their price set aside in each year's budget line, and every reason why it cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.agreements.ledger import BudgetExceeded
from payung.agreements.models import BudgetLine
from payung.audit.models import Event
from payung.enrolment.models import Decree, DecreePrice, DecreeRow, DecreeYear, Enrolment
from payung.enrolment.refusals import (
    AlreadyProposed,
    CannotPrice,
    NobodyToPropose,
    NoBudgetLine,
    NotYetChecked,
    QuotaFull,
)
from tests.enrolment import programme, steps
from tests.enrolment.programme import APRIL, KELURAHAN, Office, decided, quota
from tests.enrolment.test_enacting import FULL, reserved


def test_a_decree_gives_each_person_one_seat_and_sets_their_price_aside(desk: Office) -> None:
    decided(desk.programme, 30)

    proposal, enacted = steps.enacted(desk)

    assert (proposal.heads, proposal.amount, proposal.person_months) == (30, 30 * 9 * FULL, 270)
    assert (enacted.seats_given, Enrolment.objects.using("owner").count()) == (30, 30)
    seat = Enrolment.objects.using("owner").first()
    assert (seat.state, seat.covered.lower, seat.covered.upper) == ("waiting", APRIL, dt.date(2027, 1, 1))
    assert reserved() == 30 * 9 * FULL
    told = list(Event.objects.using("owner").filter(about="decree:1").order_by("pk").values_list("action", flat=True))
    assert told == ["decree.proposed", "decree.printed", "decree.initialled", "decree.enacted"]


def test_a_term_over_two_years_is_set_aside_in_both(desk: Office) -> None:
    decided(desk.programme, 10)

    proposal = steps.proposed(desk, first_month=dt.date(2026, 10, 1), end_month=dt.date(2027, 4, 1))

    assert [(one.fiscal_year, one.person_months) for one in proposal.years] == [(2026, 30), (2027, 30)]
    assert (reserved(2026), reserved(2027)) == (30 * FULL, 30 * FULL)


def test_drivers_whom_a_sponsor_pays_have_the_relief_where_it_was_ruled(desk: Office) -> None:
    made = programme.programme(desk, code="csr", payer="csr", ruling="entitled", source="csr")
    decided(made, 3, first=100, group="ojek")
    decided(made, 3, first=200)

    proposal = steps.proposed(desk, first_month=dt.date(2026, 3, 1), end_month=APRIL)

    assert proposal.amount == 3 * 8_400 + 3 * FULL


def test_a_price_that_the_law_leaves_open_is_no_proposal(desk: Office) -> None:
    made = programme.programme(desk, code="desa", payer="desa", source="apbdes")
    decided(made, 3)

    with pytest.raises(CannotPrice) as refused:
        steps.proposed(desk)

    assert "PP 50/2025" in refused.value.say("id")[0]
    assert not Decree.objects.using("owner").exists()


def test_lines_are_numbered_in_each_kelurahan_and_carry_the_answers(desk: Office) -> None:
    decided(desk.programme, 30, bpjs=None)

    proposal = steps.proposed(desk)

    for code in KELURAHAN:
        numbers = (
            DecreeRow.objects.using("owner").filter(kelurahan_code=code).order_by("seq").values_list("seq", flat=True)
        )
        assert list(numbers) == list(range(1, 11))
    assert DecreeRow.objects.using("owner").filter(dukcapil="match", bpjs=None).count() == 30
    assert [words.id for words in proposal.warnings] == ["30 orang belum dicek BPJS."]


def test_a_required_answer_that_is_missing_blocks_the_proposal(desk: Office) -> None:
    made = programme.programme(desk, code="ketat", bpjs="required", dukcapil="required")
    decided(made, 4, bpjs=None, dukcapil=None)

    with pytest.raises(NotYetChecked) as refused:
        steps.proposed(desk)

    assert (refused.value.dukcapil, refused.value.bpjs, len(refused.value.problems)) == (4, 4, 2)


def test_nobody_twice_and_nobody_at_all(desk: Office) -> None:
    with pytest.raises(NobodyToPropose):
        steps.proposed(desk)
    decided(desk.programme, 5)
    first = steps.proposed(desk)

    with pytest.raises(AlreadyProposed) as again:
        steps.proposed(desk)
    assert again.value.decree_id == first.decree_id

    steps.to_initials(desk, first.decree_id)
    steps.sign(desk, first.decree_id)
    with pytest.raises(NobodyToPropose):
        steps.proposed(desk)
    assert Decree.objects.using("owner").count() == 1


def test_only_people_with_a_seat_in_the_quota_are_proposed(desk: Office) -> None:
    decided(desk.programme, 6)
    decided(desk.programme, 6, first=50, has_seat=False)

    assert steps.proposed(desk).heads == 6


def test_a_quota_is_never_exceeded(desk: Office) -> None:
    decided(desk.programme, 30)
    quota(desk.programme, KELURAHAN[0], 9)
    quota(desk.programme, "64.74", 25)

    with pytest.raises(QuotaFull) as full:
        steps.proposed(desk)

    assert [(one.place_code, one.seats, one.wanted) for one in full.value.rows] == [
        ("64.74", 25, 30),
        (KELURAHAN[0], 9, 10),
    ]
    assert reserved() == 0


def test_too_little_money_leaves_no_draft(desk: Office) -> None:
    made = programme.programme(desk, code="kecil", budget=FULL * 9 * 3 - 1)
    decided(made, 3)

    with pytest.raises(BudgetExceeded) as refused:
        steps.proposed(desk)

    assert (refused.value.asked - refused.value.left, Decree.objects.using("owner").count()) == (1, 0)


def test_a_year_without_a_budget_line_is_named_and_two_lines_are_chosen_from(desk: Office) -> None:
    decided(desk.programme, 3)
    with pytest.raises(NoBudgetLine) as refused:
        steps.proposed(desk, first_month=dt.date(2027, 11, 1), end_month=dt.date(2028, 3, 1))
    assert "2028" in refused.value.say("en")[0]
    second = BudgetLine.objects.using("owner").get(fiscal_year=2026)
    second.pk, second.account = None, "5.1.02.02.01.0081"
    second.save(using="owner", force_insert=True)
    with pytest.raises(NoBudgetLine):
        steps.proposed(desk)

    steps.proposed(desk, lines={2026: second.pk})

    assert BudgetLine.objects.using("owner").get(pk=second.pk).reserved == 3 * 9 * FULL


def test_sums_of_prices_years_and_heads_agree(desk: Office) -> None:
    decided(desk.programme, 8)
    decided(desk.programme, 2, first=100, group="kurir")

    proposal = steps.proposed(desk)

    assert DecreePrice.objects.using("owner").count() == 18
    years = DecreeYear.objects.using("owner").filter(decree_id=proposal.decree_id)
    assert sum(one.amount for one in years) == proposal.amount == 10 * 9 * FULL
