"""What each viewer sees of decrees: their office, their senders, and nothing that gives the others away."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.access.viewer import NotAllowed
from payung.audit.models import Event
from payung.enrolment import bulk, queries
from payung.enrolment.models import Enrolment
from payung.enrolment.person_file import person_files
from payung.enrolment.refusals import NoSuchDecree
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import KELURAHAN, NOON, Office, answers, decided, nik

FULL = 16_800


def test_sums_by_kelurahan_and_year_are_the_decree(desk: Office) -> None:
    decided(desk.programme, 9)
    done = steps.proposed(desk, first_month=dt.date(2026, 10, 1), end_month=dt.date(2027, 4, 1))

    places = queries.decree_by_place(done.decree_id, seen_by=desk.wati)
    years = queries.decree_by_year(done.decree_id, seen_by=desk.wati)

    assert [(one.kelurahan_code, one.heads, one.amount) for one in places] == [
        (code, 3, 18 * FULL) for code in KELURAHAN
    ]
    assert [(one.fiscal_year, one.amount) for one in years] == [(2026, 27 * FULL), (2027, 27 * FULL)]
    assert queries.decree(done.decree_id, seen_by=desk.wati).heads == 9


def test_an_account_of_one_sender_counts_its_own_lines_only(desk: Office) -> None:
    people.sender("dkp", office_id=desk.rini.office_id)
    decided(desk.programme, 6)
    decided(desk.programme, 3, first=50, sender="dkp")
    done, _ = steps.enacted(desk)
    dkp = people.viewer("laut", role="verifier", senders=("dkp",))

    assert queries.decree(done.decree_id, seen_by=dkp).heads == 3
    assert [one.heads for one in queries.decrees(seen_by=dkp)] == [3]
    assert sum(one.heads for one in queries.decree_by_place(done.decree_id, seen_by=dkp)) == 3
    assert sum(one.amount for one in queries.decree_by_year(done.decree_id, seen_by=dkp)) == 3 * 9 * FULL
    assert {one.name for one in queries.annex_lines(done.decree_id, seen_by=dkp)} == {
        "Orang 50",
        "Orang 51",
        "Orang 52",
    }
    assert [one.seats for one in queries.seats_by_state(seen_by=dkp)] == [3]
    assert person_files(nik(1), purpose="uji", seen_by=dkp, at=NOON) == []


def test_another_office_sees_nothing_and_a_clerk_may_not_ask(desk: Office) -> None:
    decided(desk.programme, 3)
    done, _ = steps.enacted(desk)
    medan = people.viewer("togar", role="section_head", office="Disnaker Kota Medan")

    assert queries.decrees(seen_by=medan) == []
    assert queries.seats_by_state(seen_by=medan) == []
    assert queries.waiting_list("rentan", on=NOON.date(), seen_by=medan) == []
    assert person_files(nik(1), purpose="uji", seen_by=medan, at=NOON) == []
    for ask in (queries.decree, queries.decree_by_place, queries.decree_by_year, queries.annex_lines):
        with pytest.raises(NoSuchDecree):
            ask(done.decree_id, seen_by=medan)
    with pytest.raises(NotAllowed):
        queries.decrees(seen_by=people.viewer("sari", role="proposer"))


def test_the_waiting_list_is_ranked_in_each_kelurahan_and_masked(desk: Office) -> None:
    decided(desk.programme, 3)
    decided(desk.programme, 6, first=100, has_seat=False)
    steps.enacted(desk)

    waiting = queries.waiting_list("rentan", on=NOON.date(), seen_by=desk.rini)

    assert [(one.kelurahan_code, one.rank) for one in waiting] == [
        (code, rank) for code in KELURAHAN for rank in (1, 2)
    ]
    assert all("******" in one.nik_masked for one in waiting)


def test_people_of_a_draft_who_have_a_seat_elsewhere_are_shown_before_it_is_enacted(desk: Office) -> None:
    decided(desk.programme, 3)
    steps.enacted(desk)
    other = programme.programme(desk, code="lain")
    decided(other, 3, first=2)
    # Refused when the second was drafted, and a member after all when it is to be enacted.
    Enrolment.objects.using("owner").update(state="rejected", answered_on=dt.date(2026, 1, 1))
    draft = steps.proposed(desk)
    Enrolment.objects.using("owner").update(state="member")

    found = queries.who_already_has_a_seat(draft.decree_id, seen_by=desk.rini)

    assert [(one.name, one.programme, one.decree) for one in found] == [
        ("Orang 2", "Program rentan", "188/1/2026"),
        ("Orang 3", "Program rentan", "188/1/2026"),
    ]


def test_one_page_tells_an_auditor_everything_about_a_person_and_is_recorded(desk: Office) -> None:
    decided(desk.programme, 3)
    done, _ = steps.enacted(desk)
    answers(desk, done.decree_id, {nik(1): ("yes", "KPJ1")})
    bulk.take_answers(decree_id=done.decree_id, by=desk.rini, at=NOON)
    auditor = people.viewer("ini", role="inspector")

    (page,) = person_files(nik(1), purpose="pemeriksaan BPK", seen_by=auditor, at=NOON)

    assert (page.outcome, page.row.file_name, page.row.sender) == ("eligible", "usulan.xlsx", "diskop")
    assert [(one.purpose, one.code) for one in page.asked] == [("bpjs_enrolment", "yes")]
    assert [(one.number, one.seat_state, one.kpj) for one in page.lines] == [("188/1/2026", "member", "KPJ1")]
    event = Event.objects.using("owner").get(action="person.seen")
    assert (event.purpose, nik(1) in str(event.detail)) == ("pemeriksaan BPK", False)
