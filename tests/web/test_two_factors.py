"""Weighty acts need a second factor and a fresh sign-in; a password that somebody else knows opens nothing but its change."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payung.access import administering, queries
from payung.access.viewer import ROLES, WEIGHTY, NotAllowed, Viewer
from payung.intake import actions as intake
from payung.intake.models import SubmittedList
from tests.flows.office import asked
from tests.people import NOON, PASSWORD, viewer
from tests.web import decrees
from tests.web.browser import work_off
from tests.web.test_sign_in import code_of

pytestmark = pytest.mark.usefixtures("required")


@pytest.fixture
def required(settings: Any) -> None:
    """As a real office is set up."""
    settings.PAYUNG_SECOND_FACTOR = "required"
    settings.PAYUNG_ASK_AGAIN_MINUTES = 30


def signs_in(name: str, password: str = PASSWORD) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/sign-in/login/", {"login": name, "password": password})


def with_a_phone(client: Client, password: str = PASSWORD) -> str:
    """Set an authenticator up as a person does; return its key."""
    page = client.get("/sign-in/2fa/totp/activate/", follow=True)
    if b"id_password" in page.content:
        page = client.post(
            "/sign-in/reauthenticate/?next=/sign-in/2fa/totp/activate/", {"password": password}, follow=True
        )
    secret = page.context["form"].secret
    client.post("/sign-in/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


def test_a_role_with_a_weighty_right_is_led_to_a_second_step(database: None) -> None:
    for role, rights in ROLES.items():
        account = viewer(role, role=role)

        client, answer = signs_in(role)

        weighty = rights & WEIGHTY
        assert answer.url == ("/sign-in/2fa/" if weighty else "/home/"), role
        assert queries.viewer_for(account.account_id).may == rights - weighty
        assert (b"belum punya langkah kedua" in client.get("/accounts/me/").content) == bool(weighty)


def test_without_it_acts_answer_in_words_and_reading_stays(rini: Viewer, sari: Viewer) -> None:
    client, _ = signs_in("sari")

    refused = client.post(f"/accounts/{rini.account_id}/close/", {"sure": "yes"})

    assert refused.status_code == 403
    assert "mengelola akun" in refused.content.decode()
    assert "Tidak ada yang diubah" in refused.content.decode()
    assert asked("SELECT is_active FROM access_account WHERE name = 'rini'") == [(True,)]
    assert (
        b'name="full_name"'
        not in client.get("/accounts/").content + client.get(f"/accounts/{rini.account_id}/").content
    )
    assert {client.get(f"/{page}/").status_code for page in ("accounts", f"accounts/{rini.account_id}", "trail")} == {
        200
    }
    assert asked("SELECT detail->>'right' FROM audit_event WHERE action = 'web.refused'") == [("administer",)]


def test_with_it_the_right_wakes_and_other_sessions_end(rini: Viewer, sari: Viewer) -> None:
    elsewhere, _ = signs_in("sari")
    elsewhere.get("/home/")
    client, _ = signs_in("sari")

    with_a_phone(client)

    assert "administer" in queries.viewer_for(sari.account_id).may
    assert elsewhere.get("/home/").status_code == 302, "who proved one factor only is out"
    assert b"belum punya langkah kedua" not in client.get("/home/").content
    assert client.post(f"/accounts/{rini.account_id}/close/", {"sure": "yes"}).url == "/accounts/"


def test_enacting_and_paying_are_shut_for_who_has_a_password_only(database: None, hadi: Viewer) -> None:
    viewer("bayu", role="treasurer")
    head, payer = signs_in("hadi")[0], signs_in("bayu")[0]

    for client, address, words in (
        (head, "/decrees/1/enact/", "menetapkan SK"),
        (payer, "/money/bills/1/pay/", "mencatat pembayaran"),
    ):
        for answer in (client.post(address, {}), client.post(address, {"number": "1"})):
            assert answer.status_code == 403
            assert words in answer.content.decode()
    assert head.get("/decrees/1/enact/").status_code == 403, "the form is not shown: nothing is typed in vain"


def test_where_it_is_optional_every_page_says_so(database: None, sari: Viewer, settings: Any) -> None:
    settings.PAYUNG_SECOND_FACTOR = "optional"

    client, answer = signs_in("sari")

    assert answer.url == "/home/"
    assert "hanya untuk mencoba" in client.get("/home/").content.decode()
    assert "administer" in queries.viewer_for(sari.account_id).may


def grows_old(client: Client, minutes: int) -> None:
    """Let a session's proofs of who it is lie back in time."""
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= minutes * 60
    session.save()


def test_an_old_sign_in_is_asked_again_and_the_form_goes_on_by_itself(database: None) -> None:
    viewer("bayu", role="treasurer")
    client, _ = signs_in("bayu")
    with_a_phone(client)
    typed = {"sp2d": "900/12", "amount": "bukan angka"}
    assert client.post("/money/bills/7/pay/", typed).status_code == 404, "the sign-in is fresh: the bill is looked for"
    grows_old(client, 31)

    asked_again = client.post("/money/bills/7/pay/", typed)

    assert asked_again.url == "/sign-in/reauthenticate/?next=%2Fmoney%2Fbills%2F7%2Fpay%2F"
    wrong = client.post(asked_again.url, {"password": "salah-sekali-ini"})
    assert wrong.status_code == 200
    gone_on = client.post(asked_again.url, {"password": PASSWORD})
    assert gone_on.status_code == 404, "the very form that was sent goes on, and this bill is not there"
    assert asked("SELECT about FROM audit_event WHERE action = 'web.not_found' ORDER BY id DESC LIMIT 1") == [
        ("page:/money/bills/7/pay/",)
    ]
    assert client.post("/money/bills/7/pay/", typed).status_code == 404, "and it is fresh again"


def test_a_given_password_opens_nothing_but_its_change(sari: Viewer) -> None:
    _, password = administering.open_account(
        name="budi", full_name="Budi", role="planner", senders=[], known_senders=[], by=sari, at=NOON
    )
    client, first = signs_in("budi", password)
    assert first.url == "/sign-in/password/change/"

    shut = [client.get(f"/{page}/") for page in ("home", "coverage", "accounts/me", "sign-in/2fa", "sign-in/sessions")]
    shut.append(client.post("/coverage/measure/", {}))

    assert {(one.status_code, one.url) for one in shut} == {(302, "/sign-in/password/change/")}
    assert "diberikan pengelola" in client.get("/sign-in/password/change/").content.decode()
    own = {"oldpassword": password, "password1": "dermaga-kayu-lama", "password2": "dermaga-kayu-lama"}
    assert client.post("/sign-in/password/change/", own).url == "/accounts/me/"
    assert client.get("/home/").status_code == 200
    again, second = signs_in("budi", "dermaga-kayu-lama")
    assert second.url == "/home/"
    assert again.get("/home/").status_code == 200


def test_who_must_change_a_password_may_leave_and_change_the_language(sari: Viewer) -> None:
    _, password = administering.open_account(
        name="budi", full_name="Budi", role="planner", senders=[], known_senders=[], by=sari, at=NOON
    )
    client, _ = signs_in("budi", password)

    assert client.post("/language/", {"language": "en", "next": "/sign-in/password/change/"}).status_code == 302
    assert b"Change it now" in client.get("/sign-in/password/change/").content
    assert client.post("/sign-in/logout/").status_code == 302
    assert client.get("/home/").url.startswith("/sign-in/login/")


def test_taking_the_last_factor_off_puts_the_rights_to_sleep(rini: Viewer, sari: Viewer) -> None:
    client, _ = signs_in("sari")
    with_a_phone(client)

    assert client.post("/sign-in/2fa/totp/deactivate/").status_code == 302

    assert not Authenticator.objects.filter(user=get_user_model().objects.get(name="sari")).exists()
    assert client.post(f"/accounts/{rini.account_id}/close/", {"sure": "yes"}).status_code == 403


def test_before_enacting_the_form_asks_again_and_a_scan_waits_with_it(database: None) -> None:
    decree_id = decrees.initialled(decrees.a_desk(heads=2))
    address = f"/decrees/{decree_id}/enact/"
    wati, _ = signs_in("wati")
    assert wati.get(address).status_code == 403
    with_a_phone(wati)
    assert wati.get(address).status_code == 200
    grows_old(wati, 31)
    assert wati.get(address).url == f"/sign-in/reauthenticate/?next=%2Fdecrees%2F{decree_id}%2Fenact%2F"

    again = wati.post(address, decrees.deed_typed(scan=SimpleUploadedFile("sk.pdf", b"%PDF-1.7 SK")))
    assert wati.get(again.url).status_code == 200
    done = wati.post(again.url, {"password": PASSWORD})

    assert done.url.startswith("/orders/")
    work_off()
    assert b"".join(wati.get(f"/decrees/{decree_id}/scan/").streaming_content) == b"%PDF-1.7 SK"
    assert asked("SELECT state FROM enrolment_decree") == [("enacted",)]


def test_refusals_are_not_signed_by_who_has_a_password_only(rini: Viewer) -> None:
    half_awake = queries.viewer_for(rini.account_id)

    assert "review" in half_awake.may
    with pytest.raises(NotAllowed, match="sign_refusal"):
        intake.sign_refusals(submitted_list=SubmittedList(), rows=None, reason="BA 12", by=half_awake, at=NOON)
