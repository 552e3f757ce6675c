"""Writes grids as files of every format: by other libraries than the reader's, and by hand where there is none."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from hostile.grid import Grid, Value

Sheets = Mapping[str, Grid]


def xlsx(path: Path, sheets: Sheets) -> None:
    """Write an xlsx by XlsxWriter, merged cells included."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(grid.lines):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value) if value else None
                else:
                    sheet.write_number(row, column, value)
        for top, left, bottom, right in grid.merged:
            value = grid.lines[top][left]
            sheet.merge_range(top, left, bottom, right, value)
    book.close()


def xls(path: Path, sheets: Sheets) -> None:
    """Write an xls by xlwt."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, grid in sheets.items():
        sheet = book.add_sheet(name)
        for row, line in enumerate(grid.lines):
            for column, value in enumerate(line):
                if value != "":
                    sheet.write(row, column, value, day) if isinstance(value, dt.date) else sheet.write(
                        row, column, value
                    )
    book.save(str(path))


def ods(path: Path, sheets: Sheets) -> None:
    """Write an ods by odfpy, with covered cells where cells are merged."""
    document = OpenDocumentSpreadsheet()
    for name, grid in sheets.items():
        table = Table(name=name)
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in grid.merged}
        covered = {
            (row, column)
            for top, left, bottom, right in grid.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        for row, line in enumerate(grid.lines):
            element = TableRow()
            for column, value in enumerate(line):
                element.addElement(
                    CoveredTableCell() if (row, column) in covered else _ods_cell(value, spans.get((row, column)))
                )
            if not line:
                element.addElement(TableCell())
            table.addElement(element)
        document.spreadsheet.addElement(table)
    document.save(str(path))


def _ods_cell(value: Value, span: tuple[int, int] | None) -> TableCell:
    extra = {"numberrowsspanned": str(span[0]), "numbercolumnsspanned": str(span[1])} if span else {}
    if value == "":
        return TableCell(**extra)
    if isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **extra)
    elif isinstance(value, str):
        cell = TableCell(valuetype="string", **extra)
    else:
        cell = TableCell(valuetype="float", value=str(value), **extra)
    cell.addElement(P(text=value.isoformat() if isinstance(value, dt.date) else str(value)))
    return cell


def text(
    path: Path,
    grid: Grid,
    *,
    separator: str = ";",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
    end: str = "\r\n",
) -> None:
    """Write delimited text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    width = max((len(line) for line in grid.lines), default=0)
    for line in grid.lines:
        writer.writerow([as_text(value) for value in line] + [""] * (width - len(line)))
    path.write_bytes(out.getvalue().encode(encoding))


def as_text(value: Value) -> str:
    """Return a cell as people read it."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def web_page(path: Path, sheets: Sheets) -> None:
    """Write what portals call an Excel export: an html table."""
    tables = []
    for grid in sheets.values():
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(as_text(value))}</td>" for value in line) + "</tr>\n"
            for line in grid.lines
        )
        tables.append(f"<table border=1>{rows}</table>")
    path.write_text("<html><head><meta charset='utf-8'></head><body>" + "<br>".join(tables) + "</body></html>", "utf-8")


def xml_2003(path: Path, sheets: Sheets) -> None:
    """Write an XML spreadsheet of 2003."""
    out = [
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    ]
    for name, grid in sheets.items():
        out.append(f'<Worksheet ss:Name="{html.escape(name)}"><Table>')
        for line in grid.lines:
            cells = "".join(
                f'<Cell><Data ss:Type="{"String" if isinstance(value, str) else "Number"}">{html.escape(as_text(value))}</Data></Cell>'
                if value != ""
                else "<Cell/>"
                for value in line
            )
            out.append(f"<Row>{cells}</Row>")
        out.append("</Table></Worksheet>")
    path.write_text("".join(out) + "</Workbook>", "utf-8")


def xlsb(path: Path, sheets: Sheets) -> None:
    """Write a minimal xlsb by hand (MS-XLSB records: a workbook, its sheets, rows, inline texts and numbers)."""
    names = list(sheets)
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{place}.bin"/>'
        for place in range(1, len(names) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
        for place in range(1, len(names) + 1)
    )
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, place) + _wide(f"rId{place}") + _wide(name))
        for place, name in enumerate(names, start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>{overrides}</Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        packed.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        )
        packed.writestr("xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132))
        for place, grid in enumerate(sheets.values(), start=1):
            packed.writestr(f"xl/worksheets/sheet{place}.bin", _xlsb_sheet(grid))


def _xlsb_sheet(grid: Grid) -> bytes:
    width = max((len(line) for line in grid.lines), default=1)
    out = [
        _record(129),
        _record(148, struct.pack("<IIII", 0, max(len(grid.lines) - 1, 0), 0, max(width - 1, 0))),
        _record(145),
    ]
    for row, line in enumerate(grid.lines):
        out.append(_record(0, struct.pack("<II", row, 0) + b"\0" * 9))
        for column, value in enumerate(line):
            head = struct.pack("<II", column, 0)
            if isinstance(value, str):
                out += [_record(6, head + _wide(value))] if value else []
            elif not isinstance(value, dt.date):
                out.append(_record(5, head + struct.pack("<d", value)))
    return b"".join([*out, _record(146), _record(130)])


def _wide(words: str) -> bytes:
    data = words.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(data)
    while True:
        length, low = length >> 7, length & 0x7F
        size += bytes([low | (0x80 if length else 0)])
        if not length:
            return head + size + data


#: Formats that hold several sheets, by their extension.
WORKBOOKS: dict[str, Callable[[Path, Sheets], None]] = {"xlsx": xlsx, "xls": xls, "ods": ods, "xlsb": xlsb}
