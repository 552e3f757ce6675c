"""State universes, merge and un-merge people."""

from __future__ import annotations

import datetime as dt

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.registry.models import Membership, Merge, MergedMembership, Universe


class NoSuchPerson(Exception):
    """No membership belongs to this person id."""


class NotMerged(Exception):
    """No standing merge of this number."""


class UndoLaterMergeFirst(Exception):
    """A later merge moved some of the same memberships; `merge_id` is it."""

    def __init__(self, merge_id: int) -> None:
        super().__init__(merge_id)
        self.merge_id = merge_id


def state_universe(  # noqa: PLR0913 (a denominator is these facts or it is nothing)
    *, place_code: str, counts: str, segment: str, people: int, on: dt.date, source: str, definition: str
) -> None:
    """State how many there are in a place, with source, day and definition; the same statement twice stays one."""
    Universe.objects.using("owner").update_or_create(
        place_code=place_code,
        counts=counts,
        segment=segment,
        on=on,
        source=source,
        defaults={"people": people, "definition": definition},
    )


@transaction.atomic(using="owner")
def merge(*, from_person: int, into_person: int, reason: str, by: Viewer, at: dt.datetime) -> Merge:
    """Make one person of two: every membership moves; the merge remembers from where.

    :raises NotAllowed: if the viewer may not merge people.
    :raises NoSuchPerson: if one of the two has no membership.
    """
    by.must("merge_people")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="merge")
    _lock_people(from_person, into_person)
    moved = list(Membership.objects.using("owner").filter(person_id=from_person).values_list("pk", flat=True))
    if not moved or not Membership.objects.using("owner").filter(person_id=into_person).exists():
        raise NoSuchPerson
    merged = Merge.objects.using("owner").create(
        from_person=from_person, into_person=into_person, reason=reason, by=by.name, at=at
    )
    MergedMembership.objects.using("owner").bulk_create(
        [MergedMembership(merge=merged, membership_id=pk, person_before=from_person) for pk in moved]
    )
    Membership.objects.using("owner").filter(pk__in=moved).update(person_id=into_person)
    audit.record(
        "people.merged",
        by=by.name,
        by_id=by.account_id,
        about=f"merge:{merged.pk}",
        at=at,
        purpose=reason,
        using="owner",
        moved=len(moved),
    )
    return merged


@transaction.atomic(using="owner")
def unmerge(*, merge_id: int, reason: str, by: Viewer, at: dt.datetime) -> int:
    """Undo a merge: the memberships it moved go back. Return how many.

    :raises NotAllowed: if the viewer may not merge people.
    :raises NotMerged: if there is no such merge, or it is undone.
    :raises UndoLaterMergeFirst: if a later merge moved one of them again.
    """
    by.must("merge_people")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="unmerge")
    merged = Merge.objects.using("owner").select_for_update().filter(pk=merge_id, undone_at=None).first()
    if merged is None:
        raise NotMerged
    _lock_people(merged.from_person, merged.into_person)
    moved = MergedMembership.objects.using("owner").filter(merge=merged)
    later = MergedMembership.objects.using("owner").filter(
        merge_id__gt=merge_id, merge__undone_at=None, membership_id__in=moved.values("membership_id")
    )
    if blocking := later.first():
        raise UndoLaterMergeFirst(blocking.merge_id)
    back = (
        Membership.objects.using("owner")
        .filter(pk__in=moved.values("membership_id"))
        .update(person_id=merged.from_person)
    )
    Merge.objects.using("owner").filter(pk=merge_id).update(undone_by=by.name, undone_at=at)
    audit.record(
        "people.unmerged",
        by=by.name,
        by_id=by.account_id,
        about=f"merge:{merge_id}",
        at=at,
        purpose=reason,
        using="owner",
        back=back,
    )
    return back


def _lock_people(*people: int) -> None:
    """Two operators who merge the same people wait for each other; always in the same order."""
    with connections["owner"].cursor() as cursor:
        for person in sorted(people):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [person])
