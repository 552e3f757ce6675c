"""What the register holds, for those whose work it is; every look at people is recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import actions as audit


@dataclass(frozen=True, slots=True)
class SourceContents:
    """How much one source reported."""

    source: str
    kind: str
    rank: int
    as_of: dt.date | None
    rows: int
    people: int
    vanished: int


@dataclass(frozen=True, slots=True)
class NikConflict:
    """One NIK under which one person id carries plainly different names or birth dates."""

    nik_masked: str
    names: tuple[str, ...]
    person_id: int


def contents(*, seen_by: Viewer) -> list[SourceContents]:
    """Return how much each source reported.

    :raises NotAllowed: if the viewer may not see the register.
    """
    seen_by.must("see_register")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT s.name, s.kind, s.rank, s.as_of, count(m.id), count(DISTINCT m.person_id), count(m.vanished_on)
            FROM registry_source s LEFT JOIN registry_membership m ON m.source_id = s.id
            GROUP BY s.id ORDER BY s.rank, s.name
            """
        )
        return [SourceContents(*row) for row in cursor.fetchall()]


def kinds_known() -> set[str]:
    """Return the kinds of sources that have reported: without `bpjs_extract`, matching is against lists and answers only."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT kind FROM registry_source WHERE as_of IS NOT NULL")
        return {kind for (kind,) in cursor.fetchall()}


def size() -> int:
    """Return about how many memberships stand (the planner's count: a full count of 30 million takes seconds)."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE relname = 'registry_membership'")
        return cursor.fetchone()[0]


def nik_conflicts(*, seen_by: Viewer, limit: int, at: dt.datetime) -> list[NikConflict]:
    """Return NIKs that plainly different people use: no name word in common and another birth date.

    :raises NotAllowed: if the viewer may not merge and split people.
    """
    seen_by.must("merge_people")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT nik, array_agg(DISTINCT name ORDER BY name), min(person_id)
            FROM registry_membership WHERE nik IS NOT NULL
            GROUP BY nik
            HAVING count(DISTINCT name_first) > 1 AND count(DISTINCT birth_on) > 1
            ORDER BY nik LIMIT %s
            """,
            [limit],
        )
        found = [
            NikConflict(nik[:6] + "******" + nik[-4:], tuple(names), person) for nik, names, person in cursor.fetchall()
        ]
    audit.record(
        "people.seen",
        by=seen_by.name,
        by_id=seen_by.account_id,
        about="register",
        at=at,
        purpose="nik_conflicts",
        using="owner",
        people=len(found),
    )
    return found
