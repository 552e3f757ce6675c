"""A list that is matched counts, or is held for a person to look at; a second person lifts the hold, with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.intake.actions import WrongReplacement
from payung.intake.models import Hold, SubmittedList, Unjudged
from payung.intake.queries import NoSuchList
from payung.intake.standing import HELD

#: A reason of fewer words says nothing that somebody can check later.
FEWEST_WORDS = 3


class NotHeld(Exception):
    """The list was never held, or a newer version has replaced it: there is nothing to lift."""


class NoReason(Exception):
    """A hold is lifted with a reason of at least FEWEST_WORDS words."""


class ReceiverMayNotLift(Exception):
    """Whoever brought a list in does not lift its hold: another person has to look."""


@transaction.atomic(using="owner")
def mark_matched(
    *, submitted_list: SubmittedList, match_state: str, stops: Mapping[str, int], by: Viewer, at: dt.datetime
) -> None:
    """Note what a list was compared with, and hold it where something was found too often.

    A hold that stands stays until a person lifts it, also where less is found now. What was lifted once does not hold
    the list again. While it is held, the list that it replaces counts on. A list that was replaced is not held.

    :param match_state: `register`, `answers` (no extract), `unchecked`, or `reported` (it was an answer).
    :param stops: what was found too often, and of how many rows.
    """
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="mark_matched")
    one = SubmittedList.objects.using("owner").select_for_update(of=("self",)).get(pk=submitted_list.pk)
    known = dict(Hold.objects.using("owner").filter(submitted_list=one).values_list("stop", "lifted_at"))
    is_replaced = SubmittedList.objects.using("owner").filter(replaces=one).exists()
    new = {} if is_replaced else {stop: rows for stop, rows in stops.items() if stop not in known}
    keys = {"submitted_list": one, "office_id": one.office_id, "sender_code": one.sender_code, "held_at": at}
    Hold.objects.using("owner").bulk_create([Hold(stop=stop, rows=rows, **keys) for stop, rows in new.items()])
    is_held = bool(new) or None in known.values()
    state = HELD if is_held else "matched"
    SubmittedList.objects.using("owner").filter(pk=one.pk).update(state=state, match_state=match_state)
    if new:
        _give_way(one)
        _record("list.held", one, by=by, at=at, stops=", ".join(sorted(new)), rows=one.received)
    submitted_list.refresh_from_db(using="owner")


@transaction.atomic(using="owner")
def lift(list_id: int, *, reason: str, by: Viewer, at: dt.datetime) -> bool:
    """Lift every hold of a list and return whether there was one to lift: twice is one lifting.

    The list goes back into the line: it is to be matched again, with what came meanwhile, and counts then.

    :raises NotAllowed: if the viewer may not lift holds. :raises NoSuchList: if there is none for them.
    :raises NotHeld: if it never was held, or was replaced. :raises NoReason: if the reason is too short.
    :raises ReceiverMayNotLift: if the viewer brought the list in.
    :raises WrongReplacement: if it was sent for a list that another version has replaced meanwhile.
    """
    one = to_lift(list_id, by=by)
    if len(reason.split()) < FEWEST_WORDS:
        raise NoReason
    standing = Hold.objects.using("owner").filter(submitted_list=one, lifted_at=None)
    stops = sorted(standing.values_list("stop", flat=True))
    if not stops:
        return False
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="lift_hold")
    standing.update(lifted_by_id=by.account_id, lifted_at=at, reason=reason.strip())
    SubmittedList.objects.using("owner").filter(pk=one.pk).update(state="judged")
    if target := _meant(one.pk):
        take_place(one.pk, target)
    _record("list.hold_lifted", one, by=by, at=at, purpose=reason.strip(), stops=", ".join(stops))
    return True


def to_lift(list_id: int, *, by: Viewer) -> SubmittedList:
    """Return a list, locked, whose hold the viewer may lift or has seen lifted; inside a transaction of the owner.

    :raises NotAllowed, NoSuchList, NotHeld, ReceiverMayNotLift: as `lift` does.
    """
    by.must("lift_hold")
    known = SubmittedList.objects.using("owner").select_for_update(of=("self",)).filter(office_id=by.office_id)
    one = known.filter(pk=list_id).first()
    if one is None or (by.senders and one.sender_code not in by.senders):
        raise NoSuchList(list_id)
    is_replaced = SubmittedList.objects.using("owner").filter(replaces=one).exists()
    if is_replaced or not Hold.objects.using("owner").filter(submitted_list=one).exists():
        raise NotHeld(list_id)
    if one.received_by_id == by.account_id:
        raise ReceiverMayNotLift
    return one


def take_place(list_id: int, target_id: int) -> None:
    """Let a list take the place of the one that it was sent for, and of what that one, while it is held, was itself sent for.

    :raises WrongReplacement: if another version has replaced it meanwhile.
    """
    known = SubmittedList.objects.using("owner").select_for_update(of=("self",))
    target = known.filter(pk=target_id).first()
    if target is None or SubmittedList.objects.using("owner").filter(replaces=target).exists():
        raise WrongReplacement
    SubmittedList.objects.using("owner").filter(pk=list_id).update(replaces=target)
    Unjudged.objects.using("owner").filter(submitted_list_id=list_id).delete()
    if target.state == HELD and (further := _meant(target_id)):
        take_place(target_id, further)


def _give_way(one: SubmittedList) -> None:
    """Let the list that a held one replaced count again: the held one only means to replace it."""
    if one.replaces_id is None:
        return
    target = SubmittedList.objects.using("owner").get(pk=one.replaces_id)
    SubmittedList.objects.using("owner").filter(pk=one.pk).update(replaces=None)
    keys = {"office_id": one.office_id, "sender_code": one.sender_code, "means_to_replace": target}
    Unjudged.objects.using("owner").update_or_create(submitted_list=one, defaults=keys)
    if target.state == HELD:
        _give_way(target)


def _meant(list_id: int) -> int | None:
    meant = Unjudged.objects.using("owner").filter(submitted_list_id=list_id)
    return meant.values_list("means_to_replace_id", flat=True).first()


def _record(what: str, one: SubmittedList, *, by: Viewer, at: dt.datetime, purpose: str = "", **said: object) -> None:
    audit.record(
        what,
        by=by.name,
        by_id=by.account_id,
        about=f"list:{one.pk}",
        at=at,
        purpose=purpose or one.purpose,
        using="owner",
        **said,
    )
