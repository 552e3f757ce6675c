"""Members become a bill: programme → seats of its months → prices of the law → bills against the budget → what waits beside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.access.viewer import Viewer
from payung.contributions import bulk, queries
from payung.contributions.bulk import Billing

__all__ = ["Billing", "NoSuchProgramme", "Order", "run"]


class NoSuchProgramme(Exception):
    """The office has no programme with this code."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to bill: months from `first_month` until `end_month` (exclusive). `really`: make the bills, not only show them."""

    programme: str
    first_month: dt.date
    end_month: dt.date
    line_id: int | None = None
    holidays: tuple[dt.date, ...] = ()
    really: bool = False


def run(order: Order, *, by: Viewer, at: dt.datetime) -> Billing:
    """Bill a programme. Stopped anywhere and run again, no month is billed twice: it is one transaction.

    :raises NoSuchProgramme: if the office has none with this code.
    :raises NotAllowed, NothingToBill, CannotBill, BudgetExceeded: as `contributions.bulk.make_bill`.
    """
    by.must("bill")
    programme_id = queries.programme_named(order.programme, seen_by=by)
    if programme_id is None:
        raise NoSuchProgramme(order.programme)
    return bulk.make_bill(
        programme_id=programme_id,
        first_month=order.first_month,
        end_month=order.end_month,
        line_id=order.line_id,
        holidays=order.holidays,
        really=order.really,
        by=by,
        at=at,
    )
