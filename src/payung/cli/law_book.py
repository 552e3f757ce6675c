"""What a book of the law can be asked: its rules, and the inputs that they take, for people at the terminal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from payung.cli.terminal import language, number, print_json, t, table
from payung.law.inputs import Choice, Input, Whole
from payung.law.rulebook import Book
from payung.vocabulary.words import Words

# What each book is for, and the day that its law goes by.
BOOK_WORDS = {
    "month": Words(
        "iuran sebulan: PU, BPU, jasa konstruksi; --month", "a month's contributions: PU, BPU, Jakon; --month"
    ),
    "project": Words("iuran proyek jasa konstruksi; --month", "contributions of a construction project; --month"),
    "pmi": Words("iuran pekerja migran; --month", "contributions of migrant workers; --month"),
    "pmi_event": Words(
        "manfaat pekerja migran; --on hari kejadian", "benefits of migrant workers; --on day of the event"
    ),
    "charge": Words(
        "denda keterlambatan dan denda PP 86/2013; --month", "late charge and the fine of PP 86/2013; --month"
    ),
    "event": Words("santunan JKK dan JKM; --on hari kejadian", "JKK and JKM benefits; --on day of the event"),
    "claim": Words("JHT dan JP; --on hari klaim", "JHT and JP; --on day of the claim"),
    "layoff": Words("JKP; --on hari PHK", "JKP; --on day of the layoff"),
    "person": Words("siapa ikut apa, umur, kewajiban; --on", "who is in what, ages, duties; --on"),
}


def books_of(lang: str) -> str:
    """Return the books, one a line, for a help text."""
    return "\n".join(f"  {name:<10} {words.say(lang)}" for name, words in BOOK_WORDS.items())


def show_book(book: Book, name: str, on: dt.date, *, as_json: bool) -> None:
    """Show the rules that a book has on a day, and every input with its bounds."""
    rules = {
        rule: version.words.say(language())
        for rule, versions in book.rules.items()
        for version in versions
        if version.holds(on)
    }
    if as_json:
        print_json({"book": name, "rules": rules, "inputs": [_input_json(one) for one in book.inputs.values()]})
        return
    table(
        t(f"Yang dapat ditanyakan dari buku {name} ({on})", f"What the book {name} can be asked ({on})"),
        [t("aturan", "rule"), t("artinya", "meaning")],
        [[rule, words] for rule, words in rules.items()],
    )
    table(
        t("Masukan (--set NAMA=NILAI)", "Inputs (--set NAME=VALUE)"),
        [t("nama", "name"), t("artinya", "meaning"), t("isi", "values"), t("bila kosong", "if not given")],
        [[one.name, one.words.say(language()), _values(one), _default(one)] for one in book.inputs.values()],
    )


def _values(known: Input) -> str:
    if isinstance(known, Choice):
        return ", ".join(known.options)
    if isinstance(known, Whole):
        return f"{number(known.low)}–{number(known.high)}"
    return t("ya, tidak", "yes, no")


def _default(known: Input) -> str:
    if known.default is None:
        return t("wajib bila dipakai", "needed where used")
    if isinstance(known.default, bool):
        return t("ya", "yes") if known.default else t("tidak", "no")
    return str(known.default)


def _input_json(known: Input) -> dict[str, Any]:
    said: dict[str, Any] = {"name": known.name, "meaning": known.words.say(language()), "default": known.default}
    if isinstance(known, Choice):
        return said | {"options": list(known.options)}
    return said | ({"low": known.low, "high": known.high} if isinstance(known, Whole) else {"options": [True, False]})
