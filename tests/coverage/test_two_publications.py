"""Who lays two publications of the same people beside each other learns no withheld count from what one of them shows."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from payung.coverage import disclosure
from payung.coverage.disclosure import ALL, Before, Cube, Key
from tests.coverage.test_disclosure import cube_of, people_of, sums

Shown = dict[Key, int | None]


def told(cube: Cube, shown: Shown) -> Before:
    """Return what the next publication of the month knows of this one."""
    return Before(
        withheld=frozenset(key for key, value in shown.items() if value is None),
        told=frozenset(key for key, value in shown.items() if value == disclosure.rounded(cube.counts.get(key, 0))),
    )


def two_bases(seed: int, *, remember: bool) -> list[tuple[Cube, Shown]]:
    """Publish the same people twice: as reported and as computed, where some are protected in one of them only."""
    dice = random.Random(seed)
    people = people_of([dice.choice((0, 0, dice.randint(0, 6), dice.randint(5, 40))) for _ in range(60)])
    other = dict(people)
    for place, sex, work, _ in people:
        turned = dice.randint(0, other[place, sex, work, "others"])
        other[place, sex, work, "others"] -= turned
        other[place, sex, work, "protected"] += turned
    first, second = cube_of(people), cube_of(other)
    shown = disclosure.published(first)
    return [(first, shown), (second, disclosure.published(second, told(second, shown) if remember else Before()))]


def name_of(number: int, key: Key) -> tuple[int, Key]:
    """Return the unknown that a cell is: totals over the classes count the same people in both, cells of a class their own."""
    return (0 if key[3] == ALL else number, key)


def equations(publications: list[tuple[Cube, Shown]], column: dict[tuple[int, Key], int]) -> np.ndarray:
    """Return every sum of both cubes over the unknowns."""
    rows = []
    for number, (cube, _) in enumerate(publications):
        for equation in sums(cube):
            row = np.zeros(len(column))
            for key, factor in equation.items():
                row[column[name_of(number, key)]] = factor
            rows.append(row)
    return np.array(rows)


def pinned(publications: list[tuple[Cube, Shown]]) -> list[tuple[int, Key]]:
    """Return the withheld cells to which all sums of both, and everything that either shows exactly, leave one value."""
    cells = [
        (name_of(number, key), key, cube, shown[key])
        for number, (cube, shown) in enumerate(publications)
        for key in shown
    ]
    column = {name: place for place, name in enumerate(dict.fromkeys(name for name, *_ in cells))}
    known = {name: cube.counts.get(key, 0) for name, key, cube, value in cells if value is not None}
    bounds = [(known[name],) * 2 if name in known else (0, None) for name in column]
    matrix = equations(publications, column)
    return [name for name in column if name not in known and not is_open(column[name], matrix, bounds)]


def is_open(place: int, matrix: np.ndarray, bounds: list[tuple[int, int | None]]) -> bool:
    """Whether an unknown can have two values."""
    aim, nought = np.zeros(len(bounds)), np.zeros(len(matrix))
    aim[place] = 1
    low = linprog(aim, A_eq=matrix, b_eq=nought, bounds=bounds)
    high = linprog(-aim, A_eq=matrix, b_eq=nought, bounds=bounds)
    return high.status != 0 or -high.fun - low.fun >= 0.999


def given_away(publications: list[tuple[Cube, Shown]]) -> list[int]:
    """Return the counts of one to four that somebody learns. (That nobody is there is no secret: noughts are shown.)"""
    counts = {
        name_of(number, key): cube.counts.get(key, 0)
        for number, (cube, shown) in enumerate(publications)
        for key in shown
    }
    return [counts[name] for name in pinned(publications) if 1 <= counts[name] < disclosure.SMALLEST_SHOWN]


def test_two_publications_that_know_nothing_of_each_other_give_counts_away() -> None:
    assert given_away(two_bases(6, remember=False))


@pytest.mark.parametrize("seed", [4, 6])
def test_the_second_publication_of_a_month_gives_no_count_away(seed: int) -> None:
    publications = two_bases(seed, remember=True)

    assert given_away(publications) == []
    assert any(value is not None for value in publications[1][1].values())


def test_what_was_published_again_is_published_alike() -> None:
    [(first, shown), _] = two_bases(1, remember=True)

    assert disclosure.published(first, told(first, shown)) == shown
