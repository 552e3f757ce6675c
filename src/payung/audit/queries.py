"""Read the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from payung.audit.models import Event

_FIELDS = ("id", "at", "actor_id", "actor", "action", "about", "purpose", "detail")


def events() -> Iterator[dict[str, object]]:
    """Return every event in order, as plain values."""
    yield from Event.objects.using("owner").order_by("pk").values(*_FIELDS).iterator(chunk_size=5_000)


def latest_but(skipped: int, *, actor_id: int, actions: Sequence[str], since: dt.datetime) -> dt.datetime | None:
    """Return when an account did one of some acts, leaving out its latest so many; None where no more are after a moment."""
    found = Event.objects.using("owner").filter(actor_id=actor_id, at__gt=since, action__in=actions)
    return found.order_by("-at").values_list("at", flat=True)[skipped : skipped + 1].first()


def newest(*, about: str, actions: Sequence[str]) -> tuple[str, int | None] | None:
    """Return the newest of some acts about a thing, as (act, account that did it); None where there is none."""
    found = Event.objects.using("owner").filter(about=about, action__in=actions).order_by("-pk")
    return found.values_list("action", "actor_id").first()


def events_about(about: str, *, actions: Sequence[str]) -> list[dict[str, object]]:
    """Return what was done with one thing, oldest first. The room that knows the thing asks: it has checked who may see it."""
    fields = ("id", "at", "actor", "action", "purpose", "detail")
    return list(Event.objects.using("owner").filter(about=about, action__in=actions).order_by("pk").values(*fields))
