"""A year ends: what is paid → the day memberships end → what next year lacks and by when → the list carried over → a new draft."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections, transaction
from django.utils import timezone

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.contributions import protection, queries, turning
from payung.contributions.protection import Clock
from payung.contributions.turning import Carried, YearAhead
from payung.enrolment import bulk as seats
from payung.enrolment import proposing
from payung.enrolment import queries as decrees
from payung.enrolment.proposing import Proposal
from payung.flows import propose_a_decree
from payung.flows.bill_months import NoSuchProgramme
from payung.law.deadlines import due_on
from payung.law.figures import national_figures
from payung.law.months import add_months
from payung.vocabulary.words import Words

# From July on, the year ahead is the next one; before, offices still wait for this year's DPA and decree.
AHEAD_FROM = 7


class NoSuchTerms(Exception):
    """The programme has no terms that begin to hold on that day."""


class DecideFirst(Exception):
    """So many of the carried people have no decision under the new terms."""

    def __init__(self, people: int) -> None:
        super().__init__(str(people))
        self.people = people


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that the year ahead lacks, the last day on which it still comes in time, and what to do at a terminal.

    `key` names it for a page: unpaid, terms, regulation, agreement, line, decree, seats.
    """

    key: str
    what: Words
    by_when: dt.date
    todo: Words


@dataclass(frozen=True, slots=True)
class Countdown:
    """How a programme stands before its year turns: paid through, the days that follow, everything that is missing.

    `days_left` until memberships end (below 0: they have); `confidence` of that rule is `conflict` while sources differ.
    """

    ahead: YearAhead
    clock: Clock | None
    days_left: int | None
    confidence: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """The list carried over to new terms, and the draft decree that was made of it (or would be, where only shown)."""

    first_month: dt.date
    end_month: dt.date
    people: tuple[Carried, ...]
    to_decide: int
    proposal: Proposal | None
    is_made: bool


def countdown(*, programme: str, on: dt.date, by: Viewer, year: int | None = None) -> Countdown:
    """Return what is missing before a programme's year can turn without anybody's membership ending.

    :param year: the fiscal year ahead; by itself the next one from July on, else this one.
    :raises NoSuchProgramme: if the office has none with this code. :raises NotAllowed: without the right to see money.
    """
    programme_id = _programme(programme, by)
    first = dt.date(year or (on.year + 1 if on.month >= AHEAD_FROM else on.year), 1, 1)
    ahead = turning.year_ahead(programme_id=programme_id, first_month=first, seen_by=by)
    clock = protection.clock(ahead.last_paid) if ahead.last_paid else None
    left = (clock.ends_on - on).days if clock else None
    confidence = national_figures()["bpu_grace_months"].at(on).confidence
    return Countdown(ahead, clock, left, confidence, tuple(_missing(ahead)))


def turn(  # noqa: PLR0913 (a programme, its new terms, the title, by whom, when, how far)
    *,
    programme: str,
    to_terms: dt.date,
    by: Viewer,
    at: dt.datetime,
    title: str = "",
    really: bool = False,
    priced: bool = True,
) -> Turned:
    """Carry a programme's list over to its new terms, and draft the new decree of those who are decided under them.

    The old list alone puts nobody on a new decree: everybody is decided again first (`payung decide run`). Shown unless
    `really`; a draft that exists already is refused, so that run twice nothing is proposed twice.

    :param to_terms: the day from which the new terms hold. :param priced: where only shown, rehearse the draft too.
    :raises NoSuchProgramme, NoSuchTerms: if there is none. :raises DecideFirst: if somebody carried over is not decided.
    :raises NotAllowed and what `enrolment.proposing.propose` refuses.
    """
    programme_id = _programme(programme, by)
    terms_id, first, months, age_below = _terms(programme_id, to_terms, by)
    people = turning.carried_list(
        programme_id=programme_id, terms_id=terms_id, first_month=first, age_below=age_below, seen_by=by, at=at
    )
    end = add_months(first, months)
    waiting = sum(not one.is_decided for one in people if one.fate != "waiting")
    order = proposing.Order(programme=programme, title=title, first_month=first, end_month=end)
    if not really:
        shown = propose_a_decree.rehearse(order, by=by, at=at) if priced and people and not waiting else None
        return Turned(first, end, tuple(people), waiting, shown, is_made=False)
    if waiting:
        raise DecideFirst(waiting)
    with transaction.atomic(using="owner"):
        made = propose_a_decree.run(order, by=by, at=at)
        _close_what_is_over(programme, by=by, at=at)
    return Turned(first, end, tuple(people), 0, made, is_made=True)


def _close_what_is_over(programme: str, *, by: Viewer, at: dt.datetime) -> None:
    """Mark the seats of earlier decrees whose months are over by now as ended."""
    for decree in decrees.decrees(seen_by=by, programme=programme):
        if decree.state == "enacted":
            seats.close_what_is_over(decree_id=decree.decree_id, on=timezone.localdate(at), by=by, at=at)


def _programme(code: str, by: Viewer) -> int:
    found = queries.programme_named(code, seen_by=by)
    if found is None:
        raise NoSuchProgramme(code)
    return found


def _terms(programme_id: int, valid_from: dt.date, by: Viewer) -> tuple[int, dt.date, int, int]:
    with scope(by), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT id, first_month, months, age_below FROM agreements_terms WHERE programme_id = %s AND valid_from = %s",
            [programme_id, valid_from],
        )
        found = cursor.fetchone()
    if found is None:
        raise NoSuchTerms(valid_from.isoformat())
    return found


def _missing(ahead: YearAhead) -> list[Missing]:
    """Everything that the year ahead lacks; cover without arrears wants the first month paid by its due day."""
    first, due = ahead.first_month, due_on(ahead.first_month, "bpu").on
    before = first - dt.timedelta(days=1)
    lacks: list[Missing] = []
    if ahead.unpaid_bills:
        lacks.append(Missing("unpaid", *_UNPAID, before, _PAY))
    for lacking, key, words, by_when, todo in (
        (not ahead.terms, "terms", _TERMS, before, _LOAD),
        (not ahead.has_regulation, "regulation", _REGULATION, before, _ENTER_RULE),
        (not ahead.has_agreement, "agreement", _AGREEMENT, before, _ENTER_PKS),
        (not ahead.line_amount, "line", _LINE, due, _ENTER_DPA),
        (not ahead.decrees, "decree", _DECREE, due, _TURN),
        (not ahead.seats, "seats", _SEATS, due, _ENROL),
    ):
        if lacking:
            lacks.append(Missing(key, words, by_when, todo))
    return lacks


_UNPAID = (Words("Tagihan tahun lama belum lunas", "Bills of the old year are not settled"),)
_PAY = Words("payung pay record, sebelum kas daerah ditutup", "payung pay record, before the treasury closes")
_TERMS = Words("Syarat program untuk tahun depan", "Terms of the programme for the year ahead")
_LOAD = Words("payung programme load", "payung programme load")
_REGULATION = Words("Dasar hukum yang masih berlaku", "A regulation that is still in force")
_ENTER_RULE = Words("payung programme regulation", "payung programme regulation")
_AGREEMENT = Words("PKS dengan cabang yang masih berlaku", "An agreement with the branch that is still in force")
_ENTER_PKS = Words("payung programme agreement", "payung programme agreement")
_LINE = Words("Mata anggaran (DPA) tahun depan", "A budget line (DPA) of the year ahead")
_ENTER_DPA = Words("payung programme budget", "payung programme budget")
_DECREE = Words("SK yang memuat bulan pertama", "A decree that holds the first month")
_TURN = Words("payung year turn", "payung year turn")
_SEATS = Words("Peserta dengan bulan pertama", "Members whose seat holds the first month")
_ENROL = Words("payung decree enact, lalu payung bpjs send", "payung decree enact, then payung bpjs send")
