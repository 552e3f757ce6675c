"""Names that leave: who is asked, once; files that spreadsheets cannot harm; run again, the same package and the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import openpyxl
import pytest
from django.db import connections

from payung.access.viewer import Viewer
from payung.exchanges import actions, bulk, outgoing, queries
from payung.flows import send_a_package, take_an_answer
from payung.intake.reading.read import read
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import HEADINGS, NOON, answer, asked, codes, person, send, workbook


def test_a_dry_run_counts_by_kelurahan_and_sends_nothing(rini: Viewer, tmp_path: Path) -> None:
    would = send(rini, tmp_path, really=False)

    assert (would.names, would.package_id, would.files) == (12, None, ())
    assert sum(names for _, _, names in would.places) == 12
    assert asked("SELECT count(*) FROM exchanges_package") == [(0,)]


def test_run_again_it_is_the_same_package_and_the_same_bytes(rini: Viewer, tmp_path: Path) -> None:
    first = send(rini, tmp_path)
    for part in first.files:
        part.path.unlink()

    second = send(rini, tmp_path)

    assert second.again
    assert (second.package_id, second.files) == (first.package_id, first.files)
    assert asked("SELECT count(*), max(sent), max(unanswered) FROM exchanges_package") == [(1, 12, 12)]
    assert asked("SELECT action, count(*) FROM audit_event WHERE action LIKE 'package.%%' GROUP BY 1 ORDER BY 1") == [
        ("package.file_written", 4),
        ("package.made", 1),
    ]


def test_only_who_was_never_asked_or_has_changed_is_asked_again(rini: Viewer, tmp_path: Path) -> None:
    send(rini, tmp_path)
    of = sending.Programme.objects.using("owner").get(code="rentan")
    sending.propose(of, [person(40), person(41)], rini)
    asked("UPDATE eligibility_candidate SET name = 'Siti Aminah Baru' WHERE nik = %s RETURNING id", PEOPLE[0].nik)

    second = send(rini, tmp_path)
    elsewhere = send(rini, tmp_path, purpose="dukcapil")
    aged = send(rini, tmp_path, asked_before=dt.date(2027, 1, 1))

    assert (second.names, second.number) == (3, 2)
    assert (elsewhere.names, elsewhere.number) == (14, 1)
    assert (aged.names, aged.number) == (14, 3)


def test_nobody_waits_and_nothing_was_sent(rini: Viewer, tmp_path: Path) -> None:
    sending.programme(rini, "kosong")

    nothing = send(rini, tmp_path, code="kosong")

    assert (nothing.names, nothing.package_id) == (0, None)
    with pytest.raises(send_a_package.NoSuchProgramme):
        send(rini, tmp_path, code="tidak-ada")
    with pytest.raises(send_a_package.NoSuchDecree):
        send(rini, tmp_path, purpose="bpjs_enrolment", decree_id=99)


def test_two_clerks_at_once_make_one_package(rini: Viewer, tmp_path: Path) -> None:
    def together(_: int) -> int | None:
        try:
            return send(rini, tmp_path).package_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(together, range(2)))

    assert len(numbers) == 1
    assert asked("SELECT count(*), count(DISTINCT nik) FROM exchanges_item") == [(12, 12)]


def test_files_are_text_inert_and_read_back_by_our_own_reader(rini: Viewer, tmp_path: Path) -> None:
    asked(
        "UPDATE eligibility_candidate SET name = '=HYPERLINK(\"http://x\")' WHERE nik = %s RETURNING id", PEOPLE[0].nik
    )
    sent = send(rini, tmp_path)
    xlsx, plain = (part.path for part in sent.files)

    sheet = openpyxl.load_workbook(xlsx).active
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4)}
    lines = _lines(plain)

    assert set(rows) == {one.nik for one in PEOPLE} == {line["NIK"] for line in lines}
    assert all(cell.data_type in "sn" and not isinstance(cell.value, int) for row in rows.values() for cell in row)
    assert rows[PEOPLE[0].nik][2].data_type == "s"
    assert next(line for line in lines if line["NIK"] == PEOPLE[0].nik)["Nama Lengkap"].startswith("'=")
    assert lines[0]["Tanggal Lahir"].count("-") == 2
    assert oct(xlsx.stat().st_mode)[-3:] == "600"
    for number, path in enumerate((xlsx, plain)):
        reading = read(path, tmp_path / f"reading-{number}")
        fields = {column.field for column in reading.lists[0].columns}
        assert reading.person_rows == 12
        assert {"nik", "name", "birth_date", "kelurahan"} <= fields


def test_large_packages_are_split_and_every_name_is_in_one_part(rini: Viewer, tmp_path: Path) -> None:
    sent = send(rini, tmp_path, part=5)

    names = [part.names for part in sent.files if part.path.suffix == ".csv"]
    assert names == [5, 5, 2]
    assert [part.path.name for part in sent.files][:2] == [
        "bpjs-cek-calon-rentan-paket-1-bagian-1-dari-3.xlsx",
        "bpjs-cek-calon-rentan-paket-1-bagian-1-dari-3.csv",
    ]
    written = [line["NIK"] for part in sent.files if part.path.suffix == ".csv" for line in _lines(part.path)]
    assert sorted(written) == sorted(one.nik for one in PEOPLE)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_disdukcapil_is_sent_no_more_than_the_match_needs(rini: Viewer, tmp_path: Path) -> None:
    asked("UPDATE eligibility_candidate SET phone = '62811', address = 'Jl. Mawar' RETURNING id")

    sent = send(rini, tmp_path, purpose="dukcapil")

    assert asked("SELECT count(phone), count(address), count(occupation) FROM exchanges_item") == [(0, 0, 0)]
    assert [heading for heading, _, _ in outgoing.LAYOUTS["dukcapil"]] == list(_lines(sent.files[1].path)[0])


def test_whom_the_rules_refuse_is_not_sent_until_their_identity_changes(rini: Viewer, tmp_path: Path) -> None:
    asked(
        "INSERT INTO eligibility_decision (candidate_id, programme_id, office_id, sender_code, terms_id, outcome, reasons, decided_on, age, other_cover, has_seat, note, proposed)"
        " SELECT c.id, c.programme_id, c.office_id, c.sender_code, t.id, 'not_eligible', '{age}', '2026-03-01', 70, 'unchecked', true, '', 'refuse'"
        " FROM eligibility_candidate c JOIN agreements_terms t USING (programme_id) WHERE c.nik = %s RETURNING candidate_id",
        PEOPLE[0].nik,
    )
    assert send(rini, tmp_path).names == 11


def test_a_package_of_one_nik_twice_is_not_made(rini: Viewer, tmp_path: Path) -> None:
    programme = sending.Programme.objects.using("owner").get(code="rentan")
    with duckdb.connect() as connection:
        null = ", ".join(f"NULL AS {name}" for name in bulk.SENT.split(", ")[4:])
        connection.execute(
            f"CREATE TABLE outgoing AS SELECT range AS candidate_id, range AS person_id, '6474010101700001' AS nik, 'A' AS name, {null} FROM range(2)"
        )
        with pytest.raises(bulk.NikTwice):
            bulk.make_package(connection, "outgoing", asks=bulk.Purpose(programme.pk, "dukcapil"), by=rini, at=NOON)
        connection.execute("DELETE FROM outgoing")
        with pytest.raises(bulk.NobodyToSend):
            bulk.make_package(connection, "outgoing", asks=bulk.Purpose(programme.pk, "dukcapil"), by=rini, at=NOON)


def test_the_letters_number_is_noted(rini: Viewer, tmp_path: Path) -> None:
    package = send(rini, tmp_path).package_id

    actions.number_letter(package_id=package, letter_number=" 470/12/Disnaker ", by=rini, at=NOON)

    assert queries.package(package, seen_by=rini).letter_number == "470/12/Disnaker"


def _killed_in(step: str, work: Callable[[Callable[[str], None]], object]) -> None:
    """Do a work in a process of its own that is killed the moment a step begins."""
    connections.close_all()

    def tell(now: str) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    work(tell)


@pytest.mark.parametrize("step", ["match", "store", "register"])
def test_an_answer_killed_at_a_step_and_taken_again_ends_the_same(rini: Viewer, tmp_path: Path, step: str) -> None:
    package = send(rini, tmp_path).package_id
    asked("UPDATE exchanges_package SET purpose = 'bpjs_enrolment' RETURNING id")
    rows = [["T" if n == 0 else "Y", "umur" if n == 0 else "", one.nik, one.name] for n, one in enumerate(PEOPLE)]
    file = workbook(tmp_path / "a.xlsx", [HEADINGS, *rows])
    order = take_an_answer.Order(package, file, sending.ANSWER_DAY)
    connections.close_all()
    killed = multiprocessing.get_context("fork").Process(
        target=_killed_in,
        args=(step, lambda tell: take_an_answer.run(order, home=tmp_path / "home", by=rini, at=NOON, tell=tell)),
    )
    killed.start()
    killed.join(200)
    assert killed.exitcode == -signal.SIGKILL

    done = answer(rini, tmp_path, package, file)

    assert (done.package.yes, done.package.no, done.package.unanswered) == (11, 1, 0)
    assert asked("SELECT count(*) FROM exchanges_answer_row") == [(12,)]
    assert asked("SELECT status, count(*) FROM registry_membership GROUP BY 1 ORDER BY 1") == [
        ("active", 11),
        ("answered_no", 1),
    ]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%staging%%'")
    assert set(codes(package).values()) == {"yes", "no"}


def test_answers_become_what_the_register_knows(rini: Viewer, tmp_path: Path) -> None:
    check = send(rini, tmp_path).package_id
    rows = [["T" if n < 2 else "Y", "masih PU" if n < 2 else "", one.nik, one.name] for n, one in enumerate(PEOPLE)]
    answer(rini, tmp_path, check, workbook(tmp_path / "a.xlsx", [HEADINGS, *rows]))

    # A Y before the decree is no membership.
    assert asked("SELECT status, note, count(*) FROM registry_membership GROUP BY 1, 2") == [
        ("answered_no", "masih PU", 2)
    ]

    newer = [["Y", "", PEOPLE[0].nik, PEOPLE[0].name]]
    later = sending.ANSWER_DAY + dt.timedelta(days=9)
    file = workbook(tmp_path / "b.xlsx", [HEADINGS, *newer])
    answer(rini, tmp_path, check, file, takes_newer=True, answered_on=later)

    assert asked("SELECT count(*) FILTER (WHERE vanished_on IS NULL), count(*) FROM registry_membership") == [(1, 2)]


def test_an_enrolment_is_an_active_membership_paid_by_who_pays_the_programme(rini: Viewer, tmp_path: Path) -> None:
    sending.propose(sending.programme(rini, "desa", payer="desa"), [person(50), person(51)], rini)
    package = send(rini, tmp_path, code="desa").package_id
    asked(
        "UPDATE exchanges_package SET purpose = 'bpjs_enrolment' WHERE id = %s RETURNING id",
        package,
    )
    rows = [
        ["NIK", "Nama", "Status", "KPJ"],
        *[[p.nik, p.name, "Y", f"24{n:09d}"] for n, p in enumerate((person(50), person(51)))],
    ]

    answer(rini, tmp_path, package, workbook(tmp_path / "a.xlsx", rows))

    assert asked(
        "SELECT DISTINCT status, segment, payer_kind, payer_name, programmes, kabupaten_code FROM registry_membership"
    ) == [("active", "BPU", "village", "Pekerja Rentan desa", "JKK,JKM", "64.74")]
    assert asked("SELECT min(kpj) FROM registry_membership") == [("24000000000",)]
    assert asked("SELECT kind, rank FROM registry_source") == [("bpjs_answer", 20)]
