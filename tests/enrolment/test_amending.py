"""Who leaves and who comes: cut-off, billed months, ranks, quotas and the money that follows."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.agreements.models import BudgetLine, Terms
from payung.eligibility.models import Decision
from payung.enrolment import amending, bulk, enacting
from payung.enrolment.amending import Amendment, Removal, counts_from
from payung.enrolment.models import Decree, DecreeRow, Enrolment
from payung.enrolment.refusals import BilledMeanwhile, CannotAmend, NobodyToPropose, WrongState
from tests.enrolment import steps
from tests.enrolment.programme import KELURAHAN, MAY, NOON, Office, answers, decided, nik, quota

FULL = 16_800
JUNE, JULY = dt.date(2026, 6, 1), dt.date(2026, 7, 1)
EARLY, LATE = dt.datetime(2026, 4, 20, 5, tzinfo=dt.UTC), dt.datetime(2026, 4, 21, 5, tzinfo=dt.UTC)


def amended(
    desk: Office,
    root: int,
    *removals: Removal,
    fill: str = "kelurahan",
    at: dt.datetime = EARLY,
    billed: dict | None = None,
) -> Amendment:
    return amending.amend(decree_id=root, removals=removals, fill=fill, billed_until=billed or {}, by=desk.rini, at=at)


def sign(desk: Office, change: Amendment, number: str = "188/2/2026", billed: dict | None = None) -> enacting.Enacted:
    steps.to_initials(desk, change.proposal.decree_id)
    return enacting.enact(
        decree_id=change.proposal.decree_id,
        deed=steps.deed(number, decided_on=dt.date(2026, 4, 25)),
        billed_until=billed or {},
        by=desk.wati,
        at=dt.datetime(2026, 4, 26, tzinfo=dt.UTC),
    )


def seat(number: int) -> Enrolment:
    return Enrolment.objects.using("owner").get(decree_row__nik=nik(number))


def reserved() -> int:
    return BudgetLine.objects.using("owner").get(fiscal_year=2026).reserved


def test_a_change_counts_from_next_month_until_the_cut_off_and_then_from_the_month_after() -> None:
    assert counts_from(dt.date(2026, 4, 20), 20) == MAY
    assert counts_from(dt.date(2026, 4, 21), 20) == JUNE
    assert counts_from(dt.date(2026, 12, 31), 20) == dt.date(2027, 2, 1)


def test_whoever_died_leaves_and_the_first_of_the_same_kelurahan_comes(desk: Office) -> None:
    decided(desk.programme, 9)
    decided(desk.programme, 9, first=100, has_seat=False)
    root, _ = steps.enacted(desk)

    change = amended(desk, root.decree_id, Removal(nik(3), "died"))
    done = sign(desk, change)

    assert (change.kind, change.from_month, change.removed, change.added, change.unfilled) == (
        "amendment",
        MAY,
        1,
        1,
        (),
    )
    assert (done.seats_ended, done.seats_given, change.proposal.amount) == (1, 1, 0)
    assert (seat(3).leaving, seat(3).covered.upper, seat(3).state) == ("died", MAY, "waiting")
    came = Enrolment.objects.using("owner").get(decree_row__decree_id=change.proposal.decree_id)
    assert came.decree_row.kelurahan_code == KELURAHAN[0]
    assert came.decree_row.nik == nik(102)
    assert came.decree_row.replaces.nik == nik(3)
    assert (came.covered.lower, reserved()) == (MAY, 9 * 9 * FULL)


def test_after_the_cut_off_a_change_waits_a_month_more(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)

    change = amended(desk, root.decree_id, Removal(nik(1), "moved"), fill="none", at=LATE)
    done = sign(desk, change)

    assert (change.from_month, done.given_back) == (JUNE, 7 * FULL)
    assert reserved() == (3 * 9 - 7) * FULL


def test_billed_months_stay_and_the_replacement_starts_after_them(desk: Office) -> None:
    decided(desk.programme, 3)
    decided(desk.programme, 3, first=100, has_seat=False)
    root, _ = steps.enacted(desk)

    change = amended(desk, root.decree_id, Removal(nik(1), "became_pu"), billed={seat(1).pk: JULY})
    sign(desk, change)

    came = Enrolment.objects.using("owner").get(decree_row__decree_id=change.proposal.decree_id)
    assert (seat(1).covered.upper, came.covered.lower) == (JULY, JULY)


def test_a_bill_between_draft_and_deed_sends_the_draft_back(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    change = amended(desk, root.decree_id, Removal(nik(1), "moved"), fill="none")

    with pytest.raises(BilledMeanwhile):
        sign(desk, change, billed={seat(1).pk: JUNE})

    assert seat(1).leaving is None


def test_a_person_whose_months_are_all_billed_cannot_leave(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)

    with pytest.raises(CannotAmend, match="billed"):
        amended(desk, root.decree_id, Removal(nik(1), "moved"), billed={seat(1).pk: dt.date(2027, 1, 1)})


def test_all_that_is_wrong_with_a_change_is_said_at_once(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)

    with pytest.raises(CannotAmend) as refused:
        amended(
            desk,
            root.decree_id,
            Removal(nik(77), "died"),
            Removal(nik(1), "tired"),
            Removal(nik(2), "answered_no"),
            Removal(nik(3), "moved"),
            Removal(nik(3), "moved"),
        )

    assert len(refused.value.problems) == 4
    assert "6474010000000077" not in refused.value.say("id")[0]
    assert not Decree.objects.using("owner").filter(kind="amendment").exists()


def test_nobody_leaves_twice(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    first = amended(desk, root.decree_id, Removal(nik(1), "moved"), fill="none")
    with pytest.raises(CannotAmend, match="another draft"):
        amended(desk, root.decree_id, Removal(nik(1), "moved"), fill="none")
    sign(desk, first)

    with pytest.raises(CannotAmend, match="has left"):
        amended(desk, root.decree_id, Removal(nik(1), "moved"), fill="none")


def test_only_an_enacted_first_decree_is_amended(desk: Office) -> None:
    decided(desk.programme, 3)
    root = steps.proposed(desk)
    with pytest.raises(WrongState):
        amended(desk, root.decree_id, Removal(nik(1), "moved"))
    steps.to_initials(desk, root.decree_id)
    steps.sign(desk, root.decree_id)
    with pytest.raises(CannotAmend, match="Nothing changes"):
        amended(desk, root.decree_id)


def test_a_place_for_which_nobody_waits_is_told_and_filled_later(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    first = amended(desk, root.decree_id, Removal(nik(3), "died"))
    sign(desk, first)
    assert first.unfilled == ((KELURAHAN[0], 1),)
    decided(desk.programme, 2, first=100, has_seat=False, kelurahan=(KELURAHAN[2],))
    with pytest.raises(CannotAmend):
        amended(desk, root.decree_id)

    second = amended(desk, root.decree_id, fill="programme", at=LATE)
    sign(desk, second, "188/3/2026")

    assert (second.added, second.removed, second.unfilled) == (1, 0, ())
    assert DecreeRow.objects.using("owner").get(decree_id=second.proposal.decree_id).nik == nik(100)
    assert reserved() == (3 * 9 - 8 + 7) * FULL


def test_a_quota_holds_for_replacements_as_well(desk: Office) -> None:
    decided(desk.programme, 9)
    decided(desk.programme, 9, first=100, has_seat=False)
    for place in KELURAHAN:
        quota(desk.programme, place, 3)
    root, _ = steps.enacted(desk)

    sign(desk, amended(desk, root.decree_id, Removal(nik(3), "died"), Removal(nik(4), "moved")))

    assert Enrolment.objects.using("owner").filter(covered__contains=MAY).count() == 9


def test_whom_bpjs_refused_frees_the_seat_and_is_replaced_from_the_cut_off(desk: Office) -> None:
    decided(desk.programme, 6)
    decided(desk.programme, 6, first=100, has_seat=False)
    root, _ = steps.enacted(desk)
    said = {nik(1): ("yes", "KPJ1"), nik(2): ("no", None), nik(3): ("yes", None), nik(4): (None, None)}
    answers(desk, root.decree_id, said)
    wati = desk.rini

    first = bulk.take_answers(decree_id=root.decree_id, by=wati, at=NOON)
    again = bulk.take_answers(decree_id=root.decree_id, by=wati, at=NOON)

    assert (first.seats, first.waiting, first.member, first.rejected, first.taken) == (6, 3, 2, 1, 3)
    assert (again.taken, again.numbered, again.member) == (0, 0, 2)
    assert (seat(1).kpj, seat(2).state, seat(2).answer_reason) == ("KPJ1", "rejected", "sudah PU")

    change = amended(desk, root.decree_id, Removal(nik(2), "answered_no"))
    sign(desk, change)
    assert change.proposal.amount == (8 - 9) * FULL
    assert (seat(2).state, seat(2).leaving, reserved()) == ("rejected", "answered_no", (6 * 9 - 1) * FULL)


def test_a_later_file_brings_the_kpj_and_turns_a_no_into_a_yes(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    answers(desk, root.decree_id, {nik(1): ("yes", None), nik(2): ("no", None), nik(3): ("yes", "KPJ3")})
    bulk.take_answers(decree_id=root.decree_id, by=desk.rini, at=NOON)

    answers(desk, root.decree_id, {nik(1): ("yes", "KPJ9"), nik(2): ("yes", "KPJ8"), nik(3): ("no", None)}, number=2)
    done = bulk.take_answers(decree_id=root.decree_id, by=desk.rini, at=NOON)

    assert (done.taken, done.turned, done.numbered, done.against) == (0, 2, 1, 0)
    assert [(seat(one).state, seat(one).kpj) for one in (1, 2, 3)] == [
        ("member", "KPJ9"),
        ("member", "KPJ8"),
        ("rejected", "KPJ3"),
    ]


def test_a_yes_for_whom_the_place_was_given_away_goes_to_a_person(desk: Office) -> None:
    decided(desk.programme, 3)
    quota(desk.programme, "64.74", 3)
    root, _ = steps.enacted(desk)
    answers(desk, root.decree_id, {nik(1): ("no", None), nik(2): ("no", None)})
    bulk.take_answers(decree_id=root.decree_id, by=desk.rini, at=NOON)
    decided(desk.programme, 1, first=50)
    steps.proposed(desk)
    amended(desk, root.decree_id, Removal(nik(2), "answered_no"), fill="none")

    answers(desk, root.decree_id, {nik(1): ("yes", "K1"), nik(2): ("yes", "K2")}, number=2)
    done = bulk.take_answers(decree_id=root.decree_id, by=desk.rini, at=NOON)

    assert (done.turned, done.against, seat(1).state, seat(2).state) == (1, 1, "member", "rejected")


def test_seats_whose_months_are_over_are_ended_once(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    sign(desk, amended(desk, root.decree_id, Removal(nik(1), "died"), fill="none"))

    def close(day: dt.date) -> int:
        return bulk.close_what_is_over(decree_id=root.decree_id, on=day, by=desk.rini, at=NOON)

    assert [close(dt.date(2026, 4, 30)), close(MAY), close(MAY), close(dt.date(2027, 1, 1))] == [0, 1, 0, 2]


def test_a_programme_that_replaces_by_minutes_drafts_minutes(desk: Office) -> None:
    Terms.objects.using("owner").update(replacement="minutes", cut_off_day=10)
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)

    change = amended(desk, root.decree_id, Removal(nik(1), "stopped_working"), fill="none")

    assert (change.kind, change.from_month) == ("minutes", JUNE)


def test_whoever_left_does_not_come_back_by_the_waiting_list(desk: Office) -> None:
    decided(desk.programme, 3)
    root, _ = steps.enacted(desk)
    sign(desk, amended(desk, root.decree_id, Removal(nik(1), "died"), Removal(nik(2), "declined"), fill="none"))
    with pytest.raises(NobodyToPropose):
        steps.proposed(desk, first_month=MAY)

    by_hand = Decision.objects.using("owner").filter(candidate__nik__in=[nik(1), nik(2)])
    by_hand.update(decided_by_id=desk.rini.account_id, decided_on=dt.date(2026, 4, 26), note="ingin ikut lagi")
    change = amended(desk, root.decree_id, fill="programme")

    assert [one.nik for one in DecreeRow.objects.using("owner").filter(decree_id=change.proposal.decree_id)] == [nik(2)]
