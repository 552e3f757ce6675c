"""From a workbook to verdicts, a receipt that balances and the same workbook back; twice, stopped, by two, and matched."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from django.db import connections

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import columns_of_a_list, receive_a_list
from payung.intake import actions, queries
from tests.flows.office import HEADINGS, LIST_DAY, asked, order, person, receive, workbook
from tests.people import NOON, viewer


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
    assert second.receipt.standing_holds == ()


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


def test_a_file_that_is_no_list_is_refused_with_words(rini: Viewer, tmp_path: Path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)

    with pytest.raises(receive_a_list.CannotRead) as refused:
        receive(picture, rini, tmp_path / "home")

    assert refused.value.problems
    assert asked("SELECT count(*) FROM intake_row") == [(0,)]
