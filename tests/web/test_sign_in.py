"""The pages of one's own account: password, second step by a real authenticator, recovery codes, devices, in both languages."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.flows.office import asked
from tests.people import PASSWORD
from tests.web.browser import Visitor, keep_a_picture, visiting
from tests.web.visitor import signed_in

NEW = "perahu-kayu-di-dermaga"
PICTURES = Path("sign-in")


def code_of(secret: str, steps: int = 0) -> str:
    """Return what an authenticator app shows for a key (RFC 6238, 30 seconds, 6 digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def types_code(guest: Visitor, secret: str, steps: int = 0) -> None:
    guest.page.fill("#id_code", code_of(secret, steps))
    guest.follows("main form.card button.button")


def reauthenticates(guest: Visitor) -> None:
    """Type the password where the site asks again because the sign-in is some minutes old."""
    if "/reauthenticate/" in guest.page.url:
        guest.finds_no_barrier()
        guest.page.fill("#id_password", PASSWORD)
        guest.follows("main form.card button.button")


def types_password(guest: Visitor) -> None:
    guest.goes_to("/sign-in/login/")
    guest.page.fill("#id_login", "rini")
    guest.page.fill("#id_password", PASSWORD)
    guest.follows("main form button")


def sets_it_up(guest: Visitor) -> tuple[str, list[str]]:
    """Switch the second step on; return the key and the recovery codes."""
    guest.goes_to("/sign-in/2fa/")
    guest.finds_no_barrier_at_either_width()
    guest.follows("main section a.button")
    reauthenticates(guest)
    secret = guest.page.locator("#authenticator_secret").inner_text()
    guest.finds_no_barrier_at_either_width()
    guest.page.fill("#id_code", "000000")
    guest.follows("main form.card button.button")
    assert guest.page.locator(".error").count() == 1
    guest.finds_no_barrier()
    keep_a_picture(guest.page, PICTURES, "totp")
    types_code(guest, secret)
    guest.page.wait_for_url("**/recovery-codes/")
    guest.finds_no_barrier_at_either_width()
    keep_a_picture(guest.page, PICTURES, "codes")
    return secret, guest.page.locator(".codes code").all_inner_texts()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_second_step_is_set_up_used_and_taken_off(site: str, browser: Browser, rini: Viewer, language: str) -> None:
    with visiting(browser, site, language=language) as guest:
        guest.signs_in("rini")
        guest.follows("text=Rini")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, PICTURES, "mine")
        secret, recovery = sets_it_up(guest)
        for path in ("", "recovery-codes/generate/", "totp/deactivate/"):
            guest.goes_to(f"/sign-in/2fa/{path}")
            guest.finds_no_barrier_at_either_width()
            keep_a_picture(guest.page, PICTURES, f"2fa-{path.strip('/').replace('/', '-')}")
        assert guest.complaints == []
    with visiting(browser, site, language=language) as guest:
        types_password(guest)
        guest.page.wait_for_url("**/2fa/authenticate/")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, PICTURES, "second")
        guest.goes_to("/home/")
        assert "/2fa/authenticate/" in guest.page.url, "half a sign-in opens nothing"
        types_code(guest, secret)
        guest.page.wait_for_url("**/home/")
        assert guest.complaints == []
    with visiting(browser, site, language=language) as guest:
        types_password(guest)
        guest.page.fill("#id_code", recovery[0])
        guest.follows("main form.card button.button")
        guest.page.wait_for_url("**/home/")
        guest.goes_to("/sign-in/2fa/totp/deactivate/")
        assert guest.page.locator("main ul a").count() == 1, "the code of the app does as well as the password"
        keep_a_picture(guest.page, PICTURES, f"again-{language}")
        reauthenticates(guest)
        guest.follows("main form.card button.danger")
        guest.page.wait_for_url("**/2fa/")
        assert guest.complaints == []

    assert len(recovery) == 10
    ways = asked(
        "SELECT detail->>'how' FROM audit_event WHERE action = 'account.signed_in' AND detail ? 'how' ORDER BY id"
    )
    assert ways == [("password",), ("password+mfa",), ("password+mfa",)]
    changed = {
        what for (what,) in asked("SELECT detail->>'what' FROM audit_event WHERE action = 'account.second_factor'")
    }
    assert changed >= {"totp_activated", "totp_deactivated"}


def types_new_password(guest: Visitor, old: str, new: str, again: str) -> None:
    for field, said in (("oldpassword", old), ("password1", new), ("password2", again)):
        guest.page.fill(f"#id_{field}", said)
    guest.follows("main form.card button.button")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_password_is_changed_and_other_devices_are_out(
    site: str, browser: Browser, rini: Viewer, language: str
) -> None:
    elsewhere = Client()
    elsewhere.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})
    assert elsewhere.get("/home/").status_code == 200

    with visiting(browser, site, language=language) as guest:
        guest.signs_in("rini")
        guest.goes_to("/sign-in/sessions/")
        assert guest.page.locator("tbody tr").count() == 2
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, PICTURES, "sessions")
        guest.goes_to("/sign-in/password/change/")
        guest.finds_no_barrier_at_either_width()
        types_new_password(guest, "salah", "pendek", "lain")
        assert guest.page.locator(".error").count() >= 2, "everything wrong is said at once"
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, "password")
        types_new_password(guest, PASSWORD, NEW, NEW)
        guest.page.wait_for_url("**/accounts/me/")
        assert guest.page.locator("#messages .note.good").count() == 1
        for path in ("logout/", "reauthenticate/"):
            guest.goes_to(f"/sign-in/{path}")
            guest.finds_no_barrier_at_either_width()
        guest.goes_to("/sign-in/logout/")
        guest.follows("main form.card button.button")
        guest.page.wait_for_url(f"{site}/")
        guest.signs_in("rini", NEW)
        assert guest.complaints == []

    assert elsewhere.get("/home/").status_code == 302
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'account.password_set'") == [(1,)]


def test_other_devices_can_be_signed_out(rini: Viewer) -> None:
    here, there = Client(), Client()
    for one in (there, here):
        one.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})
        one.get("/home/")

    here.post("/sign-in/sessions/")

    assert there.get("/home/").status_code == 302
    assert here.get("/home/").status_code == 200


def test_pages_of_sign_in_that_we_do_not_offer_are_not_there_or_say_so(rini: Viewer) -> None:
    by = signed_in("rini")

    for path in (
        "signup/",
        "password/reset/",
        "email/",
        "confirm-email/",
        "password/reset/done/",
        "inactive/",
        "password/set/",
    ):
        for one in (by, Client()):
            answer = one.get(f"/sign-in/{path}")
            assert answer.status_code in (200, 302, 404), path
            assert b'type="email"' not in answer.content, path
