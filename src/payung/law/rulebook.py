"""The book: rules by name and date, the inputs they rest on, the guards before them, and the day's figures."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from payung.law.figures import Figures
from payung.law.inputs import Input
from payung.law.language import Parsed, parse
from payung.law.refusals import BadFigures, NotInForce
from payung.law.register import Citation, Register
from payung.law.terms import figures
from payung.vocabulary.words import Words

CLOCKS = ("month", "event", "claim", "layoff", "day")
# The law of the five programmes under BPJS Ketenagakerjaan starts here; older months fall under Jamsostek's law.
START = dt.date(2015, 7, 1)
FOREVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule: from `since`, up to but not on `until`."""

    name: str
    words: Words
    law: tuple[Citation, ...]
    clock: str
    since: dt.date
    until: dt.date
    function: Callable[..., object]
    parsed: Parsed

    def holds(self, on: dt.date) -> bool:
        """Whether this version is the one for a day."""
        return self.since <= on < self.until

    @property
    def cited(self) -> str:
        """The articles as printed."""
        return "; ".join(str(source) for source in self.law)


@dataclass(frozen=True, slots=True)
class Guard:
    """A question that must be answered False before the rules it protects run; `words` says why a row is refused."""

    rule: Rule
    words: Words
    protects: frozenset[str]


@dataclass(slots=True)
class Book:
    """Rules being gathered at import; `book.rule(...)` and `book.guard(...)` are the decorators of rule modules."""

    name: str
    clock: str
    register: Register
    figures: Figures
    inputs: dict[str, Input] = field(default_factory=dict)
    rules: dict[str, list[Rule]] = field(default_factory=dict)
    guards: dict[str, Guard] = field(default_factory=dict)
    # What whole numbers of a rule count, where they are not rupiah: share (ppm), days, months, count.
    units: dict[str, str] = field(default_factory=dict)

    def counts(self, unit: str, *rules: str) -> None:
        """Say that these rules are not rupiah, so that explanations do not call them so."""
        self.units |= dict.fromkeys(rules, unit)

    def takes(self, *inputs: Input) -> None:
        """Declare inputs.

        :raises BadFigures: if a name is declared twice.
        """
        for known in inputs:
            if known.name in self.inputs:
                raise BadFigures(f"input {known.name} is declared twice")
            self.inputs[known.name] = known

    def rule(
        self,
        law: str,
        words: Words,
        *,
        name: str = "",
        since: dt.date = START,
        until: dt.date = FOREVER,
    ) -> Callable[[Callable[..., object]], Callable[..., object]]:
        """Enter a rule with its law; refused at import if it says anything outside the language.

        :raises NotARule: with file, line and what to write instead.
        :raises BadFigures: if its law is not in the register, or two versions overlap.
        """

        def enter(function: Callable[..., object]) -> Callable[..., object]:
            made = self._rule(function, law, words, (name or function.__name__, since, until))
            versions = self.rules.setdefault(made.name, [])
            if any(made.since < other.until and other.since < made.until for other in versions):
                raise BadFigures(f"two versions of {made.name} overlap")
            versions.append(made)
            return function

        return enter

    def guard(
        self, law: str, words: Words, *, protects: tuple[str, ...]
    ) -> Callable[[Callable[..., object]], Callable[..., object]]:
        """Enter a guard: a rule that answers True where the book must refuse a row that needs a protected rule."""

        def enter(function: Callable[..., object]) -> Callable[..., object]:
            made = self._rule(function, law, words, (function.__name__, START, FOREVER))
            self.guards[made.name] = Guard(made, words, frozenset(protects))
            return function

        return enter

    def _rule(
        self, function: Callable[..., object], law: str, words: Words, named: tuple[str, dt.date, dt.date]
    ) -> Rule:
        parsed = parse(function)
        unknown = figures(parsed.term) - self.figures.by_name.keys()
        if unknown:
            raise BadFigures(f"{parsed.file}:{parsed.line}: no figure called {', '.join(sorted(unknown))}")
        name, since, until = named
        return Rule(name, words, self.register.cite_all(law), self.clock, since, until, function, parsed)

    def on(self, name: str, day: dt.date) -> Rule:
        """Return the version of a rule (or guard) for a day.

        :raises NotInForce: if there is none on that day.
        """
        if name in self.guards:
            return self.guards[name].rule
        for version in self.rules[name]:
            if version.holds(day):
                return version
        first = self.rules[name][0]
        since = first.since.isoformat()
        raise NotInForce(_TOO_EARLY, name=first.words.id, name_en=first.words.en, on=day.isoformat(), since=since)

    def order(self, targets: Iterable[str], day: dt.date) -> list[Rule]:
        """Return the rules that the targets rest on, each after what it needs.

        :raises NotInForce: if a needed rule has no version on that day.
        :raises KeyError: for a name that is neither an input nor a rule.
        """
        ordered: dict[str, Rule] = {}
        for target in targets:
            self._visit(target, day, ordered, ())
        return list(ordered.values())

    def _visit(self, name: str, day: dt.date, ordered: dict[str, Rule], path: tuple[str, ...]) -> None:
        if name in ordered or name in self.inputs:
            return
        if name in path:
            raise BadFigures(f"rules rest on each other in a circle: {' → '.join((*path, name))}")
        if name not in self.rules and name not in self.guards:
            raise KeyError(f"{name} is neither an input nor a rule of {self.name}")
        rule = self.on(name, day)
        for argument in rule.parsed.args:
            self._visit(argument, day, ordered, (*path, name))
        ordered[name] = rule

    def guards_of(self, targets: Iterable[str], day: dt.date) -> list[str]:
        """Return the guards that protect a rule behind the targets."""
        order = {rule.name for rule in self.order(targets, day)}
        return [name for name, guard in self.guards.items() if guard.protects & order]

    def epochs(self, targets: Iterable[str], first: dt.date, last: dt.date) -> list[dt.date]:
        """Return the days in [first, last] on which the answer to the targets may change, `first` included."""
        return sorted({first, *(day for day in self.changes(targets) if first < day <= last)})

    def changes(self, targets: Iterable[str]) -> set[dt.date]:
        """Return every day on which a figure or a version behind the targets changes."""
        days: set[dt.date] = set()
        seen: set[str] = set()
        waiting = [*targets, *self.guards]
        while waiting:
            name = waiting.pop()
            if name in seen or name in self.inputs:
                continue
            seen.add(name)
            for version in self.versions(name):
                days |= {version.since, version.until}
                days |= {day for figure in figures(version.parsed.term) for day in self._figure_days(figure)}
                waiting.extend(version.parsed.args)
        return days - {FOREVER}

    def versions(self, name: str) -> list[Rule]:
        """Return every version of a rule, or the guard of that name."""
        return [self.guards[name].rule] if name in self.guards else self.rules[name]

    def _figure_days(self, figure: str) -> Iterator[dt.date]:
        known = self.figures[figure]
        for series in known.cells.values():
            for value in series:
                yield value.since
                yield value.until or value.since
        if known.expires is not None:
            yield known.expires

    def digest(self) -> str:
        """Return the hash of the book: every figure file, every rule's term and dates."""
        digest = hashlib.sha256(self.figures.digest.encode())
        for name in sorted(self.rules | self.guards):
            for version in self.versions(name):
                digest.update(f"{name} {version.since} {version.until} {version.cited} {version.parsed.term}".encode())
        return digest.hexdigest()


_TOO_EARLY = Words(
    id="{name} tidak diatur pada {on}: dalam buku aturan ini mulai {since}",
    en="{name_en} is not regulated on {on}: in this rule book it starts on {since}",
)
