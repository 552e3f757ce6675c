"""`payung letter`: what a clerk types, and what the office answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from payung.access import actions as access
from payung.access.viewer import Viewer
from payung.cli import letter as door
from payung.letters import actions, queries
from people import NOON, PASSWORD, viewer


@pytest.fixture
def rini(database: None, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    clerk = viewer("rini", role="verifier")
    monkeypatch.setattr(door.session, "now", lambda: NOON)
    return clerk


@pytest.fixture
def invited(rini: Viewer, tmp_path: Path) -> queries.LetterSeen:
    path = tmp_path / "undangan.docx"
    path.write_bytes(b"isi")
    return actions.keep(kind="invitation", about="list:1", subject="Undangan desk data", paths=[path], home=settings.PAYUNG_HOME, by=rini, at=NOON)  # fmt: skip


def typed(command: object, *words: object, who: str = "rini") -> Result:
    token = access.sign_in(name=who, password=PASSWORD, at=NOON)
    environment = {"PAYUNG_TOKEN": token, "PAYUNG_LANG": "id", "COLUMNS": "200"}
    return CliRunner().invoke(command, [str(one) for one in words], env=environment, catch_exceptions=False)


def test_letters_are_listed_and_shown(invited: queries.LetterSeen) -> None:
    listed = typed(door.list_letters, "--json")
    shown = typed(door.show, invited.letter_id, "--json")

    assert [one["subject"] for one in json.loads(listed.output)] == ["Undangan desk data"]
    assert json.loads(shown.output)["files"][0]["name"] == "undangan.docx"
    assert json.loads(typed(door.list_letters, "--kind", "memo", "--json").output) == []
    assert json.loads(typed(door.list_letters, "--about", "list:2", "--json").output) == []


def test_the_number_is_typed_in_after_registration(invited: queries.LetterSeen) -> None:
    numbered = typed(door.number_letter, invited.letter_id, "005/12/DISNAKER/2026", "--dated", "02-03-2026", "--json")
    again = typed(door.number_letter, invited.letter_id, "9", "--dated", "2026-03-02")

    assert json.loads(numbered.output)["dated"] == "2026-03-02"
    assert again.exit_code == 3
    assert typed(door.number_letter, invited.letter_id, " ", "--dated", "2026-03-02").exit_code == 3


def test_files_are_copied_where_they_are_wanted(invited: queries.LetterSeen, tmp_path: Path) -> None:
    done = typed(door.show, invited.letter_id, "--out", tmp_path / "keluar")

    assert done.exit_code == 0
    assert (tmp_path / "keluar" / "undangan.docx").read_bytes() == b"isi"


def test_a_scan_is_added(invited: queries.LetterSeen, tmp_path: Path) -> None:
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"tanda tangan")

    assert typed(door.scan, invited.letter_id, scan).exit_code == 0
    scan.write_bytes(b"lain")
    assert typed(door.scan, invited.letter_id, scan).exit_code == 3


def test_refusals_are_words_and_exit_codes(invited: queries.LetterSeen, tmp_path: Path) -> None:
    viewer("irban", role="inspector")
    viewer("dedi", role="branch_officer", office="BPJS Ketenagakerjaan Bontang", kind="branch")

    assert typed(door.show, 999).exit_code == 3
    assert typed(door.show, invited.letter_id, who="dedi").exit_code == 3
    assert typed(door.number_letter, invited.letter_id, "1", "--dated", "2026-03-02", who="irban").exit_code == 3
    assert typed(door.show, invited.letter_id, who="irban").exit_code == 0


def test_an_empty_office_lists_nothing(rini: Viewer) -> None:
    assert typed(door.list_letters).exit_code == 0
    assert json.loads(typed(door.list_letters, "--json").output) == []
