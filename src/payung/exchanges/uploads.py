"""Answer files as people drop them, until they are taken: on the disk of the installation, whole or not at all, never in a web root."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from payung.vocabulary.file_names import safe_name

#: A refused upload waits so long for what a person says about it; it holds names, so no longer.
DAYS = 7
#: What an answer file is called that came without a name.
NAMELESS = "jawaban"


class NoRoom(Exception):
    """The disk is full, or its folder is closed; nothing was kept."""


def keep(home: Path, name: str, chunks: Iterable[bytes]) -> Path:
    """Write an upload down under a folder of its own, and clear away what waited too long.

    :raises NoRoom: if it cannot be written.
    """
    incoming = home / "incoming"
    folder = incoming / uuid.uuid4().hex
    path = folder / safe_name(name, nameless=NAMELESS)
    try:
        folder.mkdir(parents=True, mode=0o700)
        _sweep(incoming)
        part = folder / "part"
        with part.open("wb") as file:
            part.chmod(0o600)
            for chunk in chunks:
                file.write(chunk)
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as failed:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoRoom(str(failed)) from None
    return path


def is_kept(home: Path, path: Path) -> bool:
    """Return whether a path is an upload that still waits."""
    return path.is_file() and path.resolve().is_relative_to((home / "incoming").resolve())


def _sweep(incoming: Path) -> None:
    oldest = time.time() - DAYS * 86_400
    for left in incoming.iterdir():
        if left.stat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True)
