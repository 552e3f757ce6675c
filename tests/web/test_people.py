"""People are looked up for a purpose, one at a time, by those whose work it is; nobody else learns that they are there."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import duckdb
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser
from pypdf import PdfReader

from payung.access.viewer import Viewer
from payung.flows import see_a_person
from payung.flows.see_a_person import Question
from payung.registry import people as registry
from payung.vocabulary import match_keys, standard
from payung.vocabulary.name import Name
from tests import people
from tests.contributions.city import NEXT_JAN, at_work
from tests.enrolment import programme as desks
from tests.enrolment import steps
from tests.enrolment.programme import Office, nik
from tests.flows.office import asked, person, receive, workbook
from tests.flows.test_money import paid
from tests.people import NOON
from tests.web.browser import keep_a_picture, visiting
from tests.web.visitor import signed_in

PURPOSE = "aduan keluarga di loket"
SITI = nik(1)


@pytest.fixture
def desk(database: None) -> Office:
    """Five people on an enacted decree, answered by BPJS and paid from April to December."""
    office = desks.office()
    made = desks.programme(office)
    desks.decided(made, 5)
    office.programme = made
    done, _ = steps.enacted(office)
    desks.answers(office, done.decree_id, {SITI: ("yes", "23001234567")})
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE enrolment_enrolment SET state = 'member', answered_on = '2026-03-20', kpj = '23001234567' || person_id"
        )
    paid("rentan", desks.APRIL, NEXT_JAN, office.rini, at_work("tono", "treasurer"))
    return office


def searched(by: Client, **said: str) -> object:
    return by.post("/people/", {"purpose": PURPOSE, **said})


def ready(name: str) -> Client:
    """Return somebody at work who has stated a purpose today."""
    by = signed_in(name)
    by.post("/people/purpose/", {"purpose": PURPOSE})
    return by


def test_a_nik_leads_to_its_person_and_stands_in_no_address_and_no_trail(desk: Office) -> None:
    by = signed_in("rini")

    answer = searched(by, nik="6474 0100 0000 0001")

    [(candidate,)] = asked(f"SELECT id FROM eligibility_candidate WHERE nik = '{SITI}'")
    assert (answer.status_code, answer.url) == (302, f"/people/candidate/{candidate}/")
    page = by.get(answer.url)
    assert b"Orang 1" in page.content
    assert SITI.encode() not in page.content
    assert page["Cache-Control"].startswith("max-age=0")
    trail = asked(
        "SELECT action, about, purpose, detail::text FROM audit_event WHERE action LIKE 'person.%' ORDER BY id"
    )
    assert [one[0] for one in trail] == ["person.searched", "person.seen"]
    assert {one[1] for one in trail} == {f"person:{registry.id_of(SITI)}"}
    assert {one[2] for one in trail} == {PURPOSE}
    assert all(SITI not in "".join(one) for one in trail)
    assert asked(f"SELECT count(*) FROM audit_event WHERE audit_event::text LIKE '%{SITI}%'") == [(0,)]


def test_the_page_tells_decree_months_answers_and_letters(desk: Office) -> None:
    page = client_page(desk, "rini")

    for said in (
        "188/1/2026",
        "Wali Kota Bontang",
        "SP2D",
        "April 2026",
        "Desember 2026",
        "KPJ 23001234567",
        "layak",
        "usulan.xlsx",
    ):
        assert said in page
    assert page.count('class="month-paid"') == 18


def client_page(desk: Office, name: str) -> str:
    by = ready(name)
    return by.get(f"/people/candidate/{first_candidate()}/").content.decode()


def first_candidate() -> int:
    return asked(f"SELECT id FROM eligibility_candidate WHERE nik = '{SITI}'")[0][0]


def test_a_kpj_leads_to_its_person(desk: Office) -> None:
    assert searched(signed_in("rini"), kpj="230012345671").url == f"/people/candidate/{first_candidate()}/"


def test_the_nik_is_shown_for_the_asking_and_the_asking_is_recorded(desk: Office) -> None:
    by, address = ready("rini"), f"/people/candidate/{first_candidate()}/"

    shown = by.post(f"{address}nik/")

    assert SITI.encode() in shown.content
    assert SITI.encode() not in by.get(address).content
    assert by.get(f"{address}nik/").url == address, "switching the language there leads back to the masked page"
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'person.nik_shown'") == [(1,)]


@pytest.mark.parametrize("role", ["proposer", "treasurer", "planner", "administrator"])
def test_who_has_no_work_with_people_has_no_page_of_them(desk: Office, role: str) -> None:
    people.viewer("orang-lain", role=role)
    by = signed_in("orang-lain")

    for answer in (by.get("/people/"), searched(by, nik=SITI), by.get(f"/people/candidate/{first_candidate()}/")):
        assert answer.status_code == 403
        assert b"Orang 1" not in answer.content


def test_a_stranger_is_told_the_same_as_when_nobody_is_there(desk: Office, tamu: Viewer) -> None:
    by = signed_in("tamu")

    theirs, nobody = searched(by, nik=SITI), searched(by, nik="6474010000009999")

    assert theirs.status_code == nobody.status_code == 200
    assert without_tokens(theirs.content.decode().replace(SITI, "N")) == without_tokens(
        nobody.content.decode().replace("6474010000009999", "N")
    )
    number = first_candidate()
    row = asked("SELECT min(id) FROM intake_row")[0][0]
    for kind, id_ in (("candidate", number), ("row", row), ("register", 1), ("candidate", 987654), ("nobody", 1)):
        assert by.get(f"/people/{kind}/{id_}/").status_code == 404
        assert by.post(f"/people/{kind}/{id_}/nik/").status_code == 404
        assert by.get(f"/people/{kind}/{id_}/print/").status_code == 403


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_an_account_bound_to_senders_finds_only_its_own_senders_people(desk: Office) -> None:
    people.sender("dinsos", office_id=desk.rini.office_id)
    people.viewer("terikat", role="verifier", senders=("dinsos",))
    by = ready("terikat")

    assert b"Tidak ada orang yang cocok" in searched(by, nik=SITI).content
    assert b"Tidak ada orang yang cocok" in searched(by, kpj="230012345671").content
    assert by.get(f"/people/candidate/{first_candidate()}/").status_code == 404


def test_a_pemda_never_sees_the_register_and_a_branch_does(desk: Office, andi: Viewer, tmp_path: Path) -> None:
    siti, somebody = person(0), asked("SELECT nik FROM registry_membership WHERE name LIKE 'ORANG LAIN%' LIMIT 1")[0][0]
    assert b"Tidak ada orang yang cocok" in searched(signed_in("rini"), nik=somebody).content

    by = signed_in("andi")
    answer = searched(by, nik=siti[1])
    assert answer.url.startswith("/people/register/")
    page = by.get(answer.url).content.decode()
    assert "PT Maju" in page
    assert "pemberi kerja" in page
    assert ready("rini").get(answer.url).status_code == 404


def test_a_name_finds_whoever_is_born_that_day_and_nobody_else(desk: Office, andi: Viewer, tmp_path: Path) -> None:
    by = signed_in("andi")
    receive(workbook(tmp_path / "usulan.xlsx", [person(2)]), andi, tmp_path)

    assert searched(by, name="Siti", birth="12-01-1963").url.startswith("/people/register/")
    assert searched(by, name="siti aminah, S.Pd", birth="1963-01-12").status_code == 302
    assert b"Tidak ada orang yang cocok" in searched(by, name="Siti Aminah", birth="13-01-1963").content
    assert b"Tidak ada orang yang cocok" in searched(by, name="Wulan", birth="12-01-1963").content
    of_list = searched(by, name=person(2)[2], birth="12-03-1967")
    assert of_list.url.startswith("/people/row/")
    assert "usulan.xlsx" in by.get(of_list.url).content.decode()
    [(detail,)] = asked("SELECT detail::text FROM audit_event WHERE action = 'person.searched' ORDER BY id LIMIT 1")
    assert "iti" not in detail.replace("searched", "")


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(desk: Office) -> None:
    answer = signed_in("rini").post("/people/", {"purpose": "cek", "nik": "123", "name": "???", "birth": "31-02-1980"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('-wrong"><a href="#') == 5
    assert 'value="31-02-1980"' in page
    assert asked("SELECT count(*) FROM audit_event WHERE action LIKE 'person.%'") == [(0,)]


def test_nobody_is_opened_without_a_purpose_and_the_purpose_leads_nowhere_else(desk: Office) -> None:
    by, address = signed_in("rini"), f"/people/candidate/{first_candidate()}/"

    asked_first = by.get(address)
    assert b"Orang 1" not in asked_first.content
    assert b'name="purpose"' in asked_first.content
    assert by.post("/people/purpose/", {"purpose": PURPOSE, "next": "https://jahat.example/"}).url == "/people/"
    assert by.post("/people/purpose/", {"purpose": PURPOSE, "next": address}).url == address
    assert by.post("/people/purpose/", {"purpose": "x", "next": address}).status_code == 422


def test_an_hour_has_an_end_for_whoever_reads_on(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(see_a_person, "LOOKS_AN_HOUR", 3)
    by, address = signed_in("rini"), f"/people/candidate/{first_candidate()}/"
    searched(by, nik=SITI)
    by.get(address)
    by.get("/people/candidate/987654/")

    for answer in (searched(by, nik=SITI), by.get(address)):
        assert answer.status_code == 429
        assert "kali mencari atau membuka orang dalam satu jam" in answer.content.decode()
        assert b"Orang 1" not in answer.content
    assert searched(signed_in("wati"), nik=SITI).status_code == 302


def test_the_auditors_page_is_the_inspectors(desk: Office, lestari: Viewer) -> None:
    address = f"/people/candidate/{first_candidate()}/print/"

    page = ready("lestari").get(address).content.decode()

    for said in (SITI, "188/1/2026", "Lampiran", "halaman 1 (F4), 1 (A4)", "SP2D", "Rini", "Wati", "usulan.xlsx"):
        assert said in page
    assert ready("rini").get(address).status_code == 403
    assert asked("SELECT actor FROM audit_event WHERE action = 'person.printed'") == [("lestari",)]


def test_a_person_costs_the_same_queries_whatever_stands_behind_them(desk: Office) -> None:
    by, address = ready("rini"), f"/people/candidate/{first_candidate()}/"
    before = queries(by, address)

    for code in ("nelayan", "ojek", "pasar"):
        desks.decided(desks.programme(desk, code=code), 1)
    page = by.get(address).content.decode()

    assert "Program pasar" in page
    assert queries(by, address) == before


def queries(by: Client, address: str) -> int:
    by.get(address)
    with CaptureQueriesContext(connections["default"]) as seen, CaptureQueriesContext(connections["owner"]) as owned:
        by.get(address)
    return len(seen) + len(owned)


@pytest.mark.parametrize(
    ("name", "birth_on"), [("Siti Nur'aini", dt.date(1980, 2, 29)), ("H. Muh. Yusuf", dt.date(1963, 1, 1))]
)
def test_the_keys_of_one_person_are_those_that_lists_and_register_store(name: str, birth_on: dt.date) -> None:
    connection = duckdb.connect()
    standard.install(connection)
    keys = {one.column: one.value for one in match_keys.MATCH_KEYS}
    read = Name.read(name)

    stored = connection.execute(
        f"SELECT {keys['key_birth_first']}, {keys['key_birth_skeleton']} FROM (SELECT NULL::VARCHAR AS nik, ?::DATE AS birth_on, ? AS name_first, ? AS name_skeleton)",
        [birth_on, read.first, read.skeleton],
    ).fetchone()

    assert stored == match_keys.birth_keys(read, birth_on)


def test_a_search_by_flow_needs_its_purpose(desk: Office) -> None:
    with pytest.raises(see_a_person.NoPurpose):
        see_a_person.find(Question(nik=SITI), purpose=" ", by=desk.rini, at=NOON)


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_in_a_browser(site: str, browser: Browser, desk: Office, lestari: Viewer, language: str) -> None:
    pictures = Path("people")
    with visiting(browser, site, language=language) as guest:
        guest.signs_in("lestari")
        guest.goes_to(f"/people/candidate/{first_candidate()}/")
        guest.finds_no_barrier_at_either_width()
        guest.goes_to("/people/")
        guest.finds_no_barrier_at_either_width()
        guest.page.fill("#purpose", PURPOSE)
        guest.page.fill("#nik", SITI)
        guest.follows("main form.card button")
        guest.page.wait_for_url("**/people/candidate/**")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, pictures, f"person-{language}")
        guest.follows("main .buttons form button")
        assert SITI in guest.page.locator("dl.facts").first.inner_text()
        guest.finds_no_barrier()
        guest.follows("main a.button")
        guest.page.wait_for_url("**/print/")
        guest.finds_no_barrier_at_either_width()
        paper = PdfReader(io.BytesIO(guest.page.pdf(format="A4")))
        text = " ".join(page.extract_text() for page in paper.pages)
        assert len(paper.pages) <= 3
        for said in (SITI, "188/1/2026", "SP2D 1", "Rp16.800" if language == "id" else "Rp16,800", "230012345671"):
            assert said in " ".join(text.split())
        guest.page.emulate_media(media="print")
        keep_a_picture(guest.page, pictures, f"print-{language}")
        guest.page.emulate_media(media="screen")
        guest.goes_to("/people/")
        guest.page.fill("#nik", "6474010000009999")
        guest.follows("main form.card button")
        assert guest.page.locator("#found").count() == 1
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, pictures, f"search-{language}")
        assert guest.complaints == []
