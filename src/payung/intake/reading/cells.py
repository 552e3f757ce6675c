"""A cell of a workbook as text and a type letter; nothing is guessed, nothing is rounded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

#: Type letters of the `lines` contract.
TEXT, NUMBER, DATE, BOOL, ERROR, EMPTY = "s", "n", "d", "b", "e", "."

#: Above this, a float no longer holds every whole number: the file's own digits are read again (exact.py).
EXACT_FLOAT = 2.0**53


def cell(value: object) -> tuple[str, str]:
    """Return the text and the type letter of a value as calamine gives it."""
    if isinstance(value, str):
        return value, TEXT if value.strip() else EMPTY
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), BOOL
    if isinstance(value, (int, float)):
        return number(float(value)), NUMBER
    return _moment(value)


def number(value: float) -> str:
    """Print a number as people see it in Excel: no exponent, no ".0", at most 15 significant digits after the point."""
    if value.is_integer():
        # The shortest digits that make this float: 3302101123456780, never 3.30210112345678E+15.
        return f"{int(value)}" if abs(value) < EXACT_FLOAT else f"{Decimal(repr(value)):f}".removesuffix(".0")
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _moment(value: object) -> tuple[str, str]:
    if isinstance(value, dt.datetime):
        # Excel stores days; a time of day is kept only where there is one.
        whole_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return (value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")), DATE
    if isinstance(value, dt.date):
        return value.isoformat(), DATE
    if isinstance(value, dt.time):
        return value.isoformat("seconds"), TEXT
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}", TEXT
    return str(value), TEXT


def column_letters(index: int) -> str:
    """Return Excel's name of a column: 1 is A, 27 is AA."""
    name = ""
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
