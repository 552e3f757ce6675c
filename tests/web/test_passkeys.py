"""Passkeys, with a real authenticator of the browser: added, used as second step, alone, and to prove oneself again; renamed, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.gateways.sign_in_file import Identity
from tests.flows.office import asked
from tests.people import PASSWORD
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture, visiting
from tests.web.identity_provider import CLIENT, SECRET, providing

PICTURES = Path("passkeys")
#: A device that knows its owner, as a phone does.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def holding_a_device(guest: Visitor, keys: list[dict[str, Any]]) -> Iterator[None]:
    """Let the browser have an authenticator that holds these keys; at the end, `keys` are those it holds then."""
    wire = guest.page.context.new_cdp_session(guest.page)
    wire.send("WebAuthn.enable")
    device = wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    for one in keys:
        wire.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": one})
    yield
    keys[:] = wire.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]


def looks(guest: Visitor, name: str) -> None:
    """Look at a page in both languages and at both widths; axe looks once."""
    for language in ("en", "id"):
        guest.page.context.add_cookies([{"name": "django_language", "value": language, "url": guest.address}])
        guest.page.reload()
        for size in (NARROW, WIDE):
            guest.page.set_viewport_size(size)
            guest.fits_the_window()
        keep_a_picture(guest.page, PICTURES, f"{name}-{language}")
    guest.finds_no_barrier()


def adds_one(guest: Visitor) -> None:
    guest.goes_to("/sign-in/2fa/")
    looks(guest, "index")
    guest.follows("a[href='/sign-in/2fa/webauthn/add/']")
    guest.page.fill("#id_password", PASSWORD)
    guest.follows("main form.card button.button")
    looks(guest, "add")
    guest.page.fill("#id_name", "Ponsel kantor")
    guest.follows("main form.card button.button")
    guest.page.wait_for_url("**/recovery-codes/")


def renames_it(guest: Visitor) -> None:
    guest.goes_to("/sign-in/2fa/webauthn/")
    assert "Ponsel kantor" in guest.page.locator("tbody").inner_text()
    looks(guest, "list")
    guest.follows("tbody a >> nth=0")
    looks(guest, "rename")
    guest.page.fill("#id_name", "Ponsel Rini")
    guest.follows("main form.card button.button")
    guest.page.wait_for_url("**/2fa/webauthn/")
    assert "Ponsel Rini" in guest.page.locator("tbody").inner_text()


def types_password(guest: Visitor) -> None:
    guest.goes_to("/sign-in/login/")
    guest.page.fill("#id_login", "rini")
    guest.page.fill("#id_password", PASSWORD)
    guest.follows("main form button")
    guest.page.wait_for_url("**/2fa/authenticate/")


def test_a_passkey_from_the_first_to_the_last_day(site: str, browser: Browser, rini: Viewer) -> None:
    # A passkey belongs to a name, never to an address of digits.
    named = site.replace("127.0.0.1", "localhost")
    keys: list[dict[str, Any]] = []
    with visiting(browser, named) as guest, holding_a_device(guest, keys):
        guest.signs_in("rini")
        adds_one(guest)
        renames_it(guest)
        assert guest.complaints == []
    assert len(keys) == 1
    with visiting(browser, named) as guest, holding_a_device(guest, keys):
        types_password(guest)
        looks(guest, "second")
        guest.page.click("form[data-passkey] button")
        guest.page.wait_for_url("**/home/")
        assert guest.complaints == []
    with visiting(browser, named) as guest, holding_a_device(guest, keys):
        guest.goes_to("/sign-in/login/")
        looks(guest, "sign-in")
        guest.page.click("form[data-passkey] button")
        guest.page.wait_for_url("**/home/")
        guest.goes_to("/sign-in/2fa/webauthn/")
        guest.follows("tbody a >> nth=1")
        assert "/2fa/webauthn/reauthenticate/" in guest.page.url, "who came with a passkey is asked for it first"
        looks(guest, "again")
        guest.page.click("form[data-passkey] button")
        guest.page.wait_for_url("**/remove/")
        looks(guest, "remove")
        guest.follows("main form.card button.danger")
        guest.page.wait_for_url("**/2fa/webauthn/")
        assert guest.complaints == []
    ways = asked(
        "SELECT detail->>'how' FROM audit_event WHERE action = 'account.signed_in' AND detail ? 'how' ORDER BY id"
    )
    assert ways == [("password",), ("password+mfa",), ("passkey",)]
    changed = asked("SELECT detail->>'what' FROM audit_event WHERE action = 'account.second_factor' ORDER BY id")
    assert {what for (what,) in changed} >= {"webauthn_added", "webauthn_removed"}


def test_where_it_cannot_work_the_page_says_why(site: str, browser: Browser, rini: Viewer, settings: Any) -> None:
    with providing() as office, visiting(browser, site) as guest:
        settings.PAYUNG_IDENTITY = Identity(office.address, CLIENT, SECRET, "sub", "SSO Kota Bontang")
        guest.goes_to("/sign-in/login/")
        guest.page.click("form[data-passkey] button")
        guest.page.wait_for_selector("[data-passkey-wrong=place]:not([hidden])")
        keep_a_picture(guest.page, PICTURES, "why")
        guest.follows("a[href^='/sign-in/office/']")
        guest.page.wait_for_url("**/sign-in/office/callback/**")
        assert "a1b2-c3d4" in guest.page.locator("main").inner_text()
        keep_a_picture(guest.page, PICTURES, "not-linked")
        guest.finds_no_barrier()
        guest.complaints[:] = [one for one in guest.complaints if "403" not in one]
        assert guest.complaints == []


UNREADABLE = {"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}  # fmt: skip
SENT = ("", "null", "{}", '{"id": "x"}', "[1]", "no json", '{"response": 1}', json.dumps(UNREADABLE), "[" * 40_000)


def test_what_is_no_passkey_signs_nobody_in(rini: Viewer) -> None:
    client = Client()
    options = client.get("/sign-in/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"

    for sent in SENT:
        answer = client.post("/sign-in/2fa/webauthn/login/", {"credential": sent})

        assert answer.url == "/sign-in/login/", sent[:40]
        assert client.get("/home/").status_code == 302
