"""The review queue, as masked pairs of the viewer's own lists."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.linkage.models import Judgement, Pair


def _open_pairs() -> QuerySet[Pair]:
    answered = Judgement.objects.filter(
        office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None
    )
    return Pair.objects.filter(~Exists(answered), outcome="review")


def open_count(*, seen_by: Viewer) -> int:
    """Return how many pairs wait for an answer."""
    seen_by.must("review")
    with scope(seen_by):
        return _open_pairs().count()


def next_pairs(*, seen_by: Viewer, limit: int, at: dt.datetime) -> list[Pair]:
    """Return pairs that wait, the most likely matches first (there a wrong seat costs money soonest); the look is recorded.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        found = list(_open_pairs().select_related("row").order_by("-weight", "pk")[:limit])
        audit.record(
            "pairs.seen",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about="review",
            at=at,
            purpose="review",
            first=found[0].pk if found else None,
            pairs=len(found),
        )
    return found
