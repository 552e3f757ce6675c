"""The process that draws: reads one document a line, writes its file, answers one line. Ends with its parent.

Typst keeps what it has laid out: the parent ends this process after some thousand rows and starts another.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from importlib import resources
from pathlib import Path

import typst


def _die_with_parent() -> None:
    set_death_signal = 1
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(set_death_signal, signal.SIGKILL)


def draw(order: dict[str, object]) -> dict[str, object]:
    """Draw one document to its file, whole or not at all; return what the parent wants to know."""
    target = Path(str(order["to"]))
    part = target.with_name(f".{target.name}.part")
    source = resources.files("payung.letters.papers").joinpath(str(order["source"])).read_bytes()
    try:
        content = typst.compile(
            source,
            format="pdf",
            sys_inputs={"paper": str(order["data"])},
            ignore_system_fonts=True,
            timestamp=int(str(order["moment"])),
        )
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except (typst.TypstError, OSError) as failed:
        part.unlink(missing_ok=True)
        return {"failed": str(failed)}
    return {"size": len(content)}


def main() -> None:
    """Draw until nobody asks any more."""
    _die_with_parent()
    for line in sys.stdin.buffer:
        # A parent that was killed while it spoke: half an order is none.
        if not line.endswith(b"\n"):
            break
        sys.stdout.write(json.dumps(draw(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
