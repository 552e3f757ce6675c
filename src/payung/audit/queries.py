"""Read the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from payung.audit.models import Event


def events() -> Iterator[dict[str, object]]:
    """Return every event in order, as plain values."""
    fields = ("id", "at", "actor_id", "actor", "action", "about", "purpose", "detail")
    yield from Event.objects.using("owner").order_by("pk").values(*fields).iterator(chunk_size=5_000)


def events_about(about: str, *, actions: Sequence[str]) -> list[dict[str, object]]:
    """Return what was done with one thing, oldest first. The room that knows the thing asks: it has checked who may see it."""
    fields = ("id", "at", "actor", "action", "purpose", "detail")
    return list(Event.objects.using("owner").filter(about=about, action__in=actions).order_by("pk").values(*fields))
