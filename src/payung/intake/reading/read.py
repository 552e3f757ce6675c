"""Read a file of a sender: start the child that opens it, wait, and turn whatever happens into a reading with words."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import signal
from dataclasses import replace
from pathlib import Path

from payung.intake.reading import readers, result
from payung.intake.reading.limits import Limits
from payung.intake.reading.problems import Problem, problem
from payung.intake.reading.result import Reading

_OUT_OF_MEMORY = errno.ENOMEM
_OUT_OF_TIME = (-signal.SIGXCPU,)
#: What a reading, whole or broken off, may have left in its folder.
_LEFT = ("lines.parquet", "lines.part", "reading.json", "reading.part", "child.log")
_OUT_OF_DISK = (-signal.SIGXFSZ, errno.ENOSPC)


def read(path: Path, out_dir: Path, *, limits: Limits | None = None) -> Reading:
    """Read a file in a bounded child process; leave lines.parquet and reading.json in a folder.

    A file that cannot be read is not an error of ours: the reading that comes back says what to do (`readable` is False).

    :param path: the file as it came; its name is never trusted.
    :param out_dir: a folder for the two files; made if missing, their older versions replaced.
    """
    limits = limits or Limits()
    out_dir.mkdir(parents=True, exist_ok=True)
    for name in _LEFT:
        (out_dir / name).unlink(missing_ok=True)
    if not path.is_file():
        return _refused(path, problem("missing"), out_dir)
    found = _run(path, out_dir, limits)
    if found is not None:
        return _refused(path, found, out_dir)
    reading = result.load(out_dir / "reading.json")
    return reading if reading.readable else _refused(path, reading.problems[0], out_dir)


def _run(path: Path, out_dir: Path, limits: Limits) -> Problem | None:
    """Run the child; return what ended it before it was done, or None."""
    try:
        code = readers.run(path, out_dir, limits)
    except readers.TooLong:
        return problem("time", limit_s=limits.wall_seconds)
    log = out_dir / "child.log"
    if code == 0 and (out_dir / "reading.json").exists():
        log.unlink()
        return None
    return _death(code, log.read_text("utf-8", "replace") if log.exists() else "", limits)


def _death(code: int, log: str, limits: Limits) -> Problem:
    """Say why the child ended."""
    if code in _OUT_OF_TIME:
        return problem("time", limit_s=limits.cpu_seconds)
    if code in _OUT_OF_DISK:
        return problem("disk_full")
    short = code == _OUT_OF_MEMORY or any(
        sign in log
        for sign in ("memory allocation of", "MemoryError", "ArrowMemoryError", "bad_alloc", "Out of memory")
    )
    return problem("memory", limit_mb=limits.memory_bytes >> 20) if short else problem("crashed")


def _refused(path: Path, found: Problem, out_dir: Path) -> Reading:
    """Return (and keep) a reading of a file that was not read."""
    for name in ("lines.parquet", "lines.part", "reading.part"):
        (out_dir / name).unlink(missing_ok=True)
    there = path.is_file()
    sha256 = ""
    if there:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    reading = Reading(path.name, sha256, "", path.stat().st_size if there else 0, problems=(found,))
    # On a full disk the words still reach whoever asked; the file is only their copy.
    with contextlib.suppress(OSError):
        result.save(reading, out_dir / "reading.json")
    return replace(reading, lines=None)
