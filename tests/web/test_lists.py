"""Lists in the browser: dropped, watched, settled, opened figure by figure, decided, returned; invisible to strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.flows.office import asked, order, person, receive, workbook
from tests.people import sender, viewer
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture, visiting, work_off

SIDES = [(WIDE, "id"), (NARROW, "en")]
PICTURES = Path("/tmp/pics/web-lists")


def client(who: Viewer) -> Client:
    """Return a browser without a window in which somebody is signed in."""
    signed_in = Client()
    signed_in.force_login(get_user_model().objects.get(pk=who.account_id))
    return signed_in


def clean_rows(count: int = 12) -> list[list[str]]:
    return [person(number) for number in range(count)]


def file(tmp_path: Path, name: str = "pasar.xlsx", rows: list[list[str]] | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(tmp_path / "made.xlsx", rows or clean_rows()).read_bytes())


def form(**said: object) -> dict[str, object]:
    return {"sender": "diskop", "kind": "proposal", "purpose": "usulan 2026", "list_on": "2026-03-01", **said}


def settled(who: Client) -> None:
    """Accept the columns of every order that waits for that, as they were proposed."""
    for (number,) in asked("SELECT uuid FROM jobs_work WHERE result = 'columns'"):
        answer = who.post(f"/lists/work/{number}/columns/")
        assert answer.status_code == 302, answer.content.decode()
    work_off()


def test_a_workbook_is_dropped_settled_received_decided_and_comes_back(
    site: str, browser: Browser, rini: Viewer, tmp_path: Path
) -> None:
    rows = clean_rows()
    rows[3][1] = "6474011"
    rows[4][8] = "PNS"
    path = workbook(tmp_path / "pasar.xlsx", rows)
    with visiting(browser, site) as person_:
        person_.signs_in("rini")
        person_.goes_to("/lists/")
        person_.page.click("text=Unggah daftar")
        person_.finds_no_barrier()
        person_.page.set_input_files("#files", path)
        person_.page.select_option("#sender", "diskop")
        person_.page.fill("#purpose", "usulan 2026")
        person_.page.click("main button")
        person_.page.wait_for_url("**/lists/work/**")
        person_.finds_no_barrier()
        work_off()
        person_.page.wait_for_selector("#work a.button")
        person_.finds_no_barrier()
        keep_a_picture(person_.page, PICTURES, "work")
        person_.page.click("#work a.button")
        keep_a_picture(person_.page, PICTURES, person_.page.url.rsplit("/", 2)[-2])
        print(person_.page.url, person_.page.inner_text("main"))
        assert person_.complaints == []
