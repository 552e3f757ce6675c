"""A programme with seats, made straight in the database: what deciding and decreeing leave behind, at any size."""

from __future__ import annotations

import datetime as dt

from django.db import connections, transaction

from payung.access import actions as access
from payung.access.models import Account
from payung.access.viewer import ROLES, Viewer
from payung.agreements import ledger
from payung.agreements.models import BudgetLine, Programme, Terms
from payung.enrolment.models import Decree, DecreeYear
from payung.intake.models import SubmittedList
from tests.people import NOON, sender

JAN, FEB, NEXT_JAN = dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2027, 1, 1)


def month(number: int, year: int = 2026) -> dt.date:
    """Return the first day of a month."""
    return dt.date(year, number, 1)


def at_work(name: str, role: str, senders: tuple[str, ...] = ()) -> Viewer:
    """Return an account at work without a sign-in: hashing passwords is the slowest part of a small test."""
    office = access.open_office(name="Disnaker Kota Bontang", kind="pemda", kabupaten_code="64.74", at=NOON)
    account, _ = Account.objects.using("owner").get_or_create(
        name=name, defaults={"full_name": name.title(), "office": office, "role": role, "password": "!"}
    )
    return Viewer(account.pk, name, office.pk, "64.74", ROLES[role], senders)


class Programmed:
    """A programme with its accounts: rini bills, tono pays, kepala (section head) enacted its decree."""

    def __init__(self, code: str = "rentan", **terms: object) -> None:
        self.rini, self.tono, self.kepala = (
            at_work(name, role)
            for name, role in (("rini", "verifier"), ("tono", "treasurer"), ("kepala", "section_head"))
        )
        self.programme = Programme(office_id=self.rini.office_id, code=code, name=f"Pekerja {code}", kind="vulnerable")
        self.programme.save(using="owner")
        said = {
            "valid_from": JAN,
            "schemes": ["jkk", "jkm"],
            "income": 1_000_000,
            "payer": "pemkab",
            "source": "apbd",
            "first_month": JAN,
            "months": 12,
            "place_code": "64.74",
        }
        self.terms = self.new_terms(**{**said, **terms})
        self.people = 0

    def new_terms(self, **said: object) -> Terms:
        """Enter terms from a day on."""
        terms = Terms(programme=self.programme, office_id=self.rini.office_id, **said)
        terms.save(using="owner")
        return terms

    def line(self, amount: int, year: int = 2026, source: str = "apbd", account: str = "5.1.02") -> BudgetLine:
        """Enter a budget line."""
        line = BudgetLine(
            office_id=self.rini.office_id,
            programme=self.programme,
            fiscal_year=year,
            source=source,
            account=account,
            amount=amount,
        )
        line.save(using="owner")
        return line

    def seats(
        self,
        people: int,
        first: dt.date = JAN,
        end: dt.date = NEXT_JAN,
        *,
        state: str = "member",
        transport: int = 0,
        born: dt.date = dt.date(1980, 1, 1),
        reserve: BudgetLine | None = None,
        amount: int = 0,
    ) -> list[int]:
        """Give so many new people a seat by a decree of their own; the first `transport` of them drive. Return person ids."""
        with transaction.atomic(using="owner"):
            decree = self._decree(first, end, people)
            if reserve is not None:
                ledger.reserve(line_id=reserve.pk, amount=amount, about=f"decree:{decree.pk}", by=self.kepala, at=NOON)
                DecreeYear(
                    decree=decree,
                    office_id=decree.office_id,
                    fiscal_year=reserve.fiscal_year,
                    budget_line=reserve,
                    person_months=0,
                    amount=amount,
                    booked_as=f"decree:{decree.pk}",
                ).save(using="owner")
            start = self.people
            self.people += people
            self._fill(decree, start, people, first, end, state, transport, born)
            Decree.objects.using("owner").filter(pk=decree.pk).update(
                state="enacted",
                number=f"SK {decree.pk}/2026",
                decided_on=NOON.date(),
                enacted_at=NOON,
                enacted_by_id=self.kepala.account_id,
                check_code="KODE",
                content_sha256="0" * 64,
            )
        base = self.programme.pk * 10_000_000
        return [base + start + one for one in range(people)]

    def _decree(self, first: dt.date, end: dt.date, people: int) -> Decree:
        decree = Decree(
            office_id=self.rini.office_id,
            programme=self.programme,
            terms=self.terms,
            kind="decree",
            title="SK",
            first_month=first,
            end_month=end,
            heads=people,
            proposed_at=NOON,
            proposed_by_id=self.rini.account_id,
        )
        decree.save(using="owner")
        return decree

    def _list(self) -> SubmittedList:
        code = sender(f"dinas-{self.programme.code}", office_id=self.rini.office_id)
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT id FROM intake_sender WHERE code = %s", [code])
            (sender_id,) = cursor.fetchone()
        found, _ = SubmittedList.objects.using("owner").get_or_create(
            office_id=self.rini.office_id,
            sender_id=sender_id,
            content_sha256=f"{self.programme.pk:064d}",
            defaults={
                "sender_code": code,
                "kind": "proposal",
                "file_name": "usulan.xlsx",
                "size": 1,
                "purpose": "uji",
                "list_on": NOON.date(),
                "received_at": NOON,
                "received_by_id": Account.objects.using("owner").get(name="rini").pk,
            },
        )
        return found

    def _fill(
        self,
        decree: Decree,
        start: int,
        people: int,
        first: dt.date,
        end: dt.date,
        state: str,
        transport: int,
        born: dt.date,
    ) -> None:
        said = {
            "list": self._list().pk,
            "office": self.rini.office_id,
            "sender": f"dinas-{self.programme.code}",
            "programme": self.programme.pk,
            "decree": decree.pk,
            "base": self.programme.pk * 10_000_000,
            "start": start,
            "last": start + people - 1,
            "drive": start + transport,
            "first": first,
            "end": end,
            "state": state,
            "answered": NOON.date() if state != "waiting" else None,
            "born": born,
        }
        with connections["owner"].cursor() as cursor:
            for statement in FILL:
                cursor.execute(statement, said)

    def leave(self, person_id: int, end: dt.date, why: str = "died") -> None:
        """Shorten somebody's seat: it ends with the month before `end`."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "UPDATE enrolment_enrolment SET leaving = %s, covered = daterange(lower(covered), greatest(%s, lower(covered))) WHERE person_id = %s",
                [why, end, person_id],
            )


FILL = (
    """
    INSERT INTO intake_row (submitted_list_id, office_id, sender_code, sheet_no, row_no, cells, nik_state, place_state, verdict)
    SELECT %(list)s, %(office)s, %(sender)s, 1, n, '{}', 'ok', 'ok', 'accepted' FROM generate_series(%(start)s, %(last)s) n
    """,
    """
    INSERT INTO eligibility_candidate (programme_id, office_id, sender_code, row_id, rows, person_id, nik, name, birth_on, occupation_group,
        ecosystem, kelurahan_code)
    SELECT %(programme)s, %(office)s, %(sender)s, r.id, 1, %(base)s + r.row_no, '6474' || lpad((%(base)s + r.row_no)::text, 12, '0'),
        'Orang ' || r.row_no, %(born)s, CASE WHEN r.row_no < %(drive)s THEN 'transport' ELSE 'other' END, 'rentan',
        '64.74.01.100' || r.row_no %% 10
    FROM intake_row r WHERE r.submitted_list_id = %(list)s AND r.row_no BETWEEN %(start)s AND %(last)s
    """,
    """
    INSERT INTO enrolment_decree_row (decree_id, office_id, sender_code, candidate_id, person_id, seq, change, from_month, nik, name, birth_on,
        kelurahan_code, relief)
    SELECT %(decree)s, %(office)s, %(sender)s, c.id, c.person_id, row_number() OVER (PARTITION BY c.kelurahan_code), 'add', %(first)s, c.nik,
        c.name, c.birth_on, c.kelurahan_code, CASE WHEN c.occupation_group = 'transport' THEN 'transport' ELSE 'other' END
    FROM eligibility_candidate c
    WHERE c.programme_id = %(programme)s AND c.person_id BETWEEN %(base)s + %(start)s AND %(base)s + %(last)s
    """,
    """
    INSERT INTO enrolment_enrolment (office_id, sender_code, programme_id, candidate_id, person_id, decree_row_id, covered, state, relief,
        answered_on, answer_reason)
    SELECT r.office_id, r.sender_code, %(programme)s, r.candidate_id, r.person_id, r.id, daterange(%(first)s, %(end)s), %(state)s, r.relief,
        %(answered)s, '' FROM enrolment_decree_row r WHERE r.decree_id = %(decree)s
    """,
)


def lines(**where: object) -> int:
    """Count the lines of bills where these columns hold."""
    clause = " AND ".join(f"{name} = %({name})s" for name in where) or "true"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM contributions_bill_line WHERE {clause}", where)
        return cursor.fetchone()[0]


def paying(by: Viewer) -> dict[str, object]:
    """Return who and when, as every action wants them."""
    return {"by": by, "at": NOON}
