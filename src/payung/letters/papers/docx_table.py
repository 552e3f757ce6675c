"""Tables of a Word document: bare ones that place things, ruled ones whose head comes back on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from payung.letters.papers import model


def bare_table(
    document: Any, widths: Sequence[float], *, rows: int, indent: float = 0, keep_together: bool = False
) -> Any:
    """Add a table without rules; widths and indent in millimetres."""
    grid = document.add_table(rows=rows, cols=len(widths))
    _fixed(grid, widths)
    _margins(grid, sides=0.6, ends=0)
    if indent:
        shift = OxmlElement("w:tblInd")
        shift.set(qn("w:w"), str(round(indent * 56.7)))
        shift.set(qn("w:type"), "dxa")
        grid._tbl.tblPr.append(shift)
    if keep_together:
        for row in grid.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return grid


def ruled_table(document: Any, widths: Sequence[float], block: model.Table) -> Any:
    """Add a ruled table with room for the block's head, rows and total."""
    grid = document.add_table(rows=1 + len(block.rows) + bool(block.total), cols=len(widths))
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
    if block.row_height:
        for row in list(grid.rows)[1:]:
            row.height, row.height_rule = Mm(block.row_height), WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell in row.cells:
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return grid


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
        one.set(qn("w:w"), str(round(millimetres * 56.7)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    grid._tbl.tblPr.append(margins)
