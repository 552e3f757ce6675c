"""The round trips as they are typed: counted, sent, answered, shown; every refusal a sentence with its exit code."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from payung.cli import exchange, session
from tests import people
from tests.exchanges import sending
from tests.exchanges.sending import HEADINGS, NOON, person, workbook

PEOPLE = [person(number) for number in range(12)]


class Clerk:
    """Whoever is signed in types."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.who = people.viewer("rini", role="verifier")
        self.at: dt.datetime = NOON
        sending.propose(sending.programme(self.who), PEOPLE, self.who)
        monkeypatch.setattr(session, "viewer", lambda: self.who)
        monkeypatch.setattr(session, "now", lambda: self.at)
        monkeypatch.setattr(settings, "PAYUNG_HOME", home / "home")

    def types(self, command: object, *words: object) -> Result:
        return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)

    def asks(self, command: object, *words: object) -> object:
        done = self.types(command, *words, "--json")
        assert done.exit_code in (0, 1), done.output
        return json.loads(done.stdout)


@pytest.fixture
def clerk(database: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clerk:
    return Clerk(monkeypatch, tmp_path)


def test_a_check_from_the_first_count_to_the_last_answer(clerk: Clerk, tmp_path: Path) -> None:
    counted = clerk.types(exchange.bpjs_send, "rentan")
    assert (counted.exit_code, "--really" in counted.output) == (0, True)
    assert clerk.asks(exchange.bpjs_show) == []
    sent = clerk.asks(exchange.bpjs_send, "rentan", "--really", "--to", tmp_path / "keluar")[0]
    assert (sent["names"], len(sent["files"])) == (12, 2)
    rows = [["T" if n == 0 else "Y", "umur" if n == 0 else "", one.nik, one.name] for n, one in enumerate(PEOPLE[:10])]
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *rows, ["Y", "", person(77).nik, "Orang Lain"]])

    tried = clerk.asks(exchange.bpjs_answer, 1, file, "--dry-run")["answers"][0]
    assert (tried["stored"], tried["yes"], tried["no"], tried["unanswered"]) == (False, 9, 1, 2)
    clerk.at += dt.timedelta(days=4)
    done = clerk.types(exchange.bpjs_answer, 1, file, "--answered-on", "05-03-2026")
    assert (done.exit_code, "diinput" in done.output) == (1, True)
    again = clerk.types(exchange.bpjs_answer, 1, file)
    assert "sudah pernah" in again.output

    shown = clerk.asks(exchange.bpjs_show, 1)
    assert (shown["sent"], shown["yes"], shown["no"], shown["unanswered"], shown["days_waiting"]) == (12, 9, 1, 2, 4)
    assert [one["nik"] for one in clerk.asks(exchange.bpjs_show, 1, "--what", "unknown")] == [person(77).nik]
    assert {one["nik"] for one in clerk.asks(exchange.bpjs_show, 1, "--what", "unanswered")} == {
        p.nik for p in PEOPLE[10:]
    }
    for what in ("files", "corrections", "conflicts", "unreadable", "unanswered"):
        assert clerk.types(exchange.bpjs_show, 1, "--what", what).exit_code == 0
    assert clerk.types(exchange.bpjs_show).exit_code == 0


def test_every_refusal_is_a_sentence_with_its_exit_code(clerk: Clerk, tmp_path: Path) -> None:
    clerk.asks(exchange.dukcapil_send, "rentan", "--really", "--to", tmp_path / "keluar")
    others = [["NIK", "Nama", "Hasil"], *[[person(n).nik, person(n).name, "PADAN"] for n in range(300, 312)]]
    silent = [["NIK", "Nama"], *[[one.nik, one.name] for one in PEOPLE]]
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    mine = workbook(tmp_path / "mine.xlsx", silent)

    said = [
        clerk.types(exchange.dukcapil_send, "tidak-ada", "--really"),
        clerk.types(exchange.bpjs_send, "rentan", "--for", "enrolment"),
        clerk.types(exchange.bpjs_send, "rentan", "--for", "enrolment", "--decree", 9),
        clerk.types(exchange.bpjs_answer, 1, mine),
        clerk.types(exchange.dukcapil_answer, 7, mine),
        clerk.types(exchange.dukcapil_answer, 1, mine),
        clerk.types(exchange.dukcapil_answer, 1, mine, "--says", "*=entah"),
        clerk.types(exchange.dukcapil_answer, 1, broken),
        clerk.types(exchange.dukcapil_show, 7),
        clerk.types(exchange.dukcapil_answer, 1, workbook(tmp_path / "others.xlsx", others)),
    ]
    clerk.who = people.viewer("wati", role="proposer")
    said.append(clerk.types(exchange.dukcapil_send, "rentan"))

    assert [one.exit_code for one in said] == [3] * 9 + [5, 3]
    assert all("✗" in one.output for one in said)


def test_help_teaches_in_both_languages() -> None:
    for command in (exchange.dukcapil_send, exchange.bpjs_send, exchange.dukcapil_answer, exchange.bpjs_answer, exchange.bpjs_show):  # fmt: skip
        told = CliRunner().invoke(command, ["--help"])
        assert told.exit_code == 0
        assert len(told.output) > 200


def test_disdukcapil_answers_its_own_packages_and_no_others(clerk: Clerk, tmp_path: Path) -> None:
    out = tmp_path / "keluar"
    mine = clerk.asks(exchange.dukcapil_send, "rentan", "--really", "--to", out)[0]["package_id"]
    theirs = clerk.asks(exchange.bpjs_send, "rentan", "--really", "--to", out)[0]["package_id"]
    said = ["PADAN"] * 9 + ["TIDAK PADAN", "MENINGGAL", "PINDAH"]
    rows = [[one.nik, one.name, word] for one, word in zip(PEOPLE, said, strict=True)]
    file = workbook(tmp_path / "hasil.xlsx", [["NIK", "Nama", "Hasil"], *rows])
    clerk.who = people.viewer("nurul", role="population_officer")

    assert clerk.types(exchange.dukcapil_answer, mine, file).exit_code == 0

    shown = clerk.asks(exchange.dukcapil_show)
    assert [(one["package_id"], one["yes"], one["no"]) for one in shown] == [(mine, 9, 3)]
    assert clerk.asks(exchange.dukcapil_show, mine, "--what", "unanswered") == []
    refused = [
        clerk.types(exchange.bpjs_show),
        clerk.types(exchange.bpjs_show, theirs),
        clerk.types(exchange.bpjs_show, "--for", "check"),
        clerk.types(exchange.bpjs_answer, theirs, file),
        clerk.types(exchange.bpjs_send, "rentan"),
        clerk.types(exchange.dukcapil_send, "rentan"),
    ]
    assert [(one.exit_code, "tidak berhak" in one.output + one.stderr) for one in refused] == [(3, True)] * 6
    elsewhere = [clerk.types(exchange.dukcapil_show, theirs), clerk.types(exchange.dukcapil_answer, theirs, file)]
    assert [(one.exit_code, "tidak ada" in one.output + one.stderr) for one in elsewhere] == [(3, True)] * 2
