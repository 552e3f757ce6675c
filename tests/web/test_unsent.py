"""A form that arrives too late, or with the token of an earlier sign-in: nothing typed is lost, nothing is done twice, nobody else sees it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from payung.access.viewer import Viewer
from payung.gateways import fault_log
from payung.jobs import tasks
from tests.flows.office import asked
from tests.people import PASSWORD, viewer
from tests.web.browser import NARROW, visiting

TYPED = {
    "name": "budi.baru",
    "full_name": "Budi <b>Baru</b>\nbaris dua",
    "role": "planner",
    "senders": ["diskop", "bpjs"],
}
HERE = {"HTTP_ORIGIN": "http://testserver"}


def came_in(name: str, **how: bool) -> Client:
    client = Client(**how)
    page = client.get("/sign-in/login/").content.decode()
    said = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token_of(page)}
    assert client.post("/sign-in/login/", said).status_code == 302
    return client


def token_of(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]


def let_it_end(client: Client) -> None:
    """The session ends on the server; the browser keeps its cookies."""
    client.session.flush()


def test_what_was_typed_waits_for_the_same_person(sari: Viewer, rini: Viewer) -> None:
    client = came_in("sari")
    client.get("/accounts/")
    let_it_end(client)

    late = client.post("/accounts/open/", TYPED)
    assert late.url == "/sign-in/login/?next=/unsent/"
    back = client.post(late.url, {"login": "sari", "password": PASSWORD})
    page = client.get(back.url).content.decode()

    assert back.url == "/unsent/"
    assert 'action="/accounts/open/"' in page
    assert 'name="full_name" value="Budi &lt;b&gt;Baru&lt;/b&gt;\nbaris dua"' in page
    assert page.count('name="senders"') == 2
    assert "password" not in page.partition("<main")[2]
    assert asked("SELECT count(*) FROM access_account WHERE name = 'budi.baru'") == [(0,)], "nothing goes by itself"
    assert "belum terkirim" in client.get("/home/").content.decode()
    assert client.post("/accounts/open/", TYPED).status_code == 200
    assert asked("SELECT count(*) FROM access_account WHERE name = 'budi.baru'") == [(1,)]
    assert "belum terkirim" not in client.get("/home/").content.decode()
    assert client.get("/unsent/").url == "/home/"


def test_somebody_else_at_the_same_computer_sees_nothing_of_it(sari: Viewer, rini: Viewer) -> None:
    client = came_in("sari")
    let_it_end(client)
    client.post("/accounts/open/", TYPED)

    client.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})

    assert client.get("/unsent/").url == "/home/"
    assert "Budi" not in client.get("/home/").content.decode()


def test_it_can_be_thrown_away_and_grows_old(sari: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    client = came_in("sari")
    let_it_end(client)
    client.post("/accounts/open/", TYPED)
    client.post("/sign-in/login/", {"login": "sari", "password": PASSWORD})

    client.post("/unsent/forget/")

    assert client.get("/unsent/").url == "/home/"


def test_what_nobody_came_back_for_is_gone_with_its_session(sari: Viewer) -> None:
    client = came_in("sari")
    let_it_end(client)
    client.post("/accounts/open/", TYPED)
    asked("UPDATE django_session SET expire_date = now() - interval '1 minute' RETURNING 1")

    tasks.forget_sessions(0)

    assert asked("SELECT count(*) FROM django_session") == [(0,)]


def test_a_browser_that_nobody_signed_in_with_takes_no_room(database: None) -> None:
    stranger = Client()

    answer = stranger.post("/accounts/open/", TYPED)

    assert answer.url == "/sign-in/login/?next=/home/"
    assert asked("SELECT count(*) FROM django_session") == [(0,)]


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(rini: Viewer) -> None:
    client = Client()
    part = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/review/?list=3"}

    for answer in (client.post("/review/answer/", {"pair": 1}, **part), client.get("/review/", **part)):
        assert answer["HX-Redirect"] == "/sign-in/login/?next=/review/%3Flist%3D3"


def test_the_token_of_an_earlier_sign_in_shows_the_form_again(sari: Viewer, rini: Viewer) -> None:
    client = came_in("sari", enforce_csrf_checks=True)
    old = {**TYPED, "csrfmiddlewaretoken": "a" * 64}

    answer = client.post("/accounts/open/", old, **HERE)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "Yang Anda ketik tidak hilang" in page
    new = {**TYPED, "csrfmiddlewaretoken": token_of(page.partition('action="/accounts/open/"')[2])}
    assert client.post("/accounts/open/", new, **HERE).status_code == 200
    assert asked("SELECT count(*) FROM access_account WHERE name = 'budi.baru'") == [(1,)]


@pytest.mark.parametrize(
    "came",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_REFERER": "https://evil.example/"},
        {},
    ],
    ids=["origin", "fetch", "referer", "nothing"],
)
def test_a_form_of_another_site_is_refused_and_not_shown(came: dict[str, str], sari: Viewer) -> None:
    client = came_in("sari", enforce_csrf_checks=True)

    answer = client.post("/accounts/open/", {**TYPED, "csrfmiddlewaretoken": "a" * 64}, **came)

    assert answer.status_code == 403
    assert "Formulir ini tidak diterima" in answer.content.decode()
    assert "Budi" not in answer.content.decode()


def test_a_password_is_never_held_or_shown(sari: Viewer) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/sign-in/login/", {"login": "sari", "password": PASSWORD}, **HERE)

    assert answer.status_code == 403
    assert 'href="/sign-in/login/"' in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def test_an_address_of_forms_and_a_form_without_end_are_answered_in_words(sari: Viewer, settings: object) -> None:
    client = came_in("sari")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

    only_forms = client.get("/unsent/forget/")
    too_much = client.post("/accounts/open/", {f"f{number}": "x" for number in range(101)})

    assert (only_forms.status_code, only_forms["Allow"]) == (405, "POST")
    assert "hanya menerima formulir" in only_forms.content.decode()
    assert too_much.status_code == 413
    assert "terlalu besar" in too_much.content.decode()


def test_too_many_tries_are_told_in_words(rini: Viewer, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    client = Client()
    answers = [client.post("/sign-in/login/", {"login": "rini", "password": "salah-salah-salah"}) for _ in range(3)]

    assert answers[-1].status_code == 429
    assert "Terlalu banyak percobaan" in answers[-1].content.decode()


def test_a_fault_is_logged_without_anybodys_data(
    rini: Viewer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = came_in("rini")
    client.raise_request_exception = False

    def breaks(*_: object, **__: object) -> None:
        raise ValueError("Key (nik)=(6474012345670001) already exists")

    monkeypatch.setattr("payung.web.landing.office_of", breaks)
    answer = client.get("/home/")

    [record] = [one for one in caplog.records if one.name == "django.request"]
    record.exc_text = None
    logged = fault_log.WithoutPeople().format(record)
    assert answer.status_code == 500
    assert "Kesalahan sistem" in answer.content.decode()
    assert "ValueError" in logged
    assert "landing.py" in logged
    assert "6474012345670001" not in logged
    assert settings.LOGGING["formatters"]["without_people"]["()"] == "payung.gateways.fault_log.WithoutPeople"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_in_a_browser(site: str, browser: Browser, language: str) -> None:
    viewer("sari", role="administrator")
    with visiting(browser, site, size=NARROW, language=language) as sari:
        sari.signs_in("sari")
        sari.goes_to("/accounts/")
        if sari.page.locator("details:has(#full_name)").count():
            sari.page.locator("details:has(#full_name) > summary").click()
        sari.page.fill("#name", "budi.baru")
        sari.page.fill("#full_name", "Budi Baru")
        sari.page.select_option("#role", "planner")
        asked("DELETE FROM django_session RETURNING 1")
        sari.follows("form[action='/accounts/open/'] button")
        sari.page.fill("#id_login", "sari")
        sari.page.fill("#id_password", PASSWORD)
        sari.follows("main form button")
        expect(sari.page).to_have_url(f"{site}/unsent/")
        sari.finds_no_barrier_at_either_width()
        sari.follows("form[action='/accounts/open/'] button")
        expect(sari.page.locator("main")).to_contain_text("budi.baru")
        assert sari.complaints == []
