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
from payung.audit.rebuilding import FEW, rebuilt
from payung.eligibility import candidates, facts
from payung.eligibility.gathering import DECIDED, gather, gather_no_longer
from payung.eligibility.rules import judging, masks, seats
from payung.gateways import columns
from payung.vocabulary import standard

_IDENTITY = "kk, name, birth_place, sex, phone, address, rt, rw, kelurahan_code, kecamatan_code, kabupaten_code, occupation, disability"
# What is chosen for a candidate, beside the identity of the row: as columns of a staging table.
_CHOSEN = {
    "row_id": "bigint",
    "rows": "smallint",
    "person_id": "bigint",
    "sender_code": "text",
    "birth_on": "date",
    "occupation_group": "text",
    "ecosystem": "text",
}


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
    gather_no_longer(connection)
    candidates.keep(connection)
    facts.work_out(connection)
    order = seats.order_of(terms.rank_by)
    judging.judge(connection, order=order, per_family=terms.per_family)
    seats.deal(connection, quotas=quotas, whole=terms.place_code)
    _compare(connection, terms=terms)
    return _counted(connection)


def _compare(connection: duckdb.DuckDBPyConnection, *, terms: Terms) -> None:
    """Make `people_changes` and `decision_changes` (no, candidate_id, is_new): what is not stored yet, or stored otherwise."""
    differs = " OR ".join(f"f.{name} IS DISTINCT FROM k.{name}" for name in _CHOSEN)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE people_changes AS
        SELECT f.rowid AS no, k.id AS candidate_id, k.id IS NULL AS is_new FROM facts f LEFT JOIN known k ON k.rowid = f.known_no
        WHERE k.id IS NULL OR {differs}
        """
    )
    masks.number(connection, "decided", out="decided_masks")
    differs = " OR ".join(f"d.{name} IS DISTINCT FROM b.{name}" for name in DECIDED)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE decision_changes AS
        SELECT d.no, k.id AS candidate_id, b.candidate_id IS NULL AS is_new, CASE WHEN d.is_kept THEN b.decided_on END AS kept_on
        FROM dealt d LEFT JOIN known k ON k.rowid = d.known_no LEFT JOIN decided b ON b.candidate_id = k.id LEFT JOIN decided_masks m ON m.said = b.reasons
        WHERE b.candidate_id IS NULL OR b.terms_id <> {terms.pk} OR m.mask IS DISTINCT FROM d.mask OR d.sender_code <> b.sender_code OR {differs}
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
        FROM seated JOIN facts ON facts.rowid = seated.no
        """
    ).fetchall()[0]
    said = dict(zip(names, (value or 0 for value in values), strict=True))
    people, distinct = connection.execute(
        "SELECT (SELECT count(*) FROM people), (SELECT count(DISTINCT nik) FROM seated JOIN facts ON facts.rowid = seated.no)"
    ).fetchall()[0]
    if said["accepted_rows"] != said.pop("rows") + said["incomplete"] or not people == distinct == said["candidates"]:
        raise LedgerBroken(str(said))
    if said["candidates"] != said["eligible"] + said["doubtful"] + said["not_eligible"]:
        raise LedgerBroken(str(said))
    new, changed = connection.execute(
        "SELECT (SELECT count(*) FROM people_changes WHERE is_new), (SELECT count(*) FROM decision_changes WHERE NOT is_new)"
    ).fetchall()[0]
    reopened = connection.execute(
        "SELECT count(*) FROM seated s JOIN facts f ON f.rowid = s.no JOIN known k ON k.rowid = f.known_no JOIN decided b ON b.candidate_id = k.id"
        " WHERE b.decided_by_id IS NOT NULL AND NOT s.is_kept"
    ).fetchall()[0][0]
    reasons = connection.execute(
        "SELECT reason, sum(people)::BIGINT FROM (SELECT unnest(reasons) AS reason, people FROM seated_masks"
        " JOIN (SELECT mask, count(*) AS people FROM seated GROUP BY mask) USING (mask)) GROUP BY ALL ORDER BY 2 DESC, 1"
    ).fetchall()
    return Decided(**said, new=new, changed=changed, reopened=reopened, reasons=tuple(reasons))


def store(connection: duckdb.DuckDBPyConnection, found: Decided, *, terms: Terms, on: dt.date, by: Viewer) -> None:
    """Store what `decide` found, inside `holding`: what is unchanged stays untouched, what changes keeps its history.

    :raises LedgerBroken: if the stored candidates are not the decided ones.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="decide_programme")
        # The history's trigger keeps the plan of its first statement; one made for no rows is quadratic for many.
        cursor.execute("SET LOCAL work_mem = '128MB'; DISCARD PLANS")
        _number(cursor, connection, new=found.new)
        with (
            rebuilt("eligibility_candidate", rows=found.new),
            rebuilt("eligibility_decision", rows=found.new, primary=True),
        ):
            _store_people(cursor, connection, terms=terms)
            _store_new_decisions(cursor, connection, terms=terms, on=on)
        _store_changed_decisions(cursor, connection, terms=terms, on=on)
        if found.new > FEW:
            # What people are looked up and counted by; the server reads the rest when it has time.
            cursor.execute(
                "ANALYZE eligibility_candidate (id, programme_id, office_id, sender_code, row_id, person_id, nik, kelurahan_code);"
                " ANALYZE eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, outcome, proposed, has_seat, rank, decided_by_id)"
            )
        cursor.execute(
            "SELECT count(*), count(d.candidate_id) FROM eligibility_candidate c LEFT JOIN eligibility_decision d ON d.candidate_id = c.id"
            " WHERE c.programme_id = %s",
            [terms.programme_id],
        )
        if cursor.fetchone() != (found.candidates, found.candidates):
            raise LedgerBroken(f"not {found.candidates} candidates with one decision each")


def _number(cursor: object, connection: duckdb.DuckDBPyConnection, *, new: int) -> None:
    """Make `numbered` (no, candidate_id, is_new) of `people_changes`: who is new takes the next numbers, in the order of the rows."""
    last = 0
    if new:
        # Numbers are taken in one piece: nobody else may take one in between.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('eligibility_candidate_id_seq', 0))")
        cursor.execute("SELECT nextval('eligibility_candidate_id_seq')")
        last = cursor.fetchone()[0] - 1
        cursor.execute("SELECT setval('eligibility_candidate_id_seq', %s)", [last + new])
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT c.no, {last} + row_number() OVER (ORDER BY f.row_id) AS candidate_id, true AS is_new
        FROM people_changes c JOIN facts f ON f.rowid = c.no WHERE c.is_new
        UNION ALL SELECT no, candidate_id, false FROM people_changes WHERE NOT is_new
        """
    )


def _store_people(cursor: object, connection: duckdb.DuckDBPyConnection, *, terms: Terms) -> None:
    """Store new and changed candidates, each with the identity of their row."""
    staged = "eligibility_staging_people"
    fields = ", ".join(f"{name} {kind}" for name, kind in _CHOSEN.items())
    cursor.execute(f"CREATE TEMP TABLE {staged} (id bigint, is_new boolean, nik text, {fields}) ON COMMIT DROP")
    columns.pour(
        cursor,
        staged,
        connection,
        f"SELECT n.candidate_id, n.is_new, f.nik, {', '.join(f'f.{name}' for name in _CHOSEN)} FROM numbered n JOIN facts f ON f.rowid = n.no"
        " ORDER BY f.row_id",
    )
    cursor.execute(f"ANALYZE {staged} (id, row_id, is_new)")
    cursor.execute(
        f"INSERT INTO eligibility_candidate (id, programme_id, office_id, nik, {', '.join(_CHOSEN)}, {_IDENTITY})"
        f" SELECT s.id, %s, %s, s.nik, {', '.join(f's.{name}' for name in _CHOSEN)}, {', '.join(f'r.{name}' for name in _IDENTITY.split(', '))}"
        f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE s.is_new",
        [terms.programme_id, terms.office_id],
    )
    cursor.execute(
        f"UPDATE eligibility_candidate c SET {', '.join(f'{name} = s.{name}' for name in _CHOSEN)}, {', '.join(f'{name} = r.{name}' for name in _IDENTITY.split(', '))}"
        f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE NOT s.is_new AND c.id = s.id"
    )
    cursor.execute(f"DROP TABLE {staged}")


# Of a decision: what stands in every one, beside DECIDED.
_EVERY = "candidate_id, programme_id, office_id, sender_code, terms_id, decided_on, reasons"


def _decisions(terms: Terms, decided_on: str) -> str:
    """Return the SQL of decisions as they are stored, from `dealt` d and whoever gives the candidate's number, n."""
    said = f"{terms.programme_id}, {terms.office_id}, d.sender_code, {terms.pk}, {decided_on}, d.said"
    return f"SELECT n.candidate_id, {said}, {', '.join(f'd.{name}' for name in DECIDED)} FROM dealt d"


def _store_new_decisions(cursor: object, connection: duckdb.DuckDBPyConnection, *, terms: Terms, on: dt.date) -> None:
    decided_on = f"DATE '{on}'"
    columns.pour(
        cursor,
        f"eligibility_decision ({_EVERY}, {', '.join(DECIDED)})",
        connection,
        f"{_decisions(terms, decided_on)} JOIN numbered n ON n.no = d.no WHERE n.is_new ORDER BY n.candidate_id",
    )


def _store_changed_decisions(
    cursor: object, connection: duckdb.DuckDBPyConnection, *, terms: Terms, on: dt.date
) -> None:
    staged, decided_on = "eligibility_staging_decisions", f"coalesce(n.kept_on, DATE '{on}')"
    cursor.execute(f"CREATE TEMP TABLE {staged} (LIKE eligibility_decision) ON COMMIT DROP")
    columns.pour(
        cursor,
        f"{staged} ({_EVERY}, {', '.join(DECIDED)})",
        connection,
        f"{_decisions(terms, decided_on)} JOIN decision_changes n ON n.no = d.no WHERE NOT n.is_new ORDER BY n.candidate_id",
    )
    cursor.execute(f"ANALYZE {staged} (candidate_id)")
    fields = ("sender_code", "terms_id", "decided_on", "reasons", *DECIDED)
    cursor.execute(
        f"UPDATE eligibility_decision d SET {', '.join(f'{name} = s.{name}' for name in fields)} FROM {staged} s WHERE d.candidate_id = s.candidate_id"
    )
    cursor.execute(f"DROP TABLE {staged}")
