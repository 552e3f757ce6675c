"""A whole file for several months: each month under its own law, one streaming pass a month, one ledger over all."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from payung.law.bulk import Bad, Priced, Pricing
from payung.law.bulk_blth import elsewhere, of_month
from payung.law.bulk_files import write_rows
from payung.law.columns import quoted
from payung.law.lines import BILL
from payung.law.monthly import MONTH
from payung.law.months import month_end
from payung.law.reckoning import FigureRead
from payung.law.refusals import Refused
from payung.vocabulary.letters import quoted as text

# The column that says which month a row of the result is for; its day is the month's first.
BLTH = "blth"
# What a connection for a span should be bounded to (see bulk_files.connect): the plans of many months need room beside it.
MEMORY = "250MB"


@dataclass(frozen=True, slots=True)
class BadInMonths:
    """A row that cannot be priced, what is wrong with it, and in which of the months."""

    bad: Bad
    months: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class PricedMonths:
    """What became of a file in each month, in order: per month received = priced + refused.

    `changed` are the months from which the law behind the lines is another than the month before. `elsewhere` rows of a file
    with a month per row are for months outside the span.
    """

    months: tuple[Priced, ...]
    changed: tuple[dt.date, ...]
    elsewhere: int = 0

    @property
    def refused(self) -> int:
        """Refused rows of all months together; a row that is bad in three months counts three times."""
        return sum(month.refused for month in self.months)

    @property
    def totals(self) -> dict[str, int]:
        """Whole rupiah per line over all months."""
        return {line: sum(month.totals[line] for month in self.months) for line in self.months[0].totals}

    @property
    def assumed(self) -> tuple[str, ...]:
        """The inputs that some month looks at and the file has no column for, once each."""
        return tuple(dict.fromkeys(name for month in self.months for name in month.assumed))

    @property
    def weak(self) -> tuple[FigureRead, ...]:
        """The figures from memory or in conflict that some row of some month may rest on, once each."""
        read = {(one.figure.name, one.key, one.value.since): one for month in self.months for one in month.weak}
        return tuple(read.values())


@dataclass(frozen=True, slots=True)
class MonthsPricing:
    """The same file priced for every month of a span; `each` holds one pricing a month, in order."""

    each: Sequence[Pricing]
    elsewhere: int = 0

    def totals(self) -> PricedMonths:
        """Price without writing."""
        received = self._received()
        return self._ledger(
            [
                self._one(one, f"({sql})", count) if (sql := self._sql(one)) else self._nothing(one, count)
                for one, count in zip(self.each, received, strict=True)
            ]
        )

    def write(self, target: Path) -> PricedMonths:
        """Price into one Parquet or CSV file: month after month, each in the file's order, with the column `blth`.

        A target without an ending is a folder: a Parquet file a month in it (`2025-01.parquet`). One file is those files, written
        beside it and put together: however many months, only one month's plan is in memory.

        :raises Refused: if no row of any month can be priced.
        """
        priced = [(one, self._dated(one, sql)) for one in self.each if (sql := self._sql(one))]
        if not priced:
            raise self._why_nothing(self.each[0])
        connection = self.each[0].connection
        with _folder_beside(target) as folder:
            self._write_months(folder, priced)
            if target.suffix:
                back = write_rows(connection, f"SELECT * FROM {self._months_in(folder, priced)}", target)
            else:
                # A folder too appears whole or not at all.
                folder.replace(target)
                back = self._months_in(target, priced)
        found = connection.execute(f"SELECT {BLTH}, {self.each[0].sums()} FROM {back} GROUP BY {BLTH}")
        rows_of = {row[0]: row[1:] for row in found.fetchall()}
        return self._ledger(
            [
                one.ledger(rows_of[one.month], count) if one.month in rows_of else self._nothing(one, count)
                for one, count in zip(self.each, self._received(), strict=True)
            ]
        )

    def _received(self) -> list[int]:
        """How many rows each month has: all of the file, or its own where the file has a month per row."""
        counts = {source: one.received() for source, one in {one.source: one for one in self.each}.items()}
        return [counts[one.source] for one in self.each]

    def bad_rows(self, done: PricedMonths, limit: int) -> list[BadInMonths]:
        """Return rows that cannot be priced, in file order; what is wrong in the same way in several months is said once."""
        found: dict[tuple[int, str], tuple[Bad, list[dt.date]]] = {}
        for one, ledger in zip(self.each, done.months, strict=True):
            for bad in one.bad_rows(limit) if ledger.refused else []:
                found.setdefault((bad.row_no, bad.say()), (bad, []))[1].append(one.month)
        rows = [BadInMonths(bad, tuple(months)) for bad, months in found.values()]
        return sorted(rows, key=lambda row: (row.bad.row_no, row.months))[:limit]

    @staticmethod
    def _write_months(folder: Path, priced: list[tuple[Pricing, str]]) -> None:
        for one, sql in priced:
            write_rows(one.connection, sql, folder / f"{one.month:%Y-%m}.parquet")

    @staticmethod
    def _months_in(folder: Path, priced: list[tuple[Pricing, str]]) -> str:
        """Return SQL of a relation that reads a Parquet file a month back, month after month."""
        places = [text(str(folder / f"{one.month:%Y-%m}.parquet")) for one, _ in priced]
        return f"read_parquet([{', '.join(places)}])"

    @staticmethod
    def _sql(one: Pricing) -> str:
        """The priced rows of a month, or '' where its figures let nobody be priced."""
        return one.priced_sql() if any(part.query is not None for part in one.parts()) else ""

    @staticmethod
    def _dated(one: Pricing, sql: str) -> str:
        names = ", ".join(map(quoted, (*one.kept, *one.lines)))
        return f"SELECT DATE '{one.month}' AS {BLTH}, {names} FROM ({sql})"

    @staticmethod
    def _one(one: Pricing, rows: str, received: int) -> Priced:
        return one.ledger(one.connection.execute(f"SELECT {one.sums()} FROM {rows}").fetchall()[0], received)

    @staticmethod
    def _nothing(one: Pricing, received: int) -> Priced:
        return one.ledger((0, *(0 for _ in one.lines)), received)

    @staticmethod
    def _why_nothing(one: Pricing) -> Refused:
        return next(part.refusal for part in one.parts() if part.refusal is not None)

    def _ledger(self, months: list[Priced]) -> PricedMonths:
        first, last = months[0].month, months[-1].month
        days = MONTH.epochs(self.each[0].lines, month_end(first), month_end(last))
        changed = sorted({day.replace(day=1) for day in days[1:]})
        return PricedMonths(tuple(months), tuple(changed), self.elsewhere)


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A folder for the months until the result is whole; what a killed run left in it goes first."""
    folder = target.with_name(f".{target.name}.payung-months")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def price_months(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    months: Sequence[dt.date],
    *,
    lines: tuple[str, ...] = BILL,
    stated: Mapping[str, object] | None = None,
    keep: tuple[str, ...] | None = None,
) -> MonthsPricing:
    """Return the pricing of one file for several months; the arguments are those of `Pricing`.

    A file with a month per row (column `blth`) is priced row by row in that month only: for wages that change.

    :raises NotInForce: if a month lies before the book. :raises BadInputs: if what is stated for all rows is wrong.
    """
    more: dict[str, Any] = {"lines": lines, "stated": stated or {}}
    carried = Pricing(connection, source, months[0], **more, keep=keep).kept
    # The result has a month column of its own.
    more["keep"] = tuple(name for name in carried if name.lower() != BLTH)
    each = [Pricing(connection, of_month(connection, source, month), month, **more) for month in months]
    return MonthsPricing(each, elsewhere(connection, source, months))
