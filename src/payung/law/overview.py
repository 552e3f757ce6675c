"""The book seen from above: figures in force on a day, what is weak, what ends when, what was checked too long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from payung.law.figures import WEAK, Figure, Figures, Key, Value, is_old
from payung.law.refusals import NotInForce, NotPublished


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one figure with the value that holds on a day."""

    figure: Figure
    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which a figure changes: `then` is the next value, or None where it ends or waits for a letter."""

    on: dt.date
    figure: Figure
    key: Key
    then: Value | None


def in_force(figures: Figures, on: dt.date) -> list[Cell]:
    """Return every cell with a value on a day, in the order of the files."""
    return [Cell(figure, key, value) for figure in figures for key, value in _holding(figure, on)]


def _holding(figure: Figure, on: dt.date) -> Iterator[tuple[Key, Value]]:
    for key in figure.cells:
        try:
            yield key, figure.at(on, key)
        except (NotInForce, NotPublished):
            continue


def weak(figures: Figures, on: dt.date) -> list[Cell]:
    """Return the cells in force whose source is memory or in conflict, or whose reading is open (a note)."""
    return [cell for cell in in_force(figures, on) if cell.value.confidence in WEAK or cell.value.note]


def old(figures: Figures, on: dt.date) -> list[Cell]:
    """Return the cells in force that were last checked more than a year before a day."""
    return [cell for cell in in_force(figures, on) if is_old(cell.value, on)]


def coming(figures: Figures, after: dt.date, until: dt.date) -> list[Change]:
    """Return the changes in (after, until], the nearest first: new values, ends, and letters that must come."""
    changes = [change for figure in figures for change in _changes(figure) if after < change.on <= until]
    return sorted(changes, key=lambda change: (change.on, change.figure.name, str(change.key)))


def _changes(figure: Figure) -> Iterator[Change]:
    if figure.expires is not None:
        yield Change(figure.expires, figure, None, None)
    for key, series in figure.cells.items():
        starts = {value.since for value in series}
        for value in series[1:]:
            yield Change(value.since, figure, key, value)
        for value in series:
            if value.until is not None and value.until not in starts:
                yield Change(value.until, figure, key, None)
