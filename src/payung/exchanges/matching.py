"""Which name of a package each answer speaks of: by NIK, by what Excel left of it, by a name and birth date that only one has."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

#: A NIK this few slips away from the one that was sent is its typing error, where name and birth date are the same and only one's.
MOST_SLIPS = 2
#: From this share of rows on whose NIK and name belong to two people, the columns were sorted apart.
MOST_TWO_PEOPLE = 0.2
FEWEST_TWO_PEOPLE = 5

# Digits of which a spreadsheet has kept the first fifteen, or fewer.
_MATCHED = f"""
CREATE OR REPLACE TEMP TABLE keyed AS
SELECT *, CASE WHEN length(nik_digits) = 16 THEN nik_digits END AS digits,
       nik_state IN ('excel_zero', 'scientific') AS is_destroyed
FROM answers;

-- A name and birth date, or a name and fifteen digits, say who somebody is only where one name of the package has them.
CREATE OR REPLACE TEMP TABLE alone_by_name AS
SELECT name_key, birth_on, min(item_id) AS item_id, min(nik) AS nik FROM sent
WHERE name_key <> '' AND birth_on IS NOT NULL GROUP BY ALL HAVING count(*) = 1;
CREATE OR REPLACE TEMP TABLE alone_by_digits AS
SELECT left(nik, 15) AS digits, name_key, min(item_id) AS item_id, min(birth_on) AS birth_on FROM sent
WHERE name_key <> '' GROUP BY ALL HAVING count(*) = 1;
CREATE OR REPLACE TEMP TABLE names_sent AS SELECT DISTINCT name_key FROM sent WHERE name_key <> '';

CREATE OR REPLACE TEMP TABLE found AS
WITH seen AS (
    SELECT k.*, i.item_id AS by_nik, i.name_key AS sent_key, n.item_id AS by_name, n.nik AS nik_of_name,
           CASE WHEN d.birth_on = k.birth_on OR k.birth_on IS NULL OR d.birth_on IS NULL THEN d.item_id END AS by_digits,
           w.name_key IS NOT NULL AS name_was_sent
    FROM keyed k
    LEFT JOIN sent i ON i.nik = k.digits AND NOT k.is_destroyed
    LEFT JOIN alone_by_name n ON n.name_key = k.name_key AND n.birth_on = k.birth_on
    LEFT JOIN alone_by_digits d ON k.is_destroyed AND d.digits = left(k.digits, 15) AND d.name_key = k.name_key
    LEFT JOIN names_sent w ON w.name_key = k.name_key
), judged AS (
    SELECT *, CASE
        WHEN by_nik IS NOT NULL AND by_name IS NOT NULL AND by_name <> by_nik THEN 'two_people'
        WHEN by_nik IS NOT NULL THEN ''
        WHEN is_destroyed AND by_digits IS NOT NULL THEN 'by_digits'
        -- Fifteen digits that are another's are no lost digits: only where none are left does the name speak alone.
        WHEN is_destroyed AND by_name IS NOT NULL AND (digits IS NULL OR nik_state = 'scientific' OR left(digits, 15) = left(nik_of_name, 15)) THEN 'by_name'
        WHEN is_destroyed THEN 'nik_destroyed'
        WHEN coalesce(nik_digits, '') = '' AND by_name IS NOT NULL THEN 'by_name'
        WHEN by_name IS NOT NULL AND damerau_levenshtein(nik_digits, nik_of_name) <= {MOST_SLIPS} THEN 'nik_slip'
        WHEN digits IS NULL THEN 'nik_unusable'
        WHEN by_name IS NOT NULL THEN 'other_nik'
        ELSE 'not_sent' END AS way
    FROM seen
)
SELECT *, CASE way WHEN '' THEN by_nik WHEN 'by_digits' THEN by_digits WHEN 'by_name' THEN by_name WHEN 'nik_slip' THEN by_name END AS item_id,
       by_nik IS NOT NULL AND name_key IS NOT NULL AND name_key <> '' AND sent_key <> name_key AND name_was_sent AS is_name_of_another
FROM judged;
"""

# `outcome` is set where the package has no say: identity first, then the answer. KPJ alone is a yes after the decree only.
_ROWS = """
CREATE OR REPLACE TABLE answer_rows AS
WITH answered AS (
    SELECT f.* REPLACE (coalesce(code, CASE WHEN getvariable('kpj_is_yes') AND kpj IS NOT NULL AND said = '' THEN 'yes' END) AS code),
           i.nik AS nik_sent, i.name AS name_sent, i.name_key AS key_sent, i.birth_on AS birth_sent
    FROM found f LEFT JOIN sent i ON i.item_id = f.item_id
), judged AS (
    SELECT *, CASE WHEN item_id IS NULL THEN CASE WHEN way IN ('not_sent', 'other_nik') THEN 'unknown' ELSE 'unreadable' END
                   WHEN code IS NULL AND kpj IS NULL THEN 'unreadable' END AS outcome
    FROM answered
)
SELECT CAST(sheet_no AS INTEGER) AS sheet_no, CAST(row_no AS INTEGER) AS row_no, nullif(nik_digits, '') AS nik, name, said, code,
       coalesce(reason, '') AS reason, kpj, outcome, item_id,
       CASE WHEN outcome = 'unreadable' AND item_id IS NOT NULL THEN CASE WHEN said = '' THEN 'no_answer' ELSE 'answer_unclear' END ELSE way END AS why,
       CASE WHEN way = 'nik_slip' AND length(digits) = 16 THEN digits END AS corrected_nik,
       CASE WHEN name IS NOT NULL AND name_key <> '' AND name_key <> key_sent THEN name END AS corrected_name,
       CASE WHEN birth_on <> birth_sent THEN birth_on END AS corrected_birth_on
FROM judged
"""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a file fits a package: its rows; those with a readable NIK that was sent, and not; those that name two people."""

    rows: int
    known: int
    unknown: int
    two_people: int
    answered: int


def match(connection: duckdb.DuckDBPyConnection, *, purpose: str) -> Fit:
    """Make `answer_rows` of `answers` and `sent`: one row per answer, with the name it speaks of or why nobody.

    `sent`: item_id BIGINT, nik, name, name_key, birth_on. `answer_rows`: sheet_no, row_no, nik, name, said, code, reason, kpj, item_id,
    outcome ('unknown', 'unreadable', or NULL: the package decides), why, corrected_nik, corrected_name, corrected_birth_on.
    """
    connection.execute("SET VARIABLE kpj_is_yes = ?::BOOLEAN", [purpose == "bpjs_enrolment"])
    connection.execute(_MATCHED)
    connection.execute(_ROWS)
    counts = connection.sql(
        "SELECT count(*), count(item_id), count(*) FILTER (way IN ('not_sent', 'other_nik')),"
        " count(*) FILTER (way = 'two_people' OR is_name_of_another),"
        " (SELECT count(*) FROM answer_rows WHERE code IS NOT NULL OR kpj IS NOT NULL) FROM found"
    ).fetchall()[0]
    return Fit(*counts)


def is_sorted_apart(fit: Fit) -> bool:
    """Tell whether names and NIKs of a file no longer stand on the same lines."""
    return fit.two_people >= FEWEST_TWO_PEOPLE and fit.two_people > MOST_TWO_PEOPLE * fit.rows


def is_of_another_package(fit: Fit) -> bool:
    """Tell whether more of a file's people were not sent in this package than were."""
    return fit.unknown > fit.known
