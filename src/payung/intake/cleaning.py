"""From `received` to `cleaned`: every nameable cell standardised, every repair flagged, nothing dropped and nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib import resources

import duckdb

from payung.intake.ledger import LedgerBroken
from payung.vocabulary import standard
from payung.vocabulary.once import once
from payung.vocabulary.wilayah import resolving

# Macros of this step alone; a noun of the office that other rooms read has its own module in the vocabulary.
_MACROS = """
CREATE OR REPLACE TEMP MACRO birth_written(birth_date, birth) AS coalesce(nullif(birth_date, ''), birth, '');
CREATE OR REPLACE TEMP MACRO disability_words(words) AS
    CASE WHEN NOT regexp_matches(words, '[A-Z0-9]') OR words IN ('TIDAK', 'TDK', 'T', 'N', 'NO', 'NON', 'NORMAL', 'TIDAK ADA', 'TDK ADA', '0') THEN NULL
         WHEN words IN ('Y', 'YES', '1', 'V', 'ADA') THEN 'YA' ELSE words END;
CREATE OR REPLACE TEMP MACRO disability_of(typed) AS
    CASE WHEN typed IS NULL OR typed = '' THEN NULL
         ELSE list_transform([trim(regexp_replace(upper(plain_text(typed)), '[^A-Z0-9]+', ' ', 'g'))], lambda words: disability_words(words))[1] END;
-- The number with the row's own birth date in its middle.
CREATE OR REPLACE TEMP MACRO nik_with_birth(digits, birth_on, woman) AS
    digits[1:6] || lpad((day(birth_on) + CASE WHEN woman THEN 40 ELSE 0 END)::VARCHAR, 2, '0') || strftime(birth_on, '%m%y') || right(digits, 4);
-- One digit lost, doubled or wrong, or two exchanged, and only inside the date. Where the date stands whole, before a place or
-- serial that is too short or long, the slip lies there, and what was meant cannot be told.
CREATE OR REPLACE TEMP MACRO nik_slipped(digits, whole) AS
    nik_is_well_formed(whole) AND digits <> whole AND damerau_levenshtein(digits, whole) = 1
    AND (length(digits) = 16 OR NOT contains(digits[6:13], whole[7:12]));
CREATE OR REPLACE TEMP MACRO nik_born(digits, birth_on, asked_on) AS
    CASE WHEN nik_is_well_formed(digits) THEN nik_birth_of(digits, asked_on) = birth_on ELSE false END;
CREATE OR REPLACE TEMP MACRO nik_proposed(digits, state, birth_on, sex, number_birth, asked_on) AS
    CASE WHEN state IN ('short', 'long', 'impossible') AND birth_on IS NOT NULL AND length(digits) BETWEEN 15 AND 17
         THEN CASE WHEN sex IS DISTINCT FROM 'P' AND nik_slipped(digits, nik_with_birth(digits, birth_on, false)) AND
                        NOT (sex IS NULL AND nik_slipped(digits, nik_with_birth(digits, birth_on, true))) THEN nik_with_birth(digits, birth_on, false)
                   WHEN sex IS DISTINCT FROM 'L' AND nik_slipped(digits, nik_with_birth(digits, birth_on, true)) THEN nik_with_birth(digits, birth_on, true) END
         -- Two numbers in one cell, as NIK and KK with a stroke between: the one that is born on the row's day.
         WHEN length(digits) = 32 AND nik_born(left(digits, 16), birth_on, asked_on) <> nik_born(right(digits, 16), birth_on, asked_on)
            THEN CASE WHEN nik_born(left(digits, 16), birth_on, asked_on) THEN left(digits, 16) ELSE right(digits, 16) END END;
"""

_MADE_ON_THE_WAY = ("births_read", "occupations_read", "names_read", "birth_places_read", "cells_read", "columns_seen", "numbers_shared")  # fmt: skip


def clean(connection: duckdb.DuckDBPyConnection, *, home_kabupaten: str | None, list_on: dt.date) -> int:
    """Make the view `cleaned` (the table `received` beside the table `standardised`); return its number of rows.

    :param home_kabupaten: Kemendagri code of the sender's kabupaten or province, None if unknown.
    :param list_on: the day of the list; ages and two-digit years are read as of it.
    :raises LedgerBroken: if not every received row is cleaned exactly once.
    :raises NoSuchPlace: if `home_kabupaten` is no kabupaten or province of today.
    """
    furnish(connection)
    connection.execute("SET VARIABLE list_on = ?::DATE", [list_on])
    connection.execute("SET VARIABLE half = (SELECT count(*) // 2 FROM received)")
    connection.execute("SET VARIABLE home_kabupaten = ?::VARCHAR", [home_kabupaten])
    resolving.resolve(connection, "received", home_kabupaten=home_kabupaten)
    for sql in steps().values():
        connection.execute(sql).fetchall()
    for table in _MADE_ON_THE_WAY:
        connection.execute(f"DROP TABLE {table}")
    received = connection.execute("SELECT count(*) FROM received").fetchall()[0][0]
    # A row known by its sheet and number twice would come out of the view four times.
    cleaned = connection.execute(
        "SELECT count(DISTINCT sheet_no::BIGINT * 4294967296 + row_no) FROM standardised"
    ).fetchall()[0][0]
    if received != cleaned:
        raise LedgerBroken(f"{received} rows received, {cleaned} cleaned")
    return cleaned


def furnish(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what cleaning any list needs and none changes: the macros of the nouns, the regions (again is harmless)."""
    standard.install(connection)
    resolving.furnish(connection)
    once(connection, "cleaning", lambda connection: connection.execute(_MACROS))


@cache
def steps() -> dict[str, str]:
    """Return the SQL of every step by its name, in order."""
    text = resources.files("payung.intake").joinpath("cleaning.sql").read_text("utf-8")
    parts = re.split(r"^-- ([a-z ]+) --$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
