"""The queue of doubtful rows: each lies before one reviewer, is settled once, and can be taken back for an hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.intake import settling
from payung.intake.actions import NothingToSign
from payung.intake.models import ListRow, SubmittedList
from payung.intake.standing import STANDS, stands
from payung.linkage import second_opinion
from payung.linkage.actions import MOST_TAKEN, TakenByAnother, claimed
from payung.linkage.models import Claim

#: How long a decision can be taken back in the queue; it stays in its reviewer's hand for so long.
UNDO_FOR = dt.timedelta(hours=1)
#: So many of the rows that are taken at once were decided by somebody before.
MOST_LOOKS = 2
#: What a claim on a row is called, beside the identities of pairs.
ROW = "row:"

# Rows of proposals, in the order of lists and workbooks: in an answer of BPJS or a list of the province nobody is proposed. A row with a
# pair that waits for an answer, or for its answer to take effect, is the other queue's. List by list: where enough is found in the
# first, the others are not looked at.
_OPEN = f"""
SELECT r.id FROM (
    SELECT l.id FROM intake_list l
    WHERE l.verval > 0 AND l.state = 'matched' AND l.kind = 'proposal' AND {STANDS}
    ORDER BY l.id
) lists
CROSS JOIN LATERAL (
    SELECT r.id FROM intake_row r
    WHERE r.submitted_list_id = lists.id AND r.verdict = 'verval' AND NOT r.id = ANY (%(without)s)
      AND NOT EXISTS (SELECT 1 FROM linkage_pair p WHERE p.row_id = r.id AND p.outcome = 'review')
      AND NOT EXISTS (SELECT 1 FROM linkage_claim c WHERE c.office_id = r.office_id AND c.identity = 'row:' || r.id
                      AND c.until > %(at)s AND c.by_id <> %(by)s)
    ORDER BY r.sheet_no, r.row_no LIMIT %(limit)s
) r
LIMIT %(limit)s
"""


class NothingToUndo(Exception):
    """The viewer settled no such row within the hour."""


def take(*, limit: int, by: Viewer, at: dt.datetime, without: Sequence[int] = ()) -> list[int]:
    """Give a reviewer rows that lie before nobody else, list after list; the look is recorded.

    :param without: rows that the viewer has put off.
    :raises NotAllowed: if the viewer may not review.
    """
    by.must("review")
    asked = {"limit": min(limit, MOST_TAKEN), "at": at, "by": by.account_id, "without": list(without)}
    with scope(by):
        # A batch has few second opinions in it, and first decisions around them: nobody can tell which is which.
        free = second_opinion.due(by).exclude(row_id__in=list(without)).exclude(row_id__in=_held_by_others(by, at))
        wanted = list(free.order_by("first_at", "pk").values_list("row_id", flat=True)[:MOST_LOOKS])
        with connections["default"].cursor() as cursor:
            cursor.execute(_OPEN, asked)
            wanted += [number for (number,) in cursor.fetchall()][: asked["limit"] - len(wanted)]
        if not wanted:
            return []
        mine = claimed([f"{ROW}{number}" for number in wanted], by=by, at=at)
        audit.record(
            "rows.seen", by=by.name, by_id=by.account_id, about="review", at=at, purpose="review", rows=len(mine)
        )
    return [number for number in wanted if f"{ROW}{number}" in set(mine)]


def taken(*, seen_by: Viewer, at: dt.datetime) -> list[ListRow]:
    """Return the rows that lie before the viewer and still wait, in the order of lists and workbooks, with list and reasons.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        mine = [number for number, _ in _held(seen_by, at)]
        asked = second_opinion.asked_of(mine, by=seen_by)
        found = ListRow.objects.filter(Q(verdict="verval") | Q(pk__in=list(asked)), pk__in=mine)
        rows = list(
            found.select_related("submitted_list")
            .prefetch_related("reasons")
            .order_by("submitted_list_id", "sheet_no", "row_no")
        )
    for row in rows:
        # Whoever gives a second opinion sees the row as the first did; nothing of this is saved.
        row.verdict, row.decided_by = "verval", None
    return rows


def differing(row_id: int, *, seen_by: Viewer) -> tuple[str, str] | None:
    """Return the two decisions that differ where the viewer is asked to settle which counts; None for every other row.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        asked = second_opinion.asked_of([row_id], by=seen_by).get(row_id)
    return (asked.first, asked.second) if asked and asked.is_third else None


def waiting(*, seen_by: Viewer) -> int:
    """Return how many rows of matched proposals wait for a person, those whose pair waits among them.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        lists = SubmittedList.objects.filter(stands(), kind="proposal", state="matched", verval__gt=0)
        return sum(lists.values_list("verval", flat=True))


@dataclass(frozen=True, slots=True)
class Pace:
    """How a reviewer gets on: rows settled in the last hour, and the last of them (what `undo` would take back)."""

    in_the_hour: int
    last_row: int | None
    last_outcome: str


def pace(*, seen_by: Viewer, at: dt.datetime) -> Pace:
    """Return how fast the viewer is with rows, and what they settled last.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        until = dict(_held(seen_by, at))
        settled = ListRow.objects.filter(pk__in=list(until), decided_by_id=seen_by.account_id).exclude(verdict="verval")
        found = [*settled.values_list("pk", "verdict"), *second_opinion.given_of(list(until), by=seen_by).items()]
    if not found:
        return Pace(0, None, "")
    last, outcome = max(found, key=lambda one: (until[one[0]], one[0]))
    return Pace(len(found), last, outcome)


def settle(*, row_id: int, outcome: str, ground: str, by: Viewer, at: dt.datetime) -> None:
    """Settle a row of the viewer's lists that lies before nobody else.

    :raises NotAllowed, NotAnOutcome, NothingToSign: as `intake.settling.settle`.
    :raises TakenByAnother: if it lies before another reviewer.
    """
    by.must("review")
    with scope(by):
        if not ListRow.objects.filter(pk=row_id).exists():
            raise NothingToSign
        other = (
            Claim.objects.filter(office_id=by.office_id, identity=f"{ROW}{row_id}", until__gt=at)
            .exclude(by_id=by.account_id)
            .select_related("by")
            .first()
        )
        if other is not None:
            raise TakenByAnother(other.by.name)
        asked = second_opinion.asked_of([row_id], by=by).get(row_id)
    if asked is not None:
        second_opinion.answer(asked=asked, outcome=outcome, ground=ground, by=by, at=at)
    else:
        settling.settle(row_id=row_id, outcome=outcome, ground=ground, by=by, at=at)
    with scope(by):
        if asked is None:
            second_opinion.note_first(row_id=row_id, outcome=outcome, by=by, at=at)
        claimed([f"{ROW}{row_id}"], by=by, at=at, until=at + UNDO_FOR)


def put_off(*, row_id: int, by: Viewer) -> None:
    """Give one row back, for whoever asks next.

    :raises NotAllowed: if the viewer may not review.
    """
    by.must("review")
    with scope(by):
        Claim.objects.filter(office_id=by.office_id, by_id=by.account_id, identity=f"{ROW}{row_id}").delete()


def undo(*, row_id: int, by: Viewer, at: dt.datetime) -> None:
    """Take one's own decision on a row back, within the hour; the row lies before the viewer again.

    :raises NotAllowed: if the viewer may not review.
    :raises NothingToUndo: if the viewer settled no such row within the hour.
    """
    by.must("review")
    with scope(by):
        if row_id not in dict(_held(by, at)):
            raise NothingToUndo
        if second_opinion.take_back(row_id=row_id, by=by, at=at):
            claimed([f"{ROW}{row_id}"], by=by, at=at)
            return
    try:
        settling.reopen(row_id=row_id, by=by, at=at)
    except NothingToSign:
        raise NothingToUndo from None
    with scope(by):
        second_opinion.withdraw_first(row_id=row_id, by=by)
        claimed([f"{ROW}{row_id}"], by=by, at=at)


def _held_by_others(viewer: Viewer, at: dt.datetime) -> list[int]:
    """Return the rows in others' hands, inside a scope."""
    claims = Claim.objects.filter(office_id=viewer.office_id, until__gt=at, identity__startswith=ROW)
    theirs = claims.exclude(by_id=viewer.account_id).values_list("identity", flat=True)
    return [int(identity.removeprefix(ROW)) for identity in theirs]


def _held(viewer: Viewer, at: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """Return the rows in the viewer's hand, settled ones too, and until when; inside a scope."""
    claims = Claim.objects.filter(
        office_id=viewer.office_id, by_id=viewer.account_id, until__gt=at, identity__startswith=ROW
    )
    return [(int(identity.removeprefix(ROW)), until) for identity, until in claims.values_list("identity", "until")]
