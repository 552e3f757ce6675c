"""Contribution months, pay days and ages: plain arithmetic on dates, the same everywhere."""

from __future__ import annotations

import calendar
import datetime as dt

from payung.law.refusals import NotInForce
from payung.law.rulebook import START
from payung.vocabulary.words import Words


def month_end(month: dt.date) -> dt.date:
    """Return the last day of a month: a figure counts for a month when it is in force on that day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def month_number(month: dt.date) -> int:
    """Return a month as the number of months since year 0."""
    return month.year * 12 + month.month - 1


def add_months(month: dt.date, count: int) -> dt.date:
    """Return the first day of the month `count` months later."""
    number = month_number(month) + count
    return dt.date(number // 12, number % 12 + 1, 1)


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first days of every month from first to last, both included."""
    return [add_months(first, count) for count in range(month_number(last) - month_number(first) + 1)]


def completed_months(born: dt.date, on: dt.date) -> int:
    """Return completed months of life on a day; somebody born on the 31st completes a shorter month on its last day."""
    months = month_number(on) - month_number(born)
    return months - 1 if on.day < min(born.day, month_end(on).day) else months


def completed_years(born: dt.date, on: dt.date) -> int:
    """Return completed years of life on a day."""
    return completed_months(born, on) // 12


def read_month(text: str) -> dt.date:
    """Read a contribution month as people type it: `2026-01` or `01-2026`.

    :raises NotInForce: if it is no month, or lies before July 2015.
    """
    parts = text.strip().split("-")
    year, month = (parts[-1], parts[0]) if len(parts) == 2 and len(parts[1]) == 4 else (parts[0], parts[-1])
    if not (len(parts) == 2 and year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        raise NotInForce(_NO_MONTH, text=text)
    return in_book(dt.date(int(year), int(month), 1))


def in_book(month: dt.date) -> dt.date:
    """Return the first day of a contribution month.

    :raises NotInForce: if it lies before July 2015.
    """
    if month < START:
        raise NotInForce(_BEFORE, month=f"{month:%Y-%m}")
    return month.replace(day=1)


_NO_MONTH = Words(
    id="{text} bukan bulan iuran; tulis tahun-bulan, mis. 2026-01",
    en="{text} is not a contribution month; write year-month, e.g. 2026-01",
)
_BEFORE = Words(
    id="Bulan {month} sebelum Juli 2015: buku aturan ini mulai dari PP 44, 45, dan 46 Tahun 2015",
    en="Month {month} is before July 2015: this rule book starts with PP 44, 45 and 46 of 2015",
)
