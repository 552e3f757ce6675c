"""The same journeys in a real browser whose JavaScript is off: reading, forms and answers; nothing lies there that cannot be pressed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.coverage.town import Town
from tests.flows.office import asked, person, receive, workbook
from tests.web.bringing import BARE
from tests.web.browser import NARROW, visiting, work_off
from tests.web.pairs import queue
from tests.web.test_field import given


def test_a_list_is_sent_watched_settled_and_read(site: str, browser: Browser, rini: Viewer) -> None:
    with visiting(browser, site, scripts=False) as clerk:
        seen = clerk.page
        clerk.signs_in("rini")
        clerk.goes_to("/lists/upload/")
        seen.fill("#pasted", BARE)
        seen.select_option("#sender", "diskop")
        seen.fill("#purpose", "usulan 2026")
        clerk.follows("main form[enctype] button")

        # The page waits until it is asked again; a clock never sends anybody away.
        assert "menunggu" in seen.locator("#work").inner_text()
        assert seen.locator("meta[http-equiv]").count() == 0
        clerk.follows("main noscript a")
        work_off()
        clerk.follows("main noscript a")
        assert seen.locator("main noscript a").count() == 0
        clerk.follows("#work a.button")
        seen.locator("select[aria-label^='Kolom']").first.select_option("")
        clerk.follows("main form:not([enctype]) button.button")
        work_off()
        clerk.follows("main noscript a")
        clerk.follows("#work a.button")
        clerk.follows(".figure a >> nth=0")
        seen.click("summary >> nth=0")
        assert seen.locator("details[open] p").first.is_visible()
        clerk.goes_to("/accounts/me/")
        clerk.follows("text=English")
        assert seen.locator("h1").inner_text() == "My account"
        assert clerk.complaints == []


def test_pairs_are_answered_and_taken_back_by_buttons(site: str, browser: Browser, rini: Viewer) -> None:
    pairs = queue(rini, 2)
    with visiting(browser, site, scripts=False) as clerk:
        clerk.signs_in("rini")
        clerk.goes_to("/review/")
        clerk.follows("button[value=same]")
        assert clerk.page.locator(".answers input[name=pair]").input_value() == str(pairs[1].pk)
        clerk.follows("form[action$='/undo/'] button")
        assert clerk.page.locator(".answers input[name=pair]").input_value() == str(pairs[0].pk)
        clerk.follows("button[value=different]")
        clerk.follows("button[value=cannot_tell]")
        clerk.follows("button[value=all]")
        work_off()
        clerk.follows("main noscript a")
        assert "selesai" in clerk.page.locator("#works").inner_text()
        assert clerk.complaints == []

    assert asked("SELECT answer FROM linkage_judgement WHERE withdrawn_at IS NULL ORDER BY id") == [
        ("different",),
        ("cannot_tell",),
    ]


def test_coverage_is_read_and_no_button_lies_there_dead(site: str, browser: Browser, town: Town, bayu: Viewer) -> None:
    with visiting(browser, site, scripts=False) as planner:
        planner.signs_in("bayu")
        planner.goes_to("/coverage/")
        planner.follows("tbody th a >> nth=0")
        assert "Bontang Utara" in planner.page.locator("h1").inner_text()
        planner.follows("thead th a >> nth=1")
        assert planner.page.locator("th[aria-sort]").count() == 1
        planner.goes_to("/coverage/explain/")
        assert planner.page.locator("[data-print]").count() == 1
        assert not planner.page.locator("[data-print]").is_visible()
        planner.follows("text=Keluar")
        planner.goes_to("/sign-in/login/")
        assert not planner.page.locator("form[data-passkey] button").is_visible()
        assert planner.complaints == []


def test_the_kelurahan_answers(site: str, browser: Browser, rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")
    new = given(rini)
    with visiting(browser, site, size=NARROW, scripts=False) as udin:
        udin.goes_to(f"/k/{new.token}/")
        udin.page.fill("#code", new.code)
        udin.follows("main form button")
        udin.follows("form[data-hold] button[value=confirmed] >> nth=0")
        assert udin.page.locator("form[data-hold]").count() == 1
        udin.follows("form[data-hold] button[value=moved] >> nth=0")
        assert "Selesai" in udin.page.locator("main").inner_text()
        assert udin.complaints == []

    assert asked("SELECT answer FROM fieldwork_finding ORDER BY id") == [("confirmed",), ("moved",)]
