"""What Disdukcapil and BPJS were asked about one person, and what they answered. Who asks records the look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """One name in one package; `code` None: not answered yet."""

    package_id: int
    programme: str
    purpose: str
    number: int
    letter_number: str
    made_at: dt.datetime
    seq: int
    code: str | None
    reason: str
    kpj: str | None
    answered_on: dt.date | None
    file_name: str | None


def answers(candidate_ids: Sequence[int], *, seen_by: Viewer) -> list[AnswerSeen]:
    """Return what was asked and answered about some candidates, newest package first; nothing for bound accounts.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    seen_by.must("see_decision")
    if seen_by.senders:
        return []
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT k.id, p.name, k.purpose, k.number, k.letter_number, k.made_at, i.seq, i.code, i.reason, i.kpj, i.answered_on,
                   f.file_name
            FROM exchanges_item i JOIN exchanges_package k ON k.id = i.package_id
            JOIN agreements_programme p ON p.id = k.programme_id
            LEFT JOIN exchanges_answer_file f ON f.id = i.answer_file_id
            WHERE i.candidate_id = ANY (%s) ORDER BY k.id DESC, i.id LIMIT 100
            """,
            [list(candidate_ids)],
        )
        return [AnswerSeen(*row) for row in cursor.fetchall()]
