"""Pages of personal data: the clock runs on every desk that must see it, requests take two people, strangers find nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.privacy import actions
from payung.privacy.actions import Told
from tests.flows.office import asked
from tests.people import viewer
from tests.privacy.rows import a_list
from tests.web.bringing import page
from tests.web.browser import keep_a_picture, visiting, work_off
from tests.web.visitor import signed_in

PICTURES = Path("privacy")
BREACH = {
    "reference": "PDP/1/2026",
    "found_by": "Kepala bidang",
    "how": "Akun dipakai malam hari <b>tebal</b>",
    "data": ["nik", "health"],
    "people_basis": "unknown",
    "handling": "Akun ditutup",
}


def said(value: dt.datetime) -> str:
    return f"{timezone.localtime(value):%d-%m-%Y %H.%M}"


def ago(**of: int) -> str:
    return said(timezone.now() - dt.timedelta(**of))


@pytest.fixture
def row(rini: Viewer) -> int:
    return a_list(rini)


def opened(by: Viewer, hours: int = 1, reference: str = "PDP/1/2026") -> int:
    now = timezone.now()
    told = Told("Kepala bidang", "Akun dipakai malam hari", ["nik", "health"], "Akun ditutup")
    return actions.open_breach(
        reference=reference, found_at=now - dt.timedelta(hours=hours), told=told, by=by, at=now
    ).pk


def requested(rini: Client, asks: str, row: int, **wanted: str) -> int:
    """Open a request at the counter, as the person page leads there."""
    rini.post("/people/purpose/", {"purpose": "permohonan di loket", "next": "/people/"})
    answer = rini.post(f"/privacy/requests/{asks}/row/{row}/", {"reference": "PDP/9", "came_at": ago(hours=1), **wanted})  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].split("/")[-2])


def test_a_breach_from_the_form_to_the_closed_case(sari: Viewer, hadi: Viewer, rini: Viewer) -> None:
    sari_, hadi_ = signed_in(sari), signed_in(hadi)
    wrong = sari_.post("/privacy/breach/", {**BREACH, "found_at": "kemarin", "how": "", "happened_from": "x"})
    assert wrong.status_code == 422
    assert "Akun ditutup" in wrong.content.decode()
    assert sari_.post("/privacy/breach/", {**BREACH, "found_at": ago(hours=80)}).status_code == 302
    (case_id,) = asked("SELECT id FROM privacy_case")[0]

    assert "lewat batas waktu" in page(sari_, "/home/")
    shown = page(hadi_, f"/privacy/{case_id}/")
    assert "lewat 8 jam" in shown
    assert "&lt;b&gt;tebal" in shown
    count = {"account": rini.account_id, "since": ago(days=9), "until": ago(hours=1)}
    assert sari_.post(f"/privacy/{case_id}/count/", count).status_code == 302
    assert sari_.post(f"/privacy/{case_id}/count/", {**count, "account": sari.account_id}).status_code == 422
    assert sari_.post(f"/privacy/{case_id}/close/").status_code == 422
    for whom in ("person", "agency", "agency"):
        telling = {"whom": whom, "told_at": ago(hours=2), "channel": "surat 500/1"}
        assert sari_.post(f"/privacy/{case_id}/tell/", telling).status_code == 302
    hadi_.post(f"/privacy/{case_id}/papers/")
    work_off()
    assert [one for (one,) in asked("SELECT kind FROM letters_letter ORDER BY kind")] == ["breach_agency", "breach_person"]  # fmt: skip
    assert "Pemberitahuan kebocoran" in page(hadi_, f"/letters/?about=case:{case_id}")
    assert sari_.post(f"/privacy/{case_id}/close/").status_code == 302
    assert "lewat batas waktu" not in page(sari_, "/home/")
    assert "PDP/1/2026" in page(hadi_, "/privacy/?show=closed")


def test_an_erasure_takes_two_people_and_a_worker(rini: Viewer, hadi: Viewer, row: int) -> None:
    rini_, hadi_ = signed_in(rini), signed_in(hadi)
    case_id = requested(rini_, "erasure", row)
    plan = page(rini_, f"/privacy/{case_id}/")
    assert "sel daftar seperti ditulis pengirim" in plan
    assert "tidak menyebut batas waktu" in plan, "a clock on weak ground says so"
    assert rini_.post(f"/privacy/{case_id}/settle/", {"sure": "yes"}).status_code == 403
    assert hadi_.post(f"/privacy/{case_id}/propose/").status_code == 302
    assert hadi_.post(f"/privacy/{case_id}/settle/", {"sure": "yes"}).status_code == 422, "the maker does not check"
    asked(f"UPDATE privacy_case SET proposed_by_id = {rini.account_id} RETURNING 1")

    assert hadi_.post(f"/privacy/{case_id}/settle/").status_code == 422
    for _ in range(2):
        assert hadi_.post(f"/privacy/{case_id}/settle/", {"sure": "yes"})["Location"].startswith("/orders/")
    work_off()

    assert [state for (state,) in asked("SELECT state FROM jobs_work")] == ["done"], "a double click is one order"
    assert asked(f"SELECT nik, name FROM intake_row WHERE id = {row}") == [(None, None)]
    assert "Yang dikerjakan" in page(hadi_, f"/privacy/{case_id}/")


def test_a_correction_masks_the_nik_and_says_all_that_is_wrong(rini: Viewer, hadi: Viewer, row: int) -> None:
    rini_, hadi_ = signed_in(rini), signed_in(hadi)
    rini_.post("/people/purpose/", {"purpose": "permohonan di loket", "next": "/people/"})
    address = f"/privacy/requests/correction/row/{row}/"
    assert rini_.get(address).status_code == 200
    wrong = rini_.post(address, {"reference": "PDP/9", "came_at": ago(hours=1), "nik": "12", "phone": "abc", "name": "Siti Aminah Putri"})  # fmt: skip
    assert wrong.status_code == 422
    assert wrong.content.decode().count("tidak terbaca") == 2
    assert "Siti Aminah Putri" in wrong.content.decode()
    case_id = requested(rini_, "correction", row, nik="6474011201630099", name="Siti Aminah Putri")
    assert "6474011201630099" not in page(rini_, f"/privacy/{case_id}/")
    rini_.post(f"/privacy/{case_id}/propose/")
    assert hadi_.post(f"/privacy/{case_id}/refuse/", {"reason": " "}).status_code == 422

    hadi_.post(f"/privacy/{case_id}/settle/", {"sure": "yes"})
    work_off()

    assert asked(f"SELECT nik, name, nik_state FROM intake_row WHERE id = {row}") == [("6474011201630099", "SITI AMINAH PUTRI", "ok")]  # fmt: skip
    assert asked("SELECT action FROM audit_event WHERE action LIKE 'privacy.%' ORDER BY id") == [
        ("privacy.opened",),
        ("privacy.proposed",),
        ("privacy.applied",),
    ]


def test_strangers_find_nothing_and_nothing_is_counted_for_them(
    sari: Viewer, rini: Viewer, tamu: Viewer, lestari: Viewer, row: int
) -> None:
    case_id = opened(sari, hours=80)
    boss = viewer("bos", role="section_head", office="Disnaker Kota Medan")
    for who, status in ((tamu, 404), (boss, 404), (rini, 404), (viewer("tono", role="treasurer"), 403), (lestari, 200)):
        browser = signed_in(who)
        assert browser.get(f"/privacy/{case_id}/").status_code == status, who.name
        assert "PDP/1/2026" not in page(browser, "/privacy/") if status == 404 else True
        assert ("lewat batas waktu" in page(browser, "/home/")) == (status == 200)
        for act in ("tell", "close", "count", "describe", "settle", "propose", "refuse", "papers"):
            assert browser.post(f"/privacy/{case_id}/{act}/").status_code in (403, 404), (who.name, act)
    stranger = signed_in(tamu)
    stranger.post("/people/purpose/", {"purpose": "permohonan di loket", "next": "/people/"})
    for asks in ("erasure", "correction"):
        assert stranger.get(f"/privacy/requests/{asks}/row/{row}/").status_code == 404
    assert signed_in(rini).get(f"/privacy/requests/erasure/row/{2**63}/").status_code == 404
    assert signed_in(rini).get(f"/privacy/requests/loud/row/{row}/").status_code == 404


def test_the_list_of_cases_asks_as_often_for_many_as_for_one(
    sari: Viewer, django_assert_max_num_queries: object
) -> None:
    browser = signed_in(sari)
    opened(sari)
    page(browser, "/privacy/")
    with django_assert_max_num_queries(14) as few:  # type: ignore[operator]
        page(browser, "/privacy/")
    for number in range(60):
        opened(sari, reference=f"PDP/{number}")
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        shown = page(browser, "/privacy/")
    assert "after=50" in shown
    assert shown.count("jam ") >= 50


def test_an_account_is_handed_over_on_its_page(sari: Viewer, rini: Viewer, hadi: Viewer) -> None:
    budi, browser = viewer("budi", role="verifier"), signed_in(sari)
    assert "budi" in page(browser, f"/accounts/{rini.account_id}/")
    wrong = browser.post(f"/accounts/{rini.account_id}/hand-over/", {"successor": hadi.account_id})
    assert wrong.status_code == 422
    both = {"successor": budi.account_id, "closes": "yes"}
    assert browser.post(f"/accounts/{rini.account_id}/hand-over/", both).status_code == 302
    assert asked(f"SELECT is_active FROM access_account WHERE id = {rini.account_id}") == [(False,)]
    assert signed_in(hadi).post(f"/accounts/{rini.account_id}/hand-over/", both).status_code == 403


def test_cases_can_be_read_by_everybody(
    site: str, browser: Browser, sari: Viewer, hadi: Viewer, rini: Viewer, row: int
) -> None:
    breach = opened(sari)
    rini_ = signed_in(rini)
    case_id = requested(rini_, "erasure", row)
    rini_.post(f"/privacy/{case_id}/propose/")
    # The list and the form of a breach need no number: test_every_page looks at them.
    with visiting(browser, site) as person:
        person.signs_in("hadi")
        for name, address in (("breach", f"/privacy/{breach}/"), ("erasure", f"/privacy/{case_id}/")):
            person.goes_to(address)
            person.finds_no_barrier_at_either_width()
            keep_a_picture(person.page, PICTURES, name)
        assert person.complaints == []
    with visiting(browser, site, language="en") as person:
        person.signs_in("rini")
        person.goes_to(f"/privacy/{case_id}/")
        person.finds_no_barrier_at_either_width()
        person.goes_to(f"/people/row/{row}/")
        person.page.fill("#purpose", "permohonan di loket")
        person.follows("main form button")
        person.follows("text=Request to correct")
        person.finds_no_barrier_at_either_width()
        keep_a_picture(person.page, PICTURES, "request")
        assert person.complaints == []
