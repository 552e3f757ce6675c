"""What a person asks about their own data: checked by two, done whole or not at all, and nothing left that was to go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import correct_a_person, erase_a_person, open_a_request, personal_data
from payung.flows.see_a_person import NoSuchPerson
from payung.intake import files
from payung.privacy import actions, queries
from payung.privacy.actions import Asked
from payung.privacy.refusals import MakerMayNotCheck, NoSuchCase, NotACase, NotReady, WrongState
from tests.enrolment import programme
from tests.enrolment.programme import Office
from tests.flows.office import asked
from tests.people import NOON
from tests.privacy.conftest import Desk

SOON = NOON + dt.timedelta(hours=1)


def opened(by: Viewer, kind: str, subject: str, number: int, reference: str = "PDP/1", **wanted: str) -> int:
    request = Asked(kind=kind, reference=reference, came_at=NOON, subject_kind=subject, subject_number=number)
    return open_a_request.run(request, wanted=wanted, by=by, at=NOON).pk


def proposed(by: Viewer, *said: object, **wanted: str) -> int:
    case_id = opened(by, *said, **wanted)  # type: ignore[arg-type]
    actions.propose(case_id=case_id, by=by, at=NOON)
    return case_id


def everything() -> str:
    """Every cell of every table of the rooms, histories included, as one text."""
    tables = [name for (name,) in asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(procrastinate|django|auth|linkage_freq|registry_place)'")]  # fmt: skip
    return "\n".join(str(row) for table in tables for row in asked(f"SELECT to_jsonb(t) FROM {table} t"))


def test_erasing_leaves_nothing_of_the_person_but_the_number_in_the_trail(desk: Desk, listed: int) -> None:
    nik, name, sha = asked(f"SELECT nik, name, (SELECT photo_sha256 FROM fieldwork_finding) FROM intake_row WHERE id = {listed}")[0]  # fmt: skip
    content = asked("SELECT content_sha256 FROM intake_list")[0][0]
    others = asked(f"SELECT count(*) FROM intake_row WHERE nik <> '{nik}'")[0][0]
    case_id = proposed(desk.rini, "erasure", "row", listed)

    plan = erase_a_person.plan(case_id, home=desk.home, by=desk.hadi)
    assert files.place_of(desk.home, sha).exists()
    done = erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)
    again = erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    left = everything()
    assert nik not in left
    assert name not in left
    assert "Yusup" not in left
    assert (done.removed, done.kept) == (plan.removed, plan.kept) == (again.removed, again.kept)
    assert done.removed == {"cells": 2, "findings": 1, "pairs": 2, "rows": 2, "files": 3} | {k: v for k, v in done.removed.items() if k == "pairs"}  # fmt: skip
    assert not any(files.place_of(desk.home, one).exists() for one in (sha, content))
    assert asked("SELECT count(*) FROM intake_row WHERE nik IS NOT NULL")[0][0] == others
    assert asked("SELECT received = accepted + verval + returned + refused, returned FROM intake_list")[0] == (True, 2)
    assert asked(f"SELECT reason_id FROM intake_reason WHERE row_id = {listed}") == [("erased_on_request",)]
    person = queries.case(case_id, seen_by=desk.hadi).person_id
    assert asked(f"SELECT count(*) > 0 FROM audit_event WHERE about = 'person:{person}' OR about = 'case:{case_id}'")[0][0]  # fmt: skip


def test_an_erasure_killed_before_its_files_went_ends_in_the_same_state(
    desk: Desk, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = proposed(desk.rini, "erasure", "row", listed)

    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(erase_a_person, "_remove", killed)
    with pytest.raises(KeyboardInterrupt):
        erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)
    monkeypatch.undo()
    assert queries.case(case_id, seen_by=desk.hadi).leftover == 3
    with pytest.raises(NotReady):
        actions.close(case_id=case_id, by=desk.hadi, at=SOON)

    erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    assert queries.case(case_id, seen_by=desk.hadi).leftover == 0
    assert list((desk.home / "files").rglob("*/*/*")) == []


def test_an_erasure_that_fails_in_the_middle_changed_nothing(
    desk: Desk, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = proposed(desk.rini, "erasure", "row", listed)
    before = everything()
    broken = personal_data.Part(personal_data.files_words(), "SELECT 0", ("SELECT 1 / 0",))
    monkeypatch.setattr(personal_data, "UNBOUND", {**personal_data.UNBOUND, "zz": broken})

    with pytest.raises(Exception, match="division"):
        erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    assert everything() == before


def test_what_a_decree_rests_on_stays_and_is_named_with_the_law(desk: Desk) -> None:
    office = Office(desk.rini, desk.hadi)
    made = programme.programme(office)
    programme.decided(made, 3)
    asked_for = asked("SELECT id, nik FROM eligibility_candidate ORDER BY id")[0]
    asked("UPDATE eligibility_candidate SET phone = '6281234567' RETURNING 1")
    programme_id = made.pk
    asked(
        "INSERT INTO enrolment_decree (office_id, programme_id, terms_id, kind, title, state, version, check_code, content_sha256, first_month, end_month,"
        " heads, heads_leaving, person_months, amount, weakest, proposed_at, proposed_by_id, initials, signer_name, signer_title, signer_acting, scan_sha256, withdraw_reason)"
        f" SELECT {desk.rini.office_id}, {programme_id}, min(id), 'decree', 'uji', 'draft', 1, '', '', '2026-04-01', '2027-01-01', 1, 0, 9, 9, '', now(), {desk.rini.account_id}, '', '', '', '', '', ''"
        " FROM agreements_terms RETURNING 1"
    )
    asked(
        "INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change, from_month, nik, name, birth_on, relief)"
        f" SELECT (SELECT min(id) FROM enrolment_decree), office_id, sender_code, id, person_id, 1, 'add', '2026-04-01', nik, name, birth_on, 'other' FROM eligibility_candidate WHERE id = {asked_for[0]} RETURNING 1"
    )
    case_id = proposed(desk.rini, "erasure", "candidate", asked_for[0])

    done = erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    assert done.is_bound
    assert done.removed["contacts"] == 1
    assert done.kept["annex"] == 1
    assert asked(f"SELECT nik, phone FROM eligibility_candidate WHERE id = {asked_for[0]}") == [(asked_for[1], None)]
    assert asked("SELECT count(*) FROM eligibility_candidate WHERE phone IS NOT NULL")[0][0] == 2
    # The history of the row does not remember what the row forgot.
    assert asked("SELECT count(phone) FROM eligibility_candidate_history WHERE id = " + str(asked_for[0]))[0][0] == 0


def test_a_correction_reaches_rows_with_their_keys_and_keeps_what_stood_there(desk: Desk, listed: int) -> None:
    case_id = proposed(desk.rini, "correction", "row", listed, name="Yusup Mansyur", birth_on="17-08-1979")

    done = correct_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)
    correct_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)

    assert done.changed == {"rows": 2}
    row = asked(f"SELECT name, name_first, birth_on, key_birth_first IS NOT NULL FROM intake_row WHERE id = {listed}")
    assert row == [("YUSUP MANSYUR", "YUSUF", dt.date(1979, 8, 17), True)]
    before = asked(f"SELECT field, before, after FROM privacy_corrected WHERE row_id = {listed} ORDER BY field")
    assert [one[0] for one in before] == ["birth_on", "name"]
    assert all(one[1] and one[1] != one[2] for one in before)
    actions.tell(case_id=case_id, whom="person", told_at=SOON, channel="surat 5", by=desk.rini, at=SOON)
    actions.close(case_id=case_id, by=desk.rini, at=SOON)
    assert asked("SELECT count(*) FROM privacy_wanted") == [(0,)]


def test_what_cannot_be_read_is_said_all_at_once(desk: Desk, listed: int) -> None:
    with pytest.raises(NotACase) as refused:
        opened(desk.rini, "correction", "row", listed, nik="123", birth_on="besok", name="Yusup")
    assert [field for field, _ in refused.value.problems] == ["nik", "birth_on"]
    with pytest.raises(NotACase):
        opened(desk.rini, "correction", "row", listed)


def test_whoever_proposes_does_not_settle_and_strangers_find_nothing(desk: Desk, listed: int) -> None:
    case_id = proposed(desk.hadi, "erasure", "row", listed)

    with pytest.raises(MakerMayNotCheck):
        erase_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)
    with pytest.raises(MakerMayNotCheck):
        actions.refuse(case_id=case_id, reason="tidak", by=desk.hadi, at=SOON)
    with pytest.raises(NotAllowed):
        erase_a_person.run(case_id, home=desk.home, by=desk.rini, at=SOON)
    with pytest.raises(NoSuchCase):
        queries.case(case_id, seen_by=desk.tamu)
    with pytest.raises(NoSuchCase):
        actions.propose(case_id=case_id, by=desk.tamu, at=SOON)
    with pytest.raises(NoSuchPerson):
        opened(desk.tamu, "erasure", "row", listed)
    with pytest.raises(NotAllowed):
        queries.cases(
            seen_by=Viewer(1, "opd", desk.rini.office_id, "64.74", frozenset({"handle_request"}), ("diskop",))
        )
    assert queries.cases(seen_by=desk.tamu) == []
    assert asked("SELECT count(*) FROM intake_row WHERE nik IS NULL") == [(0,)]


def test_a_refused_request_stays_refused_and_forgets_what_was_wanted(desk: Desk, listed: int) -> None:
    case_id = proposed(desk.rini, "correction", "row", listed, name="Yusup")

    actions.refuse(case_id=case_id, reason="KTP tidak ditunjukkan", by=desk.hadi, at=SOON)

    with pytest.raises(WrongState):
        correct_a_person.run(case_id, home=desk.home, by=desk.hadi, at=SOON)
    assert queries.detail(case_id, seen_by=desk.rini).wanted == {}


#: Columns that hold people's data, by name; what else is called so is no person's.
OF_PEOPLE = ("nik", "nik_digits", "kk", "mother_name", "phone", "address", "birth_on", "birth_place", "photo_sha256", "cells", "other_name", "disability")  # fmt: skip
#: Kept on purpose: a line of an annex is what was printed; cells of coverage are counts.
STAYS = {"enrolment_decree_row", "enrolment_decree_row_history", "coverage_listed_cell"}


def test_every_table_with_peoples_data_stands_in_the_catalogue(database: None) -> None:
    names = ", ".join(f"'{one}'" for one in OF_PEOPLE)
    holding = {name for (name,) in asked(f"SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ({names})")}  # fmt: skip
    written = " ".join(statement for part in (personal_data.FREE | personal_data.UNBOUND).values() for statement in part.erases)  # fmt: skip
    assert {one for one in holding - STAYS if f"{one} " not in written} == set()
