"""The kelurahan's phone, in a real browser at a phone's width: code, rows, photo, a line that breaks; and the verifier's side."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect

from payung.access.viewer import Viewer
from payung.fieldwork import actions, queries
from tests.flows.office import asked, person, receive, workbook
from tests.photos import a_jpeg
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting
from tests.web.visitor import signed_in

PICTURES = Path("field")


@pytest.fixture
def waiting(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")


def given(rini: Viewer) -> actions.Given:
    place = queries.kelurahan_with_open_rows(seen_by=rini)[0][0]
    return actions.give(kelurahan_code=place, holder="Pak Udin, RT 5", days=7, by=rini, at=timezone.now())


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_operator_works_through_the_rows(
    site: str, browser: Browser, rini: Viewer, waiting: None, tmp_path: Path, language: str
) -> None:
    new = given(rini)
    photo = tmp_path / "ktp.jpg"
    photo.write_bytes(a_jpeg())
    with visiting(browser, site, size=NARROW, language=language) as udin:
        udin.goes_to(f"/k/{new.token}/")
        udin.finds_no_barrier()
        udin.page.fill("#code", new.code)
        udin.follows("main form button")
        udin.page.wait_for_url("**/k/rows/")
        udin.finds_no_barrier()
        keep_a_picture(udin.page, PICTURES, f"rows-{language}")
        assert "6474" not in udin.page.locator("main").inner_text()

        first = udin.page.locator("form[data-hold]").first
        first.locator("summary").click()
        first.locator("input[type=file]").set_input_files(photo)
        with udin.page.expect_response("**/k/rows/*/"):
            first.locator("button[value=confirmed]").click()
        with udin.page.expect_response("**/k/rows/*/"):
            udin.page.locator("form[data-hold]:not([hidden]) button[value=moved]").first.click()
        assert udin.complaints == []

    assert asked("SELECT answer, photo_sha256 <> '' FROM fieldwork_finding ORDER BY id") == [
        ("confirmed", True),
        ("moved", False),
    ]


def test_an_answer_on_a_bad_line_is_held_and_sent_later(
    site: str, browser: Browser, rini: Viewer, waiting: None
) -> None:
    new = given(rini)
    with visiting(browser, site, size=NARROW) as udin:
        udin.goes_to(f"/k/{new.token}/")
        udin.page.fill("#code", new.code)
        udin.follows("main form button")
        udin.page.wait_for_url("**/k/rows/")
        udin.page.context.set_offline(True)
        udin.page.locator("button[value=died]").first.click()
        udin.page.wait_for_selector("#held:not([hidden])")
        assert asked("SELECT count(*) FROM fieldwork_finding") == [(0,)]

        second = udin.page.locator("form[data-hold]:not([hidden])").first
        second.locator("summary").click()
        second.locator("input[type=file]").set_input_files(
            files=[{"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg()}]
        )
        second.locator("button[value=confirmed]").click()
        expect(udin.page.locator("#held-photo")).to_be_visible()
        expect(second).to_be_visible()

        # Back on the line, but the site is busy: what it does not take stays held.
        udin.page.route("**/k/rows/*/", lambda route: route.fulfill(status=503))
        with udin.page.expect_response("**/k/rows/*/"):
            udin.page.context.set_offline(False)
        expect(udin.page.locator("#held-count")).to_have_text("1")
        udin.page.unroute("**/k/rows/*/")
        with udin.page.expect_response("**/k/rows/*/"):
            udin.page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(udin.page.locator("#held")).to_be_hidden()
        with udin.page.expect_response("**/k/rows/*/"):
            second.locator("button[value=confirmed]").click()
        udin.page.wait_for_selector("text=Selesai")

    assert asked("SELECT answer, photo_sha256 <> '' FROM fieldwork_finding ORDER BY id") == [
        ("died", False),
        ("confirmed", True),
    ]


def test_the_verifier_gives_and_takes(site: str, browser: Browser, rini: Viewer, waiting: None) -> None:
    for size in (WIDE, NARROW):
        with visiting(browser, site, size=size) as person:
            person.signs_in("rini")
            person.goes_to("/field/")
            person.page.select_option("#kelurahan", index=1)
            person.page.fill("#holder", "Bu Ani, Kasi Kesra")
            person.follows("main form button")
            person.finds_no_barrier()
            assert "/k/" in person.page.locator("#text").input_value()
            person.goes_to("/field/")
            person.finds_no_barrier()
            keep_a_picture(person.page, PICTURES, f"field-{size['width']}")
            person.follows("text=Bu Ani")
            person.finds_no_barrier()
            assert person.complaints == []


def test_what_an_errand_does_not_open(rini: Viewer, tamu: Viewer, waiting: None) -> None:
    new, client = given(rini), Client()

    assert client.get("/k/rows/").status_code == 404
    assert client.post(f"/k/{new.token}/", {"code": "abc"}).status_code == 403
    assert client.get("/k/rows/").status_code == 404
    assert client.post("/k/keine-solche/", {"code": "123456"}).status_code == 404
    client.post(f"/k/{new.token}/", {"code": new.code})
    assert client.get("/k/rows/").status_code == 200
    assert client.get("/field/").status_code == 302
    client.post("/k/rows/1/", {"answer": "confirmed", "photo": b"nothing"})
    actions.end(errand_id=new.errand_id, by=rini, at=timezone.now() + dt.timedelta(seconds=1))
    assert client.get("/k/rows/").status_code == 404

    stranger = signed_in("tamu")
    assert stranger.get(f"/field/{new.errand_id}/").status_code == 404
    assert "Udin" not in stranger.get("/field/").content.decode()
    assert stranger.post(f"/field/{new.errand_id}/apply/").status_code == 404
