"""Finds the official village of typed place names, for a whole list at once in DuckDB."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from payung.vocabulary.once import once
from payung.vocabulary.wilayah import data, names
from payung.vocabulary.wilayah.codes import NoSuchPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pyarrow as pa

# The names of all places of today, reduced once (scripts/build_place_index.py): all lists ask for them.
INDEX = data.FOLDER / "index.parquet"

_NAMED = """code, level, code[:5] AS kab, code[:8] AS kec, words, source, replace(words, ' ', '') AS key,
    coalesce(short_key, replace(words, ' ', '')) AS short_key, coalesce(bare_key, replace(words, ' ', '')) AS bare_key"""

_TYPED = "SELECT EXISTS (FROM {source} WHERE kelurahan_raw <> '' OR kecamatan_raw <> '' OR kabupaten_raw <> '' OR address_raw <> '')"
_NOWHERE = """
    CREATE OR REPLACE TEMP TABLE places_named AS
    SELECT DISTINCT 0::BIGINT AS id, '' AS kelurahan_raw, '' AS kecamatan_raw, '' AS kabupaten_raw, NULL::VARCHAR AS kelurahan_code,
           NULL::VARCHAR AS kecamatan_code, NULL::VARCHAR AS kabupaten_code, 'missing' AS place_state
    FROM {source};
    CREATE OR REPLACE TEMP TABLE places_addressed AS SELECT * EXCLUDE (kelurahan_raw, kecamatan_raw, kabupaten_raw), '' AS address_raw FROM places_named LIMIT 0
"""

# What is asked and where to look; what the columns say; what addresses say, and the result.
_SQL = ("asking.sql", "matching.sql", "addresses.sql")
_STREET = "JL JLN JALAN GG GANG GNG LR LRG LORONG PERUM PERUMAHAN KOMP KOMPLEK KOMPLEKS BLOK BTN TOKO MASJID SD SMP"
_STREET_KINDS = ", ".join(f"'{word}'" for word in _STREET.split())

_ABBREVIATIONS = "|".join(sorted(names.ABBREVIATIONS))
_HELPERS = (
    # Text behind a comma, a marker of a higher level or a neighbourhood number belongs to another column.
    r"""cut_off_rest(typed) AS regexp_replace(typed,
        '(.)([,;]|\s(KEC|KECAMATAN|KAB|KABUPATEN|PROV|PROVINSI)[. ]|\s(RT|RW)[. /:]*[0-9]).*$', '\1')""",
    rf"has_abbreviation(words) AS regexp_matches(words, '\b({_ABBREVIATIONS})\b')",
    "digits_of(key) AS regexp_replace(key, '[^0-9]', '', 'g')",
    # One slip in a short name, two in a longer one: beyond that two real neighbours begin to look alike.
    "edits_allowed(key) AS CASE WHEN length(key) < 5 THEN 0 WHEN length(key) < 9 THEN 1 WHEN length(key) < 14 THEN 2 ELSE 3 END",
    # Dotted codes are Kemendagri's; undotted ones are with 6 digits. With 10 they may be BPS's: only a guess.
    r"""typed_code(typed) AS CASE
        WHEN regexp_full_match(trim(typed), '\d{2}(\.\d{2}){1,2}(\.\d{4})?') THEN trim(typed)
        WHEN regexp_full_match(trim(typed), '\d{6}|\d{10}')
        THEN rtrim(regexp_replace(trim(typed), '^(..)(..)(..)(.*)$', '\1.\2.\3.\4'), '.') END""",
    r"regency_bare(typed) AS regexp_replace(trim(typed), '^(KABUPATEN|KAB|KOTAMADYA|KODYA|KOTA|PROVINSI|PROV)[. ]+((ADMINISTRASI|ADM)[. ]+)?', '')",
    r"""regency_kind(typed) AS CASE WHEN regexp_matches(trim(typed), '^(KABUPATEN|KAB)[. ]') THEN 'kabupaten'
        WHEN regexp_matches(trim(typed), '^(KOTAMADYA|KODYA|KOTA)[. ]') THEN 'kota' END""",
    "is_village_kind(word) AS word IN ('KELURAHAN', 'KEL', 'DESA', 'DS', 'KLRHN', 'KALURAHAN')",
    "is_district_kind(word) AS word IN ('KECAMATAN', 'KEC', 'DISTRIK', 'KAPANEWON')",
    "words_in(words) AS length(words) - length(replace(words, ' ', ''))",
    "has_as_many_words(typed, words) AS length(typed) < length(words) AND words_in(typed) = words_in(words)",
    "starts_words_of(typed, words) AS regexp_full_match(words, replace(typed, ' ', '[A-Z0-9]* ') || '[A-Z0-9]*')",
    # Each word of the one begins and continues with letters of the same word of the other: "T LAUT IND".
    r"is_short_for(typed, words) AS regexp_full_match(words, regexp_replace(typed, '([A-Z0-9])', '\1[A-Z0-9]*', 'g'))",
    r"is_composite(typed) AS regexp_matches(typed, '[,;/()]|\b(RT|RW|JL|JLN|JALAN|GG|GANG|KEL|KELURAHAN|DESA|DS|KEC|KECAMATAN)\b.+')",
    "place_state_of(kab, found) AS CASE WHEN NOT starts_with(kab, getvariable('place_home')) THEN 'outside' ELSE found END",
    # A comma or a new line ends the name of a street as a house number does: "Jl. Mawar, Api-Api" lies in Api-Api.
    rf"street_ended(typed) AS CASE WHEN regexp_matches(typed, '[,;\n].*[A-Za-z]') THEN"
    rf" regexp_replace(typed, '(?i)\b({_STREET.replace(' ', '|')})\b([^,;\n]*)[,;\n]', '\1\2 0 ', 'g') ELSE typed END",
    f"is_street_kind(word) AS word IN ({_STREET_KINDS})",
    "is_kind(word) AS is_village_kind(word) OR is_district_kind(word)",
)


def steps() -> dict[str, str]:
    """Return the SQL of every step by its name, in order."""
    return _steps(*_SQL)


@cache
def _steps(*files: str) -> dict[str, str]:
    text = "\n".join(Path(__file__).with_name(file).read_text("utf-8") for file in files)
    parts = re.split(r"^-- ([a-z ]+) --$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def resolve(connection: duckdb.DuckDBPyConnection, source_table: str, *, home_kabupaten: str | None) -> None:
    """Make the temp view `places_resolved`: one row per distinct typed place of a table.

    The source has kelurahan_raw, kecamatan_raw, kabupaten_raw, address_raw (VARCHAR; NULL counts as '').
    `home_kabupaten` is the sender's Kemendagri code (a kabupaten '64.74', or a province '64'), None if unknown.
    Columns made: the four of the source, kelurahan_code, kecamatan_code, kabupaten_code (dotted Kemendagri codes
    of today, NULL as far as unknown) and place_state: 'ok', 'guessed' (misspelt, contradicted or from the address),
    'ambiguous' (several villages of that name), 'outside' (found in another kabupaten than the home), 'missing'.
    A list is cheaper joined with the two tables behind it: `places_named`, one row per distinct (kelurahan, kecamatan, kabupaten),
    with its `id`, and `places_addressed`, one row per (id, address) whose address names the village that the three columns do not.

    :raises NoSuchPlace: if `home_kabupaten` is no kabupaten or province of today.
    """
    furnish(connection)
    if home_kabupaten is not None:
        known = connection.execute(
            "SELECT count(*) FROM place_rows WHERE code = ? AND level IN ('provinsi', 'kabupaten') AND valid_to IS NULL",
            [home_kabupaten],
        ).fetchall()[0][0]
        if not known:
            raise NoSuchPlace(home_kabupaten)
    connection.execute("SET VARIABLE place_home = ?::VARCHAR", [home_kabupaten])
    # An answer of BPJS names no place in any row: half a second of looking through the country finds nothing.
    if not connection.execute(_TYPED.format(source=source_table)).fetchall()[0][0]:
        connection.execute(_NOWHERE.format(source=source_table))
        connection.execute(steps()["places resolved"].replace("{source}", source_table))
        return
    for sql in steps().values():
        connection.execute(sql.replace("{source}", source_table)).fetchall()


_KNOWN = {
    "kelurahan": "SELECT key FROM place_villages",
    "home": "SELECT key FROM place_villages WHERE starts_with(code, getvariable('known_home'))",
    "kecamatan": "SELECT key FROM place_districts",
    "kabupaten": "SELECT key FROM place_regency_index",
}


def known(
    connection: duckdb.DuckDBPyConnection, level: str, names_: Sequence[str], *, home: str | None = None
) -> set[str]:
    """Return which of some names (upper case) are a place's of today on a level: kelurahan, kecamatan, kabupaten.

    Level "home": a kelurahan of the home kabupaten or province; nothing where that is unknown.
    """
    if not names_ or (level == "home" and home is None):
        return set()
    furnish(connection)
    connection.execute("SET VARIABLE known_home = ?::VARCHAR", [home])
    found = connection.execute(
        f"SELECT typed FROM (SELECT unnest(?::VARCHAR[]) AS typed) WHERE place_key(place_words(regency_bare(typed))) IN ({_KNOWN[level]})",
        [list(names_)],
    ).fetchall()
    return {name for (name,) in found}


def furnish(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what every `resolve` on a connection needs and none changes: regions, macros, the index of names (again is harmless)."""
    once(connection, "places", _furnish)


def _furnish(connection: duckdb.DuckDBPyConnection) -> None:
    _make_macros(connection)
    for kind, table, columns, level in (
        ("TABLE", "place_districts", _NAMED, "kecamatan"),
        ("VIEW", "place_villages", _NAMED, "kelurahan"),
        ("TABLE", "place_regency_index", "code, kind, key", "kabupaten"),
        ("TABLE", "place_province_index", "code, key", "provinsi"),
    ):
        connection.execute(
            f"CREATE OR REPLACE TEMP {kind} {table} AS SELECT {columns} FROM read_parquet('{INDEX}') WHERE level = '{level}'"
        )


def _make_macros(connection: duckdb.DuckDBPyConnection) -> None:
    data.register(connection)
    names.create_macros(connection)
    for helper in _HELPERS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {helper}")


def built_index(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Build what INDEX holds, from the region tables and the reductions of names as they are now (a second's work).

    One row per name: level, code, kind (of a regency), words, source, key (of a province or regency), and short_key and
    bare_key where they are not the words without spaces.
    """
    _make_macros(connection)
    *making, index = _steps("building.sql").values()
    for sql in making:
        connection.execute(sql).fetchall()
    return connection.sql(index).to_arrow_table()
