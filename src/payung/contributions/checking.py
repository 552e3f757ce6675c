"""What would be refused, said before work is asked for: read without a lock, nothing is written; the action looks again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from payung.access.viewer import Viewer
from payung.contributions import payments
from payung.contributions.models import Bill, BillLine
from payung.contributions.refusals import (
    AlreadyIssued,
    BillIsPaid,
    BillIsVoid,
    CodeNotUsable,
    NoSuchBill,
    NothingToMove,
)


def issue(*, bill_id: int, kode_iuran: str, by: Viewer) -> None:
    """Look whether a bill may get a kode iuran, all but whether its list is still the same. Raises as `actions.issue`."""
    by.must("bill")
    code = re.sub(r"[\s.-]", "", kode_iuran)
    if not re.fullmatch("[0-9]{12}", code):
        raise CodeNotUsable("shape")
    bill = _bill(bill_id, by)
    if bill.state == "issued":
        raise AlreadyIssued(bill.kode_iuran or "")
    _refuse_ended(bill)
    other = Bill.objects.using("owner").filter(office_id=by.office_id, kode_iuran=code).first()
    if other is not None:
        raise CodeNotUsable("void" if other.state == "void" else "taken")


def void(*, bill_id: int, by: Viewer) -> None:
    """Look whether a bill may be voided. Raises as `actions.void`."""
    by.must("bill")
    _refuse_ended(_bill(bill_id, by))


def excess(*, bill_id: int, to_bill_id: int | None, amount: int, document: str, by: Viewer) -> None:
    """Look whether an excess may go back, or over to another bill. Raises as `payments.give_back_excess` and `carry_over`."""
    source = _corrected(bill_id, by)
    payments.refuse_again(source, "refund" if to_bill_id is None else "carry", document)
    payments.refuse_more_than(payments.excess_of(source), amount)
    if to_bill_id is not None:
        target = _corrected(to_bill_id, by)
        if target.pk == source.pk or target.state != "issued":
            raise NothingToMove(0)


def months(*, bill_id: int, person_ids: Sequence[int], from_month: dt.date, document: str, by: Viewer) -> None:
    """Look whether people have paid months to give back. Raises as `payments.give_back_months`."""
    bill = _corrected(bill_id, by)
    payments.refuse_again(bill, "months", document)
    paid = BillLine.objects.using("owner").filter(bill=bill, is_paid=True, month__gte=from_month)
    if not paid.filter(person_id__in=list(person_ids)).exists():
        raise NothingToMove(0)


def _bill(bill_id: int, by: Viewer) -> Bill:
    found = Bill.objects.using("owner").filter(pk=bill_id, office_id=by.office_id).first()
    if found is None:
        raise NoSuchBill(bill_id)
    return found


def _corrected(bill_id: int, by: Viewer) -> Bill:
    by.must("pay")
    bill = _bill(bill_id, by)
    payments.other_hands(bill, by)
    return bill


def _refuse_ended(bill: Bill) -> None:
    if bill.state == "paid":
        raise BillIsPaid
    if bill.state == "void":
        raise BillIsVoid
