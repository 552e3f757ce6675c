"""A calendar month: the unit of contributions (BLTH), arrears and claims."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from payung.vocabulary.birth import MONTHS
from payung.vocabulary.letters import plain, sql_map

_NAMES = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_YEAR_FIRST = "(20[0-9]{2}|19[0-9]{2})[ ./-]*([0-9]{1,2})(?:[ ./-]+[0-9]{1,2})?"
_MONTH_FIRST = "(?:[0-9]{1,2}[ ./-]+)?([0-9]{1,2})[ ./-]*(20[0-9]{2}|19[0-9]{2})"
_WORD_FIRST = "(?:[0-9]{1,2}[ ./-]*)?([A-Z]+)[ ./-]*(20[0-9]{2}|19[0-9]{2})"


class NotAMonth(ValueError):
    """The text does not name one month of one year."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year. Months are ordered, can be counted and written in both languages."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2200 and 1 <= self.number <= 12):
            raise NotAMonth(f"{self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-03", "03-2026", "202603", "Maret 2026", "Mar 2026", and the month of a day in these orders.

        :raises NotAMonth: if the text does not name one month with a year of four digits.
        """
        typed = plain(text).upper()
        if found := re.fullmatch(_YEAR_FIRST, typed):
            return cls(int(found[1]), int(found[2]))
        if found := re.fullmatch(_MONTH_FIRST, typed):
            return cls(int(found[2]), int(found[1]))
        found = re.fullmatch(_WORD_FIRST, typed)
        if found and found[1] in MONTHS:
            return cls(int(found[2]), MONTHS[found[1]])
        raise NotAMonth(text)

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def starts_on(self) -> dt.date:
        """Return the first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def ends_on(self) -> dt.date:
        """Return the first day after the month: ends are exclusive."""
        return self.plus(1).starts_on

    def plus(self, months: int) -> Month:
        """Return the month so many months later (earlier where negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def months_until(self, later: Month) -> int:
        """Return how many months lie between; negative where the other month is earlier."""
        return (later.year - self.year) * 12 + later.number - self.number

    def say(self, language: str = "id") -> str:
        """Return "Maret 2026", or "March 2026" in English."""
        return f"{_NAMES['en' if language == 'en' else 'id'][self.number - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


_MONTH_MAP = sql_map(MONTHS)

# The first day of the month that a cell names, else NULL.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO month_day(y, m) AS CASE WHEN try_cast(m AS INT) BETWEEN 1 AND 12 THEN make_date(try_cast(y AS INT), try_cast(m AS INT), 1) END;
CREATE OR REPLACE TEMP MACRO month_read(typed) AS
    CASE WHEN regexp_full_match(typed, '{_YEAR_FIRST}')
            THEN month_day(regexp_extract(typed, '{_YEAR_FIRST}', 1), regexp_extract(typed, '{_YEAR_FIRST}', 2))
         WHEN regexp_full_match(typed, '{_MONTH_FIRST}')
            THEN month_day(regexp_extract(typed, '{_MONTH_FIRST}', 2), regexp_extract(typed, '{_MONTH_FIRST}', 1))
         WHEN regexp_full_match(typed, '{_WORD_FIRST}')
            THEN month_day(regexp_extract(typed, '{_WORD_FIRST}', 2), {_MONTH_MAP}[regexp_extract(typed, '{_WORD_FIRST}', 1)]) END;
CREATE OR REPLACE TEMP MACRO month_of(typed) AS list_transform([upper(plain_text(typed))], lambda text: month_read(text))[1];
"""
