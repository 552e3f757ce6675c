"""A breach has a clock, is counted from the trail, told, and seen by those alone whose work it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from payung.access import trail
from payung.access.viewer import NotAllowed
from payung.audit import actions as audit
from payung.flows import write_case_letters
from payung.letters import queries as letters
from payung.privacy import actions, queries
from payung.privacy.actions import Told
from payung.privacy.refusals import NoSuchCase, NotACase, NotReady
from tests.people import NOON
from tests.privacy.conftest import Desk

SOON = NOON + dt.timedelta(hours=2)
TOLD = Told(found_by="Kepala bidang", how="Akun dipakai malam hari", data=["nik", "health"], handling="Akun ditutup")


def opened(desk: Desk, told: Told = TOLD, reference: str = "PDP/1") -> int:
    return actions.open_breach(reference=reference, found_at=NOON, told=told, by=desk.sari, at=SOON).pk


def looked(desk: Desk, act: str, about: str, at: dt.datetime = NOON, **detail: object) -> None:
    audit.record(act, by="rini", by_id=desk.rini.account_id, about=about, at=at, using="owner", **detail)


def test_the_clock_runs_three_days_from_when_it_was_found(desk: Desk) -> None:
    one = queries.case(opened(desk), seen_by=desk.sari)

    assert one.due_at == NOON + dt.timedelta(hours=72)
    assert (one.hours, one.rests_on) == (72, "UU 27/2022 Pasal 46(1)")
    assert not one.is_overdue(NOON + dt.timedelta(hours=71))
    assert one.is_soon(NOON + dt.timedelta(hours=71))
    assert one.is_overdue(NOON + dt.timedelta(hours=72))
    assert queries.pressing(at=NOON + dt.timedelta(days=4), seen_by=desk.hadi) == (1, 0, 0)


def test_everything_wrong_is_said_at_once(desk: Desk) -> None:
    bad = Told(found_by="", how=" ", data=["shoe"], people=-1, people_basis="guess")
    with pytest.raises(NotACase) as refused:
        actions.open_breach(reference="", found_at=SOON + dt.timedelta(days=1), told=bad, by=desk.sari, at=SOON)

    assert [field for field, _ in refused.value.problems] == ["reference", "came_at", "found_by", "how", "data", "people"]  # fmt: skip
    opened(desk)
    with pytest.raises(NotACase):
        opened(desk)


def test_the_trail_counts_people_once_and_things_by_their_largest(desk: Desk) -> None:
    case_id = opened(desk)
    looked(desk, "person.seen", "person:11")
    looked(desk, "person.nik_shown", "person:11")
    looked(desk, "person.seen", "person:12")
    looked(desk, "people.looked_at", "programme:1", people=50)
    looked(desk, "letter.handed_out", "letter:9", files=2)
    looked(desk, "person.seen", "person:13", at=NOON - dt.timedelta(days=2))
    audit.record("person.seen", by="hadi", by_id=desk.hadi.account_id, about="person:14", at=NOON, using="owner")
    begin, end = NOON - dt.timedelta(hours=1), NOON + dt.timedelta(hours=1)

    found = actions.count_from_trail(case_id=case_id, account_id=desk.rini.account_id, since=begin, until=end, by=desk.sari, at=SOON)  # fmt: skip

    assert (found.people, found.unknown, found.is_sealed) == (52, 1, False)
    trail.seal(by=desk.lestari, at=SOON)
    again = actions.count_from_trail(case_id=case_id, account_id=desk.rini.account_id, since=begin, until=end, by=desk.sari, at=SOON)  # fmt: skip
    assert again.is_sealed
    seen = queries.detail(case_id, seen_by=desk.lestari)
    assert seen.breach is not None
    assert (seen.breach.people, seen.breach.people_basis, len(seen.exposures)) == (52, "trail", 5)


def test_an_account_of_another_office_or_ones_own_is_not_counted(desk: Desk) -> None:
    case_id = opened(desk)
    for account in (desk.tamu.account_id, desk.sari.account_id, None):
        with pytest.raises(NotACase):
            actions.count_from_trail(case_id=case_id, account_id=account, since=NOON, until=SOON, by=desk.sari, at=SOON)


def test_whose_access_it_was_sees_nothing_of_the_case(desk: Desk) -> None:
    case_id = opened(desk)
    actions.count_from_trail(case_id=case_id, account_id=desk.hadi.account_id, since=NOON, until=SOON, by=desk.sari, at=SOON)  # fmt: skip

    assert queries.cases(seen_by=desk.hadi) == []
    with pytest.raises(NoSuchCase):
        queries.case(case_id, seen_by=desk.hadi)
    with pytest.raises(NoSuchCase):
        actions.tell(case_id=case_id, whom="agency", told_at=SOON, channel="surat 1", by=desk.hadi, at=SOON)
    assert [one.case_id for one in queries.cases(seen_by=desk.lestari)] == [case_id]


def test_breaches_are_not_for_verifiers_and_not_for_other_offices(desk: Desk) -> None:
    case_id = opened(desk)
    write_case_letters.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    with pytest.raises(NotAllowed):
        actions.open_breach(reference="x", found_at=NOON, told=TOLD, by=desk.rini, at=SOON)
    with pytest.raises(NoSuchCase):
        queries.case(case_id, seen_by=desk.rini)
    with pytest.raises(NoSuchCase):
        queries.case(case_id, seen_by=desk.tamu)
    with pytest.raises(NotAllowed):
        actions.tell(case_id=case_id, whom="person", told_at=SOON, channel="surat 1", by=desk.rini, at=SOON)
    assert letters.letters(seen_by=desk.rini) == []
    assert {one.kind for one in letters.letters(seen_by=desk.lestari)} == {"breach_person", "breach_agency"}
    with pytest.raises(NotAllowed):
        queries.cases(seen_by=replace(desk.sari, senders=("diskop",)))


def test_it_is_closed_once_the_person_and_the_agency_were_told(desk: Desk) -> None:
    case_id = opened(desk, replace(TOLD, handling=""))
    with pytest.raises(NotReady) as missing:
        actions.close(case_id=case_id, by=desk.sari, at=SOON)
    assert len(missing.value.problems) == 3
    with pytest.raises(NotACase):
        actions.tell(case_id=case_id, whom="person", told_at=NOON - dt.timedelta(days=1), channel="", by=desk.sari, at=SOON)  # fmt: skip

    actions.describe_breach(case_id=case_id, told=TOLD, by=desk.hadi, at=SOON)
    for whom in ("person", "agency", "agency"):
        actions.tell(case_id=case_id, whom=whom, told_at=SOON, channel="surat 1", by=desk.sari, at=SOON)
    actions.close(case_id=case_id, by=desk.sari, at=SOON)
    actions.close(case_id=case_id, by=desk.sari, at=SOON)

    one = queries.case(case_id, seen_by=desk.lestari)
    assert (one.state, sorted(one.told)) == ("closed", ["agency", "person"])
