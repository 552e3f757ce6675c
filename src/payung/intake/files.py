"""The received files themselves: kept once by content, unreadable to others, never in a web root."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path

BLOCK = 1 << 20


class NoRoom(Exception):
    """The disk is full; nothing was kept."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            seen.update(block)
    return seen.hexdigest()


def place_of(home: Path, content_sha256: str) -> Path:
    """Return where a content is kept."""
    return home / "files" / content_sha256[:2] / content_sha256


def place_of_returned(home: Path, list_id: int) -> Path:
    """Return the folder of a list's returned workbook: two senders' files of one name never meet."""
    return home / "returned" / str(list_id)


def keep(home: Path, path: Path, content_sha256: str) -> Path:
    """Copy a file to where its content belongs; whole or not at all.

    :raises NoRoom: if the disk has no room for it.
    """
    target = place_of(home, content_sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        shutil.copyfile(path, part)
        part.chmod(0o600)
        with part.open("rb") as copied:
            os.fsync(copied.fileno())
        part.replace(target)
    except OSError as failed:
        raise NoRoom(str(failed)) from None
    finally:
        part.unlink(missing_ok=True)
    return target
