"""Shipped programmes as data: Bontang's, a province's with quotas per kabupaten, an election's, from stored lists to decisions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.eligibility.models import Decision
from payung.flows import take_over_a_programme, take_social_facts
from tests.eligibility.stored import DAY, decide, decision_of, nik_of, row, stored_list
from tests.people import NOON, PASSWORD, sender, viewer

PALEMBANG = {"kelurahan_code": "16.71.01.1001", "kecamatan_code": "16.71.01", "kabupaten_code": "16.71"}
OGAN = {"kelurahan_code": "16.01.13.1001", "kecamatan_code": "16.01.13", "kabupaten_code": "16.01"}
ELSEWHERE = {"kelurahan_code": "64.72.01.1001", "kecamatan_code": "64.72.01", "kabupaten_code": "64.72"}


@pytest.fixture
def hasan(database: None) -> Viewer:
    return viewer("hasan", role="section_head")


def load(by: Viewer, text: str) -> None:
    take_over_a_programme.run(text, by=by, at=NOON, really=True)


def of_the_province(name: str, role: str) -> Viewer:
    """Open an account in an office of Sumatera Selatan."""
    office = access.open_office(name="Disnakertrans Sumsel", kind="pemda", kabupaten_code="16.71", at=NOON)
    access.open_account(name=name, full_name=name, office=office, role=role, password=PASSWORD, at=NOON)
    return accounts.viewer_of(access.sign_in(name=name, password=PASSWORD, at=NOON), on=NOON)


def test_bontang_puts_disability_first_and_keeps_a_waiting_list(hasan: Viewer, tmp_path: Path) -> None:
    load(hasan, take_over_a_programme.example("bontang-rentan").replace("seats: 36777", "seats: 3"))
    rini = viewer("rini", role="verifier")
    people = [row(number) for number in range(1, 5)] + [row(5, disability="NETRA"), row(6, occupation="KEPALA DESA")]
    stored_list(rini, people)

    done = decide(rini, tmp_path, code="bontang-rentan")

    assert (done.decided.eligible, done.decided.seats, done.decided.waiting, done.decided.to_sign) == (5, 3, 2, 1)
    seated = [number for number in range(1, 7) if decision_of(number, code="bontang-rentan").has_seat]
    assert seated == [1, 2, 5]
    assert decision_of(1, code="bontang-rentan").terms.first_month == dt.date(2023, 10, 1)


def test_a_province_has_a_quota_for_each_kabupaten_and_asks_for_deciles(database: None, tmp_path: Path) -> None:
    dina, rudi = of_the_province("dina", "section_head"), of_the_province("rudi", "verifier")
    text = take_over_a_programme.example("provinsi-kuota").replace("dukcapil: required", "dukcapil: not_asked")
    text = text.replace("bpjs: required", "bpjs: not_asked")
    load(dina, text.replace("seats: 1200", "seats: 1").replace("seats: 2500", "seats: 2"))
    stored_list(
        rudi,
        [row(n, **OGAN) for n in (1, 2)]
        + [row(n, **PALEMBANG) for n in (3, 4, 5)]
        + [row(6, **ELSEWHERE), row(7, **OGAN)],
    )
    assert decide(rudi, tmp_path, code="provinsi-rentan").decided.eligible == 0
    file = tmp_path / "dtsen.csv"
    deciles = {1: 4, 2: 1, 3: 2, 4: 3, 5: 1, 6: 1, 7: 9}
    lines = [
        f"{n};{nik_of(n)};ORANG KE {n};{'Ya' if n % 2 else 'Tidak'};Desil {decile}" for n, decile in deciles.items()
    ]
    file.write_text("\n".join(["No;NIK;Nama;Bansos (PKH/BPNT);Desil DTSEN", *lines]), "utf-8")
    said = {"source": "DTSEN", "as_of": DAY, "by": rudi, "at": NOON}

    taken = take_social_facts.run(file, **said, really=True)
    done = decide(rudi, tmp_path, code="provinsi-rentan")

    assert (taken.people, taken.new, taken.contradicting) == (7, 7, 0)
    assert take_social_facts.run(file, **said, really=True).new == 0
    assert (done.decided.eligible, done.decided.seats) == (5, 3)
    seated = [n for n in range(1, 8) if decision_of(n, code="provinsi-rentan").has_seat]
    assert seated == [2, 3, 5]
    assert decision_of(6, code="provinsi-rentan").reasons == ["outside_area"]
    assert decision_of(7, code="provinsi-rentan").reasons == ["decile_above"]
    assert decision_of(1, code="provinsi-rentan").social_aid is True


def test_election_officers_come_from_kpu_and_bawaslu_wherever_they_live(hasan: Viewer, tmp_path: Path) -> None:
    for code in ("kpu", "bawaslu"):
        sender(code, office_id=hasan.office_id, kind="other")
    load(hasan, take_over_a_programme.example("pemilu-adhoc"))
    rini = viewer("rini", role="verifier")
    stored_list(rini, [row(1, occupation="KPPS", **ELSEWHERE), row(2, occupation="PPS")], sender="kpu")
    stored_list(rini, [row(3, occupation="PANWASLU DESA", birth_on=dt.date(1960, 1, 1))], sender="bawaslu")
    stored_list(rini, [row(4)], sender="diskop")

    done = decide(rini, tmp_path, code="pemilu-adhoc")

    assert (done.decided.candidates, done.decided.eligible, len(done.lists)) == (3, 2, 2)
    assert decision_of(3, code="pemilu-adhoc").reasons == ["too_old", "bpjs_not_asked"]
    assert Decision.objects.using("owner").get(candidate__nik=nik_of(1)).sender_code == "kpu"


def test_a_stored_run_leaves_no_staging_behind(hasan: Viewer, tmp_path: Path) -> None:
    load(hasan, take_over_a_programme.example("bontang-rentan"))
    rini = viewer("rini", role="verifier")
    stored_list(rini, [row(1)])
    decide(rini, tmp_path, code="bontang-rentan")

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%staging%'")
        assert cursor.fetchone() == (0,)
