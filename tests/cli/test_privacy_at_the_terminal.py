"""Cases of personal data as people type them: shown before anything happens, refused in words, exit code 1 where a clock ran out."""

from __future__ import annotations

import datetime as dt
import json

import click
import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from docx import Document

from payung.access.viewer import Viewer
from payung.cli import hand_over, privacy, session
from payung.flows import write_case_letters
from payung.intake.models import ListRow
from payung.letters.actions import open_file
from tests.flows.office import asked
from tests.people import viewer
from tests.privacy.conftest import Desk, desk, listed

__all__ = ["desk", "listed"]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> object:
    """Type a command as somebody."""

    def run(by: Viewer, command: click.Command, *words: object) -> Result:
        monkeypatch.setattr(session, "viewer", lambda: by)
        return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)

    return run


def ago(hours: int) -> str:
    return f"{timezone.localtime(timezone.now() - dt.timedelta(hours=hours)):%d-%m-%Y %H.%M}"


def test_a_request_is_shown_before_it_is_carried_out(desk: Desk, listed: int, typed: object) -> None:
    opened = typed(desk.rini, privacy.open_request, "erasure", "PDP/1", "row", listed, "--came", ago(1))
    case = asked("SELECT id FROM privacy_case")[0][0]
    early = typed(desk.hadi, privacy.settle, case, "--apply")
    typed(desk.rini, privacy.propose, case)
    own = typed(desk.rini, privacy.settle, case, "--apply")
    dry = typed(desk.hadi, privacy.settle, case)
    stands = ListRow.objects.using("owner").get(pk=listed).nik
    done = typed(desk.hadi, privacy.settle, case, "--apply")
    told = typed(desk.hadi, privacy.tell, case, "person", "--at", ago(0), "--channel", "surat 5")
    closed = typed(desk.hadi, privacy.close, case)

    assert opened.exit_code == 0, opened.output
    assert (early.exit_code, own.exit_code) == (3, 3)
    assert "identitas di baris daftar: 2" in dry.output
    assert "Uji coba saja" in dry.output
    assert "salinan pindaian" in dry.output
    assert stands is not None
    assert (done.exit_code, told.exit_code, closed.exit_code) == (0, 0, 0)
    assert ListRow.objects.using("owner").get(pk=listed).nik is None
    assert "salinan pindaian" in typed(desk.hadi, privacy.show, case).output
    (letter,) = write_case_letters.run(case, home=desk.home, by=desk.hadi, at=timezone.now())
    (name,) = (one.name for one in letter.files if one.name.endswith(".docx"))
    written = open_file(letter_id=letter.letter_id, name=name, home=desk.home, by=desk.hadi, at=timezone.now())
    assert "Catatan: Pasal-pasal UU 27/2022, UU 43/2009, dan UU 24/2011" in "".join(
        one.text for one in Document(str(written)).paragraphs
    )


def test_an_overdue_breach_ends_the_list_with_one(desk: Desk, typed: object) -> None:
    said = ["PDP/1", "--found", ago(80), "--by", "Kabid", "--how", "laptop hilang", "--data", "nik"]
    made = typed(desk.sari, privacy.breach, *said)
    again = typed(desk.sari, privacy.breach, *said)
    listed = typed(desk.sari, privacy.list_cases)
    as_json = typed(desk.sari, privacy.list_cases, "--json")
    counted = typed(desk.sari, privacy.count, 1, "--account", "rini", "--since", ago(90), "--until", ago(1))
    strangers = typed(desk.tamu, privacy.show, asked("SELECT id FROM privacy_case")[0][0])

    assert (made.exit_code, again.exit_code) == (0, 3)
    assert (listed.exit_code, "LEWAT" in listed.output) == (1, True)
    assert json.loads(as_json.output)[0]["is_overdue"]
    assert counted.exit_code in (0, 3)
    assert (strangers.exit_code, "tidak ada" in strangers.stderr) == (3, True)


def test_work_is_shown_before_it_is_handed_over(desk: Desk, typed: object) -> None:
    viewer("budi", role="verifier")
    shown = typed(desk.sari, hand_over.hand_over, "rini", "--to", "budi", "--close")
    wrong = typed(desk.sari, hand_over.hand_over, "rini", "--to", "hadi", "--apply")
    nobody = typed(desk.sari, hand_over.hand_over, "siapa", "--to", "budi")
    not_mine = typed(desk.rini, hand_over.hand_over, "rini", "--to", "budi")
    open_still = asked("SELECT is_active FROM access_account WHERE name = 'rini'")
    done = typed(desk.sari, hand_over.hand_over, "rini", "--to", "budi", "--close", "--apply")

    assert (shown.exit_code, "Uji coba saja" in shown.output) == (0, True)
    assert (wrong.exit_code, nobody.exit_code, not_mine.exit_code) == (3, 3, 3)
    assert open_still == [(True,)]
    assert done.exit_code == 0
    assert asked("SELECT is_active FROM access_account WHERE name = 'rini'") == [(False,)]
