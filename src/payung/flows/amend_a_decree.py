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
from payung.enrolment.models import Decree, DecreeRow, Enrolment
from payung.enrolment.refusals import NoSuchDecree
from payung.vocabulary.month import Month


@transaction.atomic(using="owner")
def run(decree_id: int, removals: Sequence[Removal], *, fill: str, by: Viewer, at: dt.datetime) -> Amendment:
    """Draft an amendment, a decision or minutes, as the programme replaces people; see `enrolment.amending.amend`.

    Months that are billed already stay with whoever leaves; whoever replaces them starts after these.
    """
    by.must("propose_decree")
    actions.held(decree_id, by=by)
    billed = _billed_until(decree_id, removals)
    return amending.amend(decree_id=decree_id, removals=removals, fill=fill, billed_until=billed, by=by, at=at)


def look(decree_id: int, removals: Sequence[Removal], *, by: Viewer, at: dt.datetime) -> list[tuple[int, str]]:
    """Return the line and the reason of everybody who is to leave, or refuse with all that is wrong; nothing is drafted.

    :raises NotAllowed, NoSuchDecree, CannotAmend, WrongState: as `enrolment.amending.look`.
    """
    by.must("propose_decree")
    billed = _billed_until(decree_id, removals)
    return amending.look(decree_id=decree_id, removals=removals, billed_until=billed, by=by, at=at)


def run_lines(
    decree_id: int, lines: Sequence[tuple[int, str]], *, refused_too: bool, fill: str, by: Viewer, at: dt.datetime
) -> Amendment:
    """Draft a change of whoever stands on some lines (from `look`), as `run`: an order of work names lines, nobody by NIK.

    :param refused_too: also whom BPJS refused, as it stands now.
    """
    removals = amending.named(decree_id=decree_id, lines=lines, by=by)
    refused = answered_no(decree_id, by=by) if refused_too else []
    return run(decree_id, [*removals, *refused], fill=fill, by=by, at=at)


def _billed_until(decree_id: int, removals: Sequence[Removal]) -> dict[int, dt.date]:
    """Return, for the seats of whoever leaves, the first month that is not billed."""
    programme = Decree.objects.using("owner").filter(pk=decree_id).values("programme_id")
    niks = [one.nik for one in removals]
    return first_unbilled(
        BillLine.objects.using("owner").filter(
            enrolment__programme_id__in=programme, enrolment__decree_row__nik__in=niks
        )
    )


def answered_no(decree_id: int, *, by: Viewer) -> list[Removal]:
    """Return whoever BPJS refused under a decree (or what amended it) and who is not on any paper that takes them off yet.

    :raises NoSuchDecree: if the office has no such decree.
    """
    by.must("propose_decree")
    decree = Decree.objects.using("owner").filter(pk=decree_id, office_id=by.office_id).first()
    if decree is None:
        raise NoSuchDecree(decree_id)
    gone = DecreeRow.objects.using("owner").filter(change="remove").exclude(decree__state="withdrawn")
    refused = (
        Enrolment.objects.using("owner")
        .filter(state="rejected", leaving=None, programme_id=decree.programme_id)
        .filter(decree_row__decree_id__in=[decree.pk, *decree.amendments.using("owner").values_list("pk", flat=True)])
        .exclude(decree_row__in=gone.values("ends"))
    )
    return [Removal(nik, "answered_no") for nik in refused.values_list("decree_row__nik", flat=True).order_by("pk")]


def first_unbilled(lines: QuerySet[BillLine]) -> dict[int, dt.date]:
    """Return, for each seat of some bill lines, the first month after the last one that is billed."""
    last = lines.filter(is_void=False).values_list("enrolment_id").annotate(last=Max("month"))
    return {seat: Month.of(month).plus(1).starts_on for seat, month in last}
