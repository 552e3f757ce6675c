"""What one month of one person costs, as the law says it for the terms of a programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from payung.agreements import month_price
from payung.agreements.models import Terms
from payung.enrolment.models import RELIEFS
from payung.enrolment.refusals import CannotPrice
from payung.law.refusals import Refused
from payung.vocabulary.month import Month
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Price:
    """One month of one person, whole rupiah; `weakest` is the confidence of the weakest figure behind it."""

    month: dt.date
    relief: str
    jkk: int
    jkm: int
    jht: int
    weakest: str

    @property
    def amount(self) -> int:
        """What is paid for the month in all."""
        return self.jkk + self.jkm + self.jht


def months_of(first: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield the first days of the months from `first` until `end` (exclusive)."""
    month, last = Month.of(first), Month.of(end)
    while month < last:
        yield month.starts_on
        month = month.plus(1)


def price_list(terms: Terms, first: dt.date, end: dt.date) -> list[Price]:
    """Return the price of every month from `first` until `end` (exclusive), for drivers and couriers and for others.

    Segment, income or wage, payer, schemes and the ruling on PP 50/2025 are the programme's; the rates are the law's (law.contributions).

    :raises CannotPrice: if the law has no price for a month, with every reason once.
    """
    prices: list[Price] = []
    problems: dict[str, Words] = {}
    for month in months_of(first, end):
        for relief in RELIEFS:
            try:
                prices.append(_price(terms, month, relief))
            except Refused as refused:
                words = Words(id=refused.say("id"), en=refused.say("en"))
                problems.setdefault(words.en, words)
    if problems:
        raise CannotPrice(*problems.values())
    return prices


def _price(terms: Terms, month: dt.date, relief: str) -> Price:
    due = month_price.due(month, terms, schemes=frozenset(terms.schemes), relief=relief)
    return Price(
        month=month,
        relief=relief,
        jkk=due["jkk"] if "jkk" in terms.schemes else 0,
        jkm=due["jkm"] if "jkm" in terms.schemes else 0,
        jht=due["jht_worker"],
        weakest=due.weakest,
    )
