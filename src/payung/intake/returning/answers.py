"""The verdicts of a file's rows, streamed from DuckDB in the order of the sheets and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from payung.intake.returning.marks import VERDICTS
from payung.intake.returning.refusals import does_not_balance

#: Rows held in memory at a time.
BLOCK_ROWS = 20_000

#: (row_no, verdict, reasons_text, proposal_text)
Answer = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """A table or view of DuckDB: sheet_no INTEGER, row_no INTEGER, verdict, reasons_text, proposal_text VARCHAR.

    One row per person-row of the file; in any order, read block by block.
    """

    connection: duckdb.DuckDBPyConnection
    relation: str

    @classmethod
    def table(cls, connection: duckdb.DuckDBPyConnection, name: str) -> Answers:
        """Take the verdicts from a table or view of a connection."""
        return cls(connection, '"' + name.replace('"', '""') + '"')

    @classmethod
    def parquet(cls, connection: duckdb.DuckDBPyConnection, path: Path) -> Answers:
        """Take the verdicts from a Parquet file."""
        return cls(connection, "read_parquet('" + str(path).replace("'", "''") + "')")

    def counts(self) -> dict[int, dict[str, int]]:
        """Return how many rows of every sheet have which verdict.

        :raises DoesNotBalance: if a row stands twice, or has a verdict that nobody knows.
        """
        found: dict[int, dict[str, int]] = {}
        for sheet_no, verdict, count in self._all(
            f"SELECT sheet_no, verdict, count(*) FROM {self.relation} GROUP BY ALL ORDER BY ALL"
        ):
            if verdict not in VERDICTS:
                raise does_not_balance(
                    "Ada baris tanpa hasil verval yang dikenal ({verdict}).",
                    "Some rows have no known verdict ({verdict}).",
                    verdict=verdict,
                )
            found.setdefault(sheet_no, dict.fromkeys(VERDICTS, 0))[verdict] = count
        twice = self._all(
            f"SELECT sheet_no, row_no FROM {self.relation} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
        )
        if twice:
            raise does_not_balance(
                "Lembar {sheet} baris {row} mendapat dua hasil verval.",
                "Sheet {sheet}, row {row} has two verdicts.",
                sheet=twice[0][0],
                row=twice[0][1],
            )
        return found

    def span(self, sheet_no: int) -> tuple[int, int]:
        """Return the first and last row of a sheet that have a verdict; (0, 0) if none has."""
        first, last = self._all(f"SELECT min(row_no), max(row_no) FROM {self.relation} WHERE sheet_no = ?", sheet_no)[0]
        return (first or 0, last or 0)

    def rows(self, sheet_no: int) -> Iterator[Answer]:
        """Yield the verdicts of a sheet from top to bottom, a bounded number in memory."""
        first, last = self.span(sheet_no)
        for start in range(first, last + 1, BLOCK_ROWS):
            yield from self._all(
                "SELECT row_no, verdict, coalesce(reasons_text, ''), coalesce(proposal_text, '') "
                f"FROM {self.relation} WHERE sheet_no = ? AND row_no BETWEEN ? AND ? ORDER BY row_no",
                sheet_no,
                start,
                start + BLOCK_ROWS - 1,
            )

    def _all(self, sql: str, *parameters: object) -> list[tuple]:
        return self.connection.execute(sql, list(parameters)).fetchall()
