"""Minutes of a review and the report of a quarter: every figure as the rooms hold it, and nothing about another office."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements.queries import NoSuchProgramme
from payung.exchanges import queries as exchanges
from payung.flows import letterheads, write_letters, write_reports
from payung.flows.letterheads import NothingToWrite
from payung.intake.queries import NoSuchList
from payung.letters import actions as letters
from tests import people
from tests.enrolment import programme, steps
from tests.enrolment.programme import NOON, Office, answers, decided, nik
from tests.flows.office import person, receive, workbook


@pytest.fixture
def desk(database: None) -> Office:
    office = programme.office()
    programme.programme(office)
    decided(office.programme, 9)
    return office


def text_of(written: list, home: Path, by: Viewer) -> str:
    for one in written:
        letters.hand_out(letter_id=one.letter_id, folder=home / "out", home=home, by=by, at=steps.LATER)
    said = []
    for path in sorted((home / "out").glob("*.docx")):
        document = Document(str(path))
        said += [paragraph.text for paragraph in document.paragraphs]
        said += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(said)


def test_minutes_of_a_review_hold_the_receipt(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[3][1] = ""
    done = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")

    written = write_reports.of_lists(list_ids=[done.receipt.list_id], home=tmp_path, by=rini, at=steps.LATER)

    said = text_of(written, tmp_path, rini)
    assert [one.kind for one in written] == ["review_minutes"]
    assert "usulan.xlsx | 12 | 11 | 1 | 0 | 0" in said
    assert "NIK" in said
    assert rows[0][1] not in said


def test_a_list_of_another_office_is_not_there(rini: Viewer, tmp_path: Path) -> None:
    done = receive(workbook(tmp_path / "u.xlsx", [person(number) for number in range(12)]), rini, tmp_path / "home")
    tamu = people.viewer("tamu", role="verifier", office="Disnaker Kota Medan")

    with pytest.raises(NoSuchList):
        write_reports.of_lists(list_ids=[done.receipt.list_id], home=tmp_path, by=tamu, at=steps.LATER)
    with pytest.raises(NothingToWrite):
        write_reports.of_lists(list_ids=[], home=tmp_path, by=rini, at=steps.LATER)


def test_a_quarter_reports_people_money_and_what_waits(desk: Office, tmp_path: Path) -> None:
    steps.enacted(desk)
    code, year = desk.programme.code, steps.LATER.year
    quarter = (steps.LATER.month + 2) // 3

    written = write_reports.of_quarter(
        programme_code=code, year=year, quarter=quarter, home=tmp_path, by=desk.rini, at=steps.LATER
    )

    said = text_of(written, tmp_path, desk.rini)
    assert [one.kind for one in written] == ["quarterly_report"]
    assert "Peserta pada SK | 9" in said
    assert "belum diukur" in said
    assert "5.1." in said


def test_a_quarter_to_come_has_no_report(desk: Office, tmp_path: Path) -> None:
    order = {"year": NOON.year + 2, "quarter": 1, "home": tmp_path, "by": desk.rini, "at": NOON}
    with pytest.raises(letterheads.NothingToWrite):
        write_reports.of_quarter(programme_code=desk.programme.code, **order)
    with pytest.raises(NoSuchProgramme):
        write_reports.of_quarter(programme_code="tidak-ada", **order)


def test_an_inspector_writes_no_report(desk: Office, tmp_path: Path) -> None:
    lestari = people.viewer("lestari", role="inspector", office="Disnaker Kota Bontang")
    with pytest.raises(NotAllowed):
        write_reports.of_quarter(
            programme_code=desk.programme.code, year=2026, quarter=1, home=tmp_path, by=lestari, at=NOON
        )


def test_the_letter_that_enrols_states_months_price_and_fund(desk: Office, tmp_path: Path) -> None:
    done, _ = steps.enacted(desk)
    answers(desk, done.decree_id, {nik(1): (None, None)})
    (package,) = exchanges.packages(seen_by=desk.rini, purposes=["bpjs_enrolment"])

    written = write_letters.of_package(package_id=package.pk, home=tmp_path, by=desk.rini, at=steps.LATER)

    said = text_of(written, tmp_path, desk.rini)
    assert [one.kind for one in written] == ["branch_enrolment"]
    assert "per orang per bulan" in said
    assert "Nomor 188/1/2026" in said
    assert "kode rekening 5.1." in said
