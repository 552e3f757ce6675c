"""The pages of "masih ada?", of targets and of an order in a real browser, at both widths and in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect

from payung.coverage import targets
from payung.coverage.path import StatedTarget
from payung.fieldwork.actions import Given
from payung.flows import ask_who_is_still_here
from tests.enrolment.programme import Office
from tests.flows.office import asked
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture, visiting
from tests.web.decrees import a_desk, enacted
from tests.web.test_still_here import given, month, opened, seats

PICTURES = Path("still-here")


@pytest.fixture
def desk(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    desk = a_desk(replacement="minutes")
    enacted(desk)
    stated = StatedTarget("64.74", 2029, "workers", "all", 605_000, "RPJMD 2025-2029, hlm. 112", "pekerja", "law")
    targets.state_target(stated=stated, by=desk.rini, at=timezone.now())
    return desk


def looks(person: Visitor, *addresses: str) -> None:
    """Open pages and see that none has a barrier, at the width of the visit."""
    for address in addresses:
        person.goes_to(address)
        person.finds_no_barrier()
        called = address.partition("?")[0].strip("/").replace("/", "-")
        keep_a_picture(person.page, PICTURES, f"{called}-{person.page.viewport_size['width']}")
    assert person.complaints == []


def works_on_the_phone(udin: Visitor, new: Given) -> None:
    udin.goes_to(f"/k/{new.token}/")
    udin.page.fill("#code", new.code)
    udin.page.click("main form button")
    udin.page.wait_for_url("**/k/rows/")
    cards = udin.page.locator("form[data-hold]:not([hidden])")
    expect(cards).to_have_count(3)
    udin.finds_no_barrier()
    keep_a_picture(udin.page, PICTURES, "phone")
    with udin.page.expect_response("**/k/members/*/"):
        cards.first.locator("button[value=confirmed]").click()
    expect(cards).to_have_count(2)
    udin.page.context.set_offline(True)
    cards.first.locator("button[value=died]").click()
    expect(udin.page.locator("#held")).to_be_visible()
    with udin.page.expect_response("**/k/members/*/"):
        udin.page.context.set_offline(False)
    expect(udin.page.locator("#held")).to_be_hidden()


def test_pages_have_no_barrier_and_a_bad_line_loses_no_answer(site: str, browser: Browser, desk: Office) -> None:
    new = given(desk)
    with visiting(browser, site, size=NARROW) as udin:
        works_on_the_phone(udin, new)
    [left] = set(seats()) - {seat for (seat,) in asked("SELECT seat_id FROM fieldwork_sighting")}
    opened(new).post(f"/k/members/{left}/", {"answer": "corrected", "note": "nama: SITI AMINAH"})
    said = [one.sighting.answer for one in ask_who_is_still_here.through(new.errand_id, seen_by=desk.rini, limit=9)]
    assert sorted(said) == ["confirmed", "corrected", "died"]

    pages = [
        f"/field/still-here/?month={month():%Y-%m}",
        f"/field/still-here/{new.errand_id}/",
        "/field/still-here/reports/",
        "/coverage/targets/",
        "/letters/write/",
    ]
    for size, language in ((WIDE, "id"), (NARROW, "en")):
        with visiting(browser, site, size=size, language=language) as rini:
            rini.signs_in("rini")
            looks(rini, *pages)
