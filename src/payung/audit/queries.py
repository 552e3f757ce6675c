"""Read the trail."""

from __future__ import annotations

from collections.abc import Iterator

from payung.audit.models import Event


def events() -> Iterator[dict[str, object]]:
    """Return every event in order, as plain values."""
    fields = ("id", "at", "actor_id", "actor", "action", "about", "purpose", "detail")
    yield from Event.objects.using("owner").order_by("pk").values(*fields).iterator(chunk_size=5_000)
