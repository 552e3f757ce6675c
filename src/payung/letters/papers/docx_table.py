"""Tables of a Word document: bare ones that place things, ruled ones whose head comes back on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from payung.letters.papers import model
from payung.letters.papers.safe import printable


def bare_table(
    document: Any, widths: Sequence[float], *, rows: int, indent: float = 0, keep_together: bool = False
) -> Any:
    """Add a table without rules; widths and indent in millimetres."""
    grid = document._body.add_table(rows, len(widths), Mm(sum(widths)))
    _fixed(grid, widths)
    _margins(grid, sides=0.6, ends=0)
    if indent:
        shift = OxmlElement("w:tblInd")
        shift.set(qn("w:w"), str(_twips(indent)))
        shift.set(qn("w:type"), "dxa")
        grid._tbl.tblPr.append(shift)
    if keep_together:
        for row in grid.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return grid


def ruled_table(document: Any, widths: Sequence[float]) -> Any:
    """Add a ruled table that has its head row only."""
    grid = document._body.add_table(1, len(widths), Mm(sum(widths)))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fixed(grid, widths)
    _margins(grid, sides=1.2, ends=0.7)
    head = grid.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:cantSplit"))
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    head.append(again)
    for cell in grid.rows[0].cells:
        _shade(cell)
    return grid


def add_rows(table: Any, widths: Sequence[float], block: model.Table, size: float) -> None:
    """Add the rows and the total of a block to a table's element, letters of so many points.

    Written as XML at once: built cell by cell, a list of two thousand people takes ten times as long.
    """
    aligns = ["left" if column.align == "justify" else column.align for column in block.columns]
    high = f'<w:trHeight w:val="{_twips(block.row_height)}" w:hRule="atLeast"/>' if block.row_height else ""
    standing = '<w:vAlign w:val="center"/>' if block.row_height else ""
    opened = [
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{standing}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
        for width, align in zip(widths, aligns, strict=True)
    ]
    # Word counts letters in half points.
    letters = f'<w:sz w:val="{round(size * 2)}"/></w:rPr><w:t xml:space="preserve">'
    rows = [(row, "") for row in block.rows] + ([(block.total, "<w:b/>")] if block.total else [])
    said = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{high}</w:trPr>"
        + "".join(
            f"{start}{bold}{letters}{escape(printable(text))}</w:t></w:r></w:p></w:tc>"
            for start, text in zip(opened, row, strict=True)
        )
        + "</w:tr>"
        for row, bold in rows
    )
    for row in list(parse_xml(f"<w:tbl {nsdecls('w')}>{said}</w:tbl>")):
        table.append(row)


def _twips(millimetres: float) -> int:
    return round(millimetres * 56.7)


def _fixed(grid: Any, widths: Sequence[float]) -> None:
    """Give columns their widths for good: Word would otherwise stretch a column to a hostile long word."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EBEBEB")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _margins(grid: Any, *, sides: float, ends: float) -> None:
    """Set how far text stays from its cell's edges, in millimetres."""
    margins = OxmlElement("w:tblCellMar")
    for edge, millimetres in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        one = OxmlElement(f"w:{edge}")
        one.set(qn("w:w"), str(_twips(millimetres)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    grid._tbl.tblPr.append(margins)
