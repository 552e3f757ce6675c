"""What the commands of the rule book share: language, JSON, days and inputs as people type them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import click

from payung.cli.terminal import language, number, refuse, t
from payung.gateways import time_zone
from payung.law.columns import DATES, NAMES
from payung.law.inputs import FUTURE, NO_DATE, Choice, Input, Truth, Whole
from payung.law.months import completed_months, month_end, month_number, read_month
from payung.law.refusals import Refused
from payung.law.rulebook import Book

_CALLED = {called: name for name, names in NAMES.items() for called in names}


def _set_language(_context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        os.environ["PAYUNG_LANG"] = value


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Every command here speaks both languages and JSON."""
    command = click.option("--json", "as_json", is_flag=True, help=t("Keluaran JSON.", "JSON output."))(command)
    return click.option(
        "--lang",
        type=click.Choice(["id", "en"]),
        callback=_set_language,
        expose_value=False,
        is_eager=True,
        help=t("Bahasa: id (bawaan) atau en.", "Language: id (default) or en."),
    )(command)


def today() -> dt.date:
    """Return the day on this machine's clock, in the installation's zone."""
    return dt.datetime.now(time_zone.here(os.environ)).date()


def day_of(text: str | None, book: Book) -> dt.date:
    """A day, or a month for the books whose clock is the contribution month."""
    if book.clock == "month":
        return read_month(text or f"{today():%Y-%m}")
    try:
        return dt.date.fromisoformat(text) if text else today()
    except ValueError:
        refuse(t(f"{text} bukan tanggal; tulis tttt-bb-hh.", f"{text} is not a day; write yyyy-mm-dd."))


def given(pairs: tuple[str, ...], book: Book, on: dt.date) -> dict[str, object]:
    """Inputs as typed (`upah=3500000`): whole numbers and yes/no become what they are; what cannot is refused later."""
    row: dict[str, object] = {}
    for pair in pairs:
        typed, _, text = pair.partition("=")
        # The names of a file's columns are understood too, where the book has such an input.
        name = typed if typed in book.inputs else _CALLED.get(typed.lower(), typed)
        known = book.inputs.get(name)
        if known is not None and name in DATES and typed != name:
            row[name] = _age(known, text, on) if name == "age_months" else _joined(known, text)
        else:
            row[name if known else typed] = _read(known, text)
    if "month" in book.inputs:
        row["month"] = month_number(on)
    return row


def _age(known: Input, text: str, month: dt.date) -> object:
    """The age at the month's end, or why the birth date cannot be used."""
    try:
        age = completed_months(dt.date.fromisoformat(text), month_end(month))
    except ValueError:
        return Refused(NO_DATE, id_name=known.words.id, en_name=known.words.en, value=text)
    return Refused(FUTURE, value=text) if known.problem(age) else age


def _joined(known: Input, text: str) -> object:
    """The month of a day of joining, or why it cannot be used."""
    try:
        return month_number(dt.date.fromisoformat(text))
    except ValueError:
        return Refused(NO_DATE, id_name=known.words.id, en_name=known.words.en, value=text)


def _read(known: Input | None, text: str) -> object:
    if isinstance(known, Truth):
        return {"ya": True, "yes": True, "true": True, "tidak": False, "no": False, "false": False}.get(
            text.lower(), text
        )
    if isinstance(known, Whole):
        return int(text) if text.removeprefix("-").isdigit() else text
    # Choices are lower-case words; a file's may be written as they come too.
    return text.strip().lower() if isinstance(known, Choice) else text


def all_of(refusal: Refused) -> list[str]:
    """Return everything that is wrong, one sentence each."""
    problems = getattr(refusal, "problems", [refusal])
    return [problem.say(language()) for problem in problems]


def figure_text(unit: str, value: int) -> str:
    """Return a figure as people write it: rates as per cent, the rest as a number."""
    if unit not in ("rate", "share"):
        return number(value)
    whole, part = divmod(value, 10_000)
    text = f"{whole}.{part:04d}".rstrip("0").rstrip(".")
    return f"{text}%" if language() == "en" else f"{text.replace('.', ',')} %"
