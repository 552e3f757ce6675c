"""The way in, the menu of each role, the two languages, and what a page may load."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.flows import practise
from tests.flows.office import asked
from tests.web.browser import NARROW, WIDE, visiting


@pytest.mark.parametrize(("size", "language"), [(WIDE, "id"), (NARROW, "en")], ids=["wide-id", "narrow-en"])
def test_anybody_reads_the_front_page(site: str, browser: Browser, size: dict[str, int], language: str) -> None:
    with visiting(browser, site, size=size, language=language) as guest:
        guest.goes_to("/")

        assert guest.page.locator("html").get_attribute("lang") == language
        guest.finds_no_barrier()
        guest.follows("footer a")
        assert guest.page.url.endswith("/help/")
        guest.finds_no_barrier()
        guest.goes_to("/sign-in/login/")
        guest.finds_no_barrier()
        assert guest.complaints == []


def test_a_menu_shows_what_its_role_may_do(site: str, browser: Browser, rini: Viewer, sari: Viewer) -> None:
    menus = {}
    for name in ("rini", "sari"):
        with visiting(browser, site) as person:
            person.signs_in(name)
            person.finds_no_barrier()
            menus[name] = person.page.locator("nav.nav a").all_inner_texts()
            assert person.complaints == []

    assert menus["rini"] == [
        "Beranda",
        "Daftar",
        "Verval",
        "Lapangan",
        "Calon",
        "Paket",
        "SK",
        "Naskah",
        "Iuran",
        "Cakupan",
        "Orang",
        "Data pribadi",
    ]
    assert menus["sari"] == ["Beranda", "Data pribadi", "Jejak", "Akun"]


def test_a_sign_in_stands_in_the_trail_and_a_wrong_one_is_refused(site: str, browser: Browser, rini: Viewer) -> None:
    with visiting(browser, site) as guest:
        guest.goes_to("/sign-in/login/")
        guest.page.fill("#id_login", "rini")
        guest.page.fill("#id_password", "salah-sekali-salah")
        guest.follows("main form button")
        assert guest.page.locator("[role=alert]").count() == 1
        guest.finds_no_barrier()
        guest.signs_in("rini")

    assert asked("SELECT detail->>'how' FROM audit_event WHERE action = 'account.signed_in' AND detail ? 'how'") == [
        ("password",)
    ]


def test_the_language_can_be_changed_on_every_page(site: str, browser: Browser, rini: Viewer) -> None:
    with visiting(browser, site) as person:
        person.signs_in("rini")
        person.follows("text=English")
        assert person.page.locator("h1").inner_text() == "What needs you today"
        assert person.page.url.endswith("/home/")


def test_nobody_signs_up(site: str, browser: Browser) -> None:
    with visiting(browser, site) as guest:
        guest.goes_to("/sign-in/signup/")

        assert guest.page.locator("input[type=password]").count() == 0


def test_every_page_of_practice_says_so_and_who_proved_themselves_is_not_asked_again(
    site: str, browser: Browser, rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    monkeypatch.setattr(settings, "PAYUNG_ASK_AGAIN_MINUTES", 30)
    practise.turn_to(dt.date(2023, 10, 12), home=tmp_path)

    with visiting(browser, site) as person:
        person.goes_to("/")
        assert "12-10-2023" in person.page.locator("aside.practice").inner_text()
        person.signs_in("rini")
        assert "12-10-2023" in person.page.locator("aside.practice").inner_text()
        person.finds_no_barrier_at_either_width()
        person.goes_to("/sign-in/password/change/")
        assert "password/change" in person.page.url
