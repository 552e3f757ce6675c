"""What one month of one person costs under a programme's terms, as the law says; pure, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from payung.agreements import month_price
from payung.law import contributions as law
from payung.law.months import month_end
from payung.law.refusals import BadInputs, Refused
from payung.vocabulary.words import Words

LEAST_SCHEMES = frozenset({"jkk", "jkm"})

_LEAST = Words(
    id="Syarat program tidak memuat JKK dan JKM: keduanya wajib (PP 44/2015)",
    en="The programme's terms lack JKK and JKM: a member has at least these two (PP 44/2015)",
)


class HasDates(Protocol):
    """Terms of a programme, as far as dates go."""

    valid_from: dt.date
    first_month: dt.date


Dated = TypeVar("Dated", bound=HasDates)


class HasPrice(Protocol):
    """Terms of a programme, as far as the price goes."""

    segment: str
    income: int
    risk: int | None
    payer: str
    ruling: str
    source: str
    schemes: list[str]


@dataclass(frozen=True, slots=True)
class Bought:
    """What terms say that a price depends on; `income` is the declared monthly income or wage in whole rupiah."""

    income: int
    payer: str
    ruling: str
    source: str
    schemes: frozenset[str]
    segment: str = "bpu"
    risk: int | None = None

    @classmethod
    def under(cls, terms: HasPrice) -> Bought:
        """Return what terms say about the price."""
        return cls(
            terms.income,
            terms.payer,
            terms.ruling,
            terms.source,
            frozenset(terms.schemes),
            terms.segment,
            terms.risk,
        )


@dataclass(frozen=True, slots=True)
class Price:
    """Whole rupiah of one month of one person, with the weakest confidence and the articles behind it."""

    month: dt.date
    relief: str
    member_since: dt.date | None
    jkk: int
    jkm: int
    jht: int
    weakest: str
    cited: str

    @property
    def total(self) -> int:
        """JKK + JKM + JHT."""
        return self.jkk + self.jkm + self.jht


def asks_since(month: dt.date) -> bool:
    """Whether the price of a month depends on when somebody joined: only in the relief of PP 49/2020."""
    return "member_since" in law.bpu_sql(month, "nobody").needs


def price(month: dt.date, relief: str, member_since: dt.date | None, bought: Bought) -> Price:
    """Price a month through the rule book.

    :param relief: `transport` or `other`. :param member_since: first month of the seat, where `asks_since`.
    :raises Refused: with the words of the law book, where figures are missing or the law leaves the price open.
    """
    if not bought.schemes >= LEAST_SCHEMES:
        raise Refused(_LEAST)
    more: dict[str, object] = {} if member_since is None else {"member_since": member_since}
    due = month_price.due(month, bought, schemes=bought.schemes, relief=relief, **more)
    cited = dict.fromkeys(read.value.cited for step in due.answer.steps for read in step.read)
    return Price(month, relief, member_since, due["jkk"], due["jkm"], due["jht_worker"], due.weakest, "; ".join(cited))


def prices(
    classes: Collection[tuple[dt.date, str, dt.date | None]], bought: dict[dt.date, Bought]
) -> tuple[list[Price], list[Refused]]:
    """Price every class of (month, relief, member_since); return the prices and, once each, everything refused."""
    found: list[Price] = []
    refused: dict[str, Refused] = {}
    for month, relief, since in classes:
        try:
            found.append(price(month, relief, since, bought[month]))
        except BadInputs as several:
            refused.update({str(one): one for one in several.problems})
        except Refused as one:
            refused[str(one)] = one
    return found, list(refused.values())


def in_force(terms: Sequence[Dated], month: dt.date) -> Dated | None:
    """Return the terms of a month: the newest on its first day; the first terms also serve their own earlier months.

    Lists exist before regulations do: a first month before the terms' first day is theirs where they say so.
    """
    on = [one for one in terms if one.valid_from <= month]
    if on:
        return on[-1]
    first = terms[0] if terms else None
    return first if first and (first.first_month <= month or first.valid_from <= month_end(month)) else None


def no_terms(month: dt.date) -> Refused:
    """Return that a programme has no terms for a month."""
    return Refused(_NO_TERMS, month=f"{month:%m-%Y}")


_NO_TERMS = Words(
    id="Program belum punya syarat untuk {month}: tidak ada pembayar, tidak ada iuran",
    en="The programme has no terms for {month}: no payer, no contribution",
)
