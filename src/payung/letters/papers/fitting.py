"""The largest letter in which a text surely fits its cell, worked out without drawing: measuring inside Typst costs five times the time."""

from __future__ import annotations

from functools import lru_cache

# Advance widths of Libertinus Serif for the signs 32–126, in thousandths of the letter's size (measured with Typst 0.15).
_WIDTHS = (
    250, 288, 336, 465, 465, 637, 705, 190, 298, 298, 369, 550, 220, 338, 220, 323, 465, 465, 465, 465, 465, 465, 465, 465,
    465, 465, 236, 236, 550, 550, 550, 435, 895, 695, 588, 646, 701, 557, 485, 685, 730, 297, 322, 637, 528, 839, 699, 702,
    541, 702, 587, 485, 597, 661, 652, 951, 660, 575, 604, 356, 287, 356, 518, 486, 392, 457, 493, 428, 506, 447, 310, 500,
    538, 271, 272, 512, 264, 790, 542, 504, 519, 503, 372, 390, 316, 531, 497, 747, 490, 515, 424, 277, 205, 277, 449,
)  # fmt: skip
#: Wider than any accented Latin letter; signs beyond those come from another face or as an empty box.
_LATIN, _OTHER = 960, 1300
#: The letter of the table, in points, and the smaller ones for longer texts.
LETTER = 7.5
_SIZES = (LETTER, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.6, 3.2)
# Of the letter's size: the first line from its top to below its descenders, and each further line.
_FIRST_LINE, _NEXT_LINE = 0.9, 0.96
#: Kerning may widen a line a little.
_SURE = 1.02
_MAY_BREAK = "\u200b"


def width(text: str) -> float:
    """Return how wide a text is, in sizes of its letter; never less than drawn."""
    return sum(_WIDTHS[ord(sign) - 32] if " " <= sign <= "~" else _LATIN if sign < "\u0250" else _OTHER for sign in text) / 1000 * _SURE  # fmt: skip


@lru_cache(maxsize=20_000)
def fit(text: str, room: float, high: float) -> tuple[str, float]:
    """Return the text and the size of letter in points with which it fits a cell of these points.

    A word longer than its cell may be broken; a text that no readable letter would hold is cut with "…".
    """
    if width(text) * _SIZES[0] <= room:
        return text, _SIZES[0]
    for size in _SIZES:
        em = room / size
        if all(width(word) <= em for word in text.split()) and _height(text, em) * size <= high:
            return text, size
    return _broken(text, room, high)


def _height(text: str, em: float) -> float:
    lines, used = 1, 0.0
    for word in text.split():
        wide = width(word)
        if used and used + _WIDTHS[0] / 1000 + wide > em:
            lines, used = lines + 1, wide
        else:
            used += wide + (_WIDTHS[0] / 1000 if used else 0)
    return _FIRST_LINE + _NEXT_LINE * (lines - 1)


def _broken(text: str, room: float, high: float) -> tuple[str, float]:
    """Break words where the cell ends: the largest letter that holds all, else the smallest and as much as it holds."""
    for size in _SIZES:
        lines = _filled(text, room / size)
        if (_FIRST_LINE + _NEXT_LINE * (len(lines) - 1)) * size <= high:
            return _MAY_BREAK.join(lines), size
    holds = int((high / size - _FIRST_LINE) / _NEXT_LINE) + 1
    kept = lines[:holds]
    kept[-1] = f"{kept[-1][: len(kept[-1]) * 4 // 5].rstrip()}…"
    return _MAY_BREAK.join(kept), size


def _filled(text: str, em: float) -> list[str]:
    lines, used = [""], 0.0
    for sign in text:
        wide = width(sign)
        if used + wide > em:
            lines.append("")
            used = 0.0
        lines[-1] += sign
        used += wide
    return lines
