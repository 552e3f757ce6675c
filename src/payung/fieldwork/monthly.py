"""The monthly "masih ada?": give a kelurahan's operator the members of a month, take what is said of each, settle it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.fieldwork import actions
from payung.fieldwork.actions import Given, NotAnAnswer, NotYours, Task
from payung.fieldwork.models import STILL_HERE, Errand, Sighting


class AlreadyGiven(Exception):
    """Somebody has this place for this month already; `errand_id` can be given a new link."""

    def __init__(self, errand_id: int) -> None:
        super().__init__(str(errand_id))
        self.errand_id = errand_id


class NotAPart(Exception):
    """RW and RT are numbers of up to three digits; an RT is named with its RW."""


class NoReason(Exception):
    """What is settled without a paper says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an operator says of one member: one of STILL_HERE; a correction has a note."""

    answer: str
    note: str = ""
    photo_sha256: str = ""


def give(task: Task, *, by: Viewer, at: dt.datetime) -> Given:
    """Give an operator the covered members of a month: of a kelurahan, or of one RW or RT of it.

    :raises NotAllowed, NoHolder, NotAKelurahan, TooLong: as `actions.give`. :raises NotAPart: if RW or RT are none.
    :raises AlreadyGiven: if the place has an operator for the month; a double click gives no second link.
    """
    by.must("review")
    parts = [part.strip().lstrip("0") for part in (task.rw, task.rt)]
    if any(part and not (part.isascii() and part.isdigit() and len(part) <= 3) for part in parts) or (
        parts[1] and not parts[0]
    ):
        raise NotAPart
    wanted = replace(task, rw=parts[0], rt=parts[1])
    if (standing := _standing(wanted, by)) is not None:
        raise AlreadyGiven(standing)
    try:
        return actions.make(wanted, by=by, at=at)
    except IntegrityError:
        # Two clerks at the same moment: the constraint let one in.
        if (standing := _standing(wanted, by)) is None:
            raise
        raise AlreadyGiven(standing) from None


def _standing(task: Task, by: Viewer) -> int | None:
    same = {"kelurahan_code": task.kelurahan_code, "rw": task.rw, "rt": task.rt, "month": task.month}
    return Errand.objects.using("owner").filter(office_id=by.office_id, **same).values_list("pk", flat=True).first()


def answer(*, errand: Errand, seat_id: int, line_id: int, said: Said, at: dt.datetime) -> None:
    """Write down what the operator says of a member; the same member again replaces it, until a verifier settled it.

    Whether the member lives in the errand's place is the caller's to see: this room does not know seats.

    :raises NotAnAnswer: if it is none. :raises NotYours: if it was settled, or the errand asks for no month.
    """
    if said.answer not in STILL_HERE or (said.answer == "corrected" and not said.note.strip()):
        raise NotAnAnswer(said.answer)
    holder = f"lapangan: {errand.holder}"
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=holder, actor_id=None, act="sight_a_member")
        known = Sighting.objects.using("owner").select_for_update().filter(seat_id=seat_id, month=errand.month).first()
        if errand.month is None or (known is not None and known.settled_at is not None):
            raise NotYours(seat_id)
        values = {
            "answer": said.answer,
            "note": said.note.strip()[:500],
            "found_at": at,
            "errand": errand,
            "line_id": line_id,
        }
        if said.photo_sha256:
            values["photo_sha256"] = said.photo_sha256
        Sighting.objects.using("owner").update_or_create(
            seat_id=seat_id,
            month=errand.month,
            defaults=values,
            create_defaults={**values, "office_id": errand.office_id},
        )
        audit.record(
            "member.sighted",
            by=holder,
            by_id=None,
            about=f"seat:{seat_id}",
            at=at,
            purpose=f"errand:{errand.pk}",
            using="owner",
            answer=said.answer,
        )


def settle(sightings: Collection[int], *, because: str, by: Viewer, at: dt.datetime) -> int:
    """Say that nothing (more) follows from reports, and why; return how many that settled. Settled ones stay as they are.

    :raises NotAllowed: if the viewer may not review. :raises NoReason: if it does not say why.
    """
    by.must("review")
    if not because.strip():
        raise NoReason
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="settle_sightings")
        due = Sighting.objects.using("owner").filter(office_id=by.office_id, pk__in=sightings, settled_at=None)
        count = due.exclude(answer="confirmed").update(settled_at=at, settled_because=because.strip()[:500])
        if count:
            audit.record(
                "member.report_settled",
                by=by.name,
                by_id=by.account_id,
                about=f"office:{by.office_id}",
                at=at,
                purpose=because.strip()[:500],
                using="owner",
                reports=count,
            )
    return count
