"""A decree from its proposal to its seats, and every step that is refused."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connections, transaction

from payung.access.viewer import NotAllowed
from payung.agreements.models import Agreement, BudgetLine, Regulation
from payung.enrolment import actions, proposing, seats
from payung.enrolment.models import Decree, Enrolment
from payung.enrolment.proposing import Order
from payung.enrolment.refusals import (
    AlreadyCovered,
    AlreadyEnacted,
    CannotEnact,
    MissingLegalBase,
    NoSuchDecree,
    NoSuchProgramme,
    NumberTaken,
    ProposerMayNotEnact,
    WrongState,
)
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import NOON, Office, decided

FULL = 16_800


def reserved(year: int = 2026) -> int:
    return BudgetLine.objects.using("owner").get(fiscal_year=year).reserved


def test_printing_again_prints_the_same_and_taking_back_voids_the_code(desk: Office) -> None:
    decided(desk.programme, 6)
    done = steps.proposed(desk)
    printed = actions.freeze(decree_id=done.decree_id, by=desk.rini, at=NOON)

    again = actions.freeze(decree_id=done.decree_id, by=desk.rini, at=steps.LATER)
    assert (again.check_code, again.content_sha256, again.printed_at) == (
        printed.check_code,
        printed.content_sha256,
        NOON,
    )
    taken = actions.take_back(decree_id=done.decree_id, reason="salah kelurahan", by=desk.rini, at=NOON)
    assert (taken.state, taken.version, taken.check_code) == ("draft", 2, "")
    third = actions.freeze(decree_id=done.decree_id, by=desk.rini, at=NOON)
    assert third.check_code != printed.check_code
    assert reserved() == 6 * 9 * FULL


def test_a_draft_is_drawn_anew_with_another_version_and_price(desk: Office) -> None:
    decided(desk.programme, 6)
    done = steps.proposed(desk)
    decided(desk.programme, 4, first=60)

    again = proposing.propose_again(decree_id=done.decree_id, by=desk.rini, at=NOON)

    assert (again.heads, again.version, reserved()) == (10, 2, 10 * 9 * FULL)
    assert actions.withdraw(decree_id=done.decree_id, reason="uji", by=desk.rini, at=NOON) == 10 * 9 * FULL
    assert reserved() == 0


def test_what_is_printed_is_frozen_in_the_database(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.proposed(desk)
    actions.freeze(decree_id=done.decree_id, by=desk.rini, at=NOON)
    changes = [
        "UPDATE enrolment_decree_row SET name = 'Lain'",
        "DELETE FROM enrolment_decree_row",
        "UPDATE enrolment_decree_price SET jkk = jkk + 1, amount = amount + 1",
        "UPDATE enrolment_decree_year SET amount = 0",
        "UPDATE enrolment_decree SET amount = 1",
        "UPDATE enrolment_decree SET state = 'draft'",
        "INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change, from_month, nik,"
        " name, birth_on, relief) SELECT decree_id, office_id, sender_code, candidate_id + 1, 9, 99, 'add', from_month, nik, name,"
        " birth_on, relief FROM enrolment_decree_row LIMIT 1",
    ]

    for change in changes:
        with pytest.raises(IntegrityError), connections["owner"].cursor() as cursor:
            cursor.execute(change)
    steps.to_initials(desk, done.decree_id)
    steps.sign(desk, done.decree_id)
    for change in [*changes, "UPDATE enrolment_decree SET number = 'x'", "DELETE FROM enrolment_decree"]:
        with pytest.raises(IntegrityError), connections["owner"].cursor() as cursor:
            cursor.execute(change)


def test_steps_in_the_wrong_order_are_refused_by_name(desk: Office) -> None:
    decided(desk.programme, 3)
    one = steps.proposed(desk).decree_id
    with pytest.raises(WrongState, match="draft"):
        steps.sign(desk, one)
    with pytest.raises(WrongState):
        actions.initial(decree_id=one, initials="Kabid", by=desk.rini, at=NOON)
    with pytest.raises(WrongState):
        actions.take_back(decree_id=one, reason="", by=desk.rini, at=NOON)
    actions.freeze(decree_id=one, by=desk.rini, at=NOON)
    with pytest.raises(WrongState, match="printed"):
        steps.sign(desk, one)
    with pytest.raises(WrongState):
        proposing.propose_again(decree_id=one, by=desk.rini, at=NOON)
    actions.initial(decree_id=one, initials="Kabid", by=desk.wati, at=NOON)
    steps.sign(desk, one)
    with pytest.raises(WrongState):
        actions.withdraw(decree_id=one, reason="", by=desk.rini, at=NOON)
    with pytest.raises(WrongState):
        actions.take_back(decree_id=one, reason="", by=desk.rini, at=NOON)


def test_a_withdrawn_decree_gives_its_money_back_and_stays_withdrawn(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)

    assert actions.withdraw(decree_id=done.decree_id, reason="dibatalkan", by=desk.wati, at=NOON) == 3 * 9 * FULL

    assert reserved() == 0
    with pytest.raises(WrongState, match="withdrawn"):
        steps.sign(desk, done.decree_id)
    assert steps.proposed(desk).heads == 3


def test_the_second_click_finds_the_decree_enacted(desk: Office) -> None:
    decided(desk.programme, 3)
    done, _ = steps.enacted(desk)

    with pytest.raises(AlreadyEnacted) as again:
        steps.sign(desk, done.decree_id)

    assert again.value.number == "188/1/2026"
    assert Enrolment.objects.using("owner").count() == 3


def test_two_clicks_at_once_enact_once(desk: Office) -> None:
    decided(desk.programme, 300)
    done = steps.initialled(desk)
    outcomes: list[str] = []

    def click() -> None:
        try:
            steps.sign(desk, done.decree_id)
            outcomes.append("enacted")
        except AlreadyEnacted:
            outcomes.append("already")
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(outcomes) == ["already", "enacted"]
    assert Enrolment.objects.using("owner").count() == 300


def test_whoever_proposes_does_not_enact_by_action_and_by_database(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)
    both = people.viewer("rini", role="verifier")
    rini = type(both)(both.account_id, both.name, both.office_id, both.kabupaten_code, both.may | {"enact_decree"})

    with pytest.raises(ProposerMayNotEnact):
        steps.sign(Office(desk.rini, rini, programme=desk.programme), done.decree_id)
    with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
        Decree.objects.using("owner").filter(pk=done.decree_id).update(enacted_by_id=rini.account_id)


def test_a_missing_base_blocks_enacting_only_and_says_what_is_missing(desk: Office) -> None:
    made = programme.programme(desk, code="tanpa", legal=False)
    decided(made, 3)

    done = steps.initialled(desk)

    assert len(done.warnings) == 2
    with pytest.raises(MissingLegalBase) as refused:
        steps.sign(desk, done.decree_id)
    assert ["payung programme regulation" in one or "PKS" in one for one in refused.value.say("id")] == [True, True]
    assert not Enrolment.objects.using("owner").exists()


def test_a_base_that_is_not_in_force_on_the_day_is_missing(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)
    Regulation.objects.using("owner").update(stage="harmonised")
    Agreement.objects.using("owner").update(ends_on=steps.SIGNED)

    with pytest.raises(MissingLegalBase) as refused:
        steps.sign(desk, done.decree_id)

    assert len(refused.value.problems) == 2


def test_everything_wrong_with_a_deed_is_said_at_once(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)

    with pytest.raises(CannotEnact) as refused:
        steps.sign(
            desk, done.decree_id, " ", decided_on=dt.date(2026, 12, 1), signer_name="", signer_title="", acting="Plt."
        )

    assert len(refused.value.problems) == 5
    with pytest.raises(CannotEnact, match="not Plh"):
        steps.sign(desk, done.decree_id, acting="Plh.", acting_from=dt.date(2026, 3, 13))
    with pytest.raises(CannotEnact, match="before its annex was printed"):
        steps.sign(desk, done.decree_id, decided_on=dt.date(2026, 3, 1))


def test_an_acting_signer_stands_on_the_decree_with_the_days(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)

    steps.sign(desk, done.decree_id, acting="Plt.", acting_from=dt.date(2026, 3, 1), acting_until=dt.date(2026, 4, 1))

    decree = Decree.objects.using("owner").get()
    assert (decree.signer_acting, decree.acting_until) == ("Plt.", dt.date(2026, 4, 1))


def test_a_number_is_used_once_in_an_office(desk: Office) -> None:
    decided(desk.programme, 3)
    steps.enacted(desk)
    decided(desk.programme, 3, first=40)
    second = steps.initialled(desk)

    with pytest.raises(NumberTaken):
        steps.sign(desk, second.decree_id)


def test_a_person_on_two_decrees_is_refused_with_programme_and_decree(desk: Office) -> None:
    ours = desk.programme
    decided(ours, 5)
    first = steps.initialled(desk)
    desa = programme.programme(desk, code="desa-apbd")
    decided(desa, 7)
    # Proposed before the first was enacted, in another session: both drafts hold the same people.
    Decree.objects.using("owner").filter(pk=first.decree_id).update(state="withdrawn")
    second = steps.initialled(desk)
    connections["owner"].cursor().execute("ALTER TABLE enrolment_decree DISABLE TRIGGER enacted_stays")
    Decree.objects.using("owner").filter(pk=first.decree_id).update(state="initialled")
    connections["owner"].cursor().execute("ALTER TABLE enrolment_decree ENABLE TRIGGER enacted_stays")
    steps.sign(desk, first.decree_id)

    with pytest.raises(AlreadyCovered) as refused:
        steps.sign(desk, second.decree_id, "188/2/2026")

    assert (refused.value.people, len(refused.value.rows)) == (5, 5)
    assert "Program rentan, SK 188/1/2026" in refused.value.say("id")[0]
    assert "647401000000" not in refused.value.say("id")[0]
    assert Enrolment.objects.using("owner").count() == 5


def test_what_another_transaction_wrote_in_the_same_moment_is_told_by_name(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk.programme, 2)
    steps.enacted(desk)
    other = programme.programme(desk, code="lain")
    decided(other, 2)
    Enrolment.objects.using("owner").update(state="rejected", answered_on=dt.date(2026, 1, 1))
    done = steps.initialled(desk)
    Enrolment.objects.using("owner").update(state="member")
    real, calls = seats.already_covered, []

    def blind_at_first(decree: Decree) -> tuple[list, int]:
        calls.append(decree.pk)
        return ([], 0) if len(calls) == 1 else real(decree)

    monkeypatch.setattr(seats, "already_covered", blind_at_first)
    with pytest.raises(AlreadyCovered) as refused:
        steps.sign(desk, done.decree_id, "188/9/2026")

    assert refused.value.people == 2


def test_strangers_and_bound_accounts_touch_no_decree(desk: Office) -> None:
    decided(desk.programme, 3)
    done = steps.initialled(desk)
    medan = people.viewer("togar", role="section_head", office="Disnaker Kota Medan")
    bound = people.viewer("budi", role="verifier", senders=("diskop",))
    clerk = people.viewer("sari", role="proposer")

    with pytest.raises(NoSuchDecree):
        steps.sign(Office(desk.rini, medan, programme=desk.programme), done.decree_id)
    for stranger in (bound, clerk, desk.wati):
        with pytest.raises(NotAllowed):
            proposing.propose(Order("rentan"), by=stranger, at=NOON)
    with pytest.raises(NotAllowed):
        actions.withdraw(decree_id=done.decree_id, reason="", by=bound, at=NOON)
    with pytest.raises(NoSuchProgramme):
        proposing.propose(
            Order("rentan"), by=people.viewer("ucok", role="verifier", office="Disnaker Kota Medan"), at=NOON
        )
