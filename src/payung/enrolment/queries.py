"""Decrees, annexes, waiting lists and seats, as far as the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.enrolment.refusals import NoSuchDecree


@dataclass(frozen=True, slots=True)
class DecreeSeen:
    """One decree. `heads` counts the lines that the viewer sees, `leaving` those taken off.

    `amount` (whole rupiah, all months) is the whole decree's: None for who sees some senders only.
    """

    decree_id: int
    programme: str
    kind: str
    amends_id: int | None
    title: str
    state: str
    version: int
    check_code: str
    content_sha256: str
    first_month: dt.date
    end_month: dt.date
    number: str | None
    decided_on: dt.date | None
    signer: str
    scan_sha256: str
    weakest: str
    proposed_by: str
    enacted_by: str | None
    heads: int
    leaving: int
    amount: int | None
    proposed_by_id: int
    proposed_at: dt.datetime
    printed_at: dt.datetime | None
    initials: str
    withdraw_reason: str


@dataclass(frozen=True, slots=True)
class PlaceSum:
    """What a decree holds of one kelurahan; person-months and whole rupiah are what it adds less what it takes off."""

    kelurahan_code: str
    heads: int
    leaving: int
    person_months: int
    amount: int


@dataclass(frozen=True, slots=True)
class YearSum:
    """What a decree costs in one fiscal year, of the lines that the viewer sees."""

    fiscal_year: int
    person_months: int
    amount: int


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One line of an annex, by name by address."""

    kelurahan_code: str
    seq: int
    change: str
    leaving: str | None
    from_month: dt.date
    name: str
    nik: str
    birth_on: dt.date
    sex: str | None
    address: str | None
    rt: str | None
    rw: str | None
    occupation: str | None
    disability: str | None
    proposer: str
    replaces: str | None
    dukcapil: str | None
    bpjs: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person on the waiting list: eligible, without a seat; `rank` within the kelurahan."""

    kelurahan_code: str
    rank: int | None
    name: str
    nik_masked: str
    within_quota: bool


@dataclass(frozen=True, slots=True)
class SeatCounts:
    """The seats that a decree gave: seats = waiting + member + rejected + ended. `leaving`: seats with an end before its months."""

    decree_id: int
    seats: int
    waiting: int
    member: int
    rejected: int
    ended: int
    without_kpj: int
    leaving: int


@dataclass(frozen=True, slots=True)
class SeatElsewhere:
    """A seat that a person of a decree on its way has already."""

    name: str
    nik_masked: str
    programme: str
    decree: str
    from_month: dt.date
    end_month: dt.date


_MASKED = "left({0}.nik, 6) || '******' || right({0}.nik, 4)"

_DECREES = """
    SELECT d.id, p.code, d.kind, d.amends_id, d.title, d.state, d.version, d.check_code, d.content_sha256, d.first_month,
           d.end_month, d.number, d.decided_on, trim(concat_ws(' ', nullif(d.signer_acting, ''), d.signer_title, d.signer_name)),
           d.scan_sha256, d.weakest, proposer.full_name, enacter.full_name,
           CASE WHEN whole.office THEN d.heads ELSE lines.heads END, CASE WHEN whole.office THEN d.heads_leaving ELSE lines.leaving END,
           CASE WHEN whole.office THEN d.amount END, d.proposed_by_id, d.proposed_at, d.printed_at, d.initials, d.withdraw_reason
    FROM enrolment_decree d
    CROSS JOIN (SELECT coalesce(current_setting('payung.senders', true), '') = '' AS office) whole
    JOIN agreements_programme p ON p.id = d.programme_id
    JOIN access_account proposer ON proposer.id = d.proposed_by_id
    LEFT JOIN access_account enacter ON enacter.id = d.enacted_by_id
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.change = 'add') AS heads, count(*) FILTER (WHERE r.change = 'remove') AS leaving
        FROM enrolment_decree_row r WHERE r.decree_id = d.id AND NOT whole.office) lines ON true
"""

# Lines grouped, each with the prices that it is counted at; a line that takes off counts at the prices of the decree
# that gave the seat.
_PRICED = """
    WITH lines AS (
        SELECT coalesce(r.kelurahan_code, '') AS kelurahan_code, r.change, r.relief, r.from_month,
               CASE WHEN r.change = 'add' THEN r.decree_id ELSE gave.decree_id END AS priced_by,
               CASE WHEN r.change = 'add' THEN 1 ELSE -1 END AS sign, count(*) AS heads
        FROM enrolment_decree_row r LEFT JOIN enrolment_decree_row gave ON gave.id = r.ends_id
        WHERE r.decree_id = %s GROUP BY 1, 2, 3, 4, 5, 6
    ),
    priced AS (
        SELECT l.*, p.month, p.amount FROM lines l
        JOIN enrolment_decree_price p ON p.decree_id = l.priced_by AND p.relief = l.relief AND p.month >= l.from_month
    )
"""

# Who waits for a seat. Parameters: programme, kelurahan (twice), day.
WAITING = """
    FROM eligibility_candidate c JOIN eligibility_decision d ON d.candidate_id = c.id
    JOIN agreements_programme p ON p.id = d.programme_id
    WHERE p.code = %s AND d.outcome = 'eligible' AND c.rows > 0 AND (%s::text IS NULL OR coalesce(c.kelurahan_code, '') = %s)
      AND NOT EXISTS (SELECT 1 FROM enrolment_enrolment e
                      WHERE e.candidate_id = c.id AND ((e.state <> 'rejected' AND upper(e.covered) > %s)
                          OR ((e.state = 'rejected' OR e.leaving IS NOT NULL) AND d.decided_by_id IS NULL)))
"""


def decrees(
    *,
    seen_by: Viewer,
    programme: str | None = None,
    amends_id: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[DecreeSeen]:
    """Return the decrees of the viewer's office, newest first; those of a programme, or what amends one, where it is named.

    :param before: only decrees with a smaller number: the next page begins there. :param limit: at most so many.
    :raises NotAllowed: if the viewer may not see decrees.
    """
    rows = _asked(
        f"{_DECREES} WHERE (%s::text IS NULL OR p.code = %s) AND (%s::bigint IS NULL OR d.amends_id = %s)"
        " AND (%s::bigint IS NULL OR d.id < %s) ORDER BY d.id DESC LIMIT %s",
        [programme, programme, amends_id, amends_id, before, before, limit],
        seen_by,
    )
    return [DecreeSeen(*row) for row in rows]


def decree(decree_id: int, *, seen_by: Viewer) -> DecreeSeen:
    """Return one decree with the lines that the viewer may see counted.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    rows = _asked(f"{_DECREES} WHERE d.id = %s", [decree_id], seen_by)
    if not rows:
        raise NoSuchDecree(decree_id)
    return DecreeSeen(*rows[0])


def decree_by_place(decree_id: int, *, seen_by: Viewer) -> list[PlaceSum]:
    """Return what a decree holds kelurahan by kelurahan: the recap of its annex.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        f"""{_PRICED}
        , money AS (SELECT kelurahan_code, sum(sign * heads)::int AS months, sum(sign * heads * amount)::bigint AS amount
                    FROM priced GROUP BY 1)
        SELECT l.kelurahan_code, coalesce(sum(l.heads) FILTER (WHERE l.change = 'add'), 0)::int,
               coalesce(sum(l.heads) FILTER (WHERE l.change = 'remove'), 0)::int,
               coalesce(any_money.months, 0), coalesce(any_money.amount, 0)
        FROM lines l LEFT JOIN money any_money USING (kelurahan_code)
        GROUP BY l.kelurahan_code, any_money.months, any_money.amount ORDER BY 1""",
        [decree_id],
        seen_by,
    )
    return [PlaceSum(*row) for row in rows]


def decree_by_year(decree_id: int, *, seen_by: Viewer) -> list[YearSum]:
    """Return what a decree costs fiscal year by fiscal year.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        f"{_PRICED} SELECT extract(year FROM month)::int, sum(sign * heads)::int, sum(sign * heads * amount)::bigint"
        " FROM priced GROUP BY 1 ORDER BY 1",
        [decree_id],
        seen_by,
    )
    return [YearSum(*row) for row in rows]


def annex_lines(decree_id: int, *, seen_by: Viewer, kelurahan_code: str | None = None) -> list[AnnexLine]:
    """Return the lines of an annex in the order in which they are printed, of one kelurahan where it is named.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        """
        SELECT coalesce(r.kelurahan_code, ''), r.seq, r.change, r.leaving, r.from_month, r.name, r.nik, r.birth_on, r.sex, r.address,
               r.rt, r.rw, r.occupation, r.disability, coalesce(s.name, r.sender_code), gone.name, r.dukcapil, r.bpjs
        FROM enrolment_decree_row r
        LEFT JOIN intake_sender s ON s.office_id = r.office_id AND s.code = r.sender_code
        LEFT JOIN enrolment_decree_row gone ON gone.id = r.replaces_id
        WHERE r.decree_id = %s AND (%s::text IS NULL OR r.kelurahan_code = %s) ORDER BY 1, 2
        """,
        [decree_id, kelurahan_code, kelurahan_code],
        seen_by,
    )
    return [AnnexLine(*row) for row in rows]


def waiting_list(
    programme: str,
    *,
    on: dt.date,
    seen_by: Viewer,
    kelurahan_code: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Waiting]:
    """Return who waits for a seat of a programme on a day, by kelurahan and rank.

    Whoever left, or was refused by BPJS, waits again only where a person decided so.

    :param kelurahan_code: only this kelurahan ('': people without one). :param limit: at most so many, after `offset`.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    rows = _asked(
        f"""
        SELECT coalesce(c.kelurahan_code, ''), d.rank, c.name, {_MASKED.format("c")}, d.has_seat {WAITING}
        ORDER BY 1, d.has_seat DESC, d.rank NULLS LAST, c.name, c.id LIMIT %s OFFSET %s
        """,
        [programme, kelurahan_code, kelurahan_code, on, limit, offset],
        seen_by,
    )
    return [Waiting(*row) for row in rows]


def seats_by_state(*, seen_by: Viewer, decree_id: int | None = None) -> list[SeatCounts]:
    """Return the seats of each enacted decree (or of one) by their state.

    :raises NotAllowed: if the viewer may not see decrees.
    """
    rows = _asked(
        """
        SELECT r.decree_id, count(*), count(*) FILTER (WHERE e.state = 'waiting'), count(*) FILTER (WHERE e.state = 'member'),
               count(*) FILTER (WHERE e.state = 'rejected'), count(*) FILTER (WHERE e.state = 'ended'),
               count(*) FILTER (WHERE e.state = 'member' AND e.kpj IS NULL), count(*) FILTER (WHERE e.leaving IS NOT NULL)
        FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id
        WHERE %s::bigint IS NULL OR r.decree_id = %s GROUP BY 1 ORDER BY 1
        """,
        [decree_id, decree_id],
        seen_by,
    )
    return [SeatCounts(*row) for row in rows]


def who_already_has_a_seat(decree_id: int, *, seen_by: Viewer) -> list[SeatElsewhere]:
    """Return the seats that people of a decree on its way have in its months, in whichever programme of the office.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        f"""
        SELECT r.name, {_MASKED.format("r")}, p.name, coalesce(o.number, '—'), lower(e.covered), upper(e.covered)
        FROM enrolment_decree_row r JOIN enrolment_decree d ON d.id = r.decree_id
        JOIN enrolment_enrolment e ON e.person_id = r.person_id AND e.state <> 'rejected' AND e.decree_row_id <> r.id
            AND e.covered && daterange(r.from_month, d.end_month)
        JOIN enrolment_decree_row b ON b.id = e.decree_row_id JOIN enrolment_decree o ON o.id = b.decree_id
        JOIN agreements_programme p ON p.id = e.programme_id
        WHERE r.decree_id = %s AND r.change = 'add' ORDER BY r.name, e.id
        """,
        [decree_id],
        seen_by,
    )
    return [SeatElsewhere(*row) for row in rows]


def _asked(sql: str, parameters: Sequence[Any], seen_by: Viewer) -> list[tuple[Any, ...]]:
    """Return the rows of a question in the viewer's scope: the database leaves out what they may not see."""
    seen_by.must("see_decree")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def on_the_list(decree_id: int, *, seen_by: Viewer) -> tuple[int, int]:
    """Return how many people a decree's list names with it and what was enacted before it, and how many of these are disabled.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        """
        SELECT coalesce(sum(CASE r.change WHEN 'add' THEN 1 ELSE -1 END), 0)::int,
               coalesce(sum(CASE r.change WHEN 'add' THEN 1 ELSE -1 END) FILTER (WHERE coalesce(r.disability, '') <> ''), 0)::int
        FROM enrolment_decree this
        JOIN enrolment_decree d ON d.id = this.id
            OR (d.state = 'enacted' AND (d.id = this.amends_id OR (d.amends_id = this.amends_id AND d.enacted_at < coalesce(this.enacted_at, now()))))
        JOIN enrolment_decree_row r ON r.decree_id = d.id
        WHERE this.id = %s
        """,
        [decree_id],
        seen_by,
    )
    return rows[0]


@dataclass(frozen=True, slots=True)
class CardHolder:
    """A member of a decree, to whom a card is handed."""

    kelurahan_code: str | None
    name: str
    nik: str
    kpj: str | None
    rt: str | None
    rw: str | None
    occupation: str | None


def card_holders(decree_id: int, *, seen_by: Viewer) -> list[CardHolder]:
    """Return the members that a decree gave a seat, kelurahan by kelurahan, as far as the viewer may see them.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    decree(decree_id, seen_by=seen_by)
    rows = _asked(
        "SELECT r.kelurahan_code, r.name, r.nik, e.kpj, r.rt, r.rw, r.occupation"
        " FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id"
        " WHERE r.decree_id = %s AND e.state = 'member' ORDER BY r.kelurahan_code NULLS LAST, r.name, r.nik",
        [decree_id],
        seen_by,
    )
    return [CardHolder(*row) for row in rows]
