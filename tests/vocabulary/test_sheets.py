"""What sheets are called by people."""

from __future__ import annotations

import duckdb
import pytest

from payung.vocabulary import sheets


@pytest.mark.parametrize(
    ("number", "words"), [(3, "3"), (1001, "1 (daftar ke-2 dari kiri)"), (2003, "3 (daftar ke-3 dari kiri)")]
)
def test_a_list_beside_another_is_called_by_its_sheet_and_its_place(number: int, words: str) -> None:
    assert sheets.said(number).id == words
    assert duckdb.sql(f"SELECT {sheets.said_sql(str(number))}").fetchall() == [(words,)]
