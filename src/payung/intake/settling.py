"""One doubtful row settled by hand: accepted, returned to its sender, refused with a signature; and taken back by whoever did."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.intake import actions
from payung.intake.actions import NothingToSign
from payung.intake.models import ListRow, SignOff

OUTCOMES = ("accepted", "returned", "refused")


class NotAnOutcome(Exception):
    """A row is accepted, returned or refused, and nothing else."""


@transaction.atomic(using="owner")
def settle(*, row_id: int, outcome: str, ground: str, by: Viewer, at: dt.datetime) -> None:
    """Settle a row that waits for a person's eye; its reasons stay beside it.

    :raises NotAllowed: if the viewer may not review, or not sign refusals.
    :raises NotAnOutcome: if the outcome is none of the three.
    :raises NothingToSign: if the row does not wait, or is not proposed for the refusal that is to be signed.
    """
    by.must("review")
    if outcome not in OUTCOMES:
        raise NotAnOutcome(outcome)
    row = _held(row_id, by, act=f"settle_row_{outcome}")
    if row.verdict != "verval":
        raise NothingToSign
    if outcome == "refused":
        actions.sign_refusals(submitted_list=row.submitted_list, rows=[row_id], reason=ground, by=by, at=at)
    elif outcome == "accepted":
        actions.accept_rows(submitted_list=row.submitted_list, rows=[row_id], reason=ground, by=by, at=at)
    else:
        row.verdict, row.decided_by_id = "returned", by.account_id
        row.save(using="owner", update_fields=["verdict", "decided_by"])
        actions.balance(row.submitted_list_id)
        _record("rows.returned", row, ground, by, at)


@transaction.atomic(using="owner")
def reopen(*, row_id: int, by: Viewer, at: dt.datetime) -> None:
    """Take back one's own decision on a row: it waits again. A signature under nothing else goes with it; the trail keeps both.

    :raises NotAllowed: if the viewer may not review.
    :raises NothingToSign: if the viewer decided no such row.
    """
    by.must("review")
    row = _held(row_id, by, act="reopen_row")
    if row.verdict == "verval" or row.decided_by_id != by.account_id:
        raise NothingToSign
    _open_again(row)
    _record("rows.reopened", row, "", by, at)


@transaction.atomic(using="owner")
def overrule(*, row_id: int, outcome: str, ground: str, by: Viewer, at: dt.datetime) -> None:
    """Settle a row otherwise than a colleague did; the colleague's signature under nothing else goes, the trail keeps both.

    Who may overrule whom is the caller's to see.

    :raises NotAllowed, NotAnOutcome, NothingToSign: as `settle`.
    """
    by.must("review")
    row = _held(row_id, by, act="overrule_row")
    if row.verdict == "verval":
        raise NothingToSign
    _open_again(row)
    _record("rows.overruled", row, ground, by, at)
    settle(row_id=row_id, outcome=outcome, ground=ground, by=by, at=at)


def _open_again(row: ListRow) -> None:
    """Let a decided row wait again; a signature under nothing else goes with the decision."""
    signed = row.sign_off_id
    row.verdict, row.decided_by_id, row.sign_off_id = "verval", None, None
    row.save(using="owner", update_fields=["verdict", "decided_by", "sign_off"])
    if signed is not None:
        left = ListRow.objects.using("owner").filter(sign_off_id=signed).count()
        mine = SignOff.objects.using("owner").filter(pk=signed)
        mine.update(rows=left) if left else mine.delete()
    actions.balance(row.submitted_list_id)


def _held(row_id: int, by: Viewer, *, act: str) -> ListRow:
    """Return a row of the viewer's office under lock, the actor of the transaction named."""
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=act)
    mine = ListRow.objects.using("owner").filter(pk=row_id, office_id=by.office_id)
    if by.senders:
        mine = mine.filter(sender_code__in=by.senders)
    row = mine.select_for_update(of=("self",)).select_related("submitted_list").first()
    if row is None:
        raise NothingToSign
    return row


def _record(what: str, row: ListRow, ground: str, by: Viewer, at: dt.datetime) -> None:
    audit.record(
        what,
        by=by.name,
        by_id=by.account_id,
        about=f"list:{row.submitted_list_id}",
        at=at,
        purpose=ground,
        using="owner",
        rows=1,
        row=row.pk,
    )
