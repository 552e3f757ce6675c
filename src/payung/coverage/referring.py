"""Figures that others printed, and what about them does not close."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from payung.access.viewer import Viewer
from payung.coverage.classes import LEVELS
from payung.coverage.models import Reference
from payung.coverage.oddities import Known, Oddity, oddities
from payung.coverage.printed import Printed
from payung.registry.models import Place, Universe
from payung.vocabulary import wilayah


def references(*, seen_by: Viewer, place: str = "") -> list[Printed]:
    """Return the figures that were printed of a place and the places in it, oldest first.

    :raises NotAllowed: if the viewer may not see coverage.
    """
    seen_by.must("see_coverage")
    return [
        _printed(one)
        for one in Reference.objects.order_by("place_code", "place_name", "on", "quantity", "pk")
        if not place or one.place_code == place or one.place_code.startswith(f"{place}.")
    ]


def _printed(one: Reference) -> Printed:
    return Printed(
        one.place_code, one.place_name, one.on, one.quantity, one.value, one.source, one.definition, one.remark
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """Percentages that one source printed on one day of the places in one province: the highest first; equal ones share a rank."""

    province: str
    on: dt.date
    source: str
    definition: str
    places: tuple[tuple[int, Printed], ...]


def rankings(printed: Sequence[Printed]) -> list[Ranking]:
    """Return every printed table of coverage that has at least two places of a province, the newest first."""
    groups: dict[tuple[str, dt.date, str, str], list[Printed]] = defaultdict(list)
    for one in printed:
        if one.quantity == "pct" and len(one.place_code) == LEVELS["kabupaten"]:
            groups[(one.place_code[:2], one.on, one.source, one.definition)].append(one)
    found = []
    for key, places in groups.items():
        places.sort(key=lambda one: (-one.value, one.place_code))
        values = [one.value for one in places]
        if len(places) > 1:
            found.append(Ranking(*key, tuple((values.index(one.value) + 1, one) for one in places)))
    return sorted(found, key=lambda one: (one.on, one.province, one.source), reverse=True)


def targets(*, seen_by: Viewer, place: str) -> list[Printed]:
    """Return the targets that were printed for a place and those above it, by day.

    :raises NotAllowed: if the viewer may not see coverage.
    """
    seen_by.must("see_coverage")
    line = [place[:length] for length in LEVELS.values() if len(place) >= length]
    held = Reference.objects.filter(place_code__in=line, quantity="target_pct").order_by("on", "place_code", "source")
    return [_printed(one) for one in held]


def odd_references(*, seen_by: Viewer, place: str = "") -> list[Oddity]:
    """Return what does not close in the figures of a place, each held against all figures of the same print."""
    found = oddities(references(seen_by=seen_by), known_of_places())
    return [odd for odd in found if not place or odd.place_code == place or odd.place_code.startswith(f"{place}.")]


def known_of_places() -> Known:
    """Return what printed figures are held against: populations, splits and official names."""
    people = Universe.objects.filter(counts="population", segment="all").order_by("on")
    splits = wilayah.splits_table().to_pylist()
    named = Place.objects.filter(level__in=["provinsi", "kabupaten"], valid_to=None)
    return Known(
        inhabitants=dict(people.values_list("place_code", "people")),
        split_from={one["child"]: one["parent"] for one in splits},
        names=dict(named.values_list("code", "name")),
    )
