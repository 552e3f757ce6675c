"""A small town written straight into the tables of the rooms below: lists, candidates, seats and paid months."""

from __future__ import annotations

import datetime as dt

from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange

from payung.access.models import Account
from payung.access.viewer import Viewer
from payung.agreements.models import BudgetLine, Programme, Terms
from payung.contributions.models import Bill, BillLine
from payung.eligibility.models import Candidate
from payung.enrolment.models import Decree, DecreeRow, Enrolment
from payung.intake.models import ListRow, Sender, SubmittedList
from tests.people import NOON

JANUARY, FEBRUARY, MARCH, APRIL, MAY = (dt.date(2026, month, 1) for month in range(1, 6))
API_API, BONTANG_BARU, GUNTUNG = "64.74.01.1001", "64.74.01.1002", "64.74.02.1001"


def run(statement: str, values: list[object] | None = None) -> list[tuple]:
    """Run a statement as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


class Town:
    """Bontang with one programme whose terms run from January; people enter by `listed`, `seat` and `paid`."""

    def __init__(self, verifier: Viewer) -> None:
        self.office_id = verifier.office_id
        self.account = Account.objects.using("owner").get(pk=verifier.account_id)
        self.programme = Programme.objects.using("owner").create(
            office_id=self.office_id, code="rentan", name="Pekerja rentan", kind="vulnerable"
        )
        self.terms = Terms.objects.using("owner").create(
            programme=self.programme, office_id=self.office_id, valid_from=JANUARY, schemes=["jkk", "jkm"], income=1_000_000,
            payer="pemkab", source="apbd", first_month=JANUARY, months=12, place_code="64.74",
        )  # fmt: skip
        self.decree = Decree.objects.using("owner").create(
            office_id=self.office_id, programme=self.programme, terms=self.terms, kind="decree", title="SK", first_month=JANUARY,
            end_month=dt.date(2027, 1, 1), proposed_at=NOON, proposed_by=self.account,
        )  # fmt: skip
        self.budget = BudgetLine.objects.using("owner").create(
            office_id=self.office_id,
            programme=self.programme,
            fiscal_year=2026,
            source="apbd",
            account="5.1",
            amount=10**9,
        )
        self.lists: dict[str, SubmittedList] = {}
        self.rows = 0

    def list_of(self, sender: str) -> SubmittedList:
        """Return the list of a sender, received once."""
        if sender not in self.lists:
            sent_by, _ = Sender.objects.using("owner").get_or_create(
                office_id=self.office_id, code=sender, defaults={"name": sender.title(), "kind": "opd"}
            )
            self.lists[sender] = SubmittedList.objects.using("owner").create(
                office_id=self.office_id, sender=sent_by, sender_code=sender, kind="proposal", file_name=f"{sender}.xlsx",
                content_sha256=sender.ljust(64, "0"), size=1, purpose="usulan", list_on=JANUARY, received_at=NOON,
                received_by=self.account,
            )  # fmt: skip
        return self.lists[sender]

    def row(self, nik: str | None, *, sender: str = "perikanan", verdict: str = "accepted", **said: object) -> ListRow:
        """Write one row of a sender's list."""
        self.rows += 1
        facts = {
            "name": f"SITI {self.rows}",
            "name_key": f"SITI {self.rows}",
            "birth_on": dt.date(1980, 1, 1),
            "sex": "P",
            "kelurahan_code": API_API,
        } | said
        return ListRow.objects.using("owner").create(
            submitted_list=self.list_of(sender), office_id=self.office_id, sender_code=sender, sheet_no=1, row_no=self.rows, cells=[],
            nik=nik, nik_state="ok", kabupaten_code="64.74", place_state="exact", verdict=verdict, **facts,
        )  # fmt: skip

    def candidate(
        self, nik: str, *, occupation: str = "fisher", ecosystem: str = "rentan", **said: object
    ) -> Candidate:
        """Write an accepted row and the candidate made of it."""
        row = self.row(nik, **said)
        return Candidate.objects.using("owner").create(
            programme=self.programme, office_id=self.office_id, sender_code=row.sender_code, row=row, rows=1, person_id=int(nik[-6:]),
            nik=nik, name=row.name, birth_on=row.birth_on, sex=row.sex, kelurahan_code=row.kelurahan_code, kabupaten_code="64.74",
            occupation=occupation.upper(), occupation_group=occupation, ecosystem=ecosystem, disability=row.disability,
        )  # fmt: skip

    def seat(
        self, who: Candidate, *, first: dt.date = JANUARY, end: dt.date = dt.date(2027, 1, 1), state: str = "member"
    ) -> Enrolment:
        """Give a candidate a seat for a range of months."""
        line = DecreeRow.objects.using("owner").create(
            decree=self.decree, office_id=self.office_id, sender_code=who.sender_code, candidate=who, seq=who.pk, from_month=first, person_id=who.person_id, relief="other",
            nik=who.nik, name=who.name, birth_on=who.birth_on, kelurahan_code=who.kelurahan_code,
        )  # fmt: skip
        return Enrolment.objects.using("owner").create(
            office_id=self.office_id, sender_code=who.sender_code, programme=self.programme, candidate=who, person_id=who.person_id,
            decree_row=line, covered=DateRange(first, end), state=state, relief="other",
        )  # fmt: skip

    def bill(self, month: dt.date, *seats: Enrolment, is_paid: bool = True, is_void: bool = False) -> Bill:
        """Bill one month of seats, paid unless said otherwise."""
        bill = Bill.objects.using("owner").create(
            office_id=self.office_id, programme=self.programme, budget_line=self.budget, first_month=month,
            end_month=(month + dt.timedelta(days=32)).replace(day=1), heads=len(seats), person_months=len(seats), jkk=10_000 * len(seats),
            jkm=6_800 * len(seats), jht=0, amount=16_800 * len(seats), content_sha256="0" * 64, due_on=month, made_at=NOON,
            made_by=self.account, weakest="law",
            kode_iuran=f"{month:%y%m}{Bill.objects.using('owner').count():08d}",
        )  # fmt: skip
        BillLine.objects.using("owner").bulk_create(
            BillLine(
                bill=bill, office_id=self.office_id, sender_code=seat.sender_code, enrolment=seat, person_id=seat.person_id, month=month,
                jkk=10_000, jkm=6_800, jht=0, is_paid=is_paid and not is_void, is_void=is_void,
            )
            for seat in seats
        )  # fmt: skip
        # A bill with its end takes no more lines: draft first, as the room below does.
        state = "void" if is_void else "paid" if is_paid else "issued"
        Bill.objects.using("owner").filter(pk=bill.pk).update(
            state=state, **({"void_reason": "daftar berubah", "voided_at": NOON} if is_void else {})
        )
        return bill

    def reported(self, nik: str, *, kpj: str, person: int, **said: object) -> None:
        """Let BPJS report a membership."""
        run(
            "INSERT INTO registry_source (id, name, kind, rank, as_of) VALUES (1, 'BPJS', 'bpjs_extract', 10, '2026-03-31')"
            " ON CONFLICT DO NOTHING"
        )
        facts = {
            "status": "active",
            "paid_until": MARCH,
            "payer_kind": "self",
            "segment": "BPU",
            "kelurahan_code": API_API,
        } | said
        run(
            "INSERT INTO registry_membership (source_id, source_key, person_id, row_hash, kpj, nik, birth_on, sex, as_of,"
            f" {', '.join(facts)}) VALUES (1, %s, %s, 1, %s, %s, '1980-01-01', 'P', '2026-03-31', {', '.join(['%s'] * len(facts))})",
            [kpj, person, kpj, nik, *facts.values()],
        )
