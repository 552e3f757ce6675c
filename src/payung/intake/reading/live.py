"""Cells that a spreadsheet would compute or run when it opens a text file: formulas, commands, calls to other programs."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

#: What a spreadsheet may pass over before it sees the sign: white space, control characters, characters without width.
GAP = "[\\s\x00-\x1f\u200b-\u200f\u2060\ufeff\u00ad]*"
#: Signs that begin a formula, or what some edition takes for one.
SIGNS = "=+\\-@|%＝＋－＠"
_BEGINS = re.compile(f"{GAP}[{SIGNS}]|[\t\r\n]")
#: Begins so and does no harm: numbers, amounts and phones with a sign, a dash for "nothing", and the ="3302…" that guards a NIK.
_HARMLESS = re.compile(r'\s*(?:[+\-]?[\d .,()/\-]*%?|=|="[\d .\-]*")\s*')
#: A formula on a later line of a cell, or behind the separator of another dialect: a program that splits there would run it.
_INSIDE = re.compile(rf"([,;\t|\n\r\"]{GAP})(?=[{SIGNS}][^,;\t|\n\r\"]*[(|!])")

#: What may be read away in front of such a cell: the apostrophe that makes it text, as RE2 for DuckDB.
GUARDED = rf"^'(?:[\s[:cntrl:]\x{{200b}}-\x{{200f}}\x{{2060}}\x{{feff}}\x{{ad}}]*[{SIGNS}]|[\t\r\n])"


def is_live(text: str) -> bool:
    """Tell whether a spreadsheet would take a cell of a text file for more than text or a plain number."""
    return bool(_BEGINS.match(text)) and not _HARMLESS.fullmatch(text)


def guarded_inside(text: str) -> str:
    """Return a text with an apostrophe before every formula that stands inside it."""
    return _INSIDE.sub(r"\1'", text)


class Finder:
    """Counts the live cells of a delimited text, piece by piece."""

    def __init__(self, separator: str) -> None:
        signs = "".join(re.escape(sign) for sign in "=+-@|%＝＋－＠" if sign != separator)
        ends = re.escape(separator) + '"\n\r'
        # The sign stands first, so that the search leaps from sign to sign; what is before it is looked at from behind.
        self._cell = re.compile(rf"[{signs}](?<![^{ends}][{signs}])[^{ends}]*")
        # What is live, and some that is harmless, as RE2 for Arrow: that reads a piece in a tenth of the time.
        begun = (
            dict.fromkeys("@|%＝＋－＠", "")
            | {"=": f"[^{ends}]"}
            | dict.fromkeys("+-", rf"[^{ends}]*[^{ends}\d .,()/\-]")
        )
        perhaps = "|".join(re.escape(sign) + rest for sign, rest in begun.items() if sign != separator)
        self._perhaps = rf"(?:\A|[{ends}])(?:{perhaps})"
        self.count = 0
        self.example = ""

    def look(self, text: str) -> None:
        """Count the live cells of a piece that ends at a line's end."""
        if not pc.match_substring_regex(pa.array([text]), self._perhaps)[0].as_py():
            return
        for found in self._cell.finditer(text):
            if is_live(found[0]):
                self.count += 1
                self.example = self.example or found[0][:30]
