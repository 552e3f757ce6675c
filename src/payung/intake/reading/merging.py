"""Cells merged downwards over several people (one KK for a family, one kelurahan for a page): each line gets the text."""

from __future__ import annotations

from collections.abc import Sequence

from payung.intake.reading.blocks import Block, from_rows
from payung.intake.reading.cells import EMPTY
from payung.intake.reading.workbook import Range


class Merging:
    """Carries the text of merged cells down, person-row by person-row."""

    def __init__(self, merged: Sequence[Range]) -> None:
        self.filled = 0
        self._spans = sorted(span for span in merged if span[2] > span[0])
        self._texts: dict[Range, tuple[str, str]] = {}

    def fill(self, block: Block, kinds: Sequence[str]) -> Block:
        """Return the block with the person-rows under a merged cell filled; a merge that begins above the people is no value."""
        top = block.first_row - 1
        spans = [span for span in self._spans if span[0] < top + len(block) and span[2] >= top]
        if not spans:
            return block
        rows, types = block.cells.to_pylist(), [list(letters) for letters in block.types.to_pylist()]
        for span in spans:
            for row in range(max(span[0], top), min(span[2] + 1, top + len(block))):
                place = row - top
                if kinds[place] != "row":
                    continue
                if row == span[0]:
                    self._texts[span] = _at(rows[place], types[place], span[1])
                elif span in self._texts:
                    self.filled += _put(rows[place], types[place], span[1], self._texts[span])
        return from_rows(block.first_row, rows, ["".join(letters) for letters in types])


def _at(cells: list[str], letters: list[str], column: int) -> tuple[str, str]:
    return (cells[column], letters[column]) if column < len(cells) else ("", EMPTY)


def _put(cells: list[str], letters: list[str], column: int, value: tuple[str, str]) -> bool:
    """Put a value into a cell that is empty; tell whether it was."""
    missing = column + 1 - len(cells)
    cells.extend([""] * missing)
    letters.extend([EMPTY] * missing)
    if cells[column].strip() or not value[0].strip():
        return False
    cells[column], letters[column] = value
    return True
