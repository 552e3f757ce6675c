"""Enact a decree: seats are given and ended, money is given back, all in one transaction or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from payung.access.viewer import Viewer
from payung.enrolment import money, seats
from payung.enrolment.actions import held, may, must_be, record
from payung.enrolment.deeds import Deed, bases, deed_problems, missing_base
from payung.enrolment.handing import has_proposed
from payung.enrolment.models import Decree
from payung.enrolment.refusals import (
    AlreadyCovered,
    AlreadyEnacted,
    BilledMeanwhile,
    CannotEnact,
    MissingLegalBase,
    NoSuchDecree,
    NumberTaken,
    ProposerMayNotEnact,
    QuotaFull,
    Refused,
)
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Enacted:
    """What an enacted decree changed."""

    decree_id: int
    number: str
    seats_given: int
    seats_ended: int
    given_back: int


def enact(*, decree_id: int, deed: Deed, billed_until: Mapping[int, dt.date], by: Viewer, at: dt.datetime) -> Enacted:
    """Enact a decree with its number, day and signer: seats are given, and ended, from the months of its lines.

    :param billed_until: seat (enrolment id) → first month not billed yet, of people who leave (from contributions).
    :raises AlreadyEnacted: if it was. :raises WrongState: if it is not initialled.
    :raises ProposerMayNotEnact: if the viewer proposed it.
    :raises MissingLegalBase: if the regulation or the PKS is missing; CannotEnact: if the deed is wrong as well.
    :raises AlreadyCovered: if people have a seat in these months. :raises QuotaFull: if a place has too few seats.
    :raises BilledMeanwhile: if months of people who leave were billed. :raises NumberTaken: if the number is used.
    """
    try:
        return _enact(decree_id, deed, billed_until, by=by, at=at)
    except IntegrityError as refused:
        _refuse_by_constraint(decree_id, deed, refused)
        raise


def problems(*, decree_id: int, deed: Deed, by: Viewer, at: dt.datetime) -> list[Words]:
    """Return everything that would refuse a deed before its seats are looked at; nothing is locked, nothing changes.

    :raises NotAllowed: if the viewer may not enact. :raises NoSuchDecree: if the office has none of this number.
    """
    may(by, "enact_decree", act="look_at_deed")
    decree = Decree.objects.using("owner").filter(pk=decree_id, office_id=by.office_id).select_related("terms").first()
    if decree is None:
        raise NoSuchDecree(decree_id)
    if decree.state == "enacted":
        return list(AlreadyEnacted(decree.pk, decree.number, decree.decided_on).problems)
    looks = (
        lambda: must_be(decree, "initialled"),
        lambda: _refuse_maker(decree, by),
        lambda: _refuse_deed(decree, deed, at),
    )
    return [words for look in looks for words in _problems_of(look)]


def _problems_of(look: Callable[[], None]) -> tuple[Words, ...]:
    try:
        look()
    except Refused as refused:
        return refused.problems
    return ()


def _refuse_maker(decree: Decree, by: Viewer) -> None:
    if decree.proposed_by_id == by.account_id or has_proposed(decree.pk, by.account_id):
        raise ProposerMayNotEnact


@transaction.atomic(using="owner")
def _enact(decree_id: int, deed: Deed, billed_until: Mapping[int, dt.date], *, by: Viewer, at: dt.datetime) -> Enacted:
    may(by, "enact_decree", act="enact_decree")
    decree = held(decree_id, by=by)
    if decree.state == "enacted":
        raise AlreadyEnacted(decree.pk, decree.number, decree.decided_on)
    must_be(decree, "initialled")
    _refuse_maker(decree, by)
    _refuse_deed(decree, deed, at)
    _refuse_seats(decree, billed_until)
    ended = seats.shorten(decree)
    given = seats.give(decree)
    given_back = money.give_back(decree, by=by, at=at)
    decree.state, decree.enacted_at, decree.enacted_by_id = "enacted", at, by.account_id
    decree.number, decree.decided_on = deed.number.strip(), deed.decided_on
    decree.signer_name, decree.signer_title = deed.signer_name.strip(), deed.signer_title.strip()
    decree.signer_acting, decree.acting_from, decree.acting_until = deed.acting, deed.acting_from, deed.acting_until
    decree.scan_sha256 = deed.scan_sha256
    decree.save(using="owner")
    record("decree.enacted", decree, by=by, at=at, number=decree.number, given=given, ended=ended, back=given_back)
    return Enacted(decree.pk, decree.number, given, ended, given_back)


def _refuse_deed(decree: Decree, deed: Deed, at: dt.datetime) -> None:
    wrong = deed_problems(deed, decree, at=at)
    base = missing_base(bases(decree, deed.decided_on), on=deed.decided_on)
    if wrong:
        raise CannotEnact(*wrong, *base)
    if base:
        raise MissingLegalBase(*base)
    taken = Decree.objects.using("owner").filter(office_id=decree.office_id, number=deed.number.strip())
    if taken.exclude(pk=decree.pk).exists():
        raise NumberTaken(deed.number.strip())


def _refuse_seats(decree: Decree, billed_until: Mapping[int, dt.date]) -> None:
    rows, people = seats.already_covered(decree)
    if people:
        raise AlreadyCovered(rows, people)
    full = seats.overruns(decree)
    if full:
        raise QuotaFull(full)
    if billed_until:
        leaving = decree.annex.using("owner").filter(change="remove", ends__enrolment__in=list(billed_until))
        late = [one for one, month in leaving.values_list("ends__enrolment", "from_month") if month < billed_until[one]]
        if late:
            raise BilledMeanwhile(len(late))


def _refuse_by_constraint(decree_id: int, deed: Deed, refused: IntegrityError) -> None:
    """Say by name what another transaction did in the same moment: the constraint let only one of them in."""
    name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "")
    if name == "no_overlapping_seat":
        rows, people = seats.already_covered(Decree.objects.using("owner").get(pk=decree_id))
        raise AlreadyCovered(rows, people) from None
    if name == "one_decree_per_number":
        raise NumberTaken(deed.number.strip()) from None
    if name == "proposer_does_not_enact":
        raise ProposerMayNotEnact from None
