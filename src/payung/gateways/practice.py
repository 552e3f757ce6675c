"""The clock of an installation: this moment, unless the installation is for practice and stands so many whole days before or after it.

The time of day stays and goes on. What keeps people out (sessions, second steps, locks after wrong passwords) goes by the real clock.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path


def place(home: Path) -> Path:
    """Return where an installation for practice keeps how far its clock stands off."""
    return home / "practice-days"


def keep(home: Path, days: int) -> None:
    """Write how many days the clock stands off, before (negative) or after; whole or not at all."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = home / f"practice-days.{os.getpid()}"
    part.write_text(f"{days}\n")
    part.replace(place(home))


def kept(home: Path) -> int | None:
    """Return how many days the clock stands off; None where the installation is a real one.

    :raises ValueError: if the file holds no number: a clock that nobody knows must not be taken for today's.
    """
    try:
        return int(place(home).read_text())
    except FileNotFoundError:
        return None


def now(home: Path) -> dt.datetime:
    """Return the moment by which an installation acts, in UTC."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=kept(home) or 0)
