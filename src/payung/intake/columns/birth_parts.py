"""A birth date over three columns that are called no more than day, month and year ("TGL", "BLN", "THN")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from payung.intake.columns import why
from payung.intake.columns.column import Column
from payung.intake.columns.shapes import Cell
from payung.intake.columns.synonyms import normal

_DAY = frozenset({"tanggal", "hari", "d", "dd"})
_MONTH = frozenset({"bulan", "m", "mm"})
_YEAR = frozenset({"tahun", "y", "yyyy"})
#: Years of which one is somebody's year of birth and no year of a budget.
_BORN = (1915, 2015)
#: Such a share of the rows must hold a day, a month and a year of birth.
_ENOUGH = 0.8


def joined(columns: list[Column], sample: Sequence[Sequence[Cell]]) -> list[Column]:
    """Make the three columns parts of the birth date, where the list has no other."""
    if any(column.field in ("birth", "birth_date") for column in columns):
        return columns
    for place in range(len(columns) - 2):
        three = columns[place : place + 3]
        named = (normal(column.header) in words for column, words in zip(three, (_DAY, _MONTH, _YEAR), strict=True))
        if not all(named) or not _hold_births(sample, place):
            continue
        parts = [
            replace(column, field="birth_date", part=part, confidence=0.85, why=why.CONTENT_AGREES, accepted=True)
            for part, column in enumerate(three, start=1)
        ]
        return [*columns[:place], *parts, *columns[place + 3 :]]
    return columns


def _hold_births(sample: Sequence[Sequence[Cell]], place: int) -> bool:
    """Tell whether nearly every row that fills the three holds days, months and years of birth."""
    filled = [texts for row in sample if any(texts := [text.strip() for text, _ in row[place : place + 3]])]
    return bool(filled) and sum(map(_is_birth, filled)) >= _ENOUGH * len(filled)


def _is_birth(texts: Sequence[str]) -> bool:
    if len(texts) < 3 or not (texts[0].isdecimal() and texts[2].isdecimal()):
        return False
    # A month may be a word.
    month = int(texts[1]) <= 12 if texts[1].isdecimal() else texts[1].isalpha()
    return 1 <= int(texts[0]) <= 31 and month and _BORN[0] <= int(texts[2]) <= _BORN[1]
