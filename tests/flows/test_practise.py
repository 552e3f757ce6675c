"""The clock of practice: only where nothing real stands, only forward, in every door, said on every page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.cli import session
from payung.cli.practice import practice as command
from payung.flows import practise
from payung.gateways import practice
from payung.jobs import tasks
from payung.web import asking
from tests.flows import office

OCTOBER, DECEMBER = dt.date(2023, 10, 12), dt.date(2023, 12, 30)


@pytest.fixture
def home(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    return tmp_path


def test_an_empty_installation_stands_on_another_day_in_every_door_and_the_time_of_day_goes_on(home: Path) -> None:
    before = timezone.now()

    practise.turn_to(OCTOBER, home=home)

    for clock in (asking.now, session.now, tasks._now):
        assert timezone.localdate(clock()) == OCTOBER
        assert (clock() - before) % dt.timedelta(days=1) < dt.timedelta(minutes=5)
    told = office.asked("SELECT detail->>'day', at FROM audit_event WHERE action = 'practice.turned'")
    assert [(day, timezone.localdate(at)) for day, at in told] == [("2023-10-12", OCTOBER)]


def test_days_go_forward_only_and_not_out_of_the_calendar(home: Path) -> None:
    practise.turn_to(OCTOBER, home=home)
    practise.turn_to(DECEMBER, home=home)
    practise.turn_to(DECEMBER, home=home)

    with pytest.raises(practise.Backwards) as refused:
        practise.turn_to(OCTOBER, home=home)
    with pytest.raises(practise.TooFar):
        practise.turn_to(dt.date(2099, 1, 1), home=home)

    assert refused.value.today == DECEMBER == asking.today()
    assert office.asked("SELECT count(*) FROM audit_event WHERE action = 'practice.turned'") == [(2,)]


def test_where_lists_stand_under_the_real_clock_nobody_practises(home: Path, rini: Viewer) -> None:
    office.receive(office.workbook(home / "daftar.xlsx", [office.person(n) for n in range(12)]), rini, home)

    with pytest.raises(practise.InUse):
        practise.turn_to(OCTOBER, home=home)
    said = CliRunner().invoke(command, ["--on", "2023-10-12"])

    assert said.exit_code == 3
    assert practice.kept(home) is None
    assert asking.today() == timezone.localdate()


def test_a_clock_that_cannot_be_read_is_not_taken_for_todays(home: Path) -> None:
    practice.place(home).write_text("kemarin\n")

    with pytest.raises(ValueError, match="kemarin"):
        asking.now()


def test_the_command_turns_the_day_and_says_it(home: Path) -> None:
    said = CliRunner().invoke(command, [])
    assert "bukan untuk latihan" in said.output

    said = CliRunner().invoke(command, ["--on", "12-10-2023"])
    assert (said.exit_code, "hari ini 12-10-2023" in said.output) == (0, True)

    said = CliRunner().invoke(command, ["--on", "01-10-2023"])
    assert said.exit_code == 3
