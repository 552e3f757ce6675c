"""The people on an office's lists in one month: what reports say of them, what our own paid bills show, and who is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage import cube
from payung.coverage.bulk import FACTS, CellsDoNotAddUp
from payung.coverage.classes import PAYERS, SEGMENTS, STATES, age_band_sql, class_sql, grace_months
from payung.coverage.models import Snapshot
from payung.intake.checks import duplicate_nik_other_name
from payung.intake.standing import STANDS
from payung.vocabulary import member_already, occupation_groups

# Whom to look for is kept for so many months, then deleted: it is about people.
MONTHS_MISSING_KEPT = 12

DIMENSIONS = (
    "place_code, sex, age_band, occupation_group, ecosystem, disability, sender_code, segment, payer_kind, month_class"
)


@transaction.atomic(using="owner")
def refresh_listed(*, month: dt.date, by: Viewer, at: dt.datetime) -> dict[str, Snapshot]:
    """Measure the people on the lists of the viewer's office in a month, on both bases; return a snapshot of each.

    A person counts once, however many rows, lists and senders name them: by NIK, else by whom matching or a
    reviewer found them to be, else by name, birth date and home. Nor does a seat protect more than one. Rows refused over a signature are nobody's. Running it again replaces what it wrote.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises CellsDoNotAddUp: if a basis does not hold exactly the people listed.
    """
    by.must("measure_coverage")
    said = {"office": by.office_id, "month": month, "kept_from": _months_before(month, MONTHS_MISSING_KEPT)}
    aged_on = dt.date(month.year, 1, 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("LOCK TABLE coverage_snapshot IN SHARE ROW EXCLUSIVE MODE")
        _gather(cursor, said, aged_on=aged_on, grace=grace_months(month))
        cursor.execute("SELECT (SELECT count(*) FROM listed_people), (SELECT max(as_of) FROM registry_source)")
        people, newest = cursor.fetchone()
        facts = {"aged_on": aged_on, "people": people, "measured_at": at, "rebuilt_at": at, "measured_by": by.name}
        found = {}
        for basis, as_of in (("reported", newest), ("computed", at.date())):
            found[basis], _ = Snapshot.objects.using("owner").update_or_create(
                basis=basis,
                population="listed",
                office_id=by.office_id,
                month=month,
                defaults=facts | {"as_of": as_of},
            )
            _store(cursor, found[basis], basis)
        cursor.execute(_FORGET, said)
        cursor.execute(_MISSING, said)
        missing = cursor.rowcount
        for table in (
            "rows",
            "groups",
            "linked",
            "same",
            "people",
            "ids",
            "members",
            "seats",
            "reported",
            "elsewhere",
            "classed",
        ):
            cursor.execute(f"DROP TABLE listed_{table}")
    audit.record(
        "coverage.measured",
        by=by.name,
        by_id=by.account_id,
        about=f"snapshot:{found['computed'].pk}",
        at=at,
        using="owner",
        population="listed",
        month=month.isoformat(),
        people=people,
        missing_rows=missing,
    )
    return found


def _gather(cursor: Any, said: dict[str, object], *, aged_on: dt.date, grace: int) -> None:
    """Make the tables of the month: rows of lists, people, their ids, reports and seats, and at last their classes."""
    cursor.execute(_ROWS, said)
    _group_occupations(cursor)
    _unite(cursor, said)
    for statement in (_PEOPLE, _IDS):
        cursor.execute(statement, said)
    cursor.execute("ANALYZE listed_people; ANALYZE listed_ids")
    for statement in (_MEMBERS, _SEATS):
        cursor.execute(statement, said)
    for table, column in (("listed_members", "person_id"), ("listed_seats", "person_key")):
        cursor.execute(f"CREATE INDEX ON {table} ({column}); ANALYZE {table}")
    cursor.execute(_reported(aged_on, grace), said)
    cursor.execute(_ELSEWHERE, said | {"fresh": f"{grace} months"})
    cursor.execute(_classed(aged_on, grace), said)


def _unite(cursor: Any, said: dict[str, object]) -> None:
    """Let rows without a NIK have the key of whom they are, where links say so. Cost follows the links."""
    cursor.execute(_LINKED, said)
    cursor.execute(_SAME)
    cursor.execute("ANALYZE listed_same")
    while cursor.execute(_NEARER).rowcount:
        pass
    cursor.execute(_ONE_KEY)


def _group_occupations(cursor: Any) -> None:
    """Make `listed_groups`: each occupation that the rows name, with its group and ecosystem; a programme groups only whom it decides about."""
    cursor.execute("SELECT DISTINCT occupation FROM listed_rows WHERE occupation <> ''")
    named = [(occupation, occupation_groups.group_of(occupation)) for (occupation,) in cursor.fetchall()]
    cursor.execute(
        "CREATE TEMP TABLE listed_groups (occupation text, occupation_group text, ecosystem text) ON COMMIT DROP"
    )
    with cursor.copy("COPY listed_groups FROM STDIN") as copy:
        for occupation, group in named:
            copy.write_row((occupation, group.id, group.ecosystem))


def _months_before(month: dt.date, months: int) -> dt.date:
    index = month.year * 12 + month.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


def _store(cursor: object, snapshot: Snapshot, basis: str) -> None:
    cursor.execute("DELETE FROM coverage_listed_cell WHERE snapshot_id = %s", [snapshot.pk])
    own = {
        "reported": "reported_segment, reported_payer, reported_class",
        "computed": "computed_segment, computed_payer, computed_class",
    }
    grouped = f"place_code, sex, age_band, occupation_group, ecosystem, disability, sender_code, {own[basis]}"
    cursor.execute(
        f"INSERT INTO coverage_listed_cell (snapshot_id, {DIMENSIONS}, people)"
        f" SELECT %s, {grouped}, count(*) FROM listed_classed GROUP BY {grouped}",
        [snapshot.pk],
    )
    cursor.execute("SELECT coalesce(sum(people), 0) FROM coverage_listed_cell WHERE snapshot_id = %s", [snapshot.pk])
    counted = int(cursor.fetchone()[0])
    if counted != snapshot.people:
        raise CellsDoNotAddUp(f"{counted} is not {snapshot.people} ({basis})")


# A row whose list does not count (replaced by a corrected one, or held) does not speak, unless a decision rests on it. A NIK under
# two names is nobody's until a row with it is accepted: who else stands there is somebody, and perhaps missing.
_ROWS = f"""
CREATE TEMP TABLE listed_rows ON COMMIT DROP AS
WITH two_names AS (SELECT DISTINCT row_id FROM intake_reason WHERE office_id = %(office)s AND reason_id = '{duplicate_nik_other_name.CHECK.id}'),
named AS (SELECT r.*, CASE WHEN t.row_id IS NULL OR r.verdict = 'accepted' THEN r.nik END AS own_nik
          FROM intake_row r LEFT JOIN two_names t ON t.row_id = r.id WHERE r.office_id = %(office)s)
SELECT r.id AS row_id, r.sender_code, r.verdict, r.own_nik AS nik, r.sex, r.birth_on, r.kelurahan_code, r.kecamatan_code, r.kabupaten_code, r.disability, r.occupation,
       md5(salt.value || coalesce(r.own_nik, CASE WHEN r.name_key IS NOT NULL AND r.birth_on IS NOT NULL
           THEN '=' || r.name_key || '|' || r.birth_on || '|' || coalesce(r.kelurahan_code, '') ELSE '#' || r.id END)) AS person_key
FROM named r JOIN intake_list l ON l.id = r.submitted_list_id CROSS JOIN registry_person_salt salt
WHERE l.kind = 'proposal' AND r.verdict <> 'refused'
  AND ({STANDS}
       OR EXISTS (SELECT 1 FROM eligibility_candidate c WHERE c.row_id = r.id));
CREATE INDEX ON listed_rows (nik); ANALYZE listed_rows
"""

# Rows that matching, or a reviewer, linked: to another row, or to somebody whom the register knows.
_LINKED = """
CREATE TEMP TABLE listed_linked ON COMMIT DROP AS
SELECT r.person_key, r.nik IS NOT NULL AS has_nik, 1 AS nearness, g.other_person AS person_id, o.person_key AS other_key, o.nik IS NOT NULL AS other_has_nik
FROM linkage_pair g JOIN listed_rows r ON r.row_id = g.row_id
LEFT JOIN listed_rows o ON g.other_kind = 'list' AND o.row_id = g.other_id AND o.person_key <> r.person_key
WHERE g.office_id = %(office)s AND g.outcome = 'linked' AND (g.other_person IS NOT NULL OR o.row_id IS NOT NULL);
INSERT INTO listed_linked SELECT DISTINCT r.person_key, true, 0, c.person_id
FROM listed_rows r JOIN eligibility_candidate c ON c.nik = r.nik AND c.office_id = %(office)s
"""

# People without a NIK, and whom they lead to. `root`: the least of all that they lead to, a NIK ('0') before none ('1'). A NIK
# leads nowhere: two of them are two people until somebody corrects one, and no chain of likenesses makes them one.
_SAME = """
CREATE TEMP TABLE listed_same ON COMMIT DROP AS
WITH at_person AS (
    SELECT DISTINCT person_id, person_key, has_nik FROM listed_linked WHERE person_id IS NOT NULL),
edges AS (
    SELECT person_key AS one, has_nik, other_key AS other, other_has_nik FROM listed_linked WHERE other_key IS NOT NULL
    UNION SELECT other_key, other_has_nik, person_key, has_nik FROM listed_linked WHERE other_key IS NOT NULL
    UNION SELECT a.person_key, false, b.person_key, b.has_nik
          FROM at_person a JOIN at_person b USING (person_id) WHERE NOT a.has_nik AND b.person_key <> a.person_key)
SELECT one, other, least('1' || one, CASE WHEN other_has_nik THEN '0' ELSE '1' END || other) AS root FROM edges WHERE NOT has_nik
"""

_NEARER = """
UPDATE listed_same s SET root = near.root
FROM (SELECT one, min(root) AS root FROM (SELECT one, root FROM listed_same UNION ALL SELECT other, root FROM listed_same) said GROUP BY one) near
WHERE near.one = s.one AND near.root < s.root
"""

_ONE_KEY = """
UPDATE listed_rows r SET person_key = substr(s.root, 2) FROM (SELECT DISTINCT one, root FROM listed_same) s
WHERE s.one = r.person_key AND substr(s.root, 2) <> s.one;
UPDATE listed_linked l SET person_key = substr(s.root, 2) FROM (SELECT DISTINCT one, root FROM listed_same) s
WHERE s.one = l.person_key AND substr(s.root, 2) <> s.one;
ANALYZE listed_rows
"""

# The candidate's identity where a programme decided about the person, else the best row's.
_PEOPLE = """
CREATE TEMP TABLE listed_people ON COMMIT DROP AS
SELECT DISTINCT ON (r.person_key) r.person_key, r.nik,
       coalesce(c.kelurahan_code, r.kelurahan_code, c.kecamatan_code, r.kecamatan_code, c.kabupaten_code, r.kabupaten_code, '') AS place_code,
       coalesce(c.kelurahan_code, r.kelurahan_code) AS kelurahan_code,
       coalesce(c.sex, r.sex, '') AS sex, coalesce(c.birth_on, r.birth_on) AS birth_on,
       CASE WHEN c.occupation <> '' THEN c.occupation_group ELSE coalesce(g.occupation_group, '') END AS occupation_group,
       CASE WHEN c.occupation <> '' THEN c.ecosystem ELSE coalesce(g.ecosystem, '') END AS ecosystem,
       CASE WHEN coalesce(c.disability, r.disability, '') <> '' THEN 'yes' ELSE 'no' END AS disability,
       coalesce(c.sender_code, r.sender_code) AS sender_code
FROM listed_rows r LEFT JOIN eligibility_candidate c ON c.nik = r.nik AND c.office_id = %(office)s
LEFT JOIN listed_groups g ON g.occupation = r.occupation
ORDER BY r.person_key, c.id, array_position(ARRAY['accepted', 'verval', 'returned'], r.verdict::text), r.row_id
"""

# Under which ids the register knows them, the nearest first: the candidate's (0), those that matching linked (1), of the same NIK (2).
_IDS = """
CREATE TEMP TABLE listed_ids ON COMMIT DROP AS
SELECT person_key, person_id, nearness FROM listed_linked WHERE person_id IS NOT NULL
UNION SELECT r.person_key, m.person_id, 2 FROM listed_rows r JOIN registry_membership m ON m.nik = r.nik
"""

_MEMBERS = f"""
CREATE TEMP TABLE listed_members ON COMMIT DROP AS
SELECT DISTINCT {", ".join(f"m.{name.strip()}" if name.strip() != "person_id" else "i.person_key AS person_id" for name in FACTS.split(","))}, s.rank
FROM listed_ids i JOIN registry_membership m ON m.person_id = i.person_id JOIN registry_source s ON s.id = m.source_id
"""

# Our own seats and paid months of each person, of whom a seat has one: what was paid for a month that BPJS rejected protects nobody.
_SEATS = """
CREATE TEMP TABLE listed_seats ON COMMIT DROP AS
SELECT i.person_key, bool_or(e.covered @> %(month)s::date) AS has_seat,
       bool_or(l.month = %(month)s) AS is_paid, max(l.month) FILTER (WHERE l.month <= %(month)s) AS last_paid,
       (array_agg(t.payer ORDER BY (e.covered @> %(month)s::date) DESC, lower(e.covered) DESC, e.id DESC))[1] AS payer,
       (array_agg(t.segment ORDER BY (e.covered @> %(month)s::date) DESC, lower(e.covered) DESC, e.id DESC))[1] AS segment
FROM (SELECT DISTINCT ON (person_id) person_key, person_id FROM listed_ids ORDER BY person_id, nearness, person_key) i
JOIN enrolment_enrolment e ON e.person_id = i.person_id AND e.state <> 'rejected'
LEFT JOIN LATERAL (SELECT t.payer, t.segment FROM agreements_terms t WHERE t.programme_id = e.programme_id
     ORDER BY (t.valid_from <= %(month)s) DESC, t.valid_from DESC LIMIT 1) t ON true
LEFT JOIN contributions_bill_line l ON l.person_id = e.person_id AND l.enrolment_id = e.id AND l.is_paid AND NOT l.is_void
GROUP BY i.person_key
"""


def _part(name: str) -> str:
    return f"((packed / {1 << cube.SHIFT[name]}) %% {1 << cube.BITS[name]})"


def _named(name: str, values: tuple[str, ...]) -> str:
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{quoted}])[{_part(name)} + 1]"


def _reported(aged_on: dt.date, grace: int) -> str:
    """Return SQL for the best report of each person, chosen as the register's cube chooses."""
    packed = cube.packed_sql("m", aged_on=aged_on, floor=cube.EPOCH)
    paid = (
        f"CASE WHEN {_part('paid')} > 0 THEN date_trunc('month', DATE '{cube.EPOCH}' + {_part('paid')}::int)::date END"
    )
    return f"""
CREATE TEMP TABLE listed_reported ON COMMIT DROP AS
SELECT person_key, {class_sql("state", "paid", "%(month)s::date", grace=grace)} AS klass, payer, segment
FROM (SELECT person_key, {_named("state", STATES)} AS state, {paid} AS paid, {_named("payer", PAYERS)} AS payer, {_named("segment", SEGMENTS)} AS segment
      FROM (SELECT m.person_id AS person_key, max({packed}) AS packed FROM listed_members m
            WHERE NOT ({cube.overruled_sql("listed_members")}) GROUP BY m.person_id) best) said
"""


def _classed(aged_on: dt.date, grace: int) -> str:
    return f"""
CREATE TEMP TABLE listed_classed ON COMMIT DROP AS
SELECT p.*, {age_band_sql("p.birth_on", aged_on)} AS age_band,
       coalesce(b.klass, 'none') AS reported_class, b.klass AS reported,
       coalesce(b.segment, '') AS reported_segment, coalesce(b.payer, '') AS reported_payer,
       CASE WHEN s.has_seat AND s.is_paid THEN 'protected'
            WHEN s.has_seat AND s.last_paid IS NULL THEN 'registered'
            WHEN s.has_seat AND s.last_paid >= %(month)s::date - interval '{grace} months' THEN 'arrears'
            WHEN s.last_paid IS NOT NULL THEN 'lapsed' ELSE 'none' END AS computed_class,
       CASE WHEN s.person_key IS NULL THEN '' ELSE upper(coalesce(s.segment, 'bpu')) END AS computed_segment,
       CASE WHEN s.person_key IS NULL THEN '' ELSE replace(coalesce(s.payer, 'unknown'), 'desa', 'village') END AS computed_payer
FROM listed_people p LEFT JOIN listed_reported b USING (person_key) LEFT JOIN listed_seats s USING (person_key)
"""


# BPJS said no to them because they are members already: somebody else pays. It says so of its own day, and is believed as long
# as a membership lasts without a payment.
_ELSEWHERE = f"""
CREATE TEMP TABLE listed_elsewhere ON COMMIT DROP AS
SELECT DISTINCT i.person_key FROM listed_ids i JOIN registry_membership m ON m.person_id = i.person_id
WHERE m.status = 'answered_no' AND m.vanished_on IS NULL
  AND m.as_of >= %(month)s::date - %(fresh)s::interval AND m.as_of < %(month)s::date + interval '1 month'
  AND {member_already.postgres("m.note")}
"""

_FORGET = """
DELETE FROM coverage_missing WHERE office_id = %(office)s AND (month = %(month)s OR month < %(kept_from)s)
"""

_MISSING = """
INSERT INTO coverage_missing (month, office_id, sender_code, row_id, person_key, kelurahan_code, occupation_group, reported, computed)
SELECT DISTINCT ON (r.sender_code, p.person_key) %(month)s, %(office)s, r.sender_code, r.row_id, p.person_key, p.kelurahan_code,
       p.occupation_group, CASE WHEN e.person_key IS NULL THEN p.reported ELSE 'elsewhere' END, p.computed_class
FROM listed_classed p JOIN listed_rows r USING (person_key) LEFT JOIN listed_elsewhere e USING (person_key)
WHERE p.reported_class <> 'protected' AND p.computed_class <> 'protected'
ORDER BY r.sender_code, p.person_key, array_position(ARRAY['accepted', 'verval', 'returned'], r.verdict::text), r.row_id
"""
