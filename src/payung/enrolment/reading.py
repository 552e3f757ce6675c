"""One decree as a person reads it: its lines page by page, who did what when, what is missing, which files were printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import queries as audit
from payung.enrolment import deeds
from payung.enrolment.models import Decree
from payung.enrolment.queries import WAITING, decree
from payung.enrolment.refusals import NoSuchDecree
from payung.vocabulary.words import Words

PAGE = 50
#: Whoever drafts or enacts a decree compares its lines with cards and papers; all others read the last four digits.
WORKS_WITH_NIK = frozenset({"propose_decree", "enact_decree"})
STEPS = (
    "decree.proposed",
    "decree.proposed_again",
    "decree.amendment_drafted",
    "decree.printed",
    "decree.initialled",
    "decree.taken_back",
    "decree.enacted",
    "decree.scan_kept",
    "decree.withdrawn",
)


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line of an annex and what became of it.

    `seat`: state of the seat that it gave (None: none yet); `until`: first month without it; `off_by`, `off_state`: the
    paper that takes the person off.
    """

    kelurahan_code: str
    seq: int
    change: str
    leaving: str | None
    from_month: dt.date
    name: str
    nik: str
    birth_on: dt.date
    address: str | None
    rt: str | None
    rw: str | None
    occupation: str | None
    proposer: str
    replaces: str | None
    dukcapil: str | None
    bpjs: str | None
    seat: str | None
    kpj: str | None
    until: dt.date | None
    off_by: int | None
    off_state: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done with a decree: what, who, when, why, with which figures."""

    action: str
    actor: str
    at: dt.datetime
    purpose: str
    detail: dict[str, Any]


def may_read_niks(viewer: Viewer) -> bool:
    """Return whether a viewer works with whole NIKs: never an account that is bound to some senders."""
    return bool(viewer.may & WORKS_WITH_NIK) and not viewer.senders


def annex_page(
    decree_id: int, *, seen_by: Viewer, kelurahan_code: str | None = None, page: int = 1
) -> tuple[list[LineSeen], bool]:
    """Return one page of an annex in the order in which it is printed, and whether another follows.

    :param kelurahan_code: only this kelurahan ('': lines without one).
    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        """
        WITH shown AS (
            SELECT * FROM enrolment_decree_row r
            WHERE r.decree_id = %s AND (%s::text IS NULL OR coalesce(r.kelurahan_code, '') = %s)
            ORDER BY coalesce(r.kelurahan_code, ''), r.seq LIMIT %s OFFSET %s)
        SELECT coalesce(r.kelurahan_code, ''), r.seq, r.change, r.leaving, r.from_month, r.name, r.nik, r.birth_on, r.address,
               r.rt, r.rw, r.occupation, coalesce(s.name, r.sender_code), gone.name, r.dukcapil, r.bpjs,
               e.state, e.kpj, upper(e.covered), off.id, off.state
        FROM shown r
        LEFT JOIN intake_sender s ON s.office_id = r.office_id AND s.code = r.sender_code
        LEFT JOIN enrolment_decree_row gone ON gone.id = r.replaces_id
        LEFT JOIN enrolment_enrolment e ON e.decree_row_id = r.id
        LEFT JOIN LATERAL (SELECT d.id, d.state FROM enrolment_decree_row w JOIN enrolment_decree d ON d.id = w.decree_id
                           WHERE w.ends_id = r.id AND d.state <> 'withdrawn' ORDER BY d.id DESC LIMIT 1) off ON true
        ORDER BY 1, 2
        """,
        [decree_id, kelurahan_code, kelurahan_code, PAGE + 1, PAGE * (page - 1)],
        seen_by,
    )
    return [LineSeen(*row) for row in rows[:PAGE]], len(rows) > PAGE


def unchecked(decree_id: int, *, seen_by: Viewer) -> tuple[int, int]:
    """Return how many people of a decree have no answer of Disdukcapil, and of BPJS, as they were proposed.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    return _asked(
        "SELECT (count(*) FILTER (WHERE dukcapil IS NULL))::int, (count(*) FILTER (WHERE bpjs IS NULL))::int"
        " FROM enrolment_decree_row WHERE decree_id = %s AND change = 'add'",
        [decree_id],
        seen_by,
    )[0]


def history(decree_id: int, *, seen_by: Viewer) -> list[Step]:
    """Return who did what with a decree and when, oldest first.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    found = audit.events_about(f"decree:{decree_id}", actions=STEPS)
    return [Step(one["action"], one["actor"], one["at"], one["purpose"], one["detail"]) for one in found]


def base_problems(decree_id: int, *, on: dt.date, seen_by: Viewer) -> list[Words]:
    """Return what is missing on a day before a decree may be enacted; it holds no other step back.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    seen_by.must("see_decree")
    with scope(seen_by):
        found = Decree.objects.filter(pk=decree_id).first()
    if found is None:
        raise NoSuchDecree(decree_id)
    return deeds.missing_base(deeds.bases(found, on), on=on)


def printed_hashes(decree_id: int, *, seen_by: Viewer) -> dict[str, set[str]]:
    """Return the files that were printed for the version that stands: name → SHA-256 of every content it was given.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    rows = _asked(
        "SELECT p.file_name, p.content_sha256 FROM enrolment_decree_paper p JOIN enrolment_decree d ON d.id = p.decree_id"
        " AND d.version = p.version AND d.state IN ('printed', 'initialled', 'enacted') WHERE d.id = %s",
        [decree_id],
        seen_by,
    )
    known: dict[str, set[str]] = {}
    for name, content in rows:
        known.setdefault(name, set()).add(content)
    return known


def waiting_by_place(programme: str, *, on: dt.date, seen_by: Viewer) -> list[tuple[str, int, int]]:
    """Return (kelurahan, people waiting, of these within the quota) of a programme's waiting list on a day.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    return _asked(
        "SELECT coalesce(c.kelurahan_code, ''), count(*)::int, (count(*) FILTER (WHERE d.has_seat))::int"
        f"{WAITING} GROUP BY 1 ORDER BY 1",
        [programme, None, None, on],
        seen_by,
    )


def _asked(sql: str, parameters: Sequence[Any], seen_by: Viewer) -> list[tuple[Any, ...]]:
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
