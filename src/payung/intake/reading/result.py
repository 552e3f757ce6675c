"""What reading found in a file: its sheets, their tables and columns, and its problems; kept as reading.json."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from payung.intake.columns import why as reasons
from payung.intake.columns.guessing import IDENTITY, Column
from payung.intake.reading.problems import Problem
from payung.vocabulary.words import Words

KINDS = ("title", "header", "numbering", "blank", "row", "continued", "subtotal", "signature", "note")


@dataclass(frozen=True, slots=True)
class Table:
    """A run of lines under one header. Rows are Excel row numbers; `last_row` is inclusive."""

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: whether it is a list, why, and its tables from top to bottom (none if nothing looks like one)."""

    no: int
    name: str
    hidden: bool
    is_list: bool
    why: Words
    tables: tuple[Table, ...]
    counts: dict[str, int]
    #: The sheet on whose right side this list stands; 0 for a sheet of its own.
    beside: int = 0
    #: Rows of people whose name or NIK is struck out.
    struck: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the first table."""
        return self.tables[0].columns if self.tables else ()

    @property
    def header_rows(self) -> tuple[int, ...]:
        """Return the header rows of the first table."""
        return self.tables[0].header_rows if self.tables else ()

    @property
    def doubtful(self) -> tuple[Column, ...]:
        """Return the columns that a person must accept first."""
        return tuple(column for table in self.tables for column in table.columns if not column.accepted)

    @property
    def unsettled(self) -> bool:
        """Tell whether a column that says who somebody is was only proposed."""
        return any(
            column.field in IDENTITY or column.why in (reasons.CONFLICT, reasons.BESIDE) for column in self.doubtful
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `lines` is the Parquet file of all its lines, or None where nothing could be read."""

    file: str
    sha256: str
    format: str
    size: int
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    dialect: dict[str, str] = field(default_factory=dict)
    lines: Path | None = None

    @property
    def readable(self) -> bool:
        """Tell whether the file was read at all."""
        return not any(found.severity == "fatal" for found in self.problems)

    @property
    def lists(self) -> tuple[Sheet, ...]:
        """Return the sheets that are lists of people."""
        return tuple(sheet for sheet in self.sheets if sheet.is_list)

    @property
    def person_rows(self) -> int:
        """Return how many person-rows the list sheets hold."""
        return sum(sheet.counts.get("row", 0) for sheet in self.lists)


def save(reading: Reading, path: Path) -> None:
    """Write reading.json."""
    path.write_text(json.dumps(to_json(reading), ensure_ascii=False, indent=1), "utf-8")


def load(path: Path) -> Reading:
    """Read reading.json back; lines.parquet is expected beside it."""
    reading = from_json(json.loads(path.read_text("utf-8")))
    lines = path.with_name("lines.parquet")
    return replace(reading, lines=lines if reading.readable and lines.exists() else None)


def to_json(reading: Reading) -> dict:
    """Return a reading as plain data."""
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "format": reading.format,
        "size": reading.size,
        "dialect": reading.dialect,
        "sheets": [_sheet_to_json(sheet) for sheet in reading.sheets],
        "problems": [found.to_json() for found in reading.problems],
    }


def from_json(raw: dict) -> Reading:
    """Return the reading that plain data describes."""
    return Reading(
        file=raw["file"],
        sha256=raw["sha256"],
        format=raw["format"],
        size=raw["size"],
        dialect=raw["dialect"],
        sheets=tuple(map(_sheet_from_json, raw["sheets"])),
        problems=tuple(map(Problem.from_json, raw["problems"])),
    )


def _sheet_to_json(sheet: Sheet) -> dict:
    tables = [
        {
            "header_rows": list(t.header_rows),
            "first_row": t.first_row,
            "last_row": t.last_row,
            "columns": [_column_to_json(c) for c in t.columns],
        }
        for t in sheet.tables
    ]
    return {
        "no": sheet.no,
        "name": sheet.name,
        "hidden": sheet.hidden,
        "is_list": sheet.is_list,
        "why": {"id": sheet.why.id, "en": sheet.why.en},
        "header_rows": list(sheet.header_rows),
        "columns": [_column_to_json(c) for c in sheet.columns],
        "tables": tables,
        "counts": sheet.counts,
        "beside": sheet.beside,
        "struck": list(sheet.struck),
    }


def _sheet_from_json(raw: dict) -> Sheet:
    tables = tuple(
        Table(tuple(t["header_rows"]), t["first_row"], t["last_row"], tuple(map(_column_from_json, t["columns"])))
        for t in raw["tables"]
    )
    said = (raw["no"], raw["name"], raw["hidden"], raw["is_list"], Words(**raw["why"]))
    return Sheet(*said, tables, raw["counts"], raw.get("beside", 0), tuple(raw.get("struck", ())))


def _column_to_json(column: Column) -> dict:
    return {
        "index": column.index,
        "header": column.header,
        "group": column.group,
        "field": column.field,
        "part": column.part,
        "confidence": column.confidence,
        "why": {"id": column.why.id, "en": column.why.en},
        "accepted": column.accepted,
    }


def _column_from_json(raw: dict) -> Column:
    return Column(
        raw["index"],
        raw["header"],
        raw["field"],
        raw["confidence"],
        Words(**raw["why"]),
        raw["accepted"],
        raw["part"],
        raw["group"],
    )
