"""The lines of an annex, set-based: who is put on it, in which order, and the hash of what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

from payung.enrolment.codes import content_hash
from payung.enrolment.models import Decree
from payung.enrolment.refusals import LedgerBroken
from payung.vocabulary.occupation_groups import groups

OPEN = ("draft", "printed", "initialled")
# Groups whom PP 50/2025 calls transport: drivers, riders, couriers.
TRANSPORT = [one.id for one in groups().values() if one.is_transport]
KEPT = "nik, name, birth_on, sex, address, rt, rw, kelurahan_code, occupation, disability"
# By name by address: a kelurahan is read through RW by RW, RT by RT.
_ORDER = "rw NULLS LAST, rt NULLS LAST, name, nik"


# People whom BPJS refused under a decree of these months, or who left it: they come back only where a person decided so
# afterwards, and the dead never.
_GONE = """
    SELECT e.person_id, bool_or(coalesce(e.leaving = 'died', false)) AS died, max(coalesce(off.decided_on, e.answered_on)) AS on_day
    FROM enrolment_enrolment e
    JOIN enrolment_decree_row gave ON gave.id = e.decree_row_id
    JOIN enrolment_decree o ON o.id = gave.decree_id
    LEFT JOIN enrolment_decree_row line ON line.ends_id = gave.id
    LEFT JOIN enrolment_decree off ON off.id = line.decree_id AND off.state = 'enacted'
    WHERE e.programme_id = %(programme)s AND (e.state = 'rejected' OR e.leaving IS NOT NULL)
      AND (e.leaving = 'died' OR daterange(o.first_month, o.end_month) && daterange(%(first)s, %(end)s))
    GROUP BY e.person_id
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who could be put on a decree: eligible with a seat in the quota = free + seated + proposed + refused.

    `seated` have a seat in these months, `proposed` stand on another decree on its way, `refused` were refused by
    BPJS, or left, and nobody decided otherwise since. Of the free: how many have no answer of Disdukcapil or BPJS.
    """

    eligible: int
    seated: int
    proposed: int
    refused: int
    free: int
    dukcapil_unchecked: int
    bpjs_unchecked: int


def candidates_sql(condition: str) -> str:
    """Return SQL of the candidates that meet a condition, each with what may keep it off a decree.

    Parameters: programme, decree, first, end, open. Columns: candidate_id, person_id, sender_code, the identity (KEPT),
    relief, rank, has_seat, dukcapil, bpjs, is_seated, is_proposed, is_refused.
    """
    kept = ", ".join(f"c.{name}" for name in KEPT.split(", "))
    return f"""
        SELECT c.id AS candidate_id, c.person_id, c.sender_code, {kept},
               CASE WHEN c.occupation_group = ANY(%(transport)s) THEN 'transport' ELSE 'other' END AS relief,
               d.rank, d.has_seat, d.dukcapil, d.bpjs,
               seated.person_id IS NOT NULL AS is_seated, proposed.person_id IS NOT NULL AS is_proposed,
               gone.person_id IS NOT NULL AND (gone.died OR d.decided_by_id IS NULL OR d.decided_on <= gone.on_day) AS is_refused
        FROM eligibility_candidate c
        JOIN eligibility_decision d ON d.candidate_id = c.id
        LEFT JOIN (SELECT DISTINCT person_id FROM enrolment_enrolment
                   WHERE state <> 'rejected' AND covered && daterange(%(first)s, %(end)s)) seated
            ON seated.person_id = c.person_id
        LEFT JOIN (SELECT DISTINCT r.person_id FROM enrolment_decree_row r JOIN enrolment_decree o ON o.id = r.decree_id
                   WHERE r.change = 'add' AND o.state = ANY(%(open)s) AND o.id <> %(decree)s
                     AND daterange(o.first_month, o.end_month) && daterange(%(first)s, %(end)s)) proposed
            ON proposed.person_id = c.person_id
        LEFT JOIN ({_GONE}) gone ON gone.person_id = c.person_id
        WHERE d.programme_id = %(programme)s AND d.outcome = 'eligible' AND c.rows > 0
          AND {condition}
        """


def parameters(decree: Decree) -> dict[str, Any]:
    """Return the parameters of `candidates_sql` for a decree."""
    return {
        "programme": decree.programme_id,
        "decree": decree.pk,
        "first": decree.first_month,
        "end": decree.end_month,
        "open": list(OPEN),
        "transport": TRANSPORT,
    }


def choose(decree: Decree) -> Chosen:
    """Gather who could be put on a decree into a temporary table of the open transaction; return the counts."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS enrolment_staging_chosen")
        cursor.execute(
            f"CREATE TEMP TABLE enrolment_staging_chosen ON COMMIT DROP AS {candidates_sql('d.has_seat')}",
            parameters(decree),
        )
        cursor.execute(
            """
            SELECT count(*), count(*) FILTER (WHERE is_seated), count(*) FILTER (WHERE NOT is_seated AND is_proposed),
                   count(*) FILTER (WHERE NOT is_seated AND NOT is_proposed AND is_refused),
                   count(*) FILTER (WHERE NOT is_seated AND NOT is_proposed AND NOT is_refused),
                   count(*) FILTER (WHERE NOT is_seated AND NOT is_proposed AND NOT is_refused AND dukcapil IS NULL),
                   count(*) FILTER (WHERE NOT is_seated AND NOT is_proposed AND NOT is_refused AND bpjs IS NULL)
            FROM enrolment_staging_chosen
            """
        )
        found = Chosen(*cursor.fetchone())
    if found.eligible != found.seated + found.proposed + found.refused + found.free:
        raise LedgerBroken(found)
    return found


def fill(decree: Decree, *, expected: int) -> None:
    """Write the chosen people as the lines of a decree, numbered within each kelurahan.

    :raises LedgerBroken: if not exactly the expected number of people is written.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change,
                from_month, {KEPT}, relief, dukcapil, bpjs)
            SELECT %(decree)s, %(office)s, sender_code, candidate_id, person_id,
                   row_number() OVER (PARTITION BY kelurahan_code ORDER BY {_ORDER}), 'add', %(first)s, {KEPT}, relief, dukcapil, bpjs
            FROM enrolment_staging_chosen WHERE NOT is_seated AND NOT is_proposed AND NOT is_refused
            ORDER BY kelurahan_code, {_ORDER}
            """,
            {"decree": decree.pk, "office": decree.office_id, "first": decree.first_month},
        )
        if cursor.rowcount != expected:
            raise LedgerBroken(f"{expected} chosen, {cursor.rowcount} written")
        # Fresh rows have no statistics, and the steps that follow join them.
        cursor.execute("ANALYZE enrolment_decree_row")


def misplaced(decree: Decree) -> tuple[int, int]:
    """Return how many people a decree adds whose kelurahan is not known, and whose kelurahan lies outside the programme's area."""
    area = decree.terms.place_code[:2] if decree.terms.residence == "province" else decree.terms.place_code
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE coalesce(kelurahan_code, '') = ''),
                   count(*) FILTER (WHERE kelurahan_code <> '' AND NOT starts_with(kelurahan_code || '.', %s))
            FROM enrolment_decree_row WHERE decree_id = %s AND change = 'add'
            """,
            [f"{area}.", decree.pk],
        )
        unknown, outside = cursor.fetchone()
    return unknown, 0 if decree.terms.residence == "any" else outside


def empty(decree: Decree) -> None:
    """Take every line off a draft."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM enrolment_decree_row WHERE decree_id = %s", [decree.pk])


def heads(decree: Decree) -> tuple[int, int]:
    """Return how many people a decree adds and takes off."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE change = 'add'), count(*) FILTER (WHERE change = 'remove')"
            " FROM enrolment_decree_row WHERE decree_id = %s",
            [decree.pk],
        )
        return cursor.fetchone()


def content_sha256(decree: Decree) -> str:
    """Return the hash of the header and of every line as it stands; any other letter gives another hash."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(kelurahan_code, ''), encode(sha256(convert_to(string_agg(
                concat_ws(E'\\t', seq, change, coalesce(leaving, ''), from_month, nik, name, birth_on, coalesce(sex, ''),
                    coalesce(address, ''), coalesce(rt, ''), coalesce(rw, ''), coalesce(occupation, ''),
                    coalesce(disability, ''), coalesce(dukcapil, ''), coalesce(bpjs, ''), relief, candidate_id,
                    coalesce(replaces_id, 0), coalesce(ends_id, 0)),
                E'\\n' ORDER BY seq, id), 'UTF8')), 'hex')
            FROM enrolment_decree_row WHERE decree_id = %s GROUP BY 1
            """,
            [decree.pk],
        )
        parts = cursor.fetchall()
    header = [
        f"payung decree {decree.pk}",
        f"office {decree.office_id}, programme {decree.programme_id}, terms {decree.terms_id}",
        f"{decree.kind} of {decree.amends_id or 0}",
        decree.title,
        f"version {decree.version}",
        f"{decree.first_month} to {decree.end_month}",
        f"{decree.heads} more, {decree.heads_leaving} fewer, {decree.person_months} months, {decree.amount} rupiah",
    ]
    return content_hash(header, parts)
