"""The wage of a month, where it is not paid by the month (PP 44/2015 Pasal 19)."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.law.refusals import BadInputs, NotInForce
from payung.law.wages import month_wage

NOW = dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("kind", "amounts", "wage"),
    [
        ("monthly", [3_500_000], 3_500_000),
        ("daily", [150_000], 3_750_000),
        ("daily", [0], 0),
        ("piece", [3_000_000, 3_100_000, 3_050_000], 3_050_000),
        ("piece", [1, 1, 0], 1),
        ("piece", [1, 0, 0], 0),
        ("weather", [1_000_000] * 6 + [0] * 6, 500_000),
        ("weather", [6] + [0] * 11, 1),
        ("weather", [5] + [0] * 11, 0),
    ],
)
def test_the_law_s_ways_to_a_month_s_wage(kind: str, amounts: list[int], wage: int) -> None:
    found = month_wage(kind, amounts, NOW)

    assert (found.amount, found.figure.confidence) == (wage, "law")


def test_everything_wrong_is_said_at_once_and_shorter_work_is_refused() -> None:
    with pytest.raises(BadInputs) as refused:
        month_wage("piece", [3_500_000.5, -1], NOW)  # type: ignore[list-item]
    assert [one.say("id")[:20] for one in refused.value.problems] == [
        "upah 3500000.5 bukan",
        "upah -1 bukan bilang",
        "perlu 3 upah, diberi",
    ]
    with pytest.raises(BadInputs, match="yearly is unknown"):
        month_wage("yearly", [1], NOW)
    with pytest.raises(BadInputs):
        month_wage("daily", [1, 2], NOW)
    with pytest.raises(BadInputs):
        month_wage("daily", [10**15], NOW)
    with pytest.raises(NotInForce):
        month_wage("daily", [1], dt.date(2015, 6, 30))
