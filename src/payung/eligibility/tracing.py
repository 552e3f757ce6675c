"""Where a candidate comes from, and what was decided about them before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.agreements.models import Programme
from payung.eligibility.models import Decision
from payung.eligibility.queries import NoSuchCandidate, reads_facts
from payung.intake.models import ListRow


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a candidate comes from: the row that the identity is from, and how many accepted rows name the person.

    `list_id` is None where the row is another sender's, which the viewer may not see.
    """

    list_id: int | None
    file_name: str
    list_on: dt.date | None
    sender: str
    sheet_no: int
    row_no: int
    rows: int
    terms_from: dt.date
    proposed: str


def origin(programme: Programme, candidate_id: int, *, seen_by: Viewer) -> Origin:
    """Return where a candidate comes from, on which terms the decision was made, and what the rules alone propose.

    :raises NotAllowed: if the viewer may not see decisions.
    :raises NoSuchCandidate: if there is none for the viewer.
    """
    seen_by.must("see_decision")
    with scope(seen_by):
        found = (
            Decision.objects.filter(programme_id=programme.pk, pk=candidate_id)
            .select_related("candidate", "terms")
            .first()
        )
        if found is None:
            raise NoSuchCandidate(candidate_id)
        row = (
            ListRow.objects.filter(pk=found.candidate.row_id)
            .select_related("submitted_list", "submitted_list__sender")
            .first()
        )
    told = {"rows": found.candidate.rows, "terms_from": found.terms.valid_from, "proposed": found.proposed}
    if row is None:
        return Origin(None, "", None, "", 0, 0, **told)
    listed = row.submitted_list
    return Origin(listed.pk, listed.file_name, listed.list_on, listed.sender.name, row.sheet_no, row.row_no, **told)


@dataclass(frozen=True, slots=True)
class Past:
    """A decision as it stood before, until somebody changed it: what was decided, by whom, and who changed it when."""

    outcome: str
    has_seat: bool
    reasons: tuple[str, ...]
    decided_on: dt.date
    decided_by: str
    note: str
    until: dt.datetime
    changed_by: str


_PAST = """
SELECT h.outcome, h.has_seat, h.reasons, h.decided_on, coalesce(a.name, ''), h.note, h.pgh_created_at, coalesce(h.pgh_context->>'actor', '')
FROM eligibility_decision_history h LEFT JOIN access_account a ON a.id = h.decided_by_id
WHERE h.candidate_id = %s AND h.office_id = %s ORDER BY h.pgh_created_at DESC, h.pgh_id DESC LIMIT %s
"""


def past(programme: Programme, candidate_id: int, *, seen_by: Viewer, limit: int = 20) -> list[Past]:
    """Return the earlier decisions about a candidate, the newest first; none for viewers who read public reasons only.

    :raises NoSuchCandidate: if there is none for the viewer.
    """
    origin(programme, candidate_id, seen_by=seen_by)
    if not reads_facts(seen_by):
        return []
    # The history is the owner's; that the candidate is the viewer's was asked above.
    with connections["owner"].cursor() as cursor:
        cursor.execute(_PAST, [candidate_id, seen_by.office_id, limit])
        return [
            Past(outcome, has_seat, tuple(reasons), on, name, note, until, actor)
            for outcome, has_seat, reasons, on, name, note, until, actor in cursor.fetchall()
        ]
