"""How a priced file is shown: totals, the ledger, the weak figures, the bad rows."""

from __future__ import annotations

from typing import Any

from payung.cli.terminal import language, number, say, t, table
from payung.law.bulk import Bad, Priced
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.reckoning import FigureRead
from payung.vocabulary.words import Words


def priced_json(done: Priced, bad: list[Bad]) -> dict[str, Any]:
    """Return what became of a priced file, for machines."""
    return {
        "month": f"{done.month:%Y-%m}",
        "received": done.received,
        "priced": done.priced,
        "refused": done.refused,
        "totals": dict(done.totals),
        "weak": [_weak_line(read) for read in done.weak],
        "bad_rows": [{"row": one.row_no, "problems": [p.say(language()) for p in one.problems]} for one in bad],
    }


def _weak_line(read: FigureRead) -> str:
    why = read.value.note or CONFIDENCE_WORDS[read.value.confidence].say(language())
    where = "" if read.key is None else f" [{read.key}]"
    return f"{read.figure.words.say(language())}{where}: {why}"


def print_priced(done: Priced, bad: list[Bad]) -> None:
    """Print totals, the ledger, weak figures and the bad rows."""
    title = t(f"Iuran {done.month:%Y-%m}", f"Contributions {done.month:%Y-%m}")
    table(title, [t("baris iuran", "line"), "Rp"], [[line, value] for line, value in done.totals.items()])
    say(
        Words(
            "Diterima {received} baris = dihitung {priced} + ditolak {refused}.",
            "Received {received} rows = priced {priced} + refused {refused}.",
        ),
        received=number(done.received),
        priced=number(done.priced),
        refused=number(done.refused),
    )
    for read in done.weak:
        say(
            Words("Perhatian, sebagian baris mungkin memakai: {it}", "Beware, some rows may rest on: {it}"),
            it=_weak_line(read),
        )
    for one in bad:
        say(Words("Baris {row}: {why}", "Row {row}: {why}"), row=number(one.row_no), why=one.say(language()))
    if done.refused > len(bad):
        more = number(done.refused - len(bad))
        say(Words("… dan {more} baris lain (--errors).", "… and {more} more rows (--errors)."), more=more)
