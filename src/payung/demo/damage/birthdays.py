"""What happens to a day of birth on its way into a list."""

from __future__ import annotations

import datetime as dt
from random import Random

from payung.demo.damage.draft import Draft, Family


def swapped(draft: Draft, dice: Random, above: Draft | None) -> bool:
    born = draft.born_on
    if born is None or born.day > 12 or born.day == born.month:
        return False
    draft.born_on = dt.date(born.year, born.day, born.month)
    return True


def two_digit_year(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    draft.fixed["birth_date"] = f"{draft.born_on:%d-%m-%y}" if dice.random() < 0.5 else f"{draft.born_on:%d/%m/%y}"
    return True


def zeros(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.fixed["birth_date"] = dice.choice(
        ("00/00/0000", "00-00-0000", "0000-00-00", "-", "31/02/1980", "tidak tahu", "?")
    )
    draft.born_on = None
    return True


def first_of_january(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    draft.born_on = dt.date(draft.born_on.year, 1, 1)
    return True


def missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.born_on = None
    return True


def year_wrong(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    step = dice.choice((-10, -2, -1, 1, 2, 10))
    draft.born_on = dt.date(draft.born_on.year + step, draft.born_on.month, min(draft.born_on.day, 28))
    return True


def day_wrong(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """The list's day contradicts the NIK."""
    if draft.born_on is None:
        return False
    day = draft.born_on.day
    other = dice.choice(
        [near for near in (day - 1, day + 1, day - 10, day + 10, day % 28 + 1) if 1 <= near <= 28 and near != day]
    )
    draft.born_on = draft.born_on.replace(day=other)
    return True


def month_wrong(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    draft.born_on = dt.date(draft.born_on.year, draft.born_on.month % 12 + 1, min(draft.born_on.day, 28))
    return True


def year_only(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    draft.fixed["birth_date"] = str(draft.born_on.year)
    draft.born_on = None
    return True


def age_instead(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.born_on is None:
        return False
    draft.fixed["birth_date"] = f"{2023 - draft.born_on.year} {dice.choice(('th', 'tahun', 'thn'))}"
    draft.born_on = None
    return True


BIRTH = Family(
    {
        "birth_swapped": (0.016, swapped),
        "birth_missing": (0.009, missing),
        "birth_jan1": (0.007, first_of_january),
        "birth_two_digit_year": (0.007, two_digit_year),
        "birth_year_wrong": (0.006, year_wrong),
        "birth_contradicts_nik": (0.005, day_wrong),
        "birth_month_wrong": (0.003, month_wrong),
        "birth_zero": (0.002, zeros),
        "birth_year_only": (0.002, year_only),
        "birth_age_instead": (0.0007, age_instead),
    }
)
