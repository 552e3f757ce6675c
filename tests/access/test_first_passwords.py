"""A password that the set-up printed opens nothing but its change: on the site and at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from payung.access import actions, administering
from payung.cli.account import login
from tests.flows.office import asked
from tests.people import NOON, PASSWORD, viewer

OWN = "dermaga-kayu-lama"


@pytest.fixture
def given(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Rini, whose password the set-up printed."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    rini = viewer("rini", role="planner")
    actions.note_given_passwords(names=["rini"], at=NOON)
    return rini.account_id


def test_on_the_site_it_is_changed_first_and_not_to_itself(given: int) -> None:
    client = Client()
    assert client.post("/sign-in/login/", {"login": "rini", "password": PASSWORD}).url == "/sign-in/password/change/"
    assert client.get("/home/").url == "/sign-in/password/change/"

    same = client.post("/sign-in/password/change/", dict.fromkeys(("oldpassword", "password1", "password2"), PASSWORD))
    assert same.status_code == 200
    assert "Pilih kata sandi lain" in same.content.decode()
    client.post("/sign-in/password/change/", {"oldpassword": PASSWORD, "password1": OWN, "password2": OWN})

    assert client.get("/home/").status_code == 200
    assert not administering.knows_anothers_password(given)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Belum diganti"), (PASSWORD, "Belum diganti"), ("pendek", "12")],
    ids=["none", "same", "short"],
)
def test_at_the_terminal_nothing_opens_before_it_is_changed(given: int, typed: str, says: str) -> None:
    refused = CliRunner().invoke(login, ["rini", "--password-file", "-"], input=f"{PASSWORD}\n{typed}\n")

    assert refused.exit_code == 3
    assert says in refused.output
    assert administering.knows_anothers_password(given)
    assert not list(settings.PAYUNG_HOME.glob("session-*")), "no token is kept"


def test_at_the_terminal_the_own_one_signs_in_from_then_on(given: int) -> None:
    first = CliRunner().invoke(login, ["rini", "--password-file", "-"], input=f"{PASSWORD}\n{OWN}\n")
    again = CliRunner().invoke(login, ["rini", "--password-file", "-"], input=f"{OWN}\n")

    assert (first.exit_code, again.exit_code) == (0, 0), first.output + again.output
    assert "diberikan orang lain" in first.output
    assert "diberikan orang lain" not in again.output
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'account.password_set'") == [(1,)]


def test_a_set_up_from_before_such_notes_is_noted_at_the_next_start_and_once(database: None) -> None:
    for name in ("rini", "demo", "tua"):
        viewer(name, role="planner")
    own = get_user_model().objects.get(name="tua")
    actions.set_password(account_id=own.pk, password=OWN, at=NOON)

    noted = [actions.note_first_passwords(but_not=["demo"], at=NOON) for _ in range(2)]

    assert noted == [["rini"], []]
    accounts = {one.name: one.pk for one in get_user_model().objects.all()}
    assert {name: administering.knows_anothers_password(pk) for name, pk in accounts.items()} == {
        "rini": True,
        "demo": False,
        "tua": False,
    }
