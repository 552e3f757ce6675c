"""A programme of Bontang with its budget, its legal base and people who were decided: as SQL, set-based at any size."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements.models import Agreement, BudgetLine, Programme, Quota, Regulation, Terms
from tests import people

JAN, NEXT_JAN = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
APRIL, MAY, JUNE = dt.date(2026, 4, 1), dt.date(2026, 5, 1), dt.date(2026, 6, 1)
NOON = people.NOON
KELURAHAN = ("64.74.01.1001", "64.74.01.1002", "64.74.02.1001")


@dataclass(slots=True)
class Office:
    """Who works on a decree: a verifier proposes, a section head enacts."""

    rini: Viewer
    wati: Viewer
    sender: str = "diskop"
    programme: Programme | None = None
    people: int = field(default=0)


def office() -> Office:
    rini, wati = people.viewer("rini", role="verifier"), people.viewer("wati", role="section_head")
    people.sender("diskop", office_id=rini.office_id)
    return Office(rini, wati)


def programme(
    at: Office, *, code: str = "rentan", budget: int = 10**12, legal: bool = True, **more: object
) -> Programme:
    """Enter a programme whose terms run from April 2026 for nine months, with a budget line of each year until 2027."""
    office_id = at.rini.office_id
    made = Programme.objects.using("owner").create(
        office_id=office_id, code=code, name=f"Program {code}", kind="vulnerable"
    )
    base = _legal_base(office_id, code) if legal else {}
    said = {
        "schemes": ["jkk", "jkm"],
        "income": 1_000_000,
        "payer": "pemkab",
        "source": "apbd",
        "first_month": APRIL,
        "months": 9,
        "place_code": "64.74",
        "valid_from": JAN,
        **base,
        **more,
    }
    Terms.objects.using("owner").create(programme=made, office_id=office_id, **said)
    for year in (2026, 2027):
        BudgetLine.objects.using("owner").create(
            office_id=office_id,
            programme=made,
            fiscal_year=year,
            source="apbd",
            account="5.1.02.02.01.0080",
            amount=budget,
        )
    at.programme = made
    return made


def _legal_base(office_id: int, code: str) -> dict[str, object]:
    regulation, _ = Regulation.objects.using("owner").get_or_create(
        office_id=office_id,
        kind="perwali",
        issuer="Wali Kota Bontang",
        number="23",
        year=2023,
        defaults={
            "title": "Perlindungan pekerja rentan",
            "stage": "promulgated",
            "in_force_from": dt.date(2023, 10, 6),
        },
    )
    pks = Agreement.objects.using("owner").create(
        office_id=office_id,
        kind="pks",
        number=f"PKS/{code}",
        partner="BPJS Ketenagakerjaan Bontang",
        signed_on=dt.date(2026, 1, 10),
        starts_on=dt.date(2026, 1, 10),
        ends_on=dt.date(2027, 12, 31),
    )
    return {"regulation": regulation, "agreement": pks}


def quota(made: Programme, place: str, seats: int) -> None:
    Quota.objects.using("owner").update_or_create(
        programme=made, place_code=place, defaults={"office_id": made.office_id, "seats": seats}
    )


def decided(
    made: Programme,
    count: int,
    *,
    first: int = 1,
    sender: str = "diskop",
    has_seat: bool = True,
    bpjs: str | None = "yes",
    dukcapil: str | None = "match",
    group: str = "petani",
    kelurahan: tuple[str, ...] = KELURAHAN,
) -> None:
    """Enter people numbered from `first` on as eligible candidates, spread over the kelurahan, ranked by number."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            WITH listed AS (
                INSERT INTO intake_list (office_id, sender_id, sender_code, kind, file_name, content_sha256, size, purpose, list_on,
                    received_at, received_by_id, state, match_state)
                SELECT %(office)s, s.id, s.code, 'proposal', 'usulan.xlsx', md5(random()::text) || md5(random()::text), 1, 'uji',
                       '2026-02-01', '2026-02-01', (SELECT min(id) FROM access_account), 'closed', 'matched'
                FROM intake_sender s WHERE s.office_id = %(office)s AND s.code = %(sender)s RETURNING id
            ), rows AS (
                INSERT INTO intake_row (submitted_list_id, office_id, sender_code, sheet_no, row_no, cells, nik_state, place_state,
                    verdict)
                SELECT listed.id, %(office)s, %(sender)s, 1, 1, '{}', 'ok', 'ok', 'accepted' FROM listed RETURNING id
            ), candidates AS (
                INSERT INTO eligibility_candidate (programme_id, office_id, sender_code, row_id, rows, person_id, nik, name, birth_on,
                    sex, address, rt, rw, kelurahan_code, kecamatan_code, kabupaten_code, occupation, occupation_group, ecosystem)
                SELECT %(programme)s, %(office)s, %(sender)s, rows.id, 1, n, '647401' || lpad(n::text, 10, '0'),
                       'Orang ' || n, '1980-01-01'::date + (n %% 9000)::int, CASE WHEN n %% 2 = 0 THEN 'P' ELSE 'L' END,
                       'Jl. Nelayan ' || n, lpad((n %% 9 + 1)::text, 3, '0'), lpad((n %% 4 + 1)::text, 3, '0'),
                       (%(kelurahan)s::text[])[n %% cardinality(%(kelurahan)s::text[]) + 1], '64.74.01', '64.74',
                       'petani', %(group)s, 'rentan'
                FROM rows CROSS JOIN generate_series(%(first)s, %(first)s + %(count)s - 1) AS n RETURNING id, person_id, kelurahan_code
            )
            INSERT INTO eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, outcome, proposed, reasons, decided_on,
                age, other_cover, dukcapil, bpjs, rank, has_seat, note)
            SELECT id, %(programme)s, %(office)s, %(sender)s, (SELECT max(id) FROM agreements_terms WHERE programme_id = %(programme)s),
                   'eligible', 'eligible', '{}', '2026-02-20', 40, 'none', %(dukcapil)s, %(bpjs)s,
                   row_number() OVER (PARTITION BY kelurahan_code ORDER BY person_id), %(has_seat)s, ''
            FROM candidates
            """,
            {
                "office": made.office_id,
                "programme": made.pk,
                "sender": sender,
                "first": first,
                "count": count,
                "kelurahan": list(kelurahan),
                "group": group,
                "dukcapil": dukcapil,
                "bpjs": bpjs,
                "has_seat": has_seat,
            },
        )


def nik(number: int) -> str:
    """Return the NIK of a test person."""
    return f"647401{number:010d}"


def answers(at: Office, decree_id: int, said: dict[str, tuple[str | None, str | None]], *, number: int = 1) -> None:
    """Enter a package of the decree's people with its answers: NIK → (code, KPJ)."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchanges_package (office_id, programme_id, purpose, number, about, content_sha256, wadah, letter_number, made_at,"
            " made_by_id, sent, yes, no, unanswered) VALUES (%s, %s, 'bpjs_enrolment', %s, %s, md5(random()::text), '', '', now(), %s,"
            " 0, 0, 0, 0) RETURNING id",
            [at.rini.office_id, at.programme.pk, number, f"decree:{decree_id}", at.rini.account_id],
        )
        package = cursor.fetchone()[0]
        cursor.execute(
            """
            INSERT INTO exchanges_item (package_id, office_id, seq, candidate_id, person_id, nik, name, code, reason, kpj, answered_on)
            SELECT %s, r.office_id, row_number() OVER (ORDER BY r.id), r.candidate_id, r.person_id, r.nik, r.name, s.code, CASE s.code WHEN 'no' THEN 'sudah PU' ELSE '' END,
                   s.kpj, CASE WHEN s.code IS NOT NULL THEN '2026-03-20'::date END
            FROM enrolment_decree_row r JOIN unnest(%s::text[], %s::text[], %s::text[]) AS s(nik, code, kpj) USING (nik)
            WHERE r.decree_id = %s
            """,
            [package, list(said), [code for code, _ in said.values()], [kpj for _, kpj in said.values()], decree_id],
        )
