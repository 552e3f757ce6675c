"""Bills, the request to pay one, and the turn of a year, as work behind the page."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.flows import bill_months, request_a_payment, settle_a_payment, turn_the_year, words_of_money
from payung.jobs.hands import Hand, Refused
from payung.letters.papers.model import Signer
from payung.vocabulary.words import Words

Tell = Callable[[str], None]
NOBODY = Words(id="Tidak ada peserta lama yang dapat dibawa.", en="There is no member to carry over.")


def _make_bills(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Bill a programme.

    :param order: `programme`, `first` and `end` (months, ISO, end exclusive), `line`, `holidays` (ISO).
    """
    tell("bill")
    wanted = bill_months.Order(
        programme=order["programme"],
        first_month=dt.date.fromisoformat(order["first"]),
        end_month=dt.date.fromisoformat(order["end"]),
        line_id=order.get("line"),
        holidays=tuple(dt.date.fromisoformat(one) for one in order.get("holidays", [])),
        really=True,
    )
    try:
        billing = bill_months.run(wanted, by=by, at=at)
    except words_of_money.REFUSALS as refused:
        raise Refused(words_of_money.of_money(refused)) from None
    return f"bill:{billing.bills[0].bill_id}" if len(billing.bills) == 1 else "bills:"


def _record_payment(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Record an SP2D; a bill of a city has a line for each person and month to settle.

    :param order: the fields of `settle_a_payment.Paid`, days in ISO, and `bill`.
    """
    tell("settle")
    days = {name: dt.date.fromisoformat(order[name]) for name in ("paid_on", "first_month", "end_month")}
    said = {name: order[name] for name in ("sp2d_number", "kode_iuran", "heads", "amount", "receipt_number")}
    paid = settle_a_payment.Paid(**days, **said)
    try:
        settle_a_payment.run(settle_a_payment.Order(paid, really=True), by=by, at=at)
    except words_of_money.REFUSALS as refused:
        raise Refused(words_of_money.of_money(refused), result=f"bill:{order['bill']}") from None
    return f"paid:{order['bill']}"


def _request_payment(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write the request to pay a bill; it is kept as a letter of the bill.

    :param order: `bill`, `to`, `title`, `name` and `nip` of the signer.
    """
    tell("write")
    signer = Signer(order["title"], order["name"], nip=order["nip"]) if order.get("title") else None
    work = settings.PAYUNG_HOME / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        wanted = request_a_payment.Order(
            order["bill"], Path(folder), to=order.get("to") or request_a_payment.TREASURY, signer=signer
        )
        try:
            request_a_payment.run(wanted, home=settings.PAYUNG_HOME, by=by, at=at)
        except words_of_money.REFUSALS as refused:
            raise Refused(words_of_money.of_money(refused), result=f"bill:{order['bill']}") from None
    return f"bill:{order['bill']}"


def _turn_year(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Carry a programme's list over to new terms and draft the decree.

    :param order: `programme`, `to_terms` (ISO), `title`, `really`: draft it, not only say what it would hold.
    """
    tell("turn")
    try:
        done = turn_the_year.turn(
            programme=order["programme"],
            to_terms=dt.date.fromisoformat(order["to_terms"]),
            title=order.get("title", ""),
            by=by,
            at=at,
            really=bool(order.get("really")),
        )
        if done.to_decide:
            raise turn_the_year.DecideFirst(done.to_decide)
    except words_of_money.REFUSALS as refused:
        raise Refused(words_of_money.of_money(refused)) from None
    if done.proposal is None:
        raise Refused([NOBODY])
    if not done.is_made:
        return f"would_turn:{done.proposal.heads}:{done.proposal.amount}"
    return f"decree:{done.proposal.decree_id}"


make_bills = Hand(do=_make_bills, steps=1)
record_payment = Hand(do=_record_payment, steps=1)
request_payment = Hand(do=_request_payment, steps=1)
turn_year = Hand(do=_turn_year, steps=1)
