"""Papers without a package or decree: what a proposer signs, a meeting's invitation and attendance list, a reconciliation's minutes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from docx import Document

from payung.access.viewer import NotAllowed, Viewer
from payung.contributions import reconciling
from payung.flows import write_meetings, write_proposals, write_reports
from payung.flows.letterheads import NothingToWrite
from payung.letters import actions as letters
from payung.letters.papers.kinds.meetings import Meeting
from tests.contributions.city import JAN, Programmed, month
from tests.eligibility.stored import row, stored_list
from tests.flows.test_money import paid
from tests.people import NOON, viewer

APRIL = dt.date(2026, 4, 20)
MEETING = Meeting("Rapat Desk Data", APRIL, "09.00 WITA s.d. selesai", "Aula Disnaker", ("Pemadanan NIK", "Jadwal"))


@pytest.fixture
def rini(database: None) -> Viewer:
    return viewer("rini", role="verifier")


def text_of(written: list, home: Path, by: Viewer) -> str:
    for one in written:
        assert {file.format for file in one.files} == {"docx", "pdf"}
        letters.hand_out(letter_id=one.letter_id, folder=home / "out", home=home, by=by, at=NOON)
    said = []
    for path in sorted((home / "out").glob("*.docx")):
        document = Document(str(path))
        said += [paragraph.text for paragraph in document.paragraphs]
        said += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(said)


def test_what_a_proposer_signs_holds_the_figures_of_its_lists_and_its_own_name(rini: Viewer, tmp_path: Path) -> None:
    one = stored_list(rini, [row(1), row(2)])
    two = stored_list(rini, [row(3)], file_name="tambahan.xlsx")
    said = {"programme_code": None, "home": tmp_path, "by": rini, "at": NOON}

    written = write_proposals.run(list_ids=[one.pk, two.pk, one.pk], **said)

    text = text_of(written, tmp_path, rini)
    assert [letter.kind for letter in written] == ["cover_letter", "responsibility"]
    assert "Kepala Diskop" in text
    assert "tambahan.xlsx | 1 | " + two.content_sha256[:12].upper() in text
    assert "3 (tiga)" in text
    other = stored_list(rini, [row(4)], sender="disnak")
    for wrong in ([], [one.pk, other.pk]):
        with pytest.raises(NothingToWrite):
            write_proposals.run(list_ids=wrong, **said)


def test_a_meeting_has_an_invitation_and_an_attendance_list(rini: Viewer, tmp_path: Path) -> None:
    stored_list(rini, [row(1)])
    said = {"home": tmp_path, "by": rini, "at": NOON}

    written = write_meetings.run(MEETING, guests=("Lurah Api-Api",), senders_too=True, **said)

    text = text_of(written, tmp_path, rini)
    assert [letter.kind for letter in written] == ["invitation", "attendance"]
    assert "Senin, 20 April 2026" in text
    for said_there in ("Lurah Api-Api", "Diskop", "Pemadanan NIK", "Aula Disnaker", "Daftar undangan terlampir"):
        assert said_there in text
    with pytest.raises(NothingToWrite):
        write_meetings.run(Meeting("", APRIL, "", "", ()), guests=(), senders_too=False, **said)
    with pytest.raises(NothingToWrite):
        write_meetings.run(MEETING, guests=("x" * 201,), senders_too=False, **said)
    with pytest.raises(NotAllowed):
        write_meetings.run(MEETING, guests=(), senders_too=False, **said | {"by": viewer("tono", role="treasurer")})


@pytest.mark.usefixtures("database")
def test_the_minutes_of_a_reconciliation_name_both_sides_and_the_difference(tmp_path: Path) -> None:
    city = Programmed()
    city.line(16_800 * 100)
    city.seats(4)
    paid("rentan", JAN, month(4), city.rini, city.tono)
    said = {"programme_code": "rentan", "year": 2026, "quarter": 1, "home": tmp_path, "by": city.rini, "at": NOON}
    with pytest.raises(NothingToWrite):
        write_reports.of_reconciliation(**said)
    reconciling.reconcile(
        programme_id=city.programme.pk,
        first_month=JAN,
        end_month=month(4),
        theirs=reconciling.TheirSide(11, 184_800),
        explanation="Satu orang-bulan belum dibukukan Kantor Cabang",
        really=True,
        by=city.tono,
        at=NOON,
    )

    written = write_reports.of_reconciliation(**said)

    text = text_of(written, tmp_path, city.rini)
    assert [letter.kind for letter in written] == ["reconciliation_minutes"]
    assert "Triwulan I Tahun 2026".upper() in text.upper()
    figures = text.replace("\u00a0", "").replace(" ", "")
    assert "JUMLAH|12|Rp201.600|11|Rp184.800|Rp16.800" in figures
    assert "Satu orang-bulan belum dibukukan" in text
    assert "SP2D 1" in text
