"""who leaves, and why → months billed already asked upstairs → places filled from the waiting list → a draft that changes a decree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet

from payung.access.viewer import Viewer
from payung.contributions.models import BillLine
from payung.enrolment import actions, amending
from payung.enrolment.amending import Amendment, Removal
from payung.enrolment.models import DecreeRow, Enrolment
from payung.vocabulary.month import Month


@transaction.atomic(using="owner")
def run(decree_id: int, removals: Sequence[Removal], *, fill: str, by: Viewer, at: dt.datetime) -> Amendment:
    """Draft an amendment, a decision or minutes, as the programme replaces people; see `enrolment.amending.amend`.

    Months that are billed already stay with whoever leaves; whoever replaces them starts after these.
    """
    by.must("propose_decree")
    decree = actions.held(decree_id, by=by)
    niks = [one.nik for one in removals]
    lines = BillLine.objects.using("owner").filter(
        enrolment__programme_id=decree.programme_id, enrolment__decree_row__nik__in=niks
    )
    return amending.amend(
        decree_id=decree_id, removals=removals, fill=fill, billed_until=first_unbilled(lines), by=by, at=at
    )


def answered_no(decree_id: int, *, by: Viewer) -> list[Removal]:
    """Return whoever BPJS refused under a decree (or what amended it) and who is not on any paper that takes them off yet.

    :raises NoSuchDecree: if the office has no such decree.
    """
    by.must("propose_decree")
    with transaction.atomic(using="owner"):
        decree = actions.held(decree_id, by=by)
        gone = DecreeRow.objects.using("owner").filter(change="remove").exclude(decree__state="withdrawn")
        refused = (
            Enrolment.objects.using("owner")
            .filter(state="rejected", leaving=None, programme_id=decree.programme_id)
            .filter(
                decree_row__decree_id__in=[decree.pk, *decree.amendments.using("owner").values_list("pk", flat=True)]
            )
            .exclude(decree_row__in=gone.values("ends"))
        )
        return [Removal(nik, "answered_no") for nik in refused.values_list("decree_row__nik", flat=True).order_by("pk")]


def first_unbilled(lines: QuerySet[BillLine]) -> dict[int, dt.date]:
    """Return, for each seat of some bill lines, the first month after the last one that is billed."""
    last = lines.filter(is_void=False).values_list("enrolment_id").annotate(last=Max("month"))
    return {seat: Month.of(month).plus(1).starts_on for seat, month in last}
