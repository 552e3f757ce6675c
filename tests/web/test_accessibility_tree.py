"""What a screen reader is told: figures with their meaning, progress that is said once, and a place that nobody is moved from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page

from payung.access.viewer import Viewer
from payung.jobs import actions as jobs
from tests.coverage.town import Town
from tests.people import NOON
from tests.web.bringing import received
from tests.web.browser import visiting

#: Seconds between two questions of the page of lists, and some to spare.
ASKED_AGAIN = 8_000


def _asked_again(page: Page) -> None:
    """Wait until the page has asked once more how far the work is, and shows it."""
    with page.expect_response("**/lists/", timeout=ASKED_AGAIN) as answer:
        pass
    answer.value.finished()
    page.wait_for_timeout(100)


def test_progress_is_said_once_and_nobody_is_moved_from_their_place(
    site: str, browser: Browser, rini: Viewer, tmp_path: Path, monkeypatch: object
) -> None:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    received(rini, tmp_path)
    work = jobs.ask(kind="receive_list", about="pasar.xlsx", order={"list": 1}, by=rini, at=NOON)
    with visiting(browser, site) as clerk:
        clerk.signs_in("rini")
        clerk.goes_to("/lists/")
        clerk.finds_no_barrier()
        here = clerk.page.locator("#live a[href='/lists/1/']")
        here.focus()
        here.evaluate("link => { link.mark = 'here'; }")
        _asked_again(clerk.page)
        assert here.evaluate("link => link.mark") == "here", "what did not change was put in anew"
        assert clerk.page.locator("#said").inner_text() == ""

        jobs.begin(work.pk, at=NOON + dt.timedelta(seconds=1))
        _asked_again(clerk.page)
        assert here.evaluate("link => link === document.activeElement"), "the focus was lost to the page"
        assert clerk.page.locator("#said").inner_text() == "pasar.xlsx: dikerjakan."
        assert clerk.page.locator("#said").get_attribute("role") == "status"
        assert clerk.complaints == []


def test_figures_are_read_with_their_meaning(
    site: str, browser: Browser, town: Town, rini: Viewer, tmp_path: Path
) -> None:
    with visiting(browser, site) as clerk:
        clerk.signs_in("rini")
        clerk.goes_to("/home/")
        assert "% terlindungi: 20 terlindungi dari semesta 1.000" in clerk.page.locator("main").aria_snapshot()
        clerk.goes_to("/coverage/?by=kelurahan&sort=-people")
        table = clerk.page.get_by_role("table", name="Kelurahan/desa")
        assert table.get_by_role("columnheader", name="Orang", exact=True).get_attribute("aria-sort") == "descending"
        assert table.get_by_role("rowheader", name="Guntung").count() == 1
        assert clerk.page.get_by_role("link", name="Cakupan", exact=True).get_attribute("aria-current") == "page"
        clerk.goes_to("/coverage/missing/names/?month=2026-03&place=64.74&sender=perikanan&purpose=memanggil+mereka")
        assert "••" not in clerk.page.locator("main").aria_snapshot(), "twelve bullets are read one by one"
        assert clerk.page.get_by_role("cell", name="berakhir").count() > 0
        assert clerk.complaints == []
