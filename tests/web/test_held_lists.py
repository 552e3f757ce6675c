"""A held list in the browser: marked, explained, on the home page of whoever may lift it, lifted once, taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.flows.holding import WHY, residents
from tests.flows.office import asked
from tests.web.bringing import orders, page, received
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off
from tests.web.visitor import signed_in, text


@pytest.fixture
def held(rini: Viewer, tmp_path: Path) -> int:
    """The number of a list of sixty, fifty of whom stand on the list before."""
    received(rini, tmp_path, residents(0, 60))
    return received(rini, tmp_path, residents(10, 70)).receipt.list_id


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_second_person_looks_and_lifts_it(
    site: str, browser: Browser, held: int, hadi: Viewer, language: str
) -> None:
    with visiting(browser, site, language=language) as head:
        seen = head.page
        head.signs_in("hadi")
        head.finds_no_barrier_at_either_width()
        head.follows(f"main a[href='/lists/{held}/']")
        head.finds_no_barrier_at_either_width()
        seen.set_viewport_size(NARROW if language == "en" else WIDE)
        keep_a_picture(seen, Path("lists"), f"held-{language}")
        seen.fill("#reason", "benar")
        head.follows("form[action$='/lift/'] button")
        seen.wait_for_selector("[role=alert]")
        assert seen.input_value("#reason") == "benar"
        head.finds_no_barrier_at_either_width()
        seen.fill("#reason", WHY)
        head.follows("form[action$='/lift/'] button")
        seen.wait_for_url("**/orders/**")
        work_off()
        head.follows("#work a.button")
        assert WHY in seen.inner_text("main dl")
        head.finds_no_barrier_at_either_width()
        head.goes_to("/lists/")
        assert seen.locator("main .badge.bad").count() == 0
        assert head.complaints == []


def test_it_is_marked_and_explained_to_whom_it_concerns(rini: Viewer, hadi: Viewer, held: int) -> None:
    clerk, head = signed_in(rini), signed_in(hadi)

    overview = page(clerk, "/lists/")
    assert '<span class="badge bad">ditahan</span>' in overview
    assert "Jumlah (1 daftar)" in " ".join(overview.replace("\n", " ").split())
    mine = page(clerk, f"/lists/{held}/")
    assert "83% dari 60 baris adalah orang yang sama dengan baris lain" in mine
    assert "Keluarkan daftar ini" in mine
    assert "Unduh buku kerja" in mine
    assert "/lift/" not in mine
    assert "Anda sendiri yang menerima daftar ini" in mine
    theirs = page(head, f"/lists/{held}/")
    assert "/lift/" in theirs
    assert "/take-out/" not in theirs
    assert "menunggu dilihat orang kedua" in page(head, "/home/")
    assert "menunggu dilihat orang kedua" not in page(clerk, "/home/")


def test_pressed_twice_it_is_lifted_once(held: int, hadi: Viewer) -> None:
    head = signed_in(hadi)
    said = {"reason": WHY}

    first, second = (head.post(f"/lists/{held}/lift/", said) for _ in range(2))
    work_off()

    assert "/orders/" in first.headers["Location"]
    assert second.headers["Location"] == f"/lists/{held}/"
    assert [state for _, state, _ in orders()] == ["done"]
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'list.hold_lifted'") == [(1,)]
    done = page(head, f"/lists/{held}/")
    assert WHY in done
    assert "/lift/" not in done
    assert "ditahan" not in page(head, "/home/")


def test_work_that_was_lost_after_it_was_lifted_can_be_taken_up(rini: Viewer, held: int, hadi: Viewer) -> None:
    signed_in(hadi).post(f"/lists/{held}/lift/", {"reason": WHY})
    asked("DELETE FROM procrastinate_jobs RETURNING id")
    clerk = signed_in(rini)
    assert "belum dipadankan" in page(clerk, f"/lists/{held}/")

    clerk.post(f"/lists/{held}/continue/")
    work_off()

    assert asked(f"SELECT state FROM intake_list WHERE id = {held}") == [("matched",)]


def test_nobody_else_lifts_it(rini: Viewer, held: int, lestari: Viewer, tamu: Viewer, dewi: Viewer) -> None:
    said = {"reason": WHY}

    assert "orang lain" in text(signed_in(rini).post(f"/lists/{held}/lift/", said))
    assert signed_in(lestari).post(f"/lists/{held}/lift/", said).status_code == 403
    assert signed_in(dewi).post(f"/lists/{held}/lift/", said).status_code == 403
    assert signed_in(tamu).post(f"/lists/{held}/lift/", said).status_code == 404
    assert signed_in(rini).get(f"/lists/{held}/lift/").status_code == 405
    assert asked(f"SELECT state FROM intake_list WHERE id = {held}") == [("held",)]


def test_it_is_taken_out_from_its_page(rini: Viewer, held: int) -> None:
    clerk = signed_in(rini)

    answer = clerk.post(f"/lists/{held}/take-out/", follow=True)

    assert "dikeluarkan" in text(answer)
    assert clerk.get(f"/lists/{held}/").status_code == 404
    assert asked("SELECT count(*) FROM intake_row") == [(60,)]


def test_a_held_version_says_which_list_counts_on_and_what_it_changes(rini: Viewer, held: int, tmp_path: Path) -> None:
    first = received(rini, tmp_path, residents(70, 82)).receipt.list_id
    version = received(rini, tmp_path, residents(11, 71), replaces=first).receipt.list_id
    clerk = signed_in(rini)

    shown = page(clerk, f"/lists/{version}/")

    assert "yang tetap berlaku selama ini" in shown
    assert f'href="/lists/{version}/changes/"' in shown
    assert clerk.get(f"/lists/{version}/changes/").status_code == 200
    assert "sudah digantikan" not in page(clerk, f"/lists/{first}/")
