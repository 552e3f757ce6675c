"""Sheets in which every line stands in one cell, separators and all: a CSV that Excel opened with the wrong separator."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from payung.intake.reading import header as headers
from payung.intake.reading.blocks import Block, from_rows
from payung.intake.reading.cells import EMPTY, TEXT
from payung.intake.reading.delimited import SEPARATORS
from payung.intake.reading.header import Line

_LOOK_AT = 200


def separator(lines: Sequence[Line]) -> str | None:
    """Return the separator inside the cells, or None if the lines are ordinary.

    Sure only where nearly all lines have one cell, and splitting them brings out a heading.
    """
    filled = [line for line in lines if line[2].strip(".")][:_LOOK_AT]
    alone = [line[1][0] for line in filled if line[2].rstrip(".") == TEXT]
    if len(alone) < 2 or len(alone) < 0.8 * len(filled):
        return None
    for mark in SEPARATORS:
        rows = [_split(text, mark) for text in alone]
        width, count = Counter(map(len, rows)).most_common(1)[0]
        if (
            width > 2
            and count >= 0.5 * len(rows)
            and any(headers.fields_named((0, row, TEXT * len(row))) >= 2 for row in rows)
        ):
            return mark
    return None


def split(block: Block, mark: str) -> Block:
    """Return a block whose first cells are split; lines with more cells stay as they are."""
    rows, types = [], []
    for cells, letters in zip(block.cells.to_pylist(), block.types.to_pylist(), strict=True):
        if letters.rstrip(".") == TEXT:
            cells = _split(cells[0], mark)
            letters = "".join(TEXT if text.strip() else EMPTY for text in cells)
        rows.append(cells)
        types.append(letters)
    return from_rows(block.first_row, rows, types)


def _split(text: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=mark), [""])
    except csv.Error:
        return text.split(mark)
