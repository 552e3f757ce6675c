"""Several people review one queue: no pair lies before two of them, and some are judged twice without anybody knowing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import NotAllowed, Viewer
from payung.linkage import actions, queries
from payung.linkage.models import Pair
from tests.flows.office import person, receive, workbook
from tests.people import NOON, PASSWORD

LATER = NOON + dt.timedelta(minutes=31)


@pytest.fixture
def queue(andi: Viewer, tmp_path: Path) -> Viewer:
    """Andi's queue holds eight doubtful pairs; two of them are due for a second look."""
    receive(workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home")
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM linkage_pair WHERE outcome = 'review'")
        cursor.execute(
            "INSERT INTO linkage_pair (row_id, office_id, sender_code, other_kind, other_id, outcome, rule, weight, evidence, model_version, other_class, identity)"
            " SELECT id, office_id, sender_code, 'register', 900 + row_number() OVER (ORDER BY id), 'review', 'near', row_number() OVER (ORDER BY id), '{}', 'people-1',"
            " 'inactive', CASE WHEN row_number() OVER (ORDER BY id) <= 2 THEN '7' ELSE 'a' END || lpad(id::text, 63, '0')"
            " FROM intake_row ORDER BY id LIMIT 8"
        )
    return andi


@pytest.fixture
def budi(queue: Viewer) -> Viewer:
    """A colleague of Andi's."""
    place = accounts.office_of(queue)
    access.open_account(
        name="budi", full_name="Budi", office=place, role="branch_officer", password=PASSWORD, at=NOON, senders=()
    )
    return accounts.viewer_of(access.sign_in(name="budi", password=PASSWORD, at=NOON), on=NOON)


def ids(pairs: list[Pair]) -> set[int]:
    return {pair.pk for pair in pairs}


def test_what_one_has_taken_nobody_else_is_given(queue: Viewer, budi: Viewer) -> None:
    mine = actions.take(limit=5, by=queue, at=NOON)
    his = actions.take(limit=5, by=budi, at=NOON)

    assert len(mine) == 5
    assert len(his) == 3
    assert not ids(mine) & ids(his)
    with pytest.raises(actions.TakenByAnother, match="andi"):
        actions.answer(pair_id=mine[0].pk, answer="same", by=budi, at=NOON)


def test_asking_again_gives_ones_own_pairs_back(queue: Viewer) -> None:
    assert ids(actions.take(limit=5, by=queue, at=NOON)) == ids(actions.take(limit=5, by=queue, at=NOON))


def test_what_was_taken_and_left_goes_to_the_next(queue: Viewer, budi: Viewer) -> None:
    actions.take(limit=8, by=queue, at=NOON)
    assert actions.take(limit=8, by=budi, at=NOON) == []

    assert len(actions.take(limit=8, by=budi, at=LATER)) == 8
    assert actions.leave(by=budi) == 8
    assert len(actions.take(limit=8, by=queue, at=LATER)) == 8


def test_a_second_look_is_put_blind_to_a_colleague_and_does_not_overturn_the_first(queue: Viewer, budi: Viewer) -> None:
    for pair in actions.take(limit=8, by=queue, at=NOON):
        actions.answer(pair_id=pair.pk, answer="same", by=queue, at=NOON)
    assert actions.take(limit=8, by=queue, at=NOON) == []

    first, second = (
        actions.take(limit=8, by=budi, at=NOON)[0],
        None,
    )
    actions.answer(pair_id=first.pk, answer="different", by=budi, at=NOON)
    second = actions.take(limit=8, by=budi, at=NOON)[0]
    actions.answer(pair_id=second.pk, answer="same", by=budi, at=NOON)

    assert actions.take(limit=8, by=budi, at=NOON) == []
    found = queries.agreement(seen_by=queue)
    assert (found.looks, found.agreed) == (2, 1)
    [apart] = found.disagreements
    assert (apart.pair_id, apart.first, apart.first_by, apart.second, apart.second_by) == (
        first.pk,
        "same",
        "andi",
        "different",
        "budi",
    )
    assert queries.open_count(seen_by=queue) == 0


def test_a_second_look_can_be_taken_back(queue: Viewer, budi: Viewer) -> None:
    for pair in actions.take(limit=8, by=queue, at=NOON):
        actions.answer(pair_id=pair.pk, answer="same", by=queue, at=NOON)
    pair = actions.take(limit=1, by=budi, at=NOON)[0]
    actions.answer(pair_id=pair.pk, answer="different", by=budi, at=NOON)

    actions.undo(pair_id=pair.pk, by=budi, at=NOON)

    assert queries.agreement(seen_by=queue).looks == 0
    assert queries.open_count(seen_by=queue) == 0


def test_an_answer_that_needs_no_second_look_is_given_once(queue: Viewer, budi: Viewer) -> None:
    likeliest = actions.take(limit=1, by=queue, at=NOON)[0]
    actions.answer(pair_id=likeliest.pk, answer="same", by=queue, at=NOON)

    with pytest.raises(actions.AlreadyAnswered, match="andi"):
        actions.answer(pair_id=likeliest.pk, answer="different", by=budi, at=NOON)


def test_a_stranger_is_given_nothing(queue: Viewer) -> None:
    stranger = Viewer(
        account_id=queue.account_id, name="x", office_id=queue.office_id + 1, kabupaten_code="12.71", may=queue.may
    )

    assert actions.take(limit=8, by=stranger, at=NOON) == []
    with pytest.raises(NotAllowed):
        actions.take(
            limit=8,
            by=Viewer(account_id=1, name="y", office_id=queue.office_id, kabupaten_code="64.74", may=frozenset()),
            at=NOON,
        )


def test_agreement_beyond_chance() -> None:
    alike = [("same", "same"), ("different", "different")] * 5
    by_chance = [("same", "same"), ("same", "different"), ("different", "same"), ("different", "different")]

    assert queries.kappa(alike) == pytest.approx(1)
    assert queries.kappa(by_chance) == pytest.approx(0)
    assert queries.kappa([("same", "same")] * 3) is None
