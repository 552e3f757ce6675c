"""Typed text made plain: printable ASCII with single spaces, as every reader of this room expects it."""

from __future__ import annotations

import re
import unicodedata

#: What stands in for an ASCII character in lists that travelled through Word, WhatsApp and phones.
_LIKE = {
    "‘’‚‛´`ʼ": "'",
    "“”„‟": '"',
    "‐‑‒–—―−": "-",
    "０１２３４５６７８９": "0123456789",
    "ØøÐđĐłŁıßÆæ": "OoDdDlLisAa",
}
#: Characters without width: they leave no space behind.
_WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"

_FROM = "".join(_LIKE) + _WIDTHLESS
_TO = "".join(to * len(like) if len(to) == 1 else to for like, to in _LIKE.items())
_TABLE = str.maketrans(_FROM[: len(_TO)], _TO, _WIDTHLESS)
_UNPRINTABLE = re.compile(r"[^!-~]+")


def plain(text: str | None) -> str:
    """Return a text as printable ASCII: accents dropped, typographic signs replaced, every gap one space, ends trimmed."""
    if not text:
        return ""
    decomposed = unicodedata.normalize("NFD", text.translate(_TABLE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _UNPRINTABLE.sub(" ", bare).strip()


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def one_of(words: tuple[str, ...] | list[str]) -> str:
    """Return a regular expression that matches any of the expressions, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def sql_map(pairs: dict[str, str] | dict[str, int]) -> str:
    """Return a DuckDB MAP literal of a Python dictionary with texts as keys."""
    keys = ", ".join(quoted(key) for key in pairs)
    values = ", ".join(quoted(value) if isinstance(value, str) else str(value) for value in pairs.values())
    return f"MAP([{keys}], [{values}])"


# The first branch is the fast one: nearly every cell is plain already.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO plain_text(typed) AS
    CASE WHEN typed IS NULL THEN ''
         WHEN regexp_full_match(typed, '[!-~]*( [!-~]+)*') AND NOT contains(typed, '`') THEN ltrim(typed)
         ELSE trim(regexp_replace(strip_accents(translate(typed, {quoted(_FROM)}, {quoted(_TO)})), '[^!-~]+', ' ', 'g'))
    END;
CREATE OR REPLACE TEMP MACRO only_digits(typed) AS regexp_replace(typed, '[^0-9]+', '', 'g');
"""
