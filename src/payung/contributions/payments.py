"""What was paid for bills: SP2D by SP2D, settled when the sum is exact, an excess given back or carried over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.agreements import ledger
from payung.agreements.models import BudgetLine
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.contributions.actions import changes, held
from payung.contributions.balances import balance
from payung.contributions.fitting import of_the_bill, of_the_paper, payments_of
from payung.contributions.models import Bill, Correction, Payment
from payung.contributions.refusals import (
    AlreadyEntered,
    Doubtful,
    LedgerBroken,
    MakerMayNotPay,
    NothingToMove,
    PaymentRefused,
)
from payung.law.contributions import settled


@dataclass(frozen=True, slots=True)
class Paid:
    """One SP2D as the paper says it: whole rupiah, months as first days with an exclusive end, the receipt of BPJS if it is in."""

    sp2d_number: str
    paid_on: dt.date
    kode_iuran: str
    first_month: dt.date
    end_month: dt.date
    heads: int
    amount: int
    receipt_number: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a payment or a correction: the bill's balance, and whether it is settled by it.

    `overpaid` and `underpaid` are netted in the next month (PP 44/2015 Pasal 23). `changed` lines have lost their seat or
    miss one since the bill was made; `other_year`: the SP2D is not of the budget's fiscal year.
    """

    bill_id: int
    entry_id: int
    is_settled: bool
    owed: int
    received: int
    overpaid: int
    underpaid: int
    changed: int = 0
    other_year: bool = False


def doubtful(*, changed: int, other_year: bool) -> tuple[str, ...]:
    """Return what a person should have read before money is booked, by name; another number of changed lines is another doubt."""
    return (*((f"changed:{changed}",) if changed else ()), *(("other_year",) if other_year else ()))


def check(*, paid: Paid, by: Viewer, at: dt.datetime) -> Entered:
    """Say what would become of an SP2D, from the bill's balance alone; nothing is locked or written. Raises as `record` does.

    `changed` stays 0: looking at every line of a city's bill takes longer than a page may.
    """
    by.must("pay")
    paid = _as_kept(paid)
    bill = _fitting(paid, _of_code(paid, by), by, at)
    now = balance(bill.pk)
    netted = settled(now.owed, now.received + paid.amount)
    exact = not any(netted.values())
    entered = Entered(bill.pk, 0, exact, now.owed, now.received + paid.amount, **netted)
    return replace(entered, other_year=_other_year(bill, paid.paid_on))


@transaction.atomic(using="owner")
def record(
    *, paid: Paid, by: Viewer, at: dt.datetime, really: bool = True, accepts: Collection[str] | None = None
) -> Entered:
    """Record an SP2D. A wrong sum is recorded too, for the money has moved; the bill is settled only when its sum is exact.

    Settled: its months are protected, the budget's money is spent.

    :param really: write; else only show what would become of it.
    :param accepts: the doubts (`doubtful`) that a person has read and accepts; None: all.
    :raises NotAllowed: without the right to pay. :raises MakerMayNotPay: for whoever made the bill.
    :raises PaymentRefused: an unknown or void code, other months or heads, a wrong day or sum: all at once.
    :raises AlreadyEntered: if this SP2D is recorded for this bill. :raises BudgetExceeded: if the line cannot bear it.
    :raises Doubtful: if there are doubts that nobody accepted.
    """
    by.must("pay")
    paid = _as_kept(paid)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="record_payment")
    known = _of_code(paid, by)
    bill = _fitting(paid, held(known.pk, by, act="record_payment") if known else None, by, at)
    doubts = {"changed": sum(changes(bill.pk)), "other_year": _other_year(bill, paid.paid_on)}
    if accepts is not None and not set(accepts).issuperset(doubtful(**doubts)):
        raise Doubtful(doubts["changed"], other_year=doubts["other_year"])
    payment = _entry(bill, paid, by, at)
    entered = replace(_settle_if_exact(bill, payment.pk, by, at), **doubts)
    audit.record(
        "payment.recorded",
        by=by.name,
        by_id=by.account_id,
        about=f"bill:{bill.pk}",
        at=at,
        using="owner",
        sp2d=paid.sp2d_number,
        amount=paid.amount,
        settled=entered.is_settled,
        difference=entered.received - entered.owed,
    )
    if not really:
        transaction.set_rollback(True, using="owner")
    return entered


@transaction.atomic(using="owner")
def give_back_excess(
    *, bill_id: int, amount: int, document: str, moved_on: dt.date, by: Viewer, at: dt.datetime
) -> Entered:
    """Book that the branch gave an excess back; a bill whose sum is exact by it is settled.

    :raises NotAllowed, MakerMayNotPay, NoSuchBill: as for payments. :raises AlreadyEntered: if the document is booked.
    :raises NothingToMove: if the excess is smaller.
    """
    bill = _for_correction(bill_id, by)
    refuse_again(bill, "refund", document)
    refuse_more_than(excess_of(bill), amount)
    entry = _correct(bill, "refund", amount, document, moved_on, by, at)
    return _settle_if_exact(bill, entry.pk, by, at)


@transaction.atomic(using="owner")
def carry_over(  # noqa: PLR0913 (from where, to where, how much, by which paper, when, by whom)
    *, bill_id: int, to_bill_id: int, amount: int, document: str, moved_on: dt.date, by: Viewer, at: dt.datetime
) -> Entered:
    """Net an excess (or what lies on a void bill) with another issued bill, as PP 44/2015 Pasal 23 has it.

    Returns what became of the bill it was carried to.

    :raises NotAllowed, MakerMayNotPay, NoSuchBill: as for payments. :raises AlreadyEntered: if the document is booked.
    :raises NothingToMove: if the excess is smaller, or the other bill is not open for money.
    """
    first, second = sorted((bill_id, to_bill_id))
    both = {bill.pk: bill for bill in (_for_correction(first, by), _for_correction(second, by))}
    source, target = both[bill_id], both[to_bill_id]
    refuse_again(source, "carry", document)
    refuse_more_than(excess_of(source), amount)
    if source.pk == target.pk or target.state != "issued":
        raise NothingToMove(0)
    entry = _correct(source, "carry", amount, document, moved_on, by, at, to_bill=target)
    _settle_if_exact(source, entry.pk, by, at)
    return _settle_if_exact(target, entry.pk, by, at)


@transaction.atomic(using="owner")
def give_back_months(  # noqa: PLR0913 (whose months, from when, by which paper, when, by whom)
    *,
    bill_id: int,
    person_ids: Sequence[int],
    from_month: dt.date,
    document: str,
    moved_on: dt.date,
    by: Viewer,
    at: dt.datetime,
) -> Entered:
    """Book that paid months came back (who died or left in a prepaid year): they protect no more.

    Of a seat that still stands the money is set aside again, and given up when a decree ends the seat; else it is free.

    :raises NotAllowed, MakerMayNotPay, NoSuchBill: as for payments. :raises AlreadyEntered: if the document is booked.
    :raises NothingToMove: if none of these people has a paid month there.
    """
    bill = _for_correction(bill_id, by)
    refuse_again(bill, "months", document)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            WITH back AS (
                UPDATE contributions_bill_line SET is_paid = false, is_void = true
                WHERE bill_id = %s AND person_id = ANY (%s) AND month >= %s AND is_paid
                RETURNING enrolment_id, month, jkk + jkm + jht AS amount)
            SELECT count(*), coalesce(sum(amount), 0)::bigint, coalesce(sum(amount) FILTER (WHERE e.covered @> back.month), 0)::bigint
            FROM back JOIN enrolment_enrolment e ON e.id = back.enrolment_id
            """,
            [bill_id, list(person_ids), from_month],
        )
        months, amount, still_owed = cursor.fetchone()
    if not months:
        raise NothingToMove(0)
    entry = _correct(bill, "months", amount, document, moved_on, by, at, person_months=months)
    about = f"bill:{bill_id}:{document}"
    ledger.refund(line_id=bill.budget_line_id, amount=amount, about=about, by=by, at=at)
    if still_owed:
        # What a decree gives up with the seat must be there: it is not another seat's money.
        ledger.reserve(line_id=bill.budget_line_id, amount=still_owed, about=f"{about}:seats", by=by, at=at)
    return _settle_if_exact(bill, entry.pk, by, at)


def _as_kept(paid: Paid) -> Paid:
    """Return an SP2D without the spaces and points of its paper."""
    return replace(paid, kode_iuran=re.sub(r"[\s.-]", "", paid.kode_iuran), sp2d_number=paid.sp2d_number.strip())


def _of_code(paid: Paid, by: Viewer) -> Bill | None:
    return Bill.objects.using("owner").filter(office_id=by.office_id, kode_iuran=paid.kode_iuran).first()


def _fitting(paid: Paid, bill: Bill | None, by: Viewer, at: dt.datetime) -> Bill:
    """Return the bill that an SP2D is for, or refuse with all that is wrong."""
    if bill is not None and payments_of(by).filter(bill=bill, sp2d_number=paid.sp2d_number).exists():
        raise AlreadyEntered(paid.sp2d_number)
    problems = [*of_the_paper(paid, by, at), *of_the_bill(paid, bill)]
    if problems:
        raise PaymentRefused(problems)
    other_hands(bill, by)
    return bill


def other_hands(bill: Bill, by: Viewer) -> None:
    """Refuse whoever made the bill: two people stand behind every payment."""
    if bill.made_by_id == by.account_id:
        raise MakerMayNotPay


def _entry(bill: Bill, paid: Paid, by: Viewer, at: dt.datetime) -> Payment:
    payment = Payment(
        office_id=by.office_id,
        bill=bill,
        sp2d_number=paid.sp2d_number,
        paid_on=paid.paid_on,
        kode_iuran=paid.kode_iuran,
        first_month=paid.first_month,
        end_month=paid.end_month,
        heads=paid.heads,
        amount=paid.amount,
        receipt_number=paid.receipt_number,
        entered_at=at,
        entered_by_id=by.account_id,
    )
    payment.save(using="owner", force_insert=True)
    return payment


def _settle_if_exact(bill: Bill, entry_id: int, by: Viewer, at: dt.datetime) -> Entered:
    """Settle an issued bill whose sum is exact: lines paid, payments settled, the budget's money spent."""
    now = balance(bill.pk)
    if bill.state == "issued" and now.difference == 0:
        _settle(bill, by, at)
    if bill.state == "paid":
        # Later payments of a settled bill close when what they brought too much is gone.
        closed = "settled" if now.difference == 0 else "open"
        Payment.objects.using("owner").filter(bill=bill, state="open").exclude(state=closed).update(state=closed)
    netted = settled(now.owed, now.received)
    return Entered(bill.pk, entry_id, bill.state == "paid", now.owed, now.received, **netted)


def _settle(bill: Bill, by: Viewer, at: dt.datetime) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE contributions_bill_line SET is_paid = true WHERE bill_id = %s AND NOT is_void", [bill.pk]
        )
        if cursor.rowcount != bill.person_months:
            raise LedgerBroken(f"{cursor.rowcount} lines of {bill.person_months}")
    line = BudgetLine.objects.using("owner").select_for_update(of=("self",)).get(pk=bill.budget_line_id)
    if line.reserved < bill.amount:
        # An amendment lowered the reserve after the bill was made: set aside what is missing, or refuse.
        ledger.reserve(
            line_id=line.pk, amount=bill.amount - line.reserved, about=f"bill:{bill.pk}:settling", by=by, at=at
        )
    ledger.spend(line_id=line.pk, amount=bill.amount, about=f"bill:{bill.pk}", by=by, at=at)
    Bill.objects.using("owner").filter(pk=bill.pk).update(state="paid", settled_at=at)
    bill.state = "paid"
    audit.record(
        "bill.settled",
        by=by.name,
        by_id=by.account_id,
        about=f"bill:{bill.pk}",
        at=at,
        using="owner",
        amount=bill.amount,
        person_months=bill.person_months,
    )


def _for_correction(bill_id: int, by: Viewer) -> Bill:
    by.must("pay")
    bill = held(bill_id, by, act="correct_payment")
    other_hands(bill, by)
    return bill


def excess_of(bill: Bill) -> int:
    """Return what was received beyond what a bill owes, whole rupiah."""
    return max(balance(bill.pk).difference, 0)


def refuse_again(bill: Bill, kind: str, document: str) -> None:
    """Refuse a correction whose document is booked.

    :raises AlreadyEntered: if it is.
    """
    if Correction.objects.using("owner").filter(bill=bill, kind=kind, document=document).exists():
        raise AlreadyEntered(document)


def refuse_more_than(left: int, amount: int) -> None:
    """Refuse to move more than there is.

    :raises NothingToMove: if there is less.
    """
    if not 0 < amount <= left:
        raise NothingToMove(left)


def _correct(  # noqa: PLR0913 (the columns of one correction)
    bill: Bill,
    kind: str,
    amount: int,
    document: str,
    moved_on: dt.date,
    by: Viewer,
    at: dt.datetime,
    *,
    to_bill: Bill | None = None,
    person_months: int = 0,
) -> Correction:
    entry = Correction(
        office_id=bill.office_id,
        bill=bill,
        kind=kind,
        to_bill=to_bill,
        amount=amount,
        person_months=person_months,
        document=document,
        moved_on=moved_on,
        entered_at=at,
        entered_by_id=by.account_id,
    )
    entry.save(using="owner", force_insert=True)
    audit.record(
        f"payment.{kind}",
        by=by.name,
        by_id=by.account_id,
        about=f"bill:{bill.pk}",
        at=at,
        using="owner",
        amount=amount,
        document=document,
        to_bill=to_bill.pk if to_bill else None,
    )
    return entry


def _other_year(bill: Bill, paid_on: dt.date) -> bool:
    return BudgetLine.objects.using("owner").get(pk=bill.budget_line_id).fiscal_year != paid_on.year
