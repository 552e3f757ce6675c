"""The facts of every person of a programme, beside its terms: what the rules are asked about. DuckDB only."""

from __future__ import annotations

import duckdb

from payung.law import eligibility as law
from payung.vocabulary import occupation_groups

#: How the register calls the payer of a programme.
PAYER_IN_REGISTER = {"desa": "village"}
UNCLEAR = "unclear"

# Who each person is in the register, and what covers them there; `no` is the row of `people`, `known_no` that of `known`.
_CLAIMS = """
CREATE OR REPLACE TEMP TABLE claims AS
WITH covered AS (
    SELECT r.person,
        CASE WHEN bool_or(c.status = 'active' AND c.payer_kind <> t.own_payer) THEN 'active_other_payer'
             WHEN bool_or(c.status = 'active') THEN 'active_same_payer'
             WHEN bool_or(c.status = 'arrears') THEN 'arrears'
             WHEN bool_or(c.status = 'answered_no') THEN 'answered_no'
             WHEN bool_or(c.status = 'registered') THEN 'on_last_list'
             WHEN bool_or(c.status = 'inactive') THEN 'inactive' END AS class,
        first(c.payer_kind ORDER BY c.payer_kind = t.own_payer, c.payer_kind) FILTER (c.status = 'active') AS payer,
        first(c.segment ORDER BY c.payer_kind = t.own_payer, c.payer_kind, c.segment) FILTER (c.status = 'active') AS segment,
        min(c.person_id) AS person_id
    FROM cover c JOIN row_person r USING (row_id) CROSS JOIN terms t GROUP BY r.person)
SELECT p.rowid AS no, coalesce(k.person_id, c.person_id, p.born) AS person_id, k.person_id IS NOT NULL AS is_known, k.rowid AS known_no,
    c.class, c.payer, c.segment
FROM people p LEFT JOIN known k ON k.nik = p.nik LEFT JOIN covered c ON c.person = p.person
"""

# Two NIKs that were matched to one known person: whose NIK it is keeps the person, and a person looks at both.
_SHARED = """
CREATE OR REPLACE TEMP TABLE shared AS
SELECT c.no, CASE WHEN row_number() OVER (PARTITION BY c.person_id ORDER BY p.born = c.person_id DESC, c.is_known DESC, p.nik) = 1
                  THEN c.person_id ELSE p.born END AS person_id
FROM claims c JOIN people p ON p.rowid = c.no
WHERE c.person_id IN (SELECT person_id FROM claims GROUP BY person_id HAVING count(*) > 1)
"""

# Two people of one name, birth and home: few have an equal hash, and only they are compared.
_ALIKE = """
CREATE OR REPLACE TEMP TABLE alike AS
WITH hashed AS (
    SELECT rowid AS no, hash(name_key, birth_on, kelurahan_code) AS mark FROM people WHERE name_key IS NOT NULL AND kelurahan_code IS NOT NULL)
SELECT no FROM (
    SELECT h.no, count(*) OVER (PARTITION BY p.name_key, p.birth_on, p.kelurahan_code) AS people
    FROM hashed h JOIN people p ON p.rowid = h.no
    WHERE h.mark IN (SELECT mark FROM hashed GROUP BY mark HAVING count(*) > 1))
WHERE people > 1
"""

_FACTS = """
CREATE OR REPLACE TEMP TABLE facts AS
WITH seated AS (
    SELECT s.person_id, bool_or(s.programme_id = t.programme_id) AS ever_here,
        bool_or(s.programme_id = t.programme_id AND s.from_month < t.end_month AND s.end_month > t.first_month) AS seat_here,
        bool_or(s.programme_id <> t.programme_id AND s.from_month < t.end_month AND s.end_month > t.first_month) AS seat_elsewhere
    FROM seats s CROSS JOIN terms t GROUP BY s.person_id),
identified AS (
    SELECT p.* EXCLUDE (born, name_key), c.* EXCLUDE (no, person_id, is_known), coalesce(s.person_id, c.person_id) AS person_id,
        s.no IS NOT NULL OR a.no IS NOT NULL AS same_person_twice
    FROM people p JOIN claims c ON c.no = p.rowid LEFT JOIN shared s ON s.no = p.rowid LEFT JOIN alike a ON a.no = p.rowid)
SELECT i.* EXCLUDE (class, payer, segment, same_person_twice), age_on(i.birth_on, t.first_month)::SMALLINT AS age,
    {lives} AS lives_in_area, g.occupation_group, g.ecosystem, g.works, g.work, g.scheme,
    coalesce(nullif(i.class, 'inactive'), CASE WHEN d.bpjs = 'yes' OR i.is_matched THEN coalesce(i.class, 'none') END, i.class, 'unchecked') AS other_cover,
    i.payer AS other_payer, i.segment AS other_segment, a.dukcapil, d.bpjs, f.social_aid, f.decile,
    i.kk IS NOT NULL AS has_family_card, coalesce(s.seat_here, false) AS seat_here, coalesce(s.seat_elsewhere, false) AS seat_elsewhere,
    e.person_id IS NOT NULL AS chosen_elsewhere, i.same_person_twice,
    coalesce(s.ever_here, false) OR coalesce(i.class = 'active_same_payer', false) AS goes_on,
    list_contains(t.occupations, g.occupation_group) AS group_admitted,
    list_contains(t.excluded_cover, i.class)
        OR (i.class = 'active_other_payer' AND list_contains(t.excluded_cover, 'active_' || lower(i.segment))) AS cover_excluded
FROM identified i CROSS JOIN terms t
JOIN groups g ON g.occupation IS NOT DISTINCT FROM i.occupation
LEFT JOIN (SELECT nik, code AS dukcapil FROM answers WHERE purpose = 'dukcapil') a ON a.nik = i.nik
LEFT JOIN (SELECT nik, code AS bpjs FROM answers WHERE purpose = 'bpjs_check') d ON d.nik = i.nik
LEFT JOIN social f ON f.nik = i.nik
LEFT JOIN seated s ON s.person_id = i.person_id
LEFT JOIN (SELECT DISTINCT person_id FROM chosen) e ON e.person_id = i.person_id
"""

# Inside, outside, or not known: the person's place may be coarser than the area.
_LIVES = """
    CASE WHEN t.residence = 'any' THEN true
         WHEN coalesce(i.kelurahan_code, i.kecamatan_code, i.kabupaten_code) IS NULL THEN NULL
         WHEN starts_with(coalesce(i.kelurahan_code, i.kecamatan_code, i.kabupaten_code) || '.', t.area || '.') THEN true
         WHEN starts_with(t.area || '.', coalesce(i.kelurahan_code, i.kecamatan_code, i.kabupaten_code) || '.') THEN NULL
         ELSE false END
"""


def work_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `facts`: one row per person with every fact, and the columns that ranking needs.

    From people, row_person, known (see candidates), `cover` (row_id, person_id, status, payer_kind, segment), `answers` (nik, purpose, code),
    `social` (nik, social_aid, decile), `seats` (person_id, programme_id, from_month, end_month), `chosen` (person_id) and `terms` (one row).
    """
    _group_occupations(connection)
    for step in (_CLAIMS, _SHARED, _ALIKE):
        connection.execute(step)
    connection.execute(_FACTS.format(lives=_LIVES))


def scheme_of(work: str) -> str:
    """Return what the law says covers a kind of worker: bpjstk, taspen, asabri, or unclear where it was not read."""
    return UNCLEAR if law.part_time_unclear(work) else str(law.scheme(work))


def _group_occupations(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `groups`: each distinct occupation with its group and what the law makes of it."""
    connection.execute(occupation_groups.macros())
    rows = [
        (one.id, one.ecosystem, one.works, one.work, scheme_of(one.work)) for one in occupation_groups.groups().values()
    ]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known_groups (occupation_group VARCHAR, ecosystem VARCHAR, works BOOLEAN, work VARCHAR, scheme VARCHAR)"
    )
    connection.executemany("INSERT INTO known_groups VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE groups AS
        SELECT occupation, occupation_group, ecosystem, CASE WHEN occupation IS NOT NULL THEN works END AS works, work, scheme
        FROM (SELECT occupation, occupation_group_of(occupation) AS occupation_group FROM (SELECT DISTINCT occupation FROM people))
        JOIN known_groups USING (occupation_group)
        """
    )
