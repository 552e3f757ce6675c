"""Runs of lines as columns of memory (Arrow), so that a million of them never become Python objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from payung.intake.reading.cells import EMPTY, TEXT

#: Lines per block where they are made one by one.
BLOCK_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of a sheet: `cells` list<string>, `types` string (one letter per cell)."""

    first_row: int
    cells: pa.ListArray
    types: pa.StringArray

    def __len__(self) -> int:
        return len(self.cells)

    def slice(self, start: int, length: int) -> Block:
        """Return a part of the block."""
        return Block(self.first_row + start, self.cells.slice(start, length), self.types.slice(start, length))


def within(block: Block, first: int, last: int) -> Block:
    """Return a block in which only the columns from `first` to `last` (from 1) hold something; they keep their places."""
    before = first - 1
    rows = [[""] * min(before, len(row)) + row[before:last] for row in block.cells.to_pylist()]
    types = [EMPTY * min(before, len(letters)) + letters[before:last] for letters in block.types.to_pylist()]
    return from_rows(block.first_row, rows, types)


def from_rows(first_row: int, rows: Sequence[Sequence[str]], types: Sequence[str]) -> Block:
    """Make a block of lines given as texts and type letters."""
    return Block(first_row, pa.array(rows, pa.list_(pa.string())), pa.array(types, pa.string()))


def from_texts(first_row: int, cells: pa.ListArray) -> Block:
    """Make a block of lines whose cells are all text (delimited files): letters are 's', or '.' where blank."""
    flat = cells.flatten()
    blank = pc.or_(pc.equal(flat, ""), pc.utf8_is_space(flat))
    letters = pc.if_else(blank, pa.scalar(ord(EMPTY), pa.uint8()), pa.scalar(ord(TEXT), pa.uint8()))
    # One letter per cell: the letters of a line stand where its cells stand, so the offsets of the list serve the text.
    letters = pa.concat_arrays([letters]) if letters.offset else letters
    types = pa.StringArray.from_buffers(len(cells), _offsets(cells), letters.buffers()[1])
    return Block(first_row, cells, types)


def _offsets(cells: pa.ListArray) -> pa.Buffer:
    """Return the list's offsets counted from its first cell."""
    offsets = cells.offsets
    first = offsets[0].as_py() if len(offsets) else 0
    return (pc.subtract(offsets, first) if first else pa.concat_arrays([offsets])).buffers()[1]


def at(cells: pa.ListArray, index: int) -> pa.Array:
    """Return the cells of one column (index from 1); null where a line is shorter."""
    return pc.list_slice(cells, index - 1, index, return_fixed_size_list=True).flatten()


def ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks, the next one being made while this one is used: what Arrow does to a block, it does beside Python."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = beside.submit(next, blocks, None)
            yield block


def rechunk(blocks: Iterable[Block], head: int) -> tuple[list[Block], Iterator[Block]]:
    """Take blocks until `head` lines are in hand; return them and the rest."""
    iterator = iter(blocks)
    taken: list[Block] = []
    lines = 0
    for block in iterator:
        taken.append(block)
        lines += len(block)
        if lines >= head:
            break
    return taken, iterator
