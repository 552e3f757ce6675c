"""Dated figures: every single value with its day, article, address, confidence and the day it was last checked."""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from payung.law.notes import ENGLISH
from payung.law.refusals import BadFigures, NotInForce, NotPublished
from payung.law.register import Citation, Register, national
from payung.law.strict_yaml import read_mapping, refuse_unknown
from payung.vocabulary.words import Words

# From the strongest ground to the weakest; a decision is as strong as its weakest figure.
CONFIDENCES = ("law", "official", "press", "code", "memory", "conflict")
WEAK = frozenset({"memory", "conflict"})
UNITS = frozenset({"rupiah", "rate", "share", "months", "days", "years", "hours", "persons", "count", "month"})
KINDS = frozenset({"one", "table", "bands"})
# Files of the same folder with a form of their own; they count for the book's hash all the same.
NOT_FIGURES = frozenset({"law.yaml", "holidays.yaml"})
# A figure checked longer ago than this is shown as old.
FRESH_DAYS = 365
# Products with a rate stay inside a signed 64-bit integer below this amount (see language.proved).
LARGEST_FIGURE = 10**15

Key = int | str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One figure from one day. `value` is whole rupiah, ppm for rates, else a plain count; `until` is exclusive."""

    value: int
    since: dt.date
    until: dt.date | None
    sources: tuple[Citation, ...]
    url: str
    confidence: str
    checked_on: dt.date
    note: str

    @property
    def cited(self) -> str:
        """The sources as printed."""
        return "; ".join(str(source) for source in self.sources)

    def note_in(self, language: str) -> str:
        """What must be known about the figure, in a language; '' where there is nothing."""
        return ENGLISH.get(self.note, self.note) if language == "en" else self.note


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure: one value, a table by key, or bands (thresholds → value); each cell has its own dates."""

    name: str
    words: Words
    unit: str
    kind: str
    cells: Mapping[Key, tuple[Value, ...]]
    awaits: Words | None
    expires: dt.date | None

    def at(self, on: dt.date, key: Key = None) -> Value:
        """Return the value in force on a day.

        :raises NotPublished: if the figure ended or is announced yearly and this year's letter is missing.
        :raises NotInForce: if no law that the book knows gave it on that day.
        """
        series = self.cells[key]
        place = bisect.bisect_right([value.since for value in series], on) - 1
        found = series[place] if place >= 0 else None
        if self.expires is not None and on >= self.expires and self.awaits is not None:
            raise NotPublished(self.awaits, name=self.words.id, on=on.isoformat())
        if found is None or (found.until is not None and on >= found.until):
            raise NotInForce(_NOT_IN_FORCE, name=self.words.id, name_en=self.words.en, on=on.isoformat())
        return found

    def keys_at(self, on: dt.date) -> tuple[Key, ...]:
        """Return the keys that have a value on a day, in order."""
        return tuple(key for key in self.cells if self._holds(key, on))

    def _holds(self, key: Key, on: dt.date) -> bool:
        try:
            self.at(on, key)
        except NotInForce:
            return False
        return True


_NOT_IN_FORCE = Words(
    id="{name} belum atau tidak lagi diatur pada {on}; periksa bulan atau tanggalnya",
    en="{name_en} was not regulated on {on}; check the month or the day",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of the book, and the hash of the files that they were read from."""

    by_name: Mapping[str, Figure]
    digest: str

    def __getitem__(self, name: str) -> Figure:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_name.values())

    def days(self) -> tuple[dt.date, ...]:
        """Return every day on which some figure changes, in order."""
        days = {day for figure in self for day in _days(figure)}
        return tuple(sorted(days))


def _days(figure: Figure) -> Iterator[dt.date]:
    for series in figure.cells.values():
        for value in series:
            yield value.since
            if value.until is not None:
                yield value.until
    if figure.expires is not None:
        yield figure.expires


_FIGURE_KEYS = frozenset({"name", "unit", "values", "cells", "bands", "awaits", "expires"})
_VALUE_KEYS = frozenset({"value", "until", "source", "url", "confidence", "checked_on", "note"})


def read_figures(folder: Path, register: Register) -> Figures:
    """Read every figure file of a folder (all YAML but the law register and the holidays).

    :raises BadFigures: for an unknown key, a figure twice, an inexact rate, overlapping dates, or a source that the
        law register does not know.
    """
    figures: dict[str, Figure] = {}
    cited: dict[str, tuple[Citation, ...]] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.read_bytes())
        if path.name in NOT_FIGURES:
            continue
        content = read_mapping(path)
        refuse_unknown(content, frozenset({"about", "figures"}), {"about", "figures"}, path.name)
        refuse_unknown(content["about"], frozenset({"url", "checked_on"}), {"checked_on"}, f"{path.name} about")
        for name, row in content["figures"].items():
            if name in figures:
                raise BadFigures(f"{path.name}: {name} stands in two files")
            figures[name] = _Reader(f"{path.name} {name}", register, content["about"], cited).figure(name, row)
    return Figures(MappingProxyType(figures), digest.hexdigest())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one figure; knows where it stands, so that every refusal can say so."""

    where: str
    register: Register
    about: dict[str, Any]
    cited: dict[str, tuple[Citation, ...]]

    def figure(self, name: str, row: dict[str, Any]) -> Figure:
        refuse_unknown(row, _FIGURE_KEYS, {"name", "unit"}, self.where)
        if row["unit"] not in UNITS:
            raise BadFigures(f"{self.where}: unknown unit {row['unit']!r}; one of {', '.join(sorted(UNITS))}")
        shapes = [shape for shape in ("values", "cells", "bands") if shape in row]
        if len(shapes) != 1:
            raise BadFigures(f"{self.where}: give exactly one of values, cells, bands")
        kind = {"values": "one", "cells": "table", "bands": "bands"}[shapes[0]]
        content = row[shapes[0]]
        cells = {None: content} if kind == "one" else content
        series = {key: self.series(key, rows, row["unit"]) for key, rows in cells.items()}
        if kind == "bands" and (list(series) != sorted(series) or next(iter(series)) != 0):
            raise BadFigures(f"{self.where}: bands start at 0 and rise")
        if ("awaits" in row) != ("expires" in row):
            raise BadFigures(f"{self.where}: expires and awaits belong together")
        return Figure(
            name=name,
            words=self.words(row["name"], "name"),
            unit=row["unit"],
            kind=kind,
            cells=MappingProxyType(series),
            awaits=self.words(row["awaits"], "awaits") if "awaits" in row else None,
            expires=row.get("expires"),
        )

    def words(self, row: Any, key: str) -> Words:
        refuse_unknown(row, frozenset({"id", "en"}), {"id", "en"}, f"{self.where} {key}")
        return Words(**row)

    def series(self, key: Key, rows: Any, unit: str) -> tuple[Value, ...]:
        if not isinstance(rows, dict) or not rows:
            raise BadFigures(f"{self.where} {key}: a day with a value is expected")
        values = [self.value(since, row, unit) for since, row in rows.items()]
        for earlier, later in pairwise(values):
            if later.since <= earlier.since or (earlier.until is not None and earlier.until > later.since):
                raise BadFigures(f"{self.where} {key}: {earlier.since} and {later.since} overlap or are out of order")
        return tuple(values)

    def value(self, since: Any, row: Any, unit: str) -> Value:
        where = f"{self.where} {since}"
        if not isinstance(since, dt.date):
            raise BadFigures(f"{where}: a day is expected (yyyy-mm-dd)")
        refuse_unknown(row, _VALUE_KEYS, {"value", "source", "confidence"}, where)
        until = row.get("until")
        if until is not None and (not isinstance(until, dt.date) or until <= since):
            raise BadFigures(f"{where}: until is the first day without the figure, after {since}")
        if row["confidence"] not in CONFIDENCES:
            raise BadFigures(f"{where}: confidence is one of {', '.join(CONFIDENCES)}")
        sources = self.sources(str(row["source"]), where)
        return Value(
            value=exact(row["value"], unit, where),
            since=since,
            until=until,
            sources=sources,
            url=row.get("url") or self.about.get("url") or self.address(sources),
            confidence=row["confidence"],
            checked_on=row.get("checked_on", self.about["checked_on"]),
            note=row.get("note", ""),
        )

    def address(self, sources: tuple[Citation, ...]) -> str:
        """Where the first regulation cited that has an address in the law register is read; '' if none has."""
        return next((url for one in sources if (url := self.register[one.law].url)), "")

    def sources(self, text: str, where: str) -> tuple[Citation, ...]:
        if text in self.cited:
            return self.cited[text]
        try:
            self.cited[text] = self.register.cite_all(text)
            return self.cited[text]
        except BadFigures as problem:
            raise BadFigures(f"{where}: {problem}") from problem


def exact(value: object, unit: str, where: str) -> int:
    """Return a figure as the integer that rules see: `0.24%` → 2400 ppm; rupiah and counts as they are; months numbered.

    :raises BadFigures: for a float, a negative, a rate that is not exact in ppm, or an absurdly large number.
    """
    if unit in ("rate", "share"):
        return _ppm(value, where)
    if unit == "month":
        return month_number(value, where)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_FIGURE:
        raise BadFigures(f"{where}: {value!r} is not a whole number from 0 to {LARGEST_FIGURE}")
    return value


def month_number(value: object, where: str = "month") -> int:
    """Return a contribution month ("2020-08") as the number of months since year 0, so that rules can subtract.

    :raises BadFigures: if it is not yyyy-mm.
    """
    try:
        day = dt.date.fromisoformat(f"{value}-01")
    except ValueError as problem:
        raise BadFigures(f"{where}: {value!r} is not a month (yyyy-mm)") from problem
    return day.year * 12 + day.month - 1


def _ppm(value: object, where: str) -> int:
    if not isinstance(value, str) or not value.endswith("%"):
        raise BadFigures(f"{where}: a rate is written as a percentage, e.g. 0.24%, not {value!r}")
    try:
        ppm = Decimal(value[:-1]) * 10_000
    except InvalidOperation as problem:
        raise BadFigures(f"{where}: {value!r} is not a percentage") from problem
    if ppm != ppm.to_integral_value() or ppm < 0:
        raise BadFigures(f"{where}: {value!r} is not exact in parts per million")
    return int(ppm)


def is_old(value: Value, on: dt.date) -> bool:
    """Whether a value was last checked more than a year before a day."""
    return (on - value.checked_on).days > FRESH_DAYS


def weakest(confidences: Iterator[str] | list[str]) -> str:
    """Return the weakest of several confidences ('law' when there are none)."""
    return max(confidences, key=CONFIDENCES.index, default="law")


@cache
def national_figures() -> Figures:
    """Return the figures of the book."""
    return read_figures(Path(__file__).parent / "parameters", national())
