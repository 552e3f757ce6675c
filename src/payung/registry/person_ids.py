"""How a person's id is born: by a keyed hash, so that the id alone tells nobody the NIK."""

from __future__ import annotations

SALT = "(SELECT value FROM registry_person_salt)"


def born(key: str, *, salt: str = SALT) -> str:
    """Return the SQL of the id of a new person from the SQL of a NIK (or of the row's own key where it has none)."""
    return f"('x' || left(md5({salt} || '|' || {key}), 15))::bit(60)::bigint"


def born_in_columns(key: str, *, salt: str) -> str:
    """Return the same id in DuckDB's SQL, for whole columns: PostgreSQL spends a second on a million of them."""
    return f"('0x' || left(md5({salt} || '|' || {key}), 15))::BIGINT"
