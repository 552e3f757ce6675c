"""What holds a list: shares above a limit, of fifty rows or more."""

from __future__ import annotations

import pytest

from payung.flows import words_of_lists
from payung.linkage import deciding


@pytest.mark.parametrize(
    ("rows", "counts", "found"),
    [
        (100, {"review": 30, "nik_other_person": 10, "duplicate": 50}, {}),
        (100, {"review": 31, "nik_other_person": 11, "duplicate": 51}, {"review": 31, "nik_other_person": 11, "duplicate": 51}),
        (100, {"duplicate": 100}, {"duplicate": 100}),
        (50, {"nik_other_person": 6}, {"nik_other_person": 6}),
        (49, {"duplicate": 49}, {}),
        (0, {}, {}),
    ],
)  # fmt: skip
def test_only_what_lies_above_its_limit_holds(rows: int, counts: dict[str, int], found: dict[str, int]) -> None:
    assert deciding.stops(rows, counts) == found


@pytest.mark.parametrize("name", deciding.STOPS)
def test_every_stop_is_said_in_figures(name: str) -> None:
    said = words_of_lists.stop(name, 900, 1200)

    assert said.id.startswith("75% dari 1.200 baris ")
    assert said.en.startswith("75% of 1,200 rows ")
    assert hasattr(deciding.Limits(), name)
