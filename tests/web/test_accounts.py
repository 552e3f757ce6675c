"""Accounts are opened, changed and closed by an administrator of the own office; somebody can always open accounts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access import administering, queries
from payung.access.viewer import NotAllowed, Viewer
from payung.flows import close_an_account
from payung.linkage import actions as linkage
from payung.linkage.models import Claim
from tests import people
from tests.flows.office import asked
from tests.people import NOON, PASSWORD
from tests.web.browser import keep_a_picture, visiting
from tests.web.visitor import signed_in

BUDI = {"name": "budi", "full_name": "Budi Santoso", "role": "verifier"}


def shown_password(page: bytes) -> str:
    return re.search(r'<span class="secret">([^<]+)</span>', page.decode()).group(1)


def test_an_account_is_opened_with_a_password_that_is_shown_once_and_works(rini: Viewer, sari: Viewer) -> None:
    by = signed_in("sari")

    answer = by.post("/accounts/open/", {**BUDI, "senders": ["diskop"]})

    password = shown_password(answer.content)
    assert len(password) >= 16
    assert "no-store" in answer["Cache-Control"]
    theirs = Client()
    first = theirs.post("/sign-in/login/", {"login": "budi", "password": password})
    assert first.url == "/sign-in/password/change/", "whoever gave the password knows it"
    own = {"oldpassword": password, "password1": "dermaga-kayu-lama", "password2": "dermaga-kayu-lama"}
    assert theirs.post("/sign-in/password/change/", own).url == "/accounts/me/"
    assert theirs.get("/home/").status_code == 200
    assert Client().post("/sign-in/login/", {"login": "budi", "password": "dermaga-kayu-lama"}).url == "/home/"
    account = get_user_model().objects.get(name="budi")
    assert (account.office_id, account.role, account.senders) == (sari.office_id, "verifier", ["diskop"])
    [(actor, everything)] = asked(
        "SELECT actor, audit_event::text FROM audit_event WHERE action = 'account.opened' AND actor = 'sari'"
    )
    assert actor == "sari"
    assert password not in everything
    assert password.encode() not in by.get("/accounts/").content
    again = by.post("/accounts/open/", BUDI)
    assert again.status_code == 422
    assert "sudah dipakai" in again.content.decode()


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(rini: Viewer, sari: Viewer) -> None:
    answer = signed_in("sari").post(
        "/accounts/open/", {"name": "Budi Santoso", "full_name": " ", "role": "wali kota", "senders": ["dinas-medan"]}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("huruf kecil", "Isi nama lengkap", "Pilih peran", "tidak ada di kantor ini", 'value="Budi Santoso"'):
        assert said in page
    assert not get_user_model().objects.filter(full_name="Budi Santoso").exists()


@pytest.mark.parametrize("role", ["verifier", "proposer", "section_head", "inspector", "branch_officer"])
def test_who_does_not_administer_has_no_accounts(rini: Viewer, role: str) -> None:
    other = people.viewer("lain", role=role)
    by, number = signed_in("lain"), rini.account_id

    answers = [by.get("/accounts/"), by.post("/accounts/open/", BUDI), by.get(f"/accounts/{number}/")]
    answers += [
        by.post(f"/accounts/{number}/{act}/", {**BUDI, "sure": "yes"}) for act in ("change", "password", "close")
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert queries.viewer_for(number).may == rini.may
    with pytest.raises(NotAllowed):
        administering.account(number, seen_by=other)
    with pytest.raises(NotAllowed):
        close_an_account.run(number, by=other, at=NOON)
    with pytest.raises(NotAllowed):
        linkage.release(account_id=number, by=other)


def test_another_offices_accounts_are_not_there(rini: Viewer, sari: Viewer, tamu: Viewer) -> None:
    people.sender("rahasia", office_id=tamu.office_id)
    people.viewer("pengelola-medan", role="administrator", office="Disnaker Kota Medan")
    ours, theirs = signed_in("sari"), signed_in("pengelola-medan")

    assert b"tamu" not in ours.get("/accounts/").content
    assert b"Rahasia" not in ours.get("/accounts/").content
    assert b"rini" not in theirs.get("/accounts/").content
    for by, number in ((ours, tamu.account_id), (theirs, rini.account_id), (ours, 987654)):
        assert by.get(f"/accounts/{number}/").status_code == 404
        for act in ("change", "password", "close"):
            said = {"full_name": "Diambil Alih", "role": "proposer", "sure": "yes"}
            assert by.post(f"/accounts/{number}/{act}/", said).status_code == 404
    assert asked("SELECT count(*) FROM access_account WHERE full_name = 'Diambil Alih' OR NOT is_active") == [(0,)]
    assert Client().post("/sign-in/login/", {"login": "tamu", "password": PASSWORD}).status_code == 302


def test_a_closed_account_is_out_at_once_and_its_pairs_go_back(rini: Viewer, sari: Viewer) -> None:
    theirs, by = signed_in("rini"), signed_in("sari")
    Claim.objects.using("owner").create(office_id=rini.office_id, identity="7" * 64, by_id=rini.account_id, until=NOON)

    unsure = by.post(f"/accounts/{rini.account_id}/close/")
    assert unsure.status_code == 422
    assert theirs.get("/home/").status_code == 200
    answer = by.post(f"/accounts/{rini.account_id}/close/", {"sure": "yes"}, follow=True)

    assert "Akun rini ditutup" in answer.content.decode()
    assert "1 pasangan verval" in answer.content.decode()
    assert theirs.get("/home/").status_code == 302
    assert (
        Client()
        .post("/sign-in/login/", {"login": "rini", "password": PASSWORD}, follow=True)
        .wsgi_request.user.is_anonymous
    )
    assert not Claim.objects.using("owner").exists()
    assert by.post(f"/accounts/{rini.account_id}/close/", {"sure": "yes"}).status_code == 302
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'account.closed'") == [(1,)]
    assert by.post(f"/accounts/{rini.account_id}/password/").status_code == 422


def test_the_last_administrator_stays(rini: Viewer, sari: Viewer) -> None:
    by = signed_in("sari")
    number = sari.account_id

    closing = by.post(f"/accounts/{number}/close/", {"sure": "yes"})
    changing = by.post(f"/accounts/{number}/change/", {"full_name": "Sari", "role": "verifier"})
    assert (closing.status_code, changing.status_code) == (422, 422)
    assert "terakhir" in closing.content.decode()
    assert "terakhir" in changing.content.decode()

    people.viewer("pengelola-medan", role="administrator", office="Disnaker Kota Medan")
    assert by.post(f"/accounts/{number}/close/", {"sure": "yes"}).status_code == 422
    people.viewer("dua", role="administrator")
    assert by.post(f"/accounts/{number}/close/", {"sure": "yes"}).status_code == 302
    assert signed_in("dua").post(f"/accounts/{queries_id('dua')}/close/", {"sure": "yes"}).status_code == 422


def queries_id(name: str) -> int:
    return get_user_model().objects.get(name=name).pk


def test_a_changed_role_counts_at_the_next_page(rini: Viewer, sari: Viewer) -> None:
    theirs = signed_in("rini")
    assert theirs.get("/people/").status_code == 200

    said = {"full_name": "Rini Baru", "role": "proposer", "senders": ["diskop"]}
    assert signed_in("sari").post(f"/accounts/{rini.account_id}/change/", said).status_code == 302

    assert theirs.get("/people/").status_code == 403
    assert queries.viewer_for(rini.account_id).senders == ("diskop",)
    assert asked("SELECT detail->>'was', detail->>'role' FROM audit_event WHERE action = 'account.changed'") == [
        ("verifier", "proposer")
    ]


def test_a_new_password_ends_all_sessions_and_may_forget_a_lost_phone(rini: Viewer, sari: Viewer) -> None:
    theirs = signed_in("rini")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', '{\"secret\": \"AAAA\"}', now())",
            [rini.account_id],
        )
    by = signed_in("sari")
    assert "dua langkah" in by.get("/accounts/").content.decode()

    password = shown_password(by.post(f"/accounts/{rini.account_id}/password/").content)
    assert theirs.get("/home/").status_code == 302
    half = Client().post("/sign-in/login/", {"login": "rini", "password": password})
    assert half.url == "/sign-in/2fa/authenticate/"
    password = shown_password(by.post(f"/accounts/{rini.account_id}/password/", {"forget": "yes"}).content)
    whole = Client()
    assert whole.post("/sign-in/login/", {"login": "rini", "password": password}).url == "/sign-in/password/change/"
    assert whole.get("/home/").url == "/sign-in/password/change/", "the administrator has read it"


def test_more_accounts_cost_no_more_queries(rini: Viewer, sari: Viewer) -> None:
    by = signed_in("sari")
    by.get("/accounts/")
    counts = []
    for round_ in range(2):
        with CaptureQueriesContext(connections["default"]) as seen:
            by.get("/accounts/")
        counts.append(len(seen))
        for number in range(5):
            people.viewer(f"orang-{round_}-{number}", role="proposer")

    assert counts[0] == counts[1]


def test_everybody_has_a_page_of_their_own(tamu: Viewer) -> None:
    page = signed_in("tamu").get("/accounts/me/").content.decode()

    for said in ("Disnaker Kota Medan", "/sign-in/2fa/", "/sign-in/sessions/", "/sign-in/password/change/"):
        assert said in page
    assert Client().get("/accounts/me/").status_code == 302


@pytest.mark.parametrize("language", ["id", "en"])
def test_accounts_in_a_browser(site: str, browser: Browser, rini: Viewer, sari: Viewer, language: str) -> None:
    pictures = Path("accounts")
    with visiting(browser, site, language=language) as guest:
        guest.signs_in("sari")
        guest.goes_to("/accounts/")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, pictures, f"accounts-{language}")
        for field, said in (("name", "budi"), ("full_name", "Budi Santoso")):
            guest.page.fill(f"#{field}", said)
        guest.page.select_option("#role", "proposer")
        guest.page.check("#sender-diskop")
        guest.page.dblclick("main form.card button.button")
        guest.page.wait_for_selector(".secret")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, pictures, f"password-{language}")
        guest.follows("main > p:not(.crumbs) a")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, pictures, f"account-{language}")
        guest.page.check("#sure")
        guest.follows("main button.danger")
        guest.page.wait_for_url("**/accounts/")
        guest.finds_no_barrier_at_either_width()
        guest.goes_to("/trail/")
        guest.finds_no_barrier_at_either_width()
        assert guest.complaints == []
    assert asked("SELECT is_active FROM access_account WHERE name = 'budi'") == [(False,)]
