"""Figures that others printed, and what about them does not close."""

from __future__ import annotations

from payung.access.viewer import Viewer
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
        Printed(one.place_code, one.place_name, one.on, one.quantity, one.value, one.source, one.definition, one.remark)
        for one in Reference.objects.order_by("place_code", "place_name", "on", "quantity", "pk")
        if not place or one.place_code == place or one.place_code.startswith(f"{place}.")
    ]


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
