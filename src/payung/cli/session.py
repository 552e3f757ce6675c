"""Who is at the terminal: the token of `payung account login`, kept readable by its owner only."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from payung.access import queries
from payung.access.viewer import Viewer
from payung.cli.terminal import refuse, t
from payung.gateways import practice


def now() -> dt.datetime:
    """Return this moment as the installation has it; the only clock of the command line."""
    return practice.now(settings.PAYUNG_HOME)


def today() -> dt.date:
    """Return this day at the office."""
    return timezone.localdate(now())


def is_practice() -> bool:
    """Return whether the installation is one for practice, which may stand on another day."""
    return practice.kept(settings.PAYUNG_HOME) is not None


def token_file() -> Path:
    """Return where the token of this installation's user is kept."""
    return settings.PAYUNG_HOME / f"session-{os.geteuid()}"


def token() -> str:
    """Return the token of PAYUNG_TOKEN (for scripts) or of the last sign-in; empty where there is none."""
    given = os.environ.get("PAYUNG_TOKEN")
    if given:
        return given
    path = token_file()
    return path.read_text().strip() if path.exists() else ""


def keep_token(value: str) -> None:
    """Keep a token for the next commands."""
    path = token_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(value)


def viewer() -> Viewer:
    """Return who acts, or end the command with how to sign in."""
    try:
        return queries.viewer_of(token(), on=now())
    except queries.SignInFirst:
        refuse(t("Masuk dahulu: payung account login NAMA", "Sign in first: payung account login NAME"))
