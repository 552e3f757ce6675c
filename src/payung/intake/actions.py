"""Receive a list, learn its layout, store what became of its rows, sign refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import ProtectedError

from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.intake import files
from payung.intake.models import LearntLayout, ListRow, Sender, SignOff, SubmittedList, Unjudged
from payung.intake.queries import NoSuchList
from payung.intake.standing import HELD, version_of

# Smaller lists could be used to ask the register about single people.
SMALLEST_LIST = 10
LISTS_PER_HOUR = 60


class AlreadyReceived(Exception):
    """This very content came from this sender before; `list_id` is where it stands."""

    def __init__(self, list_id: int) -> None:
        super().__init__(list_id)
        self.list_id = list_id


class UnknownSender(Exception):
    """The office has no sender of this code."""


class TooManyLists(Exception):
    """More lists in an hour than a person sends: a list is no look-up of people."""


class NoPurpose(Exception):
    """A list needs a stated purpose; it stands in the trail of every look-up made with it."""


class WrongReplacement(Exception):
    """The list to be replaced is not there, is another sender's, or has been replaced already."""


class NotToTakeOut(Exception):
    """Rows of the list count or were decided by hand, or a newer version replaced it: it stays."""


class NothingToSign(Exception):
    """None of the named rows waits for this decision."""


@transaction.atomic(using="owner")
def open_sender(*, code: str, name: str, kind: str, office_id: int, at: dt.datetime) -> Sender:
    """Enter who sends lists, or bring its name up to date."""
    set_actor(using="owner", actor="setup", actor_id=None, act="open_sender")
    sender, _ = Sender.objects.using("owner").update_or_create(
        office_id=office_id, code=code, defaults={"name": name, "kind": kind}
    )
    return sender


def receive(  # noqa: PLR0913 (what a receipt states)
    path: Path,
    *,
    home: Path,
    sender: str,
    kind: str,
    purpose: str,
    list_on: dt.date,
    by: Viewer,
    at: dt.datetime,
    replaces: int | None = None,
    file_name: str = "",
) -> SubmittedList:
    """Take a file in as it is: keep it, give it a number, judge nothing.

    :param file_name: how its sender calls it, where the file itself lies under another name.

    :raises NotAllowed: if the viewer may not receive lists, or not of this sender.
    :raises NoPurpose: if no purpose is stated.
    :raises UnknownSender: if the sender is not entered.
    :raises AlreadyReceived: if this content was received from this sender before.
    :raises TooManyLists: if the viewer received too many in the last hour.
    :raises WrongReplacement: if `replaces` is no open list of this sender. It is replaced once this one is judged.
    """
    known = _sender_for(sender, purpose=purpose, by=by)
    content = files.digest(path)
    before = SubmittedList.objects.using("owner").filter(office_id=by.office_id, sender=known, content_sha256=content)
    if again := before.first():
        raise AlreadyReceived(again.pk)
    recent = SubmittedList.objects.using("owner").filter(
        received_by_id=by.account_id, received_at__gt=at - dt.timedelta(hours=1)
    )
    if recent.count() >= LISTS_PER_HOUR:
        raise TooManyLists
    if (
        replaces
        and not SubmittedList.objects.using("owner").filter(pk=replaces, sender=known, replaced_by=None).exists()
    ):
        raise WrongReplacement
    files.keep(home, path, content)
    said = {
        "file_name": file_name or path.name,
        "kind": kind,
        "purpose": purpose.strip(),
        "list_on": list_on,
        "received_at": at,
    }
    try:
        return _enter(path, content, known, said, replaces, by=by)
    except IntegrityError:
        # Two operators at once: the constraint let one of them in.
        if again := before.first():
            raise AlreadyReceived(again.pk) from None
        raise


@transaction.atomic(using="owner")
def _enter(
    path: Path, content: str, sender: Sender, said: dict[str, Any], replaces: int | None, *, by: Viewer
) -> SubmittedList:
    """Give a kept file its number, and record that it came."""
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="receive_list")
    received = SubmittedList.objects.using("owner").create(
        office_id=by.office_id,
        sender=sender,
        sender_code=sender.code,
        content_sha256=content,
        size=path.stat().st_size,
        received_by_id=by.account_id,
        **said,
    )
    if replaces:
        _note(received, means_to_replace_id=replaces)
    audit.record(
        "list.received",
        by=by.name,
        by_id=by.account_id,
        about=f"list:{received.pk}",
        at=said["received_at"],
        purpose=said["purpose"],
        using="owner",
        sender=sender.code,
    )
    return received


def _note(submitted: SubmittedList, **said: object) -> None:
    """Write down something of a list that is not judged yet."""
    keys = {"office_id": submitted.office_id, "sender_code": submitted.sender_code}
    Unjudged.objects.using("owner").update_or_create(submitted_list_id=submitted.pk, defaults={**keys, **said})


def note_problems(submitted: SubmittedList, problems: Sequence[Mapping[str, str]] | None) -> None:
    """Keep why a list's file could not be read, in both languages; None takes that back. A judged list has none."""
    if submitted.received is None:
        _note(submitted, problems=None if problems is None else [dict(one) for one in problems])


@transaction.atomic(using="owner")
def take_out(list_id: int, *, by: Viewer, at: dt.datetime) -> str:
    """Take a list out again that was not judged, or is held; return the digest of its file. The trail keeps that it came.

    :raises NotAllowed: if the viewer may not receive lists. :raises NoSuchList: if there is none for them.
    :raises NotToTakeOut: if its people count, a person decided about some of them, or a newer version replaced it.
    """
    by.must("receive_list")
    known = SubmittedList.objects.using("owner").select_for_update(of=("self",)).filter(office_id=by.office_id)
    one = known.filter(pk=list_id).first()
    if one is None or (by.senders and one.sender_code not in by.senders):
        raise NoSuchList(list_id)
    if SubmittedList.objects.using("owner").filter(replaces=one).exists() or not _may_go(one):
        raise NotToTakeOut(list_id)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="take_out")
    about, content = f"list:{one.pk}", one.content_sha256
    said = {"purpose": one.purpose, "sender": one.sender_code, "file_name": one.file_name}
    # A version that was sent for this list is now for the one before.
    Unjudged.objects.using("owner").filter(means_to_replace=one).update(means_to_replace=version_of(one))
    try:
        one.delete(using="owner")
    except ProtectedError:
        raise NotToTakeOut(list_id) from None
    audit.record("list.taken_out", by=by.name, by_id=by.account_id, about=about, at=at, using="owner", **said)
    return content


def _may_go(one: SubmittedList) -> bool:
    """Whether nothing rests on a list: no row of it was judged, or it is held and nobody has decided about a row."""
    if one.state == HELD:
        decided = ListRow.objects.using("owner").filter(submitted_list=one, decided_by__isnull=False)
        return not decided.exists() and not SignOff.objects.using("owner").filter(submitted_list=one).exists()
    return one.received is None and one.state == "received"


def _sender_for(code: str, *, purpose: str, by: Viewer) -> Sender:
    """Return the sender whose list the viewer may bring in, with a purpose."""
    by.must("receive_list")
    if by.senders and code not in by.senders:
        raise NotAllowed("receive_list")
    if not purpose.strip():
        raise NoPurpose
    known = Sender.objects.using("owner").filter(office_id=by.office_id, code=code).first()
    if known is None:
        raise UnknownSender(code)
    return known


@transaction.atomic(using="owner")
def learn_layout(*, sender: Sender, signature: str, mapping: str, by: Viewer, at: dt.datetime) -> None:
    """Remember how a sender lays out a sheet, accepted by a person."""
    by.must("receive_list")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="learn_layout")
    LearntLayout.objects.using("owner").update_or_create(
        sender=sender, signature=signature, defaults={"mapping": mapping, "accepted_by": by.name, "accepted_at": at}
    )


@transaction.atomic(using="owner")
def sign_refusals(
    *, submitted_list: SubmittedList, rows: list[int] | None, reason: str, by: Viewer, at: dt.datetime
) -> int:
    """Refuse rows that the checks propose to refuse; `rows` None means all of the list. Return how many.

    :raises NotAllowed: if the viewer may not sign refusals.
    :raises NothingToSign: if none of them is proposed for refusal.
    """
    by.must("sign_refusal")
    waiting = ListRow.objects.using("owner").filter(
        submitted_list=submitted_list, office_id=by.office_id, verdict="verval", reasons__weight="refuse"
    )
    ids = set((waiting if rows is None else waiting.filter(pk__in=rows)).values_list("pk", flat=True))
    if not ids:
        raise NothingToSign
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="sign_refusals")
    sign_off = SignOff.objects.using("owner").create(
        submitted_list=submitted_list, by_id=by.account_id, at=at, reason=reason, rows=len(ids)
    )
    ListRow.objects.using("owner").filter(pk__in=ids).update(
        verdict="refused", sign_off=sign_off, decided_by_id=by.account_id
    )
    balance(submitted_list.pk)
    audit.record(
        "rows.refused",
        by=by.name,
        by_id=by.account_id,
        about=f"list:{submitted_list.pk}",
        at=at,
        purpose=reason,
        using="owner",
        rows=len(ids),
    )
    return len(ids)


@transaction.atomic(using="owner")
def accept_rows(*, submitted_list: SubmittedList, rows: list[int], reason: str, by: Viewer, at: dt.datetime) -> int:
    """Accept rows that waited for a person's eye; their reasons stay beside them. Return how many.

    :raises NotAllowed: if the viewer may not review.
    :raises NothingToSign: if none of them waits.
    """
    by.must("review")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="accept_rows")
    changed = (
        ListRow.objects.using("owner")
        .filter(submitted_list=submitted_list, office_id=by.office_id, pk__in=rows, verdict="verval")
        .update(verdict="accepted", decided_by_id=by.account_id)
    )
    if not changed:
        raise NothingToSign
    balance(submitted_list.pk)
    audit.record(
        "rows.accepted",
        by=by.name,
        by_id=by.account_id,
        about=f"list:{submitted_list.pk}",
        at=at,
        purpose=reason,
        using="owner",
        rows=changed,
    )
    return changed


def balance(*list_ids: int) -> None:
    """Count the verdicts of these lists anew; the database refuses a receipt that does not balance."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            UPDATE intake_list SET accepted = n.accepted, verval = n.verval, returned = n.returned, refused = n.refused
            FROM (SELECT l.id, count(*) FILTER (WHERE r.verdict = 'accepted') AS accepted,
                         count(*) FILTER (WHERE r.verdict = 'verval') AS verval,
                         count(*) FILTER (WHERE r.verdict = 'returned') AS returned,
                         count(*) FILTER (WHERE r.verdict = 'refused') AS refused
                  FROM intake_list l LEFT JOIN intake_row r ON r.submitted_list_id = l.id WHERE l.id = ANY (%s) GROUP BY l.id) AS n
            WHERE intake_list.id = n.id
            """,
            [list(list_ids)],
        )
