"""What a row is among the other rows: prepared once for all checks, by grouping and neighbours, never by pairing rows."""

from __future__ import annotations

import duckdb

from payung.intake.checks.phrases import PLACE

#: Fields that a list is expected to have, and the cells that hold them.
FIELDS = {
    "nik": ("nik_raw",),
    "name": ("name_raw",),
    "birth": ("birth_date_raw", "birth_raw"),
    "sex": ("sex_raw",),
    # Some lists name it in the address only.
    "kelurahan": ("kelurahan_raw", "kelurahan_code"),
    "occupation": ("occupation_raw",),
}
#: So many rows without a single value make a missing column; in fewer each empty cell is told by itself.
ROWS_OF_A_COLUMN = 10
#: So many neighbours whose NIK is the next row's make a shifted block; two may be chance.
SHIFTED_ROWS = 3


def _holds(cells: tuple[str, ...]) -> str:
    """Return the SQL that tells whether a row holds more than blanks in some cells; the first letter tells nearly always."""
    seen = " OR ".join(f"({cell} >= '!' AND {cell} < '~')" for cell in cells)
    return f"CASE WHEN {seen} THEN true ELSE trim(concat({', '.join(cells)})) <> '' END"


_FILLED = ", ".join(f"count_if({_holds(cells)}) AS {field}" for field, cells in FIELDS.items())
_LACKS = ", ".join(
    f"(({field} = 0 AND lines >= {ROWS_OF_A_COLUMN})"
    f" OR (sum({field}) OVER () = 0 AND sum(lines) OVER () >= {ROWS_OF_A_COLUMN})) AS lacks_{field}"
    for field in FIELDS
)

#: checks_columns: one row per sheet: sheet_no, lines, lacks_<field> BOOLEAN.
COLUMNS = f"""
CREATE OR REPLACE TEMP TABLE checks_columns AS
WITH filled AS (SELECT sheet_no, count(*) AS lines, {_FILLED} FROM cleaned GROUP BY sheet_no)
SELECT sheet_no, lines, {_LACKS} FROM filled
"""

_ROWS = f"""
CREATE OR REPLACE TEMP TABLE checks_rows AS
SELECT {PLACE} AS place, sheet_no, nik, CASE WHEN length(nik_digits) = 16 THEN TRY_CAST(nik_digits AS BIGINT) END AS number,
    coalesce(name_key, '') AS name_key, birth_on, nik_birth_on, kk,
    CASE WHEN kelurahan_code IS NOT NULL THEN kelurahan_code ELSE coalesce(upper(trim(kelurahan_raw)), '') END AS home, occupation
FROM cleaned
"""

# Rows that count up from the row above, or whose NIK has the birth date of a neighbour: few, unless something slipped.
_NEIGHBOURS = """
CREATE OR REPLACE TEMP TABLE checks_neighbours AS
WITH standing AS (
    SELECT place, sheet_no, number, birth_on, nik_birth_on,
        lag(place) OVER above AS place_before, lead(place) OVER above AS place_after,
        lag(number) OVER above AS before, lag(number, 2) OVER above AS second_before, lead(number) OVER above AS after,
        lag(birth_on) OVER above AS birth_before, lead(birth_on) OVER above AS birth_after,
        row_number() OVER above AS position
    FROM checks_rows WINDOW above AS (PARTITION BY sheet_no ORDER BY place)
), seen AS (
    SELECT place, sheet_no, position, number, place_before, place_after,
        number = before + 1 AND CASE
            -- Twins have neighbouring numbers too, but one birth date.
            WHEN birth_on IS NOT NULL AND birth_before IS NOT NULL
                THEN birth_on <> birth_before AND birth_on IS DISTINCT FROM nik_birth_on
            ELSE coalesce(before = second_before + 1, false) OR coalesce(after = number + 1, false) END AS is_counted,
        CASE WHEN nik_birth_on = birth_on THEN NULL
             WHEN nik_birth_on = birth_before AND birth_on IS NOT NULL THEN -1
             WHEN nik_birth_on = birth_after AND birth_on IS NOT NULL THEN 1 END AS shift
    FROM standing
)
SELECT * FROM seen WHERE is_counted OR shift IS NOT NULL
"""

_SLIPPED = f"""
CREATE OR REPLACE TEMP TABLE checks_slipped AS
SELECT place, min(place_before) OVER (PARTITION BY sheet_no, number - position) AS counted_from, NULL::BIGINT AS shifted_from
FROM checks_neighbours WHERE is_counted
UNION ALL
SELECT place, NULL, CASE shift WHEN -1 THEN place_before ELSE place_after END
FROM (SELECT *, count(*) OVER (PARTITION BY sheet_no, shift, run) AS run_length
      FROM (SELECT *, position - row_number() OVER (PARTITION BY sheet_no, shift ORDER BY position) AS run
            FROM checks_neighbours WHERE shift IS NOT NULL))
WHERE run_length >= {SHIFTED_ROWS}
"""

# One NIK on several rows. Whoever has the name of the first row repeats it; other names stand against one another.
_NUMBERS = """
CREATE OR REPLACE TEMP TABLE checks_numbers AS
WITH shared AS (SELECT nik FROM checks_rows WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) > 1),
sharers AS (SELECT place, nik, name_key FROM checks_rows SEMI JOIN shared USING (nik)),
named AS (SELECT nik, name_key, min(place) AS first FROM sharers GROUP BY nik, name_key),
ordered AS (SELECT nik, min(first, 2) AS firsts FROM named GROUP BY nik)
SELECT place, CASE WHEN place <> first THEN first END AS repeat_of,
    CASE WHEN firsts[1] = first THEN firsts[2] ELSE firsts[1] END AS other_name_at
FROM sharers JOIN named USING (nik, name_key) JOIN ordered USING (nik)
"""

_NAMESAKES = """
CREATE OR REPLACE TEMP TABLE checks_namesakes AS
SELECT place, nik, name_key, birth_on, kk, home FROM checks_rows
SEMI JOIN (SELECT name_key, birth_on FROM checks_rows WHERE name_key <> '' AND birth_on IS NOT NULL
           GROUP BY name_key, birth_on HAVING count(*) > 1) USING (name_key, birth_on)
"""

# Same name, birth date and home (or family card) under another NIK or none: the first row that is not plainly this one.
_PERSONS = """
CREATE OR REPLACE TEMP TABLE checks_persons_{home} AS
WITH numbered AS (
    SELECT name_key, birth_on, {home}, nik, min(place, 2) AS own
    FROM checks_namesakes WHERE {home} IS NOT NULL GROUP BY ALL
), ordered AS (SELECT name_key, birth_on, {home}, min(own[1], 2) AS firsts FROM numbered GROUP BY ALL)
SELECT place, CASE WHEN len(firsts) > 1 THEN CASE WHEN firsts[1] = own[1] THEN firsts[2] ELSE firsts[1] END
                   WHEN one.nik IS NULL THEN CASE WHEN own[1] = place THEN own[2] ELSE own[1] END END AS person_at
FROM checks_namesakes AS one
JOIN ordered USING (name_key, birth_on, {home})
JOIN numbered ON numbered.name_key = one.name_key AND numbered.birth_on = one.birth_on
    AND numbered.{home} = one.{home} AND numbered.nik IS NOT DISTINCT FROM one.nik
"""

#: checks_marks: one row per row that has any: place, and the place of the other row or NULL for each kind.
_MARKS = """
CREATE OR REPLACE TEMP TABLE checks_marks AS
SELECT place, min(counted_from) AS counted_from, min(shifted_from) AS shifted_from, min(repeat_of) AS repeat_of,
    min(other_name_at) AS other_name_at, min(person_at) AS person_at
FROM (FROM checks_slipped UNION ALL BY NAME FROM checks_numbers
      UNION ALL BY NAME FROM checks_persons_home UNION ALL BY NAME FROM checks_persons_kk)
GROUP BY place
"""

#: checks_families: kk, family_rows (rows of the list that name this family card; two and more).
_FAMILIES = """
CREATE OR REPLACE TEMP TABLE checks_families AS
SELECT kk, count(*) AS family_rows FROM checks_rows WHERE kk IS NOT NULL GROUP BY kk HAVING count(*) > 1
"""

STEPS = (
    COLUMNS,
    _ROWS,
    _NEIGHBOURS,
    _SLIPPED,
    _NUMBERS,
    _NAMESAKES,
    _PERSONS.format(home="home"),
    _PERSONS.format(home="kk"),
    _MARKS,
    _FAMILIES,
)
_TABLES = (
    "columns", "rows", "neighbours", "slipped", "numbers", "namesakes", "persons_home", "persons_kk", "marks", "families",
)  # fmt: skip


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables checks_columns, checks_marks and checks_families from `cleaned`."""
    for step in STEPS:
        connection.execute(step).fetchall()


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop all that `prepare` made."""
    for table in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS checks_{table}")
