"""The ledger of budget lines: reserved + spent ≤ amount, each movement booked once, sums kept with the entries.

Every function works on the owner's connection and joins the transaction that is open there: what a movement is for
(a decree, a bill) changes together with the money or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.models import Sum

from payung.access.viewer import Viewer
from payung.agreements.models import BudgetEntry, BudgetLine
from payung.audit.history import set_actor


class BudgetExceeded(Exception):
    """The line has less left than is asked: `left` and `asked` in whole rupiah; `name` is its account and year, as the DPA prints them."""

    def __init__(self, line: BudgetLine, left: int, asked: int) -> None:
        super().__init__(f"budget line {line.pk}: {left} left, {asked} asked")
        self.line_id, self.left, self.asked = line.pk, left, asked
        self.name = f"{line.account} ({line.fiscal_year})"


class NotReserved(Exception):
    """More is to be spent than is reserved on the line: `left` reserved, `asked`, in whole rupiah."""

    def __init__(self, line_id: int, left: int, asked: int) -> None:
        super().__init__(f"budget line {line_id}: {left} reserved, {asked} to be spent")
        self.line_id, self.left, self.asked = line_id, left, asked


class NotSpent(Exception):
    """More comes back than was spent for it."""


class OtherOffice(Exception):
    """The line belongs to another office."""


class NoAmount(Exception):
    """A movement of nothing, or of less than nothing."""


class AlreadyBooked(Exception):
    """`about` is booked already, with another amount: `booked` and `asked` in whole rupiah."""

    def __init__(self, about: str, booked: int, asked: int) -> None:
        super().__init__(f"{about}: {booked} booked, {asked} asked")
        self.about, self.booked, self.asked = about, booked, asked


def reserve(*, line_id: int, amount: int, about: str, by: Viewer, at: dt.datetime) -> BudgetEntry:
    """Set money aside for `about`. Asked again for the same `about` and amount, the first entry is the answer.

    :raises BudgetExceeded: if the line has less left. :raises AlreadyBooked: if `about` holds another amount.
    """
    with _held(line_id, by, act="reserve") as line:
        booked = _booked(line, "reserved", amount, about)
        if booked is not None:
            return booked
        if line.left < amount:
            raise BudgetExceeded(line, line.left, amount)
        return _book(line, "reserved", amount, about, reserved=amount, spent=0, by=by, at=at)


def release(*, line_id: int, about: str, by: Viewer, at: dt.datetime) -> BudgetEntry | None:
    """Give back what `about` has reserved; return None where it holds nothing (any more).

    :raises NotReserved: if a part of it is spent already.
    """
    with _held(line_id, by, act="release") as line:
        # A part may have been given back before: the rest is a movement of its own.
        rest = f"{about}#rest"
        held = _sum(line, "reserved", about) - _sum(line, "released", about) - _sum(line, "released", rest)
        if held <= 0:
            return None
        if line.reserved < held:
            raise NotReserved(line_id, line.reserved, held)
        return _book(line, "released", held, rest, reserved=-held, spent=0, by=by, at=at)


def lower(*, line_id: int, amount: int, about: str, by: Viewer, at: dt.datetime) -> BudgetEntry:
    """Give back a part of what stands reserved on the line, because `about` (an amendment) needs less than was set aside.

    :raises NotReserved: if less is reserved. :raises AlreadyBooked: if `about` gave back another amount.
    """
    with _held(line_id, by, act="lower") as line:
        booked = _booked(line, "released", amount, about)
        if booked is not None:
            return booked
        if line.reserved < amount:
            raise NotReserved(line_id, line.reserved, amount)
        return _book(line, "released", amount, about, reserved=-amount, spent=0, by=by, at=at)


def spend(*, line_id: int, amount: int, about: str, by: Viewer, at: dt.datetime) -> BudgetEntry:
    """Turn reserved money into spent money, as `about` (a bill) was paid. The same movement is booked once.

    :raises NotReserved: if less is reserved. :raises AlreadyBooked: if `about` was booked with another amount.
    """
    with _held(line_id, by, act="spend") as line:
        booked = _booked(line, "spent", amount, about)
        if booked is not None:
            return booked
        if line.reserved < amount:
            raise NotReserved(line_id, line.reserved, amount)
        return _book(line, "spent", amount, about, reserved=-amount, spent=amount, by=by, at=at)


def refund(*, line_id: int, amount: int, about: str, by: Viewer, at: dt.datetime) -> BudgetEntry:
    """Book money that came back: it is spent no more, and free on the line again.

    :raises NotSpent: if more comes back than the line has spent.
    """
    with _held(line_id, by, act="refund") as line:
        booked = _booked(line, "refunded", amount, about)
        if booked is not None:
            return booked
        if line.spent < amount:
            raise NotSpent
        return _book(line, "refunded", amount, about, reserved=0, spent=-amount, by=by, at=at)


@contextmanager
def _held(line_id: int, by: Viewer, *, act: str) -> Iterator[BudgetLine]:
    """Hold a budget line of the viewer's office under lock while the block runs."""
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=act)
        line = BudgetLine.objects.using("owner").select_for_update(of=("self",)).get(pk=line_id)
        if line.office_id != by.office_id:
            raise OtherOffice
        yield line


def _booked(line: BudgetLine, kind: str, amount: int, about: str) -> BudgetEntry | None:
    if amount <= 0:
        raise NoAmount
    entry = BudgetEntry.objects.using("owner").filter(line=line, kind=kind, about=about).first()
    if entry is not None and entry.amount != amount:
        raise AlreadyBooked(about, entry.amount, amount)
    return entry


def _sum(line: BudgetLine, kind: str, about: str) -> int:
    entries = BudgetEntry.objects.using("owner").filter(line=line, kind=kind, about=about)
    return entries.aggregate(total=Sum("amount"))["total"] or 0


def _book(  # noqa: PLR0913 (one movement: what, how much, for what, to where, by whom, when)
    line: BudgetLine, kind: str, amount: int, about: str, *, reserved: int, spent: int, by: Viewer, at: dt.datetime
) -> BudgetEntry:
    entry = BudgetEntry(
        line=line, office_id=line.office_id, kind=kind, amount=amount, about=about, at=at, by_id=by.account_id
    )
    entry.save(using="owner", force_insert=True)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE agreements_budget_line SET reserved = reserved + %s, spent = spent + %s WHERE id = %s",
            [reserved, spent, line.pk],
        )
    return entry
