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
from payung.enrolment.queries import WAITING, PlaceSum, YearSum, asked_of_many, decree
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
class Sums:
    """What a decree holds: places and years sum to the same; how many people have no answer of Disdukcapil, of BPJS."""

    places: tuple[PlaceSum, ...]
    years: tuple[YearSum, ...]
    dukcapil_unchecked: int
    bpjs_unchecked: int


@dataclass(frozen=True, slots=True)
class Card:
    """What a member is told: who, where, KPJ (None: not come yet), and the months of the seat (end: first month without)."""

    kelurahan_code: str
    rt: str | None
    rw: str | None
    name: str
    nik: str
    kpj: str | None
    from_month: dt.date
    end_month: dt.date


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
    """Return one page of an annex by kelurahan and number (lines without a kelurahan last), and whether another follows.

    :param kelurahan_code: only this kelurahan ('': lines without one).
    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    place, named = {
        None: ("", []),
        "": ("AND r.kelurahan_code IS NULL", []),
    }.get(kelurahan_code, ("AND r.kelurahan_code = %s", [kelurahan_code]))
    # In the order of the index over decree, kelurahan and number: a late page costs as little as the first.
    rows = _asked(
        f"""
        WITH shown AS (
            SELECT * FROM enrolment_decree_row r WHERE r.decree_id = %s {place}
            ORDER BY r.kelurahan_code, r.seq LIMIT %s OFFSET %s)
        SELECT coalesce(r.kelurahan_code, ''), r.seq, r.change, r.leaving, r.from_month, r.name, r.nik, r.birth_on, r.address,
               r.rt, r.rw, r.occupation, coalesce(s.name, r.sender_code), gone.name, r.dukcapil, r.bpjs,
               e.state, e.kpj, upper(e.covered), off.id, off.state
        FROM shown r
        LEFT JOIN intake_sender s ON s.office_id = r.office_id AND s.code = r.sender_code
        LEFT JOIN enrolment_decree_row gone ON gone.id = r.replaces_id
        LEFT JOIN enrolment_enrolment e ON e.decree_row_id = r.id
        LEFT JOIN LATERAL (SELECT d.id, d.state FROM enrolment_decree_row w JOIN enrolment_decree d ON d.id = w.decree_id
                           WHERE w.ends_id = r.id AND d.state <> 'withdrawn' ORDER BY d.id DESC LIMIT 1) off ON true
        ORDER BY r.kelurahan_code, r.seq
        """,
        [decree_id, *named, PAGE + 1, PAGE * (page - 1)],
        seen_by,
    )
    return [LineSeen(*row) for row in rows[:PAGE]], len(rows) > PAGE


def places_of(decree_id: int, *, seen_by: Viewer) -> list[str]:
    """Return the kelurahan of a decree's lines ('' for lines without one), each found by one step over the index.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    rows = _asked(
        """
        WITH RECURSIVE places AS (
            (SELECT kelurahan_code FROM enrolment_decree_row WHERE decree_id = %(decree)s AND kelurahan_code IS NOT NULL
             ORDER BY kelurahan_code LIMIT 1)
            UNION ALL
            SELECT (SELECT r.kelurahan_code FROM enrolment_decree_row r
                    WHERE r.decree_id = %(decree)s AND r.kelurahan_code > p.kelurahan_code ORDER BY r.kelurahan_code LIMIT 1)
            FROM places p WHERE p.kelurahan_code IS NOT NULL)
        SELECT kelurahan_code FROM places WHERE kelurahan_code IS NOT NULL
        UNION ALL
        SELECT '' WHERE EXISTS (SELECT 1 FROM enrolment_decree_row WHERE decree_id = %(decree)s AND kelurahan_code IS NULL)
        """,
        {"decree": decree_id},
        seen_by,
    )
    return [row[0] for row in rows]


def sums(decree_id: int, *, seen_by: Viewer) -> Sums:
    """Return what a decree holds by kelurahan and by fiscal year, and who is unchecked, read in one pass over its lines.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        """
        WITH lines AS MATERIALIZED (
            SELECT coalesce(r.kelurahan_code, '') AS place, r.change, r.relief, r.from_month,
                   CASE WHEN r.change = 'add' THEN r.decree_id ELSE gave.decree_id END AS priced_by,
                   CASE WHEN r.change = 'add' THEN 1 ELSE -1 END AS sign, count(*) AS heads,
                   count(*) FILTER (WHERE r.change = 'add' AND r.dukcapil IS NULL) AS dukcapil,
                   count(*) FILTER (WHERE r.change = 'add' AND r.bpjs IS NULL) AS bpjs
            FROM enrolment_decree_row r LEFT JOIN enrolment_decree_row gave ON gave.id = r.ends_id
            WHERE r.decree_id = %s GROUP BY 1, 2, 3, 4, 5, 6),
        priced AS (
            SELECT l.place, extract(year FROM p.month)::int AS year, sum(l.sign * l.heads) AS months,
                   sum(l.sign * l.heads * p.amount) AS amount
            FROM lines l JOIN enrolment_decree_price p
                ON p.decree_id = l.priced_by AND p.relief = l.relief AND p.month >= l.from_month
            GROUP BY 1, 2)
        SELECT place, NULL, 0, 0, (coalesce(sum(heads) FILTER (WHERE change = 'add'), 0))::int,
               (coalesce(sum(heads) FILTER (WHERE change = 'remove'), 0))::int, sum(dukcapil)::int, sum(bpjs)::int
        FROM lines GROUP BY 1
        UNION ALL SELECT place, year, months::int, amount::bigint, 0, 0, 0, 0 FROM priced
        ORDER BY 1, 2
        """,
        [decree_id],
        seen_by,
    )
    return _summed(rows)


def _summed(rows: Sequence[tuple[Any, ...]]) -> Sums:
    """Fold the cells (kelurahan, year) into one sum a kelurahan and one a year."""
    heads = {row[0]: row[4:] for row in rows if row[1] is None}
    money = {place: [0, 0] for place in heads}
    years: dict[int, list[int]] = {}
    for place, year, months, amount in [row[:4] for row in rows if row[1] is not None]:
        for cell in (money[place], years.setdefault(year, [0, 0])):
            cell[0] += months
            cell[1] += amount
    return Sums(
        places=tuple(PlaceSum(place, said[0], said[1], *money[place]) for place, said in heads.items()),
        years=tuple(YearSum(year, *cell) for year, cell in sorted(years.items())),
        dukcapil_unchecked=sum(said[2] for said in heads.values()),
        bpjs_unchecked=sum(said[3] for said in heads.values()),
    )


def cards(
    decree_id: int, *, seen_by: Viewer, kelurahan_code: str | None = None, page: int = 1
) -> tuple[list[Card], bool]:
    """Return one page of the members of a decree RT by RT, and whether another follows.

    :param kelurahan_code: only this kelurahan ('': members without one).
    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        """
        SELECT coalesce(r.kelurahan_code, ''), r.rt, r.rw, r.name, r.nik, e.kpj, lower(e.covered), upper(e.covered)
        FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id
        WHERE r.decree_id = %s AND e.state = 'member' AND (%s::text IS NULL OR coalesce(r.kelurahan_code, '') = %s)
        ORDER BY 1, r.rw NULLS LAST, r.rt NULLS LAST, r.name, r.id LIMIT %s OFFSET %s
        """,
        [decree_id, kelurahan_code, kelurahan_code, PAGE + 1, PAGE * (page - 1)],
        seen_by,
    )
    return [Card(*row) for row in rows[:PAGE]], len(rows) > PAGE


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
    return asked_of_many(
        "SELECT coalesce(c.kelurahan_code, ''), count(*)::int, (count(*) FILTER (WHERE d.has_seat))::int"
        f"{WAITING} GROUP BY 1 ORDER BY 1",
        [programme, None, None, on],
        seen_by,
    )


def _asked(sql: str, parameters: Sequence[Any] | dict[str, Any], seen_by: Viewer) -> list[tuple[Any, ...]]:
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
