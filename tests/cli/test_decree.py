"""A decree as it is typed: proposed, printed, initialled, enacted by another account, amended, shown."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from payung.cli import decree, session
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import NOON, Office, decided, nik

SIGN = ["--number", "188/1/2026", "--on", "2026-03-12", "--signer", "Neni", "--title", "Wali Kota Bontang"]


class Clerk:
    """Whoever is signed in types."""

    def __init__(self, desk: Office, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.desk, self.who = desk, desk.rini
        monkeypatch.setattr(session, "viewer", lambda: self.who)
        monkeypatch.setattr(session, "now", lambda: self.at)
        monkeypatch.setattr(settings, "PAYUNG_HOME", home)
        self.at: dt.datetime = NOON

    def types(self, command: object, *words: object) -> Result:
        return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)

    def asks(self, command: object, *words: object) -> dict:
        done = self.types(command, *words, "--json")
        assert done.exit_code in (0, 4), done.output
        return json.loads(done.stdout)


@pytest.fixture
def clerk(database: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clerk:
    desk = programme.office()
    programme.programme(desk)
    decided(desk.programme, 6)
    return Clerk(desk, monkeypatch, tmp_path)


def test_a_decree_from_the_first_word_to_the_amendment(clerk: Clerk) -> None:
    assert clerk.asks(decree.propose, "rentan", "--try")["rehearsed"] is True
    drafted = clerk.asks(decree.propose, "rentan")
    assert (drafted["heads"], drafted["amount"]) == (6, 6 * 9 * 16_800)
    one = drafted["decree_id"]
    printed = clerk.asks(decree.print_annex, one)
    assert "konsep-sk.docx" in printed["files"]
    assert clerk.asks(decree.initial, one, "--by", "Kabid HI")["state"] == "initialled"

    clerk.who, clerk.at = clerk.desk.wati, steps.LATER
    shown = clerk.types(decree.enact, one, *SIGN)
    assert (shown.exit_code, "Akan" in shown.output, "--really" in shown.output) == (0, True, True)
    assert clerk.asks(decree.enact, one, *SIGN, "--really")["seats_given"] == 6
    again = clerk.types(decree.enact, one, *SIGN, "--really")
    assert (again.exit_code, "sudah ditetapkan" in again.output) == (3, True)

    clerk.who = clerk.desk.rini
    change = clerk.asks(decree.amend, one, "--remove", f"{nik(1)}=died")
    assert (change["removed"], change["added"], len(change["unfilled"])) == (1, 0, 1)
    two = change["proposal"]["decree_id"]
    assert clerk.types(decree.show, two).exit_code == 0
    seen = clerk.asks(decree.show, one)
    assert (seen["seats"][0]["waiting"], seen["decree"]["number"]) == (6, "188/1/2026")
    assert len(clerk.asks(decree.show)["decrees"]) == 2
    assert clerk.asks(decree.show, "--waiting", "rentan")["waiting"] == []
    assert clerk.types(decree.show, "--person", nik(2)).exit_code == 3
    assert "188/1/2026" in clerk.types(decree.show, "--person", nik(2), "--purpose", "pemeriksaan").output
    assert clerk.asks(decree.withdraw, two, "--reason", "uji")["released"] == 0


def test_every_refusal_is_a_sentence_and_exit_code_3(clerk: Clerk, tmp_path: Path) -> None:
    wrong = tmp_path / "keluar.csv"
    wrong.write_text("nik,alasan\n,died\n", encoding="utf-8")
    refused = [
        clerk.types(decree.propose, "tidak-ada"),
        clerk.types(decree.propose, "rentan", "--line", "2026"),
        clerk.types(decree.propose, "rentan", "--from", "bulan depan"),
        clerk.types(decree.enact, 7, *SIGN),
        clerk.types(decree.amend, 7, "--file", wrong),
        clerk.types(decree.withdraw, 7, "--reason", "x"),
        clerk.types(decree.show, 7),
    ]
    clerk.who = people.viewer("sari", role="proposer")
    refused.append(clerk.types(decree.show))

    assert [one.exit_code for one in refused] == [3] * 8
    assert all("✗" in one.output for one in refused)


def test_help_teaches_with_examples() -> None:
    for command in (decree.propose, decree.print_annex, decree.initial, decree.enact, decree.amend, decree.withdraw, decree.show):  # fmt: skip
        told = CliRunner().invoke(command, ["--help"]).output
        assert "payung decree" in told
