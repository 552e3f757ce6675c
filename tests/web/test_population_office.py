"""Disdukcapil signs in itself: sees what waits for it, fetches the package, hands its answer in, and finds no other page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import asked, person, workbook
from tests.people import viewer
from tests.web import exchanging
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off
from tests.web.exchanging import answers, rows, sent, taken
from tests.web.test_every_page import pages
from tests.web.visitor import signed_in, text

PICTURES = Path("population")
HEADINGS = ["NIK", "Nama Lengkap", "Hasil Pemadanan"]
PARTS = ("files", "unanswered", "yes", "no", "conflicting", "unknown", "unreadable")
OWN = ("/home/", "/exchanges/", "/accounts/me/")


@pytest.fixture
def nurul(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Nurul of Disdukcapil; package 1 is hers, package 2 is BPJS's, answered."""
    exchanging.office(tmp_path, monkeypatch)
    rini = signed_in("rini")
    sent(rini, "dukcapil")
    sent(rini, "bpjs_check")
    taken(rini, answers(tmp_path, rows()), package=2)
    return signed_in(viewer("nurul", role="population_officer"))


def result(folder: Path, *said: str) -> Path:
    lines = [[one.nik, one.name, word] for one, word in zip(PEOPLE, said, strict=False)]
    return workbook(folder / "hasil.xlsx", [HEADINGS, *lines])


def test_from_what_waits_to_the_last_answer(site: str, browser: Browser, nurul: Client, tmp_path: Path) -> None:
    signed_in("rini").post("/exchanges/1/papers/")
    work_off()
    file = result(tmp_path, "PADAN", "TIDAK PADAN", "MENINGGAL")
    with visiting(browser, site, size=WIDE) as visitor:
        visitor.signs_in("nurul")
        assert "1" in visitor.page.inner_text(".cards .figure")
        assert "paket menunggu jawaban Anda" in visitor.page.inner_text("main")
        assert visitor.page.locator("nav.nav a").all_inner_texts() == ["Beranda", "Paket"]
        visitor.finds_no_barrier()
        visitor.follows("text=Buka paket")
        visitor.follows("text=pemadanan Disdukcapil")
        with visitor.page.expect_download() as fetched:
            visitor.page.click("text=dukcapil-rentan-paket-1.xlsx")
        assert fetched.value.suggested_filename == "dukcapil-rentan-paket-1.xlsx"
        visitor.page.set_input_files("#file", file)
        visitor.follows("#answer form > button")
        work_off()
        visitor.page.wait_for_selector("text=baru dibaca")
        visitor.finds_no_barrier()
        visitor.follows("text=versi 1")
        visitor.finds_no_barrier()
        assert [one for one in visitor.complaints if "/files/" not in one] == []
    assert asked("SELECT yes, no, unanswered FROM exchanges_package WHERE purpose = 'dukcapil'") == [(1, 2, 9)]
    handed = "SELECT a.name FROM exchanges_answer_file f JOIN access_account a ON a.id = f.received_by_id WHERE f.package_id = 1"
    assert asked(handed) == [("nurul",)]
    acts = "SELECT DISTINCT action FROM audit_event WHERE actor = 'nurul' AND about = 'package:1' ORDER BY 1"
    assert [act for (act,) in asked(acts)] == ["answers.taken", "package.file_taken"]

    for size, language in ((WIDE, "id"), (NARROW, "en")):
        with visiting(browser, site, size=size, language=language) as visitor:
            visitor.signs_in("nurul")
            for page in (*OWN, *(f"/exchanges/1/?part={part}" for part in PARTS)):
                visitor.goes_to(page)
                visitor.finds_no_barrier()
                keep_a_picture(visitor.page, PICTURES, f"{language}{page.replace('/', '-').replace('?', '-')}")
            assert visitor.complaints == []


def test_no_other_page_of_the_office_opens(nurul: Client) -> None:
    opened = {address for _, address in pages() if nurul.get(address).status_code == 200}

    assert set(OWN) <= opened
    assert {address for address in opened if not address.startswith("/accounts/me")} <= {
        "/home/",
        "/exchanges/",
        "/unsent/",
    }


def test_a_package_of_bpjs_is_not_there_and_the_guess_is_in_the_trail(nurul: Client) -> None:
    name = "bpjs-cek-calon-rentan-paket-2.xlsx"
    letter = signed_in("rini")
    letter.post("/exchanges/2/papers/")
    work_off()
    gets = ["/exchanges/2/", "/exchanges/2/?part=yes", f"/exchanges/2/files/{name}", "/letters/1/", "/letters/1/files/"]
    posts = ["files/", "answer/", "answer/again/", "stand/"]
    shut = ["letter/", "papers/", "corrections/"]

    assert [nurul.get(address).status_code for address in gets] == [404] * len(gets)
    assert [nurul.post(f"/exchanges/2/{one}", {"act": "follow"}).status_code for one in posts] == [404] * len(posts)
    assert [nurul.post(f"/exchanges/{package}/{one}").status_code for package in (1, 2) for one in shut] == [403] * 6
    assert nurul.get("/exchanges/new/").status_code == 403
    guesses = asked("SELECT DISTINCT about FROM audit_event WHERE actor = 'nurul' AND action = 'web.not_found'")
    assert ("page:/exchanges/2/",) in guesses
    assert len(guesses) == len(gets) - 1 + len(posts)


def test_its_papers_are_handed_out_and_change_by_nobodys_hand_but_the_offices(nurul: Client) -> None:
    signed_in("rini").post("/exchanges/1/papers/")
    work_off()

    fetched = nurul.get("/letters/1/files/")
    fetched.close()

    assert fetched.status_code == 200
    assert "Ketik nomor" not in text(nurul.get("/letters/1/"))
    assert [nurul.post(f"/letters/1/{one}/").status_code for one in ("number", "scan")] == [403, 403]
    assert nurul.get("/letters/").status_code == 403
    assert asked("SELECT actor FROM audit_event WHERE action = 'letter.handed_out'") == [("nurul",)]


def test_the_list_tells_each_answer_and_nothing_of_bpjs(nurul: Client, tmp_path: Path) -> None:
    words = ["PADAN"] * 5 + ["TIDAK PADAN"] * 3 + ["MENINGGAL"] * 2 + ["PINDAH"]
    file = answers(tmp_path, [])
    file = type(file)("hasil.xlsx", result(tmp_path, *words).read_bytes())
    taken(nurul, file)

    for page in (nurul.get("/exchanges/"), nurul.get("/exchanges/?for=dukcapil")):
        (row,) = page.context["packages"]
        assert (row["one"].sent, row["one"].yes, row["one"].unanswered) == (12, 5, 1)
        assert row["codes"] == {"match": 5, "mismatch": 3, "dead": 2, "moved": 1}
        assert "BPJS" not in text(page)
    assert list(nurul.get("/exchanges/?for=bpjs_check").context["packages"]) == []


def test_a_file_that_needs_a_person_asks_its_sender(nurul: Client, tmp_path: Path) -> None:
    strangers = [[person(number).nik, person(number).name, "PADAN"] for number in range(300, 312)]
    content = workbook(tmp_path / "x.xlsx", [HEADINGS, *strangers]).read_bytes()

    refused = taken(nurul, type(answers(tmp_path, []))("salah.xlsx", content))

    assert "12 NIK tidak ada di paket ini" in text(refused)
    assert "tidak perlu diunggah lagi" in text(refused)
    assert "bpjs" not in text(refused).lower()


def test_files_that_were_cleared_away_are_written_again_by_who_needs_them(nurul: Client, tmp_path: Path) -> None:
    for left in (tmp_path / "home" / "outgoing").rglob("dukcapil-*"):
        left.unlink()

    nurul.post("/exchanges/1/files/")
    work_off()

    assert "dukcapil-rentan-paket-1.xlsx" in text(nurul.get("/exchanges/1/"))


def test_an_administrator_opens_such_an_account(nurul: Client) -> None:
    sari: Viewer = viewer("sari", role="administrator")
    client = signed_in(sari)

    opened = client.post("/accounts/open/", {"name": "bahri", "full_name": "Bahri", "role": "population_officer"})

    assert opened.status_code == 200
    assert asked("SELECT role FROM access_account WHERE name = 'bahri'") == [("population_officer",)]
    assert "Petugas Disdukcapil" in text(client.get("/accounts/"))
    nurul_id = asked("SELECT id FROM access_account WHERE name = 'nurul'")[0][0]
    assert "bahri" in text(client.get(f"/accounts/{nurul_id}/"))
