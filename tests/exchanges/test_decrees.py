"""After the decree: its people to BPJS, members and refusals back, leavers in a package of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from payung.flows import amend_a_decree, send_a_package
from payung.flows.amend_a_decree import Removal
from tests.enrolment import programme, steps
from tests.enrolment.programme import Office, decided, nik
from tests.exchanges.sending import answer, asked, send, workbook

EARLY = dt.datetime(2026, 4, 10, 5, tzinfo=dt.UTC)


@pytest.fixture
def desk(database: None) -> Office:
    desk = programme.office()
    programme.programme(desk, wadah="SG")
    decided(desk.programme, 9)
    return desk


def test_the_people_of_a_decree_become_members_with_their_kpj(desk: Office, tmp_path: Path) -> None:
    drafted = steps.initialled(desk)
    with pytest.raises(send_a_package.NotEnacted):
        send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=drafted.decree_id)
    steps.sign(desk, drafted.decree_id)

    sent = send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=drafted.decree_id)
    again = send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=drafted.decree_id)

    assert (sent.names, sent.about, sent.wadah) == (9, f"decree:{drafted.decree_id}", "SG")
    assert (again.package_id, again.files) == (sent.package_id, sent.files)
    text = sent.files[1].path.read_text("utf-8-sig")
    assert '"SG";"04-2026"' in text
    status = [
        ["Status", "Keterangan", "NIK"],
        *[["T" if n == 9 else "Y", "umur" if n == 9 else "", nik(n)] for n in range(1, 10)],
    ]
    numbers = [["NIK", "KPJ"], *[[nik(n), f"24{n:09d}"] for n in range(1, 6)]]

    first = answer(desk.rini, tmp_path, sent.package_id, workbook(tmp_path / "kpj.xlsx", numbers))
    second = answer(desk.rini, tmp_path, sent.package_id, workbook(tmp_path / "status.xlsx", status))

    assert (first.seats.member, first.seats.waiting) == (5, 4)
    assert (second.seats.member, second.seats.rejected, second.seats.waiting) == (8, 1, 0)
    assert asked("SELECT state, count(kpj) FROM enrolment_enrolment GROUP BY 1 ORDER BY 1") == [
        ("member", 5),
        ("rejected", 0),
    ]
    assert asked("SELECT status, count(*) FROM registry_membership GROUP BY 1 ORDER BY 1") == [
        ("active", 8),
        ("answered_no", 1),
    ]


def test_who_leaves_is_a_package_of_its_own_and_ends_active(desk: Office, tmp_path: Path) -> None:
    done, _ = steps.enacted(desk)
    joined = send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=done.decree_id)
    rows = [["NIK", "Status"], *[[nik(n), "Y"] for n in range(1, 10)]]
    answer(desk.rini, tmp_path, joined.package_id, workbook(tmp_path / "a.xlsx", rows))
    change = amend_a_decree.run(done.decree_id, [Removal(nik(1), "died")], fill="none", by=desk.rini, at=EARLY)
    steps.to_initials(desk, change.proposal.decree_id)
    steps.sign(desk, change.proposal.decree_id, "188/2/2026")

    left = send(desk.rini, tmp_path, purpose="bpjs_leaving", decree_id=change.proposal.decree_id)
    nobody = send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=change.proposal.decree_id)

    assert (left.names, nobody.names, nobody.package_id) == (1, 0, None)
    assert "MENINGGAL" in left.files[1].path.read_text("utf-8-sig")
    told = answer(
        desk.rini,
        tmp_path,
        left.package_id,
        workbook(tmp_path / "b.xlsx", [["NIK", "Nama", "Status"], [nik(1), "", "Nonaktif"]]),
    )
    assert (told.package.yes, told.seats) == (1, None)
    assert asked("SELECT status, count(*) FROM registry_membership GROUP BY 1 ORDER BY 1") == [
        ("active", 8),
        ("inactive", 1),
    ]
