"""The files of letters: kept once by content, unreadable to others, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class NoRoom(Exception):
    """A file cannot be written: the disk is full, or the folder is closed; the message says which."""


class FileDamaged(Exception):
    """The content that is kept is not the content that was written, or is gone."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was found: where, and what it holds."""

    path: Path
    sha256: str
    size: int


def known(path: Path) -> Known:
    """Return what a file holds."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Known(path, sha256, path.stat().st_size)


def place_of(home: Path, sha256: str) -> Path:
    """Return where a content is kept."""
    return home / "letters" / sha256[:2] / sha256


def keep(home: Path, one: Known) -> Path:
    """Copy a file to where its content belongs; the same content again changes nothing, a damaged one is repaired.

    :raises NoRoom: if the disk has no room for it.
    """
    target = place_of(home, one.sha256)
    if target.exists() and target.stat().st_size == one.size:
        return target
    part = target.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(one.path, part)
        part.chmod(0o600)
        with part.open("rb") as copied:
            os.fsync(copied.fileno())
        part.replace(target)
    except OSError as failed:
        raise NoRoom(str(failed)) from None
    finally:
        part.unlink(missing_ok=True)
    return target


def checked(home: Path, sha256: str) -> Path:
    """Return where a content is kept, having read it through.

    :raises FileDamaged: if it is not what was kept.
    """
    path = place_of(home, sha256)
    if not path.is_file() or known(path).sha256 != sha256:
        raise FileDamaged(sha256)
    return path


def hand_out(source: Path, target: Path) -> None:
    """Copy a kept file to where a person asked for it, whole or not at all.

    :raises NoRoom: if it cannot be written there.
    """
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(source, part)
        part.chmod(0o600)
        part.replace(target)
    except OSError as failed:
        raise NoRoom(str(failed)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
