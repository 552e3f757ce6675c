"""Who of the proposed people may have a seat: lists and seats handed down -> judged -> (shown) -> stored -> the senders' rows are told."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements import queries as programmes
from payung.agreements.models import Programme, Terms
from payung.audit import actions as audit
from payung.eligibility import actions, bulk, storing, telling
from payung.eligibility.bulk import Decided
from payung.eligibility.storing import Storing
from payung.gateways import columns
from payung.intake.bulk import Notes, record_notes, record_reasons, write_notes
from payung.intake.models import SubmittedList

STEPS = ("gather", "decide", "store", "tell")

# Seats that some programme gives, whoever's office it is: one person has one seat at a time.
_SEATS = """
SELECT person_id, programme_id, lower(covered) AS from_month, coalesce(upper(covered), 'infinity'::date) AS end_month
FROM enrolment_enrolment WHERE state <> 'rejected' AND NOT isempty(covered)
"""


class NoLists(Exception):
    """No list proposes for the programme yet."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to decide: a programme, the lists that are added to it (None: every ready one), the day, and whether to store."""

    code: str
    on: dt.date
    lists: tuple[int, ...] | None = ()
    really: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a run found, on which terms, for which lists; `told_lists` had rows whose reasons changed. `applied`: it is stored."""

    decided: Decided
    terms_from: dt.date
    lists: tuple[int, ...]
    told_lists: int
    applied: bool


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Done:
    """Decide a programme. Stopped anywhere and run again, it ends in the same state: it is stored in one transaction.

    :param tell: is called with the name of each step (STEPS) as it begins.
    :raises NotAllowed: if the viewer may not decide for the whole office.
    :raises NoSuchProgramme, NoTermsInForce: if there is nothing to decide by.
    :raises NoLists: if no list proposes for it.
    :raises NoSuchList, ListNotReady, ListHeld, SenderMayNotPropose, ListOfAnotherProgramme: if a named list cannot propose for it.
    """
    actions.whole_office(by)
    programme = programmes.programme(order.code, seen_by=by)
    terms = programmes.terms_on(programme, on=order.on, seen_by=by)
    terms.programme = programme
    quotas = programmes.quotas(programme, seen_by=by)
    folder = home / "work" / f"decide-{programme.pk}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with bulk.holding(programme), columns.workshop(str(folder), memory="1500MB") as connection:
            lists = actions.lists_for(programme, list_ids=None if order.lists is None else list(order.lists), by=by)
            if not lists:
                raise NoLists(order.code)
            tell("gather")
            columns.fetch(connections["owner"].settings_dict, _SEATS, connection, "seats")
            tell("decide")
            new = bulk.find_people(connection, terms=terms, list_ids=[one.pk for one in lists])
            this = _Run(order, programme, terms, lists, partial(bulk.decide, connection, terms=terms, quotas=quotas))
            found, told = (
                _store(connection, this, new=new, by=by, at=at, tell=tell) if order.really else (this.decide(), 0)
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Done(found, terms.valid_from, tuple(one.pk for one in lists), told, applied=order.really)


def settle(  # noqa: PLR0913 (who, which way, why)
    order: Order,
    *,
    outcome: str,
    note: str,
    candidates: list[int] | None,
    reason: str | None,
    home: Path,
    by: Viewer,
    at: dt.datetime,
    tell: Callable[[str], None],
) -> tuple[int, Done]:
    """Decide people by hand, then deal the seats out anew. Return how many were settled, and the run that followed.

    :raises NotAllowed, NotAnOutcome, NoNote, NothingToSettle: as `eligibility.actions.settle` does.
    """
    programme = programmes.programme(order.code, seen_by=by)
    count = actions.settle(
        programme=programme, outcome=outcome, note=note, candidates=candidates, reason=reason, by=by, at=at
    )
    return count, run(order, home=home, by=by, at=at, tell=tell)


@dataclass(frozen=True, slots=True)
class _Run:
    """What is decided: the order, whose people, on which terms, from which lists, and how they are judged."""

    order: Order
    programme: Programme
    terms: Terms
    lists: list[SubmittedList]
    decide: Callable[[], Decided]


def _store(
    connection: duckdb.DuckDBPyConnection,
    this: _Run,
    *,
    new: int,
    by: Viewer,
    at: dt.datetime,
    tell: Callable[[str], None],
) -> tuple[Decided, int]:
    """Judge and store a run; return what was decided, and how many lists had rows whose reasons changed."""
    programme, terms, lists = this.programme, this.terms, this.lists
    tell("store")
    # Asked before anything is stored: a large store locks the tables that the question reads by another connection.
    _ask_what_is_told(connection, lists)
    new_lists = actions.assign(programme=programme, lists=lists, by=by)
    found, news = storing.store(
        connection,
        Storing(terms=terms, on=this.order.on, by=by, new=new),
        decide=this.decide,
        then=partial(_what_to_tell, connection, lists),
    )
    tell("tell")
    _tell_senders(connection, news, by=by)
    changed = news.weighed + news.noted
    if found.new or found.changed or new_lists or changed:
        audit.record(
            "programme.decided",
            by=by.name,
            by_id=by.account_id,
            about=f"programme:{programme.pk}",
            at=at,
            using="owner",
            terms_from=terms.valid_from.isoformat(),
            candidates=found.candidates,
            eligible=found.eligible,
            doubtful=found.doubtful,
            not_eligible=found.not_eligible,
            seats=found.seats,
            new=found.new,
            changed=found.changed,
            reopened=found.reopened,
        )
    return found, len(changed)


def _ask_what_is_told(connection: duckdb.DuckDBPyConnection, lists: list[SubmittedList]) -> None:
    """Fetch the public reasons beside the rows of these lists; make `told_before`."""
    ids = ", ".join(str(one.pk) for one in lists)
    columns.fetch(
        connections["owner"].settings_dict,
        "SELECT c.id AS reason_key, r.submitted_list_id AS list_id, c.row_id, c.reason_id, c.weight FROM intake_reason c JOIN intake_row r ON r.id = c.row_id"
        f" WHERE c.floor = 'decide' AND r.submitted_list_id IN ({ids})",
        connection,
        "told_before",
    )


@dataclass(frozen=True, slots=True)
class _News:
    """The lists with a row whose public reasons differ from what was said before: whose verdicts are found anew, and whose only get notes."""

    weighed: list[SubmittedList]
    noted: list[SubmittedList]
    notes: Notes


def _what_to_tell(connection: duckdb.DuckDBPyConnection, lists: list[SubmittedList]) -> _News:
    """Compare what is told with what was told before.

    Public reasons are notes and change no verdict; where what was said before weighed something, the verdicts are found anew.
    """
    telling.tell(connection)
    for table, those, others in (("told_anew", "told", "told_before"), ("told_no_more", "told_before", "told")):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS FROM {those} ANTI JOIN {others} USING (row_id, reason_id)"
        )
    differ = connection.execute("SELECT list_id FROM told_anew UNION SELECT list_id FROM told_no_more").fetchall()
    weigh = connection.execute("SELECT DISTINCT list_id FROM told_before WHERE weight <> 'note'").fetchall()
    changed = [one for one in lists if (one.pk,) in differ]
    noted = [one for one in changed if (one.pk,) not in weigh]
    notes = write_notes(connection, told="told_anew", gone="told_no_more", lists=noted, floor="decide")
    return _News([one for one in changed if (one.pk,) in weigh], noted, notes)


def _tell_senders(connection: duckdb.DuckDBPyConnection, news: _News, *, by: Viewer) -> None:
    """Put the public reasons beside the rows of these lists: what is new, and not what is told no more."""
    for one in news.weighed:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE decide_reasons AS SELECT row_id, reason_id, 'note' AS weight, '' AS detail, '' AS proposal"
            f" FROM told WHERE list_id = {one.pk}"
        )
        record_reasons(connection, "decide_reasons", submitted_list=one, floor="decide", by=by)
    if news.noted:
        record_notes(news.notes, by=by)
