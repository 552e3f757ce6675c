"""What operators said of covered members, month by month, and who was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.fieldwork.models import Errand, Sighting

#: So many reports at once are looked through; the others follow once these are settled.
MOST_REPORTS = 5000


@dataclass(frozen=True, slots=True)
class MonthErrand:
    """One operator of one month: `answered` members through this errand; `ends_at` shuts the link by itself."""

    errand_id: int
    kelurahan_code: str
    rw: str
    rt: str
    holder: str
    given_at: dt.datetime
    ends_at: dt.datetime
    opened_at: dt.datetime | None
    ended_at: dt.datetime | None
    has_letter: bool
    answered: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How many members of a kelurahan were answered for in a month: answered = present + to correct + left."""

    answered: int
    present: int
    to_correct: int
    left: int


@dataclass(frozen=True, slots=True)
class Operator:
    """Who had which place in an earlier month."""

    kelurahan_code: str
    rw: str
    rt: str
    holder: str


def errands_of(month: dt.date, *, seen_by: Viewer) -> list[MonthErrand]:
    """Return the operators of a month, by place.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        found = list(
            Errand.objects.filter(month=month)
            .annotate(n=Count("sightings"))
            .order_by("kelurahan_code", "rw", "rt", "pk")[:2000]
        )
    return [
        MonthErrand(
            one.pk,
            one.kelurahan_code,
            one.rw,
            one.rt,
            one.holder,
            one.given_at,
            one.ends_at,
            one.opened_at,
            one.ended_at,
            bool(one.letter_sha256),
            one.n,
        )
        for one in found
    ]


def answered(month: dt.date, *, seen_by: Viewer) -> dict[str, Answered]:
    """Return what was said in a month, by kelurahan.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        rows = (
            Sighting.objects.filter(month=month)
            .values_list("errand__kelurahan_code")
            .annotate(
                n=Count("pk"),
                present=Count("pk", filter=Q(answer="confirmed")),
                to_correct=Count("pk", filter=Q(answer="corrected")),
            )
        )
        return {place: Answered(n, here, wrong, n - here - wrong) for place, n, here, wrong in rows}


def operators_before(month: dt.date, *, seen_by: Viewer) -> list[Operator]:
    """Return who had a place in the newest month before one: they are asked again first.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        last = Errand.objects.filter(month__lt=month).aggregate(Max("month"))["month__max"]
        found = Errand.objects.filter(month=last, month__isnull=False).order_by("kelurahan_code", "rw", "rt")
        return [Operator(*one) for one in found.values_list("kelurahan_code", "rw", "rt", "holder")[:2000]]


def seats_answered(errand: Errand, *, seen_by: Viewer) -> list[int]:
    """Return the seats of an errand's kelurahan that were answered for in its month, by whichever operator."""
    with scope(seen_by):
        said = Sighting.objects.filter(month=errand.month, errand__kelurahan_code=errand.kelurahan_code)
        return list(said.values_list("seat_id", flat=True))


def said_through(errand_id: int, *, seen_by: Viewer, limit: int) -> list[Sighting]:
    """Return the newest answers of an errand."""
    with scope(seen_by):
        return list(Sighting.objects.filter(errand_id=errand_id).order_by("-found_at", "-pk")[:limit])


def reported(*, seen_by: Viewer) -> list[tuple[int, int]]:
    """Return (report, line) of everything but "masih ada" that no verifier has settled, the oldest first.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        due = Sighting.objects.filter(settled_at=None).exclude(answer="confirmed")
        return list(due.order_by("found_at", "pk").values_list("pk", "line_id")[:MOST_REPORTS])


def reports_named(ids: Sequence[int], *, seen_by: Viewer) -> list[Sighting]:
    """Return the reports of some numbers that are not settled, the oldest first, each with its errand; others are left out.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        due = Sighting.objects.filter(pk__in=ids, settled_at=None).exclude(answer="confirmed")
        return list(due.select_related("errand").order_by("found_at", "pk"))
