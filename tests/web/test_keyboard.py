"""Whole journeys without a mouse: from the sign-in to the sign-out every control is reached, seen and pressed by keys."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.contributions.city import Programmed
from tests.coverage.town import Town
from tests.enrolment.programme import Office
from tests.flows.office import asked, person, receive, workbook
from tests.web import decrees
from tests.web.bringing import BARE
from tests.web.browser import NARROW, work_off
from tests.web.hands import hands
from tests.web.money import issued, paper_of
from tests.web.pairs import queue
from tests.web.test_field import given
from tests.web.test_review_rows import doubtful


def test_a_list_comes_in_is_settled_and_read(site: str, browser: Browser, rini: Viewer) -> None:
    with hands(browser, site) as clerk:
        clerk.signs_in("rini")
        clerk.presses("Langsung ke isi")
        assert clerk.stop()["tag"] == "MAIN", "the first Tab of a page leads past the menu"
        clerk.goes_to("/home/")
        clerk.follows("Daftar")
        clerk.follows("Unggah daftar")
        clerk.page.eval_on_selector("form[enctype]", "form => form.noValidate = true")
        clerk.follows("Terima dan periksa")

        # What is wrong has the focus, and leads to its field, which is read with it.
        assert "Sebutkan tujuan" in clerk.stop()["name"]
        clerk.presses("Sebutkan tujuan")
        clerk.page.keyboard.press("Tab")
        wrong = clerk.page.locator("#purpose")
        assert wrong.evaluate(
            "field => document.getElementById(field.getAttribute('aria-describedby')).textContent"
        ) == ("Sebutkan tujuan daftar ini; dicatat di jejak.")
        clerk.goes_to("/lists/upload/")
        clerk.pastes("Atau tempelkan", BARE)
        clerk.chooses("Pengirim", "disk")
        clerk.types("Tujuan", "usulan 2026")
        clerk.follows("Terima dan periksa")
        work_off()
        clerk.page.wait_for_selector("#work .note.warn")
        clerk.follows("Putuskan kolom")
        clerk.chooses("Kolom B", "nama")
        clerk.follows("Terima kolom")
        work_off()
        clerk.page.wait_for_selector("#work a[href='/lists/1/']")
        clerk.follows("Buka rekap")
        clerk.follows("12 baris diterima")
        assert clerk.page.url.endswith("/lists/1/rows/")
        clerk.presses("Seperti di buku kerja")
        assert clerk.page.locator("details[open]").count() == 1
        clerk.goes_to("/home/")
        clerk.follows("Keluar")
        assert clerk.page.locator("nav.nav").count() == 0


def test_keys_of_a_queue_act_in_the_queue_only(site: str, browser: Browser, rini: Viewer) -> None:
    queue(rini, 4)
    doubtful(rini, 2)
    with hands(browser, site) as clerk:
        clerk.signs_in("rini")
        clerk.goes_to("/review/")
        assert clerk.stop()["name"] == "Apakah ini orang yang sama?"

        # In the menu, and while somebody types, a letter is a letter.
        clerk.tabs_to("Cakupan", key="Shift+Tab")
        assert clerk.page.locator("#pair kbd").first.evaluate("key => getComputedStyle(key).visibility") == "hidden"
        clerk.page.keyboard.press("s")
        clerk.presses("Tambah catatan")
        clerk.types("Catatan", "sbt")
        assert asked("SELECT count(*) FROM linkage_judgement") == [(0,)]

        # By the button or by its key, held down or not: one answer, then the next pair has the focus.
        for press in ("B Beda", "s"):
            with clerk.page.expect_response("**/review/answer/"):
                clerk.presses(press) if len(press) > 1 else clerk.page.keyboard.down(press)
            clerk.page.wait_for_function("() => document.activeElement.id === 'pair-title'")
        for _ in range(5):
            clerk.page.keyboard.down("s")
        clerk.page.keyboard.up("s")
        # What was answered is said; what comes right after it is not said over it.
        clerk.page.wait_for_function("() => document.getElementById('said').textContent !== ''")
        assert "orang yang berbeda. Di tangan Anda: 3." in clerk.page.locator("#said").inner_text()
        clerk.goes_to("/review/rows/")
        clerk.types("Dasar keputusan", "BA 12 mkl")
        clerk.tabs_to("M Memenuhi syarat", key="Shift+Tab")
        with clerk.page.expect_response("**/review/rows/settle/"):
            clerk.page.keyboard.press("k")
        clerk.page.wait_for_function("() => document.activeElement.id === 'row-title'")

    assert asked("SELECT answer FROM linkage_judgement ORDER BY id") == [("different",), ("same",)]
    assert asked("SELECT verdict, count(*) FROM intake_row GROUP BY 1 ORDER BY 1") == [("returned", 1), ("verval", 5)]


def test_a_person_is_looked_up_and_a_decree_written_printed_and_enacted(
    site: str, browser: Browser, desk: Office
) -> None:
    with hands(browser, site) as clerk:
        clerk.signs_in("rini")
        clerk.follows("Orang")
        clerk.types("Tujuan pencarian", "aduan keluarga")
        clerk.pastes("NIK", "6474010000000001")
        clerk.sends()
        assert "/people/candidate/" in clerk.page.url
        clerk.goes_to("/decrees/new/?programme=rentan")
        clerk.types("Tentang", "Penetapan peserta")
        clerk.follows("Usulkan")
        work_off()
        clerk.page.wait_for_url("**/decrees/1/")
        clerk.follows("Cetak dan bekukan")
        work_off()
        clerk.page.wait_for_url("**/decrees/1/")
        clerk.types("Siapa yang memaraf", "Kabid HI")
        clerk.follows("Catat paraf")
    with hands(browser, site) as head:
        head.signs_in("wati")
        head.goes_to("/decrees/1/")
        head.follows("Tetapkan")
        deed = decrees.deed_typed()
        head.types("Nomor", deed["number"])
        head.types("Tanggal", deed["decided_on"])
        head.types("Nama penanda tangan", deed["signer_name"])
        head.types("Jabatan", deed["signer_title"])
        head.follows("Tetapkan")
        work_off()
        head.page.wait_for_url("**/decrees/1/")

    assert decrees.state(1) == "enacted"


def test_an_sp2d_is_recorded(site: str, browser: Browser, city: Programmed) -> None:
    bill_id = issued(city)
    paper = paper_of(bill_id)
    with hands(browser, site) as treasurer:
        treasurer.signs_in("tono")
        treasurer.goes_to(f"/money/bills/{bill_id}/")
        treasurer.page.eval_on_selector("#pay form", "form => form.noValidate = true")
        treasurer.follows("Catat")
        # All mistakes have the focus, and each is read again with its field.
        assert "Nomor SP2D: wajib diisi." in treasurer.stop()["name"]
        treasurer.visitor.finds_no_barrier()
        assert treasurer.page.locator("#pay [aria-invalid=true]").count() == 4
        treasurer.types("Nomor SP2D", paper["sp2d"])
        treasurer.tabs_to("Tanggal SP2D")
        treasurer.page.keyboard.type("02272026")
        treasurer.types("Jumlah SP2D", paper["amount"])
        treasurer.tabs_to("Bulan terakhir")
        treasurer.page.keyboard.type("March")
        treasurer.page.keyboard.press("Tab")
        treasurer.page.keyboard.type("2026")
        treasurer.types("Jumlah orang", paper["heads"])
        treasurer.follows("Catat")
        work_off()
        treasurer.page.wait_for_url(f"**/money/bills/{bill_id}/")

    assert asked("SELECT sp2d_number, amount FROM contributions_payment") == [("900/1/2026", 151_200)]


def test_coverage_is_drilled_down_and_sorted(site: str, browser: Browser, town: Town, bayu: Viewer) -> None:
    with hands(browser, site) as planner:
        planner.signs_in("bayu")
        planner.follows("Cakupan")
        whole = planner.page.title()
        planner.follows("64.74.01 Bontang Utara")
        assert planner.page.title() == whole.replace("Kota Bontang", "Bontang Utara")
        planner.follows("Orang")
        assert planner.page.locator("th[aria-sort=descending]").inner_text().startswith("Orang")
        planner.goes_to("/coverage/")
        planner.follows("Jelaskan angka ini")
        assert "/coverage/explain/" in planner.page.url


def test_the_kelurahan_answers_on_a_phone(site: str, browser: Browser, rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home")
    new = given(rini)
    with hands(browser, site, size=NARROW) as udin:
        udin.goes_to(f"/k/{new.token}/")
        udin.pastes("Enam angka", "000000" if new.code != "000000" else "111111")
        udin.sends()
        assert udin.stop()["name"].startswith("Kode salah"), "what is wrong has the focus"
        udin.visitor.complaints.clear()
        udin.pastes("Enam angka", new.code)
        udin.sends()
        names = udin.page.locator("form[data-hold] h2").all_inner_texts()
        with udin.page.expect_response("**/k/rows/*/"):
            udin.presses("Benar")
        # The next person has the focus, not the top of the page.
        assert udin.stop()["name"] == names[1]

    assert asked("SELECT answer FROM fieldwork_finding") == [("confirmed",)]
