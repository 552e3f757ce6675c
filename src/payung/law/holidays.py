"""National holidays by year, as the joint decrees of three ministers set them; which years are known, and which not yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from payung.law.figures import CONFIDENCES
from payung.law.refusals import BadFigures
from payung.law.register import Citation, Register, national
from payung.law.strict_yaml import read_mapping, refuse_unknown
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Year:
    """The national holidays of one year, each with its name, and the decree behind them."""

    year: int
    days: Mapping[dt.date, str]
    source: Citation
    url: str
    confidence: str
    checked_on: dt.date


@dataclass(frozen=True, slots=True)
class Calendar:
    """All years that are known. A day of another year is no holiday here, and `knows` says that nobody looked."""

    years: Mapping[int, Year]

    def knows(self, day: dt.date) -> bool:
        """Whether the decree of the day's year is in the book."""
        return day.year in self.years

    def name(self, day: dt.date) -> str:
        """Return what a national holiday is called, or ''."""
        year = self.years.get(day.year)
        return "" if year is None else year.days.get(day, "")


_KEYS = frozenset({"source", "url", "confidence", "checked_on", "count", "days"})


def read_calendar(path: Path, register: Register) -> Calendar:
    """Read the file of holidays.

    :raises BadFigures: for an unknown key, a day outside its year, a wrong number of days, an unknown decree or confidence.
    """
    content = read_mapping(path)
    refuse_unknown(content, frozenset({"years"}), {"years"}, path.name)
    years = {year: _year(year, row, register, f"{path.name} {year}") for year, row in content["years"].items()}
    return Calendar(MappingProxyType(years))


def _year(year: int, row: Any, register: Register, where: str) -> Year:
    refuse_unknown(row, _KEYS, set(_KEYS), where)
    wrong = [day for day in row["days"] if not isinstance(day, dt.date) or day.year != year]
    if wrong:
        raise BadFigures(f"{where}: {wrong[0]} is no day of {year}")
    if len(row["days"]) != row["count"]:
        raise BadFigures(f"{where}: {len(row['days'])} days, but the decree has {row['count']}")
    if row["confidence"] not in CONFIDENCES:
        raise BadFigures(f"{where}: confidence is one of {', '.join(CONFIDENCES)}")
    source = register.cite(row["source"])
    return Year(year, MappingProxyType(row["days"]), source, row["url"], row["confidence"], row["checked_on"])


def unentered(days: Iterable[dt.date]) -> list[Words]:
    """Return one warning per year that some day falls in and whose holidays nobody has entered: a day may move."""
    years = sorted({day.year for day in days if not national_calendar().knows(day)})
    return [
        Words(
            f"Perhatian: hari libur {year} belum dimuat (SKB tiga menteri tahun itu); tenggat dapat bergeser.",
            f"Beware: the holidays of {year} have not been entered (that year's joint decree); a day may move.",
        )
        for year in years
    ]


@cache
def national_calendar() -> Calendar:
    """Return the holidays of the book."""
    return read_calendar(Path(__file__).parent / "parameters" / "holidays.yaml", national())
