"""Record an act, and seal what was recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from payung.audit.models import Event, Seal


@dataclass(frozen=True, slots=True)
class Broken:
    """A seal whose events are no longer what was sealed."""

    seal: int
    first_event: int
    last_event: int


def record(  # noqa: PLR0913 (one argument per column of the event; naming them is the point)
    action: str,
    *,
    by: str,
    by_id: int | None,
    about: str,
    at: dt.datetime,
    purpose: str = "",
    using: str = "default",
    **detail: object,
) -> None:
    """Write one event into the transaction of the caller's connection."""
    said = {
        key: value if isinstance(value, int | str | bool) or value is None else str(value)
        for key, value in detail.items()
    }
    Event.objects.using(using).bulk_create(
        [Event(at=at, actor_id=by_id, actor=by, action=action, about=about, purpose=purpose, detail=said)]
    )


@transaction.atomic(using="owner")
def seal(*, at: dt.datetime) -> Seal | None:
    """Seal every event since the last seal; return the new seal, or None where nothing is unsealed."""
    last = Seal.objects.using("owner").select_for_update().order_by("-last_event").first()
    after = last.last_event if last else 0
    # Ids are given before commit: an event of an open transaction must not fall between two seals.
    with transaction.get_connection("owner").cursor() as cursor:
        cursor.execute("LOCK TABLE audit_event IN SHARE MODE")
    events = Event.objects.using("owner").filter(pk__gt=after).order_by("pk")
    ids, leaves = _leaves(events.iterator(chunk_size=5_000))
    if not ids:
        return None
    return Seal.objects.using("owner").create(
        first_event=ids[0],
        last_event=ids[-1],
        events=len(ids),
        root=merkle_root([bytes.fromhex(last.root) if last else b"", *leaves]),
        sealed_at=at,
    )


def verify() -> list[Broken]:
    """Return the seals whose events were changed, added or taken away since."""
    broken, before = [], b""
    for one in Seal.objects.using("owner").order_by("first_event"):
        run = Event.objects.using("owner").filter(pk__range=(one.first_event, one.last_event)).order_by("pk")
        ids, leaves = _leaves(run.iterator(chunk_size=5_000))
        if len(ids) != one.events or merkle_root([before, *leaves]) != one.root:
            broken.append(Broken(seal=one.pk, first_event=one.first_event, last_event=one.last_event))
        before = bytes.fromhex(one.root)
    return broken


def merkle_root(leaves: Sequence[bytes]) -> str:
    """Return the root of a binary hash tree in hex; leaves and nodes are hashed apart (RFC 6962)."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex() if level else hashlib.sha256(b"").hexdigest()


def _leaves(events: Iterable[Event]) -> tuple[list[int], list[bytes]]:
    ids, leaves = [], []
    for event in events:
        ids.append(event.pk)
        said = [
            event.pk,
            event.at.isoformat(),
            event.actor_id,
            event.actor,
            event.action,
            event.about,
            event.purpose,
            event.detail,
        ]
        leaves.append(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())
    return ids, leaves
