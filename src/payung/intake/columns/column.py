"""One column of a list, and what it was taken for."""

from __future__ import annotations

from dataclasses import dataclass

from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `index` counts from 1 = Excel's column A; `field` None is kept as extra."""

    index: int
    header: str
    field: str | None
    confidence: float
    why: Words
    accepted: bool
    part: int = 0
    group: str = ""
