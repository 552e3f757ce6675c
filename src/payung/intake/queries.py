"""What became of a list and its rows, as far as the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import connections
from django.db.models import Max, Q, QuerySet, Sum

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.intake.models import Hold, LearntLayout, ListRow, Reason, Sender, SubmittedList
from payung.intake.standing import HELD, stands


class NoSuchList(Exception):
    """No list of this number, or one that the viewer may not see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class HoldSeen:
    """What was found too often on a list, of how many rows, and who let it pass, why; `lifted_at` None: the list is held for it."""

    stop: str
    rows: int
    held_at: dt.datetime
    lifted_at: dt.datetime | None
    lifted_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of every row of one list: received = accepted + verval + returned + refused. Rows of a held list count nowhere yet."""

    list_id: int
    file_name: str
    sender: str
    state: str
    match_state: str
    received: int
    accepted: int
    verval: int
    returned: int
    refused: int
    reasons: tuple[tuple[str, str, int], ...]
    holds: tuple[HoldSeen, ...] = ()

    @property
    def standing_holds(self) -> tuple[HoldSeen, ...]:
        """What holds the list now."""
        return tuple(one for one in self.holds if one.lifted_at is None)


def submitted_list(list_id: int, *, seen_by: Viewer) -> SubmittedList:
    """Return a list that the viewer may see.

    :raises NoSuchList: if there is none for them.
    """
    seen_by.must("see_list")
    with scope(seen_by):
        found = SubmittedList.objects.select_related("sender", "unjudged").filter(pk=list_id).first()
    if found is None:
        raise NoSuchList(list_id)
    return found


def submitted_lists(*, seen_by: Viewer) -> list[SubmittedList]:
    """Return the lists that the viewer may see, newest first."""
    seen_by.must("see_list")
    with scope(seen_by):
        return list(SubmittedList.objects.select_related("sender").order_by("-pk"))


def standing_proposals(*, seen_by: Viewer) -> list[SubmittedList]:
    """Return the proposals that count (`standing`), of those that the viewer may see; newest first."""
    seen_by.must("see_list")
    with scope(seen_by):
        return list(SubmittedList.objects.filter(stands(), kind="proposal").order_by("-pk"))


def receipt(list_id: int, *, seen_by: Viewer) -> Receipt:
    """Return the receipt of a list with (floor, reason, rows) for every reason given.

    :raises NoSuchList: if there is none for the viewer.
    """
    found = submitted_list(list_id, seen_by=seen_by)
    with scope(seen_by):
        reasons = _counted(Reason.objects.filter(reasons_of(found)))
        holds = tuple(_hold_seen(one) for one in found.holds.select_related("lifted_by").order_by("pk"))
    return Receipt(
        list_id=found.pk,
        file_name=found.file_name,
        sender=found.sender.name,
        state=found.state,
        match_state=found.match_state,
        received=found.received or 0,
        accepted=found.accepted or 0,
        verval=found.verval or 0,
        returned=found.returned or 0,
        refused=found.refused or 0,
        reasons=reasons,
        holds=holds,
    )


def _hold_seen(one: Hold) -> HoldSeen:
    by = one.lifted_by.full_name if one.lifted_by else ""
    return HoldSeen(one.stop, one.rows, one.held_at, one.lifted_at, by, one.reason)


def _counted(given: QuerySet[Reason]) -> tuple[tuple[str, str, int], ...]:
    """Count rows by floor and reason. A check speaks once a row; what other floors say twice of a row counts once."""
    named = given.values("row_id", "floor", "reason_id")
    once = named.filter(floor="check").union(named.exclude(floor="check").distinct(), all=True)
    statement, parameters = once.query.sql_with_params()
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT floor, reason_id, count(*) AS rows FROM ({statement}) AS given GROUP BY floor, reason_id"
            " ORDER BY rows DESC, reason_id",
            parameters,
        )
        return tuple(cursor.fetchall())


def reasons_of(submitted: SubmittedList) -> Q:
    """Return which reasons are a list's, inside a scope.

    Rows of a list are stored in the order of the workbook at once: where their numbers have no gap, a range of numbers
    names them, and tens of thousands of rows need not be looked up.
    """
    of_list = ListRow.objects.filter(submitted_list=submitted).values_list("pk", flat=True)
    first = of_list.order_by("sheet_no", "row_no").first()
    last = of_list.order_by("-sheet_no", "-row_no").first()
    if first is not None and last is not None and last - first + 1 == submitted.received:
        return Q(row_id__gte=first, row_id__lte=last)
    return Q(row__submitted_list=submitted)


def known_of_rows(list_id: int, *, seen_by: Viewer) -> tuple[object, ...]:
    """Return what changes whenever anything new is known of a list's rows: whether it is held, its counts, its newest reason.

    :raises NoSuchList: if there is none for the viewer.
    """
    found = submitted_list(list_id, seen_by=seen_by)
    with scope(seen_by):
        newest = Reason.objects.filter(reasons_of(found)).aggregate(newest=Max("pk"))["newest"]
    return (found.state == HELD, found.match_state, found.accepted, found.verval, found.returned, found.refused, newest)


def rows_in_proposals(*, seen_by: Viewer) -> int:
    """Return how many rows the proposals of the viewer's whole office have, held ones left out: the size that repeats are looked for in."""
    counted = SubmittedList.objects.using("owner").filter(office_id=seen_by.office_id, kind="proposal")
    counted = counted.exclude(state=HELD)
    return counted.aggregate(rows=Sum("received"))["rows"] or 0


def in_all(receipts: list[Receipt]) -> Counter[str]:
    """Add receipts up: received, accepted, verval, returned, refused."""
    total: Counter[str] = Counter()
    for one in receipts:
        total.update({name: getattr(one, name) for name in ("received", "accepted", "verval", "returned", "refused")})
    return total


def rows(
    list_id: int, *, seen_by: Viewer, verdict: str | None = None, reason_id: str | None = None, limit: int = 50
) -> list[ListRow]:
    """Return rows of a list with their reasons loaded, in the order of the workbook.

    :raises NoSuchList: if there is none for the viewer.
    """
    submitted_list(list_id, seen_by=seen_by)
    with scope(seen_by):
        found: QuerySet[ListRow] = ListRow.objects.filter(submitted_list_id=list_id)
        if verdict:
            found = found.filter(verdict=verdict)
        if reason_id:
            found = found.filter(reasons__reason_id=reason_id)
        return list(found.order_by("sheet_no", "row_no").distinct().prefetch_related("reasons")[:limit])


def learnt_layouts(sender_code: str, *, seen_by: Viewer) -> list[LearntLayout]:
    """Return how a sender lays out its sheets, as far as it was learnt; newest first."""
    seen_by.must("see_list")
    return list(
        LearntLayout.objects.using("owner")
        .filter(sender__office_id=seen_by.office_id, sender__code=sender_code)
        .order_by("-accepted_at")
    )


def senders(*, seen_by: Viewer) -> list[Sender]:
    """Return whose lists the viewer has to do with: those that the account is bound to, or all of the office."""
    with scope(seen_by):
        found = Sender.objects.filter(code__in=seen_by.senders) if seen_by.senders else Sender.objects.all()
        return list(found.order_by("code"))
