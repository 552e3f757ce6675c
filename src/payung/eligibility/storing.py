"""What was decided into the database as a difference, in one transaction: PostgreSQL takes the people in while DuckDB still judges them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.agreements.models import Terms
from payung.audit.history import set_actor
from payung.audit.rebuilding import FEW, rebuilt
from payung.eligibility.bulk import CHOSEN, Decided, LedgerBroken
from payung.eligibility.gathering import DECIDED
from payung.gateways import columns
from payung.gateways.columns import Written

T = TypeVar("T")

_IDENTITY = "kk, name, birth_place, sex, phone, address, rt, rw, kelurahan_code, kecamatan_code, kabupaten_code, occupation, disability"

# What a decision has alone; the rest a million decisions have in common with others, and it is sent once a kind.
_OWN = ("family_place", "rank")
_COMMON = ("sender_code", *(name for name in DECIDED if name not in _OWN))


@dataclass(frozen=True, slots=True)
class Storing:
    """On which terms, for which day and by whom a run is stored, and how many of its people are `new`."""

    terms: Terms
    on: dt.date
    by: Viewer
    new: int


@dataclass(frozen=True, slots=True)
class _Decisions:
    """Decisions that wait in files: new ones, the kinds that these are of, and changed ones."""

    new: Written
    kinds: Written
    changed: Written


def store(
    connection: duckdb.DuckDBPyConnection,
    this: Storing,
    *,
    decide: Callable[[], Decided],
    then: Callable[[], T],
) -> tuple[Decided, T]:
    """Store the people whom `bulk.find_people` found and what is decided about them, inside `holding`; return what was decided,
    and what was found after it.

    What is unchanged stays untouched, what changes keeps its history.

    :param decide: is asked while the people are stored. :param then: is called while their keys are built. Both have the connection
        to DuckDB for themselves, in another thread, and ask PostgreSQL nothing.
    :raises LedgerBroken: if the stored candidates are not the decided ones.
    """
    with (
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        set_actor(using="owner", actor=this.by.name, actor_id=this.by.account_id, act="decide_programme")
        # The history's trigger keeps the plan of its first statement; one made for no rows is quadratic for many.
        # A sample of a load is enough until the server has time to read more of it.
        cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL default_statistics_target = 20; DISCARD PLANS")
        _number(cursor, connection, new=this.new)
        people = _people(connection)
        judged = beside.submit(_judged, connection, this, decide)
        with (
            rebuilt("eligibility_candidate", rows=this.new),
            # Nobody decided these yet, so their keys to accounts are checked fast; every page of the site asks for its account.
            rebuilt("eligibility_decision", rows=this.new, primary=True, beside=("access_account",)),
        ):
            _store_people(cursor, people, this)
            found, decisions = judged.result()
            after = beside.submit(then)
            _store_new_decisions(cursor, decisions, this)
        _store_changed_decisions(cursor, decisions)
        if this.new > FEW:
            # What people are looked up and counted by; the server reads the rest when it has time.
            cursor.execute(
                "ANALYZE eligibility_candidate (id, programme_id, office_id, sender_code, row_id, person_id, nik, kelurahan_code);"
                " ANALYZE eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, outcome, proposed, has_seat, rank, decided_by_id)"
            )
        _balance(cursor, found, this.terms)
    return found, after.result()


def _balance(cursor: Any, found: Decided, terms: Terms) -> None:
    """Count what stands there now. A decision is of one candidate and no candidate has two: the keys of the tables see to that."""
    cursor.execute(
        "SELECT (SELECT count(*) FROM eligibility_candidate WHERE programme_id = %(programme)s),"
        " (SELECT count(*) FROM eligibility_decision WHERE programme_id = %(programme)s)",
        {"programme": terms.programme_id},
    )
    if cursor.fetchone() != (found.candidates, found.candidates):
        raise LedgerBroken(f"not {found.candidates} candidates with one decision each")


def _number(cursor: Any, connection: duckdb.DuckDBPyConnection, *, new: int) -> None:
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


def _people(connection: duckdb.DuckDBPyConnection) -> Written:
    """Write out what is chosen for new and changed candidates."""
    return columns.write_out(
        connection,
        f"SELECT n.candidate_id, n.is_new, f.nik, {', '.join(f'f.{name}' for name in CHOSEN)} FROM numbered n JOIN facts f ON f.rowid = n.no",
    )


def _store_people(cursor: Any, written: Written, this: Storing) -> None:
    """Store new and changed candidates, each with the identity of their row."""
    if not written.rows:
        return
    staged, new = "eligibility_staging_people", this.new
    fields = ", ".join(f"{name} {kind}" for name, kind in CHOSEN.items())
    cursor.execute(f"CREATE TEMP TABLE {staged} (id bigint, is_new boolean, nik text, {fields}) ON COMMIT DROP")
    columns.take_in(cursor, staged, written)
    cursor.execute(f"ANALYZE {staged} (id, row_id, is_new)")
    given = ", ".join(f"r.{name}" for name in _IDENTITY.split(", "))
    if new:
        cursor.execute(
            f"INSERT INTO eligibility_candidate (id, programme_id, office_id, nik, {', '.join(CHOSEN)}, {_IDENTITY})"
            f" SELECT s.id, %s, %s, s.nik, {', '.join(f's.{name}' for name in CHOSEN)}, {given}"
            f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE s.is_new",
            [this.terms.programme_id, this.terms.office_id],
        )
    if written.rows > new:
        chosen = ", ".join(f"{name} = s.{name}" for name in CHOSEN)
        cursor.execute(
            f"UPDATE eligibility_candidate c SET {chosen}, ({_IDENTITY}) = ROW ({given})"
            f" FROM {staged} s JOIN intake_row r ON r.id = s.row_id WHERE NOT s.is_new AND c.id = s.id"
        )
    cursor.execute(f"DROP TABLE {staged}")


def _judged(
    connection: duckdb.DuckDBPyConnection, this: Storing, decide: Callable[[], Decided]
) -> tuple[Decided, _Decisions]:
    """Decide, and write out the decisions that are new or changed."""
    found = decide()
    kind = ("mask", *_COMMON)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE decision_kinds AS
        SELECT row_number() OVER ()::INTEGER AS kind, k.*
        FROM (SELECT DISTINCT {", ".join(f"d.{name}" for name in kind)} FROM dealt d JOIN numbered n ON n.no = d.no WHERE n.is_new) k
        """
    )
    same = " AND ".join(f"k.{name} IS NOT DISTINCT FROM d.{name}" for name in kind)
    new = columns.write_out(
        connection,
        f"SELECT n.candidate_id, k.kind, {', '.join(f'd.{name}' for name in _OWN)}"
        f" FROM dealt d JOIN numbered n ON n.no = d.no JOIN decision_kinds k ON {same} WHERE n.is_new ORDER BY n.candidate_id",
    )
    kinds = columns.write_out(
        connection,
        f"SELECT k.kind, m.said, {', '.join(f'k.{name}' for name in _COMMON)} FROM decision_kinds k JOIN seated_masks m ON m.mask = k.mask",
    )
    changed = columns.write_out(
        connection,
        f"SELECT n.candidate_id, {this.terms.programme_id}, {this.terms.office_id}, d.sender_code, {this.terms.pk},"
        f" coalesce(n.kept_on, DATE '{this.on}'), d.said, {', '.join(f'd.{name}' for name in DECIDED)}"
        " FROM dealt d JOIN decision_changes n ON n.no = d.no WHERE NOT n.is_new ORDER BY n.candidate_id",
    )
    return found, _Decisions(new, kinds, changed)


def _store_new_decisions(cursor: Any, decisions: _Decisions, this: Storing) -> None:
    staged, kinds = "eligibility_staging_decisions", "eligibility_staging_kinds"
    common, own = ", ".join(("reasons", *_COMMON)), ", ".join(_OWN)
    cursor.execute(
        f"CREATE TEMP TABLE {kinds} ON COMMIT DROP AS SELECT 0 AS kind, {common} FROM eligibility_decision WITH NO DATA;"
        f" CREATE TEMP TABLE {staged} ON COMMIT DROP AS SELECT candidate_id, 0 AS kind, {own} FROM eligibility_decision WITH NO DATA"
    )
    columns.take_in(cursor, kinds, decisions.kinds)
    if columns.take_in(cursor, staged, decisions.new):
        cursor.execute(f"ANALYZE {staged} (kind); ANALYZE {kinds} (kind)")
        cursor.execute(
            f"INSERT INTO eligibility_decision (candidate_id, programme_id, office_id, terms_id, decided_on, {own}, {common})"
            f" SELECT candidate_id, %s, %s, %s, %s, {own}, {common} FROM {staged} JOIN {kinds} USING (kind)",
            [this.terms.programme_id, this.terms.office_id, this.terms.pk, this.on],
        )
    cursor.execute(f"DROP TABLE {staged}, {kinds}")


def _store_changed_decisions(cursor: Any, decisions: _Decisions) -> None:
    staged = "eligibility_staging_decisions"
    fields = ("sender_code", "terms_id", "decided_on", "reasons", *DECIDED)
    cursor.execute(f"CREATE TEMP TABLE {staged} (LIKE eligibility_decision) ON COMMIT DROP")
    into = f"{staged} (candidate_id, programme_id, office_id, {', '.join(fields)})"
    if columns.take_in(cursor, into, decisions.changed):
        cursor.execute(f"ANALYZE {staged} (candidate_id)")
        cursor.execute(
            f"UPDATE eligibility_decision d SET {', '.join(f'{name} = s.{name}' for name in fields)} FROM {staged} s WHERE d.candidate_id = s.candidate_id"
        )
    cursor.execute(f"DROP TABLE {staged}")
