"""Who has a seat: quotas at every level, one a family, those no longer proposed, seats of other programmes."""

from __future__ import annotations

from pathlib import Path

from payung.access.viewer import Viewer
from payung.intake.models import ListRow
from tests.eligibility.stored import (
    PROGRAMME,
    decide,
    decision_of,
    everything,
    nik_of,
    row,
    set_up,
    settle,
    stored_list,
)


def test_quotas_hold_at_every_level_in_the_programmes_order(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, quota={"64.74": 4, "64.74.01.1003": 3, "64.74.02.1001": 3})
    south = {"kelurahan_code": "64.74.02.1001", "kecamatan_code": "64.74.02"}
    stored_list(
        rini,
        [row(number) for number in range(1, 6)] + [row(6, disability="NETRA")] + [row(n, **south) for n in (7, 8, 9)],
    )

    done = decide(rini, tmp_path)

    assert (done.decided.seats, done.decided.waiting) == (4, 5)
    seated = [number for number in range(1, 10) if decision_of(number).has_seat]
    assert seated == [1, 2, 6, 7]
    assert decision_of(6).rank == 1
    assert "waiting_list" in decision_of(5).reasons


def test_one_seat_per_family_goes_to_the_first_who_may_have_it(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, per_family=1)
    card = "6474010101000001"
    stored_list(rini, [row(1, kk=card, occupation="PNS"), row(2, kk=card), row(3, kk=card), row(4, kk=None)])

    decide(rini, tmp_path)

    assert [decision_of(number).family_place for number in (1, 2, 3, 4)] == [None, 1, 2, None]
    assert [decision_of(number).outcome for number in (1, 2, 3, 4)] == ["doubtful", "eligible", "doubtful", "doubtful"]
    assert "family_unknown" in decision_of(4).reasons


def test_a_refusal_for_the_family_ends_when_the_family_has_a_place(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head, per_family=1)
    card = "6474010101000001"
    stored_list(rini, [row(1, kk=card), row(2, kk=card)])
    decide(rini, tmp_path)
    settle(rini, tmp_path, outcome="not_eligible", reason="family_limit")
    assert decision_of(2).outcome == "not_eligible"
    ListRow.objects.using("owner").filter(nik=nik_of(1)).update(occupation="PNS")

    decide(rini, tmp_path)

    assert (decision_of(1).outcome, decision_of(2).outcome) == ("doubtful", "eligible")
    before = everything()
    decide(rini, tmp_path)
    assert everything() == before


def test_whoever_is_no_longer_proposed_stays_and_is_asked_about(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored = stored_list(rini, [row(1), row(2)])
    decide(rini, tmp_path)
    ListRow.objects.using("owner").filter(submitted_list=stored, nik=nik_of(1)).update(verdict="returned")

    decide(rini, tmp_path)

    assert (decision_of(1).candidate.rows, decision_of(1).outcome) == (0, "doubtful")
    assert "no_longer_proposed" in decision_of(1).reasons
    before = everything()
    decide(rini, tmp_path)
    assert everything() == before


def test_a_seat_of_another_programme_is_in_the_way(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(1), row(2)])
    decide(rini, tmp_path)
    other = "\n".join(
        line.replace("code: rentan", "code: kedua").replace("months: 9", "months: 6") for line in PROGRAMME.splitlines()
    )
    set_up(head, other)
    stored_list(rini, [row(2), row(3)])

    decide(rini, tmp_path, code="kedua")

    assert "chosen_elsewhere" in decision_of(2, code="kedua").reasons
    assert decision_of(3, code="kedua").outcome == "eligible"
    before = decision_of(2).outcome
    decide(rini, tmp_path)
    assert decision_of(2).outcome == before == "eligible"
