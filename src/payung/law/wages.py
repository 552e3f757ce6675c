"""The wage of a month that contributions rest on, where it is not paid by the month (PP 44/2015 Pasal 19, PP 46/2015 Pasal 17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from payung.law.figures import Value, national_figures
from payung.law.inputs import LARGEST_WAGE
from payung.law.refusals import BadInputs, Refused
from payung.vocabulary.words import Words

# How a wage is paid, and the figure that turns it into a month's: a multiple of a day's, or how many months are averaged.
KINDS = {
    "monthly": Words("bulanan", "by the month"),
    "daily": Words("harian", "by the day"),
    "piece": Words("borongan atau satuan hasil", "by the piece"),
    "weather": Words("borongan yang tergantung cuaca", "by the piece, depending on the weather"),
}


@dataclass(frozen=True, slots=True)
class MonthWage:
    """A month's wage in whole rupiah and the figure behind it."""

    amount: int
    figure: Value


def month_wage(kind: str, amounts: Sequence[int], on: dt.date) -> MonthWage:
    """Return the wage of a month: a day's times 25, or the mean of the last 3 or 12 months, half up to Rp1.

    :param kind: monthly, daily, piece or weather. :param amounts: one month's or day's wage, or the last months' wages.
    :raises BadInputs: all at once, for an unknown kind, an amount that is no wage, or fewer or more months than the law takes:
        what holds for a worker of less than three months it does not say.
    :raises NotInForce: before the law was.
    """
    if kind not in KINDS:
        raise BadInputs([Refused(_UNKNOWN, name=kind, known=", ".join(KINDS))])
    figure = national_figures()["month_wage"].at(on, kind)
    wanted = 1 if kind in ("monthly", "daily") else figure.value
    problems = [
        Refused(_AMOUNT, value=repr(one)) for one in amounts if type(one) is not int or not 0 <= one <= LARGEST_WAGE
    ]
    if len(amounts) != wanted:
        problems.append(Refused(_COUNT, wanted=wanted, given=len(amounts), law=figure.cited))
    if problems:
        raise BadInputs(problems)
    if wanted == 1:
        return MonthWage(amounts[0] * figure.value, figure)
    return MonthWage((sum(amounts) * 2 + wanted) // (wanted * 2), figure)


_UNKNOWN = Words(id="{name} tidak dikenal; pilih: {known}", en="{name} is unknown; one of: {known}")
_AMOUNT = Words(
    id="upah {value} bukan bilangan bulat rupiah; tulis angka saja, mis. 150000",
    en="wage {value} is not whole rupiah; write digits only, e.g. 150000",
)
_COUNT = Words(
    id="perlu {wanted} upah, diberi {given} ({law}); untuk masa kerja yang lebih pendek hukum tidak mengaturnya",
    en="{wanted} wages are needed, {given} given ({law}); for shorter work the law is silent",
)
