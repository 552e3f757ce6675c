"""What the trail says that an account saw or took out in a period: things, how often, how many people at most."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from payung.access.viewer import Viewer

#: Acts by which people's data come before somebody's eyes or leave the house.
LOOKS = (
    "person.searched", "person.seen", "person.nik_shown", "person.printed", "people.looked_at", "people.seen",
    "list.rows_seen", "list.columns_seen", "list.downloaded", "pairs.seen", "decree.people_seen", "decree.cards_seen",
    "decree.paper_taken", "package.file_taken", "package.file_written", "coverage.downloaded", "letter.handed_out", "trail.exported",
    "errand.photo_seen",
)  # fmt: skip
#: Whoever takes a file has everybody in it; whoever leafs through has seen the pages they opened.
_WHOLE = ("list.downloaded", "decree.paper_taken", "package.file_taken", "package.file_written")

_FOUND = """
WITH acts AS (
    SELECT action, about, id, at,
           CASE WHEN detail->>'people' ~ '^[0-9]+$' THEN (detail->>'people')::bigint
                WHEN detail->>'pairs' ~ '^[0-9]+$' THEN (detail->>'pairs')::bigint
                WHEN detail->>'rows' ~ '^[0-9]+$' THEN (detail->>'rows')::bigint END AS said
    FROM audit_event
    WHERE actor_id = %(account)s AND at >= %(since)s AND at < %(until)s AND action = ANY (%(looks)s)),
things AS (
    SELECT action, about, count(*) AS times, sum(said) AS said, min(at) AS first_at, max(at) AS last_at, max(id) AS newest
    FROM acts GROUP BY action, about),
sized AS (
    SELECT t.*, CASE split_part(t.about, ':', 1)
        WHEN 'list' THEN (SELECT received FROM intake_list WHERE 'list:' || id = t.about AND office_id = %(office)s)
        WHEN 'decree' THEN (SELECT heads + heads_leaving FROM enrolment_decree WHERE 'decree:' || id = t.about AND office_id = %(office)s)
        WHEN 'package' THEN (SELECT sent FROM exchanges_package WHERE 'package:' || id = t.about AND office_id = %(office)s)
        END AS size
    FROM things t)
SELECT action, about, times,
       CASE WHEN action = 'person.searched' THEN coalesce(said, 1) WHEN about LIKE 'person:%%' OR about LIKE 'candidate:%%' THEN 1
            WHEN action = 'errand.photo_seen' THEN said
            WHEN action = ANY (%(whole)s) THEN coalesce(size, said) ELSE least(said, coalesce(size, said)) END AS people,
       first_at, last_at, newest
FROM sized ORDER BY 4 DESC NULLS LAST, action, about
"""


@dataclass(frozen=True, slots=True)
class Exposed:
    """One thing and act of the period; `people` None: the trail does not say how many."""

    act: str
    about: str
    times: int
    people: int | None
    first_at: dt.datetime
    last_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Exposures:
    """Everything of the period. `people` counts single persons once and adds what things hold at most; `unknown` things do not say."""

    things: tuple[Exposed, ...]
    people: int
    unknown: int
    is_sealed: bool


def exposures(*, account_id: int, since: dt.datetime, until: dt.datetime, seen_by: Viewer) -> Exposures:
    """Return what an account of the viewer's office saw or took out from a moment until another (exclusive).

    The trail names people by keyed hashes: this tells how many and which things, nobody's name.

    :raises NotAllowed: if breaches are not the viewer's work.
    """
    seen_by.must("handle_breach")
    asked = {
        "account": account_id,
        "office": seen_by.office_id,
        "since": since,
        "until": until,
        "looks": list(LOOKS),
        "whole": list(_WHOLE),
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute(_FOUND, asked)
        rows = cursor.fetchall()
        cursor.execute("SELECT coalesce(max(last_event), 0) FROM audit_seal")
        sealed = cursor.fetchone()[0]
    things = tuple(Exposed(*row[:6]) for row in rows)
    return Exposures(
        things=things,
        people=_at_most(things),
        unknown=sum(one.people is None for one in things),
        is_sealed=all(row[6] <= sealed for row in rows),
    )


def _at_most(things: tuple[Exposed, ...]) -> int:
    """Return how many people at most: a thing seen in several ways counts by its largest, a person once."""
    most: dict[str, int] = {}
    for one in things:
        most[one.about] = max(most.get(one.about, 0), one.people or 0)
    return sum(most.values())
