"""The one honest figure: what is counted, over what, by whom, when, and what contradicts it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse

from payung.access.viewer import Viewer
from payung.coverage import missing, queries
from payung.coverage.figures import Figure, Share
from payung.coverage.stated import place_names
from payung.coverage.words import BASIS_WORDS, POPULATION_WORDS, UNIVERSE_WORDS
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as a headline. `share` is that of the newest universe; the others stand below it, none is left out.

    `elsewhere`: people on the lists for whom somebody else pays, as BPJS answered; they are not in the figure.
    `months_since`: how many months later than the figure's it is read as the newest one; 0 where it was asked for by its month.
    """

    figure: Figure
    place: str
    address: str
    elsewhere: int = 0
    months_since: int = 0
    template: str = "payung/coverage/headline.html"

    @property
    def explained(self) -> str:
        """Return where the figure is explained."""
        return self.address.replace(reverse("coverage"), reverse("coverage_explain"), 1)

    @property
    def share(self) -> Share | None:
        """Return the share of the newest stated universe, or None where none is stored."""
        return self.figure.shares[0] if self.figure.shares else None

    @property
    def span(self) -> tuple[int, int] | None:
        """Return the lowest and highest share where the sources of the universe disagree: nothing is chosen among them."""
        shares = self.figure.shares
        disagree = any(warning.code == "sources_disagree" for one in shares for warning in one.warnings)
        return (min(one.ppm for one in shares), max(one.ppm for one in shares)) if disagree else None

    @property
    def basis(self) -> Words:
        """Return whose count it is."""
        return BASIS_WORDS[self.figure.basis]

    @property
    def population(self) -> Words:
        """Return whom it counts."""
        return POPULATION_WORDS[self.figure.population]

    @property
    def is_doubtful(self) -> bool:
        """Return whether facts are missing or something contradicts it."""
        return self.figure.sureness == "doubtful" or self.span is not None

    @property
    def universes(self) -> tuple[tuple[Words, Share], ...]:
        """Return every share with what its universe counts."""
        return tuple((UNIVERSE_WORDS[one.universe.counts], one) for one in self.figure.shares)


def of(figure: Figure, who: Viewer) -> Headline:
    """Return a figure of a place's total as a headline."""
    code = figure.place_code
    query = f"month={figure.month:%Y-%m}&of={'register' if figure.population == 'register' else figure.basis}&place={code or 'all'}"
    name = place_names({code}).get(code, code) if code else ""
    is_own_count = (figure.population, figure.basis) == ("listed", "computed")
    others = missing.covered_elsewhere(month=figure.month, place=code, seen_by=who) if is_own_count else 0
    return Headline(figure, name, f"{reverse('coverage')}?{query}", others)


def newest(who: Viewer, *, on: dt.date) -> Headline | None:
    """Return the newest measured figure of the office's own place; None where nothing was measured, or it is not for them.

    Whoever is bound to senders sees no headline: their people are not the town.
    """
    if "see_coverage" not in who.may or who.senders:
        return None
    months = queries.months_measured(seen_by=who)
    if not months:
        return None
    [figure] = queries.figures(queries.Question(month=months[-1], place=who.kabupaten_code), seen_by=who)
    return replace(of(figure, who), months_since=max(0, Month.of(figure.month).months_until(Month.of(on))))
