"""A city office with its site: Rini verifies, Hadi signs, Lestari inspects, Sari administers; Tamu of Medan is a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.web import asking
from tests.contributions.city import Programmed
from tests.flows.conftest import andi  # noqa: F401 (a branch officer whose register knows two of the twelve)
from tests.people import sender, viewer
from tests.web.browser import chromium, serving
from tests.web.money import MAY, MONTHLY


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def site(database: None) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    sender("bpjs", office_id=rini.office_id, kind="bpjs")
    return rini


@pytest.fixture
def hadi(database: None) -> Viewer:
    return viewer("hadi", role="section_head")


@pytest.fixture
def lestari(database: None) -> Viewer:
    return viewer("lestari", role="inspector")


@pytest.fixture
def sari(database: None) -> Viewer:
    return viewer("sari", role="administrator")


@pytest.fixture
def tamu(database: None) -> Viewer:
    """A verifier of another office: whatever Bontang has, is not there for them."""
    return viewer("tamu", role="verifier", office="Disnaker Kota Medan")


@pytest.fixture
def city(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programmed:
    """A programme with three members; rini bills, tono pays, lestari inspects, bappeda plans."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    for name, role in (
        ("rini", "verifier"),
        ("tono", "treasurer"),
        ("kepala", "section_head"),
        ("lestari", "inspector"),
        ("bappeda", "planner"),
    ):
        viewer(name, role=role)
    city = Programmed()
    city.line(MONTHLY * 100)
    city.seats(3)
    return city


@pytest.fixture
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "now", lambda: MAY)
