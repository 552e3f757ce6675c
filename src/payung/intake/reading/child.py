"""The process that opens a file nobody has checked: bounded memory, time and disk, no network, no other programs.

Run by read.py as `python -m payung.intake.reading.child FILE FOLDER LIMITS`; leaves lines.parquet and reading.json.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import sys
from pathlib import Path

from payung.intake.reading.limits import Limits
from payung.intake.reading.parse import parse
from payung.intake.reading.problems import Problem, Unreadable
from payung.intake.reading.result import Reading, save

#: Exit codes that read.py understands.
DONE, OUT_OF_MEMORY, OUT_OF_DISK = 0, errno.ENOMEM, errno.ENOSPC

_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ctypes.dlopen",
)


def _bound(limits: Limits) -> None:
    """Set the limits of this process; a file that needs more ends the process, and the parent says so."""
    for what, amount in (
        # RLIMIT_DATA counts memory that is really asked for; address space that libraries only reserve is free.
        (resource.RLIMIT_DATA, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        capped = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        # A soft limit below the hard one ends the process by SIGXCPU, which says why; equal ones by SIGKILL.
        above = capped + 5 if what == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else capped
        resource.setrlimit(what, (capped, above))


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent is gone: nothing may go on writing into a folder that is read anew."""
    set_death_signal = 1
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(set_death_signal, signal.SIGKILL)


def _forbid(event: str, _arguments: tuple) -> None:
    """Refuse network and other programs: a reader needs neither, so whoever asks is not a reader."""
    if event in _FORBIDDEN:
        raise PermissionError(event)


def main(arguments: list[str]) -> int:
    """Read one file; return an exit code."""
    path, folder, limits = Path(arguments[0]), Path(arguments[1]), Limits.from_text(arguments[2])
    _die_with_parent()
    _bound(limits)
    sys.addaudithook(_forbid)
    try:
        _leave(path, folder, limits)
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as failed:
        if failed.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        return OUT_OF_DISK
    return DONE


def _leave(path: Path, folder: Path, limits: Limits) -> None:
    """Read the file and leave what was found in the folder."""
    part = folder / "lines.part"
    try:
        reading = parse(path, part, limits)
        part.replace(folder / "lines.parquet")
    except Unreadable as refused:
        reading = _refusal(path, refused.problem)
    # Written last and moved into its place: a reading that is there is whole.
    save(reading, folder / "reading.part")
    os.replace(folder / "reading.part", folder / "reading.json")


def _refusal(path: Path, found: Problem) -> Reading:
    return Reading(path.name, "", "", path.stat().st_size, problems=(found,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
