"""An office that exchanges twelve candidates' names with BPJS and Disdukcapil in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from payung.access.viewer import Viewer
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import HEADINGS, workbook
from tests.people import viewer
from tests.web.browser import work_off
from tests.web.visitor import text

DAY = "2026-03-09"


def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Rini exchanges twelve candidates' names, kepala and lestari see counts."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path / "home")
    rini = viewer("rini", role="verifier")
    viewer("kepala", role="section_head")
    viewer("lestari", role="inspector")
    sending.propose(sending.programme(rini), PEOPLE, rini)
    return rini


def sent(client: Client, purpose: str = "bpjs_check", **more: str) -> str:
    """Make a package and return where it led."""
    form = {"programme": "rentan", "purpose": purpose, "really": "1", **more}
    work = client.post("/exchanges/new/", form).url
    work_off()
    return client.get(work).url


def answers(path: Path, rows: list[list[object]], name: str = "jawaban.xlsx") -> SimpleUploadedFile:
    """Return an answer file as a browser sends it."""
    return SimpleUploadedFile(name, workbook(path / "a.xlsx", [HEADINGS, *rows]).read_bytes())


def rows(*, no: tuple[int, ...] = (0, 3, 6), of: range = range(12)) -> list[list[object]]:
    return [
        ["T" if place in no else "Y", "terdaftar PU" if place in no else "", PEOPLE[place].nik, PEOPLE[place].name]
        for place in of
    ]


def taken(client: Client, file: SimpleUploadedFile, package: int = 1, **more: str) -> HttpResponse:
    """Upload an answer, let it be read, and return the page it led to."""
    asked_for = client.post(f"/exchanges/{package}/answer/", {"file": file, "answered_on": DAY, **more})
    assert asked_for.status_code == 302, text(asked_for)
    work_off()
    return client.get(asked_for.url, follow=True)
