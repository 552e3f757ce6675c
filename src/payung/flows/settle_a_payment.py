"""An SP2D becomes protection: paper against bill → recorded → settled when exact → months paid, budget spent → how long it lasts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.access.viewer import Viewer
from payung.contributions import payments, protection, queries
from payung.contributions.payments import Entered, Paid
from payung.law.months import add_months

__all__ = ["Order", "Paid", "Settled", "run"]


@dataclass(frozen=True, slots=True)
class Order:
    """An SP2D as the paper says it. `really`: record it, not only show what would become of it.

    `accepts`: the doubts that a person has read (`contributions.payments.doubtful`); None: whoever asks was shown all of them.
    """

    paid: Paid
    really: bool = False
    accepts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the payment; `protects` people through `until` (exclusive), whose memberships end on `ends_on` unless paid on."""

    entered: Entered
    protects: int
    until: dt.date | None
    ends_on: dt.date | None


def run(order: Order, *, by: Viewer, at: dt.datetime) -> Settled:
    """Record a payment. Run again it is refused as entered already, and nothing is counted twice.

    :raises NotAllowed, MakerMayNotPay, PaymentRefused, AlreadyEntered, BudgetExceeded, Doubtful: as `contributions.payments.record`.
    """
    entered = payments.record(paid=order.paid, really=order.really, accepts=order.accepts, by=by, at=at)
    if not entered.is_settled:
        return Settled(entered, 0, None, None)
    [bill] = queries.bills(bill_id=entered.bill_id, seen_by=by)
    days = protection.clock(add_months(bill.end_month, -1))
    return Settled(entered, bill.heads, bill.end_month, days.ends_on)
