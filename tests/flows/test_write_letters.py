"""Papers about packages and decrees: who may write them, what stands in them, and never a whole NIK on a notice board."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from payung.access.viewer import NotAllowed
from payung.enrolment import queries as decrees
from payung.flows import enrol_the_answered, write_letters
from payung.letters import actions as letters
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import NOON, Office, answers, decided, nik


@pytest.fixture
def desk(database: None) -> Office:
    office = programme.office()
    programme.programme(office)
    decided(office.programme, 9)
    return office


def with_members(desk: Office) -> int:
    """A decree of nine, of whom BPJS took two."""
    done, _ = steps.enacted(desk)
    answers(desk, done.decree_id, {nik(1): ("yes", "11111111111"), nik(2): ("yes", None)})
    enrol_the_answered.of_decree(decree_id=done.decree_id, by=desk.rini, at=steps.LATER)
    return done.decree_id


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_members_are_announced_without_their_nik_and_cards_are_handed_over(desk: Office, tmp_path: Path) -> None:
    decree_id = with_members(desk)

    written = write_letters.of_decree(
        decree_id=decree_id, until=None, kelurahan_code=None, home=tmp_path, by=desk.rini, at=steps.LATER
    )

    assert [one.kind for one in written] == ["announcement", "card_receipt"]
    for one in written:
        letters.hand_out(letter_id=one.letter_id, folder=tmp_path / "out", home=tmp_path, by=desk.rini, at=steps.LATER)
    said = "\n".join(text_of(path) for path in sorted((tmp_path / "out").glob("*.docx")))
    members = decrees.card_holders(decree_id, seen_by=desk.rini)
    assert len(members) == 2
    for member in members:
        assert member.name in said
        assert member.nik not in said
        assert member.nik[-4:] in said
    assert "11111111111" in said


def test_the_same_papers_are_kept_once(desk: Office, tmp_path: Path) -> None:
    decree_id = with_members(desk)
    order = {"decree_id": decree_id, "until": None, "kelurahan_code": None, "home": tmp_path}

    first = write_letters.of_decree(**order, by=desk.rini, at=steps.LATER)
    again = write_letters.of_decree(**order, by=desk.rini, at=steps.LATER)

    assert [one.letter_id for one in again] == [one.letter_id for one in first]


def test_a_decree_without_members_has_nothing_to_announce(desk: Office, tmp_path: Path) -> None:
    done, _ = steps.enacted(desk)

    with pytest.raises(write_letters.NothingToWrite):
        write_letters.of_decree(
            decree_id=done.decree_id, until=None, kelurahan_code=None, home=tmp_path, by=desk.rini, at=steps.LATER
        )


def test_an_inspector_reads_decrees_and_writes_no_letters(desk: Office, tmp_path: Path) -> None:
    decree_id = with_members(desk)
    looks = people.viewer("budi", role="inspector")

    with pytest.raises(NotAllowed):
        write_letters.of_decree(decree_id=decree_id, until=None, kelurahan_code=None, home=tmp_path, by=looks, at=NOON)
