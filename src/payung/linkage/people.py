"""Prepared people: the people shape with every column present, what comparisons read from it, and how common it is.

The people shape is that of lists and register alike: record_id BIGINT, nik, kk, name, name_key, name_first, name_skeleton,
birth_on DATE, birth_place, sex, phone, kelurahan_code, kecamatan_code, kabupaten_code; only record_id must be there.
Optional: nik_digits (what was typed where nik is not usable), mother_name.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import duckdb

from payung.vocabulary.match_keys import nik_day
from payung.vocabulary.once import once

TEXTS = (
    "nik", "nik_digits", "kk", "name", "name_key", "name_first", "name_skeleton", "birth_place", "sex", "phone",
    "kelurahan_code", "kecamatan_code", "kabupaten_code", "mother_name",
)  # fmt: skip

# A name is never taken for rarer than one in sixteen million, whatever its words: names are not drawn word by word.
RAREST_NAME = 24_000
# An initial stands for one word in eight.
INITIAL = 3_000

# The cheap halves stand first: one slip leaves the beginning or the end of a text as it was.
_MACROS = """
CREATE OR REPLACE TEMP MACRO one_change(a, b) AS CASE WHEN abs(length(a) - length(b)) > 1 THEN false
    WHEN left(a, 2) <> left(b, 2) AND right(a, 2) <> right(b, 2) THEN false
    ELSE levenshtein(a, b) <= 1 OR damerau_levenshtein(a, b) <= 1 END;
CREATE OR REPLACE TEMP MACRO two_changes(a, b) AS CASE WHEN left(a, 2) <> left(b, 2) AND right(a, 2) <> right(b, 2) THEN false
    ELSE levenshtein(a, b) <= 2 END;
CREATE OR REPLACE TEMP MACRO nik_one_change(a, b) AS
    CASE WHEN left(a, 7) <> left(b, 7) AND right(a, 7) <> right(b, 7) THEN false ELSE one_change(a, b) END;
CREATE OR REPLACE TEMP MACRO nik_zeroed(a, b) AS
    left(a, 15) = left(b, 15) AND (length(a) <> 16 OR length(b) <> 16 OR (right(a, 1) = '0') <> (right(b, 1) = '0'));
CREATE OR REPLACE TEMP MACRO nik_serials(a, b) AS left(a, 12) = left(b, 12) AND length(a) = 16 AND length(b) = 16 AND NOT nik_zeroed(a, b);
CREATE OR REPLACE TEMP MACRO nik_near(a, b) AS left(a, 15) = left(b, 15) OR nik_one_change(a, b);
CREATE OR REPLACE TEMP MACRO nik_forty(a, b) AS left(a, 6) = left(b, 6) AND length(a) = 16 AND length(b) = 16 AND right(a, 9) = right(b, 9);
-- Of two near numbers: a digit too many or too few, or two exchanged, is a slip of the hand; one digit for another may be a neighbour.
CREATE OR REPLACE TEMP MACRO nik_mistyped(a, b) AS length(a) <> length(b) OR levenshtein(a, b) = 2;
-- Of two near numbers: the slip stands in the date or the length, where chance and neighbours do not put it.
CREATE OR REPLACE TEMP MACRO nik_slip(a, b) AS
    nik_zeroed(a, b) OR length(a) <> 16 OR length(b) <> 16 OR (left(a, 6) = left(b, 6) AND right(a, 4) = right(b, 4));
-- A family card is numbered as a NIK is: its day is the day it was given out, these last twenty years.
CREATE OR REPLACE TEMP MACRO maybe_card(a, b) AS a[11:12] BETWEEN '05' AND '35' AND a[7] < '4' AND b[11:12] NOT BETWEEN '05' AND '35';
CREATE OR REPLACE TEMP MACRO word_is(w, v) AS w = v OR (length(w) = 1 AND starts_with(v, w)) OR (length(v) = 1 AND starts_with(w, v));
-- Cut short: HTB and HUTA for HUTABARAT, TOBING for LUMBANTOBING. With a vowel inside it must be the beginning or the end, else ANI would be ANDRIANI.
CREATE OR REPLACE TEMP MACRO word_cut(short_, long_) AS CASE WHEN length(short_) < 3 OR length(long_) < length(short_) + 3 THEN false
    WHEN starts_with(long_, short_) AND length(long_) > length(short_) + 3 THEN true
    WHEN length(short_) >= 5 AND ends_with(long_, short_) THEN true
    WHEN regexp_matches(short_[2:], '[AIUEO]') THEN false
    ELSE long_ LIKE array_to_string(string_split(short_, ''), '%') || '%' END;
CREATE OR REPLACE TEMP MACRO word_stands(w, v) AS word_is(w, v) OR word_cut(w, v) OR word_cut(v, w);
CREATE OR REPLACE TEMP MACRO word_like(w, v) AS
    word_is(w, v) OR (length(w) > 3 AND length(v) > 3 AND (jaro_winkler_similarity(w, v) >= 0.9 OR levenshtein(w, v) <= 1));
-- RINA and RINI, DEDE and DEDA: what parents call twins, a vowel at the end. O and U, E and I are one sound to many hands.
CREATE OR REPLACE TEMP MACRO ending_differs(a, b) AS CASE WHEN length(a) <> length(b) OR left(a, 2) <> left(b, 2) THEN false
    WHEN hamming(a, b) <> 1 THEN false
    ELSE list_bool_or(list_transform(list_zip(string_split(a, ' '), string_split(b, ' ')), lambda w: w[1] <> w[2] AND length(w[1]) > 2
        AND translate(w[1], 'UEY', 'OII')[-1] <> translate(w[2], 'UEY', 'OII')[-1] AND regexp_matches(right(w[1], 1) || right(w[2], 1), '[AIUEO]'))) END;
CREATE OR REPLACE TEMP MACRO nik_kabupaten(a) AS a[1:2] || '.' || a[3:4];
CREATE OR REPLACE TEMP MACRO shorter(a, b) AS CASE WHEN len(a) <= len(b) THEN a ELSE b END;
CREATE OR REPLACE TEMP MACRO longer(a, b) AS CASE WHEN len(a) <= len(b) THEN b ELSE a END;
CREATE OR REPLACE TEMP MACRO words_within(a, b) AS list_has_all(longer(a, b), shorter(a, b));
CREATE OR REPLACE TEMP MACRO words_initial(a, b) AS CASE WHEN NOT list_has_any(a, b) THEN false
    WHEN len(list_filter(list_intersect(a, b), lambda w: length(w) > 1)) = 0 THEN false
    ELSE len(list_filter(shorter(a, b), lambda w: NOT list_bool_or(list_transform(longer(a, b), lambda v: word_stands(w, v))))) = 0 END;
CREATE OR REPLACE TEMP MACRO words_alike(a, b) AS
    CASE WHEN jaro_winkler_similarity(array_to_string(a, ''), array_to_string(b, '')) < 0.65 THEN false
    ELSE len(list_filter(shorter(a, b), lambda w: NOT list_bool_or(list_transform(longer(a, b), lambda v: word_like(w, v))))) = 0 END;
CREATE OR REPLACE TEMP MACRO day_month_turned(a, b) AS year(a) = year(b) AND month(a) = day(b) AND day(a) = month(b);
CREATE OR REPLACE TEMP MACRO births_near(a, b) AS (month(a) = month(b) AND day(a) = day(b)) OR (year(a) = year(b) AND month(a) = month(b))
    OR (year(a) = year(b) AND day(a) = day(b)) OR day_month_turned(a, b);
CREATE OR REPLACE TEMP MACRO first_of_january(a) AS month(a) = 1 AND day(a) = 1;
-- Whose day nobody knows is written down as born on the first or last day of the year, or on 1 July (so the civil registry).
CREATE OR REPLACE TEMP MACRO unknown_day(a) AS (day(a) = 1 AND month(a) IN (1, 7)) OR (day(a) = 31 AND month(a) = 12);
-- One slip of the hand away: a digit, two neighbours exchanged, day and month, the day or the year beside it.
CREATE OR REPLACE TEMP MACRO births_slipped(a, b) AS
    CASE WHEN abs(date_diff('day', a, b)) = 1 THEN true WHEN NOT births_near(a, b) THEN false
    ELSE day_month_turned(a, b) OR (abs(year(a) - year(b)) = 1 AND month(a) = month(b) AND day(a) = day(b))
        OR damerau_levenshtein(strftime(a, '%d%m%Y'), strftime(b, '%d%m%Y')) = 1 END;
CREATE OR REPLACE TEMP MACRO births_compared(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN 'none' WHEN a = b THEN 'same'
    WHEN year(a) = year(b) AND (unknown_day(a) OR unknown_day(b)) THEN 'year'
    WHEN births_slipped(a, b) THEN 'near' WHEN births_near(a, b) THEN 'part' ELSE 'other' END;
CREATE OR REPLACE TEMP MACRO mothers_alike(a, b) AS
    CASE WHEN starts_with(a, b || ' ') OR starts_with(b, a || ' ') THEN true ELSE jaro_winkler_similarity(a, b) >= 0.88 END;
CREATE OR REPLACE TEMP MACRO mother_of(typed) AS
    list_transform([regexp_replace(trim(upper(typed)), '^(?:(?:ALMH?|ALMARHUMAH|HJ|HAJJAH|HAJAH|NY|NYONYA|IBU|BU|DRA)\\b[. ]*)+', '')],
        lambda bare_: CASE WHEN regexp_matches(bare_, '[A-Z]{3}') THEN bare_ END)[1];
"""


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """Return the names of a table's columns."""
    return {row[0] for row in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()}


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that the levels of the models are written in (again is harmless)."""
    once(connection, "levels", lambda connection: connection.execute(_MACROS))


def whole(connection: duckdb.DuckDBPyConnection, people: str) -> str:
    """Return a SELECT of the people shape in which missing columns are NULL and empty texts are NULL."""
    there = columns_of(connection, people)
    texts = ", ".join(
        f"nullif(CAST({column} AS VARCHAR), '') AS {column}" if column in there else f"NULL::VARCHAR AS {column}"
        for column in TEXTS
    )
    birth = "CAST(birth_on AS DATE) AS birth_on" if "birth_on" in there else "NULL::DATE AS birth_on"
    return f"SELECT CAST(record_id AS BIGINT) AS record_id, {texts}, {birth} FROM {people}"


def shipped_frequencies(name: str = "people-3") -> Path:
    """Return the file of the term frequencies that come with a model."""
    return Path(str(resources.files("payung.linkage") / "model" / f"{name}.frequencies.parquet"))


def frequencies(connection: duckdb.DuckDBPyConnection, people: str, *, out: str = "frequencies") -> None:
    """Count how common names, days and places are in a register (or in a list where there is no register).

    :param out: table made: kind VARCHAR ('name', 'first', 'word', 'day', 'year', 'kelurahan', 'kecamatan', 'kabupaten'),
        value VARCHAR, millibits INTEGER (-1000 log2 of its share among people who have one). Rare words are left out:
        what is not in the table counts as rarer than anything in it. kind '' holds the number of people.
    """
    # One pass and no copy: a register of thirty million has no room beside itself. What is said of many is counted by what it is said in.
    kinds = {
        "name": ("name_key", "name_key", 5),
        "first": ("name_first", "name_first", 3),
        "word": ("name_key", "unnest(string_split(name_key, ' ')[2:])", 3),
        "day": ("birth_on", "strftime(birth_on, '%m-%d')", 1),
        "year": ("birth_on", "strftime(birth_on, '%Y')", 1),
        "kelurahan": ("kelurahan_code", "kelurahan_code", 1),
        "kecamatan": ("kecamatan_code", "kecamatan_code", 1),
        "kabupaten": ("kabupaten_code", "kabupaten_code", 1),
    }
    counted = list(dict.fromkeys(column for column, *_ in kinds.values()))
    parts = [
        f"SELECT '{kind}' AS kind, value, CAST(round(-1000 * log2(n / sum(n) OVER ())) AS INTEGER) AS millibits, n >= {least} AS kept "
        f"FROM (SELECT value, sum(n) AS n FROM (SELECT {value} AS value, n FROM counted WHERE of_column = '{column}')"
        " WHERE value IS NOT NULL GROUP BY value)"
        for kind, (column, value, least) in kinds.items()
    ]
    of_column = " ".join(f"WHEN GROUPING({column}) = 0 THEN '{column}'" for column in counted)
    connection.execute(
        f"CREATE OR REPLACE TABLE {out} AS WITH counted AS MATERIALIZED ("
        f"SELECT {', '.join(counted)}, CASE {of_column} END AS of_column, count(*) AS n FROM ({whole(connection, people)})"
        f" GROUP BY GROUPING SETS ({', '.join(f'({column})' for column in counted)}))"
        f" SELECT kind, value, millibits FROM ({' UNION ALL '.join(parts)}) WHERE kept "
        "UNION ALL SELECT '', 'people', CAST(coalesce(sum(n), 0) AS INTEGER) FROM counted WHERE of_column = 'name_key' ORDER BY kind, value"
    )


_PREPARED = """
WITH whole AS ({whole}),
name_words AS (SELECT name_key, string_split(name_key, ' ') AS words FROM whole WHERE name_key IS NOT NULL GROUP BY ALL),
rest AS (
    SELECT name_key, CAST(sum(CASE WHEN length(w.word) = 1 THEN {initial} ELSE coalesce(f.millibits, {rare_word}) END) AS INTEGER) AS millibits
    FROM (SELECT name_key, unnest(words[2:]) AS word FROM name_words) AS w
    LEFT JOIN {frequencies} AS f ON f.kind = 'word' AND f.value = w.word GROUP BY name_key),
rarity AS (
    SELECT n.name_key, CASE WHEN length(n.words[1]) = 1 THEN {initial} ELSE coalesce(first.millibits, {rare_first}) END AS first_bits,
           first_bits AS tf_first,
           least(coalesce(full_name.millibits, {rarest}), first_bits + coalesce(rest.millibits, 0), {rarest}) AS tf_name
    FROM name_words AS n
    LEFT JOIN rest ON rest.name_key = n.name_key
    LEFT JOIN {frequencies} AS first ON first.kind = 'first' AND first.value = n.words[1]
    LEFT JOIN {frequencies} AS full_name ON full_name.kind = 'name' AND full_name.value = n.name_key)
SELECT w.record_id, w.nik, coalesce(w.nik, CASE WHEN length(w.nik_digits) BETWEEN 15 AND 17 AND w.nik_digits IS DISTINCT FROM w.kk THEN w.nik_digits END) AS digits,
       w.kk, w.name, w.name_key, coalesce(w.name_first, split_part(w.name_key, ' ', 1)) AS name_first, w.name_skeleton, w.birth_on, w.birth_place,
       {born} AS born, coalesce(w.birth_on, born) AS day, mother_of(w.mother_name) AS mother,
       w.sex, w.phone, w.kelurahan_code AS kelurahan, coalesce(w.kecamatan_code, left(w.kelurahan_code, 8)) AS kecamatan,
       coalesce(w.kabupaten_code, left(w.kecamatan_code, 5), left(w.kelurahan_code, 5)) AS kabupaten,
       -- M. opens Muhammad, and Maria, Mangasi, Martha too.
       CASE WHEN starts_with(w.name, 'M ') THEN list_concat(['M'], string_split(w.name_key, ' ')[2:]) ELSE string_split(w.name_key, ' ') END AS words, replace(w.name_key, ' ', '') AS joined,
       array_to_string(list_sort(string_split(w.name_key, ' ')), ' ') AS sorted,
       rarity.tf_name, rarity.tf_first, day.millibits + year.millibits AS tf_birth,
       kelurahan.millibits AS tf_kelurahan, kecamatan.millibits AS tf_kecamatan, kabupaten.millibits AS tf_kabupaten
FROM whole AS w
LEFT JOIN rarity ON rarity.name_key = w.name_key
LEFT JOIN {frequencies} AS day ON day.kind = 'day' AND day.value = strftime(w.birth_on, '%m-%d')
LEFT JOIN {frequencies} AS year ON year.kind = 'year' AND year.value = strftime(w.birth_on, '%Y')
LEFT JOIN {frequencies} AS kelurahan ON kelurahan.kind = 'kelurahan' AND kelurahan.value = w.kelurahan_code
LEFT JOIN {frequencies} AS kecamatan ON kecamatan.kind = 'kecamatan' AND kecamatan.value = coalesce(w.kecamatan_code, left(w.kelurahan_code, 8))
LEFT JOIN {frequencies} AS kabupaten ON kabupaten.kind = 'kabupaten'
    AND kabupaten.value = coalesce(w.kabupaten_code, left(w.kecamatan_code, 5), left(w.kelurahan_code, 5))
"""


def prepared(connection: duckdb.DuckDBPyConnection, people: str, *, frequencies: str) -> str:
    """Return the SELECT of prepared people from a table of people shape; see `prepare`."""
    rare = {kind: _of_unseen(connection, frequencies, kind) for kind in ("first", "word")}
    return _PREPARED.format(
        whole=whole(connection, people),
        frequencies=frequencies,
        born=nik_day("w.nik"),
        rare_first=rare["first"],
        rare_word=rare["word"],
        initial=INITIAL,
        rarest=RAREST_NAME,
    )


def prepare(connection: duckdb.DuckDBPyConnection, people: str, *, frequencies: str, out: str) -> None:
    """Make the table `out` of prepared people from a table of people shape.

    :param frequencies: table made by `frequencies`, or a model's shipped file loaded.
    """
    install(connection)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {out} AS {prepared(connection, people, frequencies=frequencies)}")


def _of_unseen(connection: duckdb.DuckDBPyConnection, frequencies: str, kind: str) -> int:
    """Return the millibits of a word that the frequencies do not know.

    Counted from a whole register, it is rarer than anything known. Frequencies that shipped with a model know few words of
    a real register: they say themselves (kind 'unseen') how rare an unknown one may be held for.
    """
    return connection.execute(
        f"SELECT coalesce(max(millibits) FILTER (kind = 'unseen' AND value = '{kind}'), "
        f"max(millibits) FILTER (kind = '{kind}') + 1000, {RAREST_NAME}) FROM {frequencies}"
    ).fetchall()[0][0]
