"""From stored lists to decisions: one candidate per person, all reasons, seats within the quota, nothing decided twice."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements import queries as programmes
from payung.eligibility import actions, queries
from payung.eligibility.models import Candidate, Decision, ProgrammeList
from payung.flows import decide_a_programme
from payung.intake.models import ListRow, Reason
from tests.eligibility.stored import (
    PROGRAMME,
    count,
    covered,
    decide,
    decision_of,
    everything,
    linked,
    nik_of,
    row,
    rows_of,
    set_up,
    settle,
    stored_list,
)
from tests.people import NOON, viewer


def test_plain_people_are_eligible_and_have_seats(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(number) for number in range(1, 11)])

    done = decide(rini, tmp_path)

    assert (done.decided.candidates, done.decided.eligible, done.decided.seats) == (10, 10, 10)
    assert Candidate.objects.using("owner").count() == 10
    assert set(Decision.objects.using("owner").values_list("outcome", "has_seat")) == {("eligible", True)}
    third = decision_of(3)
    assert third.reasons == ["dukcapil_not_asked", "bpjs_not_asked"]
    assert (third.age, third.lives_in_area, third.works, third.other_cover) == (45, True, True, "none")
    assert third.candidate.occupation_group == "pedagang_pasar"
    assert third.candidate.name == "ORANG KE 3"


def test_without_really_nothing_is_stored(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(number) for number in range(1, 4)])

    done = decide(rini, tmp_path, really=False)

    assert done.decided.candidates == 3
    assert Candidate.objects.using("owner").count() == ProgrammeList.objects.using("owner").count() == 0


def test_all_reasons_at_once_and_no_machine_refuses(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, occupations_closed="[asn]")
    born = dt.date(1950, 1, 1)
    stored_list(
        rini,
        [row(1, birth_on=born, occupation="PNS", kelurahan_code="64.02.06.1001", kabupaten_code="64.02"), row(2)],
    )

    done = decide(rini, tmp_path)

    first = decision_of(1)
    assert first.reasons[:4] == ["outside_area", "too_old", "other_scheme", "occupation_closed"]
    assert (first.outcome, first.proposed, first.decided_by_id, first.has_seat) == ("doubtful", "refuse", None, False)
    assert (done.decided.to_sign, done.decided.not_eligible) == (1, 0)


def test_the_database_refuses_a_refusal_that_nobody_signed(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1)])
    decide(rini, tmp_path)

    with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
        Decision.objects.using("owner").update(outcome="not_eligible")


def test_the_same_run_twice_changes_nothing(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, per_family=1)
    stored_list(rini, [row(number, kk="6474010101000001") for number in range(1, 6)] + [row(6, occupation="PELAJAR")])
    decide(rini, tmp_path)
    before, kept = everything(), count("SELECT count(*) FROM eligibility_decision_history")

    done = decide(rini, tmp_path)

    assert everything() == before
    assert (done.decided.new, done.decided.changed, done.told_lists) == (0, 0, 0)
    assert count("SELECT count(*) FROM eligibility_decision_history") == kept


def test_one_nik_on_two_lists_is_one_candidate_of_the_first_sender(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1, phone=None, address=None)])
    stored_list(rini, [row(1, phone="628123", address="Jl. Mawar", name="ORANG KE SATU"), row(2)], sender="perikanan")

    done = decide(rini, tmp_path)

    assert done.decided.accepted_rows == 3
    first = decision_of(1)
    assert (first.candidate.rows, first.candidate.sender_code) == (2, "diskop")
    assert first.candidate.name == "ORANG KE SATU"


def test_rows_that_matching_linked_are_one_person_however_long_the_chain(
    head: Viewer, rini: Viewer, tmp_path: Path
) -> None:
    set_up(head)
    stored = stored_list(rini, [row(number) for number in range(1, 6)])
    rows = rows_of(stored)
    for before, after in pairwise(rows[:4]):
        linked(after, other_id=before.pk)

    done = decide(rini, tmp_path)

    assert done.decided.candidates == 2
    assert sorted(Candidate.objects.using("owner").values_list("rows", flat=True)) == [1, 4]


def test_rows_without_nik_or_birth_are_counted_and_told(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1), row(2, nik=None), row(3, name=None)])

    done = decide(rini, tmp_path)

    assert (done.decided.candidates, done.decided.incomplete) == (1, 2)
    assert set(Reason.objects.using("owner").values_list("floor", "reason_id", "weight")) == {
        ("decide", "identity_incomplete", "note")
    }


def test_a_birth_date_that_is_missing_is_read_from_the_nik(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1, birth_on=None)])

    decide(rini, tmp_path)

    assert decision_of(1).candidate.birth_on == dt.date(1980, 2, 2)


def test_senders_read_public_reasons_and_no_facts(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, decile_max=4)
    stored = stored_list(rini, [row(1), row(2, occupation="PNS")])

    decide(rini, tmp_path)

    said = (
        Reason.objects.using("owner").filter(row__submitted_list=stored).values_list("row__nik", "reason_id", "detail")
    )
    assert set(said) == {
        (nik_of(1), "programme_terms", ""),
        (nik_of(2), "programme_terms", ""),
        (nik_of(2), "other_scheme", ""),
    }
    assert set(ListRow.objects.using("owner").values_list("verdict", flat=True)) == {"accepted"}


def test_who_pays_already_is_told_apart_by_the_programmes_own_payer(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    rows = rows_of(stored_list(rini, [row(number) for number in range(1, 6)], match_state="register"))
    covered(rows[0], status="active", payer="pemprov", person=11)
    covered(rows[1], status="active", payer="pemkab", person=12)
    covered(rows[2], status="arrears", payer="self", person=13)
    covered(rows[3], status="inactive", payer="employer", segment="PU", person=14)

    decide(rini, tmp_path)

    assert [decision_of(number).other_cover for number in range(1, 6)] == [
        "active_other_payer",
        "active_same_payer",
        "arrears",
        "inactive",
        "none",
    ]
    assert (decision_of(1).other_payer, decision_of(1).proposed) == ("pemprov", "refuse")
    assert [decision_of(number).outcome for number in (2, 3, 4)] == ["eligible", "doubtful", "eligible"]
    assert decision_of(1).candidate.person_id == 11


def test_a_list_that_nobody_compared_is_unchecked_and_not_free_of_cover(
    head: Viewer, rini: Viewer, tmp_path: Path
) -> None:
    set_up(head)
    stored_list(rini, [row(1)], match_state="unchecked")

    decide(rini, tmp_path)

    assert decision_of(1).other_cover == "unchecked"
    assert "cover_unchecked" in decision_of(1).reasons


def test_whoever_was_in_time_goes_on_past_the_age_bound(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    born = dt.date(1955, 5, 5)
    rows = rows_of(stored_list(rini, [row(1, birth_on=born), row(2, birth_on=born)]))
    covered(rows[0], status="active", payer="pemkab")

    decide(rini, tmp_path)

    assert (decision_of(1).outcome, decision_of(2).outcome) == ("eligible", "doubtful")
    assert "past_age_goes_on" in decision_of(1).reasons


def test_a_signed_batch_refuses_and_stands_while_its_facts_do(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored = stored_list(rini, [row(1, occupation="PNS"), row(2, occupation="PELAJAR"), row(3)])
    decide(rini, tmp_path)

    settled = settle(rini, tmp_path, outcome="not_eligible", reason="other_scheme")
    before = everything()
    done = decide(rini, tmp_path)

    assert settled == 1
    assert everything() == before
    first = decision_of(1)
    assert (first.outcome, first.decided_by_id, first.note) == ("not_eligible", rini.account_id, "berita acara 7")
    assert (done.decided.not_eligible, done.decided.doubtful) == (1, 1)
    ListRow.objects.using("owner").filter(submitted_list=stored, nik=nik_of(1)).update(occupation="NELAYAN")
    assert decide(rini, tmp_path).decided.reopened == 1
    assert decision_of(1).outcome == "eligible"
    assert decision_of(1).decided_by_id is None


def test_a_person_found_eligible_by_hand_has_a_seat_and_keeps_it(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1, occupation="MENGURUS RUMAH TANGGA"), row(2)])
    decide(rini, tmp_path)
    first = decision_of(1)
    assert first.reasons[0] == "homemaker"

    settle(rini, tmp_path, outcome="eligible", candidates=[first.pk], note="usaha warung, survei")

    assert (decision_of(1).outcome, decision_of(1).has_seat) == ("eligible", True)
    decide(rini, tmp_path)
    assert decision_of(1).decided_by_id == rini.account_id
    settle(rini, tmp_path, outcome="reopen", candidates=[first.pk])
    assert (decision_of(1).outcome, decision_of(1).decided_by_id) == ("doubtful", None)


def test_a_batch_of_eligible_leaves_those_with_another_reason_alone(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    born = dt.date(1950, 1, 1)
    stored_list(
        rini,
        [row(1, occupation="MENGURUS RUMAH TANGGA"), row(2, occupation="MENGURUS RUMAH TANGGA", birth_on=born)],
    )
    decide(rini, tmp_path)

    assert settle(rini, tmp_path, outcome="eligible", reason="homemaker") == 1
    assert (decision_of(1).outcome, decision_of(2).outcome) == ("eligible", "doubtful")


def test_a_new_reason_reopens_what_was_found_eligible_by_hand(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored = stored_list(rini, [row(1, occupation="MENGURUS RUMAH TANGGA")])
    decide(rini, tmp_path)
    settle(rini, tmp_path, outcome="eligible", reason="homemaker")
    covered(rows_of(stored)[0], status="active", payer="employer", segment="PU")

    assert decide(rini, tmp_path).decided.reopened == 1
    assert (decision_of(1).outcome, decision_of(1).proposed) == ("doubtful", "refuse")


def test_a_note_is_needed_and_somebody_must_wait(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1)])
    decide(rini, tmp_path)

    with pytest.raises(actions.NoNote):
        settle(rini, tmp_path, outcome="eligible", reason="homemaker", note="  ")
    with pytest.raises(actions.NothingToSettle):
        settle(rini, tmp_path, outcome="eligible", reason="homemaker")
    with pytest.raises(actions.NothingToSettle):
        settle(rini, tmp_path, outcome="not_eligible", candidates=[decision_of(1).pk])


def test_a_list_belongs_to_one_programme_and_to_a_proposer(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    first = stored_list(rini, [row(1)])
    decide(rini, tmp_path)
    text = PROGRAMME
    set_up(head, text.replace("code: rentan", "code: kedua\nproposers: [kelurahan]"))
    second, third = stored_list(rini, [row(2)]), stored_list(rini, [row(3)], state="judged")

    with pytest.raises(actions.ListOfAnotherProgramme) as refused:
        decide(rini, tmp_path, code="kedua", lists=(first.pk,))
    assert refused.value.code == "rentan"
    with pytest.raises(actions.SenderMayNotPropose):
        decide(rini, tmp_path, code="kedua", lists=(second.pk,))
    with pytest.raises(actions.ListNotReady):
        decide(rini, tmp_path, code="rentan", lists=(third.pk,))
    with pytest.raises(actions.NoSuchList):
        decide(rini, tmp_path, code="rentan", lists=(999,))
    with pytest.raises(decide_a_programme.NoLists):
        decide(rini, tmp_path, code="kedua")


def test_strangers_do_not_decide_and_do_not_see(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1), row(2, occupation="PNS")])
    stored_list(rini, [row(3)], sender="perikanan")
    decide(rini, tmp_path)
    programme = programmes.programme("rentan", seen_by=rini)
    elsewhere = viewer("siti", role="verifier", office="Disnaker Kota Lain")
    pasar = viewer("pasar", role="proposer", senders=("diskop",))

    with pytest.raises(programmes.NoSuchProgramme):
        programmes.programme("rentan", seen_by=elsewhere)
    with pytest.raises(NotAllowed):
        decide(pasar, tmp_path)
    with pytest.raises(NotAllowed):
        actions.settle(
            programme=programme, outcome="eligible", note="x", by=elsewhere, at=NOON, candidates=[decision_of(2).pk]
        )
    assert queries.standing(programme, seen_by=elsewhere).candidates == 0
    assert queries.standing(programme, seen_by=pasar).candidates == 2
    with pytest.raises(queries.NoSuchCandidate):
        queries.person(programme, decision_of(3).pk, seen_by=pasar, at=NOON)
    seen = queries.person(programme, decision_of(2).pk, seen_by=pasar, at=NOON)
    assert (seen.facts, seen.reasons) == ((), ("other_scheme",))
    assert queries.person(programme, decision_of(2).pk, seen_by=rini, at=NOON).facts
