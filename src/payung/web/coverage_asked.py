"""What an address of coverage asks: month, whose count, place, dimension, order; and the addresses that ask something else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from payung.access.viewer import Viewer
from payung.coverage import queries
from payung.coverage.classes import LEVELS, dimensions_of
from payung.coverage.queries import OF_KABUPATEN, Question
from payung.coverage.stated import place_names
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.words import Words
from payung.web.language import said

# What a reader chooses between: basis and population belong together, and are never mixed in one figure.
OF = {"computed": ("computed", "listed"), "reported": ("reported", "listed"), "register": ("reported", "register")}
OF_WORDS = {
    "computed": Words(
        id="Orang pada daftar, hitungan sendiri (tagihan lunas)", en="People on lists, our own count (paid bills)"
    ),
    "reported": Words(id="Orang pada daftar, menurut laporan BPJS", en="People on lists, as BPJS reports"),
    "register": Words(id="Seluruh register, menurut laporan BPJS", en="The whole register, as BPJS reports"),
}
ANYWHERE = "all"
PLACE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")

NO_MONTH = Words(
    id="Bulan “{typed}” tidak terukur atau bukan bulan.", en="Month “{typed}” is not measured or no month."
)
NO_PLACE = Words(id="“{typed}” bukan kode wilayah (contoh: 64.74.01).", en="“{typed}” is no place code (as 64.74.01).")
NO_WAY = Words(id="“{typed}” tidak dikenal di sini.", en="“{typed}” is not known here.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what may be asked instead. `months` oldest first; `problems` is what was typed and not understood."""

    question: Question
    of: str
    months: tuple[dt.date, ...]
    sort: str
    problems: tuple[str, ...]
    own: str

    @property
    def place_asked(self) -> str:
        """Return the place as an address says it."""
        return self.question.place or ANYWHERE

    @property
    def query(self) -> str:
        """Return this question as the end of an address."""
        return self.changed()

    def changed(self, **other: object) -> str:
        """Return the question with something changed, as the end of an address. Another place asks by its own levels."""
        said: dict[str, object] = {
            "month": f"{self.question.month:%Y-%m}",
            "of": self.of,
            "place": self.place_asked,
            "by": self.question.by,
            "sort": self.sort,
        }
        if "place" in other:
            said.pop("by")
        said |= {name: f"{value:%Y-%m}" if isinstance(value, dt.date) else value for name, value in other.items()}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return what the place asked may be divided by."""
        return dimensions_at(self.question.population, self.question.place)


def dimensions_at(population: str, place: str) -> tuple[str, ...]:
    """Return the dimensions that a population knows of a place: levels below it, then the rest."""
    below = tuple(name for name, length in LEVELS.items() if length > len(place))
    rest = tuple(name for name in dimensions_of(population) if name not in (*LEVELS, "total", "place"))
    if population == "register" and len(place) > LEVELS["kabupaten"]:
        rest = tuple(name for name in rest if name not in OF_KABUPATEN)
    return below + rest


def read(typed: QueryDict, *, by: Viewer, default_by: str = "") -> Asked | None:
    """Return what an address asks, or None where nothing of that population was measured.

    What cannot be understood is replaced by what is usual, and said.
    """
    problems: list[str] = []
    of = _one_of(typed.get("of", ""), tuple(OF), "computed", problems)
    basis, population = OF[of]
    months = queries.months_answerable(population, seen_by=by)
    if not months:
        return None
    place = place_of(typed.get("place", ""), own=by.kabupaten_code, problems=problems)
    known = dimensions_at(population, place)
    asked = Question(
        month=_month(typed.get("month", ""), months, problems), place=place, basis=basis, population=population
    )
    dimension = _one_of(typed.get("by", ""), known, default_by if default_by in known else known[0], problems)
    return Asked(
        question=replace(asked, by=dimension),
        of=of,
        months=tuple(months),
        sort=typed.get("sort", ""),
        problems=tuple(problems),
        own=by.kabupaten_code,
    )


def place_of(typed: str, *, own: str, problems: list[str]) -> str:
    """Return the place that was typed, the office's own where none was, '' for anywhere."""
    typed = typed.strip()
    if typed == ANYWHERE:
        return ""
    if typed and not PLACE.fullmatch(typed):
        problems.append(_said(NO_PLACE, typed))
        return own
    return typed or own


def _one_of(typed: str, known: tuple[str, ...], usual: str, problems: list[str]) -> str:
    if typed and typed not in known:
        problems.append(_said(NO_WAY, typed))
    return typed if typed in known else usual


def _month(typed: str, months: list[dt.date], problems: list[str]) -> dt.date:
    if typed:
        try:
            month = Month.parse(typed).starts_on
        except NotAMonth:
            month = None
        if month in months:
            return month
        problems.append(_said(NO_MONTH, typed))
    return months[-1]


def _said(words: Words, typed: str) -> str:
    return said(words, typed=typed[:40])


def crumbs(asked: Asked) -> list[tuple[str, str]]:
    """Return the places from the office's own down to the one asked, or from the province where it is another's: (name, address)."""
    place, own = asked.question.place, asked.own
    line = [place[:length] for length in LEVELS.values() if len(place) >= length]
    if place == own or place.startswith(f"{own}."):
        line = [code for code in line if code.startswith(own)]
    names = place_names(line)
    return [(names.get(code, code), asked.changed(place=code)) for code in line]
