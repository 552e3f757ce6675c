"""Says an answer as people would: figure by figure, with its articles, its weak sources and what was assumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from payung.law.choices import said
from payung.law.figures import Figure, is_old
from payung.law.inputs import Whole
from payung.law.reckoning import Answer, FigureRead, Result, Step, branch_taken
from payung.law.terms import Band, Compare, Literal, Marginal, Name, Part, Pick, Rate, Read, Sum, Term
from payung.vocabulary.words import Words

CONFIDENCE_WORDS = {
    "law": Words("teks hukum dibaca", "the law's text was read"),
    "official": Words("keterangan resmi", "an official's word"),
    "press": Words("berita atau kantor hukum", "press or a law firm"),
    "code": Words("program pihak ketiga", "somebody else's program"),
    "memory": Words("ingatan, belum ada sumber", "memory, no source seen"),
    "conflict": Words("sumber saling bertentangan", "sources conflict"),
}
_UNITS = {
    "months": Words("{n} bulan", "{n} months"),
    "days": Words("{n} hari", "{n} days"),
    "years": Words("{n} tahun", "{n} years"),
    "hours": Words("{n} jam", "{n} hours"),
    "persons": Words("{n} orang", "{n} persons"),
}
_ENDS = Words("Catatan: {name} berubah atau berakhir pada {day}", "Note: {name} changes or ends on {day}")
_OLD = Words("Perhatian: {name} terakhir diperiksa {day}", "Beware: {name} was last checked on {day}")
# A change within a year and a half is said beside the figure.
SOON = dt.timedelta(days=548)
_YES, _NO = Words("ya", "yes"), Words("tidak", "no")
_BAND = Words("jenjang untuk {amount}", "the band of {amount}")
_LEAST, _MOST = (
    Words("terkecil dari ({args})", "least of ({args})"),
    Words("terbesar dari ({args})", "most of ({args})"),
)
_PER_CENT = Words("{n} persen", "{n} per cent")
_ROUNDED = Words("dibulatkan ke Rp1", "rounded to Rp1")
_ASSUMED = Words("Dianggap: {name} = {value} (tidak diisi)", "Assumed: {name} = {value} (not given)")
_WEAK = Words("Perhatian: {name}: {grade}. {note}", "Beware: {name}: {grade}. {note}")


@dataclass(frozen=True, slots=True)
class Saying:
    """Says one answer in one language."""

    found: Answer
    language: str = "id"
    today: dt.date | None = None

    def sentences(self) -> list[str]:
        """Return one sentence per step that adds something, one for all that was asked, then every warning."""
        return [*self._steps(), *self.warnings()]

    def _steps(self) -> Iterator[str]:
        asked = self.found.results
        # A no is a reason where what was asked rests on it.
        reasons = {name for step in self.found.steps if step.rule.name in asked for name in step.used}
        for step in self.found.steps:
            term, name = branch_taken(self.found, step), step.rule.name
            if type(step.result) is not int:
                if name in asked or (name in reasons if step.result is False else step.read):
                    yield self._statement(step)
            elif not isinstance(term, Name | Literal | Compare) or (name in asked and isinstance(term, Literal)):
                yield self._sentence(step, term)

    def _statement(self, step: Step) -> str:
        """A yes, a no or a choice, and its law."""
        result = step.result
        text = said(step.rule.name, result, self.language) if isinstance(result, str) else self.result(result)
        return f"{step.rule.words.say(self.language)}: {text} ({self._sources(step)})"

    def _sentence(self, step: Step, term: Term) -> str:
        words, formula = step.rule.words.say(self.language), self.formula(term, step)
        result = self.measured(self.found.book.units.get(step.rule.name, "rupiah"), int(step.result))
        rounded = f" ({_ROUNDED.say(self.language)})" if step.rounded else ""
        # A figure that stands alone is its own result.
        middle = "" if formula == result or isinstance(term, Literal) else f"{formula} = "
        return f"{words} = {middle}{result}{rounded}, {self._sources(step)}"

    def _sources(self, step: Step) -> str:
        read = [str(source) for read in step.read for source in read.value.sources]
        return "; ".join(dict.fromkeys(read or [step.rule.cited]))

    def formula(self, term: Term, step: Step) -> str:
        """Return a term with the values that it met."""
        match term:
            case Rate() | Part() | Sum():
                return self._arithmetic(term, step)
            case Pick(how=how, args=args):
                words = _LEAST if how == "min" else _MOST
                return words.say(self.language, args=", ".join(self.formula(arg, step) for arg in args))
            case Band(amount=amount):
                return _BAND.say(self.language, amount=self.formula(amount, step))
            case Marginal(figure=figure):
                return self._tiers(figure, step)
            case Read():
                return self._read(term, step)
            case Name(id=name):
                return self._named(name, step.used[name])
            case Literal(value=int(value)) if (
                type(value) is int and self.found.book.units.get(step.rule.name) == "share"
            ):
                return self.percent(value)
        return self.result(term.value) if isinstance(term, Literal) else "…"

    def _arithmetic(self, term: Rate | Part | Sum, step: Step) -> str:
        match term:
            case Rate(base=left, rate=right):
                return self._product(self.formula(right, step), self.formula(left, step))
            case Part(amount=Sum(sign="*", left=left, right=right), by=1_000_000):
                return self._product(self.formula(left, step), self.formula(right, step))
            case Part(amount=Read() as figure, by=10_000):
                return _PER_CENT.say(self.language, n=self.formula(figure, step).rstrip("% "))
            case Part(amount=Read() as figure, by=1_000_000):
                return self.formula(figure, step)
            case Part(amount=Sum(sign="+", left=amount, right=Literal(value=half)), by=by) if by == 2 * half:
                return f"{self.formula(amount, step)} ÷ {self.number(by)}"
            case Part(amount=amount, by=by):
                return f"({self.formula(amount, step)}) ÷ {self.number(by)}"
            case Sum(sign="*", left=left, right=right):
                return self._product(self.formula(left, step), self.formula(right, step))
        return self._added(
            self.formula(term.left, step), "−" if term.sign == "-" else "+", self.formula(term.right, step)
        )

    def _added(self, left: str, sign: str, right: str) -> str:
        """A sum or difference; nothing added is not worth saying."""
        nothing = {self.measured(unit, 0) for unit in ("rupiah", "share", "days", "months", "count")}
        if right in nothing:
            return left
        return right if left in nothing and sign == "+" else f"{left} {sign} {right}"

    def _product(self, left: str, right: str) -> str:
        """A product; the whole of something (100 %, once) is not worth saying."""
        whole = {self.percent(1_000_000), self.number(1)}
        if left in whole:
            return right
        return left if right in whole else f"{left} × {right}"

    def _tiers(self, name: str, step: Step) -> str:
        """Each part of an amount at its own rate, as far as the amount reaches."""
        reads = sorted((int(str(read.key)), read.value.value) for read in step.read if read.figure.name == name)
        amount = max(value for value in step.used.values() if isinstance(value, int))
        ends = [*(start for start, _ in reads[1:]), amount]
        parts = (
            self._product(self.percent(ppm), self.rupiah(end - start))
            for (start, ppm), end in zip(reads, ends, strict=True)
        )
        return " + ".join(parts)

    def _read(self, term: Read, step: Step) -> str:
        """A figure; of a table, the cell that this place of the formula read."""
        key = term.key.value if isinstance(term.key, Literal) else None
        key = step.used[term.key.id] if isinstance(term.key, Name) else key
        reads = [read for read in step.read if read.figure.name == term.figure and key in (None, read.key)]
        return self.figure(reads[0].figure, reads[0].value.value)

    def _named(self, name: str, value: Result) -> str:
        """An input or rule inside a formula: always a whole number there."""
        known = self.found.book.inputs.get(name)
        counted = isinstance(known, Whole) and not known.is_money
        return self.measured("count" if counted else self.found.book.units.get(name, "rupiah"), int(value))

    def figure(self, figure: Figure, value: int) -> str:
        """Return a figure's value with its unit."""
        return self.measured(figure.unit, value)

    def measured(self, unit: str, value: int) -> str:
        """Return a whole number in its unit: rupiah, per cent of ppm, days, months, or plain."""
        if unit in ("rate", "share"):
            return self.percent(value)
        if unit in _UNITS:
            return _UNITS[unit].say(self.language, n=self.number(value))
        return self.rupiah(value) if unit == "rupiah" else self.number(value)

    def result(self, value: Result) -> str:
        """Return a result: rupiah, yes/no, or the choice's own word."""
        if isinstance(value, bool):
            return (_YES if value else _NO).say(self.language)
        return self.number(value) if isinstance(value, int) else value

    def number(self, value: int) -> str:
        """Return a number with the language's thousands mark."""
        text = f"{value:,}"
        return text if self.language == "en" else text.replace(",", ".")

    def rupiah(self, value: int) -> str:
        """Return `Rp12.000.000` (`Rp12,000,000` in English)."""
        return f"Rp{self.number(value)}"

    def percent(self, ppm: int) -> str:
        """Return `0,54 %` (`0.54%` in English), exact."""
        whole, part = divmod(ppm, 10_000)
        text = f"{whole}.{part:04d}".rstrip("0").rstrip(".")
        return f"{text}%" if self.language == "en" else f"{text.replace('.', ',')} %"

    def warnings(self) -> list[str]:
        """Return what a person must know before trusting the figure: weak sources, assumed inputs."""
        said = [self._warning(read) for step in self.found.steps for read in step.read if _needs_warning(read)]
        said += [
            _ASSUMED.say(
                self.language, name=self.found.book.inputs[name].words.say(self.language), value=self._assumed(name)
            )
            for name in self.found.assumed
            if self.found.row[name] != "none"
        ]
        reads = [read for step in self.found.steps for read in step.read]
        said += [self._ending(read, day) for read in reads if (day := _next_change(read, self.found.on)) is not None]
        said += [self._old(read) for read in reads if self.today is not None and is_old(read.value, self.today)]
        return list(dict.fromkeys(said))

    def _ending(self, read: FigureRead, day: dt.date) -> str:
        return _ENDS.say(self.language, name=read.figure.words.say(self.language), day=day)

    def _old(self, read: FigureRead) -> str:
        return _OLD.say(self.language, name=read.figure.words.say(self.language), day=read.value.checked_on)

    def _assumed(self, name: str) -> str:
        return self.result(self.found.row[name])

    def _warning(self, read: FigureRead) -> str:
        grade = CONFIDENCE_WORDS[read.value.confidence].say(self.language)
        name = read.figure.words.say(self.language)
        return _WEAK.say(self.language, name=name, grade=grade, note=read.value.note_in(self.language)).strip()


def _next_change(read: FigureRead, on: dt.date) -> dt.date | None:
    """Return when the figure changes, ends or waits for its letter, if that is near enough to matter."""
    series = read.figure.cells[read.key]
    days = [value.since for value in series] + [value.until for value in series if value.until is not None]
    if read.figure.expires is not None:
        days.append(read.figure.expires)
    return min((day for day in days if on < day <= on + SOON), default=None)


def _needs_warning(read: FigureRead) -> bool:
    return read.value.confidence in ("memory", "conflict", "code") or bool(read.value.note)
