"""The three times of Indonesia, and a moment as an office writes it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

#: What an office calls its time → IANA zones that keep it, the one that we use first.
ZONES = {
    "WIB": ("Asia/Jakarta", "Asia/Pontianak"),
    "WITA": ("Asia/Makassar",),
    "WIT": ("Asia/Jayapura",),
}
_BY_HOURS = {7: "WIB", 8: "WITA", 9: "WIT"}


class NotAZone(Exception):
    """The text names none of Indonesia's three times."""


def parse(text: str) -> str:
    """Return the IANA zone of what an office writes (WIB, wita, Asia/Jayapura).

    :raises NotAZone: if it is none of Indonesia's.
    """
    typed = text.strip()
    if found := ZONES.get(typed.upper()):
        return found[0]
    if any(typed in zones for zones in ZONES.values()):
        return typed
    raise NotAZone(text)


def name(moment: dt.datetime) -> str:
    """Return what the time of an aware moment is called: WIB, WITA, WIT; nothing elsewhere in the world."""
    return _BY_HOURS.get(int((moment.utcoffset() or dt.timedelta()).total_seconds() // 3600), "")


def said(local: dt.datetime) -> str:
    """Write an aware local moment with the name of its zone: 21-11-2026 17.30 WITA."""
    return f"{local:%d-%m-%Y %H.%M} {name(local)}".strip()


def zone(text: str) -> ZoneInfo:
    """Return the zone of a text as `parse` reads it.

    :raises NotAZone: if it is none of Indonesia's.
    """
    return ZoneInfo(parse(text))
