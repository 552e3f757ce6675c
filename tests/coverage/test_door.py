"""The commands of coverage as a clerk types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

import payung.coverage
from payung.access import actions as access
from payung.access.viewer import Viewer
from payung.audit.models import Event
from payung.cli import coverage, coverage_missing, coverage_sources
from payung.registry.models import Place
from tests.coverage.town import BONTANG_BARU, JANUARY, MARCH, Town
from tests.people import PASSWORD, viewer

DATA = Path(payung.coverage.__file__).parent / "data"
NIKS = [f"64740141018{number:05d}" for number in range(1, 60)]
Type = Callable[..., Result]


@pytest.fixture
def verifier(database: None) -> Viewer:
    return viewer("rini", role="verifier")


@pytest.fixture
def town(verifier: Viewer) -> Town:
    """Forty people, twenty with a paid March, two of them in another kelurahan."""
    town = Town(verifier)
    for code, level, name in (
        ("64", "provinsi", "Kalimantan Timur"),
        ("64.74", "kabupaten", "Kota Bontang"),
        ("64.74.01", "kecamatan", "Bontang Utara"),
        ("64.74.01.1001", "kelurahan", "Api-Api"),
        ("64.74.01.1002", "kelurahan", "Bontang Baru"),
    ):
        Place.objects.using("owner").create(code=code, level=level, name=name)
    people = [
        town.candidate(
            nik,
            occupation="driver" if place % 2 else "fisher",
            **({"kelurahan_code": BONTANG_BARU} if place % 3 == 0 else {}),
        )
        for place, nik in enumerate(NIKS[:40])
    ]
    seats = [town.seat(person) for person in people[:20]]
    town.bill(JANUARY, *seats[:5])
    town.bill(MARCH, *seats)
    return town


@pytest.fixture
def type_(verifier: Viewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Type:
    def type_(command: click.Command, *words: object, account: str = "rini") -> Result:
        monkeypatch.setenv("PAYUNG_TOKEN", access.sign_in(name=account, password=PASSWORD, at=coverage.session.now()))
        monkeypatch.setenv("COLUMNS", "300")
        return CliRunner().invoke(command, [str(word) for word in words])

    return type_


def test_measure_show_explain_and_compare_with_a_month_before(type_: Type, town: Town, tmp_path: Path) -> None:
    for month in ("2026-01", "2026-03"):
        done = type_(coverage.measure, "--month", month)
        assert done.exit_code == 0, done.output
    shown = type_(coverage.show, "--by", "kelurahan", "--before", "2026-01", "--xlsx", tmp_path / "cakupan.xlsx")
    as_json = json.loads(type_(coverage.show, "--before", "Januari 2026", "--json").output)
    why = type_(coverage.explain)

    assert shown.exit_code == 0, shown.output
    assert "64.74.01.1002 Bontang Baru" in shown.output
    assert as_json[0]["numerator"] == 20
    assert as_json[0]["before"] == {"month": "2026-01-01", "protected": 5, "people": 40}
    assert as_json[0]["basis"] == "computed"
    assert "Tagihan lunas" in why.output
    sheet = openpyxl.load_workbook(tmp_path / "cakupan.xlsx").active
    assert [cell.value for cell in sheet[1]][:4] == ["", "Orang", "Terlindungi 2026-01", "Terlindungi"]
    assert sheet.cell(row=2, column=2).value == 26


def test_an_unmeasured_month_and_a_missing_right_are_said(type_: Type, town: Town) -> None:
    viewer("wati", role="administrator")

    unmeasured = type_(coverage.show, "--month", "2026-03")
    forbidden = type_(coverage.measure, "--month", "2026-03", account="wati")

    assert unmeasured.exit_code == 3
    assert "Belum diukur" in unmeasured.output
    assert forbidden.exit_code == 3
    assert "tidak berhak: mengukur cakupan" in forbidden.output


def test_missing_names_people_states_the_remainder_and_leaves_a_trace(type_: Type, town: Town, tmp_path: Path) -> None:
    type_(coverage.measure, "--month", "2026-03")
    type_(coverage_sources.universe, "state", "64.74", "1000", "--counts", "vulnerable_workers", "--on", "2026-01-01", "--source", "Bappeda", "--definition", "rentan")  # fmt: skip

    done = type_(coverage_missing.missing, "--purpose", "verval", "--xlsx", tmp_path / "belum.xlsx")

    assert done.exit_code == 0, done.output
    assert "Bappeda: semesta 1.000 - pada daftar 40 = 960 tanpa nama." in done.output
    assert NIKS[30] not in done.output
    sheet = openpyxl.load_workbook(tmp_path / "belum.xlsx").active
    assert {row[4].value for row in sheet.iter_rows(min_row=2, max_row=21)} == set(NIKS[20:40])
    assert Event.objects.using("owner").get(action="people.seen").purpose == "verval"


def test_what_is_published_is_rounded_and_stands_until_counts_change(type_: Type, town: Town) -> None:
    type_(coverage.measure, "--month", "2026-03")
    before = type_(coverage.show, "--published")
    first = json.loads(type_(coverage.publish, "--json").output)
    again = json.loads(type_(coverage.publish, "--json").output)
    shown = json.loads(type_(coverage.show, "--published", "--by", "kelurahan", "--json").output)
    overlapping = type_(coverage.publish, "--place", "64.74.01")

    assert before.exit_code == 3
    assert first == again == {"place": "64.74", "month": "2026-03-01", "edition": 1}
    assert all(one["people"] is None or one["people"] % 5 == 0 for one in shown)
    assert overlapping.exit_code == 3
    assert "64.74 sudah diterbitkan" in overlapping.output


def test_a_universe_larger_than_the_population_is_stored_and_flagged(type_: Type, town: Town) -> None:
    said = ("--on", "2025-06-01", "--definition", "rentan", "--counts", "vulnerable_workers", "--source", "press")
    state = type_(coverage_sources.universe, "state", "64.74", "30200000", *said)
    unknown = type_(coverage_sources.universe, "state", "6474", "5", *said)
    listed = type_(coverage_sources.universe, "list", "64.74", "--json")

    assert state.exit_code == 0, state.output
    assert unknown.exit_code == 3
    assert "tanpa titik" in unknown.output
    assert json.loads(listed.output)[0]["people"] == 30_200_000


def test_lampungs_table_loads_once_and_its_oddities_are_said(type_: Type, town: Town) -> None:
    for code, name in (("18.04", "Kabupaten Lampung Barat"), ("18.13", "Kabupaten Pesisir Barat")):
        Place.objects.using("owner").create(code=code, level="kabupaten", name=name)

    first = json.loads(type_(coverage_sources.reference, "load", DATA / "lampung_2024_09_24.csv", "--json").output)
    again = json.loads(type_(coverage_sources.reference, "load", DATA / "lampung_2024_09_24.csv", "--json").output)
    listed = type_(coverage_sources.reference, "list", "--place", "18")

    assert (first["read"], first["added"], again["added"]) == (15, 15, 0)
    assert {one["code"] for one in first["oddities"]} == {"far_below_peers", "nik_prefix", "holds_split_off", "noted"}
    assert "Lampung Barat" in listed.output
    assert "tengah 25.6" in listed.output or "tengah 25,6" in listed.output


def test_a_bad_file_is_returned_with_every_problem(type_: Type, tmp_path: Path) -> None:
    file = tmp_path / "salah.csv"
    file.write_text("nama;nilai\nBontang;1\n", encoding="utf-8")

    done = type_(coverage_sources.reference, "load", file)

    assert done.exit_code == 3
    assert done.output.count("✗") == 3
