"""Seats, set-based: who has one already, whether a quota would overflow, giving them and shortening them."""

from __future__ import annotations

from django.db import connections

from payung.audit.rebuilding import rebuilt
from payung.enrolment.annex import OPEN
from payung.enrolment.models import Decree
from payung.enrolment.refusals import NAMED, Covered, LedgerBroken, Overrun

_MASKED = "left(r.nik, 6) || '******' || right(r.nik, 4)"


def already_covered(decree: Decree) -> tuple[list[Covered], int]:
    """Return some of the seats that the people of a decree have in its months already, and how many people have one.

    Seats that the decree itself shortens are counted at their new length. What another office pays is told by the
    office's name only.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""
            SELECT r.name, {_MASKED}, CASE WHEN e.office_id = %(office)s THEN p.name ELSE o.name END,
                   CASE WHEN e.office_id = %(office)s THEN coalesce(d.number, '—') ELSE '—' END,
                   lower(e.covered), upper(e.covered), count(*) OVER (), dense_rank() OVER (ORDER BY r.person_id) AS person
            FROM enrolment_decree_row r
            JOIN enrolment_enrolment e ON e.person_id = r.person_id AND e.state <> 'rejected'
                AND e.covered && daterange(r.from_month, %(end)s)
            JOIN enrolment_decree_row b ON b.id = e.decree_row_id
            JOIN enrolment_decree d ON d.id = b.decree_id
            JOIN agreements_programme p ON p.id = e.programme_id
            JOIN access_office o ON o.id = e.office_id
            LEFT JOIN enrolment_decree_row gone ON gone.decree_id = r.decree_id AND gone.ends_id = e.decree_row_id
            WHERE r.decree_id = %(decree)s AND r.change = 'add' AND (gone.id IS NULL OR gone.from_month > r.from_month)
            ORDER BY person DESC
            """,
            {"decree": decree.pk, "end": decree.end_month, "office": decree.office_id},
        )
        found = cursor.fetchall()
    people = found[0][-1] if found else 0
    return [Covered(*row[:6]) for row in sorted(found)[:NAMED]], people


# Seats of a programme by place and month, with what its decrees on their way change.
_OVERRUNS = """
WITH wanted AS (
    SELECT kelurahan_code, from_month, end_month, sum(heads) AS heads FROM (
        SELECT r.kelurahan_code, lower(e.covered) AS from_month, upper(e.covered) AS end_month, count(*) AS heads
        FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id
        WHERE e.programme_id = %(programme)s AND e.state <> 'rejected'
          AND e.covered && daterange(%(first)s, %(end)s)
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT r.kelurahan_code, r.from_month, o.end_month, count(*)
        FROM enrolment_decree_row r JOIN enrolment_decree o ON o.id = r.decree_id
        WHERE o.programme_id = %(programme)s AND o.state = ANY(%(open)s) AND r.change = 'add'
        GROUP BY 1, 2, 3
        UNION ALL
        SELECT r.kelurahan_code, r.from_month, upper(e.covered), -count(*)
        FROM enrolment_decree_row r JOIN enrolment_decree o ON o.id = r.decree_id
        JOIN enrolment_enrolment e ON e.decree_row_id = r.ends_id
        WHERE o.programme_id = %(programme)s AND o.state = ANY(%(open)s) AND r.change = 'remove'
          AND e.state <> 'rejected' AND r.from_month < upper(e.covered)
        GROUP BY 1, 2, 3
    ) each_kind GROUP BY 1, 2, 3
),
months AS (
    SELECT month::date FROM generate_series(%(first)s::date, %(end)s::date - interval '1 month', interval '1 month') AS month
),
places AS (
    SELECT q.place_code, q.seats, q.place_code = t.place_code AS is_whole
    FROM agreements_quota q JOIN agreements_terms t ON t.id = %(terms)s
    WHERE q.programme_id = %(programme)s
),
taken AS (
    SELECT p.place_code, p.seats, m.month, sum(w.heads)::bigint AS heads
    FROM places p CROSS JOIN months m
    JOIN wanted w ON w.from_month <= m.month AND w.end_month > m.month
        AND (p.is_whole OR w.kelurahan_code = p.place_code OR starts_with(w.kelurahan_code, p.place_code || '.'))
    GROUP BY 1, 2, 3
)
SELECT DISTINCT ON (place_code) place_code, seats, heads, month FROM taken
WHERE heads > seats ORDER BY place_code, heads DESC, month
"""


def overruns(decree: Decree) -> list[Overrun]:
    """Return the places where the seats of a programme, with what its decrees on their way change, exceed the quota.

    A quota counts for its place and all places within; that of the programme's own area counts everybody.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            _OVERRUNS,
            {
                "programme": decree.programme_id,
                "terms": decree.terms_id,
                "first": decree.first_month,
                "end": decree.end_month,
                "open": list(OPEN),
            },
        )
        return [Overrun(*row) for row in cursor.fetchall()]


def shorten(decree: Decree) -> int:
    """End the seats that the lines of an amendment take off, each from the month of its line; return how many.

    A seat that BPJS refused stays refused: it is free already. A seat that never began keeps no month.

    :raises LedgerBroken: if a line ends no seat that still stands.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            UPDATE enrolment_enrolment e
            SET covered = daterange(lower(e.covered), greatest(lower(e.covered), r.from_month)), leaving = r.leaving,
                state = CASE WHEN e.state <> 'rejected' AND r.from_month <= lower(e.covered) THEN 'ended' ELSE e.state END
            FROM enrolment_decree_row r
            WHERE r.decree_id = %s AND r.change = 'remove' AND e.decree_row_id = r.ends_id
              AND e.leaving IS NULL AND upper(e.covered) > r.from_month
            """,
            [decree.pk],
        )
        shortened = cursor.rowcount
    if shortened != decree.heads_leaving:
        raise LedgerBroken(f"{decree.heads_leaving} lines take people off, {shortened} seats ended")
    return shortened


def give(decree: Decree) -> int:
    """Give a seat to everybody whom a decree adds, from the month of the line until the decree's end; return how many.

    :raises LedgerBroken: if the number of seats is not the number of lines.
    """
    with connections["owner"].cursor() as cursor:
        with rebuilt("enrolment_enrolment", rows=decree.heads):
            cursor.execute(
                """
                INSERT INTO enrolment_enrolment (office_id, sender_code, programme_id, candidate_id, person_id, decree_row_id,
                    covered, state, relief, answer_reason)
                SELECT office_id, sender_code, %(programme)s, candidate_id, person_id, id, daterange(from_month, %(end)s),
                       'waiting', relief, ''
                FROM enrolment_decree_row WHERE decree_id = %(decree)s AND change = 'add'
                ORDER BY person_id
                """,
                {"programme": decree.programme_id, "end": decree.end_month, "decree": decree.pk},
            )
            given = cursor.rowcount
        cursor.execute("ANALYZE enrolment_enrolment")
    if given != decree.heads:
        raise LedgerBroken(f"{decree.heads} lines, {given} seats")
    return given
