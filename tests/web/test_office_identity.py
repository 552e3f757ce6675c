"""The office's own identity provider signs in whom an administrator linked, and nobody else, however the token looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client

from payung.access import actions as access
from payung.access import identities
from payung.access.identities import SubjectTaken, Vouched
from payung.access.viewer import NotAllowed, Viewer
from payung.gateways.sign_in_file import Identity
from tests.flows.office import asked
from tests.people import NOON, PASSWORD, viewer
from tests.web.identity_provider import CLIENT, SECRET, Provider, providing
from tests.web.test_sign_in import code_of
from tests.web.test_two_factors import with_a_phone
from tests.web.visitor import signed_in


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with providing() as found:
        settings.PAYUNG_IDENTITY = Identity(found.address, CLIENT, SECRET, "sub", "SSO Kota Bontang")
        yield found


def vouched(provider: Provider, subject: str = "a1b2-c3d4") -> Vouched:
    return Vouched(provider.address, "sub", subject)


def goes_through(client: Client, start: str = "/sign-in/office/") -> Any:
    """Walk to the provider and back as a browser does; return the site's answer."""
    there = client.get(start)
    assert there.status_code == 302, there.content
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/sign-in/office/callback/")
    return client.get(back.removeprefix("http://testserver"))


def refusals() -> list[tuple]:
    return asked(
        "SELECT detail->>'why', detail->>'subject' FROM audit_event WHERE action = 'account.identity_refused' ORDER BY id"
    )


def test_an_account_that_was_linked_is_signed_in_and_the_trail_says_how(
    rini: Viewer, sari: Viewer, provider: Provider
) -> None:
    identities.link(rini.account_id, vouched(provider), by=sari, at=NOON)
    client = Client()
    assert "Masuk lewat SSO Kota Bontang" in client.get("/sign-in/login/").content.decode()

    answer = goes_through(client, "/sign-in/office/?next=/lists/")

    assert answer.url == "/lists/"
    assert client.get("/home/").context["user"].name == "rini"
    ways = asked("SELECT actor, detail->>'how' FROM audit_event WHERE action = 'account.signed_in' AND detail ? 'how'")
    assert ways == [("rini", "office")]


def test_somebody_who_is_not_linked_learns_their_identifier_and_gets_no_account(
    rini: Viewer, provider: Provider
) -> None:
    provider.person = {"sub": "x-99", "preferred_username": "rini", "email": "rini@kota.go.id", "email_verified": True}
    client, before = Client(), get_user_model().objects.count()

    answer = goes_through(client)

    assert answer.status_code == 403
    assert "x-99" in answer.content.decode()
    assert client.get("/home/").status_code == 302
    assert get_user_model().objects.count() == before
    assert refusals() == [("not linked", "x-99")]


WRONG: tuple[dict[str, Any], ...] = (
    {"other_key": True},
    {"algorithm": "none"},
    {"algorithm": "HS256"},
    {"header": {"kid": "k2"}},
    {"wrong": {"aud": "another-site"}},
    {"wrong": {"iss": "https://sso.elsewhere.example"}},
    {"wrong": {"exp": 1_700_000_000}},
    {"wrong": {"nonce": "somebody-elses"}},
    {"wrong": {"nonce": None}},
    {"wrong": {"sub": None}},
    {"wrong": {"sub": 7}},
    {"wrong": {"sub": ""}},
)


def test_a_token_that_is_not_right_signs_nobody_in(rini: Viewer, sari: Viewer, provider: Provider) -> None:
    identities.link(rini.account_id, vouched(provider), by=sari, at=NOON)
    right = {name: getattr(provider, name) for name in ("other_key", "algorithm", "header", "wrong")}
    for number, said in enumerate(WRONG, 1):
        for name, value in (right | said).items():
            setattr(provider, name, value)
        client = Client()

        answer = goes_through(client)

        assert answer.status_code == 403, said
        assert "tidak menjawab dengan benar" in answer.content.decode()
        assert client.get("/home/").status_code == 302, said
        assert len(refusals()) == number


def test_an_answer_that_nobody_asked_for_is_refused(rini: Viewer, sari: Viewer, provider: Provider) -> None:
    identities.link(rini.account_id, vouched(provider), by=sari, at=NOON)
    here, victim = Client(), Client()
    there = here.get("/sign-in/office/")
    back = (
        requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"].removeprefix("http://testserver")
    )

    assert victim.get(back).status_code == 403, "a code belongs to the session that asked"
    assert here.get(back).status_code == 302
    assert Client().get(back).status_code == 403
    assert here.get("/home/").status_code == 200
    assert victim.get("/home/").status_code == 302
    assert Client().get("/sign-in/office/callback/?error=access_denied").status_code == 403
    elsewhere = Client().get("/sign-in/office/", headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.url == "/sign-in/login/", "another site sends nobody this way"


def test_a_provider_that_is_down_or_another_is_said_in_words(rini: Viewer, provider: Provider, settings: Any) -> None:
    provider.issued_as = "https://sso.elsewhere.example"
    assert Client().get("/sign-in/office/").status_code == 403
    provider.issued_as, provider.keys_at = "", "http://sso.elsewhere.example/keys"
    assert Client().get("/sign-in/office/").status_code == 403, "an address that others can change is not asked"
    settings.PAYUNG_IDENTITY = Identity("http://127.0.0.1:9", CLIENT, SECRET, "sub", "SSO")

    assert "kata sandi" in Client().get("/sign-in/office/").content.decode()


def test_a_closed_account_stays_out(rini: Viewer, sari: Viewer, provider: Provider) -> None:
    identities.link(rini.account_id, vouched(provider), by=sari, at=NOON)
    access.close_account(name="rini", by=sari, at=NOON)
    client = Client()

    goes_through(client)

    assert client.get("/home/").status_code == 302


def test_the_second_step_is_asked_here_as_well(rini: Viewer, sari: Viewer, provider: Provider) -> None:
    identities.link(rini.account_id, vouched(provider), by=sari, at=NOON)
    own = Client()
    own.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})
    secret = with_a_phone(own)
    client = Client()

    answer = goes_through(client)

    assert answer.url == "/sign-in/2fa/authenticate/"
    assert client.get("/home/").status_code == 302
    assert client.post(answer.url, {"code": code_of(secret, 1)}).url == "/home/"


def test_only_an_administrator_links_and_one_name_is_one_account(
    rini: Viewer, hadi: Viewer, sari: Viewer, tamu: Viewer, provider: Provider
) -> None:
    by = signed_in("sari")
    page = f"/accounts/{rini.account_id}/"

    assert "Pengenal di sana" in by.get(page).content.decode()
    assert by.post(f"{page}identity/", {"subject": " a1b2-c3d4 "}).status_code == 302
    assert 'value="a1b2-c3d4"' in by.get(page).content.decode()
    taken = by.post(f"/accounts/{hadi.account_id}/identity/", {"subject": "a1b2-c3d4"})
    assert taken.status_code == 422
    assert "terhubung ke akun lain" in taken.content.decode()
    assert by.post(f"/accounts/{hadi.account_id}/identity/", {"subject": "x" * 192}).status_code == 422
    assert by.post(f"/accounts/{tamu.account_id}/identity/", {"subject": "y"}).status_code == 404
    with pytest.raises(NotAllowed):
        identities.link(rini.account_id, vouched(provider), by=hadi, at=NOON)
    with pytest.raises(SubjectTaken):
        identities.link(hadi.account_id, vouched(provider), by=sari, at=NOON)
    assert not identities.link(rini.account_id, vouched(provider), by=sari, at=NOON), "twice changes nothing"
    assert by.post(f"{page}identity/", {"subject": ""}).status_code == 302
    assert identities.account_of(vouched(provider)) is None
    acts = asked("SELECT action FROM audit_event WHERE action LIKE 'account.identity%' ORDER BY id")
    assert acts == [("account.identity_linked",), ("account.identity_unlinked",)]


def test_without_a_provider_its_pages_are_not_there(rini: Viewer, sari: Viewer) -> None:
    by = signed_in("sari")

    assert b"/sign-in/office/" not in Client().get("/sign-in/login/").content
    for path in ("/sign-in/office/", "/sign-in/office/callback/", "/sign-in/3rdparty/", "/sign-in/3rdparty/signup/"):
        assert by.get(path).status_code == 404, path
    assert by.post(f"/accounts/{rini.account_id}/identity/", {"subject": "y"}).status_code == 404
    assert "Pengenal di sana" not in by.get(f"/accounts/{rini.account_id}/").content.decode()


def test_who_never_uses_the_given_password_is_not_asked_to_change_it(sari: Viewer, provider: Provider) -> None:
    by = signed_in("sari")
    by.post("/accounts/open/", {"name": "budi", "full_name": "Budi", "role": "planner"})
    identities.link(get_user_model().objects.get(name="budi").pk, vouched(provider), by=sari, at=NOON)
    client = Client()

    assert goes_through(client).url == "/home/"
    assert client.get("/home/").status_code == 200
    assert viewer("lain", role="planner").account_id
