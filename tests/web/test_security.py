"""What holds for every page: headers, cookies, the way in, and what a stranger or a closed account gets."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from payung.access import actions as access
from payung.access.viewer import Viewer
from tests.flows.office import asked
from tests.people import NOON, PASSWORD
from tests.web.visitor import signed_in

OPEN_TO_ALL = {"landing", "help", "set_language"}


def own_pages(resolver: URLResolver | None = None, prefix: str = "/") -> list[tuple[str, str]]:
    """Return (name, address) of every page of ours that needs no parameter."""
    found: list[tuple[str, str]] = []
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if "sign-in" not in str(one.pattern):
                found += own_pages(one, prefix + str(one.pattern))
        elif isinstance(one, URLPattern) and "<" not in str(one.pattern) and one.name:
            found.append((one.name, prefix + str(one.pattern)))
    return found


def test_every_page_but_the_front_page_asks_who_one_is(database: None) -> None:
    pages = [(name, address) for name, address in own_pages() if name not in OPEN_TO_ALL]
    assert len(pages) > 8

    for name, address in pages:
        answer = Client().get(address)
        if address.startswith("/k/"):
            # The kelurahan's phone has a door of its own: a link and a code.
            assert answer.status_code in (404, 405), name
            continue
        assert answer.status_code in (302, 405), (name, answer.status_code)
        if answer.status_code == 302:
            assert answer["Location"].startswith("/sign-in/login/"), name


def test_a_page_allows_no_inline_script_and_no_frame(rini: Viewer) -> None:
    answer = signed_in("rini").get("/home/")

    rules = answer["Content-Security-Policy"]
    assert "unsafe" not in rules
    assert "default-src 'none'" in rules
    assert "frame-ancestors 'none'" in rules
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"


def test_cookies_are_not_for_scripts_and_a_sign_in_makes_a_new_session(rini: Viewer) -> None:
    client = Client()
    client.get("/sign-in/login/")
    client.session["before"] = "1"
    client.session.save()
    before = client.session.session_key

    client.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.session.session_key != before


def test_a_form_from_elsewhere_is_refused(rini: Viewer) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post("/sign-in/login/", {"login": "rini", "password": PASSWORD}).status_code == 403


def test_ten_wrong_passwords_shut_the_name(rini: Viewer) -> None:
    client = Client()
    for _ in range(10):
        client.post("/sign-in/login/", {"login": "rini", "password": "salah-salah-salah"})

    answer = client.post("/sign-in/login/", {"login": "rini", "password": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_way_back_leads_nowhere_else(rini: Viewer) -> None:
    answer = Client().post("/sign-in/login/?next=https://evil.example/", {"login": "rini", "password": PASSWORD})

    assert answer["Location"] == "/home/"


def test_a_closed_account_is_out_at_its_next_click(rini: Viewer, sari: Viewer) -> None:
    client = signed_in("rini")
    assert client.get("/home/").status_code == 200

    access.close_account(name="rini", by=sari, at=NOON)

    assert client.get("/home/").status_code in (302, 403)


def test_pages_and_what_they_load_are_small_on_the_line(rini: Viewer) -> None:
    client = signed_in("rini")
    page = client.get("/home/", headers={"accept-encoding": "gzip"})
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page.content).decode())
    sent = [client.get(one, headers={"accept-encoding": "gzip"}) for one in parts]

    assert len(parts) > 3
    assert {one["Content-Encoding"] for one in (page, *sent) if "svg" not in one["Content-Type"]} == {"gzip"}
    assert len(page.content) + sum(len(b"".join(one.streaming_content)) for one in sent) < 60_000
    assert "Content-Encoding" not in client.get("/coverage/table.xlsx", headers={"accept-encoding": "gzip"})


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_verbs_open_nothing(verb: str, rini: Viewer) -> None:
    answer = signed_in("rini").generic(verb, "/home/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert "Yang menunggu" not in answer.content.decode()


def test_another_host_name_gets_no_answer(database: None) -> None:
    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400


def test_a_refused_page_stands_in_the_trail(rini: Viewer) -> None:
    answer = signed_in("rini").get("/accounts/")

    assert answer.status_code == 403
    assert asked("SELECT actor, about, detail->>'right' FROM audit_event WHERE action = 'web.refused'") == [
        ("rini", "page:/accounts/", "see_accounts")
    ]


@pytest.mark.parametrize("hosts", ["payung.kota.go.id", "payung.kota.go.id,10.0.0.7"])
def test_a_named_site_passes_djangos_own_deployment_check(hosts: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        | {"PAYUNG_HOSTS": hosts, "PAYUNG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "payung.settings"}
        | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
