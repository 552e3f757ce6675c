"""Bills, the request to pay one, and the turn of a year, as work behind the page."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from payung.access.viewer import Viewer
from payung.flows import (
    bill_months,
    confirm_a_payment,
    rehearse_the_turn,
    request_a_payment,
    turn_the_year,
    words_of_money,
)
from payung.jobs.hands import Hand, Refused
from payung.letters import signers
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


def _request_payment(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Write the request to pay a bill, or the receipt of a settled one; it is kept as a letter of the bill.

    :param order: `bill`, `to`, `signer` (a number of `letters.signers`; None: the head of the office), `receipt`: of a settled bill.
    """
    tell("write")
    signing = signers.signer(order["signer"], seen_by=by) if order.get("signer") else None
    signer = Signer(signing.title, signing.name, nip=signing.nip) if signing else None
    work = settings.PAYUNG_HOME / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        wanted = request_a_payment.Order(
            order["bill"], Path(folder), to=order.get("to") or request_a_payment.TREASURY, signer=signer
        )
        try:
            if order.get("receipt"):
                settled = confirm_a_payment.Order(order["bill"], Path(folder))
                confirm_a_payment.run(settled, home=settings.PAYUNG_HOME, by=by, at=at)
            else:
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


def _rehearse_turn(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> str:
    """Look at a turn before it is made.

    :param order: `programme`, `to_terms` (ISO).
    """
    tell("turn")
    try:
        token = rehearse_the_turn.run(
            programme=order["programme"],
            to_terms=dt.date.fromisoformat(order["to_terms"]),
            home=settings.PAYUNG_HOME,
            by=by,
            at=at,
        )
    except words_of_money.REFUSALS as refused:
        raise Refused(words_of_money.of_money(refused)) from None
    return f"rehearsed:{token}"


HANDS = {
    "make_bills": Hand(
        do=_make_bills, steps=1, words={"bill": Words(id="menghitung tagihan", en="reckoning the bills")}
    ),
    "request_payment": Hand(
        do=_request_payment, steps=1, words={"write": Words(id="menulis berkas", en="writing the files")}
    ),
    "rehearse_turn": Hand(
        do=_rehearse_turn,
        steps=1,
        words={"turn": Words(id="membaca daftar lama menurut syarat baru", en="reading the old list by the new terms")},
    ),
    "turn_year": Hand(
        do=_turn_year,
        steps=1,
        words={"turn": Words(id="membawa daftar ke tahun baru", en="carrying the list over")},
    ),
}
