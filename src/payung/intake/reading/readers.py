"""Readers that stand by: a process that has everything loaded and forks a bounded child for each file (see child.py).

Starting Python and its libraries costs most of a second of processor time; a list of two hundred rows should not.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from payung.intake.reading.limits import Limits

# Two hands work side by side; more readers may be started, but no more are kept.
_KEPT = 2
_IDLE: list[subprocess.Popen[bytes]] = []
_INHERITED: list[subprocess.Popen[bytes]] = []
_ONE_AT_A_TIME = threading.Lock()


class TooLong(Exception):
    """The reading was not done in its time, and was ended."""


def run(path: Path, folder: Path, limits: Limits) -> int:
    """Have a file read into a folder by a child of its own; return the child's exit code (negative: the signal that ended it).

    What the child has to say about itself stands in `child.log` of the folder.

    :raises TooLong: if it takes longer than `limits.wall_seconds`.
    """
    reader = _taken()
    try:
        code = _answer(reader, [str(path.resolve()), str(folder.resolve()), limits.to_text()], limits.wall_seconds)
    except BaseException:
        _end(reader)
        raise
    with _ONE_AT_A_TIME:
        if reader.poll() is None and len(_IDLE) < _KEPT:
            _IDLE.append(reader)
            return code
    _end(reader)
    return code


def _taken() -> subprocess.Popen[bytes]:
    with _ONE_AT_A_TIME:
        while _IDLE:
            reader = _IDLE.pop()
            if reader.poll() is None:
                return reader
            _end(reader)
    # A group of its own: ending it ends the child that it watches over.
    return subprocess.Popen(
        [sys.executable, "-m", "payung.intake.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )


def _answer(reader: subprocess.Popen[bytes], order: list[str], seconds: float) -> int:
    assert reader.stdin is not None
    assert reader.stdout is not None
    told = b""
    until = time.monotonic() + seconds
    try:
        reader.stdin.write(json.dumps(order).encode() + b"\n")
        reader.stdin.flush()
        while not told.endswith(b"\n"):
            if not select.select([reader.stdout], [], [], max(until - time.monotonic(), 0))[0]:
                raise TooLong
            piece = os.read(reader.stdout.fileno(), 64)
            if not piece:
                break
            told += piece
    except BrokenPipeError:
        told = b""
    # A reader that is gone without a word was ended from outside.
    return int(told) if told else -signal.SIGKILL


def _end(reader: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(reader.pid, signal.SIGKILL)
    for pipe in (reader.stdin, reader.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    reader.wait()


def dismiss() -> None:
    """End the readers that stand by; the next file starts a new one."""
    with _ONE_AT_A_TIME:
        readers, _IDLE[:] = list(_IDLE), []
    for reader in readers:
        assert reader.stdin is not None
        assert reader.stdout is not None
        # Without an order the reader ends by itself.
        reader.stdin.close()
        reader.wait()
        reader.stdout.close()


def _environment() -> dict[str, str]:
    """Return a bare environment: the child gets our packages and no secret of the installation."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    # The child must find the package the parent runs, installed or not.
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _forget() -> None:
    """Leave the readers to the process that started them."""
    _INHERITED.extend(_IDLE)
    _IDLE.clear()


atexit.register(dismiss)
os.register_at_fork(after_in_child=_forget)
