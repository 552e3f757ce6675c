"""A paper as DOCX, for those who edit it in Word: real paragraphs, real tables, page numbers as fields."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from payung.letters.papers import model
from payung.letters.papers.docx_table import add_rows, bare_table, ruled_table
from payung.letters.papers.safe import printable

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
#: Decrees are written in Bookman Old Style, everything else in the office's everyday letter.
_FONTS = {"decree": "Bookman Old Style", "decree_amendment": "Bookman Old Style"}
_EVERYDAY = "Times New Roman"
DOTS = "……………………………………"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def docx(paper: model.Paper, *, on: dt.date) -> bytes:
    """Return the paper as DOCX; the same paper on the same day gives the same bytes."""
    word = Word(paper)
    # Each block is drawn on an empty page, for python-docx looks through all that stands there before it adds anything;
    # what comes again (a letterhead, signatures: once an RT) is copied.
    # The shelf stands in the same tree: taking a large table out of one takes lxml a second.
    body, drawn = word.document.element.body, {}
    shelf = OxmlElement("w:shelf")
    word.document.element.append(shelf)
    for block in paper.blocks:
        if block in drawn:
            shelf.extend(deepcopy(drawn[block]))
            continue
        _DRAW[type(block)](word, block)
        drawn[block] = list(body)[:-1]
        shelf.extend(drawn[block])
    body[:0] = list(shelf)
    word.document.element.remove(shelf)
    for number, picture in enumerate(body.iter(qn("wp:docPr")), 1):
        picture.set("id", str(number))
    word.describe(on)
    out = io.BytesIO()
    word.document.save(out)
    return _without_clock(out.getvalue())


class Word:
    """The document under construction: its page, its letter, and how a paragraph is added."""

    def __init__(self, paper: model.Paper) -> None:
        self.paper = paper
        self.document = Document()
        self.heads: dict[tuple[tuple[model.Column, ...], bool], Any] = {}
        width, height = paper.millimetres
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        left, right = (18, 18) if paper.landscape else (28, 20)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.top_margin, section.bottom_margin = Mm(15), Mm(22)
        self.width = width - left - right
        normal = self.document.styles["Normal"]
        font = _FONTS.get(paper.kind, _EVERYDAY)
        normal.font.name, normal.font.size = font, Pt(paper.font_size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "id-ID")
        normal.element.rPr.append(language)
        normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(4), Pt(0)
        self._foot(section)

    def paragraph(self, text: str = "", *, align: str = "left", bold: bool = False, size: float = 0) -> WordParagraph:
        """Add one paragraph."""
        return write(self.document.add_paragraph(), text, align=align, bold=bold, size=size)

    def gap(self, points: float = 6) -> None:
        """Leave a little height; a table needs a paragraph after it."""
        line = self.document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing = Pt(points)

    def describe(self, on: dt.date) -> None:
        """Write title, language and a fixed date into the document's properties."""
        properties = self.document.core_properties
        noon = dt.datetime(on.year, on.month, on.day, 12)  # noqa: DTZ001 (the format has no time zone)
        properties.title, properties.language = printable(self.paper.title)[:255], "id-ID"
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = noon

    def _foot(self, section: Any) -> None:
        line = section.footer.paragraphs[0]
        write(line, f"{self.paper.foot}    Halaman " if self.paper.foot else "Halaman ", size=8)
        field(line, "PAGE")
        line.add_run(" dari ").font.size = Pt(8)
        field(line, "NUMPAGES")


def write(line: WordParagraph, text: str, *, align: str = "left", bold: bool = False, size: float = 0) -> WordParagraph:
    """Write text into a paragraph; returns it."""
    line.alignment = _ALIGN[align]
    run = line.add_run(printable(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    return line


def field(line: WordParagraph, code: str) -> None:
    """Add a field that Word computes (PAGE, NUMPAGES)."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = line.add_run()
        run.font.size = Pt(8)
        part = OxmlElement({"instruction": "w:instrText", "shown": "w:t"}.get(kind, "w:fldChar"))
        if kind in ("instruction", "shown"):
            part.text = code if kind == "instruction" else "1"
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _letterhead(word: Word, block: model.Letterhead) -> None:
    size = word.paper.font_size
    if block.logo:
        line = word.paragraph(align="center")
        line.add_run().add_picture(io.BytesIO(block.logo), height=Mm(20))
    texts = [(block.government.upper(), False, size * 1.2), (block.office.upper(), True, size * 1.45)]
    texts += [(text, False, size * 0.85) for text in block.lines]
    for text, bold, letters in texts:
        line = word.paragraph(text, align="center", bold=bold, size=letters)
        line.paragraph_format.space_after = Pt(0)
    _double_rule(line)
    line.paragraph_format.space_after = Pt(10)


def _double_rule(line: WordParagraph) -> None:
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "24"), ("space", "4"), ("color", "000000")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    line._p.get_or_add_pPr().append(borders)


def _state_head(word: Word, block: model.StateHead) -> None:
    line = word.paragraph(align="center")
    if block.emblem:
        line.add_run().add_picture(io.BytesIO(block.emblem), height=Mm(24))
    else:
        line.paragraph_format.space_before = Mm(24)
    for text in block.lines:
        word.paragraph(text.upper(), align="center", bold=True, size=word.paper.font_size * 1.15)


def _title(word: Word, block: model.Title) -> None:
    for place, text in enumerate(block.lines):
        line = word.paragraph(text.upper(), align="center", bold=True, size=word.paper.font_size * 1.08)
        line.runs[0].underline = block.underlined or None
        line.paragraph_format.space_before = Pt(0 if place else 10)
        line.paragraph_format.space_after = Pt(0)
    if block.number:
        between = " : " if block.underlined else " "
        word.paragraph(f"{block.number.label}{between}{block.number.text}", align="center")
    if block.about:
        word.paragraph("TENTANG", align="center", bold=True).paragraph_format.space_before = Pt(8)
        for text in block.about:
            word.paragraph(text.upper(), align="center", bold=True).paragraph_format.space_after = Pt(0)
    word.gap(10)


def _paragraph(word: Word, block: model.Paragraph) -> None:
    line = word.paragraph(block.text, align=block.align, bold=block.bold)
    line.paragraph_format.left_indent = Mm(block.indent)
    line.paragraph_format.first_line_indent = Mm(block.first)


def _lines(word: Word, block: model.Lines) -> None:
    for text in block.lines:
        line = word.paragraph(text, align=block.align, bold=block.bold)
        line.paragraph_format.left_indent = Mm(block.indent)
        line.paragraph_format.space_after = Pt(0)
    word.gap()


def _fields(word: Word, block: model.Fields) -> None:
    rows = [(label, ":", DOTS if value is None else value) for label, value in block.rows]
    _bare(word, [block.label_width, 4, 0], rows, indent=block.indent)


def _clauses(word: Word, block: model.Clauses) -> None:
    marked = any(marker for marker, _ in block.items)
    rows = [
        (*((block.label, ":") if place == 0 else ("", "")), *((marker,) if marked else ()), text)
        for place, (marker, text) in enumerate(block.items)
    ]
    _bare(word, [block.label_width, 4, *([7] if marked else []), 0], rows, justified=True)


def _points(word: Word, block: model.Points) -> None:
    _bare(word, [7, 0], list(block.items), indent=block.indent, justified=True)


def _bare(
    word: Word, widths: list[float], rows: Sequence[Sequence[str]], *, indent: float = 0, justified: bool = False
) -> None:
    """Place texts beside each other without rules; width 0 takes what is left."""
    left = word.width - indent - sum(widths)
    grid = bare_table(word.document, [width or left for width in widths], rows=len(rows), indent=indent)
    for at, texts in enumerate(rows):
        for cell, text in zip(grid.rows[at].cells, texts, strict=True):
            line = write(cell.paragraphs[0], text, align="justify" if justified and text is texts[-1] else "left")
            line.paragraph_format.space_after = Pt(2)
    word.gap()


def _table(word: Word, block: model.Table) -> None:
    size = word.paper.font_size * (0.76 if block.small else 0.87)
    total = sum(column.width for column in block.columns)
    widths = [column.width / total * word.width for column in block.columns]
    # The same head comes again in every RT's table.
    if (alike := (block.columns, block.small)) not in word.heads:
        grid = ruled_table(word.document, widths)
        for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
            line = write(cell.paragraphs[0], column.title, align="center", bold=True, size=size)
            line.paragraph_format.space_after = Pt(0)
        word.heads[alike] = grid._tbl
        word.document.element.body.remove(grid._tbl)
    word.document.element.body[-1].addprevious(table := deepcopy(word.heads[alike]))
    add_rows(table, widths, block, size)
    word.gap(8)


def _signatures(word: Word, block: model.Signatures) -> None:
    """One row that no page break splits; cells stand on their feet, so that names are on one line however long a title is."""
    many = len(block.signers)
    columns = 2 if many == 1 or many % 3 else 3
    placed = [None, *block.signers] if many == 1 else list(block.signers)
    rows = -(-len(placed) // columns)
    grid = bare_table(word.document, [word.width / columns] * columns, rows=rows, keep_together=True)
    feet = max(len(one.foot) for one in block.signers)
    for place, one in enumerate(placed):
        if one is None:
            continue
        row, column = divmod(place, columns)
        day = [block.place_and_day if column == columns - 1 else ""] if block.place_and_day and row == 0 else []
        gap = ["", "Meterai", "", ""] if block.stamp else ["", "", "", ""]
        above = [*day, *one.head, *gap]
        cell = grid.rows[row].cells[column]
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        _stacked(cell, [*above, one.named, *one.foot, *[""] * (feet - len(one.foot))], named=len(above))
    word.gap()


def _stacked(cell: Any, texts: Sequence[str], *, named: int) -> None:
    """Write lines under each other, centred, kept with what follows; the one at `named` is the name."""
    line = cell.paragraphs[0]
    for place, text in enumerate(texts):
        line = line if place == 0 else cell.add_paragraph()
        write(line, text, align="center", bold=place == named)
        line.paragraph_format.space_after, line.paragraph_format.keep_with_next = Pt(0), True
        if place == named:
            line.runs[0].underline = True


def _space(word: Word, block: model.Space) -> None:
    word.gap(block.mm * 2.83)


def _page_break(word: Word, _block: model.PageBreak) -> None:
    word.document.add_page_break()


_DRAW: dict[type, Callable[[Word, Any], None]] = {
    model.Letterhead: _letterhead,
    model.StateHead: _state_head,
    model.Title: _title,
    model.Paragraph: _paragraph,
    model.Lines: _lines,
    model.Fields: _fields,
    model.Clauses: _clauses,
    model.Points: _points,
    model.Table: _table,
    model.Signatures: _signatures,
    model.Space: _space,
    model.PageBreak: _page_break,
}


def _without_clock(content: bytes) -> bytes:
    """Return the same archive with fixed dates of its parts: the same paper gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as drawn, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in drawn.namelist():
            part = zipfile.ZipInfo(name, date_time=_ZIP_DAY)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            kept.writestr(part, drawn.read(name))
    return out.getvalue()
