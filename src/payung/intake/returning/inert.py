"""Texts that leave us: never a formula, never a broken file, never longer than a cell takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from payung.intake.reading.live import guarded_inside

#: What Excel keeps of a cell's text, counted in UTF-16 units.
CELL_LIMIT = 32_767
_CUT = " …"

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Excel reads _x0041_ inside a text as the letter A: what only looks like it is protected.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: How a formula, or something that a spreadsheet takes for one, begins; white space before it does not help.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%]")
# Of a printable row, quoted cell by cell: each empty or beginning with a letter or a digit, so that no program takes one
# for a formula; no quote and no separator inside but a comma that such a sign follows. Any other row is looked at cell by cell.
_PLAIN_CELL = r'(?:[0-9A-Za-z](?>[^",;|]|, ?[0-9A-Za-z])*)?'
_PLAIN_ROW = re.compile(rf'{_PLAIN_CELL}(?>";"{_PLAIN_CELL})*')


def plain(text: str) -> str:
    """Return a text without characters that XML forbids, cut to what one cell holds."""
    # Most texts: a name, a NIK, a day. What is printable is nothing that XML forbids.
    if text.isprintable() and len(text) * 2 <= CELL_LIMIT:
        return text
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= CELL_LIMIT:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= CELL_LIMIT:
        return text
    # A pair of surrogates cut in two is dropped whole.
    return units[: (CELL_LIMIT - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def plain_row(cells: Sequence[str]) -> list[str]:
    """Return the cells of a row as `plain` texts: most rows are looked at once."""
    row = "".join(cells)
    return list(cells) if row.isprintable() and len(row) * 2 <= CELL_LIMIT else [plain(cell) for cell in cells]


def xml_text(text: str) -> str:
    """Return a text as the content of a `<t>` element: shown as it is, evaluated by nobody."""
    text = _ESCAPE_LIKE.sub("_x005F_", plain(text))
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def csv_text(text: str) -> str:
    """Return a text for a csv cell; one that a spreadsheet would take for a formula gets an apostrophe in front, here and inside."""
    text = guarded_inside(plain(text))
    return f"'{text}" if _FORMULA.match(text) else text


def csv_row(cells: Sequence[str]) -> str:
    """Return cells as one row of a csv with semicolons, every cell a `csv_text` in quotes."""
    row = '";"'.join(cells)
    of_cells = row.count('"') - 2 * (len(cells) - 1)
    if not of_cells and row.isprintable() and len(row) * 2 <= CELL_LIMIT and _PLAIN_ROW.fullmatch(row):
        return f'"{row}"'
    return ";".join('"{}"'.format(csv_text(cell).replace('"', '""')) for cell in cells)
