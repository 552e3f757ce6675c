"""The path to a target, by hand: people to add by year and by month, and whether the present rate gets there."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.coverage.figures import Figure, Share, StatedUniverse
from payung.coverage.path import Path, StatedTarget, paths_of, rate_of
from payung.coverage.path_words import reached

BAPPEDA = StatedUniverse("64.74", "vulnerable_workers", "all", 1000, dt.date(2025, 12, 31), "Bappeda", "pekerja rentan")
BPS = StatedUniverse("64.74", "vulnerable_workers", "all", 2001, dt.date(2025, 12, 31), "BPS", "pekerja rentan")


def figure(month: int, protected: int, *universes: StatedUniverse, year: int = 2026) -> Figure:
    shares = tuple(Share(one, protected, 0, ()) for one in universes)
    return Figure("computed", "listed", dt.date(year, month, 1), "64.74", "total", "", "", {"protected": protected}, None, (), shares)  # fmt: skip


def target(year: int, percent: float, **more: str) -> StatedTarget:
    said = {"counts": "vulnerable_workers", "segment": "all", "source": "RPJMD", "confidence": "law"} | more
    return StatedTarget("64.74", year, said["counts"], said["segment"], round(percent * 10_000), said["source"], "rentan", said["confidence"])  # fmt: skip


def path(history: list[Figure], *targets: StatedTarget) -> Path:
    [found] = paths_of(history, targets)
    return found


def test_people_to_add_by_year_and_by_month() -> None:
    found = path([figure(3, 170), figure(6, 200, BAPPEDA)], target(2027, 62), target(2026, 50))

    first, second = found.steps
    assert [(one.needed, one.to_add, one.months) for one in (first, second)] == [(500, 300, 6), (620, 420, 18)]
    assert [(one.year, one.to_add, one.per_month, one.needed) for one in found.years] == [
        (2026, 300, 50, 500),
        (2027, 120, 10, 620),
    ]
    assert (found.rate.gained, found.rate.months, first.expected, second.expected) == (30, 3, 260, 380)
    assert (first.reaches, first.reached_in, second.reached_in) == (False, dt.date(2028, 12, 1), dt.date(2029, 12, 1))
    assert [one.needed for one in found.milestones][:6] == [250, 300, 350, 400, 450, 500]
    assert (found.milestones[-1].month, found.milestones[-1].needed) == (dt.date(2027, 12, 1), 620)


def test_years_without_a_target_of_their_own_share_what_the_next_one_asks() -> None:
    found = path([figure(12, 200, BAPPEDA, year=2025)], target(2028, 50))

    assert [(one.year, one.to_add, one.per_month) for one in found.years] == [
        (2026, 100, 9),
        (2027, 100, 9),
        (2028, 100, 9),
    ]
    assert found.years[-1].needed == found.steps[0].needed == 500


def test_each_universe_that_disagrees_has_its_path_and_none_has_none() -> None:
    two = paths_of([figure(6, 200, BAPPEDA, BPS)], [target(2026, 50)])
    none = path([figure(6, 200)], target(2026, 50))
    other = path([figure(6, 200, BAPPEDA)], target(2026, 50, counts="workers"))

    assert [(one.universe.source, one.steps[0].needed) for one in two] == [("Bappeda", 500), ("BPS", 1001)]
    assert [(one.universe, one.steps[0].needed, one.milestones) for one in (none, other)] == [(None, None, ())] * 2
    assert reached(none.steps[0]).id == "tidak dapat dihitung"
    assert paths_of([figure(6, 200, BAPPEDA)], []) == []


@pytest.mark.parametrize(
    ("history", "year", "said"),
    [
        ([figure(6, 500, BAPPEDA)], 2026, "sudah tercapai"),
        ([figure(6, 200, BAPPEDA)], 2026, "belum diketahui"),
        ([figure(3, 210), figure(6, 200, BAPPEDA)], 2026, "tidak, dengan laju ini tidak pernah"),
        ([figure(3, 50), figure(6, 200, BAPPEDA)], 2026, "ya, Desember 2026"),
        ([figure(3, 199), figure(6, 200, BAPPEDA)], 2026, "tidak, dengan laju ini tidak pernah"),
        ([figure(3, 50), figure(6, 200, BAPPEDA)], 2025, "tidak, baru Desember 2026"),
    ],
)
def test_whether_the_present_rate_reaches_it(history: list[Figure], year: int, said: str) -> None:
    assert reached(path(history, target(year, 50)).steps[0]).id == said


def test_the_rate_is_that_of_the_last_twelve_months() -> None:
    old = [figure(1, 0, year=2024), figure(1, 100), figure(6, 150)]

    assert (rate_of(old).first, rate_of(old).gained) == (dt.date(2026, 1, 1), 50)
    assert rate_of([figure(1, 0, year=2024), figure(6, 58)]).months == 29
    assert rate_of(old[:1]) is None


@given(
    now=st.integers(0, 3000),
    before=st.integers(0, 3000),
    shares=st.lists(st.tuples(st.integers(2025, 2035), st.floats(0.01, 100)), min_size=1, max_size=5),
)
def test_a_path_that_is_kept_reaches_every_target(now: int, before: int, shares: list[tuple[int, float]]) -> None:
    found = path([figure(1, before), figure(6, now, BAPPEDA)], *(target(year, share) for year, share in shares))

    needed = [one.needed for one in found.milestones]
    assert sum(one.to_add for one in found.years) == (needed[-1] - now if needed else 0)
    assert needed == sorted(needed)
    for step in found.steps:
        assert step.needed * 1_000_000 >= step.target.ppm * BAPPEDA.people
        assert step.to_add == max(step.needed - now, 0)
        at_end = [one.needed for one in found.milestones if one.month == dt.date(step.target.year, 12, 1)]
        assert not at_end or at_end[0] >= step.needed
        if step.reaches and step.to_add:
            assert step.reached_in <= dt.date(step.target.year, 12, 1)
