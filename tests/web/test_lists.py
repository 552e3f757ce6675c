"""Lists in the browser: dropped, watched, settled, opened figure by figure, decided, returned; invisible to strangers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.intake import files
from tests.eligibility.stored import row, stored_list
from tests.flows.office import asked, workbook
from tests.people import sender, viewer
from tests.web.bringing import (
    BARE,
    doubtful_rows,
    dropped,
    form,
    orders,
    page,
    received,
    rows,
    send,
)
from tests.web.browser import NARROW, WIDE, visiting, work_off
from tests.web.visitor import signed_in


@pytest.mark.parametrize(("size", "language"), [(WIDE, "id"), (NARROW, "en")], ids=["wide-id", "narrow-en"])
def test_a_workbook_is_dropped_decided_corrected_and_returned(
    site: str, browser: Browser, rini: Viewer, tmp_path: Path, size: dict[str, int], language: str
) -> None:
    first = workbook(tmp_path / "pasar.xlsx", doubtful_rows())
    with visiting(browser, site, size=size, language=language) as person:
        seen = person.page
        person.signs_in("rini")
        person.goes_to("/lists/")
        person.finds_no_barrier()
        person.goes_to("/lists/upload/")
        seen.fill("#purpose", "usulan 2026")
        seen.eval_on_selector("form[enctype]", "form => form.noValidate = true")
        person.follows("main form[enctype] button")
        seen.wait_for_selector("[role=alert]")
        person.finds_no_barrier()
        assert seen.input_value("#purpose") == "usulan 2026"
        seen.set_input_files("#files", first)
        seen.select_option("#sender", "diskop")
        person.follows("main form[enctype] button")
        seen.wait_for_url("**/orders/**")
        person.finds_no_barrier()
        work_off()
        # The page finds out by itself.
        person.follows("#work a.button")
        person.finds_no_barrier()
        assert seen.locator(".figure").all_inner_texts() == ["12", "10", "1", "1", "0"]
        person.follows("a[href='/lists/1/rows/?verdict=proposed']")
        person.finds_no_barrier()
        seen.check("input[name=row]")
        seen.fill("#ground", "BA 12/2026")
        person.follows("button[value=refuse]")
        seen.wait_for_selector(".note.good")
        person.finds_no_barrier()
        _corrects(person, tmp_path)
        assert person.complaints == []


def _corrects(person: object, tmp_path: Path) -> None:
    """Write the workbook again, download it, and send a corrected version; look at what changed."""
    seen = person.page
    person.goes_to("/lists/1/")
    person.follows("form[action$='/workbook/write/'] button")
    work_off()
    with seen.expect_download() as loaded:
        seen.click("#work a.button")
    assert loaded.value.suggested_filename == "pasar - hasil verval.xlsx"
    # Chromium gives up a page that turns out to be a download.
    assert [what.rpartition(" ")[2] for what in person.complaints] == ["net::ERR_ABORTED"]
    person.complaints.clear()
    person.goes_to("/lists/upload/?replaces=1")
    assert seen.input_value("#purpose") == "usulan 2026"
    seen.set_input_files("#files", workbook(tmp_path / "pasar.xlsx", rows()[1:]))
    person.follows("main form[enctype] button")
    work_off()
    person.follows("#work a.button")
    person.follows("a[href='/lists/2/changes/']")
    person.finds_no_barrier()
    person.goes_to("/lists/")
    person.finds_no_barrier()
    person.goes_to("/lists/upload/")
    seen.fill("#pasted", BARE)
    seen.select_option("#sender", "diskop")
    seen.fill("#purpose", "usulan 2026")
    person.follows("main form[enctype] button")
    seen.wait_for_url("**/orders/**")
    work_off()
    person.follows("#work a.button")
    person.finds_no_barrier()
    person.follows("main form button.button")
    seen.wait_for_url("**/orders/**")
    work_off()
    seen.wait_for_selector("#work a[href='/lists/3/']")


def test_the_fragment_of_work_is_part_of_its_page(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    clerk.post("/lists/upload/", form(files=[dropped(tmp_path)]))
    address = f"/orders/{orders()[0][0]}/"

    for _ in range(2):
        fragment = page(clerk, address, headers={"HX-Request": "true"})
        whole = page(clerk, address)
        assert fragment.strip() in whole
        work_off()

    assert 'hx-trigger="every 1s"' not in fragment
    assert 'http-equiv="refresh"' not in whole


def test_without_a_script_a_page_of_work_is_asked_again_by_a_link(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    clerk.post("/lists/upload/", form(files=[dropped(tmp_path)]))

    for address in (f"/orders/{orders()[0][0]}/", "/lists/"):
        whole = page(clerk, address)
        # A page that reloads by itself throws whoever listens to it back to its beginning (WCAG 2.2.1, F41).
        assert 'http-equiv="refresh"' not in whole
        assert f'<noscript><p><a class="button second" href="{address}">' in whole
    assert 'hx-select="#live"' in whole
    work_off()
    assert "<noscript>" not in page(clerk, f"/orders/{orders()[0][0]}/")


def test_work_that_stopped_by_our_fault_can_be_asked_for_again(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    clerk.post("/lists/upload/", form(files=[dropped(tmp_path)]))
    number = orders()[0][0]
    assert clerk.post(f"/orders/{number}/again/").headers["Location"] == f"/orders/{number}/"
    asked("UPDATE procrastinate_jobs SET status = 'failed' RETURNING id")
    asked("UPDATE jobs_work SET state = 'failed', ended_at = now() RETURNING id")
    assert "Coba lagi" in page(clerk, f"/orders/{number}/")

    clerk.post(f"/orders/{number}/again/")
    clerk.post(f"/orders/{number}/again/")
    work_off()

    assert [state for _, state, _ in orders()] == ["failed", "done"]


def test_every_figure_opens_its_rows(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path, doubtful_rows())
    clerk = signed_in(rini)

    receipt = page(clerk, "/lists/1/")
    for address, count in (
        ("/lists/1/rows/", 12),
        ("/lists/1/rows/?verdict=accepted", 10),
        ("/lists/1/rows/?verdict=verval", 1),
        ("/lists/1/rows/?verdict=proposed", 1),
        ("/lists/1/rows/?verdict=returned", 1),
        ("/lists/1/rows/?reason=nik_short", 1),
    ):
        assert f'href="{address}"' in receipt
        assert len(clerk.get(address).context["rows"]) == count
    assert "Cocokkan dengan KTP dan lengkapi angkanya." in receipt
    assert "Belum dicek" in receipt


def test_rows_come_page_by_page_and_none_is_lost(rini: Viewer, tmp_path: Path) -> None:
    people = [[str(number), f"647401{number % 28 + 1:02d}0180{number:04d}", *rows()[0][2:]] for number in range(120)]
    received(rini, tmp_path, people)
    clerk = signed_in(rini)

    places, query = [], "verdict="
    while query:
        answer = clerk.get(f"/lists/1/rows/?{query}")
        places += [one["row"].row_no for one in answer.context["rows"]]
        query = answer.context["next"]

    assert places == list(range(4, 124))
    assert clerk.get("/lists/1/rows/?after=x.y&verdict=zzz&reason=zzz").status_code == 200


def test_looking_at_rows_and_taking_the_workbook_stands_in_the_trail(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path)
    clerk = signed_in(rini)

    page(clerk, "/lists/1/rows/?verdict=accepted")
    clerk.get("/lists/1/workbook/").close()

    assert asked(
        "SELECT action, actor, about, purpose FROM audit_event WHERE action IN ('list.rows_seen', 'list.downloaded') ORDER BY id"
    ) == [
        ("list.rows_seen", "rini", "list:1", "usulan 2026"),
        ("list.downloaded", "rini", "list:1", "usulan 2026"),
    ]


def test_rows_are_accepted_and_refusals_signed_once(rini: Viewer, tmp_path: Path) -> None:
    people = doubtful_rows()
    people[5][8] = "PNS"
    received(rini, tmp_path, people)
    clerk = signed_in(rini)
    first, second = [one["row"].pk for one in clerk.get("/lists/1/rows/?verdict=verval").context["rows"]]
    address = "/lists/1/rows/decide/"

    wrong = clerk.post(address, {"act": "accept", "row": [first]})
    assert "Tulis dasar keputusan" in wrong.content.decode()
    assert f'value="{first}" aria-label' in wrong.content.decode()
    assert "checked" in wrong.content.decode()
    wrong = clerk.post(address, {"act": "refuse", "ground": "BA 12"})
    assert "Centang paling sedikit satu baris." in wrong.content.decode()
    assert 'value="BA 12"' in wrong.content.decode()
    said = clerk.post(address, {"act": "accept", "row": [first], "ground": "BA 12", "verdict": "verval"}, follow=True)
    assert "1 baris diterima." in said.content.decode()
    assert said.redirect_chain[0][0] == "/lists/1/rows/?verdict=verval"
    again = clerk.post(address, {"act": "accept", "row": [first], "ground": "BA 12"})
    assert "mungkin sudah diputuskan orang lain" in again.content.decode()
    clerk.post(address, {"act": "refuse_all", "ground": "BA 13"})

    assert asked("SELECT accepted, verval, returned, refused FROM intake_list") == [(10, 0, 1, 1)]
    assert asked(f"SELECT verdict FROM intake_row WHERE id IN ({first}, {second}) ORDER BY id") == [
        ("accepted",),
        ("refused",),
    ]
    assert clerk.get(address).status_code == 405


def test_a_workbook_that_says_what_is_no_longer_true_is_written_again(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path, doubtful_rows())
    clerk = signed_in(rini)
    assert "Unduh buku kerja" in page(clerk, "/lists/1/")

    clerk.post("/lists/1/rows/decide/", {"act": "refuse_all", "ground": "BA 13"})

    assert "Tulis buku kerja" in page(clerk, "/lists/1/")
    assert clerk.get("/lists/1/workbook/").headers["Location"] == "/lists/1/"
    clerk.post("/lists/1/workbook/write/")
    work_off()
    assert "Unduh buku kerja" in page(clerk, f"/orders/{orders()[0][0]}/")
    answer = clerk.get("/lists/1/workbook/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="diskop - hasil verval.xlsx"'
    answer.close()


def test_a_corrected_version_shows_what_changed(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path, doubtful_rows())
    corrected = rows()[1:]
    corrected.append(["13", "6474011201900099", "Orang Baru", "Bontang, 12-01-1990", *rows()[0][4:]])
    corrected[0][8] = "PNS"
    received(rini, tmp_path, corrected, replaces=1)
    clerk = signed_in(rini)

    answer = clerk.get("/lists/2/changes/")

    assert {name: count for name, _, count in answer.context["counts"]} == {
        "fixed": 2, "worse": 1, "other": 0, "new": 1, "gone": 1, "same": 8,
    }  # fmt: skip
    assert "DEWI LESTARI" in page(clerk, "/lists/2/changes/?kind=fixed")
    assert "ORANG BARU" in page(clerk, "/lists/2/changes/?kind=new")
    assert "SITI AMINAH" in page(clerk, "/lists/2/changes/?kind=gone&page=0")
    assert clerk.get("/lists/1/changes/").status_code == 404
    assert 'href="/lists/2/"' in page(clerk, "/lists/1/")
    assert clerk.get("/lists/").context["totals"].received == 12


PAGES = ("/lists/1/", "/lists/1/rows/", "/lists/2/changes/", "/lists/1/workbook/", "/lists/2/")
POSTS = ("/lists/1/rows/decide/", "/lists/1/workbook/write/", "/lists/1/continue/")


def test_a_stranger_finds_nothing(rini: Viewer, tamu: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path, doubtful_rows())
    received(rini, tmp_path, rows(), replaces=1)
    send(signed_in(rini), files=[dropped(tmp_path, "lain.xlsx", rows(11))])
    guest = signed_in(tamu)

    for address in PAGES:
        assert guest.get(address).status_code == 404, address
    for address in POSTS:
        answer = guest.post(address, {"act": "refuse_all", "ground": "BA"})
        assert answer.status_code == 404, address
    assert guest.get(f"/orders/{orders()[0][0]}/").status_code == 404
    index = guest.get("/lists/")
    assert (index.context["lists"], index.context["totals"].received, index.context["senders"]) == ([], 0, [])
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'web.not_found' AND actor = 'tamu'") == [(9,)]
    for address in (*PAGES, "/lists/", "/lists/upload/"):
        assert Client().get(address).headers["Location"].startswith("/sign-in/"), address


def test_a_bound_sender_sees_its_own_lists_only(rini: Viewer, tmp_path: Path) -> None:
    sender("dkp", office_id=rini.office_id)
    received(rini, tmp_path, doubtful_rows(), sender="dkp")
    received(rini, tmp_path, rows()[:11])
    clerk = signed_in(viewer("lurah", role="proposer", senders=("diskop",)))

    index = clerk.get("/lists/?sender=dkp")

    assert [one.pk for one, _, _ in index.context["lists"]] == [2]
    assert index.context["totals"].received == 11
    assert [one.code for one in index.context["senders"]] == ["diskop"]
    for address in ("/lists/1/", "/lists/1/rows/", "/lists/1/workbook/"):
        assert clerk.get(address).status_code == 404
    assert clerk.post("/lists/2/rows/decide/", {"act": "refuse_all", "ground": "BA"}).status_code == 403


def test_who_only_inspects_sees_no_whole_nik_and_takes_nothing_away(
    rini: Viewer, lestari: Viewer, tmp_path: Path
) -> None:
    received(rini, tmp_path, doubtful_rows())
    inspector = signed_in(lestari)
    nik = rows()[0][1]

    seen = page(inspector, "/lists/1/rows/")

    assert nik not in seen
    assert f"{'•' * 12}{nik[-4:]}" in seen
    assert nik in page(signed_in(rini), "/lists/1/rows/")
    assert "checkbox" not in seen
    assert "workbook" not in page(inspector, "/lists/1/")
    assert inspector.get("/lists/1/workbook/").status_code == 403
    assert inspector.post("/lists/1/workbook/write/").status_code == 403
    assert inspector.post("/lists/1/rows/decide/", {"act": "refuse_all", "ground": "BA"}).status_code == 403


def test_other_roles_have_no_lists(sari: Viewer) -> None:
    for address in ("/lists/", "/lists/upload/", "/lists/1/", "/lists/1/rows/"):
        assert signed_in(sari).get(address).status_code == 403


def test_pages_ask_the_same_number_of_questions_however_much_there_is(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    addresses = ("/lists/", "/lists/1/", "/lists/1/rows/", "/lists/upload/")
    received(rini, tmp_path, doubtful_rows()[:11])
    page(clerk, "/lists/")
    before = [_questions(clerk, address) for address in addresses]
    for count in (9, 10, 12):
        received(rini, tmp_path, rows(count))
    people = [[str(number), f"647401{number % 28 + 1:02d}0180{number:04d}", *rows()[0][2:]] for number in range(60)]
    received(rini, tmp_path, people)

    after = [_questions(clerk, address.replace("1", "5")) for address in addresses]

    assert before == after


def _questions(clerk: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as found:
        page(clerk, address)
    return len(found)


def test_a_list_whose_file_is_gone_says_so(rini: Viewer, tmp_path: Path) -> None:
    received(rini, tmp_path)
    clerk = signed_in(rini)
    ((content,),) = asked("SELECT content_sha256 FROM intake_list")
    (settings.PAYUNG_HOME / "files" / content[:2] / content).unlink()
    (settings.PAYUNG_HOME / "returned" / "1" / ".as_of").unlink()

    clerk.post("/lists/1/workbook/write/")
    work_off()

    assert "Berkas asli daftar ini sudah dihapus" in page(clerk, f"/orders/{orders()[0][0]}/")


def test_a_list_that_came_with_macros_says_so(rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    with_macros, without = (stored_list(rini, [row(number)]) for number in (1, 2))
    for stored, part in ((with_macros, "xl/vbaProject.bin"), (without, "xl/workbook.xml")):
        kept = files.place_of(tmp_path, stored.content_sha256)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(kept, "w") as packed:
            packed.writestr(part, b"x")

    said = "Makro tidak dijalankan, dan tidak ikut di buku kerja yang dikembalikan."

    assert said in page(signed_in(rini), f"/lists/{with_macros.pk}/")
    assert said not in page(signed_in(rini), f"/lists/{without.pk}/")
