"""What people typed, made safe to print: control signs and writing-direction overrides out, nothing else changed."""

from __future__ import annotations

import unicodedata

# Overrides and isolates turn the letters after them around: a name that reads as another name.
_DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF}


def printable(text: str) -> str:
    """Return one line of text without control signs, direction overrides and halves of letters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if ord(letter) in _DIRECTION:
        return ""
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cs", "Cn", "Co") else letter
