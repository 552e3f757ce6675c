"""The trail of one office: what its accounts did, saw and exported; nobody reads another office's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from payung.access.models import Account
from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit.models import Event, Seal

PAGE = 50
MOST_EXPORTED = 100_000
#: What an administrator reads: who may sign in, who did, who knocked in vain. Whom others looked up is no work of theirs,
#: and the command line shows them nothing of the trail either.
OF_ACCOUNTS = ("account.", "office.", "web.")


class TooManyEvents(Exception):
    """More events than one file may hold; a narrower question is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to read: one account, acts that begin so, one thing, days (the last one included)."""

    actor: str = ""
    act: str = ""
    about: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class EventSeen:
    """One act. `is_sealed`: a seal stands over it, so that a change would show."""

    number: int
    at: dt.datetime
    actor: str
    act: str
    about: str
    purpose: str
    detail: dict[str, object]
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class SealSeen:
    """One seal over a run of events."""

    number: int
    first_event: int
    last_event: int
    events: int
    root: str
    sealed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Check:
    """The newest check of all seals: whether they were whole, and how many were not."""

    at: dt.datetime
    by: str
    broken: int


def reads_all(viewer: Viewer) -> bool:
    """Return whether the viewer reads every act of the office, or acts on accounts only.

    :raises NotAllowed: if the viewer reads no trail.
    """
    if "see_audit" in viewer.may:
        return True
    if "see_accounts" in viewer.may:
        return False
    raise NotAllowed("see_audit")


def events(asked: Asked, *, seen_by: Viewer) -> list[EventSeen]:
    """Return one page of the office's trail, newest first; one more than a page says that it goes on.

    :raises NotAllowed: if the viewer reads no trail.
    """
    found = _found(asked, seen_by)
    if asked.before is not None:
        found = found.filter(pk__lt=asked.before)
    sealed = _sealed_until()
    return [_seen(one, sealed) for one in found.order_by("-pk")[: PAGE + 1]]


def export(asked: Asked, *, by: Viewer, at: dt.datetime) -> Iterator[EventSeen]:
    """Return what the office's trail says to a question, oldest first, as a file may hold it; the export is recorded.

    :raises NotAllowed: if the viewer reads no trail.
    :raises TooManyEvents: if there are more than a file may hold.
    """
    found = _found(asked, by)
    if found.order_by("pk")[MOST_EXPORTED : MOST_EXPORTED + 1].exists():
        raise TooManyEvents
    sealed = _sealed_until()
    newest = found.order_by("-pk").values_list("pk", flat=True).first() or 0
    said = {"of": asked.actor, "acts": asked.act, "thing": asked.about, "since": asked.since, "until": asked.until}
    _record("trail.exported", by=by, at=at, **said)
    return (_seen(one, sealed) for one in found.filter(pk__lte=newest).order_by("pk").iterator(chunk_size=2_000))


def actors(*, seen_by: Viewer) -> list[tuple[str, str]]:
    """Return the office's accounts as (name, full name), closed ones too: their acts stay.

    :raises NotAllowed: if the viewer reads no trail.
    """
    reads_all(seen_by)
    return list(Account.objects.filter(office_id=seen_by.office_id).order_by("name").values_list("name", "full_name"))


def seals(*, seen_by: Viewer, limit: int = 20) -> list[SealSeen]:
    """Return the newest seals of the installation: numbers and hashes, nothing of what is under them.

    :raises NotAllowed: if the viewer reads no trail.
    """
    reads_all(seen_by)
    fields = ("pk", "first_event", "last_event", "events", "root", "sealed_at")
    return [SealSeen(*row) for row in Seal.objects.using("owner").order_by("-pk").values_list(*fields)[:limit]]


def last_check(*, seen_by: Viewer) -> Check | None:
    """Return how the newest check of the seals by this office ended.

    :raises NotAllowed: if the viewer reads no trail.
    """
    reads_all(seen_by)
    found = Event.objects.using("owner").filter(action="trail.verified", actor_id__in=_accounts(seen_by))
    newest = found.order_by("-pk").first()
    return None if newest is None else Check(newest.at, newest.actor, int(newest.detail["broken"]))


def seal(*, by: Viewer, at: dt.datetime) -> SealSeen | None:
    """Seal every event of the installation since the last seal; None where nothing is unsealed.

    :raises NotAllowed: if the viewer may not inspect.
    """
    by.must("see_audit")
    made = audit.seal(at=at)
    if made is None:
        return None
    _record("trail.sealed", by=by, at=at, seal=made.pk, events=made.events)
    return SealSeen(made.pk, made.first_event, made.last_event, made.events, made.root, made.sealed_at)


def verify(*, by: Viewer, at: dt.datetime) -> list[audit.Broken]:
    """Return the seals whose events were changed, added or taken away since; that it was checked is recorded.

    :raises NotAllowed: if the viewer may not inspect.
    """
    by.must("see_audit")
    broken = audit.verify()
    _record("trail.verified", by=by, at=at, broken=len(broken))
    return broken


def _record(act: str, *, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by.name, by_id=by.account_id, about=f"office:{by.office_id}", at=at, using="owner", **detail)


def _accounts(viewer: Viewer) -> Sequence[int]:
    return list(Account.objects.filter(office_id=viewer.office_id).values_list("pk", flat=True))


def _found(asked: Asked, viewer: Viewer) -> QuerySet[Event]:
    everything = reads_all(viewer)
    mine = _accounts(viewer)
    # What the set-up did has no account; it belongs to the office whose accounts it is about.
    ours = [f"account:{one}" for one in mine] + [f"office:{viewer.office_id}"]
    found = Event.objects.using("owner").filter(Q(actor_id__in=mine) | Q(actor_id=None, about__in=ours))
    if not everything:
        of_accounts = Q()
        for beginning in OF_ACCOUNTS:
            of_accounts |= Q(action__startswith=beginning)
        found = found.filter(of_accounts)
    if asked.actor:
        found = found.filter(actor=asked.actor)
    if asked.act:
        found = found.filter(action__startswith=asked.act)
    if asked.about:
        found = found.filter(about=asked.about)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + dt.timedelta(days=1)))
    return found


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _sealed_until() -> int:
    newest = Seal.objects.using("owner").order_by("-last_event").values_list("last_event", flat=True).first()
    return newest or 0


def _seen(one: Event, sealed: int) -> EventSeen:
    return EventSeen(one.pk, one.at, one.actor, one.action, one.about, one.purpose, one.detail, one.pk <= sealed)
