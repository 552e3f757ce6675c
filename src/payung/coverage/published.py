"""Read what was published: rounded counts and withheld cells, and shares made of these alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.coverage.classes import LEVELS
from payung.coverage.figures import PPM
from payung.coverage.models import Publication, PublishedCell
from payung.coverage.queries import NotKnown, Question
from payung.registry.models import Place


class NotPublished(Exception):
    """Nothing was published for this question."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published row. None is withheld; counts are multiples of five, totals rounded on their own."""

    place_code: str
    label: str
    category: str
    protected: int | None
    others: int | None
    people: int | None
    edition: int

    @property
    def of_people_ppm(self) -> int | None:
        """Return the share protected, from the rounded counts; None where one of them is withheld or there is nobody."""
        if self.protected is None or not self.people:
            return None
        return min(self.protected, self.people) * PPM // self.people


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication: of what, which edition, when and by whom. How many people it was made of is never shown."""

    basis: str
    population: str
    month: dt.date
    root_code: str
    edition: int
    as_of: dt.date | None
    published_at: dt.datetime
    published_by: str


def editions(*, seen_by: Viewer, limit: int = 100) -> list[Edition]:
    """Return what the viewer's office published, the newest month and edition first.

    :raises NotAllowed: if the viewer may not see coverage.
    """
    seen_by.must("see_coverage")
    with scope(seen_by):
        held = Publication.objects.order_by("-month", "population", "basis", "root_code", "-edition")[:limit]
        return [
            Edition(
                one.basis,
                one.population,
                one.month,
                one.root_code,
                one.edition,
                one.as_of,
                one.published_at,
                one.published_by,
            )
            for one in held
        ]


def published_figures(asked: Question, *, seen_by: Viewer) -> list[PublishedFigure]:
    """Return the newest edition of what was published.

    :raises NotAllowed: if the viewer may not see coverage.
    :raises NotPublished: if nothing was.
    :raises NotKnown: if it was not published by this dimension.
    """
    seen_by.must("see_coverage")
    with scope(seen_by):
        held = Publication.objects.filter(basis=asked.basis, population=asked.population, month=asked.month)
        roots = [asked.place] if asked.place else [seen_by.kabupaten_code]
        edition = None
        while edition is None and roots[-1]:
            edition = held.filter(root_code=roots[-1]).order_by("-edition").first()
            roots.append(roots[-1].rpartition(".")[0])
        if edition is None:
            raise NotPublished
        place = asked.place or edition.root_code
        cells = PublishedCell.objects.filter(publication=edition)
        if asked.by in LEVELS or asked.by == "place":
            cells = cells.filter(dimension="total", place_code__startswith=place)
        else:
            cells = cells.filter(dimension=asked.by, place_code=place)
        found: dict[tuple[str, str], dict[str, int | None]] = {}
        for cell in cells.order_by("place_code", "category"):
            found.setdefault((cell.place_code, cell.category), {})[cell.counts] = cell.shown
        if not found:
            raise NotKnown(
                tuple(
                    sorted(set(PublishedCell.objects.filter(publication=edition).values_list("dimension", flat=True)))
                )
            )
    if asked.by in LEVELS:
        found = {key: counts for key, counts in found.items() if len(key[0]) == LEVELS[asked.by]}
    names = dict(
        Place.objects.using("owner")
        .filter(code__in={place for place, _ in found})
        .order_by("-valid_to")
        .values_list("code", "name")
    )
    return [
        PublishedFigure(
            place_code=place,
            label=names.get(place, place),
            category=category,
            protected=counts["protected"],
            others=counts["others"],
            people=counts["all"],
            edition=edition.edition,
        )
        for (place, category), counts in found.items()
    ]
