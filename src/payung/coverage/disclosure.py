"""Disclosure control of a published cube: small counts withheld, others with them, the rest rounded; plain Python.

The published cube is one system: places in a tree, one table place × category × counts for each attribute, and all their
totals. What is withheld is decided on the whole of it, once, so that no order of questions can undo it.

A count of 1-4 is withheld. For each of them a *move* is found: a way to add 1 to it and to take and give 1 elsewhere so
that every sum of the cube stays as it is. All cells of the move are withheld as well. Whoever knows every published
number, even unrounded, and every sum, then cannot tell the true counts from the moved ones: no withheld cell is pinned.

Whoever lays two publications of the same people beside each other reads what one of them shows and the other withholds. So
what was withheld stays withheld, moves go where they went before, and not through cells that were told already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ALL = ""
SMALLEST_SHOWN = 5
ROUNDED_TO = 5

# A move should leave so many other values possible, where the table allows it.
WANTED = 4
# How many neighbours are tried before the next level of places is.
NEIGHBOURS = 6
# To hide a cell that was told already hides nothing: such a move is the last resort.
USELESS = 1_000_000.0

Key = tuple[str, str, str, str]
"""Place, attribute (ALL: the total over categories), category, counts (ALL: the total over classes)."""


class TablesDisagree(ValueError):
    """Two attributes of one cube give a place different totals: they do not count the same people."""


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier publications did with the cells: withheld of this month (they stay so), told of this month with the count
    of today, and withheld of the month before (they are taken first)."""

    withheld: frozenset[Key] = frozenset()
    told: frozenset[Key] = frozenset()
    lately: frozenset[Key] = frozenset()


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts of every place, attribute, category and class, with all totals. Made by `cube_of`."""

    parent: Mapping[str, str | None]
    children: Mapping[str, tuple[str, ...]]
    places_of: Mapping[str, frozenset[str]]
    categories: Mapping[str, tuple[str, ...]]
    classes: tuple[str, ...]
    counts: Mapping[Key, int]

    def cells(self) -> Iterator[Key]:
        """Return the key of every cell of the cube, zeros included."""
        for place in sorted(self.parent):
            for counts in (ALL, *self.classes):
                yield (place, ALL, ALL, counts)
                for attribute, categories in self.categories.items():
                    if place in self.places_of[attribute]:
                        yield from ((place, attribute, category, counts) for category in categories)


def cube_of(
    parent: Mapping[str, str | None],
    leaves: Mapping[str, Mapping[tuple[str, str, str], int]],
    *,
    classes: tuple[str, ...],
) -> Cube:
    """Return the cube of some tables: for each attribute, people by (place, category, class) at its finest places.

    `parent`: the place above each place, None for the one root. An attribute may stop at a coarser level than another.

    :raises TablesDisagree: if two attributes do not give the same totals.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for place, above in sorted(parent.items()):
        if above is not None:
            children[above].append(place)
    counts: dict[Key, int] = defaultdict(int)
    places_of: dict[str, set[str]] = {attribute: set() for attribute in leaves}
    for attribute, cells in leaves.items():
        for (leaf, category, klass), people in cells.items():
            place: str | None = leaf
            while place is not None:
                places_of[attribute].add(place)
                for said in (klass, ALL):
                    counts[(place, attribute, category, said)] += people
                place = parent[place]
    counts |= _totals(counts, places_of)
    return Cube(
        parent=parent,
        children={place: tuple(below) for place, below in children.items()},
        places_of={attribute: frozenset(places) for attribute, places in places_of.items()},
        categories={a: tuple(sorted({category for _, category, _ in cells})) for a, cells in leaves.items()},
        classes=classes,
        counts=counts,
    )


def _totals(counts: Mapping[Key, int], places_of: Mapping[str, set[str]]) -> dict[Key, int]:
    """Return the totals over categories, after seeing that every attribute of a place gives the same."""
    told: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (place, attribute, _, klass), people in counts.items():
        told[(place, ALL, ALL, klass)][attribute] += people
    totals = {}
    for key, by_attribute in told.items():
        said = {by_attribute[attribute] for attribute, places in places_of.items() if key[0] in places}
        if len(said) > 1:
            raise TablesDisagree(f"{key}: {dict(by_attribute)}")
        totals[key] = said.pop()
    return totals


def published(cube: Cube, before: Before = NOTHING_BEFORE) -> dict[Key, int | None]:
    """Return what may be shown of each cell: the count rounded to five, 0 where there is nobody, or None: withheld."""
    hidden = withheld(cube, before)
    return {key: None if key in hidden else rounded(cube.counts.get(key, 0)) for key in cube.cells()}


def rounded(people: int) -> int:
    """Return a count rounded to the nearest multiple of five."""
    return (people + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def withheld(cube: Cube, before: Before = NOTHING_BEFORE) -> frozenset[Key]:
    """Return the cells that must not be shown; the same cube gives the same cells, in whatever order it was filled."""
    return _Withholding(cube, before).run()


class _Withholding:
    def __init__(self, cube: Cube, before: Before) -> None:
        self.cube = cube
        self.told = before.told - before.withheld
        # Withheld before: still so, and free for moves; `moved` are the cells that moves of today cover.
        self.hidden: set[Key] = set(before.withheld)
        self.free = before.withheld | before.lately
        self.moved: set[Key] = set()
        self.depth: dict[str, int] = {}
        for place in cube.parent:
            self.depth[place] = len(list(self._chain(place)))

    def run(self) -> frozenset[Key]:
        """Withhold each small count with a move of its own; coarse cells first, because theirs often serve finer ones."""
        small = [key for key, people in self.cube.counts.items() if 0 < people < SMALLEST_SHOWN]
        small.sort(key=lambda key: (self.depth[key[0]], (key[1] != ALL) + (key[3] != ALL), key))
        for key in small:
            if key not in self.moved:
                self.moved |= self._move(key).keys()
                self.hidden |= self.moved
        return frozenset(self.hidden)

    def _move(self, key: Key) -> dict[Key, int]:
        """Return the best move of a cell: wide enough, then cheapest, nearest places first."""
        tolerable: list[tuple[float, int, dict[Key, int]]] = []
        for tried in self._moves_by_level(key):
            good = []
            for move in tried:
                width = self._width(move)
                if width >= 1:
                    (good if width >= WANTED else tolerable).append(
                        (self._cost(move), len(good) + len(tolerable), move)
                    )
            best = min(good, key=lambda found: found[:2], default=None)
            if best and best[0] < USELESS:
                return best[2]
            tolerable += good
        # The move of the whole (everybody one more) keeps no total, so all totals above are withheld with it.
        return min(tolerable, key=lambda found: found[:2])[2]

    def _width(self, move: dict[Key, int]) -> float:
        """Return how many steps the move can go without a count below nought, up and down together."""
        up = min((self.cube.counts.get(key, 0) for key, sign in move.items() if sign < 0), default=float("inf"))
        return up + min(self.cube.counts.get(key, 0) for key, sign in move.items() if sign > 0)

    def _cost(self, move: dict[Key, int]) -> float:
        """Return what a move would take from the reader: cells not yet withheld, totals and large places dearer."""
        cost = USELESS * len(move.keys() & self.told)
        for place, attribute, category, counts in move.keys() - self.hidden - self.free:
            finest = 0 if self.cube.children.get(place) else 1
            cost += (1 + 8 * (attribute == ALL) + 8 * (counts == ALL)) * (
                1 if finest else 6 - min(self.depth[place], 5)
            )
            cost += self.cube.counts.get((place, attribute, category, counts), 0) / 10_000
        return cost

    def _moves_by_level(self, key: Key) -> Iterator[list[dict[Key, int]]]:
        place = key[0]
        line: list[str] = []
        for above in self._chain(place):
            line.append(above)
            neighbours = [
                other for other in self.cube.children.get(self.cube.parent[above] or "", ()) if other != above
            ]
            if neighbours and self.cube.parent[above] is not None:
                yield [
                    move
                    for other in self._nearest(neighbours, key)
                    for factors in self._factors(key, (place, other))
                    for move in self._spread(tuple(line), other, factors)
                ]
        yield [move for factors in self._factors(key, (place,)) for move in self._spread(tuple(line), None, factors)]

    def _chain(self, place: str) -> Iterator[str]:
        at: str | None = place
        while at is not None:
            yield at
            at = self.cube.parent[at]

    def _nearest(self, neighbours: list[str], key: Key) -> list[str]:
        """Return the neighbours to try: those already withheld there, then those whose count is smallest but enough."""

        def order(other: str) -> tuple[bool, bool, int, str]:
            there = (other, *key[1:])
            people = self.cube.counts.get(there, 0)
            return there not in self.hidden, people < WANTED, people if people >= WANTED else -people, other

        return sorted(neighbours, key=order)[:NEIGHBOURS]

    def _factors(self, key: Key, places: tuple[str, ...]) -> Iterator[dict[tuple[str, str, str], int]]:
        """Return the ways to change the categories and classes of a place: signs by (attribute, category, counts)."""
        for by_class in self._class_factors(key[3]):
            for by_category in self._category_factors(key, places, tuple(by_class)):
                yield {
                    (attribute, category, counts): sign * other
                    for (attribute, category), sign in by_category.items()
                    for counts, other in by_class.items()
                }

    def _class_factors(self, counts: str) -> Iterator[dict[str, int]]:
        if counts == ALL:
            yield from ({ALL: 1, klass: 1} for klass in self.cube.classes)
            return
        yield from ({counts: 1, other: -1} for other in self.cube.classes if other != counts)
        yield {counts: 1, ALL: 1}

    def _category_factors(
        self, key: Key, places: tuple[str, ...], classes: tuple[str, ...]
    ) -> Iterator[dict[tuple[str, str], int]]:
        _, attribute, category, _ = key
        whole = {(ALL, ALL): 1}
        for other, categories in self.cube.categories.items():
            if other != attribute:
                whole[(other, self._fullest(other, categories, places, classes))] = 1
        if attribute == ALL:
            yield whole
            return
        for other in self.cube.categories[attribute]:
            if other != category:
                yield {(attribute, category): 1, (attribute, other): -1}
        yield whole | {(attribute, category): 1}

    def _fullest(
        self, attribute: str, categories: tuple[str, ...], places: tuple[str, ...], classes: tuple[str, ...]
    ) -> str:
        """Return the category of another attribute in which a change of the whole can hide best."""

        def least(category: str) -> int:
            return min(
                self.cube.counts.get((place, attribute, category, counts), 0) for place in places for counts in classes
            )

        return min(categories, key=lambda category: (-least(category), category))

    def _spread(
        self, line: tuple[str, ...], other: str | None, factors: dict[tuple[str, str, str], int]
    ) -> Iterator[dict[Key, int]]:
        """Return the move of a change of categories over places: more in one line of places, less in another (or nowhere).

        `line`: the place and those above it that change with it. Below, one child after another carries the change.
        """
        signs = dict.fromkeys((*line, *self._down(line[0], factors)), 1)
        if other is not None:
            signs |= dict.fromkeys((other, *self._down(other, factors)), -1)
        move = {
            (place, attribute, category, counts): sign * factor
            for place, sign in signs.items()
            for (attribute, category, counts), factor in factors.items()
            if attribute == ALL or place in self.cube.places_of[attribute]
        }
        yield move

    def _down(self, place: str, factors: dict[tuple[str, str, str], int]) -> list[str]:
        """Return the places below that carry a change to the finest level, the fullest at each step."""
        found: list[str] = []
        while below := self.cube.children.get(place):

            def order(child: str) -> tuple[int, str]:
                return -min(self.cube.counts.get((child, *factor), 0) for factor in factors), child

            place = min(below, key=order)
            found.append(place)
        return found
