"""Keys that an older version made are made anew: shown first, written block by block, only where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import load_a_register, make_keys_anew
from payung.flows.make_keys_anew import Anew
from tests.flows.office import LIST_DAY, asked, extract
from tests.people import NOON, viewer

NAMES = ["Muhammad Yusuf", "M. Theresia", "Siti Aminah", "I Wayan Sudra", "Budi"]


@pytest.fixture
def keeper(database: None) -> Viewer:
    return viewer("tuti", role="branch_officer", office="Kantor Cabang Bontang", kind="branch")


@pytest.fixture
def register(keeper: Viewer, tmp_path: Path) -> None:
    lines = [
        f"3{place:010d},647401{15 + 40 * (name[0] in 'MS' and place > 0):02d}0180000{place + 1},{name},1980-01-15,,64.74.01.1001,BPU,self,,aktif,2026-02"
        for place, name in enumerate(NAMES)
    ]
    order = load_a_register.Order(
        file=extract(tmp_path / "peserta.csv", *lines), as_of=LIST_DAY, source="BPJS", really=True
    )
    load_a_register.run(order, home=tmp_path, by=keeper, at=NOON, tell=lambda step: None)


def _run(by: Viewer, home: Path, *, really: bool) -> Anew:
    return make_keys_anew.run(home=home, really=really, by=by, at=NOON, tell=lambda step: None)


def _keys() -> list[tuple]:
    return asked(
        "SELECT name_key, name_first, name_skeleton, key_birth_first, key_home_name, key_nik15 FROM registry_membership ORDER BY id"
    )


def test_keys_of_an_older_version_are_made_anew(
    register: None, keeper: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = _keys()
    assert [row[1] for row in fresh] == ["MUHAMAD", "MARIA", "SITI", "WAYAN", "BUDI"]
    asked(
        "UPDATE registry_membership SET name_key = 'I ' || name_key, name_first = 'I', key_birth_first = 1, key_home_name = 2"
        " WHERE name_first IN ('WAYAN', 'MARIA') RETURNING id"
    )
    monkeypatch.setattr(make_keys_anew, "BLOCK", 2)

    assert make_keys_anew.are_old(home=tmp_path)
    assert _run(keeper, tmp_path, really=False) == Anew(2, 0, False)
    assert _keys() != fresh
    assert _run(keeper, tmp_path, really=True) == Anew(2, 0, True)
    assert _keys() == fresh
    assert _run(keeper, tmp_path, really=True) == Anew(0, 0, True)
    assert not make_keys_anew.are_old(home=tmp_path)
    assert asked("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%staging_rekeyed'") == [(0,)]


def test_who_keeps_no_register_makes_no_keys(register: None, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        _run(viewer("rini", role="verifier", office="Kantor Cabang Bontang", kind="branch"), tmp_path, really=True)
