"""How much a file may cost to read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; the defaults take Excel's largest sheet (1,048,576 rows) and refuse what no list needs."""

    #: Memory of the reading process, bytes.
    memory_bytes: int = 3 << 30
    #: Processor time and waiting time, seconds.
    cpu_seconds: int = 300
    wall_seconds: float = 600
    #: The file as it comes, bytes.
    file_bytes: int = 2 << 30
    #: What a zip container may unpack to, bytes; and how many times its own size once above `ratio_from_bytes`.
    unpacked_bytes: int = 4 << 30
    ratio: int = 150
    ratio_from_bytes: int = 200 << 20
    #: Files inside a zip container.
    entries: int = 20_000
    #: The largest file the reading process may write, bytes.
    written_bytes: int = 4 << 30

    def to_text(self) -> str:
        """Return the limits as one argument for the child process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Limits:
        """Read the limits that the parent gave."""
        return cls(**json.loads(text))
