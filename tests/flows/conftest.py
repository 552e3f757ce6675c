"""Rini of a Pemda without an extract, and Andi of a branch whose register knows two of the twelve."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.access.viewer import Viewer
from payung.flows import load_a_register
from tests.flows.office import LIST_DAY, extract, person
from tests.people import NOON, sender, viewer


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    sender("bpjs", office_id=rini.office_id, kind="bpjs")
    return rini


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
