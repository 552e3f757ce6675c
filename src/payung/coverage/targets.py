"""Stated targets of coverage, and the paths to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage.classes import LEVELS
from payung.coverage.figures import KINDS
from payung.coverage.models import Target
from payung.coverage.path import Path, StatedTarget, paths_of
from payung.coverage.queries import NotYourPlace, Question, over_time


@transaction.atomic(using="owner")
def state_target(*, stated: StatedTarget, by: Viewer, at: dt.datetime) -> None:
    """State a target. The same source's target of a year again replaces its share; the trail keeps both.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises NotYourPlace: if the place is outside the office's own.
    """
    by.must("measure_coverage")
    if stated.place_code != by.kabupaten_code and not stated.place_code.startswith(f"{by.kabupaten_code}."):
        raise NotYourPlace
    keep_target(stated, by=by.name, at=at)
    audit.record(
        "target.stated",
        by=by.name,
        by_id=by.account_id,
        about=f"place:{stated.place_code}",
        at=at,
        using="owner",
        year=stated.year,
        counts=stated.counts,
        segment=stated.segment,
        ppm=stated.ppm,
        source=stated.source,
    )


def keep_target(stated: StatedTarget, *, by: str, at: dt.datetime) -> None:
    """Write a target down as it was stated; who may is the caller's to see (the set-up states targets before there is anybody)."""
    Target.objects.using("owner").update_or_create(
        place_code=stated.place_code,
        year=stated.year,
        counts=stated.counts,
        segment=stated.segment,
        source=stated.source,
        defaults={
            "ppm": stated.ppm,
            "definition": stated.definition,
            "confidence": stated.confidence,
            "stated_at": at,
            "stated_by": by,
        },
    )


def stated_targets(*, seen_by: Viewer, place: str = "") -> list[StatedTarget]:
    """Return the targets of a place, or of the office's place, the places in it and those above it, by place and year.

    :raises NotAllowed: if the viewer may not see coverage.
    """
    seen_by.must("see_coverage")
    held = Target.objects.order_by("place_code", "year", "counts", "source")
    if place:
        return [_stated(one) for one in held.filter(place_code=place)]
    own = seen_by.kabupaten_code
    above = [own[:length] for length in LEVELS.values() if len(own) >= length]
    mine = held.filter(place_code__startswith=f"{own}.") | held.filter(place_code__in=above)
    return [_stated(one) for one in mine]


def paths(asked: Question, *, seen_by: Viewer) -> list[Path]:
    """Return the paths to the targets of the place asked that the population asked can count, each from its newest figure.

    Of a place with no target, and to whoever is bound to senders (their people are not the place's), there is none.

    :raises NotAllowed, NotMeasured, NotYourPlace, PublishedOnly: as `queries.figures`.
    """
    cells: dict[str, list[StatedTarget]] = {}
    for one in stated_targets(seen_by=seen_by, place=asked.place) if asked.place and not seen_by.senders else []:
        if (one.counts, asked.population) in KINDS:
            segment = KINDS[(one.counts, asked.population)] if one.segment == "all" else one.segment
            cells.setdefault(segment, []).append(one)
    found: list[Path] = []
    for segment, targets in sorted(cells.items()):
        history = over_time(replace(asked, by="total"), seen_by=seen_by, segment=segment)
        found += paths_of(history, targets) if history else []
    return found


def _stated(one: Target) -> StatedTarget:
    return StatedTarget(
        one.place_code, one.year, one.counts, one.segment, one.ppm, one.source, one.definition, one.confidence
    )
