"""The language as data: what an expression of a rule can be, and the few functions that rules may call."""

from __future__ import annotations

from dataclasses import dataclass

MILLION = 1_000_000
HALF = 500_000


@dataclass(frozen=True, slots=True)
class Literal:
    """A whole number, True/False, or a text that names a choice."""

    value: int | bool | str


@dataclass(frozen=True, slots=True)
class Name:
    """An input or another rule."""

    id: str


@dataclass(frozen=True, slots=True)
class Read:
    """A dated figure (`p.x`), or a cell of a table (`p.x[key]`)."""

    figure: str
    key: Term | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The value of the band that an amount falls in: the highest threshold not above it."""

    amount: Term
    figure: str


@dataclass(frozen=True, slots=True)
class Marginal:
    """Each part of an amount at the rate of its tier, summed, then rounded half up once."""

    amount: Term
    figure: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A base at a rate in ppm, rounded half up to the rupiah."""

    base: Term
    rate: Term


@dataclass(frozen=True, slots=True)
class Pick:
    """`min` or `max` of several whole numbers."""

    how: str
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """`+`, `-`, `*` of two whole numbers."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Part:
    """Whole division by a positive constant."""

    amount: Term
    by: int


@dataclass(frozen=True, slots=True)
class Compare:
    """`<`, `<=`, `>`, `>=`, `==`, `!=`."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice is among several texts."""

    choice: Term
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """`and` / `or`."""

    how: str
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    term: Term


@dataclass(frozen=True, slots=True)
class If:
    """`then` where `test` holds, else `other`."""

    test: Term
    then: Term
    other: Term


Term = Literal | Name | Read | Band | Marginal | Rate | Pick | Sum | Part | Compare | OneOf | Both | Not | If


def rate(base: int, ppm: int) -> int:
    """Return a base at a rate in parts per million, rounded half up to the rupiah; base and rate are not negative."""
    return (base * ppm + HALF) // MILLION


def band(amount: int, thresholds: dict[int, int]) -> int:
    """Return the value of the highest threshold that is not above the amount; thresholds rise from 0."""
    return next(value for start, value in reversed(thresholds.items()) if start <= amount)


def marginal(amount: int, tiers: dict[int, int]) -> int:
    """Return the sum of each part of an amount at its tier's rate (ppm), rounded half up once."""
    starts = list(tiers)
    ends = [*starts[1:], max(amount, starts[-1])]
    parts = (max(min(amount, end) - start, 0) * tiers[start] for start, end in zip(starts, ends, strict=True))
    return (sum(parts) + HALF) // MILLION


def children(term: Term) -> tuple[Term, ...]:
    """Return the terms directly inside a term."""
    match term:
        case Literal() | Name() | Read(key=None):
            return ()
        case Read(key=key):
            return (key,)
        case Band(amount=inner) | Marginal(amount=inner) | Part(amount=inner) | Not(term=inner) | OneOf(choice=inner):
            return (inner,)
        case Rate(base=left, rate=right) | Sum(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Pick(args=args) | Both(args=args):
            return args
    return (term.test, term.then, term.other)


def names(term: Term) -> frozenset[str]:
    """Return every input or rule that a term may rest on."""
    own = frozenset({term.id}) if isinstance(term, Name) else frozenset()
    return own.union(*(names(child) for child in children(term)))


def figures(term: Term) -> frozenset[str]:
    """Return every figure that a term may read."""
    own = frozenset({term.figure}) if isinstance(term, Read | Band | Marginal) else frozenset()
    return own.union(*(figures(child) for child in children(term)))
