"""A receipt per decision: inputs, day, rules and figures as they were; replaying it needs no book and gives the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import Any

from payung.law import terms
from payung.law.figures import Figure, Figures, Value
from payung.law.language import Parsed
from payung.law.reckoning import Answer, Result, again, answer
from payung.law.refusals import Refused
from payung.law.register import national
from payung.law.rulebook import FOREVER, Book, Rule
from payung.vocabulary.words import Words

FORM = "payung-law-receipt-1"


class TamperedReceipt(Refused):
    """The receipt's hash does not fit its content."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What a receipt gives when it is run again: from its own rules and figures, and from today's book."""

    then: Mapping[str, Result]
    now: Mapping[str, Result]
    same_book: bool

    @property
    def differs(self) -> list[str]:
        """Targets on which today's book gives something else than the receipt."""
        return [name for name, value in self.then.items() if self.now.get(name) != value]


def receipt(found: Answer) -> dict[str, Any]:
    """Return a receipt that JSON can hold: store it with the decision."""
    content: dict[str, Any] = {
        "form": FORM,
        "book": found.book.name,
        "digest": found.book.digest(),
        "on": found.on.isoformat(),
        "row": dict(found.row),
        "assumed": list(found.assumed),
        "results": dict(found.results),
        "weakest": found.weakest,
        "steps": [
            {
                "rule": step.rule.name,
                "law": step.rule.cited,
                "result": step.result,
                "rounded": step.rounded,
                "term": _packed(step.rule.parsed.term),
                "read": [
                    {
                        "figure": read.figure.name,
                        "unit": read.figure.unit,
                        "kind": read.figure.kind,
                        "key": read.key,
                        "value": read.value.value,
                        "since": read.value.since.isoformat(),
                        "source": read.value.cited,
                        "url": read.value.url,
                        "confidence": read.value.confidence,
                    }
                    for read in step.read
                ],
            }
            for step in found.steps
        ],
    }
    return {**content, "hash": _hash(content)}


def replay(content: Mapping[str, Any], book: Book) -> Replay:
    """Run a receipt again: as it was then, and by today's book.

    :raises TamperedReceipt: if the receipt was changed after it was written.
    """
    bare = {key: value for key, value in content.items() if key != "hash"}
    if content.get("form") != FORM or _hash(bare) != content.get("hash"):
        raise TamperedReceipt(_TAMPERED)
    on = dt.date.fromisoformat(content["on"])
    targets = list(content["results"])
    then = again(_book_of(content), on, content["row"], targets)
    try:
        now = dict(answer(book, targets, on, content["row"]).results)
    except (Refused, KeyError):
        # Today's book refuses, or no longer has the rule: the receipt still stands by itself.
        now = {}
    return Replay(then, now, content["digest"] == book.digest())


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _book_of(content: Mapping[str, Any]) -> Book:
    """Build a book that holds just the rules and figures that the receipt rests on."""
    cells: dict[str, dict[Any, tuple[Value, ...]]] = {}
    shapes: dict[str, tuple[str, str]] = {}
    for step in content["steps"]:
        for read in step["read"]:
            value = Value(read["value"], dt.date.min, None, (), read["url"], read["confidence"], dt.date.min, "")
            cells.setdefault(read["figure"], {})[read["key"]] = (value,)
            shapes[read["figure"]] = (read["unit"], read["kind"])
    figures = {
        name: Figure(name, Words(name, name), *shapes[name], MappingProxyType(series), None, None)
        for name, series in cells.items()
    }
    book = Book(content["book"], "receipt", national(), Figures(MappingProxyType(figures), content["digest"]))
    for step in content["steps"]:
        term = _unpacked(step["term"])
        parsed = Parsed(tuple(sorted(terms.names(term))), term, "receipt", 0)
        name = step["rule"]
        book.rules[name] = [Rule(name, Words(name, name), (), "receipt", dt.date.min, FOREVER, _packed, parsed)]
    return book


def _packed(part: Any) -> Any:
    """A term as nested lists: [kind, field, field …]."""
    if is_dataclass(part):
        return [type(part).__name__, *(_packed(getattr(part, one.name)) for one in fields(part))]
    return ["()", *map(_packed, part)] if isinstance(part, tuple) else part


def _unpacked(part: Any) -> Any:
    if not isinstance(part, list):
        return part
    kind, *rest = part
    inside = [_unpacked(one) for one in rest]
    return tuple(inside) if kind == "()" else getattr(terms, kind)(*inside)


_TAMPERED = Words(
    id="Tanda terima perhitungan ini telah diubah sesudah dibuat",
    en="This receipt was changed after it was written",
)
