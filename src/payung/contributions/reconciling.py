"""The quarterly reconciliation of Disnaker and branch: our side reckoned, theirs entered, a difference named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.contributions.models import Reconciliation
from payung.contributions.refusals import AlreadyReconciled, Unexplained
from payung.contributions.reports import OurSide, our_side


@dataclass(frozen=True, slots=True)
class TheirSide:
    """What the branch says for the same period: person-months and whole rupiah."""

    person_months: int
    amount: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Data of the berita acara rekonsiliasi; the differences are ours less theirs."""

    reconciliation_id: int | None
    ours: OurSide
    theirs: TheirSide
    explanation: str

    @property
    def person_months_apart(self) -> int:
        """Our person-months less theirs."""
        return self.ours.person_months - self.theirs.person_months

    @property
    def amount_apart(self) -> int:
        """Our rupiah less theirs."""
        return self.ours.amount - self.theirs.amount


@transaction.atomic(using="owner")
def reconcile(  # noqa: PLR0913 (a programme, a period, the other side, why they differ, by whom, when)
    *,
    programme_id: int,
    first_month: dt.date,
    end_month: dt.date,
    theirs: TheirSide,
    explanation: str,
    by: Viewer,
    at: dt.datetime,
    really: bool = True,
) -> Reconciled:
    """Reconcile the contribution months of a period (`end_month` exclusive).

    :param really: write; else only show both sides, with or without an explanation.
    :raises NotAllowed: without the right to pay. :raises Unexplained: if the sides differ and nobody says why.
    :raises AlreadyReconciled: if the period, or a part of it, was reconciled before.
    """
    by.must("pay")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="reconcile")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('contributions_reconciliation'), %s)", [programme_id])
    known = Reconciliation.objects.using("owner").filter(office_id=by.office_id, programme_id=programme_id)
    if known.filter(first_month__lt=end_month, end_month__gt=first_month).exists():
        raise AlreadyReconciled
    ours = our_side(programme_id=programme_id, first_month=first_month, end_month=end_month, seen_by=by)
    found = Reconciled(None, ours, theirs, explanation.strip())
    if not really:
        return found
    if (found.person_months_apart or found.amount_apart) and not found.explanation:
        raise Unexplained(found.person_months_apart, found.amount_apart)
    entry = Reconciliation(
        office_id=by.office_id,
        programme_id=programme_id,
        first_month=first_month,
        end_month=end_month,
        our_person_months=ours.person_months,
        our_amount=ours.amount,
        their_person_months=theirs.person_months,
        their_amount=theirs.amount,
        explanation=found.explanation,
        made_at=at,
        made_by_id=by.account_id,
    )
    entry.save(using="owner", force_insert=True)
    audit.record(
        "period.reconciled",
        by=by.name,
        by_id=by.account_id,
        about=f"reconciliation:{entry.pk}",
        at=at,
        using="owner",
        our_amount=ours.amount,
        their_amount=theirs.amount,
        explanation=found.explanation,
    )
    return Reconciled(entry.pk, ours, theirs, found.explanation)
