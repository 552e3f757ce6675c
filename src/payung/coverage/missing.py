"""Who is missing: people on lists without cover, by name, and the nameless remainder of each stated universe.

Whom BPJS refused because somebody else pays for them already is counted apart: nobody has to look for them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage.figures import KINDS, Remainder, remainder_of
from payung.coverage.models import Snapshot
from payung.coverage.queries import NotMeasured, Question, figures, inhabitants, universes
from payung.coverage.stated import place_names


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """One person whom neither basis shows as protected, as the sender's list names them."""

    sender_code: str
    list_id: int
    sheet_no: int
    row_no: int
    name: str
    nik: str
    birth_on: dt.date | None
    kelurahan_code: str
    kelurahan: str
    rt: str
    occupation: str
    phone: str
    verdict: str
    reported: str
    computed: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose names are asked for: of a month, on one sender's lists ('' all), at a place ('' anywhere), a page of them."""

    month: dt.date
    place: str = ""
    sender: str = ""
    limit: int | None = None
    offset: int = 0


def missing_people(
    *, month: dt.date, seen_by: Viewer, at: dt.datetime, purpose: str, place: str = "", limit: int | None = None
) -> list[MissingPerson]:
    """Return the missing whom the viewer's own lists name, by sender, kelurahan and name; the look is recorded.

    `reported` is '' where no report names the person at all. Row-level security hides other senders' people.

    :raises NotAllowed: if the viewer may not see lists.
    :raises NotMeasured: if the month was not measured.
    """
    return missing_named(Sought(month, place, limit=limit), seen_by=seen_by, at=at, purpose=purpose)


def missing_named(sought: Sought, *, seen_by: Viewer, at: dt.datetime, purpose: str) -> list[MissingPerson]:
    """Return the missing as `missing_people`; a page of them in the order of kelurahan and list rows.

    :raises NotAllowed, NotMeasured: as `missing_people`.
    """
    seen_by.must("see_list")
    _must_be_measured(sought.month, seen_by)
    said = _here(sought.month, sought.place, sought.sender) | {"limit": sought.limit, "offset": sought.offset}
    with scope(seen_by):
        with connections["default"].cursor() as cursor:
            # A page is cut before the rows of lists are joined: a sender may have 35,000 of them.
            cursor.execute(_PAGED if sought.offset or sought.sender else _NAMED, said)
            found = [MissingPerson(*row) for row in cursor.fetchall()]
        audit.record(
            "people.seen",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about=f"missing:{sought.month:%Y-%m}",
            at=at,
            purpose=purpose,
            people=len(found),
            place=sought.place,
            sender=sought.sender,
        )
    return found


def missing_by_kelurahan(*, month: dt.date, seen_by: Viewer, place: str = "") -> list[tuple[str, str, int]]:
    """Return code, name and missing people of each kelurahan, each person once; ('', '', n): no kelurahan is known.

    :raises NotAllowed: if the viewer may not see coverage.
    :raises NotMeasured: if the month was not measured.
    """
    seen_by.must("see_coverage")
    _must_be_measured(month, seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT code, count(*) FROM (SELECT DISTINCT coalesce(kelurahan_code, '') AS code, person_key FROM coverage_missing m WHERE {_HERE}) each_once GROUP BY 1 ORDER BY 1",
            _here(month, place),
        )
        counted = cursor.fetchall()
    names = place_names({code for code, _ in counted})
    return [(code, names.get(code, ""), people) for code, people in counted]


def missing_of_sender(sender: str, *, month: dt.date, seen_by: Viewer, place: str = "") -> int:
    """Return how many missing people one sender could reach.

    :raises NotAllowed, NotMeasured: as `missing_by_kelurahan`.
    """
    seen_by.must("see_coverage")
    _must_be_measured(month, seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM coverage_missing m WHERE {_HERE}", _here(month, place, sender))
        return int(cursor.fetchone()[0])


def _here(month: dt.date, place: str = "", sender: str = "") -> dict[str, object]:
    return {"month": month, "place": place, "below": f"{place}.%", "sender": sender}


def missing_by_sender(*, month: dt.date, seen_by: Viewer, place: str = "") -> list[tuple[str, int]]:
    """Return how many missing people each sender could reach; somebody on two senders' lists counts with both."""
    seen_by.must("see_coverage")
    _must_be_measured(month, seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT sender_code, count(*) FROM coverage_missing m WHERE {_HERE} GROUP BY 1 ORDER BY 2 DESC, 1",
            _here(month, place),
        )
        return cursor.fetchall()


def covered_elsewhere(*, month: dt.date, seen_by: Viewer, place: str = "") -> int:
    """Return how many people on lists have no cover of ours because BPJS answered that somebody else pays for them.

    :raises NotAllowed, NotMeasured: as `missing_by_kelurahan`.
    """
    seen_by.must("see_coverage")
    _must_be_measured(month, seen_by)
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(_ELSEWHERE, _here(month, place))
        return int(cursor.fetchone()[0])


def nameless(*, month: dt.date, place: str, seen_by: Viewer) -> list[Remainder]:
    """Return for each universe of vulnerable workers stated of a place how many of it stand on no list.

    Whoever is bound to senders does not know who stands on the lists of others: nothing is returned.

    :raises NotAllowed, NotMeasured: as `queries.figures`.
    """
    if seen_by.senders:
        return []
    [listed] = figures(Question(month=month, place=place, basis="computed"), seen_by=seen_by)
    stated = universes({place})[place]
    kinds = {kind for kind, population in KINDS if population == "listed"}
    return [
        remainder_of(one, listed.people, inhabitants=inhabitants(stated))
        for one in stated
        if one.counts in kinds and one.segment == "all"
    ]


def _must_be_measured(month: dt.date, seen_by: Viewer) -> None:
    held = Snapshot.objects.using("owner").filter(population="listed", office_id=seen_by.office_id)
    if not held.filter(month=month).exists():
        raise NotMeasured(sorted(set(held.values_list("month", flat=True))))


_HERE = """
    m.month = %(month)s AND (%(place)s = '' OR m.kelurahan_code = %(place)s OR m.kelurahan_code LIKE %(below)s)
    AND (%(sender)s = '' OR m.sender_code = %(sender)s) AND m.reported IS DISTINCT FROM 'elsewhere'
"""
_ELSEWHERE = """
SELECT count(DISTINCT m.person_key) FROM coverage_missing m
WHERE m.month = %(month)s AND (%(place)s = '' OR m.kelurahan_code = %(place)s OR m.kelurahan_code LIKE %(below)s) AND m.reported = 'elsewhere'
"""
_COLUMNS = """
SELECT m.sender_code, r.submitted_list_id, r.sheet_no, r.row_no, coalesce(r.name, ''), coalesce(r.nik, ''), r.birth_on,
       coalesce(m.kelurahan_code, ''), coalesce(p.name, ''), coalesce(r.rt, ''), coalesce(r.occupation, ''), coalesce(r.phone, ''),
       r.verdict, coalesce(m.reported, ''), m.computed
"""
_JOINED = """
JOIN intake_row r ON r.id = m.row_id
LEFT JOIN registry_place p ON p.code = m.kelurahan_code AND p.valid_to IS NULL
"""
_NAMED = f"""
{_COLUMNS} FROM coverage_missing m {_JOINED} WHERE {_HERE}
ORDER BY m.sender_code, m.kelurahan_code, r.name, r.id LIMIT %(limit)s
"""
_PAGED = f"""
{_COLUMNS} FROM (SELECT * FROM coverage_missing m WHERE {_HERE}
    ORDER BY m.sender_code, m.kelurahan_code, m.row_id LIMIT %(limit)s OFFSET %(offset)s) m {_JOINED}
ORDER BY m.sender_code, m.kelurahan_code, m.row_id
"""
