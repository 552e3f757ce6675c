"""A returned list comes in again: what we wrote into it last time is nobody's data."""

from __future__ import annotations

from dataclasses import replace

from payung.intake.columns.column import Column
from payung.intake.reading.problems import Problem, problem
from payung.intake.reading.result import Reading, Sheet, Table
from payung.intake.returning.marks import is_recap, our_columns
from payung.vocabulary.words import Words

_OURS = Words(id="Lembar rekap dari Payung.", en="The recap sheet of Payung.")


def without_ours(reading: Reading) -> Reading:
    """Return a reading in which our recap is no list and our columns are no columns.

    Call it before rows are received; `Source` takes the reading as it was, to know where our columns stand.
    """
    recaps = {sheet.no for sheet in reading.sheets if is_recap(sheet.name, _fields(sheet))}
    sheets = tuple(_recap(sheet) if sheet.no in recaps else _list(sheet) for sheet in reading.sheets)
    if sheets == reading.sheets:
        return reading
    problems = [found for found in reading.problems if found.sheet_no not in recaps]
    settled = {sheet.no: sheet for sheet in sheets}
    kept = tuple(again for found in problems if (again := _still(found, settled)) is not None)
    return replace(reading, sheets=sheets, problems=kept)


def _fields(sheet: Sheet) -> list[str | None]:
    return [column.field for table in sheet.tables for column in table.columns]


def _recap(sheet: Sheet) -> Sheet:
    return replace(sheet, is_list=False, why=_OURS, tables=())


def _list(sheet: Sheet) -> Sheet:
    tables = tuple(_table(table) for table in sheet.tables)
    return sheet if tables == sheet.tables else replace(sheet, tables=tables)


def _table(table: Table) -> Table:
    ours = our_columns([column.header for column in table.columns])
    kept: tuple[Column, ...] = tuple(column for place, column in enumerate(table.columns) if place not in ours)
    return replace(table, columns=kept) if ours else table


def _still(found: Problem, sheets: dict[int, Sheet]) -> Problem | None:
    """Return what is left of a finding when our columns are no longer asked about."""
    if found.id != "doubtful_columns" or found.sheet_no not in sheets:
        return found
    sheet = sheets[found.sheet_no]
    if not sheet.doubtful:
        return None
    names = ", ".join(f"“{column.header}”" for column in sheet.doubtful)
    return problem("doubtful_columns", sheet_no=sheet.no, sheet=sheet.name, columns=names)
