"""What is reckoned over a family or a year: scholarships of several children, the growth of a JHT balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from payung.law.events import EVENT
from payung.law.figures import Value, national_figures, weakest
from payung.law.jkm import scholarship as _entered
from payung.law.reckoning import answer
from payung.law.refusals import BadInputs, Refused
from payung.vocabulary.words import Words

SCHOLARSHIP_RULE = _entered.__name__


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a dead or disabled member and the years of school to pay, by level."""

    age: int
    tk_sd: int = 0
    smp: int = 0
    sma: int = 0
    university: int = 0
    married: bool = False
    working: bool = False


def scholarships(on: dt.date, children: Sequence[Child], *, paid_months: int, by_accident: bool) -> int:
    """Return the scholarships of a family in whole rupiah, by the day of the death or accident.

    Since PP 82/2019 per child (at most two; to 23, unmarried, not working: weakly sourced); before it once per member.

    :raises BadInputs: if more children are named than may have one, or a child may not: all at once.
    """
    known = national_figures()
    most = known["scholarship_children"].at(on).value
    problems = [Refused(_TOO_MANY, most=most)] if len(children) > most else []
    if known["scholarship_age"].keys_at(on):
        oldest = known["scholarship_age"].at(on).value
        problems += [
            Refused(_NOT_THIS_ONE, n=n, oldest=oldest) for n, one in enumerate(children, 1) if _too_old(one, oldest)
        ]
    if problems:
        raise BadInputs(problems)
    return sum(_scholarship(on, child, paid_months, by_accident) for child in children)


def _too_old(child: Child, oldest: int) -> bool:
    return child.age > oldest or child.married or child.working


def _scholarship(on: dt.date, child: Child, paid_months: int, by_accident: bool) -> int:
    years = {"tk_sd": child.tk_sd, "smp": child.smp, "sma": child.sma, "university": child.university}
    found = answer(EVENT, [SCHOLARSHIP_RULE], on, {**years, "paid_months": paid_months, "by_accident": by_accident})
    return int(found[SCHOLARSHIP_RULE])


def jht_year(opening: int, deposits: Sequence[int], return_rate: int) -> int:
    """Return a JHT balance after a year, in whole rupiah.

    :param deposits: the twelve months' contributions in order (0 where none). :param return_rate: the year's return in ppm,
        as BPJS Ketenagakerjaan announced it: data, not law (PP 46/2015 Pasal 27(3) only sets its floor).
    Each deposit earns from the month after it; one rounding a year, half up. The law does not give the method: a balance
    reckoned here is an estimate until the agency's own statement is seen.

    :raises BadInputs: unless there are twelve deposits and nothing is negative.
    """
    amounts = [opening, *deposits, return_rate]
    if len(deposits) != 12 or any(type(amount) is not int or amount < 0 for amount in amounts):
        raise BadInputs([Refused(_TWELVE)])
    weighted = opening * 12 + sum(amount * (11 - place) for place, amount in enumerate(deposits))
    return opening + sum(deposits) + (weighted * return_rate + 6_000_000) // 12_000_000


@dataclass(frozen=True, slots=True)
class JhtBalance:
    """An estimated JHT balance: at the end of each year, with the returns that it rests on."""

    years: tuple[tuple[int, int], ...]
    returns: tuple[Value, ...]

    @property
    def amount(self) -> int:
        """The balance at the end of the last year, whole rupiah."""
        return self.years[-1][1]

    @property
    def weakest(self) -> str:
        """The weakest confidence of the returns."""
        return weakest([value.confidence for value in self.returns])


def jht_balance(first_year: int, deposits: Sequence[Sequence[int]], opening: int = 0) -> JhtBalance:
    """Return an estimated JHT balance over years, with the agency's announced returns.

    :param deposits: per year from `first_year` its twelve monthly contributions. :param opening: the balance before.
    :raises BadInputs: as `jht_year`, or if no year is given. :raises NotInForce, NotPublished: for a year whose return is
        not in the book: it says which report is missing.
    """
    if not deposits:
        raise BadInputs([Refused(_TWELVE)])
    balance, years, returns = opening, [], []
    for place, months in enumerate(deposits):
        year = first_year + place
        returns.append(national_figures()["jht_return"].at(dt.date(year, 12, 31)))
        balance = jht_year(balance, months, returns[-1].value)
        years.append((year, balance))
    return JhtBalance(tuple(years), tuple(returns))


_TOO_MANY = Words(id="beasiswa paling banyak untuk {most} anak", en="scholarships are for at most {most} children")
_NOT_THIS_ONE = Words(
    id="anak ke-{n}: beasiswa sampai umur {oldest}, belum menikah, belum bekerja",
    en="child {n}: scholarships are to the age of {oldest}, unmarried, not working",
)
_TWELVE = Words(
    id="isi dua belas setoran bulanan, saldo awal, dan hasil pengembangan (ppm) sebagai bilangan bulat yang tidak negatif",
    en="give twelve monthly deposits, the opening balance and the return (ppm) as whole, non-negative numbers",
)
