"""Errands: who may give them, what their link opens, and how findings reach the rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.fieldwork import actions, queries
from payung.fieldwork.queries import NoSuchErrand
from payung.flows import take_findings
from payung.intake import queries as lists
from tests import people
from tests.flows.office import asked, person, receive, workbook
from tests.ground import Ground
from tests.people import NOON

PLACE = "64.74.02.1003"
LATER = NOON + dt.timedelta(hours=2)


@pytest.fixture
def waiting(rini: Viewer, tmp_path: Path, ground: Ground) -> int:
    """A list of twelve of whom two share a NIK: their rows wait for a person's eye."""

    def received() -> int:
        rows = [person(number) for number in range(12)]
        rows[5][1] = rows[4][1]
        return receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home").receipt.list_id

    return ground.as_after("a list of twelve of whom two share a NIK", received)


def given(rini: Viewer, **more: object) -> actions.Given:
    place = queries.kelurahan_with_open_rows(seen_by=rini)[0][0]
    return actions.give(
        **{"kelurahan_code": place, "holder": "Pak Udin, RT 5", "days": 7, "by": rini, "at": NOON, **more}
    )


def opened(rini: Viewer) -> actions.Errand:
    new = given(rini)
    return actions.open_with_code(token=new.token, code=new.code, at=LATER)


def rows_of(errand: actions.Errand) -> list[queries.OpenRow]:
    return queries.open_rows(errand, seen_by=actions.viewer_of(errand), limit=50)


def test_an_errand_about_members_settles_no_rows(rini: Viewer, waiting: object) -> None:
    place, _ = queries.kelurahan_with_open_rows(seen_by=rini)[0]
    new = actions.make(actions.Task(place, "Pak Udin", 7, month=dt.date(2026, 3, 1)), by=rini, at=NOON)
    errand = actions.open_with_code(token=new.token, code=new.code, at=NOON)
    row = rows_of(errand)[0]

    with pytest.raises(actions.NotYours):
        actions.answer(errand=errand, row_id=row.row_id, answer="confirmed", at=NOON)


def test_a_link_with_its_code_opens_the_waiting_rows_of_one_kelurahan(rini: Viewer, waiting: int) -> None:
    errand = opened(rini)

    rows = rows_of(errand)

    assert rows
    assert len(rows) == queries.kelurahan_with_open_rows(seen_by=rini)[0][1]
    assert all(len(row.nik_end) <= 4 for row in rows)
    assert {row.verdict for row in lists.rows(waiting, seen_by=rini) if row.pk in {one.row_id for one in rows}} == {
        "verval"
    }


def test_five_wrong_codes_shut_the_link(rini: Viewer, waiting: int) -> None:
    new = given(rini)
    wrong = "000000" if new.code != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(actions.WrongCode) as refused:
            actions.open_with_code(token=new.token, code=wrong, at=LATER)
        assert refused.value.left == left

    with pytest.raises(NoSuchErrand):
        actions.open_with_code(token=new.token, code=new.code, at=LATER)
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'errand.wrong_code'") == [(5,)]


def test_token_and_code_are_not_kept(rini: Viewer, waiting: int) -> None:
    new = given(rini)

    kept = str(asked("SELECT * FROM fieldwork_errand"))

    assert new.token not in kept
    assert f"'{new.code}'" not in kept


def test_an_errand_ends_by_itself_and_by_hand(rini: Viewer, waiting: int) -> None:
    errand = opened(rini)
    with pytest.raises(NoSuchErrand):
        actions.running(errand_id=errand.pk, key=actions.key_of(errand), at=NOON + dt.timedelta(days=8))

    actions.end(errand_id=errand.pk, by=rini, at=LATER)

    with pytest.raises(NoSuchErrand):
        actions.running(errand_id=errand.pk, key=actions.key_of(errand), at=LATER)


def test_findings_reach_the_rows_and_nobody_is_refused_without_a_signature(
    rini: Viewer, waiting: int, tmp_path: Path
) -> None:
    errand = opened(rini)
    first, second = rows_of(errand)[:2]
    actions.answer(errand=errand, row_id=first.row_id, answer="confirmed", at=LATER)
    actions.answer(errand=errand, row_id=second.row_id, answer="died", at=LATER)

    taken = take_findings.run(errand.pk, home=tmp_path, by=rini, at=LATER)
    again = take_findings.run(errand.pk, home=tmp_path, by=rini, at=LATER)

    assert taken == take_findings.Taken(accepted=1, waiting=1)
    assert again == take_findings.Taken(0, 0)
    found = {row.pk: row for row in lists.rows(waiting, seen_by=rini)}
    assert found[first.row_id].verdict == "accepted"
    assert found[second.row_id].verdict == "verval"
    assert "field_died" in {one.reason_id for one in found[second.row_id].reasons.all()}
    receipt = lists.receipt(waiting, seen_by=rini)
    assert receipt.received == receipt.accepted + receipt.verval + receipt.returned + receipt.refused


def test_an_answer_may_be_changed_until_it_has_taken_effect(rini: Viewer, waiting: int, tmp_path: Path) -> None:
    errand = opened(rini)
    row = rows_of(errand)[0]
    actions.answer(errand=errand, row_id=row.row_id, answer="moved", at=LATER)
    actions.answer(errand=errand, row_id=row.row_id, answer="moved", at=LATER)
    actions.answer(errand=errand, row_id=row.row_id, answer="confirmed", at=LATER)
    assert asked("SELECT answer FROM fieldwork_finding") == [("confirmed",)]

    take_findings.run(errand.pk, home=tmp_path, by=rini, at=LATER)

    with pytest.raises(actions.NotYours):
        actions.answer(errand=errand, row_id=row.row_id, answer="died", at=LATER)


def test_a_correction_says_what_and_other_rows_are_not_there(rini: Viewer, waiting: int) -> None:
    errand = opened(rini)
    row = rows_of(errand)[0]
    accepted = next(one for one in lists.rows(waiting, seen_by=rini) if one.verdict == "accepted")

    with pytest.raises(actions.NotAnAnswer):
        actions.answer(errand=errand, row_id=row.row_id, answer="corrected", note=" ", at=LATER)
    with pytest.raises(actions.NotAnAnswer):
        actions.answer(errand=errand, row_id=row.row_id, answer="kaya", at=LATER)
    with pytest.raises(actions.NotYours):
        actions.answer(errand=errand, row_id=accepted.pk, answer="confirmed", at=LATER)


def test_strangers_give_no_errands_and_see_none(rini: Viewer, waiting: int) -> None:
    new = given(rini)
    tamu = people.viewer("tamu", role="verifier", office="Disnaker Kota Medan")
    lestari = people.viewer("lestari", role="inspector")

    assert queries.errands(seen_by=tamu) == []
    assert queries.kelurahan_with_open_rows(seen_by=tamu) == []
    with pytest.raises(NoSuchErrand):
        queries.findings(new.errand_id, seen_by=tamu)
    with pytest.raises(NoSuchErrand):
        take_findings.run(new.errand_id, home=Path("/nowhere"), by=tamu, at=LATER)
    with pytest.raises(NotAllowed):
        given(rini, by=lestari)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"holder": " "}, actions.NoHolder),
        ({"days": 0}, actions.TooLong),
        ({"days": 32}, actions.TooLong),
        ({"kelurahan_code": "12.71.01.1001"}, actions.NotAKelurahan),
        ({"kelurahan_code": "64.74"}, actions.NotAKelurahan),
        ({"kelurahan_code": "64.74.99.9999"}, actions.NotAKelurahan),
    ],
)
def test_an_errand_that_makes_no_sense_is_refused(
    rini: Viewer, waiting: int, more: dict, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        given(rini, **more)
