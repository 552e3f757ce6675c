"""One candidate per person: accepted rows with one NIK, and rows that matching linked, collapse to the best row. DuckDB only."""

from __future__ import annotations

import duckdb

# Of a person's rows, the one whose NIK is a candidate already, then the fullest, then the first on the lists.
_BEST = "(k.nik IS NOT NULL) DESC, a.filled DESC, a.list_id, a.sheet_no, a.row_no"

_PEOPLE = f"""
CREATE OR REPLACE TEMP TABLE row_person AS
SELECT a.row_id, a.list_id, l.person FROM usable a JOIN labels l USING (nik);
CREATE OR REPLACE TEMP TABLE people AS
WITH placed AS (
    SELECT l.person, a.*, row_number() OVER (PARTITION BY l.person ORDER BY {_BEST}) AS place
    FROM usable a JOIN labels l USING (nik) LEFT JOIN known k USING (nik)),
together AS (
    SELECT person, count(*) AS rows, min(born) FILTER (place = 1) AS born,
        arg_min(sender_code, (list_id, sheet_no, row_no)) AS sender_code, min((list_id, sheet_no, row_no)) AS listed,
        bool_or(is_matched) AS is_matched
    FROM placed GROUP BY person)
SELECT p.person, p.nik, p.row_id, t.rows::SMALLINT AS rows, t.sender_code, t.listed, t.is_matched, p.born, p.kk, p.name_key, p.birth_on,
    p.kelurahan_code, p.kecamatan_code, p.kabupaten_code, p.occupation, p.is_disabled, p.sex, true AS is_proposed
FROM placed p JOIN together t USING (person) WHERE p.place = 1
"""

# Candidates whom no accepted row names any more keep the identity that they were decided with.
_NO_LONGER = """
INSERT INTO people BY NAME
SELECT nik AS person, nik, row_id, 0::SMALLINT AS rows, sender_code, (9223372036854775807, 0, 0) AS listed, false AS is_matched, person_id AS born, kk,
    NULL AS name_key, birth_on, kelurahan_code, kecamatan_code, kabupaten_code, occupation, is_disabled, sex, false AS is_proposed
FROM known WHERE nik NOT IN (SELECT nik FROM people)
"""


def collapse(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `people` (one row per person, `person` names the group), `row_person` (row_id, list_id, person) and `unusable` (row_id, list_id).

    From `accepted` (rows of the programme's lists), `links` (nik, other_nik: one person under two numbers) and `known` (candidates as stored).
    Rows without NIK, name or birth date make no person; they stay in `unusable`, so that nothing is lost.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE usable AS
        SELECT * REPLACE (coalesce(birth_on, nik_birth_of(nik, list_on)) AS birth_on) FROM accepted
        WHERE nik IS NOT NULL AND has_name AND coalesce(birth_on, nik_birth_of(nik, list_on)) IS NOT NULL
        """
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unusable AS SELECT row_id, list_id FROM accepted ANTI JOIN usable USING (row_id)"
    )
    _label(connection)
    connection.execute(_PEOPLE)
    connection.execute(_NO_LONGER)


def _label(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `labels` (nik, person): the smallest NIK of everything that is linked, however long the chain."""
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
        CREATE OR REPLACE TEMP TABLE labels AS
        SELECT DISTINCT nik, coalesce(c.person, nik) AS person FROM usable LEFT JOIN chained c USING (nik)
        """
    )
