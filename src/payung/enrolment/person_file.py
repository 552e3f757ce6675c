"""Everything about one person on one page, for auditors: list row, decision, decree line, answer of BPJS, seat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit


@dataclass(frozen=True, slots=True)
class ListedRow:
    """The row of a list that the identity is from."""

    list_id: int
    file_name: str
    sender: str
    sheet_no: int
    row_no: int
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class DecreeLine:
    """One line of one annex, and the seat that it gave. `change`: add, remove."""

    decree_id: int
    kind: str
    number: str | None
    decided_on: dt.date | None
    state: str
    check_code: str
    kelurahan_code: str
    seq: int
    change: str
    leaving: str | None
    from_month: dt.date
    seat_state: str | None
    covered_from: dt.date | None
    covered_until: dt.date | None
    kpj: str | None
    answered_on: dt.date | None
    answer_reason: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One package that the person was in, and what came back."""

    purpose: str
    number: int
    about: str
    sent_on: dt.date
    code: str | None
    reason: str
    kpj: str | None
    answered_on: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What a programme of the office did with one person, in the order in which it happened."""

    candidate_id: int
    programme: str
    name: str
    nik: str
    birth_on: dt.date
    kelurahan_code: str | None
    outcome: str | None
    reasons: tuple[str, ...]
    decided_on: dt.date | None
    row: ListedRow
    asked: tuple[Asked, ...]
    lines: tuple[DecreeLine, ...]


def person_files(nik: str, *, purpose: str, seen_by: Viewer, at: dt.datetime) -> list[PersonFile]:
    """Return what each programme did with the person of a NIK, as far as the viewer may see; the look is recorded.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, p.name, c.name, c.nik, c.birth_on, c.kelurahan_code, d.outcome, d.reasons, d.decided_on,
                   l.id, l.file_name, c.sender_code, r.sheet_no, r.row_no, (l.received_at AT TIME ZONE %s)::date
            FROM eligibility_candidate c JOIN agreements_programme p ON p.id = c.programme_id
            JOIN intake_row r ON r.id = c.row_id JOIN intake_list l ON l.id = r.submitted_list_id
            LEFT JOIN eligibility_decision d ON d.candidate_id = c.id
            WHERE c.nik = %s ORDER BY c.id
            """,
            [timezone.get_current_timezone_name(), nik],
        )
        people = cursor.fetchall()
        found = [
            PersonFile(
                *one[:7],
                tuple(one[7] or ()),
                one[8],
                ListedRow(*one[9:]),
                _asked(cursor, one[0]),
                _lines(cursor, one[0]),
            )
            for one in people
        ]
    audit.record(
        "person.seen",
        by=seen_by.name,
        by_id=seen_by.account_id,
        about=f"candidate:{found[0].candidate_id}" if found else "candidate:none",
        at=at,
        purpose=purpose,
        using="owner",
        programmes=len(found),
    )
    return found


def _asked(cursor: object, candidate_id: int) -> tuple[Asked, ...]:
    cursor.execute(
        """
        SELECT k.purpose, k.number, k.about, (k.made_at AT TIME ZONE %s)::date, i.code, i.reason, i.kpj, i.answered_on
        FROM exchanges_item i JOIN exchanges_package k ON k.id = i.package_id WHERE i.candidate_id = %s ORDER BY k.made_at, k.id
        """,
        [timezone.get_current_timezone_name(), candidate_id],
    )
    return tuple(Asked(*row) for row in cursor.fetchall())


def _lines(cursor: object, candidate_id: int) -> tuple[DecreeLine, ...]:
    cursor.execute(
        """
        SELECT d.id, d.kind, d.number, d.decided_on, d.state, d.check_code, coalesce(r.kelurahan_code, ''), r.seq, r.change, r.leaving,
               r.from_month, e.state, lower(e.covered), upper(e.covered), e.kpj, e.answered_on, e.answer_reason
        FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id
        LEFT JOIN enrolment_enrolment e ON e.decree_row_id = r.id
        WHERE r.candidate_id = %s ORDER BY d.proposed_at, d.id
        """,
        [candidate_id],
    )
    return tuple(DecreeLine(*row) for row in cursor.fetchall())
