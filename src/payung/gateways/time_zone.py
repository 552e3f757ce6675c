"""Which of Indonesia's three times an installation keeps: one word in a file beside the data, read when a process starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from payung.vocabulary import zones

#: Where nobody said which office this is.
UNSAID = "Asia/Jakarta"


def place(home: Path) -> Path:
    """Return where an installation keeps its zone."""
    return home / "time-zone"


def keep(home: Path, zone: str) -> None:
    """Write the zone of the office, whole or not at all.

    :raises NotAZone: if it is none of Indonesia's.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = home / f"time-zone.{os.getpid()}"
    part.write_text(zones.parse(zone) + "\n")
    part.replace(place(home))


def now_kept(home: Path, given: Mapping[str, str]) -> ZoneInfo | None:
    """Return the zone of an installation as it is at this moment; None where none is said, or what is said cannot be read.

    A set-up may change it while site and worker run: both ask anew for each request and each work.
    """
    if not given.get("PAYUNG_TIME_ZONE") and not place(home).exists():
        return None
    try:
        return ZoneInfo(read(home, given))
    except (zones.NotAZone, FileNotFoundError):
        return None


def here(given: Mapping[str, str]) -> ZoneInfo:
    """Return the zone of the installation in which a command runs that needs no database.

    :raises NotAZone: as `read`.
    """
    return ZoneInfo(read(Path(given.get("PAYUNG_HOME") or Path.cwd() / ".payung").expanduser(), given))


def read(home: Path, given: Mapping[str, str]) -> str:
    """Return the zone of an installation: what the environment gives counts more than what the set-up kept.

    :raises NotAZone: if either says none of Indonesia's.
    """
    if stated := given.get("PAYUNG_TIME_ZONE"):
        return zones.parse(stated)
    path = place(home)
    return zones.parse(path.read_text()) if path.exists() else UNSAID
