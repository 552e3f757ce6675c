"""From a workbook to verdicts, a receipt that balances and the same workbook back; twice, stopped, by two, and matched."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from django.db import connections

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import act_on_answers, columns_of_a_list, load_a_register, receive_a_list
from payung.intake import actions, queries
from payung.linkage import actions as judging
from payung.linkage import queries as review
from payung.linkage.models import Pair
from tests.people import NOON, sender, viewer

LIST_DAY = dt.date(2026, 3, 1)
HEADINGS = ("No", "N I K", "Nama Lengkap", "TTL", "L/P", "Alamat", "Kel", "Kecamatan", "Pekerjaan")
NAMES = (
    "Siti Aminah",
    "Budi Santoso",
    "Andi Baso",
    "Dewi Lestari",
    "Yusuf Mansur",
    "Rahmat Hidayat",
    "Nurhayati",
    "Slamet",
    "Maria Tondok",
    "Hasan Basri",
    "Wulan Sari",
    "Joko Susilo",
)


def person(number: int) -> list[str]:
    """Return one clean row: men, born in different years, NIK and birth date agree."""
    year = 63 + number * 2
    return [
        str(number + 1),
        f"64740112{number % 12 + 1:02d}{year:02d}{number + 1:04d}",
        NAMES[number],
        f"Bontang, 12-{number % 12 + 1:02d}-19{year:02d}",
        "L",
        f"Jl. Mawar {number}",
        "Api-Api",
        "Bontang Utara",
        "pedagang",
    ]


def workbook(path: Path, rows: list[list[str]], title: str = "DAFTAR USULAN PEKERJA RENTAN") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(row)
    sheet.append(["", "", f"Jumlah: {len(rows)} orang"])
    book.save(path)
    return path


def order(file: Path, **said: object) -> receive_a_list.Order:
    return receive_a_list.Order(
        **{
            "file": file,
            "sender": "diskop",
            "purpose": "usulan 2026",
            "list_on": LIST_DAY,
            "accept_columns": True,
            **said,
        }
    )


def receive(file: Path, by: Viewer, home: Path, **said: object) -> receive_a_list.Done:
    return receive_a_list.run(order(file, **said), home=home, by=by, at=NOON, tell=lambda step: None)


def asked(statement: str) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    sender("bpjs", office_id=rini.office_id, kind="bpjs")
    return rini


def test_every_row_gets_a_verdict_and_the_same_workbook_goes_back(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[3][1] = ""
    rows[5][1] = "6,47401E+15"

    done = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")

    assert done.receipt.received == 12
    assert done.receipt.received == done.receipt.accepted + done.receipt.verval + done.receipt.returned
    assert done.receipt.returned == 2
    given = {reason for _, reason, _ in done.receipt.reasons}
    assert {"nik_missing", "nik_scientific"} <= given
    sheet = openpyxl.load_workbook(done.returned).worksheets[0]
    assert [cell.value for cell in sheet[3]][: len(HEADINGS)] == list(HEADINGS)
    assert sheet.cell(7, 3).value == rows[3][2]
    assert sheet.cell(7, len(HEADINGS) + 1).value == "Perlu perbaikan"


def test_the_same_file_twice_is_recognised(rini: Viewer, tmp_path: Path) -> None:
    file = workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)])

    first = receive(file, rini, tmp_path / "home")
    second = receive(file, rini, tmp_path / "home")

    assert second.again
    assert second.receipt == first.receipt
    assert asked("SELECT count(*) FROM intake_row") == [(12,)]


def test_one_changed_row_is_another_list_and_its_people_are_found_again(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")
    rows[0][8] = "nelayan"

    second = receive(workbook(tmp_path / "usulan-2.xlsx", rows), rini, tmp_path / "home")

    assert not second.again
    assert ("match", "duplicate_other_list", 12) in second.receipt.reasons
    assert second.receipt.accepted == 0
    assert [stop for stop, _ in second.stops] == []


def test_a_corrected_version_replaces_the_list_before(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[3][1] = ""
    first = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")
    rows[3] = person(3)

    second = receive(
        workbook(tmp_path / "usulan-baru.xlsx", rows), rini, tmp_path / "home", replaces=first.receipt.list_id
    )

    assert second.receipt.accepted == 12
    with pytest.raises(actions.WrongReplacement):
        receive(workbook(tmp_path / "lagi.xlsx", rows[:11]), rini, tmp_path / "home", replaces=first.receipt.list_id)


def test_two_operators_at_once_make_one_list(rini: Viewer, tmp_path: Path) -> None:
    file = workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)])

    def take_in(_: int) -> object:
        try:
            return actions.receive(
                file,
                home=tmp_path / "home",
                sender="diskop",
                kind="proposal",
                purpose="x",
                list_on=LIST_DAY,
                by=rini,
                at=NOON,
            ).pk
        except actions.AlreadyReceived as known:
            return known.list_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(take_in, range(4)))

    assert len(numbers) == 1
    assert asked("SELECT count(*) FROM intake_list") == [(1,)]


def _run_until(step: str, file: Path, by: Viewer, home: Path) -> None:
    """Receive a list in a process of its own that is killed the moment a step begins."""
    connections.close_all()

    def tell(now: str) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    receive_a_list.run(order(file), home=home, by=by, at=NOON, tell=tell)


@pytest.mark.parametrize("step", ["read", "clean", "check", "match", "return"])
def test_killed_at_a_step_and_run_again_it_ends_the_same(rini: Viewer, tmp_path: Path, step: str) -> None:
    rows = [person(number) for number in range(12)]
    rows[3][1] = ""
    file = workbook(tmp_path / "usulan.xlsx", rows)
    connections.close_all()
    killed = multiprocessing.get_context("fork").Process(target=_run_until, args=(step, file, rini, tmp_path / "home"))
    killed.start()
    killed.join(120)
    assert killed.exitcode == -signal.SIGKILL

    done = receive(file, rini, tmp_path / "home")

    assert (done.receipt.received, done.receipt.returned) == (12, 1)
    assert done.receipt.state == "matched"
    assert done.returned.exists()
    assert asked("SELECT count(*) FROM intake_row") == [(12,)]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%staging%'")


def test_doubtful_columns_are_put_to_a_person_and_learnt(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    file = workbook(tmp_path / "usulan.xlsx", rows)
    book = openpyxl.load_workbook(file)
    book.active.cell(3, 2).value = "Kode Warga"
    book.active.cell(3, 9).value = "Ket. lain"
    book.save(file)

    with pytest.raises(columns_of_a_list.ColumnsNeedAPerson) as stopped:
        receive(file, rini, tmp_path / "home", accept_columns=False)
    assert stopped.value.settled.questions
    receive(
        file,
        rini,
        tmp_path / "home",
        accept_columns=False,
        corrections={"Kode Warga": "nik", "Ket. lain": "occupation"},
    )

    rows[0][2] = "Sitti Aminah"
    again = workbook(tmp_path / "bulan-depan.xlsx", rows)
    book = openpyxl.load_workbook(again)
    book.active.cell(3, 2).value = "Kode Warga"
    book.active.cell(3, 9).value = "Ket. lain"
    book.save(again)
    done = receive(again, rini, tmp_path / "home", accept_columns=False)
    assert done.receipt.received == 12
    assert "nik_missing" not in {reason for _, reason, _ in done.receipt.reasons}


def test_nobody_is_refused_without_a_signature(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(11)] + [person(0)]
    done = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")
    one = queries.submitted_list(done.receipt.list_id, seen_by=rini)
    assert done.receipt.refused == 0
    clerk = viewer("wati", role="proposer", senders=("diskop",))
    with pytest.raises(NotAllowed):
        actions.sign_refusals(submitted_list=one, rows=None, reason="ganda", by=clerk, at=NOON)

    signed = actions.sign_refusals(submitted_list=one, rows=None, reason="BA 1/2026", by=rini, at=NOON)

    receipt = queries.receipt(one.pk, seen_by=rini)
    assert (signed, receipt.refused) == (1, 1)
    assert receipt.received == receipt.accepted + receipt.verval + receipt.returned + receipt.refused
    assert asked("SELECT by_id, reason, rows FROM intake_sign_off") == [(rini.account_id, "BA 1/2026", 1)]


def test_a_stranger_sees_neither_lists_nor_rows(rini: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), rini, tmp_path / "home"
    )
    medan = viewer("budi", role="verifier", office="Disnaker Kota Medan")
    other_sender = viewer("nelayan", role="proposer", senders=("perikanan",))

    for stranger in (medan, other_sender):
        assert queries.submitted_lists(seen_by=stranger) == []
        with pytest.raises(queries.NoSuchList):
            queries.receipt(done.receipt.list_id, seen_by=stranger)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM intake_row), (SELECT count(*) FROM intake_reason), (SELECT count(*) FROM linkage_pair)"
        )
        assert cursor.fetchone() == (0, 0, 0)


EXTRACT = "kpj,nik,nama,tanggal_lahir,jenis_kelamin,kode_kelurahan,segmen,jenis_pembayar,nama_pembayar,status,dibayar_sampai\n"


def extract(path: Path, *lines: str) -> Path:
    path.write_text(EXTRACT + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def andi(database: None, tmp_path: Path) -> Viewer:
    """A branch officer whose register knows Siti as a wage earner, and Budi under a misspelt NIK and name."""
    andi = viewer("andi", role="branch_officer", office="Kantor Cabang Bontang", kind="branch")
    sender("diskop", office_id=andi.office_id)
    siti, budi = person(0), person(1)
    lines = [
        f"11111111111,{siti[1]},SITI AMINAH,1963-01-12,L,64.74.02.1003,PU,employer,PT Maju,aktif,2026-02",
        f"22222222222,{budi[1][:12]}9999,BUDI SANTIKA,1965-02-12,L,64.74.02.1003,BPU,self,,aktif,2026-02",
    ]
    lines += [
        f"3{number:010d},64740112{number % 12 + 1:02d}{number % 40 + 50:02d}{number:04d},ORANG LAIN {number},19{number % 40 + 50:02d}-{number % 12 + 1:02d}-12,L,64.74.01.1001,BPU,self,,aktif,2026-02"
        for number in range(5000, 5200)
    ]
    load = load_a_register.Order(
        file=extract(tmp_path / "register.csv", *lines), as_of=LIST_DAY, source="BPJS", really=True
    )
    load_a_register.run(load, home=tmp_path / "home", by=andi, at=NOON, tell=lambda step: None)
    return andi


def test_who_is_covered_already_is_told_as_a_class_only(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )

    found = {
        row.name: {one.reason_id: one.detail for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert found["SITI AMINAH"]["already_active_other_payer"] == "PU (pemberi kerja)"
    assert done.receipt.match_state == "register"
    everything = " ".join(
        str(cell) for row in openpyxl.load_workbook(done.returned).worksheets[0].values for cell in row
    )
    assert "PT Maju" not in everything
    assert "11111111111" not in everything


def budis_pair(by: Viewer) -> Pair:
    """Return the pair of Budi and the register's Budi Santika, whose NIK differs in the serial."""
    [pair] = [
        pair
        for pair in review.next_pairs(seen_by=by, limit=50, at=NOON)
        if pair.row.name == "BUDI SANTOSO" and pair.other_kind == "register"
    ]
    return pair


def test_a_doubtful_pair_is_asked_once_masked_and_remembered(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )
    pair = budis_pair(andi)
    waiting = review.open_count(seen_by=andi)
    assert pair.other_nik_masked.endswith("××××")

    judging.answer(pair_id=pair.pk, answer="different", by=andi, at=NOON)
    with pytest.raises(judging.AlreadyAnswered):
        judging.answer(pair_id=pair.pk, answer="same", by=andi, at=NOON)
    act_on_answers.run(done.receipt.list_id, home=tmp_path / "home", by=andi, at=NOON)

    assert review.open_count(seen_by=andi) < waiting
    found = {
        row.name: {one.reason_id for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert "possible_match" not in found["BUDI SANTOSO"]


def test_a_pair_judged_same_becomes_a_match(andi: Viewer, tmp_path: Path) -> None:
    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), andi, tmp_path / "home"
    )
    pair = budis_pair(andi)

    judging.answer(pair_id=pair.pk, answer="same", by=andi, at=NOON)
    act_on_answers.run(done.receipt.list_id, home=tmp_path / "home", by=andi, at=NOON)

    found = {
        row.name: {one.reason_id for one in row.reasons.all()}
        for row in queries.rows(done.receipt.list_id, seen_by=andi)
    }
    assert "already_active_other_payer" in found["BUDI SANTOSO"]


def test_a_short_list_is_judged_but_asks_the_register_nothing(andi: Viewer, tmp_path: Path) -> None:
    done = receive(workbook(tmp_path / "dua.xlsx", [person(0), person(1), person(2)]), andi, tmp_path / "home")

    assert done.receipt.received == 3
    assert done.receipt.match_state == "unchecked"
    assert asked("SELECT count(*) FROM linkage_pair") == [(0,)]


def test_without_an_extract_bpjs_answers_are_the_register(rini: Viewer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Status", "Keterangan Status Data", "Nomor Identitas", "Nama Lengkap"])
    for number in range(12):
        said = ("T", "Sudah aktif PU") if number == 4 else ("Y", "Aktif")
        book.active.append([*said, person(number)[1], person(number)[2].upper()])
    book.save(tmp_path / "jawaban.xlsx")
    receive(tmp_path / "jawaban.xlsx", rini, tmp_path / "home", sender="bpjs", kind="bpjs_answer")

    done = receive(
        workbook(tmp_path / "usulan.xlsx", [person(number) for number in range(12)]), rini, tmp_path / "home"
    )

    assert done.receipt.match_state == "answers"
    given = {reason: rows for _, reason, rows in done.receipt.reasons}
    assert given["bpjs_answered_no"] == 1
    assert given["already_active_same_payer"] == 11


def test_a_file_that_is_no_list_is_refused_with_words(rini: Viewer, tmp_path: Path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)

    with pytest.raises(receive_a_list.CannotRead) as refused:
        receive(picture, rini, tmp_path / "home")

    assert refused.value.problems
    assert asked("SELECT count(*) FROM intake_row") == [(0,)]
