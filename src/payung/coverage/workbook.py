"""Tables as a workbook that cannot act: every text is a text, also where it looks like a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
# Columns are as wide as their widest cell among so many.
WIDTHS_FROM = 500


@dataclass(frozen=True, slots=True)
class Page:
    """One table of a workbook; `name` is that of its sheet."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str] = ()


def write(
    path: Path, *, sheet: str, columns: Sequence[str], rows: Sequence[Sequence[object]], notes: Sequence[str]
) -> None:
    """Write one table with its notes below it. Whole numbers stay numbers; everything else is text."""
    write_pages(path, [Page(sheet, columns, rows, notes)])


def write_pages(path: Path, pages: Sequence[Page]) -> None:
    """Write tables, each on a sheet of its own, as `write`."""
    with xlsxwriter.Workbook(str(path), _INERT) as book:
        bold, whole = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0"})
        for one in pages:
            _fill(book.add_worksheet(one.name[:31]), one, bold=bold, whole=whole)


def _fill(page: xlsxwriter.worksheet.Worksheet, one: Page, *, bold: object, whole: object) -> None:
    for column, heading in enumerate(one.columns):
        page.write_string(0, column, heading, bold)
        widest = max([len(heading), *(len(_text(row[column])) for row in one.rows[:WIDTHS_FROM])], default=8)
        page.set_column(column, column, min(widest + 2, 48))
    for line, row in enumerate(one.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, column, cell, whole)
            else:
                page.write_string(line, column, _text(cell))
    for line, note in enumerate(one.notes, len(one.rows) + 2):
        page.write_string(line, 0, note)
    page.freeze_panes(1, 0)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:%d-%m-%Y}" if isinstance(cell, dt.date) else str(cell)
