"""A whole file for one month: validated, priced in one pass by DuckDB, with every bad row named and the rest going on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from payung.law.bulk_csv import WRONG, torn
from payung.law.bulk_files import write_rows
from payung.law.columns import Column, quoted, read_columns
from payung.law.figures import WEAK
from payung.law.inputs import FUTURE, NO_DATE, Choice, Input, Truth, Whole
from payung.law.lines import BILL
from payung.law.monthly import MONTH, SEGMENTS
from payung.law.months import in_book, month_end, month_number
from payung.law.reckoning import FigureRead
from payung.law.refusals import BadInputs, Refused
from payung.law.sql import Asked, Compiler, Query, compile_query, guard_tests
from payung.vocabulary.words import Words

# Inputs by which a file is split where a figure that only some rows need is not published.
SPLITS: Mapping[str, tuple[object, ...]] = {"segment": SEGMENTS, "jp": (False, True), "jkp": (False, True)}


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be priced: its 1-based position as the file counts it, and everything wrong with it."""

    row_no: int
    problems: tuple[Refused, ...]

    def say(self, language: str = "id") -> str:
        """Return all problems in a language."""
        return "; ".join(problem.say(language) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Priced:
    """What became of a file: received = priced + refused; totals in whole rupiah per line.

    `weak` are the figures from memory, in conflict or with an open reading that some row may rest on; `assumed` the inputs that
    the file has no column for, so that every row which needs one takes its default.
    """

    month: dt.date
    received: int
    priced: int
    refused: int
    totals: Mapping[str, int]
    weak: tuple[FigureRead, ...]
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that share fixed inputs, with their query; or why none of them can be priced."""

    fixed: Mapping[str, object]
    query: Query | None
    refusal: Refused | None


@dataclass(slots=True)
class Pricing:
    """One file and one month on one DuckDB connection.

    `source` is SQL of a relation with a BIGINT column `payung_row` and the file's columns (see bulk_files.open_source).
    `keep` names the file's columns that the result carries; None carries all.
    """

    connection: duckdb.DuckDBPyConnection
    source: str
    month: dt.date
    lines: tuple[str, ...] = BILL
    stated: Mapping[str, object] = field(default_factory=dict)
    keep: tuple[str, ...] | None = None
    columns: dict[str, Column] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    split: list[Part] = field(default_factory=list)
    # SQL of what is wrong with a row as a whole (see bulk_csv.torn); NULL where the source never says.
    wrong: str = "CAST(NULL AS VARCHAR)"

    def __post_init__(self) -> None:
        self.month = in_book(self.month)
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {self.source}").fetchall()
        types = {str(row[0]): str(row[1]) for row in described}
        stated = {**self.stated, "month": month_number(self.month)}
        self._refuse_wrongly_stated()
        self.columns = read_columns(types, MONTH.inputs, self.month, stated)
        wanted = types if self.keep is None else self.keep
        ours = ("payung_row", WRONG, *self.lines)
        self.kept = tuple(name for name in wanted if name in types and name.lower() not in ours)
        if WRONG in types:
            self.wrong = WRONG

    def _refuse_wrongly_stated(self) -> None:
        problems = [MONTH.inputs[name].problem(value) for name, value in self.stated.items()]
        found = [problem for problem in problems if problem is not None]
        if found:
            raise BadInputs(found)

    @property
    def _on(self) -> dt.date:
        return month_end(self.month)

    def parts(self) -> list[Part]:
        """Return the file in as few parts as can each be compiled for the month."""
        if not self.split:
            self.split = list(self._split({"month": month_number(self.month)}, tuple(SPLITS)))
        return self.split

    def _split(self, fixed: dict[str, object], splits: tuple[str, ...]) -> Iterator[Part]:
        asked = Asked(MONTH, self.lines, self._on, ("payung_row", *(f"kept_{i}" for i in range(len(self.kept)))), fixed)
        try:
            yield Part(fixed, compile_query(asked, "valid"), None)
        except Refused as refusal:
            if not splits:
                yield Part(fixed, None, refusal)
                return
            name = splits[0]
            options = SPLITS[name] if name not in self.stated else (self.stated[name],)
            for value in options:
                yield from self._split({**fixed, name: value}, splits[1:])

    def needed(self, segment: str, in_jp: bool) -> frozenset[str]:
        """Return the inputs that the lines of such rows look at in this month."""
        fixed = {"month": month_number(self.month), "segment": segment, "jp": in_jp}
        compiler = Compiler(MONTH, self._on, fixed=fixed)
        for line in (*self.lines, *MONTH.guards_of(self.lines, self._on)):
            # A line whose figure is not published needs nothing: its rows are refused as a part.
            with suppress(Refused):
                compiler.rule(line)
        return frozenset(compiler.used)

    def _needs(self) -> dict[str, str]:
        """Return, per input, SQL over the file's values that is true for rows which need it."""
        needed = {(segment, in_jp): self.needed(segment, in_jp) for segment in SEGMENTS for in_jp in (True, False)}
        always = {"segment": "TRUE", "month": "FALSE", "jp": """"v_segment" = 'pu'"""}
        return {
            name: always.get(name) or self._when([kind for kind, inputs in needed.items() if name in inputs])
            for name in MONTH.inputs
        }

    def _when(self, kinds: list[tuple[str, bool]]) -> str:
        """SQL that is true for the rows of these kinds (segment, in JP)."""
        segments = {segment for segment, _ in kinds}
        whole = sorted(segment for segment in segments if (segment, True) in kinds and (segment, False) in kinds)
        if len(whole) == len(SEGMENTS):
            return "TRUE"
        tests = [f'"v_segment" IN ({", ".join(map(_text, whole))})'] if whole else []
        for segment, in_jp in kinds:
            if segment not in whole:
                jp = '"v_jp"' if in_jp else 'NOT "v_jp"'
                tests.append(f"(\"v_segment\" = '{segment}' AND {jp})")
        return f"({' OR '.join(tests)})" if tests else "FALSE"

    def _read(self, extra: str = "") -> str:
        """SQL of the file: per input `v_` (what was meant), `c_` (never NULL), `absent_` where it takes its own column."""
        told = {name: self._column(name) for name in MONTH.inputs}
        columns = [f"{quoted(column)} AS kept_{i}" for i, column in enumerate(self.kept)]
        columns += [f'{column.value} AS "v_{name}"' for name, column in told.items()]
        columns += [f'{column.clean} AS "c_{name}"' for name, column in told.items() if column.clean]
        columns += [f'{column.absent} AS "absent_{name}"' for name, column in told.items() if column.absent]
        return f"SELECT payung_row, {self.wrong} AS {WRONG}, {', '.join(columns)}{extra} FROM {self.source}"

    def _column(self, name: str) -> Column:
        known = MONTH.inputs[name]
        kind = "VARCHAR" if isinstance(known, Choice) else "BOOLEAN" if isinstance(known, Truth) else "BIGINT"
        return self.columns.get(name, Column("NULL", f"CAST(NULL AS {kind})", "TRUE"))

    def valid_rows(self) -> str:
        """Return SQL of the rows whose inputs are all fine, with clean inputs and no NULL anywhere."""
        needs = self._needs()
        fine = [_fine(known, self.columns.get(name), needs[name]) for name, known in MONTH.inputs.items()]
        clean = [f'{_clean(known, self.columns.get(name))} AS "{name}"' for name, known in MONTH.inputs.items()]
        kept = [f"kept_{i}" for i in range(len(self.kept))]
        if self.wrong == WRONG:
            fine.append(f"{WRONG} IS NULL")
        where = " AND ".join(test for test in fine if test != "TRUE") or "TRUE"
        return f"SELECT {', '.join(['payung_row', *kept, *clean])} FROM ({self._read()}) WHERE {where}"

    def guard_columns(self) -> dict[str, str]:
        """Return the guards of the lines as SQL over clean inputs, without those that never refuse in this month."""
        fixed = {"month": month_number(self.month)}
        return guard_tests(Asked(MONTH, self.lines, self._on, fixed=fixed))[0]

    def priced_sql(self) -> str:
        """Return SQL of the priced rows: the file's columns and one BIGINT column per line, row by row."""
        guards = self.guard_columns()
        passed = "".join(f" AND NOT {sql}" for sql in guards.values())
        rows = f"(SELECT * FROM (SELECT * FROM ({self.valid_rows()})) WHERE TRUE{passed})"
        names = ", ".join(
            [*(f"kept_{i} AS {quoted(column)}" for i, column in enumerate(self.kept)), *map(quoted, self.lines)]
        )
        parts = []
        for part in self.parts():
            if part.query is not None:
                chosen = " AND ".join(_equals(k, v) for k, v in part.fixed.items() if k != "month") or "TRUE"
                valid = f"(SELECT * FROM {rows} WHERE {chosen})"
                parts.append(part.query.sql.replace("FROM valid", f"FROM {valid}"))
        if not parts:
            raise next(part.refusal for part in self.parts() if part.refusal is not None)
        union = " UNION ALL ".join(f"({part})" for part in parts)
        # One part keeps the file's order by itself; several are put back into it.
        return f"SELECT payung_row, {names} FROM ({union}){' ORDER BY payung_row' if len(parts) > 1 else ''}"

    def bad_rows(self, limit: int) -> list[Bad]:
        """Return the rows that cannot be priced, in file order, each with everything that is wrong with it."""
        needs, guards = self._needs(), self.guard_columns()
        checks = {
            name: check
            for name, known in MONTH.inputs.items()
            if (check := _problem(known, self.columns.get(name), needs[name]))
        }
        raws = "".join(f', {self._column(name).raw} AS "raw_{name}"' for name in checks)
        problems = ", ".join(f'{check} AS "bad_{name}", "raw_{name}"' for name, check in checks.items())
        clean = ", ".join(
            f'{_clean(known, self.columns.get(name))} AS "{name}"' for name, known in MONTH.inputs.items()
        )
        refusing = ", ".join(f'{sql} AS "guard_{name}"' for name, sql in guards.items())
        inner = f"SELECT payung_row, {WRONG}, {problems}, {clean} FROM ({self._read(raws)})"
        unpriced = [part for part in self.parts() if part.refusal is not None]
        cases = ", ".join(
            f"({' AND '.join(_equals(k, v) for k, v in part.fixed.items() if k != 'month') or 'TRUE'}) AS unpriced_{i}"
            for i, part in enumerate(unpriced)
        )
        sql = f"SELECT *, {', '.join(filter(None, [refusing, cases]))} FROM ({inner})".replace(", FROM", " FROM")
        flags = [f"{WRONG} IS NOT NULL", *(f'"bad_{name}" IS NOT NULL' for name in checks)]
        flags += [f'"guard_{name}"' for name in guards] + [f"unpriced_{i}" for i in range(len(unpriced))]
        found = self.connection.execute(
            f"SELECT * FROM ({sql}) WHERE {' OR '.join(flags)} ORDER BY payung_row LIMIT {limit}"
        )
        titles = [str(column[0]) for column in found.description]
        return [_bad(dict(zip(titles, row, strict=True)), checks, guards, unpriced) for row in found.fetchall()]

    def totals(self) -> Priced:
        """Price without writing: the count and the sum of each line."""
        return self._ledger(f"({self.priced_sql()})")

    def write(self, target: Path) -> Priced:
        """Price into a Parquet or CSV file (by its ending) and return the ledger.

        :raises AssertionError: if received is not priced plus refused.
        """
        names = ", ".join(map(quoted, (*self.kept, *self.lines)))
        return self._ledger(write_rows(self.connection, f"SELECT {names} FROM ({self.priced_sql()})", target))

    def _ledger(self, priced: str) -> Priced:
        row = self.connection.execute(f"SELECT {self.sums()} FROM {priced}").fetchall()[0]
        return self.ledger(row, self.received())

    def sums(self) -> str:
        """Return SQL that counts and adds up priced rows, in the order of the lines."""
        # A CSV without a row is read back as text.
        return ", ".join(["count(*)", *(f'coalesce(sum(CAST("{line}" AS BIGINT)), 0)' for line in self.lines)])

    def received(self) -> int:
        """Return how many rows the file has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {self.source}").fetchall()[0][0])

    def ledger(self, row: tuple[Any, ...], received: int) -> Priced:
        """Return what became of a file from its count and sums (see `sums`) and the rows received."""
        totals = {line: int(value) for line, value in zip(self.lines, row[1:], strict=True)}
        return Priced(self.month, received, row[0], received - row[0], totals, self.weak(), self.assumed())

    def assumed(self) -> tuple[str, ...]:
        """Return the inputs that some row of the month looks at and that are neither a column nor stated: defaults.

        A choice whose default is that nothing was said is not assumed.
        """
        kinds = [str(self.stated["segment"])] if "segment" in self.stated else SEGMENTS
        looked_at = {name for kind in kinds for in_jp in (True, False) for name in self.needed(kind, in_jp)}
        absent = [name for name in MONTH.inputs if name in looked_at and name not in self.columns]
        return tuple(name for name in absent if MONTH.inputs[name].default not in (None, "none"))

    def weak(self) -> tuple[FigureRead, ...]:
        """Return the figures behind this month from memory, in conflict, or with an open reading (a note); rounding is one."""
        read = {
            place: value for part in self.parts() if part.query is not None for place, value in part.query.read.items()
        }
        rounding = MONTH.figures["contribution_rounding"]
        read["contribution_rounding", None] = rounding.at(self._on)
        return tuple(
            FigureRead(MONTH.figures[name], key, value)
            for (name, key), value in read.items()
            if value.confidence in WEAK or value.note
        )


def _bad(row: Mapping[str, Any], checks: Mapping[str, str], guards: Mapping[str, str], unpriced: list[Part]) -> Bad:
    problems = [
        _said(MONTH.inputs[name], str(row[f"bad_{name}"]), row[f"raw_{name}"]) for name in checks if row[f"bad_{name}"]
    ]
    if row[WRONG] is not None:
        # Cells of a torn row stand under the wrong headings: what they say is no news.
        return Bad(int(row["payung_row"]), (torn(str(row[WRONG])),))
    # Guards and figures that are not published can only be asked of a row whose segment is known.
    if not row.get("bad_segment") and not row.get("bad_jp"):
        fields = {name: str(row[name]) for name in MONTH.inputs}
        problems += [Refused(MONTH.guards[name].words, **fields) for name in guards if row[f"guard_{name}"]]
        refusals = [part.refusal for i, part in enumerate(unpriced) if row[f"unpriced_{i}"]]
        problems += [refusal for refusal in refusals if refusal is not None]
    return Bad(int(row["payung_row"]), tuple(problems))


def _said(known: Input, kind: str, raw: object) -> Refused:
    """Return the same words as for one person; a date keeps what was written."""
    if kind == "future":
        return Refused(FUTURE, value=raw)
    if kind == "date":
        return Refused(NO_DATE, id_name=known.words.id, en_name=known.words.en, value=raw)
    if kind == "outside" and isinstance(known, Whole):
        number = int(float(str(raw)))
        return known.problem(number) or Refused(NO_DATE, id_name=known.words.id, en_name=known.words.en, value=raw)
    return known.problem(None if kind == "missing" else raw) or Refused(_KIND, value=raw)


_KIND = Words(id="{value} tidak dapat dibaca", en="{value} cannot be read")


def _usable(known: Input) -> str:
    """SQL that is true where a value is one the rules may see."""
    value = f'"v_{known.name}"'
    if isinstance(known, Whole):
        return f"({value} BETWEEN {known.low} AND {known.high})"
    return f"({value} IS NOT NULL)"


def _fine(known: Input, column: Column | None, when: str) -> str:
    """SQL that is true where an input is fine; NULL and false both keep a row out."""
    may_be_absent = "TRUE" if known.default is not None else f"NOT {when}"
    if column is None:
        return "TRUE" if "FALSE" in (when, may_be_absent[4:]) or known.default is not None else may_be_absent
    if may_be_absent == "NOT TRUE":
        return _usable(known)
    return f"({_usable(known)} OR ({_absent(known, column)} AND {may_be_absent}))"


def _absent(known: Input, column: Column) -> str:
    return f'"absent_{known.name}"' if column.absent else f'("v_{known.name}" IS NULL)'


def _problem(known: Input, column: Column | None, when: str) -> str:
    """SQL that is NULL where an input is fine, else missing, kind, outside, choice, date or future; '' = never wrong."""
    required = known.default is None
    if column is None:
        return f"CASE WHEN {when} THEN 'missing' END" if required and when != "FALSE" else ""
    absent, value = _absent(known, column), f'"v_{known.name}"'
    missing = f"WHEN {when} AND {absent} THEN 'missing' " if required else ""
    unreadable = "date" if known.name in ("age_months", "member_since") else "kind"
    word = "future" if known.name == "age_months" else "outside"
    return (
        f"CASE {missing}WHEN NOT {absent} AND {value} IS NULL THEN '{unreadable}' "
        f"WHEN NOT {absent} AND NOT {_usable(known)} THEN '{word}' END"
    )


def _clean(known: Input, column: Column | None) -> str:
    """SQL of an input that is never NULL: as given, else its default, else a harmless value no rule looks at."""
    stand_in = known.harmless if known.default is None else known.default
    literal = _text(stand_in) if isinstance(stand_in, str) else str(stand_in).upper()
    kind = "VARCHAR" if isinstance(known, Choice) else "BOOLEAN" if isinstance(known, Truth) else "BIGINT"
    if column is None:
        return f"CAST({literal} AS {kind})"
    return f'"c_{known.name}"' if column.clean else f'coalesce("v_{known.name}", {literal})'


def _text(value: object) -> str:
    text = str(value).replace("'", "''")
    return f"'{text}'"


def _equals(name: str, value: object) -> str:
    return f'"{name}" = {_text(value) if isinstance(value, str) else str(value).upper()}'
