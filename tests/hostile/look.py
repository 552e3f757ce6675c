"""Looks at what reading wrote, with other eyes than the product's."""

from __future__ import annotations

import pyarrow.parquet as pq

from payung.intake.reading.result import Reading

#: Of every line: (sheet_no, row_no, kind, cells, types).
Lines = list[tuple[int, int, str, list[str], str]]


def lines_of(reading: Reading) -> Lines:
    """Return the lines of a reading."""
    assert reading.lines is not None
    table = pq.read_table(reading.lines).to_pylist()
    return [(row["sheet_no"], row["row_no"], row["kind"], row["cells"], row["types"]) for row in table]
