"""One candidate per person: accepted rows with one NIK, and rows that matching linked, collapse to the best row. DuckDB only."""

from __future__ import annotations

import duckdb

# Of a person's rows, the one whose NIK is a candidate already, then the fullest, then the first on the lists.
_BEST = "(k.nik IS NOT NULL) DESC, a.filled DESC, a.list_id, a.sheet_no, a.row_no"

# Where a row stands among all lists, as one number: its list, sheet and line.
_LISTED = "((list_id::HUGEINT << 64) | (sheet_no::HUGEINT << 32) | row_no)"
_LAST = "(9223372036854775807::HUGEINT << 63)"

# What makes one person of a row.
_USABLE = "nik IS NOT NULL AND has_name AND coalesce(birth_on, nik_birth_of(nik, list_on)) IS NOT NULL"

_IDENTITY = "born, kk, name_key, birth_on, kelurahan_code, kecamatan_code, kabupaten_code, occupation, is_disabled, sex"

# Most people stand on one row: only the others are put in order. Few have an equal hash, and only they are compared.
_PEOPLE = f"""
CREATE OR REPLACE TEMP TABLE crowds AS
WITH often AS (SELECT hash(person) AS mark FROM row_person GROUP BY mark HAVING count(*) > 1)
SELECT person FROM row_person WHERE hash(person) IN (SELECT mark FROM often) GROUP BY person HAVING count(*) > 1;
CREATE OR REPLACE TEMP TABLE people AS
WITH named AS (
    SELECT coalesce(c.person, a.nik) AS person, a.*, {_LISTED} AS listed FROM usable a LEFT JOIN chained c USING (nik)),
placed AS (
    SELECT a.*, row_number() OVER (PARTITION BY a.person ORDER BY {_BEST}) AS place
    FROM named a JOIN crowds USING (person) LEFT JOIN known k USING (nik)),
together AS (
    SELECT person, count(*) AS rows, min(born) FILTER (place = 1) AS born, arg_min(sender_code, listed) AS sender_code, min(listed) AS listed,
        bool_or(is_matched) AS is_matched
    FROM placed GROUP BY person)
SELECT person, nik, row_id, 1::SMALLINT AS rows, sender_code, listed, is_matched, {_IDENTITY}, true AS is_proposed
FROM named ANTI JOIN crowds USING (person)
UNION ALL
SELECT p.person, p.nik, p.row_id, t.rows::SMALLINT, t.sender_code, t.listed, t.is_matched, t.born, {", ".join(f"p.{name}" for name in _IDENTITY.split(", ")[1:])}, true
FROM placed p JOIN together t USING (person) WHERE p.place = 1
"""

# Candidates whom no accepted row names any more keep the identity that they were decided with.
_NO_LONGER = f"""
INSERT INTO people BY NAME
SELECT nik AS person, nik, row_id, 0::SMALLINT AS rows, sender_code, {_LAST} AS listed, false AS is_matched, person_id AS born, kk,
    NULL AS name_key, birth_on, kelurahan_code, kecamatan_code, kabupaten_code, occupation, is_disabled, sex, false AS is_proposed
FROM no_longer
"""


def collapse(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `people` (one row per person, `person` names the group), `row_person` (row_id, list_id, person) and `unusable` (row_id, list_id).

    From `accepted` (rows of the programme's lists), `links` (nik, other_nik: one person under two numbers) and `known` (nik of candidates as stored).
    Rows without NIK, name or birth date make no person; they stay in `unusable`, so that nothing is lost.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW usable AS
        SELECT * REPLACE (coalesce(birth_on, nik_birth_of(nik, list_on)) AS birth_on) FROM accepted WHERE {_USABLE}
        """
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE unusable AS SELECT row_id, list_id FROM accepted WHERE NOT coalesce({_USABLE}, false)"
    )
    _label(connection)
    connection.execute(_PEOPLE)


def keep(connection: duckdb.DuckDBPyConnection) -> None:
    """Put those whom no accepted row names any more (`no_longer`, with the identity of candidates) beside the `people`."""
    connection.execute(_NO_LONGER)


def _label(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `chained` (nik, person): the smallest NIK of everything that is linked, however long the chain; and `row_person`."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE edges AS
        SELECT nik AS a, other_nik AS b FROM links WHERE nik <> other_nik UNION SELECT other_nik, nik FROM links WHERE nik <> other_nik
        """
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE chained AS SELECT DISTINCT a AS nik, a AS person FROM edges")
    changed = 1
    while changed:
        changed = connection.execute(
            """
            UPDATE chained SET person = least(chained.person, found.person)
            FROM (SELECT e.a AS nik, min(c.person) AS person FROM edges e JOIN chained c ON c.nik = e.b GROUP BY e.a) AS found
            WHERE found.nik = chained.nik AND found.person < chained.person
            """
        ).fetchall()[0][0]
    connection.execute(
        """
        CREATE OR REPLACE TEMP VIEW row_person AS
        SELECT row_id, list_id, coalesce(c.person, nik) AS person FROM usable LEFT JOIN chained c USING (nik)
        """
    )
