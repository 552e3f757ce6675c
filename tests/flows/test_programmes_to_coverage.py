"""Bontang's programme, a province's with its quotas, and an election's term: each as it ships, from a list to paid cover."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from payung.access import actions as access
from payung.access.models import Account
from payung.access.viewer import ROLES, Viewer
from payung.agreements import actions as agreements
from payung.agreements.models import Programme
from payung.contributions import actions as bills
from payung.coverage import queries as coverage
from payung.enrolment import actions as decrees
from payung.enrolment.models import Decree
from payung.enrolment.proposing import Order as Proposed
from payung.flows import (
    bill_months,
    confirm_a_payment,
    decide_a_programme,
    draft_a_decree,
    enact_a_decree,
    measure_coverage,
    propose_a_decree,
    send_a_package,
    settle_a_payment,
    take_an_answer,
    take_over_a_programme,
    take_social_facts,
)
from payung.vocabulary.month import Month
from tests.eligibility.stored import nik_of, row, stored_list
from tests.enrolment import steps
from tests.exchanges.sending import asked, workbook
from tests.people import NOON, sender

PALEMBANG = {"kelurahan_code": "16.71.01.1001", "kecamatan_code": "16.71.01", "kabupaten_code": "16.71"}
OGAN = {"kelurahan_code": "16.01.13.1001", "kecamatan_code": "16.01.13", "kabupaten_code": "16.01"}
ELSEWHERE = {"kelurahan_code": "64.72.01.1001", "kecamatan_code": "64.72.01", "kabupaten_code": "64.72"}
RULE = '{kind: KIND, issuer: HEAD, number: "5", year: 2024, title: Perlindungan, stage: promulgated, in_force_from: 2024-01-02}'
PKS = "{kind: pks, number: PKS/5, partner: BPJS Ketenagakerjaan, signed_on: 2024-01-03, starts_on: 2024-01-03}"
PRICE = 16_800


@dataclass
class Office:
    """An office with its programme, on the day on which everything of it happens."""

    place: str
    code: str
    home: Path
    at: dt.datetime

    def who(self, role: str) -> Viewer:
        office = access.open_office(name="Dinas Ketenagakerjaan", kind="pemda", kabupaten_code=self.place, at=NOON)
        account, _ = Account.objects.using("owner").get_or_create(
            name=role, defaults={"full_name": role, "office": office, "role": role, "password": "!"}
        )
        return Viewer(account.pk, role, office.pk, self.place, ROLES[role], ())

    @property
    def rini(self) -> Viewer:
        return self.who("verifier")

    @property
    def by(self) -> dict[str, object]:
        return {"by": self.rini, "at": self.at}

    def takes_over(self, example: str, *changes: tuple[str, str]) -> None:
        text = take_over_a_programme.example(example)
        kind, head = (
            ("pergub", "Gubernur Sumatera Selatan") if len(self.place) == 2 else ("perwali", "Wali Kota Bontang")
        )
        rule = RULE.replace("KIND", kind).replace("HEAD", head)
        for before, after in (
            ("regulation:\n", f"regulation: {rule}\n"),
            ("agreement:\n", f"agreement: {PKS}\n"),
            *changes,
        ):
            text = text.replace(before, after)
        take_over_a_programme.run(text, by=self.who("section_head"), at=self.at, really=True)
        made = Programme.objects.using("owner").get(code=self.code)
        for terms in made.terms.using("owner").all():
            for year in {terms.first_month.year, Month.of(terms.first_month).plus(terms.months - 1).starts_on.year}:
                line = {"fiscal_year": year, "source": terms.source, "account": "5.1.02", "amount": 10**9}
                agreements.set_budget_line(programme=made, **line, by=self.who("treasurer"), at=self.at)

    def decides(self) -> decide_a_programme.Done:
        order = decide_a_programme.Order(self.code, on=self.at.date(), lists=None, really=True)
        return decide_a_programme.run(order, home=self.home, tell=silent, **self.by)

    def decrees(self) -> Decree:
        made = propose_a_decree.run(Proposed(self.code), **self.by)
        decrees.freeze(decree_id=made.decree_id, **self.by)
        decrees.initial(decree_id=made.decree_id, initials="Kabid", **self.by)
        deed = steps.deed(f"100/{self.code}", decided_on=self.at.date())
        head = {"by": self.who("section_head"), "at": self.at}
        enact_a_decree.run(made.decree_id, deed, scan=None, home=self.home, **head)
        return Decree.objects.using("owner").get(pk=made.decree_id)

    def enrols(self, decree: Decree) -> send_a_package.Sent:
        order = send_a_package.Order(
            self.code, "bpjs_enrolment", self.home / "keluar", decree_id=decree.pk, really=True
        )
        sent = send_a_package.run(order, home=self.home, **self.by)
        niks = asked("SELECT nik, name FROM exchanges_item WHERE package_id = %s ORDER BY seq", sent.package_id)
        rows = [
            ["NIK", "Nama", "Status", "KPJ"],
            *[[nik, name, "Y", f"24{n:09d}"] for n, (nik, name) in enumerate(niks)],
        ]
        file = workbook(self.home / "jawaban.xlsx", rows)
        come = take_an_answer.Order(sent.package_id, file, self.at.date(), accept_columns=True)
        take_an_answer.run(come, home=self.home, tell=silent, **self.by)
        return sent

    def pays(self, first: dt.date, end: dt.date) -> settle_a_payment.Settled:
        [made] = bill_months.run(bill_months.Order(self.code, first, end, really=True), **self.by).bills
        bill = bills.issue(bill_id=made.bill_id, kode_iuran="000000000001", **self.by)
        paper = settle_a_payment.Paid("SP2D 1", self.at.date(), bill.kode_iuran, first, end, bill.heads, bill.amount)
        order = settle_a_payment.Order(paper, really=True)
        return settle_a_payment.run(order, by=self.who("treasurer"), at=self.at)

    def covers(self, month: dt.date) -> dict[str, int]:
        measure_coverage.run(month=month, home=self.home, tell=silent, **self.by)
        found = coverage.figures(coverage.Question(month, by="kabupaten"), seen_by=self.rini)
        return {one.category: one.protected for one in found}


def silent(step: str) -> None:
    """Tell nobody."""


def text_of(decree: Decree, office: Office) -> str:
    content = draft_a_decree.run(decree, seen_by=office.rini)["konsep-sk.pdf"]
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_bontangs_programme_from_list_to_coverage(database: None, tmp_path: Path) -> None:
    office = Office("64.74", "bontang-rentan", tmp_path, dt.datetime(2023, 10, 7, 3, tzinfo=dt.UTC))
    office.takes_over(
        "bontang-rentan", ("dukcapil: wanted", "dukcapil: not_asked"), ("bpjs: wanted", "bpjs: not_asked")
    )
    stored_list(
        office.rini, [*(row(number) for number in range(1, 5)), row(5, disability="NETRA"), row(6, **ELSEWHERE)]
    )

    done = office.decides()
    decree = office.decrees()
    office.enrols(decree)
    settled = office.pays(dt.date(2023, 10, 1), dt.date(2024, 1, 1))

    assert (done.decided.eligible, decree.heads, decree.amount) == (5, 5, 5 * 12 * PRICE)
    assert asked("SELECT fiscal_year, amount FROM enrolment_decree_year ORDER BY 1") == [
        (2023, 5 * 3 * PRICE),
        (2024, 5 * 9 * PRICE),
    ]
    assert (settled.protects, settled.until) == (5, dt.date(2024, 1, 1))
    assert office.covers(dt.date(2023, 12, 1)) == {"64.72": 0, "64.74": 5}
    said = text_of(decree, office)
    assert "melaksanakan Peraturan Wali Kota Bontang Nomor 23 Tahun 2023" in said
    assert "Sekretaris Daerah" in said
    receipt = confirm_a_payment.run(confirm_a_payment.Order(1, tmp_path / "naskah"), home=tmp_path, **office.by)
    assert [path.name for path in receipt] == ["bukti-bayar-1.docx", "bukti-bayar-1.pdf"]


def test_a_provinces_quota_programme_from_list_to_coverage(database: None, tmp_path: Path) -> None:
    office = Office("16", "provinsi-rentan", tmp_path, dt.datetime(2026, 3, 16, 3, tzinfo=dt.UTC))
    changes = (("dukcapil: required", "dukcapil: not_asked"), ("bpjs: required", "bpjs: not_asked"))
    office.takes_over("provinsi-kuota", *changes, ("seats: 1200", "seats: 1"), ("seats: 2500", "seats: 2"))
    rows = [*(row(n, **OGAN) for n in (1, 2)), *(row(n, **PALEMBANG) for n in (3, 4, 5)), row(6, **ELSEWHERE)]
    stored_list(office.rini, rows)
    file = tmp_path / "dtsen.csv"
    lines = [f"{nik_of(n)};ORANG KE {n};Tidak;Desil {1 if n < 6 else 9}" for n in range(1, 7)]
    file.write_text("\n".join(["NIK;Nama;Bansos (PKH/BPNT);Desil DTSEN", *lines]), "utf-8")
    take_social_facts.run(file, source="DTSEN", as_of=office.at.date(), really=True, **office.by)

    done = office.decides()
    decree = office.decrees()
    office.enrols(decree)
    settled = office.pays(dt.date(2026, 4, 1), dt.date(2026, 7, 1))

    assert (done.decided.eligible, done.decided.seats, decree.heads) == (5, 3, 3)
    assert settled.protects == 3
    assert office.covers(dt.date(2026, 5, 1)) == {"16.01": 1, "16.71": 2, "64.72": 0}
    said = text_of(decree, office)
    assert "GUBERNUR SUMATERA SELATAN" in said
    assert "Peraturan Gubernur Sumatera Selatan Nomor 5 Tahun 2024" in said
    assert "Kepala Biro Hukum" in said


def test_an_elections_officers_from_list_to_coverage(database: None, tmp_path: Path) -> None:
    office = Office("64.74", "pemilu-adhoc", tmp_path, dt.datetime(2024, 10, 21, 3, tzinfo=dt.UTC))
    for code in ("kpu", "bawaslu"):
        sender(code, office_id=office.rini.office_id, kind="other")
    office.takes_over("pemilu-adhoc", ("bpjs: wanted", "bpjs: not_asked"))
    stored_list(office.rini, [row(1, occupation="KPPS", **ELSEWHERE), row(2, occupation="PPS")], sender="kpu")
    stored_list(office.rini, [row(3, occupation="PANWASLU DESA")], sender="bawaslu")
    stored_list(office.rini, [row(4)], sender="diskop")

    done = office.decides()
    decree = office.decrees()
    office.enrols(decree)
    settled = office.pays(dt.date(2024, 11, 1), dt.date(2025, 1, 1))

    assert (done.decided.candidates, decree.heads, decree.amount) == (3, 3, 3 * 2 * PRICE)
    assert (settled.protects, settled.until) == (3, dt.date(2025, 1, 1))
    assert sum(office.covers(dt.date(2024, 12, 1)).values()) == 3
    assert sum(office.covers(dt.date(2025, 1, 1)).values()) == 0
