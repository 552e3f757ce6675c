"""Writes `lines.parquet`: every line of every sheet, in pieces, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from payung.intake.reading.blocks import Block

SCHEMA = pa.schema(
    [
        pa.field("sheet_no", pa.int32(), nullable=False),
        pa.field("row_no", pa.int32(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("cells", pa.list_(pa.string()), nullable=False),
        pa.field("types", pa.string(), nullable=False),
    ]
)


class LineWriter:
    """A Parquet file being written; use it as a context."""

    def __init__(self, path: Path) -> None:
        # Light compression: the file is read once or twice and then deleted.
        self._writer = pq.ParquetWriter(
            path,
            SCHEMA,
            compression="zstd",
            compression_level=1,
            use_dictionary=["kind", "types"],
            write_statistics=False,
        )

    def write(self, sheet_no: int, block: Block, kinds: Sequence[str]) -> None:
        """Append a block of lines of a sheet with their kinds."""
        count = len(block)
        columns = [
            pa.repeat(pa.scalar(sheet_no, pa.int32()), count),
            pa.array(range(block.first_row, block.first_row + count), pa.int32()),
            pa.array(kinds, pa.string()),
            block.cells,
            block.types,
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))

    def __enter__(self) -> LineWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
