"""BPJS's no because somebody is a member already, whatever its words: "Sudah terdaftar aktif segmen PU", but not "NIK tidak aktif"."""

from __future__ import annotations

_WORDS = "(aktif|terdaftar|peserta)([^a-z]|$)"
#: Patterns for lower-case texts that PostgreSQL and DuckDB read alike: the words, and the words denied.
_SAYS = f"(^|[^a-z]){_WORDS}"
_DENIES = f"(^|[^a-z])(tidak|tdk|tak|non|belum|blm|bukan)([ -]+lagi)?[ -]*{_WORDS}"


def postgres(reason: str) -> str:
    """Return the condition in PostgreSQL's SQL that a column of reasons says so."""
    return f"(lower({reason}) ~ '{_SAYS}' AND lower({reason}) !~ '{_DENIES}')"


def duckdb(reason: str) -> str:
    """Return the same condition in DuckDB's SQL."""
    return f"(regexp_matches(lower({reason}), '{_SAYS}') AND NOT regexp_matches(lower({reason}), '{_DENIES}'))"
