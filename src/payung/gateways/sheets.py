"""Sheets of a workbook that take whole rows: the bytes of XlsxWriter's cell by cell, in a tenth of its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: What stands in a cell; None: nothing, not even a border.
Cell = str | int | dt.date | None

#: So long a row of texts is looked at cell by cell by XlsxWriter, which knows what a cell takes.
_LONGEST = 16_000


class Rows(Worksheet):
    """A sheet of a workbook in constant memory; `add` makes one."""

    _formats: Sequence[Format | None] = ()
    _opened: Sequence[tuple[str, str, str]] = ()

    def write_row_of(self, row: int, cells: Sequence[Cell], formats: Sequence[Format | None]) -> None:
        """Write one row from its first column on, below whatever was written before.

        :param formats: one for each cell; the same object for row after row, so that it is looked at once.
        """
        # The sheet hears how far it reaches, and what stood in the row before is written out.
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        self._write_single_row(row)
        if formats is not self._formats:
            self._formats, self._opened = formats, [_opened(*placed) for placed in enumerate(formats)]
        if not _is_simple([cell for cell in cells if type(cell) is str]):
            return self._one_by_one(row, cells)
        number = row + 1
        said = []
        for cell, (at, text, figure) in zip(cells, self._opened, strict=True):
            if type(cell) is str:
                said.append(f"{at}{number}{text}{cell}</t></is></c>")
            elif cell is not None:
                worth = cell if type(cell) is int else self._convert_date_time(cell)
                said.append(f"{at}{number}{figure}{worth:.16G}</v></c>")
        self.row_data_fh.write(f'<row r="{number}">{"".join(said)}</row>')
        return None

    def _one_by_one(self, row: int, cells: Sequence[Cell]) -> None:
        for place, (cell, form) in enumerate(zip(cells, self._formats, strict=True)):
            if isinstance(cell, str):
                self.write_string(row, place, cell, form)
            elif isinstance(cell, dt.date):
                self.write_datetime(row, place, cell, form)
            elif cell is not None:
                self.write_number(row, place, cell, form)


def add(book: Workbook, name: str) -> Rows:
    """Add a sheet that takes whole rows to a workbook, which must be one in constant memory."""
    if not book.constant_memory:
        raise ValueError("rows are written as they come: the workbook must be in constant memory")
    return book.add_worksheet(name, worksheet_class=Rows)


def _opened(column: int, form: Format | None) -> tuple[str, str, str]:
    """Return how a cell of a column begins: up to the number of its row, and from there on as a text and as a figure."""
    style = f' s="{form._get_xf_index()}"' if form else ""
    return f'<c r="{xl_col_to_name(column)}', f'"{style} t="inlineStr"><is><t>', f'"{style}><v>'


def _is_simple(texts: Sequence[str]) -> bool:
    """Tell whether XML and Excel take these texts as they are; any others go the long way, which knows what to escape."""
    # Joined by a sign that none of them may hold, they are looked at together.
    row = f"<{'<'.join(texts)}<"
    return (
        row.isprintable()
        and row.count("<") == max(len(texts), 1) + 1
        and "&" not in row
        and ">" not in row
        and "_" not in row
        and "< " not in row
        and " <" not in row
        and len(row) <= _LONGEST
    )
