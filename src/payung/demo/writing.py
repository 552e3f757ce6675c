"""Writes planned workbooks as files: xlsx, xls, ods, and text files in the encodings that offices produce."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from payung.demo.books import Book, Sheet
from payung.demo.rendering import Cell, Formula, Serial

TEXT_FORMATS = {
    "csv_semicolon": ("cp1252", ";"),
    "csv_comma": ("utf-8-sig", ","),
    "tsv_utf16": ("utf-16", "\t"),
}
LONG_NUMBER = 10**11
# Fixed, so that the same seed gives the same bytes.
CREATED = dt.datetime(2023, 9, 11, 8, 0, 0)  # noqa: DTZ001 (a spreadsheet's creation time has no zone)
ZIP_TIME = (2023, 9, 11, 8, 0, 0)


def write_book(book: Book, folder: Path) -> Path:
    """Write a workbook into a folder and return its path."""
    path = folder / book.file
    if book.format in TEXT_FORMATS:
        write_text(book, path)
    else:
        {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}[book.format](book, path)
    return path


def write_xlsx(book: Book, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": CREATED})
        formats = {
            "date": workbook.add_format({"num_format": "dd/mm/yyyy"}),
            "long": workbook.add_format({"num_format": "0"}),
            "head": workbook.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"}),
        }
        for sheet in book.sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            for row_no, row in enumerate(sheet.rows):
                write_xlsx_row(worksheet, row_no, row, formats)
            for first_row, first_column, last_row, last_column in sheet.merges:
                text = sheet.rows[first_row][first_column]
                worksheet.merge_range(first_row, first_column, last_row, last_column, text, formats["head"])
            for row_no in sorted(sheet.hidden_rows):
                worksheet.set_row(row_no, None, None, {"hidden": True})
            if sheet.is_hidden:
                worksheet.hide()


def write_xlsx_row(worksheet: xlsxwriter.worksheet.Worksheet, row_no: int, row: list[Cell], formats: dict) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            worksheet.write_string(row_no, column, cell)
        elif isinstance(cell, int):
            worksheet.write_number(row_no, column, cell, formats["long"] if cell > LONG_NUMBER else None)
        elif cell is not None:
            write_xlsx_special(worksheet, (row_no, column), cell, formats)


def write_xlsx_special(
    worksheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], cell: Cell, formats: dict
) -> None:
    if isinstance(cell, dt.date):
        worksheet.write_datetime(*at, cell, formats["date"])
    elif isinstance(cell, Serial):
        worksheet.write_number(*at, cell.days)
    elif isinstance(cell, Formula):
        worksheet.write_formula(*at, f'="{cell.text}"', None, cell.text)
    else:
        worksheet.write_number(*at, cell)


def write_xls(book: Book, path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    date_style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for sheet in book.sheets:
        worksheet = workbook.add_sheet(sheet.name)
        for row_no, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    worksheet.write(row_no, column, cell, date_style)
                elif cell not in (None, ""):
                    worksheet.write(row_no, column, plain(cell))
        for row_no in sheet.hidden_rows:
            worksheet.row(row_no).hidden = True
    workbook.save(str(path))


def plain(cell: Cell) -> str | int | float:
    """Return a cell as a format without formulas holds it."""
    if isinstance(cell, Serial):
        return cell.days
    if isinstance(cell, Formula):
        return cell.text
    return cell


def write_text(book: Book, path: Path) -> None:
    encoding, separator = TEXT_FORMATS[book.format]
    # What a code page lacks becomes a question mark, as spreadsheets do when they save.
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
        for row in book.sheets[0].rows:
            writer.writerow([text_cell(cell) for cell in row])


def text_cell(cell: Cell) -> str:
    """Return a cell as a spreadsheet saves it in a text file."""
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Formula):
        return f'="{cell.text}"'
    if isinstance(cell, Serial):
        return str(cell.days)
    return "" if cell is None else str(cell)


ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:version="1.2"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(book: Book, path: Path) -> None:
    content = "".join((ODS_HEAD, *(ods_sheet(sheet) for sheet in book.sheets), ODS_TAIL))
    with zipfile.ZipFile(path, "w") as archive:
        # The format wants its type first and uncompressed.
        archive.writestr(zipfile.ZipInfo("mimetype", ZIP_TIME), ODS_MIME)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", ODS_MANIFEST)):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), text, zipfile.ZIP_DEFLATED)


def ods_sheet(sheet: Sheet) -> str:
    rows = []
    for row_no, row in enumerate(sheet.rows):
        hidden = ' table:visibility="collapse"' if row_no in sheet.hidden_rows else ""
        cells = "".join(ods_cell(cell) for cell in row) or "<table:table-cell/>"
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    body = "".join(rows) or "<table:table-row><table:table-cell/></table:table-row>"
    return f"<table:table table:name={quoteattr(sheet.name)}>{body}</table:table>"


def ods_cell(cell: Cell) -> str:
    cell = plain(cell)
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell:%Y-%m-%d}"><text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
