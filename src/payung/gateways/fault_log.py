"""What a fault of ours leaves in the log: its kind and where it happened, never whom it was about."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class WithoutPeople(logging.Formatter):
    """Write a fault with its kind and its places in the code: a database's message may hold names and NIK, so none is written."""

    def formatException(self, wrong: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
        """Return kinds and places of an exception and of what led to it."""
        lines = []
        one: BaseException | None = wrong[1]
        while one is not None:
            lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
            lines += [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(one.__traceback__)]
            one = one.__cause__ or one.__context__
        return "\n".join(lines)
