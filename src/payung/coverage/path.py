"""The path from what is covered now to a stated target: people to add, by year and by month, and whether the present rate gets there.

Plain arithmetic on figures and statements. A target without a universe of the very same cell has no path: a share of nothing
counts nobody. Where sources of a universe disagree, there is a path for each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from payung.coverage.figures import PPM, Figure, StatedUniverse
from payung.vocabulary.month import Month

#: The present rate is that of the last so many months, as far as they were measured.
RATE_OVER = 12


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A share (ppm) of a universe that was set for the end of a year."""

    place_code: str
    year: int
    counts: str
    segment: str
    ppm: int
    source: str
    definition: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How many people were gained (or lost: below nought) between two measured months, `months` apart."""

    first: dt.date
    last: dt.date
    gained: int
    months: int

    def after(self, months: int) -> int:
        """Return how many people so many months bring at this rate, rounded down."""
        return self.gained * months // self.months


@dataclass(frozen=True, slots=True)
class Step:
    """What one target asks of one universe. People are whole, months count from the newest figure to the year's December.

    `to_add` from now on. None where it cannot be known: no universe, no rate.
    """

    target: StatedTarget
    universe: StatedUniverse | None
    needed: int | None = None
    to_add: int | None = None
    months: int = 0
    expected: int | None = None
    reaches: bool | None = None
    reached_in: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One month on the way: how many people would have to be covered, and how many will be at the present rate."""

    month: dt.date
    needed: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class YearOfPath:
    """One year on the way: how many people must be covered at its end, to add in it and in each of its months that are left."""

    year: int
    needed: int
    to_add: int
    per_month: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of one universe (or of none) in the order of their years, from the newest figure."""

    now: Figure
    universe: StatedUniverse | None
    rate: Rate | None
    steps: tuple[Step, ...]

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Return every month until the last target: the people to add of a year spread evenly over its months."""
        return tuple(_milestones(self))

    @property
    def years(self) -> tuple[YearOfPath, ...]:
        """Return every year until the last target."""
        found: list[YearOfPath] = []
        people = self.now.protected
        for year, months in groupby(self.milestones, key=lambda one: one.month.year):
            *_, last = these = list(months)
            added = last.needed - people
            found.append(YearOfPath(year, last.needed, added, -(-added // len(these)), last.expected))
            people = last.needed
        return tuple(found)


def rate_of(history: Sequence[Figure]) -> Rate | None:
    """Return the present rate: from the earliest to the newest figure of the last RATE_OVER months; None with fewer than two."""
    if len(history) < 2:
        return None
    last = history[-1]
    since = Month.of(last.month).plus(-RATE_OVER).starts_on
    first = next(one for one in history if one.month >= since)
    if first.month == last.month:
        first = history[-2]
    months = Month.of(first.month).months_until(Month.of(last.month))
    return Rate(first.month, last.month, last.protected - first.protected, months)


def paths_of(history: Sequence[Figure], targets: Sequence[StatedTarget]) -> list[Path]:
    """Return a path for each universe that divides the newest figure, and one without figures where none does.

    :param history: figures of one cell, oldest first, not empty. :param targets: of that very cell, in any order.
    """
    now, rate = history[-1], rate_of(history)
    in_order = sorted(targets, key=lambda one: (one.year, one.source))
    kinds = {(one.counts, one.segment) for one in in_order}
    universes = [one.universe for one in now.shares if (one.universe.counts, one.universe.segment) in kinds]
    if not universes:
        return [Path(now, None, rate, tuple(Step(one, None) for one in in_order))] if in_order else []
    found = []
    for universe in universes:
        mine = [one for one in in_order if (one.counts, one.segment) == (universe.counts, universe.segment)]
        found.append(Path(now, universe, rate, tuple(_steps(now, universe, rate, mine))))
    return found


def _steps(now: Figure, universe: StatedUniverse, rate: Rate | None, targets: Sequence[StatedTarget]) -> list[Step]:
    steps: list[Step] = []
    here = Month.of(now.month)
    for target in targets:
        needed = -(-universe.people * target.ppm // PPM)
        to_add = max(needed - now.protected, 0)
        months = max(here.months_until(Month(target.year, 12)), 0)
        expected = now.protected + rate.after(months) if rate else None
        steps.append(
            Step(
                target=target,
                universe=universe,
                needed=needed,
                to_add=to_add,
                months=months,
                expected=expected,
                reaches=True if not to_add else None if expected is None else expected >= needed,
                reached_in=_reached_in(now, to_add, rate),
            )
        )
    return steps


def _reached_in(now: Figure, to_add: int, rate: Rate | None) -> dt.date | None:
    """Return the month in which the present rate has brought so many; None where it never does, or not within fifty years."""
    if not to_add:
        return now.month
    if rate is None or rate.gained <= 0:
        return None
    months = -(-to_add * rate.months // rate.gained)
    return Month.of(now.month).plus(months).starts_on if months <= 600 else None


def _milestones(path: Path) -> list[Milestone]:
    if path.universe is None:
        return []
    found: list[Milestone] = []
    here, people = Month.of(path.now.month), path.now.protected
    # Of several targets of a year the highest is the one to reach.
    ends = {step.target.year: step.needed or 0 for step in sorted(path.steps, key=lambda one: one.needed or 0)}
    for year, needed in sorted(ends.items()):
        end, goal = Month(year, 12), max(needed, people)
        span, start = here.months_until(end), people
        for step in range(1, span + 1):
            month = here.plus(step)
            people = start + -(-(goal - start) * step // span)
            after = Month.of(path.now.month).months_until(month)
            expected = path.now.protected + path.rate.after(after) if path.rate else None
            found.append(Milestone(month.starts_on, people, expected))
        if span > 0:
            here, people = end, goal
    return found
