"""Files that came with a browser and wait for their list: whole or not at all, known by content, gone when their list is in."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from payung.intake import files

#: What waits longer without an order was left behind; what has one waits for a person, or for a worker that is down.
FORGOTTEN_HELD = dt.timedelta(days=1)
FORGOTTEN = dt.timedelta(days=30)
_TICKET = re.compile(r"[0-9a-f]{64}\.[0-9a-f]{16}")
_PREVIEW = ".columns"


class NotHeld(Exception):
    """No upload waits under this ticket any longer."""


@dataclass(frozen=True, slots=True)
class Held:
    """An upload that waits for its order: its ticket, and the digest of its content."""

    ticket: str
    content: str


def hold(home: Path, came: Path) -> Held:
    """Keep a file that came whole; the file itself may go afterwards.

    :raises NoRoom: if the disk has no room for it.
    """
    content = files.digest(came)
    ticket = f"{content}.{secrets.token_hex(8)}"
    target = _place(home, ticket, held=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        came.chmod(0o600)
        with came.open("rb") as file:
            os.fsync(file.fileno())
        target.hardlink_to(came)
    except OSError as failed:
        raise files.NoRoom(str(failed)) from None
    return Held(ticket, content)


def hold_text(home: Path, text: str) -> Held:
    """Keep a table that was pasted, as the file it becomes.

    :raises NoRoom: if the disk has no room for it.
    """
    part = home / "uploads" / f"{secrets.token_hex(8)}.upload"
    try:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_text(text.replace("\r\n", "\n"), encoding="utf-8")
        return hold(home, part)
    except OSError as failed:
        raise files.NoRoom(str(failed)) from None
    finally:
        part.unlink(missing_ok=True)


def claim(home: Path, ticket: str) -> Path:
    """Take a held upload for an order; a second click finds it taken.

    :raises NotHeld: if it was taken or swept away.
    """
    target = _place(home, ticket, held=False)
    try:
        _place(home, ticket, held=True).rename(target)
    except FileNotFoundError:
        raise NotHeld from None
    return target


def content_of(ticket: str) -> str:
    """Return the digest of what waits under a ticket."""
    return ticket.partition(".")[0]


def preview_of(path: Path) -> Path:
    """Return where the first rows of an upload stand while a person settles its columns."""
    return path.with_name(path.name + _PREVIEW)


def write_preview(path: Path, text: str) -> None:
    """Write the first rows down beside their upload, readable by nobody else; gone together with it."""
    target = preview_of(path)
    part = target.with_name(target.name + ".part")
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def remove(home: Path, path: Path) -> None:
    """Remove an upload and its first rows; files that are no uploads are left alone."""
    if path.parent != home / "uploads" or not _TICKET.fullmatch(path.name):
        return
    path.unlink(missing_ok=True)
    preview_of(path).unlink(missing_ok=True)


def sweep(home: Path, *, at: dt.datetime) -> int:
    """Remove what broken uploads and unfinished forms left behind; return how many files."""
    gone = 0
    for path in (home / "uploads").glob("*"):
        waits = _TICKET.match(path.name) is not None and not path.name.endswith(".held")
        kept_for = FORGOTTEN if waits else FORGOTTEN_HELD
        try:
            if path.stat().st_mtime < (at - kept_for).timestamp():
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def _place(home: Path, ticket: str, *, held: bool) -> Path:
    if not _TICKET.fullmatch(ticket):
        raise NotHeld
    return home / "uploads" / (f"{ticket}.held" if held else ticket)
