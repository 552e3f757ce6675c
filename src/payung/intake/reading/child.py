"""The process that opens a file nobody has checked: bounded memory, time and disk, no network, no other programs.

Run by readers.py as `python -m payung.intake.reading.child`: it takes orders on its standard input, one line each ([FILE,
FOLDER, LIMITS] as JSON), forks a child for each, which leaves lines.parquet and reading.json in FOLDER, and answers each
with a line that holds the child's exit code. It ends with its input, and its child with it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pyarrow

from payung.intake.columns import synonyms
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


def main() -> int:
    """Take orders until there are no more; return an exit code."""
    # Loaded once, here, for all children: the words of headings are a long file, and pyarrow's first array looks for pandas.
    synonyms.dictionary()
    pyarrow.array([""])
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wake)
    orders = _lines(0)
    for order in orders:
        number = os.fork()
        if number == 0:
            _become_child(*json.loads(order))
        while True:
            # Whoever asked is gone when the input ends: then nobody wants the answer, and nothing may go on writing.
            ready = select.select([0, woken], [], [])[0]
            if woken in ready:
                os.read(woken, 64)
            ended, status = os.waitpid(number, os.WNOHANG)
            if ended:
                break
            if 0 in ready:
                os.kill(number, signal.SIGKILL)
                return DONE
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return DONE


def _lines(number: int) -> Iterator[bytes]:
    """Return the lines of a file descriptor as they come, unbuffered: what waits there can be asked of `select`."""
    line = b""
    while piece := os.read(number, 4096):
        line += piece
        if line.endswith(b"\n"):
            yield line
            line = b""


def _become_child(path: str, folder: str, limits: str) -> NoReturn:
    """Go on as the process that opens the file; whatever it says about itself goes to a log in the folder."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _die_with_parent()
        log = os.open(Path(folder) / "child.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for place, file in enumerate((nothing, log, log)):
            os.dup2(file, place)
        code = _read(Path(path), Path(folder), Limits.from_text(limits))
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _read(path: Path, folder: Path, limits: Limits) -> int:
    """Read one file within its limits; return an exit code."""
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
    sys.exit(main())
