"""From stored lists to decisions: one candidate per person, all reasons, seats within the quota, nothing decided twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.access.viewer import Viewer
from payung.eligibility.models import Candidate, Decision
from tests.eligibility.stored import decide, decision_of, row, set_up, stored_list
from tests.people import viewer


@pytest.fixture
def head(database: None) -> Viewer:
    return viewer("hasan", role="section_head")


@pytest.fixture
def rini(head: Viewer) -> Viewer:
    return viewer("rini", role="verifier")


def test_plain_people_are_eligible_and_have_seats(head: Viewer, rini: Viewer, tmp_path: Path) -> None:
    set_up(head)
    stored_list(rini, [row(number) for number in range(1, 11)])

    done = decide(rini, tmp_path)

    assert (done.decided.candidates, done.decided.eligible, done.decided.seats) == (10, 10, 10)
    assert Candidate.objects.using("owner").count() == 10
    assert set(Decision.objects.using("owner").values_list("outcome", "has_seat")) == {("eligible", True)}
    assert decision_of(3).reasons == ["dukcapil_not_asked", "bpjs_not_asked"]
    assert (
        decision_of(3).candidate.occupation_group == "pkl"
        or decision_of(3).candidate.occupation_group == "pedagang_pasar"
    )
