"""A folder of this process for one exchange; what killed processes left of theirs is cleared away: it holds names."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How the folders begin, so that no other job's folder is ever swept.
_MARK = "exchange-"


@contextmanager
def workplace(home: Path) -> Iterator[Path]:
    """Make a folder under `home`/work that is gone afterwards, and sweep those whose process is."""
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in work.glob(f"{_MARK}*-*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and int(number) != os.getpid() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = work / f"{_MARK}{uuid.uuid4().hex[:8]}-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
