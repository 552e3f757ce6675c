"""Names of places, and the denominators that were stated of an office's own."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from payung.access.viewer import Viewer
from payung.coverage.figures import StatedUniverse
from payung.registry.models import Place, Universe


def place_names(codes: Collection[str]) -> dict[str, str]:
    """Return the newest name of each place."""
    named = Place.objects.using("owner").filter(code__in=list(codes)).order_by("-valid_to")
    return dict(named.values_list("code", "name"))


def stated_universes(*, seen_by: Viewer) -> list[StatedUniverse]:
    """Return what was stated of the office's place, the places in it and those above it, newest first.

    :raises NotAllowed: if the viewer may not see coverage.
    """
    seen_by.must("see_coverage")
    own = seen_by.kabupaten_code
    held = Universe.objects.filter(
        Q(place_code__startswith=f"{own}.") | Q(place_code__in=[own, own.rpartition(".")[0]])
    ).order_by("-on", "place_code", "counts", "source")
    return [
        StatedUniverse(one.place_code, one.counts, one.segment, one.people, one.on, one.source, one.definition)
        for one in held
    ]
