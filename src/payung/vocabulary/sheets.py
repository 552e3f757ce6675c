"""Sheets by number: lists that stand side by side on one sheet have a number each, and share the sheet's."""

from __future__ import annotations

from payung.vocabulary.words import Words

#: Lists on the right of others are sheets of their own with this added to their number (right of sheet 3: 1003, 2003): one row of
#: a sheet is then still one person.
BESIDE = 1_000


def said(number: int) -> Words:
    """Return how people call a sheet, or one of several lists on it: 3, or 3 (second list from the left)."""
    place, sheet = divmod(number, BESIDE)
    if not place:
        return Words(id=str(sheet), en=str(sheet))
    return Words(id=f"{sheet} (daftar ke-{place + 1} dari kiri)", en=f"{sheet} (list {place + 1} from the left)")


def said_sql(column: str) -> str:
    """Return `said` as an expression of DuckDB, in Indonesian: the details of reasons are stored in it."""
    return (
        f"({column} % {BESIDE})::VARCHAR || CASE WHEN {column} < {BESIDE} THEN ''"
        f" ELSE ' (daftar ke-' || ({column} // {BESIDE} + 1) || ' dari kiri)' END"
    )
