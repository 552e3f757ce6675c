"""A held list as it is typed: told with what to do, looked at, lifted by another account, or taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from payung.access.viewer import Viewer
from payung.cli import list_holds, receive, session
from tests.flows.holding import WHY, residents
from tests.flows.office import asked, workbook
from tests.people import NOON, sender, viewer


class Desk:
    """Whoever is signed in types."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.rini, self.hadi = viewer("rini", role="verifier"), viewer("hadi", role="section_head")
        self.who: Viewer = self.rini
        self.folder = home
        sender("diskop", office_id=self.rini.office_id)
        monkeypatch.setattr(session, "viewer", lambda: self.who)
        monkeypatch.setattr(session, "now", lambda: NOON)
        monkeypatch.setattr(settings, "PAYUNG_HOME", home / "home")
        monkeypatch.setenv("PAYUNG_LANG", "id")

    def types(self, command: object, *words: object) -> Result:
        return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)

    def receives(self, first: int, end: int, *words: str) -> Result:
        path = workbook(self.folder / f"daftar-{first}.xlsx", residents(first, end))
        said = ["--from", "diskop", "--purpose", "usulan 2026", "--on", "2026-03-01", "--accept-columns", *words]
        return self.types(receive.receive, path, *said)


@pytest.fixture
def desk(database: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """Who received sixty people, and fifty of them again."""
    desk = Desk(monkeypatch, tmp_path)
    assert desk.receives(0, 60).exit_code == 0
    return desk


def test_a_held_list_is_told_and_lifted_by_another(desk: Desk) -> None:
    held = desk.receives(10, 70)
    assert held.exit_code == 4
    for words in ("83% dari 60 baris", "ditahan", "payung list lift 2", "payung list take-out 2"):
        assert words in held.output.replace("\n", " "), words

    own = desk.types(list_holds.lift, 2, "--reason", WHY, "--apply")
    assert (own.exit_code, "Anda sendiri yang menerima" in own.output) == (3, True)
    desk.who = desk.hadi
    short = desk.types(list_holds.lift, 2, "--reason", "benar", "--apply")
    assert (short.exit_code, "sedikitnya 3 kata" in short.output) == (3, True)
    shown = desk.types(list_holds.lift, 2, "--reason", WHY)
    assert (shown.exit_code, "--apply" in shown.output) == (0, True)
    assert asked("SELECT state FROM intake_list WHERE id = 2") == [("held",)]
    assert desk.types(list_holds.lift, 9, "--reason", WHY).exit_code == 3

    done = desk.types(list_holds.lift, 2, "--reason", WHY, "--apply", "--json")
    again = desk.types(list_holds.lift, 2, "--reason", WHY, "--apply")

    assert (done.exit_code, again.exit_code) == (0, 0)
    found = json.loads(done.stdout)
    assert (found["state"], found["holds"][0]["reason"]) == ("matched", WHY)
    receipt = desk.types(receive.receipt, 2).output
    assert "Dicabut Hadi, 02-03-2026" in receipt
    assert WHY in receipt


def test_the_list_of_lists_marks_it_and_it_can_be_taken_out(desk: Desk) -> None:
    held = desk.receives(10, 70, "--json")
    assert held.exit_code == 4
    assert json.loads(held.stdout)["lists"][0]["holds"][0]["stop"] == "duplicate"

    assert "(ditahan)" in desk.types(receive.show).output
    assert [one["state"] for one in json.loads(desk.types(receive.show, "--json").stdout)] == ["held", "matched"]
    shown = desk.types(list_holds.take_out, 2)
    assert (shown.exit_code, "--apply" in shown.output) == (0, True)
    refused = desk.types(list_holds.take_out, 1, "--apply")
    assert (refused.exit_code, "tetap ada" in refused.output) == (3, True)

    assert desk.types(list_holds.take_out, 2, "--apply").exit_code == 0

    assert asked("SELECT count(*) FROM intake_row") == [(60,)]
    desk.who = viewer("lestari", role="inspector")
    for command, words in ((list_holds.take_out, ("--apply",)), (list_holds.lift, ("--reason", WHY))):
        assert desk.types(command, 1, *words).exit_code == 3


def test_help_teaches(desk: Desk) -> None:
    text = desk.types(list_holds.lift, "--help").output

    for words in ("berkas yang sama dikirim dua kali", "--apply", "Kode keluar", "payung list take-out"):
        assert words in " ".join(text.split()), words
