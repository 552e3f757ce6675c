"""One person at a time: runs rules lazily, keeps what the answer really rests on, grades the weakest source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from payung.law.figures import Figure, Figures, Key, Value, weakest
from payung.law.inputs import unknown
from payung.law.refusals import BadInputs, Refused
from payung.law.rulebook import Book, Rule
from payung.law.terms import (
    Band,
    Both,
    Compare,
    If,
    Literal,
    Marginal,
    Name,
    Not,
    OneOf,
    Part,
    Pick,
    Rate,
    Read,
    Sum,
    Term,
    band,
    marginal,
)

Result = int | bool | str


@dataclass(frozen=True, slots=True)
class FigureRead:
    """A figure that was read: which cell, which value."""

    figure: Figure
    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that the answer rests on; `used` are the inputs and rules it looked at, `rounded` if a rate was."""

    rule: Rule
    result: Result
    used: Mapping[str, Result]
    read: tuple[FigureRead, ...]
    rounded: bool


@dataclass(frozen=True)
class Answer:
    """The targets' results, the steps in the order of reckoning, and the row they rest on."""

    book: Book
    on: dt.date
    results: Mapping[str, Result]
    steps: tuple[Step, ...]
    row: Mapping[str, Result]
    assumed: tuple[str, ...]
    rounding: Value

    def __getitem__(self, name: str) -> Result:
        return self.results[name]

    @cached_property
    def weakest(self) -> str:
        """The weakest confidence of any figure that the answer rests on; rounding counts only where it bit."""
        grades = [read.value.confidence for step in self.steps for read in step.read]
        if any(step.rounded for step in self.steps):
            grades.append(self.rounding.confidence)
        return weakest(grades)


def answer(book: Book, targets: Iterable[str], on: dt.date, given: Mapping[str, object]) -> Answer:
    """Reckon the targets for one row on a day of the book's clock.

    Only what the answer rests on is asked for: a BPU row needs no risk class.

    :raises BadInputs: with everything wrong at once: inputs, guards, figures that are not published.
    :raises NotInForce, NotPublished: if that is all that is wrong.
    """
    wanted = list(targets)
    run = _Run(book, on, given)
    run.check_given()
    guarded = run.refusals(book.guards_of(wanted, on))
    results = run.results(wanted)
    problems = run.problems + guarded
    if problems:
        raise problems[0] if len(problems) == 1 and type(problems[0]) is not Refused else BadInputs(problems)
    steps = tuple(step for step in run.steps if step.rule.name not in book.guards)
    rounding = book.figures["contribution_rounding"].at(on)
    return Answer(book, on, results, steps, run.row, tuple(sorted(run.assumed)), rounding)


def again(book: Book, on: dt.date, row: Mapping[str, Result], targets: Iterable[str]) -> dict[str, Result]:
    """Reckon targets from a row that was checked before: for replaying receipts."""
    run = _Run(book, on, {})
    run.known.update(row)
    return {name: run.value_of(name) for name in targets}


def branch_taken(found: Answer, step: Step) -> Term:
    """Return what a step came to: its term without the branches that were not taken."""
    run = _Run(found.book, found.on, {})
    run.known.update(step.used)

    def taken(term: Term) -> Term:
        match term:
            case If(test=test, then=then, other=other):
                return taken(then if run.value(test, _Looking()) else other)
            case Rate(base=base, rate=ppm):
                return Rate(taken(base), taken(ppm))
            case Sum(sign=sign, left=left, right=right):
                return Sum(sign, taken(left), taken(right))
            case Part(amount=amount, by=by):
                return Part(taken(amount), by)
            case Pick(how=how, args=args):
                return Pick(how, tuple(map(taken, args)))
        return term

    return taken(step.rule.parsed.term)


@dataclass(slots=True)
class _Looking:
    """What one rule looked at while it ran."""

    used: dict[str, Result] = field(default_factory=dict)
    read: list[FigureRead] = field(default_factory=list)
    rounded: bool = False


class _Run:
    def __init__(self, book: Book, on: dt.date, given: Mapping[str, object]) -> None:
        self.book, self.on, self.given = book, on, given
        self.known: dict[str, Result] = {}
        self.row: dict[str, Result] = {}
        self.assumed: set[str] = set()
        self.problems: list[Refused] = []
        self.steps: list[Step] = []

    def check_given(self) -> None:
        """Look at every given input, also at those that the answer will not need."""
        for name in sorted(self.given):
            if name in self.book.inputs:
                self.value_of(name)
            else:
                self.problems.append(unknown(name))

    def refusals(self, guards: Iterable[str]) -> list[Refused]:
        """Return the guards that refuse the row."""
        refusing = [self.book.guards[name] for name in guards if self.value_of(name)]
        fields = {name: str(value) for name, value in self.row.items()}
        return [Refused(guard.words, **fields) for guard in refusing]

    def results(self, targets: Iterable[str]) -> dict[str, Result]:
        """Return the targets; a figure that is not in force joins the problems."""
        results: dict[str, Result] = {}
        for name in targets:
            try:
                results[name] = self.value_of(name)
            except Refused as refusal:
                if str(refusal) not in map(str, self.problems):
                    self.problems.append(refusal)
        return results

    def value_of(self, name: str) -> Result:
        if name not in self.known:
            self.known[name] = self.input(name) if name in self.book.inputs else self.reckoned(name)
        return self.known[name]

    def input(self, name: str) -> Result:
        """Return an input; a wrong one joins the problems and a harmless value lets the search for more go on."""
        known = self.book.inputs[name]
        value = self.given.get(name)
        if value is None and known.default is not None:
            self.assumed.add(name)
            value = known.default
        problem = known.problem(value)
        if problem is not None:
            self.problems.append(problem)
            value = known.harmless
        self.row[name] = value  # type: ignore[assignment]
        return self.row[name]

    def reckoned(self, name: str) -> Result:
        rule = self.book.on(name, self.on)
        looking = _Looking()
        result = self.value(rule.parsed.term, looking)
        self.steps.append(Step(rule, result, looking.used, tuple(looking.read), looking.rounded))
        return result

    def whole(self, term: Term, looking: _Looking) -> int:
        return self.value(term, looking)  # type: ignore[return-value]

    def value(self, term: Term, looking: _Looking) -> Result:
        match term:
            case Name(id=name):
                looking.used[name] = found = self.value_of(name)
                return found
            case Literal(value=value):
                return value
            case If(test=test, then=then, other=other):
                return self.value(then if self.value(test, looking) else other, looking)
            case Read(figure=figure, key=key):
                return self.read(figure, None if key is None else self.value(key, looking), looking)
            case Compare() | OneOf() | Both() | Not():
                return self.truth(term, looking)
            case _:
                return self.number(term, looking)

    def truth(self, term: Term, looking: _Looking) -> bool:
        match term:
            case Compare(sign=sign, left=left, right=right):
                return _compared(sign, self.value(left, looking), self.value(right, looking))
            case OneOf(choice=choice, texts=texts):
                return self.value(choice, looking) in texts
            case Not(term=inner):
                return not self.value(inner, looking)
            case Both(how="and", args=args):
                return all(self.value(arg, looking) for arg in args)
            case Both(args=args):
                return any(self.value(arg, looking) for arg in args)
        raise AssertionError(term)  # pragma: no cover

    def number(self, term: Term, looking: _Looking) -> int:
        match term:
            case Rate(base=base, rate=ppm):
                product = self.whole(base, looking) * self.whole(ppm, looking)
                looking.rounded |= product % 1_000_000 != 0
                return (product + 500_000) // 1_000_000
            case Sum(sign=sign, left=left, right=right):
                return _summed(sign, self.whole(left, looking), self.whole(right, looking))
            case Pick(how=how, args=args):
                return (min if how == "min" else max)(self.whole(arg, looking) for arg in args)
            case Part(amount=amount, by=by):
                return self.whole(amount, looking) // by
            case Band(amount=amount, figure=figure):
                return self.banded(self.whole(amount, looking), figure, looking)
            case Marginal(amount=amount, figure=figure):
                return self.tiers(self.whole(amount, looking), figure, looking)
        raise AssertionError(term)  # pragma: no cover

    def read(self, name: str, key: Key, looking: _Looking) -> int:
        figure = self.book.figures[name]
        value = figure.at(self.on, key)
        looking.read.append(FigureRead(figure, key, value))
        return value.value

    def banded(self, amount: int, name: str, looking: _Looking) -> int:
        figure = self.book.figures[name]
        starts = {start: start for start in figure.keys_at(self.on)}
        return self.read(name, band(amount, starts), looking)  # type: ignore[arg-type]

    def tiers(self, amount: int, name: str, looking: _Looking) -> int:
        figure = self.book.figures[name]
        starts = [start for start in figure.keys_at(self.on) if start == 0 or start < amount]  # type: ignore[operator]
        rates = {start: self.read(name, start, looking) for start in starts}
        return marginal(amount, rates)  # type: ignore[arg-type]


def _compared(sign: str, left: Result, right: Result) -> bool:
    match sign:
        case "<":
            return left < right  # type: ignore[operator]
        case "<=":
            return left <= right  # type: ignore[operator]
        case ">":
            return left > right  # type: ignore[operator]
        case ">=":
            return left >= right  # type: ignore[operator]
        case "==":
            return left == right
    return left != right


def _summed(sign: str, left: int, right: int) -> int:
    if sign == "+":
        return left + right
    return left - right if sign == "-" else left * right


class Day:
    """The figures of one day for a rule called as plain Python: `p.jkk_rate[3]`, `p.jp_cap`."""

    def __init__(self, figures: Figures, on: dt.date) -> None:
        self._figures, self._on = figures, on

    def __getattr__(self, name: str) -> object:
        figure = self._figures[name]
        if figure.kind == "one":
            return figure.at(self._on).value
        return {key: figure.at(self._on, key).value for key in figure.keys_at(self._on)}
