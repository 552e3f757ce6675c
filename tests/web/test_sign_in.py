"""The pages of one's own account: password, second step by a real authenticator, recovery codes, devices, in both languages."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.flows.office import asked
from tests.people import PASSWORD
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture, visiting

NEW = "perahu-kayu-di-dermaga"
PICTURES = Path("/tmp/pics/sign-in")


def code_of(secret: str, steps: int = 0) -> str:
    """Return what an authenticator app shows for a key (RFC 6238, 30 seconds, 6 digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def types_code(guest: Visitor, secret: str, steps: int = 0) -> None:
    guest.page.fill("#id_code", code_of(secret, steps))
    guest.page.click("main form.card button.button")


def reauthenticates(guest: Visitor) -> None:
    """Type the password where the site asks again because the sign-in is some minutes old."""
    if "/reauthenticate/" in guest.page.url:
        guest.finds_no_barrier()
        guest.page.fill("#id_password", PASSWORD)
        guest.page.click("main form.card button.button")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_second_step_is_set_up_used_and_taken_off(
    site: str, browser: Browser, rini: Viewer, size: dict[str, int], language: str
) -> None:
    with visiting(browser, site, size=size, language=language) as guest:
        guest.signs_in("rini")
        guest.page.click("text=Rini")
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"mine-{language}-{size['width']}")
        guest.goes_to("/sign-in/2fa/")
        guest.finds_no_barrier()
        guest.page.click("main section a.button")
        reauthenticates(guest)
        secret = guest.page.locator("#authenticator_secret").inner_text()
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"totp-{language}-{size['width']}")
        guest.page.fill("#id_code", "000000")
        guest.page.click("main form.card button.button")
        assert guest.page.locator(".error").count() == 1
        guest.finds_no_barrier()
        types_code(guest, secret)
        guest.page.wait_for_url("**/recovery-codes/")
        recovery = guest.page.locator(".codes code").all_inner_texts()
        assert len(recovery) == 10
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"codes-{language}-{size['width']}")
        for path in ("/sign-in/2fa/", "/sign-in/2fa/recovery-codes/generate/", "/sign-in/2fa/totp/deactivate/"):
            guest.goes_to(path)
            guest.finds_no_barrier()
        assert guest.complaints == []

    with visiting(browser, site, size=size, language=language) as guest:
        guest.goes_to("/sign-in/login/")
        guest.page.fill("#id_login", "rini")
        guest.page.fill("#id_password", PASSWORD)
        guest.page.click("main form button")
        guest.page.wait_for_url("**/2fa/authenticate/")
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"second-{language}-{size['width']}")
        guest.goes_to("/people/")
        assert "/sign-in/login/" in guest.page.url, "half a sign-in opens nothing"
        guest.goes_to("/sign-in/2fa/authenticate/")
        types_code(guest, secret, steps=1)
        guest.page.wait_for_url("**/home/")
        assert guest.complaints == []

    with visiting(browser, site, size=size, language=language) as guest:
        guest.goes_to("/sign-in/login/")
        guest.page.fill("#id_login", "rini")
        guest.page.fill("#id_password", PASSWORD)
        guest.page.click("main form button")
        guest.page.fill("#id_code", recovery[0])
        guest.page.click("main form.card button.button")
        guest.page.wait_for_url("**/home/")
        guest.goes_to("/sign-in/2fa/totp/deactivate/")
        guest.page.click("main form.card button.danger")
        guest.page.wait_for_url("**/2fa/")
        assert guest.complaints == []

    ways = asked(
        "SELECT detail->>'how' FROM audit_event WHERE action = 'account.signed_in' AND detail ? 'how' ORDER BY id"
    )
    assert ways == [("password",), ("password+mfa",), ("password+mfa",)]
    changed = asked("SELECT detail->>'what' FROM audit_event WHERE action = 'account.second_factor' ORDER BY id")
    assert ("totp_activated",) in changed
    assert ("totp_deactivated",) in changed


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_password_is_changed_and_other_devices_are_out(
    site: str, browser: Browser, rini: Viewer, size: dict[str, int], language: str
) -> None:
    elsewhere = Client()
    elsewhere.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})
    assert elsewhere.get("/home/").status_code == 200

    with visiting(browser, site, size=size, language=language) as guest:
        guest.signs_in("rini")
        guest.goes_to("/sign-in/sessions/")
        assert guest.page.locator("tbody tr").count() == 2
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"sessions-{language}-{size['width']}")
        guest.goes_to("/sign-in/password/change/")
        guest.finds_no_barrier()
        for field, said in (("oldpassword", "salah"), ("password1", "pendek"), ("password2", "lain")):
            guest.page.fill(f"#id_{field}", said)
        guest.page.click("main form.card button.button")
        assert guest.page.locator(".error").count() >= 2, "everything wrong is said at once"
        guest.finds_no_barrier()
        keep_a_picture(guest.page, PICTURES, f"password-{language}-{size['width']}")
        for field, said in (("oldpassword", PASSWORD), ("password1", NEW), ("password2", NEW)):
            guest.page.fill(f"#id_{field}", said)
        guest.page.click("main form.card button.button")
        guest.page.wait_for_url("**/accounts/me/")
        assert guest.page.locator("#messages .note.good").count() == 1
        guest.goes_to("/sign-in/logout/")
        guest.finds_no_barrier()
        guest.page.click("main form.card button.button")
        guest.finds_no_barrier()
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
    by = Client()
    by.force_login(get_user_model().objects.get(name="rini"))

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
