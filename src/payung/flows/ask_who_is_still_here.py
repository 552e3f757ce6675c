"""Covered members of a month → an operator's phone → "masih ada" remembered per month → who left is proposed for a replacement, with its paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from payung.access.viewer import Viewer
from payung.enrolment import neighbours
from payung.enrolment.amending import named
from payung.enrolment.neighbours import KNOWS_THEM, Around, LineHeld, Neighbour
from payung.fieldwork import actions, monthly, sightings
from payung.fieldwork.models import LEFT, Errand, Sighting
from payung.fieldwork.monthly import Said
from payung.fieldwork.sightings import Answered, MonthErrand, Operator
from payung.flows import amend_a_decree

NOBODY = Answered(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PlaceMonth:
    """How far a kelurahan is in a month: of its covered members so many were answered for, by these operators."""

    kelurahan_code: str
    covered: int
    said: Answered
    errands: tuple[MonthErrand, ...]

    @property
    def open(self) -> int:
        """Return how many members nobody has answered for; whoever left since is no longer among the covered."""
        return max(self.covered - self.said.answered, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What an operator reported of a member, beside the line that names them and the paper that acts on it."""

    sighting: Sighting
    line: LineHeld

    @property
    def may_be_replaced(self) -> bool:
        """Whether the report says that the member left, and no paper takes them off yet."""
        return self.sighting.answer in LEFT and self.line.paper_id is None


def operator(errand: Errand) -> Viewer:
    """Return the operator of an errand at work: through this flow they see the members of its place, and may nothing else."""
    return replace(actions.viewer_of(errand), may=frozenset({KNOWS_THEM}))


def members(errand: Errand, *, limit: int) -> tuple[list[Neighbour], int]:
    """Return the next members of an errand for whom nobody answered this month, and how many there are in all."""
    who = operator(errand)
    answered = sightings.seats_answered(errand, seen_by=who)
    return neighbours.members(_around(errand), but_not=answered, limit=limit, seen_by=who)


def said(errand: Errand, *, limit: int = 20) -> list[Report]:
    """Return the newest answers of an errand with whom they are about."""
    return _with_lines(sightings.said_through(errand.pk, seen_by=operator(errand), limit=limit), operator(errand))


def answer(*, errand: Errand, seat_id: int, said: Said, at: dt.datetime) -> None:
    """Take what an operator says of a member of the errand's place.

    :raises NotYours: if the seat is not covered there in the errand's month, or was settled. :raises NotAnAnswer: if it is none.
    """
    if errand.month is None:
        raise actions.NotYours(seat_id)
    line = neighbours.line_of(seat_id, _around(errand), seen_by=operator(errand))
    if line is None:
        raise actions.NotYours(seat_id)
    monthly.answer(errand=errand, seat_id=seat_id, line_id=line, said=said, at=at)


def standing(month: dt.date, *, seen_by: Viewer) -> list[PlaceMonth]:
    """Return how far each kelurahan is in a month, the one with most open first.

    :raises NotAllowed: if the viewer may not review, or not see decrees.
    """
    covered = neighbours.covered_in(month, seen_by=seen_by)
    answered = sightings.answered(month, seen_by=seen_by)
    errands = sightings.errands_of(month, seen_by=seen_by)
    places = {*covered, *(one.kelurahan_code for one in errands)} - {""}
    found = [
        PlaceMonth(
            place,
            covered.get(place, 0),
            answered.get(place, NOBODY),
            tuple(one for one in errands if one.kelurahan_code == place),
        )
        for place in places
    ]
    return sorted(found, key=lambda one: (-one.open, one.kelurahan_code))


def reports(*, seen_by: Viewer, limit: int | None = None) -> list[Report]:
    """Return what operators reported and nobody settled, without whom an enacted paper took off, the oldest first.

    :raises NotAllowed: if the viewer may not review, or not see decrees.
    """
    chosen = _due(seen_by)[:limit]
    return _with_lines(sightings.reports_named(chosen, seen_by=seen_by), seen_by)


def count_reports(*, seen_by: Viewer) -> int:
    """Return how many reports there are in all, without a name or a line of theirs.

    :raises NotAllowed: as `reports`.
    """
    return len(_due(seen_by))


def _due(viewer: Viewer) -> list[int]:
    viewer.must("see_decree")
    found = sightings.reported(seen_by=viewer)
    gone = neighbours.taken_off(sorted({line for _, line in found}), seen_by=viewer) if found else set()
    return [report for report, line in found if line not in gone]


def not_asked(month: dt.date, *, seen_by: Viewer) -> list[Operator]:
    """Return last time's operators whose place nobody has in a month.

    :raises NotAllowed: if the viewer may not review.
    """
    taken = {(one.kelurahan_code, one.rw, one.rt) for one in sightings.errands_of(month, seen_by=seen_by)}
    before = sightings.operators_before(month, seen_by=seen_by)
    return [one for one in before if (one.kelurahan_code, one.rw, one.rt) not in taken]


def through(errand_id: int, *, seen_by: Viewer, limit: int) -> list[Report]:
    """Return the newest answers of an errand of the office.

    :raises NotAllowed: if the viewer may not review, or not see decrees. :raises NoSuchErrand: if there is none for them.
    """
    seen_by.must("see_decree")
    actions.queries.errand(errand_id, seen_by=seen_by)
    return _with_lines(sightings.said_through(errand_id, seen_by=seen_by, limit=limit), seen_by)


def proposal(decree_id: int, sighting_ids: Collection[int], *, by: Viewer, at: dt.datetime) -> list[tuple[int, str]]:
    """Return the lines and reasons of an order that replaces whom some reports of a decree name, or refuse with all that is wrong.

    Reports of other decrees, and whom a paper names already, are left out. Nothing is drafted.

    :raises NotAllowed, NoSuchDecree, CannotAmend, WrongState: as `amend_a_decree.look`.
    """
    by.must("propose_decree")
    chosen = _with_lines(sightings.reports_named(list(sighting_ids), seen_by=by), by)
    leaving = {
        one.line.line_id: one.sighting.answer
        for one in chosen
        if one.may_be_replaced and one.line.decree_id == decree_id
    }
    people = named(decree_id=decree_id, lines=list(leaving.items()), by=by)
    return amend_a_decree.look(decree_id, people, by=by, at=at) if people else []


def _with_lines(found: Sequence[Sighting], viewer: Viewer) -> list[Report]:
    lines = neighbours.lines_held([one.line_id for one in found], seen_by=viewer)
    return [Report(one, lines[one.line_id]) for one in found if one.line_id in lines]


def _around(errand: Errand) -> Around:
    assert errand.month is not None, "an errand about rows of lists asks after no members"
    return Around(errand.kelurahan_code, errand.month, errand.rw, errand.rt)
