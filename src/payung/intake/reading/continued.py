"""One person over two lines of a sheet (the name above, the NIK or the rest of the address below): read as one row."""

from __future__ import annotations

from collections.abc import Sequence

from payung.intake.reading.blocks import Block, from_rows
from payung.intake.reading.cells import EMPTY, TEXT
from payung.intake.reading.rowkinds import Places, has_sixteen
from payung.intake.reading.tables import Tables

#: Such a share of the lines of people must be second lines: it is how a whole sheet is written, or it is not believed.
_ENOUGH = 0.3
#: The kind of a line that belongs to the person above it.
CONTINUED = "continued"


class Continuing:
    """Joins second lines to the lines above, in a sheet that is written so; decided once, on its first lines."""

    def __init__(self) -> None:
        self._joins: bool | None = None
        self.joined = 0

    def join(self, block: Block, kinds: list[str], tables: Tables) -> tuple[Block, list[str]]:
        """Return the block with its second lines joined to the lines above them, and their kinds.

        A second line that begins a block stays a row by itself: it goes back to the sender, nobody is lost.
        """
        if self._joins is False:
            return block, kinds
        columns = tables.columns_now
        places = Places(columns)
        if not places.has("name") or "row" not in kinds:
            return block, kinds
        rows = block.cells.to_pylist()
        seconds = [place for place in range(1, len(rows)) if _is_second(rows, kinds, place, places)]
        if self._joins is None:
            self._joins = len(seconds) >= max(3, _ENOUGH * kinds.count("row"))
        if not self._joins or not seconds:
            return block, kinds
        types = [list(letters) for letters in block.types.to_pylist()]
        for place in seconds:
            _put(rows[place - 1], types[place - 1], rows[place])
            kinds[place] = CONTINUED
        self.joined += len(seconds)
        tables.counts.update({"row": -len(seconds), CONTINUED: len(seconds)})
        return from_rows(block.first_row, rows, ["".join(letters) for letters in types]), kinds


def _is_second(rows: Sequence[Sequence[str]], kinds: Sequence[str], place: int, places: Places) -> bool:
    """Tell whether a line names nobody and says what the line above, which does name somebody, leaves open."""
    above, line = rows[place - 1], rows[place]
    if kinds[place] != "row" or kinds[place - 1] != "row" or places.text(line, "no"):
        return False
    names_nobody = not any(map(str.isalpha, places.text(line, "name")))
    names_somebody = any(map(str.isalpha, places.text(above, "name")))
    numbered = not places.has("no") or bool(places.text(above, "no"))
    # Two numbers are two people.
    return names_nobody and names_somebody and numbered and not (has_sixteen(line) and has_sixteen(above))


def _put(cells: list[str], letters: list[str], more: Sequence[str]) -> None:
    """Put a second line's texts into the line above, behind what stands there."""
    missing = len(more) - len(cells)
    cells.extend([""] * missing)
    letters.extend([EMPTY] * missing)
    for column, text in enumerate(more):
        if text.strip():
            cells[column] = f"{cells[column].strip()}\n{text.strip()}".strip()
            letters[column] = TEXT
