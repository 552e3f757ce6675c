"""The same rules as SQL: one query for a day, the figures folded in as constants, proved to fit into 64 bits."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from payung.law import domains
from payung.law.domains import Domain
from payung.law.figures import Figure, Key, Value
from payung.law.refusals import BadFigures
from payung.law.rulebook import Book
from payung.law.terms import (
    HALF,
    MILLION,
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
    marginal,
)

# Whole division is `//` in DuckDB and Polars and `/` on bigint in PostgreSQL; operands are never negative (proved).
DIVIDES = {"duckdb": "//", "polars": "//", "postgres": "/"}
_COLUMN = re.compile(r'"(\w+)"')
_EQUALS = {"==": "=", "!=": "<>"}


@dataclass(frozen=True, slots=True)
class Said:
    """A term as SQL, with everything it can be."""

    sql: str
    domain: Domain


@dataclass(slots=True)
class Compiler:
    """Turns rules of a book into SQL for one day and one dialect; `fixed` inputs become constants."""

    book: Book
    on: dt.date
    dialect: str = "duckdb"
    fixed: Mapping[str, object] = field(default_factory=dict)
    known: dict[str, Said] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    read: dict[tuple[str, Key], Value] = field(default_factory=dict)
    layers: list[dict[str, str]] = field(default_factory=list)
    depths: dict[str, int] = field(default_factory=dict)
    narrowed: Mapping[str, frozenset[object]] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    deepest: int = 0

    @property
    def where(self) -> str:
        """The rule being compiled, for messages."""
        return self.path[-1]

    def rule(self, name: str) -> Said:
        """Return a rule as a column; compiles it, and only what its reachable branches need, on first use.

        :raises NotInForce, NotPublished: if a figure that it may read has no value on the day.
        :raises BadFigures: if types do not fit, a result may leave 64 bits, or rules go in a circle.
        """
        if name not in self.known:
            if name in self.path:
                raise BadFigures(f"rules rest on each other in a circle: {' → '.join((*self.path, name))}")
            outer = self.path, self.deepest, self.narrowed
            # A column serves every branch, so what one branch knows must not shape it.
            self.path, self.deepest, self.narrowed = (*self.path, name), 0, {}
            try:
                self._enter(name, self.say(self.book.on(name, self.on).parsed.term))
            finally:
                self.path, self.deepest, self.narrowed = outer
        self.deepest = max(self.deepest, self.depths[name])
        return self.known[name]

    def _enter(self, name: str, said: Said) -> None:
        """Give a rule its column in the layer above all that it rests on; a constant needs no column."""
        constant = domains.single(said.domain) is not None
        self.known[name] = said if constant else Said(f'"{name}"', said.domain)
        self.depths[name] = 0 if constant else self.deepest + 1
        if not constant:
            self.layers += [{} for _ in range(self.depths[name] - len(self.layers))]
            self.layers[self.depths[name] - 1][name] = said.sql

    def say(self, term: Term) -> Said:
        """Return a term as SQL; one that can only be one value becomes that value."""
        said = self._say(term)
        only = domains.single(said.domain)
        return said if only is None else Said(_literal(only), said.domain)

    def _say(self, term: Term) -> Said:
        match term:
            case Name(id=name):
                return self._name(name)
            case Literal(value=value):
                return Said(_literal(value), domains.of_value(value))
            case If():
                return self._if(term)
            case Read(figure=figure, key=key):
                return self._read(self.book.figures[figure], key)
            case Compare() | OneOf() | Both() | Not():
                return self._truth(term)
            case Band(amount=amount, figure=figure):
                return self._band(self._whole(amount), self.book.figures[figure])
            case Marginal(amount=amount, figure=figure):
                return self._marginal(self._whole(amount), self.book.figures[figure])
            case _:
                return self._number(term)

    def _whole(self, term: Term) -> Said:
        said = self.say(term)
        domains.whole(said.domain, self.where)
        return said

    def _name(self, name: str) -> Said:
        said = self._whatever(name)
        return Said(said.sql, self.narrowed[name]) if name in self.narrowed else said

    def _whatever(self, name: str) -> Said:
        if name in self.book.rules or name in self.book.guards:
            return self.rule(name)
        if name in self.fixed:
            value = self.fixed[name]
            return Said(_literal(value), domains.of_value(value))
        self.used.add(name)
        return Said(f'"{name}"', domains.of_input(self.book.inputs[name]))

    def _if(self, term: If) -> Said:
        test = self.say(term.test)
        possible = domains.truth(test.domain, self.where)
        if possible == frozenset({True}):
            return self.say(term.then)
        if possible == frozenset({False}):
            return self.say(term.other)
        name, chosen = _chosen(term.test)
        then = self._where_it_is(name, chosen, term.then)
        other = self._where_it_is(name, None if chosen is None else self._rest(name, chosen), term.other)
        sql = f"CASE WHEN {test.sql} THEN {then.sql} ELSE {other.sql} END"
        return Said(sql, domains.joined(then.domain, other.domain, self.where))

    def _rest(self, name: str, chosen: frozenset[object]) -> frozenset[object]:
        whole = self.say(Name(name)).domain
        assert isinstance(whole, frozenset), self.where
        return whole - chosen

    def _where_it_is(self, name: str, options: frozenset[object] | None, branch: Term) -> Said:
        """Compile a branch knowing which choices can still reach it, so that a table need not hold the others."""
        if options is None:
            return self.say(branch)
        outer = self.narrowed
        self.narrowed = {**outer, name: options & outer.get(name, options)}
        said = self.say(branch)
        self.narrowed = outer
        return said

    def _read(self, figure: Figure, key: Term | None) -> Said:
        if key is None:
            value = self._figure(figure, None)
            return Said(_literal(value), (value, value))
        said = self.say(key)
        values = {k: self._figure(figure, k) for k in domains.keys(said.domain, self.where)}  # type: ignore[arg-type]
        *first, last = values.items()
        cases = " ".join(f"WHEN {_literal(k)} THEN {_literal(v)}" for k, v in first)
        # The key is proved to be in the table, so the last key needs no WHEN and no row can fall through to NULL.
        sql = f"CASE {said.sql} {cases} ELSE {_literal(last[1])} END" if first else _literal(last[1])
        return Said(sql, (min(values.values()), max(values.values())))

    def _truth(self, term: Compare | OneOf | Both | Not) -> Said:
        match term:
            case Compare(sign=sign, left=left, right=right):
                a, b = self.say(left), self.say(right)
                sql = f"({a.sql} {_EQUALS.get(sign, sign)} {b.sql})"
                return Said(sql, domains.compared(sign, a.domain, b.domain, self.where))
            case OneOf(choice=choice, texts=texts):
                return self._one_of(self.say(choice), texts)
            case Not(term=inner):
                said = self.say(inner)
                possible = frozenset(not value for value in domains.truth(said.domain, self.where))
                return Said(f"(NOT {said.sql})", possible)
        return self._both(term.how, term.args)

    def _one_of(self, choice: Said, texts: tuple[str, ...]) -> Said:
        possible = choice.domain
        assert isinstance(possible, frozenset), self.where
        sql = f"({choice.sql} IN ({', '.join(_literal(text) for text in texts)}))"
        return Said(sql, frozenset(option in texts for option in possible))

    def _both(self, how: str, args: tuple[Term, ...]) -> Said:
        deciding = how == "or"
        kept: list[str] = []
        for arg in args:
            said = self.say(arg)
            possible = domains.truth(said.domain, self.where)
            if possible == frozenset({deciding}):
                return Said(_literal(deciding), possible)
            if possible != frozenset({not deciding}):
                kept.append(said.sql)
        if not kept:
            return Said(_literal(not deciding), frozenset({not deciding}))
        return Said(f"({f' {how.upper()} '.join(kept)})", domains.BOTH)

    def _number(self, term: Term) -> Said:
        match term:
            case Rate(base=base, rate=rate):
                return self._rate(self._whole(base), self._whole(rate))
            case Sum(sign=sign, left=left, right=right):
                a, b = self._whole(left), self._whole(right)
                ranges = domains.whole(a.domain, self.where), domains.whole(b.domain, self.where)
                return Said(f"({a.sql} {sign} {b.sql})", domains.summed(sign, *ranges, self.where))
            case Pick(how=how, args=args):
                return self._pick(how, [self._whole(arg) for arg in args])
            case Part(amount=amount, by=by):
                said = self._whole(amount)
                low, high = domains.not_negative(domains.whole(said.domain, self.where), self.where)
                return Said(f"({said.sql} {self._divides} {_literal(by)})", (low // by, high // by))
        raise AssertionError(term)  # pragma: no cover

    @property
    def _divides(self) -> str:
        return DIVIDES[self.dialect]

    def _rate(self, base: Said, ppm: Said) -> Said:
        ranges = domains.whole(base.domain, self.where), domains.whole(ppm.domain, self.where)
        product = domains.not_negative(domains.summed("*", *ranges, self.where), self.where)
        low, high = domains.summed("+", product, (HALF, HALF), self.where)
        sql = f"(({base.sql} * {ppm.sql} + {_literal(HALF)}) {self._divides} {_literal(MILLION)})"
        return Said(sql, (low // MILLION, high // MILLION))

    def _pick(self, how: str, said: list[Said]) -> Said:
        ranges = [domains.whole(one.domain, self.where) for one in said]
        choose = min if how == "min" else max
        sql = f"{'least' if how == 'min' else 'greatest'}({', '.join(one.sql for one in said)})"
        return Said(sql, (choose(low for low, _ in ranges), choose(high for _, high in ranges)))

    def _values(self, figure: Figure) -> dict[int, int]:
        return {start: self._figure(figure, start) for start in figure.keys_at(self.on)}  # type: ignore[misc]

    def _figure(self, figure: Figure, key: Key) -> int:
        found = figure.at(self.on, key)
        self.read[figure.name, key] = found
        return found.value

    def _band(self, amount: Said, figure: Figure) -> Said:
        values = self._values(figure)
        domains.not_negative(domains.whole(amount.domain, self.where), self.where)
        return Said(_tree(amount.sql, list(values.items())), (min(values.values()), max(values.values())))

    def _marginal(self, amount: Said, figure: Figure) -> Said:
        tiers = self._values(figure)
        low, high = domains.not_negative(domains.whole(amount.domain, self.where), self.where)
        domains.bounded(0, high * max(tiers.values()) + HALF, self.where)
        starts = list(tiers)
        ends = [_literal(end) for end in starts[1:]]
        parts = [
            f"greatest({f'least({amount.sql}, {end})' if end else amount.sql} - {_literal(start)}, {_literal(0)})"
            f" * {_literal(tiers[start])}"
            for start, end in zip(starts, [*ends, ""], strict=True)
        ]
        sql = f"(({' + '.join(parts)} + {_literal(HALF)}) {self._divides} {_literal(MILLION)})"
        return Said(sql, (marginal(low, tiers), marginal(high, tiers)))


def _chosen(test: Term) -> tuple[str, frozenset[object] | None]:
    """Return which choices of a name make a test true, if the test is only about that."""
    match test:
        case Compare(sign="==", left=Name(id=name), right=Literal(value=str(value))):
            return name, frozenset({value})
        case OneOf(choice=Name(id=name), texts=texts):
            return name, frozenset(texts)
    return "", None


def _tree(amount: str, bands: list[tuple[int, int]]) -> str:
    """Bands as a balanced tree of comparisons: five per row instead of up to thirty-three."""
    if len(bands) == 1:
        return _literal(bands[0][1])
    middle = len(bands) // 2
    low, high = _tree(amount, bands[:middle]), _tree(amount, bands[middle:])
    return f"CASE WHEN {amount} < {_literal(bands[middle][0])} THEN {low} ELSE {high} END"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)"
    text = str(value).replace("'", "''")
    return f"'{text}'"


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled rule set: `sql` over one source, the inputs that it needs, the columns it adds, the figures inside."""

    sql: str
    needs: frozenset[str]
    adds: tuple[str, ...]
    read: Mapping[tuple[str, Key], Value]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compile: targets of a book on a day; `keep` source columns are passed through."""

    book: Book
    targets: tuple[str, ...]
    on: dt.date
    keep: tuple[str, ...] = ()
    fixed: Mapping[str, object] = field(default_factory=dict)


def compile_query(asked: Asked, source: str, dialect: str = "duckdb") -> Query:
    """Return the targets as one SQL query over `source`, a relation whose columns are valid inputs (no NULL).

    `source` is SQL text: a table name or a parenthesised query. Result: the kept columns and one BIGINT, BOOLEAN or
    VARCHAR column per target.

    :raises NotInForce, NotPublished: if a figure has no value on the day.
    """
    compiler = Compiler(asked.book, asked.on, dialect, asked.fixed)
    for target in asked.targets:
        compiler.rule(target)
    needs = frozenset(compiler.used)
    carried = sorted(needs | set(asked.keep))
    steps: list[str] = []
    relation = source
    for depth, layer in enumerate(_inlined(compiler.layers, asked.targets), start=1):
        columns = [*(f'"{name}"' for name in carried), *(f'{sql} AS "{name}"' for name, sql in layer.items())]
        steps.append(f"layer{depth} AS (SELECT {', '.join(columns)} FROM {relation})")
        carried += layer
        relation = f"layer{depth}"
    last = [*(f'"{name}"' for name in asked.keep), *(_target(compiler, name) for name in asked.targets)]
    with_steps = f"WITH {', '.join(steps)} " if steps else ""
    return Query(f"{with_steps}SELECT {', '.join(last)} FROM {relation}", needs, asked.targets, compiler.read)


def _inlined(layers: list[dict[str, str]], targets: Iterable[str]) -> list[dict[str, str]]:
    """Return the layers with every column that only one other looks at written into that one.

    A branch of a CASE is then reckoned only for the rows that reach it, not for all.
    """
    columns = {name: sql for layer in layers for name, sql in layer.items()}
    uses = Counter(name for sql in columns.values() for name in _COLUMN.findall(sql))
    alone = {name for name in columns if uses[name] == 1} - set(targets)
    for layer in layers:
        for name in layer:
            columns[name] = _COLUMN.sub(lambda it: columns[it[1]] if it[1] in alone else it[0], columns[name])
    kept = [{name: columns[name] for name in layer if name not in alone} for layer in layers]
    return [layer for layer in kept if layer]


def guard_tests(asked: Asked, dialect: str = "duckdb") -> tuple[dict[str, str], frozenset[str]]:
    """Return, per guard of the targets, SQL over valid inputs that is true for the rows it refuses; and the inputs needed.

    Guards that refuse nobody on the day are left out.

    :raises BadFigures: if a guard rests on another rule: it must be asked of the row as it came.
    """
    compiler = Compiler(asked.book, asked.on, dialect, asked.fixed)
    said = {name: compiler.rule(name) for name in asked.book.guards_of(asked.targets, asked.on)}
    if len(compiler.layers) > 1:
        raise BadFigures("a guard looks at inputs only")
    inline = dict(compiler.layers[0]) if compiler.layers else {}
    tests = {name: inline.get(name, one.sql) for name, one in said.items() if one.sql != "FALSE"}
    return tests, frozenset(compiler.used) if tests else frozenset()


def _target(compiler: Compiler, name: str) -> str:
    said = compiler.known[name]
    return f'"{name}"' if domains.single(said.domain) is None else f'{said.sql} AS "{name}"'


def prove(book: Book, targets: Iterable[str], on: dt.date) -> dict[str, Domain]:
    """Return what each target can be on a day.

    :raises BadFigures: if a type does not fit or a value could leave 64 bits.
    """
    compiler = Compiler(book, on)
    return {name: compiler.rule(name).domain for name in targets}
