"""What the commands of bills, payments and the year share: months and rupiah as offices type them, refusals in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import click

from payung.access.viewer import NotAllowed
from payung.cli.account import not_allowed
from payung.cli.terminal import REFUSED, STOPPED, language, refuse, t
from payung.contributions import refusals as no
from payung.flows import words_of_money
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.rupiah import NotRupiah, parse_rupiah, say_rupiah


class MonthType(click.ParamType):
    """A contribution month as people type it: 2026-01, 01-2026, Januari 2026."""

    name = "bulan"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return Month.parse(str(value)).starts_on
        except NotAMonth:
            self.fail(t(f"{value}: tulis bulan sebagai 2026-01", f"{value}: write a month as 2026-01"), param, ctx)


class RupiahType(click.ParamType):
    """Whole rupiah as people type them: 584337600, 584.337.600, Rp584.337.600."""

    name = "rupiah"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return parse_rupiah(str(value))
        except NotRupiah:
            self.fail(t(f"{value} bukan jumlah rupiah bulat", f"{value} is no amount of whole rupiah"), param, ctx)


MONTH, RUPIAH = MonthType(), RupiahType()
DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


def rupiah(amount: int) -> str:
    """Write rupiah as offices do."""
    return say_rupiah(amount)


def day(value: dt.date) -> str:
    """Write a day as offices do: 15-01-2026 (2026-01-15 in English)."""
    return value.isoformat() if language() == "en" else f"{value:%d-%m-%Y}"


def period(first: dt.date, end: dt.date) -> str:
    """Write months from `first` until `end` (exclusive): Januari 2026, or Januari 2026 – Maret 2026."""
    start, last = Month.of(first), Month.of(end).plus(-1)
    return start.say(language()) if start == last else f"{start.say(language())} – {last.say(language())}"


def until(first: dt.date, last: dt.date | None) -> dt.date:
    """Return the exclusive end of months typed as first and last."""
    return Month.of(last or first).ends_on


# Which command does what a refusal asks for.
_HOW = {no.BillIsPaid: "payung pay correct", no.Unexplained: "--explain"}


@contextmanager
def refusing() -> Iterator[None]:
    """Turn every refusal of bills and payments into words, all at once; nothing was kept then."""
    try:
        yield
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except words_of_money.REFUSALS as refused:
        how = f" ({_HOW[type(refused)]})" if type(refused) in _HOW else ""
        said = [one.say(language()) + how for one in words_of_money.of_money(refused)]
        refuse(*said, code=STOPPED if isinstance(refused, no.LedgerBroken) else REFUSED)
