"""Rini makes, Hadi checks, Sari administers, Lestari inspects; twelve people on a list, of whom one has everything that can lie about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from payung.access.viewer import Viewer
from payung.fieldwork import actions as field
from payung.fieldwork import queries as errands
from payung.intake import files
from tests.flows.office import asked, person, receive, workbook
from tests.people import NOON, sender, viewer


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on cases, and where the installation lives."""

    rini: Viewer
    hadi: Viewer
    sari: Viewer
    lestari: Viewer
    tamu: Viewer
    home: Path


@pytest.fixture
def desk(database: None, tmp_path: Path) -> Desk:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    return Desk(
        rini,
        viewer("hadi", role="section_head"),
        viewer("sari", role="administrator"),
        viewer("lestari", role="inspector"),
        viewer("tamu", role="verifier", office="Disnaker Kota Medan"),
        tmp_path / "home",
    )


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> int:
    """A list in which two rows carry one NIK; the first of them was photographed in the field. Return that row."""
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    receive(workbook(tmp_path / "usulan.xlsx", rows), desk.rini, desk.home)
    place = errands.kelurahan_with_open_rows(seen_by=desk.rini)[0][0]
    given = field.give(kelurahan_code=place, holder="Pak Udin", days=7, by=desk.rini, at=NOON)
    errand = field.open_with_code(token=given.token, code=given.code, at=NOON)
    row_id = errands.open_rows(errand, seen_by=field.viewer_of(errand), limit=1)[0].row_id
    photo = tmp_path / "ktp.jpg"
    photo.write_bytes(b"\xff\xd8\xff photo")
    digest = files.digest(photo)
    files.keep(desk.home, photo, digest)
    field.answer(errand=errand, row_id=row_id, answer="corrected", note="namanya Yusup", photo_sha256=digest, at=NOON)
    (number,) = asked(f"SELECT row_id FROM fieldwork_finding WHERE row_id = {row_id}")[0]
    return number
