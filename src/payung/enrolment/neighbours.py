"""Covered members of one neighbourhood in one month, as somebody who knows them sees them: never the whole NIK."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import NotAllowed, Viewer

#: What an operator with a link and a code holds; no account has it.
KNOWS_THEM = "see_neighbours"


@dataclass(frozen=True, slots=True)
class Around:
    """A kelurahan in a month; `rw` and `rt` without leading zeros, empty for all."""

    kelurahan_code: str
    month: dt.date
    rw: str = ""
    rt: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A covered member: enough to know the neighbour."""

    seat_id: int
    line_id: int
    name: str
    nik_end: str
    birth_year: int
    address: str
    rt: str
    rw: str
    occupation: str


@dataclass(frozen=True, slots=True)
class LineHeld:
    """A line of an annex: whom it names (NIK masked), under which decree, and the paper that takes them off, if there is one."""

    line_id: int
    name: str
    nik_end: str
    kelurahan_code: str
    decree_id: int
    decree: str
    paper_id: int | None
    paper_state: str | None


# Row-level security hides from the planner how many rows there are; it would look each line up by itself.
_MANY = "SET LOCAL enable_nestloop = off"
_AROUND = """
    FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id
    WHERE e.state IN ('waiting', 'member') AND e.covered @> %(month)s::date AND r.kelurahan_code = %(place)s
      AND (%(rw)s = '' OR ltrim(coalesce(r.rw, ''), '0') = %(rw)s) AND (%(rt)s = '' OR ltrim(coalesce(r.rt, ''), '0') = %(rt)s)
      AND e.id <> ALL (%(but)s)
"""


def members(around: Around, *, but_not: Sequence[int], limit: int, seen_by: Viewer) -> tuple[list[Neighbour], int]:
    """Return the next members of a neighbourhood without some seats, by RW, RT and name, and how many there are in all.

    :raises NotAllowed: if the viewer may neither see decrees nor came with an errand's code.
    """
    _may(seen_by)
    said = {**_parameters(around), "but": list(but_not), "limit": limit}
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_MANY)
        cursor.execute(
            f"""
            SELECT count(*) OVER (), e.id, r.id, r.name, right(r.nik, 4), extract(year FROM r.birth_on)::int,
                   coalesce(r.address, ''), coalesce(r.rt, ''), coalesce(r.rw, ''), coalesce(r.occupation, '')
            {_AROUND} ORDER BY r.rw NULLS LAST, r.rt NULLS LAST, r.name, e.id LIMIT %(limit)s
            """,
            said,
        )
        rows = cursor.fetchall()
    return [Neighbour(*row[1:]) for row in rows], rows[0][0] if rows else 0


def line_of(seat_id: int, around: Around, *, seen_by: Viewer) -> int | None:
    """Return the line that gave a seat of a neighbourhood in its month; None if the seat is none of these.

    :raises NotAllowed: as `members`.
    """
    _may(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT r.id {_AROUND} AND e.id = %(seat)s", {**_parameters(around), "but": [], "seat": seat_id}
        )
        found = cursor.fetchone()
    return found[0] if found else None


def covered_in(month: dt.date, *, seen_by: Viewer) -> dict[str, int]:
    """Return how many members are covered in a month, by kelurahan ('' where it is not known).

    :raises NotAllowed: if the viewer may not see decrees.
    """
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_MANY)
        cursor.execute(
            """
            SELECT coalesce(r.kelurahan_code, ''), count(*)
            FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id
            WHERE e.state IN ('waiting', 'member') AND e.covered @> %s::date GROUP BY 1
            """,
            [month],
        )
        return dict(cursor.fetchall())


def lines_held(line_ids: Sequence[int], *, seen_by: Viewer) -> dict[int, LineHeld]:
    """Return some lines by their number, each with the newest standing paper that takes its person off.

    :raises NotAllowed: as `members`.
    """
    _may(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT r.id, r.name, right(r.nik, 4), coalesce(r.kelurahan_code, ''), root.id,
                   coalesce(root.number, root.title), paper.id, paper.state
            FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id
            JOIN enrolment_decree root ON root.id = coalesce(d.amends_id, d.id)
            LEFT JOIN LATERAL (
                SELECT o.id, o.state FROM enrolment_decree_row w JOIN enrolment_decree o ON o.id = w.decree_id
                WHERE w.ends_id = r.id AND o.state <> 'withdrawn' ORDER BY o.id DESC LIMIT 1) paper ON true
            WHERE r.id = ANY (%s)
            """,
            [list(line_ids)],
        )
        return {row[0]: LineHeld(*row) for row in cursor.fetchall()}


def taken_off(line_ids: Sequence[int], *, seen_by: Viewer) -> set[int]:
    """Return which of some lines an enacted paper has taken off.

    :raises NotAllowed: as `members`.
    """
    _may(seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT w.ends_id FROM enrolment_decree_row w JOIN enrolment_decree o ON o.id = w.decree_id
            WHERE w.ends_id = ANY (%s) AND o.state = 'enacted'
            """,
            [list(line_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


def _may(viewer: Viewer) -> None:
    if not viewer.may & {"see_decree", KNOWS_THEM}:
        raise NotAllowed("see_decree")


def _parameters(around: Around) -> dict[str, object]:
    return {"month": around.month, "place": around.kelurahan_code, "rw": around.rw, "rt": around.rt}
