"""What people of one decree cost where they do not cost the same: a table of groups and months, in whole rupiah."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from payung.letters.papers.model import Column, Table
from payung.letters.papers.words import counted, months_said
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah


@dataclass(frozen=True, slots=True)
class PriceLine:
    """People who cost the same in the months from `first` to `last` (both inclusive); a month of one costs jkk + jkm + jht."""

    people: str
    heads: int
    first: Month
    last: Month
    jkk: int
    jkm: int
    jht: int

    @property
    def price(self) -> int:
        """Return what a month of one person costs."""
        return self.jkk + self.jkm + self.jht

    @property
    def months(self) -> int:
        """Return how many months the line is for."""
        return self.first.months_until(self.last) + 1

    @property
    def amount(self) -> int:
        """Return what all months of all its people cost."""
        return self.heads * self.months * self.price


def price_table(lines: Sequence[PriceLine]) -> Table:
    """Return the table; JHT has a column only where somebody has it, and the sum stands below."""
    has_jht = any(one.jht for one in lines)
    schemes = ("JKK", "JKM", *(("JHT",) if has_jht else ()))
    columns = (
        Column("Kelompok", 34),
        Column("Bulan iuran", 36),
        Column("Orang", 14, "right"),
        *(Column(scheme, 18, "right") for scheme in schemes),
        Column("Iuran per orang per bulan", 24, "right"),
        Column("Jumlah", 30, "right"),
    )
    rows = tuple(
        (
            one.people,
            months_said(one.first, one.last),
            counted(one.heads),
            *(say_rupiah(part) for part in (one.jkk, one.jkm, one.jht)[: len(schemes)]),
            say_rupiah(one.price),
            say_rupiah(one.amount),
        )
        for one in lines
    )
    empty = ("",) * (len(columns) - 2)
    total = ("JUMLAH", *empty, say_rupiah(sum(one.amount for one in lines)))
    return Table(columns, rows, total=total, small=True)
