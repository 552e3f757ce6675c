"""A new xlsx for files that cannot be changed in place: same sheets, same row order, written from the lines as read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payung.intake.reading.live import is_live
from payung.intake.returning import recap
from payung.intake.returning.answers import Answer, Answers
from payung.intake.returning.inert import plain
from payung.intake.returning.marks import HEADERS, RECAP_SHEET, VERDICTS, WIDTHS, is_recap
from payung.intake.returning.recap import Recap
from payung.intake.returning.refusals import does_not_balance, not_patchable
from payung.intake.returning.sheetmap import LAST_COLUMN
from payung.intake.returning.sheetpatch import Placement, free_start, place
from payung.intake.returning.source import ListSheet, Source
from payung.intake.returning.styles import FILLS

LAST_ROW = 1_048_576
_BATCH_LINES = 4_096
_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
#: Numbers short enough to be amounts, never identifiers: these stay numbers, so that wages can still be added up.
_AMOUNT = re.compile(r"-?(?:0|[1-9]\d{0,10})(?:\.\d{1,4})?")
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")

#: (sheet_no, row_no, kind, cells, types)
Line = tuple[int, int, str, list[str], str]


def write(source: Source, target: Path, answers: Answers, shown: Recap) -> None:
    """Write a file's lines with their verdicts to a new workbook.

    :raises DoesNotBalance: if a verdict finds no line.
    :raises NotPatchable: if a sheet has more rows or columns than a workbook takes.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as file:
        # The file's own date, so that the same list gives the same bytes.
        file.set_properties({"created": dt.datetime.fromtimestamp(source.original.stat().st_mtime, tz=dt.UTC)})
        formats = _formats(file)
        lists = {sheet.no: sheet for sheet in source.lists}
        groups = groupby(_lines(source), key=lambda line: line[0])
        number, lines = next(groups, (0, iter(())))
        for sheet in _kept(source, lists):
            while number and number < sheet["no"]:
                number, lines = next(groups, (0, iter(())))
            page = _page(file, sheet, source)
            columns = _columns(lists.get(sheet["no"]), source, answers)
            if number == sheet["no"]:
                _Writer(page, formats, shown.language, columns).write(lines, answers, lists.get(number))
        _write_recap(file, formats, shown)


def _kept(source: Source, lists: Mapping[int, ListSheet]) -> list[Mapping]:
    """Return the sheets to write: all but our own recap of an earlier round."""
    own = [sheet for sheet in source.reading["sheets"] if sheet["no"] not in source.beside]
    return [sheet for sheet in own if sheet["no"] in lists or not is_recap(sheet["name"])]


def _lines(source: Source) -> Iterator[Line]:
    """Yield all lines of a file in order, a bounded number in memory; lists on the right stand in the lines of their sheet."""
    with pq.ParquetFile(source.lines) as file:
        for batch in file.iter_batches(_BATCH_LINES, columns=["sheet_no", "row_no", "kind", "cells", "types"]):
            lines = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            yield from (line for line in lines if line[0] not in source.beside)


def _page(file: xlsxwriter.Workbook, sheet: Mapping, source: Source) -> Worksheet:
    """Add a sheet under the sender's name for it, as far as a workbook allows it."""
    name = _NOT_IN_SHEET_NAMES.sub("_", plain(sheet["name"])).strip("'") or f"Lembar {sheet['no']}"
    taken = {page.get_name().casefold() for page in file.worksheets()} | {RECAP_SHEET.casefold(), "history"}
    wanted, number = name[:_SHEET_NAME], 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[: _SHEET_NAME - 6]} ({number})"
    page = file.add_worksheet(wanted)
    # A workbook needs one sheet to show first, and that one cannot be hidden.
    shown = [other["no"] for other in source.reading["sheets"] if not other.get("hidden")]
    if sheet.get("hidden"):
        page.hide()
    elif sheet["no"] == min(shown, default=0):
        page.activate()
        page.set_first_sheet()
    return page


def _columns(sheet: ListSheet | None, source: Source, answers: Answers) -> Placement | None:
    """Return where our columns go on a list sheet; None on others."""
    if sheet is None:
        return None
    widest = answers.connection.execute(
        "SELECT max(len(cells)) FROM read_parquet(?) WHERE sheet_no = ?", [str(source.lines), sheet.no]
    ).fetchall()[0][0]
    return place(sheet.ours, free_start({widest or 0}, sheet.last_column))


def _formats(file: xlsxwriter.Workbook) -> dict[str, Format]:
    framed = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
    wrapped = framed | {"text_wrap": True}
    fills = {name: wrapped | {"bg_color": f"#{colour[2:]}"} for name, colour in FILLS.items()}
    recipes = {
        "plain": {},
        "title": {"bold": True},
        # Stays text even where somebody clicks into the cell and out again.
        "guarded": {"quote_prefix": True},
        "text": wrapped,
        "number": framed | {"num_format": 3},
        "day": {"num_format": "dd-mm-yyyy"},
        **fills,
        "header": fills["header"] | {"bold": True},
    }
    return {name: file.add_format(recipe) for name, recipe in recipes.items()}


class _Writer:
    """Writes the lines of one sheet, and the verdicts beside them."""

    def __init__(
        self, page: Worksheet, formats: Mapping[str, Format], language: str, columns: Placement | None
    ) -> None:
        self._page = page
        self._formats = formats
        self._language = language
        self._columns = columns
        self._skipped = {column - 1 for column in columns.ours} if columns else set()
        for column, width in zip(columns.columns if columns else (), WIDTHS, strict=False):
            page.set_column(column - 1, column - 1, width)

    def write(self, lines: Iterable[Line], answers: Answers, sheet: ListSheet | None) -> None:
        """Write all lines, in order.

        :raises DoesNotBalance: if a verdict finds no line.
        """
        header_rows = sheet.header_rows if sheet else frozenset()
        waiting = answers.rows(sheet.no) if sheet else iter(())
        answer = next(waiting, None)
        for _, row, kind, cells, types in lines:
            self._line(row, kind, cells, types)
            if row in header_rows:
                self._headings(row)
            if answer is not None and answer[0] == row:
                self._answer(answer)
                answer = next(waiting, None)
        if answer is not None:
            raise does_not_balance(
                "Baris {row} mendapat hasil verval tetapi tidak ada di lembar aslinya.",
                "Row {row} has a verdict but is not in the sender's sheet.",
                row=answer[0],
            )

    def _line(self, row: int, kind: str, cells: list[str], types: str) -> None:
        if row > LAST_ROW:
            raise not_patchable("Lembar terlalu panjang untuk xlsx.", "The sheet is too long for xlsx.")
        bold = self._formats["title"] if kind in ("title", "header") else None
        for place_, text in enumerate(cells[:LAST_COLUMN]):
            if text and place_ not in self._skipped:
                self._cell(row - 1, place_, text, types[place_ : place_ + 1], bold)

    def _cell(self, row: int, column: int, text: str, letter: str, bold: Format | None) -> None:
        if letter == "n" and _AMOUNT.fullmatch(text):
            self._page.write_number(row, column, float(text), bold)
        elif letter == "d" and _DAY.fullmatch(text):
            self._page.write_datetime(row, column, dt.date.fromisoformat(text), self._formats["day"])
        else:
            self._page.write_string(
                row, column, plain(text), bold or (self._formats["guarded"] if is_live(text) else None)
            )

    def _headings(self, row: int) -> None:
        for column, words in zip(self._columns.columns, HEADERS, strict=True):
            self._page.write_string(row - 1, column - 1, words.say(self._language), self._formats["header"])

    def _answer(self, answer: Answer) -> None:
        row, verdict, reasons, proposal = answer
        texts = (VERDICTS[verdict].say(self._language), reasons, proposal)
        styles = (self._formats[verdict], self._formats["text"], self._formats["text"])
        for column, text, style in zip(self._columns.columns, texts, styles, strict=True):
            if text:
                self._page.write_string(row - 1, column - 1, plain(text), style)
            else:
                self._page.write_blank(row - 1, column - 1, None, style)


def _write_recap(file: xlsxwriter.Workbook, formats: Mapping[str, Format], shown: Recap) -> None:
    page = file.add_worksheet(RECAP_SHEET)
    page.hide_gridlines(2)
    if all(other.hidden for other in file.worksheets() if other is not page):
        page.activate()
        page.set_first_sheet()
    for column, width in enumerate(recap.WIDTHS):
        page.set_column(column, column, width)
    for row, cells in enumerate(recap.rows(shown)):
        for column, (value, style) in enumerate(cells):
            if isinstance(value, int):
                page.write_number(row, column, value, formats[style])
            else:
                page.write_string(row, column, plain(value), formats[style])
