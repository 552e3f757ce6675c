"""Give a bill its kode iuran, or void it."""

from __future__ import annotations

import datetime as dt
import re

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.agreements import ledger
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.contributions import seats
from payung.contributions.models import Bill
from payung.contributions.refusals import (
    AlreadyIssued,
    BillIsPaid,
    BillIsVoid,
    CodeNotUsable,
    LedgerBroken,
    ListChanged,
    NoSuchBill,
)
from payung.enrolment import actions as enrolment


@transaction.atomic(using="owner")
def issue(*, bill_id: int, kode_iuran: str, by: Viewer, at: dt.datetime) -> Bill:
    """Give a bill the kode iuran of 12 digits that BPJS computed for exactly this list.

    :raises NotAllowed: without the right to bill. :raises NoSuchBill: if the office has none of this number.
    :raises AlreadyIssued: if it has its code. :raises BillIsVoid, BillIsPaid: if its life is over.
    :raises CodeNotUsable: if the code is not 12 digits, or belongs to another list, standing or void.
    :raises ListChanged: if seats of its months ended or were added since it was made.
    """
    by.must("bill")
    code = re.sub(r"[\s.-]", "", kode_iuran)
    if not re.fullmatch("[0-9]{12}", code):
        raise CodeNotUsable("shape")
    bill = held(bill_id, by, act="issue_bill", with_seats=True)
    if bill.state == "issued":
        raise AlreadyIssued(bill.kode_iuran or "")
    _refuse_ended(bill)
    other = Bill.objects.using("owner").filter(office_id=by.office_id, kode_iuran=code).first()
    if other is not None:
        raise CodeNotUsable("void" if other.state == "void" else "taken")
    ended, added = changes(bill_id)
    if ended or added:
        raise ListChanged(ended, added)
    _check_content(bill)
    Bill.objects.using("owner").filter(pk=bill_id).update(state="issued", kode_iuran=code, issued_at=at)
    bill.refresh_from_db(using="owner")
    _record("bill.issued", bill, by, at, kode_iuran=code)
    return bill


@transaction.atomic(using="owner")
def void(*, bill_id: int, reason: str, by: Viewer, at: dt.datetime) -> Bill:
    """Void a bill: its code dies with its list, its months are free for another bill, what it reserved goes back.

    Money that was received for it stays in sight as an open difference, to be given back or carried over.

    :raises NotAllowed: without the right to bill. :raises NoSuchBill: if the office has none of this number.
    :raises BillIsPaid: if it is settled. :raises BillIsVoid: if it was voided before. :raises ValueError: without a reason.
    """
    by.must("bill")
    if not reason.strip():
        raise ValueError("a bill is voided with a reason")
    bill = held(bill_id, by, act="void_bill")
    _refuse_ended(bill)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE contributions_bill_line SET is_void = true WHERE bill_id = %s AND NOT is_void", [bill_id]
        )
        if cursor.rowcount != bill.person_months:
            raise LedgerBroken(f"{cursor.rowcount} lines of {bill.person_months}")
    Bill.objects.using("owner").filter(pk=bill_id).update(state="void", void_reason=reason.strip(), voided_at=at)
    if bill.reserved:
        ledger.release(line_id=bill.budget_line_id, about=f"bill:{bill_id}", by=by, at=at)
    bill.refresh_from_db(using="owner")
    _record("bill.voided", bill, by, at, reason=reason.strip())
    return bill


def held(bill_id: int, by: Viewer, *, act: str, with_seats: bool = False) -> Bill:
    """Return a bill of the viewer's office under lock, the actor of the transaction named.

    :param with_seats: no decree changes the programme's seats meanwhile either.

    :raises NoSuchBill: if the office has none of this number.
    """
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=act)
    mine = Bill.objects.using("owner").filter(pk=bill_id, office_id=by.office_id)
    programme_id = mine.values_list("programme_id", flat=True).first()
    if programme_id is None:
        raise NoSuchBill(bill_id)
    if with_seats:
        enrolment.hold_seats(programme_id)
    return mine.select_for_update(of=("self",)).get()


def changes(bill_id: int) -> tuple[int, int]:
    """Return how many lines of a bill lost their seat, and how many members' months of its period no bill holds."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(seats.CHANGES, {"bills": [bill_id]})
        _, ended, added = cursor.fetchone()
    return ended, added


def _refuse_ended(bill: Bill) -> None:
    if bill.state == "paid":
        raise BillIsPaid
    if bill.state == "void":
        raise BillIsVoid


def _check_content(bill: Bill) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            seats.CONTENT.format(lines="(SELECT * FROM contributions_bill_line WHERE bill_id = %s) own"), [bill.pk]
        )
        (content,) = cursor.fetchone()
    if content != bill.content_sha256:
        raise LedgerBroken(f"bill {bill.pk} is not the list that was made")


def _record(act: str, bill: Bill, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(
        act,
        by=by.name,
        by_id=by.account_id,
        about=f"bill:{bill.pk}",
        at=at,
        using="owner",
        amount=bill.amount,
        heads=bill.heads,
        **detail,
    )
