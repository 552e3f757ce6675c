"""The lines of annexes that name one person, and the seats they gave, as far as the viewer may see. Who asks records the look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line of one annex. `seat_*` are None where it gave no seat; `end_month` is the first month without cover."""

    decree_id: int
    programme: str
    kind: str
    title: str
    state: str
    number: str | None
    decided_on: dt.date | None
    signer: str
    check_code: str
    kelurahan_code: str | None
    seq: int
    change: str
    leaving: str | None
    from_month: dt.date
    proposer: str
    proposed_by: str
    enacted_by: str | None
    seat_state: str | None
    first_month: dt.date | None
    end_month: dt.date | None
    kpj: str | None
    answered_on: dt.date | None
    answer_reason: str | None
    seat_leaving: str | None


def lines(candidate_ids: Sequence[int], *, seen_by: Viewer) -> list[LineSeen]:
    """Return every line about some candidates, newest decree first.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT d.id, p.name, d.kind, d.title, d.state, d.number, d.decided_on,
                   trim(concat_ws(' ', nullif(d.signer_acting, ''), d.signer_title, d.signer_name)), d.check_code,
                   r.kelurahan_code, r.seq, r.change, r.leaving, r.from_month, coalesce(s.name, r.sender_code),
                   proposer.full_name, enacter.full_name, e.state, lower(e.covered), upper(e.covered), e.kpj, e.answered_on,
                   e.answer_reason, e.leaving
            FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id
            JOIN agreements_programme p ON p.id = d.programme_id
            JOIN access_account proposer ON proposer.id = d.proposed_by_id
            LEFT JOIN access_account enacter ON enacter.id = d.enacted_by_id
            LEFT JOIN intake_sender s ON s.office_id = r.office_id AND s.code = r.sender_code
            LEFT JOIN enrolment_enrolment e ON e.decree_row_id = r.id
            WHERE r.candidate_id = ANY (%s) ORDER BY d.id DESC, r.id LIMIT 100
            """,
            [list(candidate_ids)],
        )
        return [LineSeen(*row) for row in cursor.fetchall()]


def candidates_by_kpj(kpj: str, *, seen_by: Viewer) -> list[int]:
    """Return the candidates whose seat BPJS answered with a member number.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT candidate_id FROM enrolment_enrolment WHERE kpj = %s LIMIT 21", [kpj])
        return [candidate for (candidate,) in cursor.fetchall()]
