"""The name and the place of a returned file: beside nothing of the sender's, written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: What a returned file's name ends with.
SUFFIX = " - hasil verval"
#: Longest file name on the file systems in use, in bytes, with room for a number.
_LONGEST = 230
_AGAIN = re.compile(re.escape(SUFFIX) + r"(?: \(\d+\))?$")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def returned_path(original: Path, folder: Path, extension: str) -> Path:
    """Return where a file goes back to: `<original> - hasil verval.<extension>` in a folder, never the original itself.

    The name of a file that comes in again does not grow; one that lies in the target folder itself is left alone and the
    new one gets a number.
    """
    stem = _AGAIN.sub("", _UNSAFE.sub("_", original.stem)).strip(" .") or "daftar"
    while len(stem.encode()) + len((SUFFIX + extension).encode()) > _LONGEST:
        stem = stem[:-1]
    path, number = folder / f"{stem}{SUFFIX}{extension}", 1
    while path.exists() and path.samefile(original):
        number += 1
        path = folder / f"{stem}{SUFFIX} ({number}){extension}"
    return path


@contextmanager
def written_whole(target: Path, original: Path) -> Iterator[Path]:
    """Give a temporary file in the target's folder; it takes the target's name only when all went well.

    The result is readable by those who may read the original.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".payung-", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        shutil.copymode(original, temporary)
        temporary.chmod(temporary.stat().st_mode | 0o600)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
