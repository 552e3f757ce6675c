"""ClamAV's daemon, if there is one: a file is streamed to its socket, and it says whether it knows what is in it."""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

#: Where Debian, Fedora and FreeBSD put the socket.
USUAL = (
    "/run/clamav/clamd.ctl",
    "/var/run/clamav/clamd.ctl",
    "/run/clamd.scan/clamd.sock",
    "/var/run/clamav/clamd.sock",
)
#: Nobody waits longer for a verdict on one file.
SECONDS = 60
_BLOCK = 1 << 18


class NoVerdict(Exception):
    """The scanner does not answer, or could not look at the whole file; the message is its own."""


def address(given: Mapping[str, str]) -> str:
    """Return where the scanner listens: PAYUNG_CLAMD (a socket's path, host:port, or `off`), else a usual place; '' for none."""
    stated = given.get("PAYUNG_CLAMD", "").strip()
    if stated:
        return "" if stated == "off" else stated
    return next((place for place in USUAL if Path(place).is_socket()), "")


def look(at: str, path: Path) -> str:
    """Return what the scanner calls the thing that it found in a file; '' if it found nothing.

    :raises NoVerdict: if it does not answer, or did not see the whole file (its StreamMaxLength).
    """
    try:
        with _connected(at) as line, path.open("rb") as file:
            # Who has seen enough hangs up in the middle, and says why all the same.
            with suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(b"zINSTREAM\0")
                while block := file.read(_BLOCK):
                    line.sendall(struct.pack(">I", len(block)) + block)
                line.sendall(struct.pack(">I", 0))
            said = _answer(line)
    except OSError as broken:
        raise NoVerdict(str(broken)) from None
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if said.endswith(" OK"):
        return ""
    raise NoVerdict(said)


def _connected(at: str) -> socket.socket:
    host, _, port = at.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(at)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
