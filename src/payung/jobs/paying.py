"""What happens to a bill that is made: its code, its payment, money that comes back or moves on, its end; as work behind the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from payung.access.viewer import Viewer
from payung.contributions import actions, payments
from payung.contributions.payments import Entered
from payung.contributions.refusals import Doubtful
from payung.flows import settle_a_payment, words_of_money
from payung.jobs.hands import Done, Hand, Refused
from payung.vocabulary.words import Words

Tell = Callable[[str], None]
_ISSUED = Words(id="Tagihan terbit dengan kode iuran {code}.", en="The bill is issued with the kode iuran {code}.")
_VOIDED = Words(
    id="Tagihan batal: {months} orang-bulan dapat ditagih lagi.",
    en="The bill is void: {months} person-months are free.",
)


def _issue(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Give a bill its code; its list is compared with the seats line by line. `order`: `bill`, `kode`."""
    tell("compare")
    with _refusing(order["bill"]):
        done = actions.issue(bill_id=order["bill"], kode_iuran=order["kode"], by=by, at=at)
    return Done(f"bill:{done.pk}", [_filled(_ISSUED, code=done.kode_iuran or "")])


def _void(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Void a bill; its months are free again. `order`: `bill`, `reason`."""
    tell("free")
    with _refusing(order["bill"]):
        done = actions.void(bill_id=order["bill"], reason=order["reason"], by=by, at=at)
    return Done(f"bill:{done.pk}", [_filled(_VOIDED, months=str(done.person_months))])


def _record(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Record an SP2D; a bill of a city has a line for each person and month to settle.

    :param order: the fields of `settle_a_payment.Paid`, days in ISO, `bill`, and `accepts`: the doubts that a person has read.
    :raises Refused: with every reason; `doubtful_payment:changed:2;other_year` where a person must read and accept something first.
    """
    tell("settle")
    days = {name: dt.date.fromisoformat(order[name]) for name in ("paid_on", "first_month", "end_month")}
    said = {name: order[name] for name in ("sp2d_number", "kode_iuran", "heads", "amount", "receipt_number")}
    wanted = settle_a_payment.Order(
        settle_a_payment.Paid(**days, **said), really=True, accepts=tuple(order.get("accepts", ()))
    )
    with _refusing(order["bill"]):
        try:
            done = settle_a_payment.run(wanted, by=by, at=at)
        except Doubtful as doubts:
            named = ";".join(payments.doubtful(changed=doubts.changed, other_year=doubts.other_year))
            raise Refused(words_of_money.of_doubts(doubts), result=f"doubtful_payment:{named}") from None
    told = _told(done.entered)
    if done.until is not None and done.ends_on is not None:
        told = [*told, words_of_money.of_protection(done.protects, done.until, done.ends_on)]
    return _ended(f"paid:{order['bill']}", done.entered, told)


def _correct(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Book that an excess came back, or was carried to another bill; both bills may be settled by it.

    :param order: `bill`, `to_bill` (or None), `amount`, `document`, `moved_on` (ISO).
    """
    tell("settle")
    paper = {
        "amount": order["amount"],
        "document": order["document"],
        "moved_on": dt.date.fromisoformat(order["moved_on"]),
        "by": by,
        "at": at,
    }
    with _refusing(order["bill"]):
        if order.get("to_bill") is None:
            entered = payments.give_back_excess(bill_id=order["bill"], **paper)
        else:
            entered = payments.carry_over(bill_id=order["bill"], to_bill_id=order["to_bill"], **paper)
    return _ended(f"bill:{order['bill']}", entered, _told(entered))


def _give_back(order: Mapping[str, Any], *, tell: Tell, by: Viewer, at: dt.datetime) -> Done:
    """Book that paid months came back. `order`: `bill`, `people` (their numbers), `from_month` and `moved_on` (ISO), `document`."""
    tell("settle")
    with _refusing(order["bill"]):
        entered = payments.give_back_months(
            bill_id=order["bill"],
            person_ids=order["people"],
            from_month=dt.date.fromisoformat(order["from_month"]),
            document=order["document"],
            moved_on=dt.date.fromisoformat(order["moved_on"]),
            by=by,
            at=at,
        )
    return _ended(f"bill:{order['bill']}", entered, _told(entered))


@contextmanager
def _refusing(bill_id: int) -> Iterator[None]:
    """Say in words what the room of money refuses by name."""
    try:
        yield
    except words_of_money.REFUSALS as refused:
        raise Refused(words_of_money.of_money(refused), result=f"bill:{bill_id}") from None


def _told(entered: Entered) -> list[Words]:
    return [words_of_money.of_balance(entered)]


def _ended(result: str, entered: Entered, told: list[Words]) -> Done:
    """Return the end of an order; a sum that is not exact is said as a warning, and so is what was doubtful."""
    doubts = words_of_money.of_doubts(entered)
    if entered.overpaid or entered.underpaid:
        return Done(result, warnings=[*told, *doubts])
    return Done(result, told, doubts)


def _filled(words: Words, **fields: str) -> Words:
    return Words(id=words.id.format(**fields), en=words.en.format(**fields))


_SETTLING = {"settle": Words(id="melunasi setiap bulan", en="settling each month")}
HANDS = {
    "issue_bill": Hand(
        do=_issue,
        steps=1,
        words={"compare": Words(id="mencocokkan daftar baris demi baris", en="comparing the list line by line")},
    ),
    "void_bill": Hand(do=_void, steps=1, words={"free": Words(id="melepas bulan-bulannya", en="freeing its months")}),
    "record_payment": Hand(do=_record, steps=1, words=_SETTLING),
    "correct_payment": Hand(do=_correct, steps=1, words=_SETTLING),
    "give_back_months": Hand(do=_give_back, steps=1, words=_SETTLING),
}
