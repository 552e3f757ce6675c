"""A sender's file and its reading, as far as writing it back needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from payung.intake.returning.marks import is_recap, our_columns


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet that holds lists: its place in the workbook, and per table where the heading stands."""

    no: int
    name: str
    hidden: bool
    #: Per table, top to bottom: the rows of its heading (may be none).
    headings: tuple[tuple[int, ...], ...]
    #: Our columns from an earlier round: column number -> place in marks.HEADERS.
    ours: Mapping[int, int]
    #: The last column of the list as the sender wrote it.
    last_column: int

    @property
    def header_rows(self) -> frozenset[int]:
        """Return the rows that carry our headings: the lowest row of every heading."""
        return frozenset(rows[-1] for rows in self.headings if rows)


@dataclass(frozen=True)
class Source:
    """The file as it came and what reading found: `reading` is the content of reading.json, `lines` its Parquet file."""

    original: Path
    reading: Mapping[str, Any]
    lines: Path | None = None

    @property
    def format(self) -> str:
        """Return the format as reading recognised it by content."""
        return self.reading["format"]

    @property
    def dialect(self) -> Mapping[str, str]:
        """Return how a delimited file is written; {} for workbooks."""
        return self.reading.get("dialect") or {}

    @cached_property
    def lists(self) -> tuple[ListSheet, ...]:
        """Return the sheets that are lists."""
        return tuple(
            _list_sheet(sheet)
            for sheet in self.reading["sheets"]
            if sheet["is_list"] and not sheet.get("beside") and not _is_our_recap(sheet)
        )

    @cached_property
    def beside(self) -> Mapping[int, int]:
        """Return the lists that stand on the right of another: their own number -> the number of the sheet."""
        return {sheet["no"]: sheet["beside"] for sheet in self.reading["sheets"] if sheet.get("beside")}

    @property
    def sheet_names(self) -> Mapping[int, str]:
        """Return the names of all sheets by number."""
        return {sheet["no"]: sheet["name"] for sheet in self.reading["sheets"]}


def _list_sheet(sheet: Mapping[str, Any]) -> ListSheet:
    tables = sheet.get("tables") or [sheet]
    columns = tables[0]["columns"]
    found = our_columns([column["header"] or "" for column in columns])
    ours = {columns[place]["index"]: wanted for place, wanted in found.items()}
    last = max(
        (column["index"] for table in tables for column in table["columns"] if column["index"] not in ours), default=0
    )
    headings = tuple(_first_run(table["header_rows"]) for table in tables)
    return ListSheet(sheet["no"], sheet["name"], bool(sheet.get("hidden")), headings, ours, last)


def _is_our_recap(sheet: Mapping[str, Any]) -> bool:
    tables = sheet.get("tables") or [sheet]
    return is_recap(sheet["name"], [column.get("field") for table in tables for column in table["columns"]])


def _first_run(rows: list[int]) -> tuple[int, ...]:
    """Return the first unbroken run of rows: a heading that is printed again on every page counts once."""
    run = list(rows[:1])
    for row in rows[1:]:
        if row != run[-1] + 1:
            break
        run.append(row)
    return tuple(run)
