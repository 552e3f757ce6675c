"""What has served its time goes, what a decree rests on stays, and nothing goes without being asked for."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.fieldwork import actions as field
from payung.fieldwork import queries
from payung.flows import purge_what_is_old
from payung.intake import files
from tests import people
from tests.flows.office import asked, person, receive, workbook
from tests.people import NOON

YEARS_LATER = NOON + dt.timedelta(days=2000)


@pytest.fixture
def home(rini: Viewer, tmp_path: Path) -> Path:
    """A list with two doubtful rows, one of them found dead with a photo; a package's file and an upload that lie about."""
    home = tmp_path / "home"
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    receive(workbook(tmp_path / "usulan.xlsx", rows), rini, home)
    place = queries.kelurahan_with_open_rows(seen_by=rini)[0][0]
    given = field.give(kelurahan_code=place, holder="Pak Udin", days=7, by=rini, at=NOON)
    errand = field.open_with_code(token=given.token, code=given.code, at=NOON)
    row = queries.open_rows(errand, seen_by=field.viewer_of(errand), limit=1)[0]
    photo = tmp_path / "ktp.jpg"
    photo.write_bytes(b"\xff\xd8\xff photo")
    digest = files.digest(photo)
    files.keep(home, photo, digest)
    field.answer(errand=errand, row_id=row.row_id, answer="died", photo_sha256=digest, at=NOON)
    for name in ("outgoing/1", "incoming"):
        (home / name).mkdir(parents=True)
        (home / name / "berkas.csv").write_text("nik\n")
        os.utime(home / name / "berkas.csv", (NOON.timestamp(), NOON.timestamp()))
    return home


def test_everything_past_its_time_is_counted_first_and_goes_only_when_asked(rini: Viewer, home: Path) -> None:
    sari = people.viewer("sari", role="administrator")

    shown = purge_what_is_old.purge(home=home, by=sari, at=YEARS_LATER, really=False)
    assert (home / "outgoing/1/berkas.csv").exists()
    done = purge_what_is_old.purge(home=home, by=sari, at=YEARS_LATER, really=True)
    again = purge_what_is_old.purge(home=home, by=sari, at=YEARS_LATER, really=True)

    assert shown == done
    assert {name: done[name] for name in ("list_cells", "received_files", "field_photos", "working_copies")} == {
        "list_cells": 12,
        "received_files": 1,
        "field_photos": 1,
        "working_copies": 2,
    }
    assert set(again.values()) == {0}
    assert asked("SELECT answer FROM fieldwork_finding") == [("died",)]
    assert asked("SELECT count(*) FROM intake_row") == [(12,)]


def test_what_is_young_stays(rini: Viewer, home: Path) -> None:
    sari = people.viewer("sari", role="administrator")

    done = purge_what_is_old.purge(home=home, by=sari, at=NOON + dt.timedelta(days=30), really=True)

    assert set(done.values()) == {0}


def test_only_an_administrator_purges(rini: Viewer, home: Path) -> None:
    with pytest.raises(NotAllowed):
        purge_what_is_old.purge(home=home, by=rini, at=YEARS_LATER, really=True)
