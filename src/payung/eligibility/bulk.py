"""A programme's people decided at once: gathered, collapsed, judged, ranked, and stored as a difference in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.agreements.models import Programme, Terms
from payung.audit.history import set_actor
from payung.eligibility import candidates, facts
from payung.eligibility.gathering import DECIDED, gather
from payung.eligibility.rules import judging, seats
from payung.gateways import columns
from payung.vocabulary import standard

# From this share of new people on, building indexes and checking foreign keys anew is cheaper than doing it row by row.
REBUILD_FROM = 0.3
FEW = 20_000

_IDENTITY = "kk, name, birth_place, sex, phone, address, rt, rw, kelurahan_code, kecamatan_code, kabupaten_code, occupation, disability"
_CHOSEN = "row_id, rows, person_id, sender_code, birth_on, occupation_group, ecosystem"


class LedgerBroken(Exception):
    """People went missing or came twice between two steps; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run finds. accepted rows = rows of candidates + incomplete; candidates = eligible + doubtful + not_eligible.

    `seats` of the eligible are within the quota, `waiting` are not. `to_sign`: of the doubtful, those whom the rules propose to
    refuse. `new` candidates, `changed` decisions and `reopened` decisions by hand are what storing changes.
    """

    accepted_rows: int
    incomplete: int
    candidates: int
    eligible: int
    doubtful: int
    not_eligible: int
    to_sign: int
    seats: int
    waiting: int
    new: int
    changed: int
    reopened: int
    reasons: tuple[tuple[str, int], ...]


@contextmanager
def holding(programme: Programme) -> Iterator[None]:
    """Let only one run decide a programme at a time: a difference is true of what stood when it was made."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM agreements_programme WHERE id = %s FOR UPDATE", [programme.pk])
        yield


def decide(
    connection: duckdb.DuckDBPyConnection, *, terms: Terms, list_ids: list[int], quotas: dict[str, int]
) -> Decided:
    """Decide everybody whom the accepted rows of these lists name; store nothing. Make `dealt` and `changes`.

    The connection holds `seats` (person_id, programme_id, from_month, end_month), handed down by whoever knows of seats.

    :raises LedgerBroken: if not every accepted row is in exactly one candidate, or among the incomplete.
    """
    standard.install(connection)
    gather(connection, terms=terms, list_ids=list_ids)
    candidates.collapse(connection)
    facts.work_out(connection)
    order = seats.order_of(terms.rank_by)
    judging.judge(connection, order=order, per_family=terms.per_family)
    seats.deal(connection, order=order, quotas=quotas, whole=terms.place_code)
    _compare(connection, terms=terms)
    return _counted(connection)


def _compare(connection: duckdb.DuckDBPyConnection, *, terms: Terms) -> None:
    """Make `people_changes` and `decision_changes`: what is not stored yet, or stored otherwise."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE people_changes AS
        SELECT d.nik, d.row_id, d.rows, d.person_id, d.sender_code, d.birth_on, d.occupation_group, d.ecosystem, k.nik IS NULL AS is_new
        FROM dealt d LEFT JOIN known k USING (nik)
        WHERE k.nik IS NULL OR (d.row_id, d.rows, d.person_id, d.sender_code, d.birth_on, d.occupation_group, d.ecosystem)
            IS DISTINCT FROM (k.row_id, k.rows, k.person_id, k.sender_code, k.birth_on, k.occupation_group, k.ecosystem)
        """
    )
    differs = " OR ".join(f"d.{name} IS DISTINCT FROM b.{name}" for name in DECIDED)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE decision_changes AS
        SELECT d.nik, d.reasons, {", ".join(f"d.{name}" for name in DECIDED)}, b.nik IS NULL AS is_new,
            CASE WHEN d.is_kept THEN b.decided_on END AS kept_on
        FROM dealt d LEFT JOIN decided b USING (nik)
        WHERE b.nik IS NULL OR b.terms_id <> {terms.pk} OR d.reasons IS DISTINCT FROM b.reasons OR d.sender_code <> b.sender_code OR {differs}
        """
    )


def _counted(connection: duckdb.DuckDBPyConnection) -> Decided:
    """Count, and refuse what does not add up."""
    names = (
        "accepted_rows",
        "incomplete",
        "rows",
        "candidates",
        "eligible",
        "doubtful",
        "not_eligible",
        "to_sign",
        "seats",
        "waiting",
    )
    values = connection.execute(
        """
        SELECT (SELECT count(*) FROM accepted), (SELECT count(*) FROM unusable), sum(rows)::BIGINT, count(*), count(*) FILTER (outcome = 'eligible'),
            count(*) FILTER (outcome = 'doubtful'), count(*) FILTER (outcome = 'not_eligible'),
            count(*) FILTER (outcome = 'doubtful' AND proposed = 'refuse'), count(*) FILTER (has_seat),
            count(*) FILTER (outcome = 'eligible' AND NOT has_seat)
        FROM dealt
        """
    ).fetchall()[0]
    said = dict(zip(names, (value or 0 for value in values), strict=True))
    people, distinct = connection.execute(
        "SELECT (SELECT count(*) FROM people), (SELECT count(DISTINCT nik) FROM dealt)"
    ).fetchall()[0]
    if said["accepted_rows"] != said.pop("rows") + said["incomplete"] or not people == distinct == said["candidates"]:
        raise LedgerBroken(str(said))
    if said["candidates"] != said["eligible"] + said["doubtful"] + said["not_eligible"]:
        raise LedgerBroken(str(said))
    new, changed = connection.execute(
        "SELECT (SELECT count(*) FROM people_changes WHERE is_new), (SELECT count(*) FROM decision_changes WHERE NOT is_new)"
    ).fetchall()[0]
    reopened = connection.execute(
        "SELECT count(*) FROM dealt d JOIN decided b USING (nik) WHERE b.decided_by_id IS NOT NULL AND NOT d.is_kept"
    ).fetchall()[0][0]
    reasons = connection.execute(
        "SELECT reason, count(*) FROM (SELECT unnest(reasons) AS reason FROM dealt) GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    return Decided(**said, new=new, changed=changed, reopened=reopened, reasons=tuple(reasons))


def store(connection: duckdb.DuckDBPyConnection, found: Decided, *, terms: Terms, on: dt.date, by: Viewer) -> None:
    """Store what `decide` found, inside `holding`: what is unchanged stays untouched, what changes keeps its history.

    :raises LedgerBroken: if the stored candidates are not the decided ones.
    """
    owner = connections["owner"].settings_dict
    people, decisions = (f"eligibility_staging_{what}_{terms.programme_id}" for what in ("people", "decisions"))
    columns.stage(owner, people, connection, "FROM people_changes ORDER BY row_id")
    columns.stage(owner, decisions, connection, "FROM decision_changes")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="decide_programme")
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = 'eligibility_candidate'")
        is_large = found.new > max(REBUILD_FROM * cursor.fetchone()[0], FEW)
        # The history's trigger keeps the plan of its first statement; one made for no rows is quadratic for many.
        cursor.execute(f"ANALYZE {people}; ANALYZE {decisions}; DISCARD PLANS")
        rebuilt = _take_apart(cursor) if is_large else []
        _store_people(cursor, people, terms=terms)
        _store_decisions(cursor, decisions, terms=terms, on=on)
        for statement in rebuilt:
            cursor.execute(statement)
        cursor.execute(
            "SELECT count(*), count(d.candidate_id) FROM eligibility_candidate c LEFT JOIN eligibility_decision d ON d.candidate_id = c.id"
            " WHERE c.programme_id = %s",
            [terms.programme_id],
        )
        if cursor.fetchone() != (found.candidates, found.candidates):
            raise LedgerBroken(f"not {found.candidates} candidates with one decision each")
        cursor.execute(f"DROP TABLE {people}, {decisions}")
        if is_large:
            cursor.execute("ANALYZE eligibility_candidate; ANALYZE eligibility_decision")


def _store_people(cursor: object, staged: str, *, terms: Terms) -> None:
    identity = ", ".join(f"r.{name.strip()}" for name in _IDENTITY.split(",") if name.strip() != "name")
    cursor.execute(
        f"INSERT INTO eligibility_candidate (programme_id, office_id, nik, {_CHOSEN}, name, {_IDENTITY.replace(' name,', '')})"
        f" SELECT %s, %s, s.nik, {', '.join(f's.{name.strip()}' for name in _CHOSEN.split(','))}, r.name, {identity}"
        f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE s.is_new ORDER BY s.row_id",
        [terms.programme_id, terms.office_id],
    )
    fields = ", ".join(f"{name.strip()} = s.{name.strip()}" for name in _CHOSEN.split(","))
    whose = ", ".join(f"{name.strip()} = r.{name.strip()}" for name in _IDENTITY.split(","))
    cursor.execute(
        f"UPDATE eligibility_candidate c SET {fields}, {whose} FROM {staged} s JOIN intake_row r ON r.id = s.row_id"
        " WHERE NOT s.is_new AND c.programme_id = %s AND c.nik = s.nik",
        [terms.programme_id],
    )


def _store_decisions(cursor: object, staged: str, *, terms: Terms, on: dt.date) -> None:
    fields = ", ".join(DECIDED)
    cursor.execute(
        f"INSERT INTO eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, decided_on, reasons, {fields})"
        f" SELECT c.id, c.programme_id, c.office_id, c.sender_code, %s, %s, s.reasons, {', '.join(f's.{name}' for name in DECIDED)}"
        f" FROM {staged} s JOIN eligibility_candidate c ON c.programme_id = %s AND c.nik = s.nik WHERE s.is_new ORDER BY c.id",
        [terms.pk, on, terms.programme_id],
    )
    cursor.execute(
        f"UPDATE eligibility_decision d SET terms_id = %s, decided_on = coalesce(s.kept_on, %s), reasons = s.reasons,"
        f" sender_code = c.sender_code, {', '.join(f'{name} = s.{name}' for name in DECIDED)}"
        f" FROM {staged} s JOIN eligibility_candidate c ON c.nik = s.nik AND c.programme_id = %s"
        " WHERE NOT s.is_new AND d.candidate_id = c.id",
        [terms.pk, on, terms.programme_id],
    )


def _take_apart(cursor: object) -> list[str]:
    """Drop foreign keys and plain indexes of both tables; return the statements that make them again and check every row."""
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid IN ('eligibility_candidate'::regclass, 'eligibility_decision'::regclass)"
    )
    foreign = cursor.fetchall()
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('eligibility_candidate', 'eligibility_decision')"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    plain = cursor.fetchall()
    for table, name, _ in foreign:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in plain:
        cursor.execute(f'DROP INDEX "{name}"')
    return [
        *(definition for _, definition in plain),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in foreign),
    ]
