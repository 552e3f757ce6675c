"""Draw many documents at once in processes of their own, so that memory stays bounded however long the annex is."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

#: Laid-out rows stay in Typst's memory: about 80 KB each. A process ends before it holds more than these.
ROWS_PER_PROCESS = 1_500


class PaperNotDrawn(Exception):
    """A document could not be drawn; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """One document to draw: which source, its data as JSON, where to, the document's date, and how many rows it has."""

    source: str
    data: str
    to: Path
    moment: int
    rows: int

    @property
    def line(self) -> bytes:
        """Return the order as the child reads it."""
        said = {"source": self.source, "data": self.data, "to": str(self.to), "moment": self.moment}
        return json.dumps(said).encode() + b"\n"


@contextmanager
def drawn(orders: Iterable[Order], *, workers: int = 2) -> Iterator[None]:
    """Draw while the body of the `with` does something else; what was drawn is complete when the block ends.

    Drawing begins with the first order, while the others are still being made. The longest should come first: the last one
    drawn decides when all are done.

    :raises PaperNotDrawn: if a document could not be drawn (all of them are named), once the body is done.
    """
    # None: no more will come; one for each hand.
    waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
    failed: list[str] = []
    stop = threading.Event()
    hands = [threading.Thread(target=_work, args=(waiting, failed, stop), daemon=True) for _ in range(workers)]
    for hand in hands:
        hand.start()
    try:
        for order in orders:
            waiting.put(order)
        for _ in hands:
            waiting.put(None)
        yield
    except BaseException:
        stop.set()
        for _ in hands:
            waiting.put(None)
        raise
    finally:
        for hand in hands:
            hand.join()
    if failed:
        raise PaperNotDrawn("; ".join(sorted(failed)))


def _work(waiting: queue.SimpleQueue[Order | None], failed: list[str], stop: threading.Event) -> None:
    child: subprocess.Popen[bytes] | None = None
    held = 0
    try:
        while (order := waiting.get()) is not None and not stop.is_set():
            if child and held + order.rows > ROWS_PER_PROCESS:
                _end(child)
                child, held = None, 0
            child = child or _start()
            held += order.rows
            if said := _ask(child, order):
                failed.append(f"{order.to.name}: {said}")
                _end(child)
                child, held = None, 0
    finally:
        if child:
            _end(child)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "payung.letters.papers.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Return a bare environment: the child finds the package its parent runs, and gets no secret of the installation."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry), "PYTHONUTF8": "1"}


def _ask(child: subprocess.Popen[bytes], order: Order) -> str:
    """Have one document drawn; return why it was not, or nothing."""
    assert child.stdin
    assert child.stdout
    try:
        child.stdin.write(order.line)
        child.stdin.flush()
        answer = child.stdout.readline()
    except BrokenPipeError:
        answer = b""
    if not answer:
        return f"the drawing process ended ({child.wait()})"
    return str(json.loads(answer).get("failed", ""))


def _end(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin
    assert child.stdout
    with suppress(BrokenPipeError):
        child.stdin.close()
    child.stdout.close()
    child.wait()
