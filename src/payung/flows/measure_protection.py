"""What became of every candidate, by NIK, to be laid beside a known truth (demo, acceptance of an installation)."""

from __future__ import annotations

import datetime as dt

from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import actions as audit

# Strongest first: what a candidate has come to.
_STATES = """
    SELECT c.nik,
           CASE WHEN bool_or(e.state = 'member' AND l.is_paid) THEN 'protected'
                WHEN bool_or(e.state = 'member') THEN 'member'
                WHEN bool_or(e.state = 'waiting') THEN 'enrolment_waits'
                WHEN bool_or(e.state = 'rejected') THEN 'enrolment_rejected'
                WHEN max(d.outcome) = 'eligible' AND bool_and(d.has_seat) THEN 'eligible'
                WHEN max(d.outcome) = 'eligible' THEN 'waiting_list'
                ELSE coalesce(max(d.outcome), 'undecided') END
    FROM eligibility_candidate c
    LEFT JOIN eligibility_decision d ON d.candidate_id = c.id
    LEFT JOIN enrolment_enrolment e ON e.candidate_id = c.id
    LEFT JOIN contributions_bill_line l ON l.enrolment_id = e.id AND l.is_paid
    WHERE c.office_id = %s
    GROUP BY c.nik
"""


def states(*, seen_by: Viewer, at: dt.datetime) -> dict[str, str]:
    """Return NIK -> protected, member, enrolment_waits, enrolment_rejected, eligible, waiting_list, doubtful or not_eligible.

    The look at so many people is recorded.

    :raises NotAllowed: if the viewer may not see decisions of the whole office.
    """
    seen_by.must("see_decision")
    seen_by.must("see_decree")
    audit.record(
        "people.measured",
        by=seen_by.name,
        by_id=seen_by.account_id,
        about=f"office:{seen_by.office_id}",
        at=at,
        purpose="measured beside a known truth",
        using="owner",
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(_STATES, [seen_by.office_id])
        return dict(cursor.fetchall())
