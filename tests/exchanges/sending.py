"""A programme with candidates, packages of them, and answer files as offices write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements.models import Programme, Terms
from payung.eligibility.models import Candidate
from payung.flows import send_a_package, take_an_answer
from payung.intake.models import ListRow, SubmittedList
from tests.people import NOON, sender

SENT_DAY = dt.date(2026, 3, 2)
ANSWER_DAY = dt.date(2026, 3, 9)
KELURAHAN = ("64.74.01.1001", "64.74.01.1002", "64.74.02.1001")
FIRST = ("Siti", "Budi", "Andi", "Dewi", "Yusuf", "Rahmat", "Nurhayati", "Slamet", "Maria", "Hasan", "Wulan", "Joko")
LAST = ("Aminah", "Santoso", "Baso", "Lestari", "Mansur", "Hidayat", "Tondok", "Basri", "Sari", "Susilo", "Wijaya")


@dataclass(frozen=True)
class Person:
    """One candidate as we know them."""

    nik: str
    name: str
    birth_on: dt.date


def person(number: int) -> Person:
    """Return a man whose NIK, birth date and name nobody else has; his NIK ends in no zero."""
    born = dt.date(1963, 1, 1) + dt.timedelta(days=97 * number % 14_000)
    name = f"{FIRST[number % 12]} {LAST[number // 12 % 11]}" + (f" {_word(number // 132)}" if number >= 132 else "")
    return Person(f"647401{born:%d%m%y}{number // 9 % 1000:03d}{number % 9 + 1}", name, born)


def _word(number: int) -> str:
    syllables = ("RA", "NI", "TO", "MA", "LU", "SE", "BI", "KA", "DE", "PO")
    return "".join(syllables[int(digit)] for digit in str(number + 10)).title()


def programme(by: Viewer, code: str = "rentan", *, payer: str = "pemkab") -> Programme:
    made = Programme.objects.using("owner").create(
        office_id=by.office_id, code=code, name=f"Pekerja Rentan {code}", kind="vulnerable"
    )
    Terms.objects.using("owner").create(
        programme=made,
        office_id=by.office_id,
        valid_from=dt.date(2026, 1, 1),
        schemes=["jkk", "jkm"],
        income=1_000_000,
        payer=payer,
        source="apbd",
        wadah="SG",
        first_month=dt.date(2026, 4, 1),
        months=9,
        place_code="64.74",
    )
    return made


def propose(of: Programme, people: Sequence[Person], by: Viewer) -> None:
    """Enter people as candidates, each from a row of one list, as deciding will."""
    code = sender(f"opd-{of.code}", office_id=by.office_id)
    submitted, _ = SubmittedList.objects.using("owner").get_or_create(
        office_id=by.office_id,
        sender=of.office.list_senders.using("owner").get(code=code),
        content_sha256=f"{of.pk:064d}",
        defaults={
            "sender_code": code,
            "kind": "proposal",
            "file_name": "usulan.xlsx",
            "size": 1,
            "purpose": "usulan",
            "list_on": SENT_DAY,
            "received_at": NOON,
            "received_by_id": by.account_id,
        },
    )
    start = Candidate.objects.using("owner").filter(programme=of).count()
    rows = ListRow.objects.using("owner").bulk_create(
        [
            ListRow(
                submitted_list=submitted,
                office_id=by.office_id,
                sender_code=code,
                sheet_no=1,
                row_no=start + place,
                cells=[],
                nik_state="ok",
                place_state="ok",
                verdict="accepted",
            )
            for place in range(len(people))
        ],
        batch_size=5_000,
    )
    Candidate.objects.using("owner").bulk_create(
        [
            Candidate(
                programme=of,
                office_id=by.office_id,
                sender_code=code,
                row=row,
                rows=1,
                person_id=int(one.nik) % 2**60,
                nik=one.nik,
                name=one.name,
                birth_on=one.birth_on,
                birth_place="BONTANG",
                sex="L",
                kelurahan_code=KELURAHAN[place % 3],
                kecamatan_code=KELURAHAN[place % 3][:8],
                kabupaten_code="64.74",
                occupation="nelayan",
            )
            for place, (row, one) in enumerate(zip(rows, people, strict=True))
        ],
        batch_size=5_000,
    )


def send(
    by: Viewer, folder: Path, *, code: str = "rentan", purpose: str = "bpjs_check", **said: object
) -> send_a_package.Sent:
    """Send whoever waits, for good."""
    order = send_a_package.Order(code, purpose, folder / "keluar", **{"really": True, **said})
    return send_a_package.run(order, home=folder / "home", by=by, at=NOON)


def answer(by: Viewer, folder: Path, package_id: int, file: Path, **said: object) -> take_an_answer.Answered:
    """Take one answer file for a package."""
    order = take_an_answer.Order(package_id, file, **{"answered_on": ANSWER_DAY, **said})
    return take_an_answer.run(order, home=folder / "home", by=by, at=NOON, tell=lambda step: None)


def workbook(path: Path, sheets: dict[str, list[list[object]]] | list[list[object]]) -> Path:
    """Write sheets of rows as xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


HEADINGS = ["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"]


def asked(statement: str, *given: object) -> list[tuple]:
    """Ask the database as its owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def codes(package_id: int) -> dict[str, str | None]:
    """Return what each NIK of a package was answered."""
    return dict(asked("SELECT nik, code FROM exchanges_item WHERE package_id = %s ORDER BY seq", package_id))


def counts(answered: take_an_answer.Answered) -> tuple[int, int, int, int, int]:
    """Return what became of a file's rows: taken, repeated, unknown, conflicting, unreadable."""
    file = answered.file
    assert file.rows == file.taken + file.repeated + file.unknown + file.conflicting + file.unreadable
    package = answered.package
    assert package.sent == package.yes + package.no + package.unanswered
    return file.taken, file.repeated, file.unknown, file.conflicting, file.unreadable
