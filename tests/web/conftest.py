"""A city office with its site: Rini verifies, Hadi signs, Lestari inspects, Sari administers; Tamu of Medan is a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.web import asking
from tests.contributions.city import Programmed
from tests.coverage.town import Town
from tests.eligibility.stored import covered, decide, row, rows_of, set_up, stored_list
from tests.enrolment.programme import Office
from tests.flows.conftest import andi  # noqa: F401 (a branch officer whose register knows two of the twelve)
from tests.people import NOON, PASSWORD, sender, viewer
from tests.web import decrees
from tests.web.browser import chromium, serving
from tests.web.covering import a_town
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


@pytest.fixture
def desk(database: None) -> Office:
    """Whose programme has people decided: decrees are proposed, printed and enacted for them."""
    return decrees.a_desk()


@pytest.fixture
def town(rini: Viewer, tmp_path: Path) -> Town:
    """Whose coverage is counted for two months."""
    return a_town(rini, tmp_path)


@pytest.fixture
def bayu(rini: Viewer) -> Viewer:
    """A planner of the same office: counts, no names."""
    return viewer("bayu", role="planner")


@pytest.fixture
def dewi(rini: Viewer) -> Viewer:
    """The fishery office's clerk, bound to its lists."""
    return viewer("dewi", role="proposer", senders=("perikanan",))


@pytest.fixture
def medan(database: None) -> Viewer:
    """A verifier of Medan, whose office stands in another place as well."""
    place = access.open_office(name="Disnaker Kota Medan", kind="pemda", kabupaten_code="12.71", at=NOON)
    access.open_account(name="togar", full_name="Togar", office=place, role="verifier", password=PASSWORD, at=NOON)
    return accounts.viewer_of(access.sign_in(name="togar", password=PASSWORD, at=NOON), on=NOON)


@pytest.fixture
def programme(rini: Viewer, hadi: Viewer, tmp_path: Path) -> str:
    """Eight people: six eligible for four seats, one paid by another payer, one who does not work there."""
    set_up(hadi, quota={"64.74": 4})
    rows = [row(number) for number in range(1, 7)]
    rows += [
        row(7),
        row(8, occupation=None),
        row(9, kelurahan_code="64.71.01.1001", kecamatan_code="64.71.01", kabupaten_code="64.71"),
    ]
    stored = stored_list(rini, rows)
    covered(rows_of(stored)[6], status="active", payer="employer", segment="PU")
    decide(rini, tmp_path / "home")
    return "rentan"
