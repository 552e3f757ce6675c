"""The time that an office goes by: its province decides, the set-up file may say another, the environment overrides."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from payung.access import actions as access
from payung.flows import set_up_an_office
from payung.gateways import time_zone
from payung.vocabulary import zones
from payung.vocabulary.zones import NotAZone
from payung.web import privacy_typed
from tests.people import viewer
from tests.web.visitor import signed_in

BONTANG = {"name": "Disnaker", "kind": "pemda", "kabupaten": "64.74"}
NOON = dt.datetime(2026, 11, 21, 4, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("office", "name"),
    [
        (BONTANG, "WITA"),
        (BONTANG | {"kabupaten": "12.71"}, "WIB"),
        (BONTANG | {"kabupaten": "61.71"}, "WIB"),
        (BONTANG | {"kabupaten": "91.71"}, "WIT"),
        (BONTANG | {"time_zone": "wit"}, "WIT"),
    ],
)
def test_the_province_decides_unless_the_office_says_another(office: dict[str, str], name: str, tmp_path: Path) -> None:
    plan = set_up_an_office.read_plan({"office": office})

    zone = set_up_an_office.keep_zone(plan, home=tmp_path)

    assert zones.name(NOON.astimezone(zone)) == name
    assert zones.name(NOON.astimezone(zones.zone(time_zone.read(tmp_path, {})))) == name


def test_the_environment_counts_more_and_says_only_times_of_indonesia(tmp_path: Path) -> None:
    time_zone.keep(tmp_path, "WITA")

    assert time_zone.read(tmp_path, {"PAYUNG_TIME_ZONE": "WIT"}) == "Asia/Jayapura"
    with pytest.raises(NotAZone):
        time_zone.read(tmp_path, {"PAYUNG_TIME_ZONE": "Europe/Berlin"})
    with pytest.raises(set_up_an_office.BadPlan, match=r"time_zone.*kabupaten|kabupaten.*time_zone"):
        set_up_an_office.read_plan({"office": BONTANG | {"time_zone": "UTC", "kabupaten": "99.99"}})


def test_each_process_of_an_installation_starts_in_its_zone(tmp_path: Path) -> None:
    time_zone.keep(tmp_path, "WITA")
    told = "from payung import settings; print(settings.TIME_ZONE)"
    known = os.environ | {"PAYUNG_HOME": str(tmp_path), "DATABASE_URL": "", "DATABASE_APP_URL": ""}

    kept = subprocess.run([sys.executable, "-c", told], env=known, capture_output=True, text=True, check=True)
    wrong = subprocess.run(
        [sys.executable, "-c", told], env=known | {"PAYUNG_TIME_ZONE": "UTC"}, capture_output=True, text=True
    )

    assert kept.stdout.strip() == "Asia/Makassar"
    assert "PAYUNG_TIME_ZONE must be WIB, WITA or WIT, not 'UTC'" in wrong.stderr


def test_commands_without_a_database_go_by_it_too(tmp_path: Path) -> None:
    time_zone.keep(tmp_path, "WIT")

    assert time_zone.here({"PAYUNG_HOME": str(tmp_path)}).key == "Asia/Jayapura"
    assert time_zone.here({"PAYUNG_HOME": str(tmp_path / "none")}).key == time_zone.UNSAID


def test_an_installation_from_before_gets_the_zone_of_its_office(database: None, tmp_path: Path) -> None:
    set_up_an_office.keep_known_zone(home=tmp_path)
    assert not time_zone.place(tmp_path).exists(), "no office, no zone"
    access.open_office(name="Disnaker", kind="pemda", kabupaten_code="64.74", at=NOON)

    set_up_an_office.keep_known_zone(home=tmp_path)

    assert time_zone.read(tmp_path, {}) == "Asia/Makassar"


def test_pages_say_the_offices_time_with_its_name(database: None, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Makassar"

    page = signed_in(viewer("rini", role="verifier")).get("/letters/write/").content.decode()

    assert "WITA" in page
    assert "WIB" not in page
    typed = privacy_typed.moment_of("21-11-2026 12.00"), privacy_typed.moment_of("21-11-2026 11.00 wib")
    assert typed == (NOON, NOON), "another zone that is written is believed"
    assert privacy_typed.written(NOON) == "21-11-2026 12.00 WITA"


def test_a_set_up_that_changes_the_time_counts_for_the_next_page(
    database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    monkeypatch.delenv("PAYUNG_TIME_ZONE", raising=False)
    rini = viewer("rini", role="verifier")
    said = []
    for zone in ("WITA", "WIT"):
        time_zone.keep(tmp_path, zone)
        page = signed_in(rini).get("/letters/write/").content.decode()
        said += [name for name in zones.ZONES if re.search(rf"\b{name}\b", page)]

    assert said == ["WITA", "WIT"]
