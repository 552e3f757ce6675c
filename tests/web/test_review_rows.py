"""Doubtful rows by keyboard: one key a decision, undo, no row before two people, signatures only with a ground, nothing for strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.intake.models import ListRow, Reason, SubmittedList
from tests.eligibility.stored import row, rows_of, stored_list
from tests.flows.office import asked
from tests.people import viewer
from tests.web.browser import keep_a_picture, visiting
from tests.web.pairs import queue
from tests.web.visitor import signed_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def wawan(rini: Viewer) -> Viewer:
    """A second verifier of the same office."""
    return viewer("wawan", role="verifier")


def doubtful(by: Viewer, count: int, *, refuse: int = 0, **said: str) -> list[ListRow]:
    """Store a list of rows that wait; the first are proposed for refusal."""
    rows = [row(number, verdict="verval", name=f"SITI AMINAH {number}", cells=["1", "Siti", "04-03-1980"]) for number in range(1, count + 1)]  # fmt: skip
    found = rows_of(stored_list(by, rows, **said))
    for place, one in enumerate(found):
        Reason.objects.using("owner").create(
            row=one,
            office_id=one.office_id,
            sender_code=one.sender_code,
            floor="check",
            reason_id="occupation_state_official" if place < refuse else "birth_not_as_in_nik",
            weight="refuse" if place < refuse else "review",
        )
    return found


def settle(client: Client, one: ListRow, outcome: str, ground: str = "", **more: object) -> HttpResponse:
    form = {"row": one.pk, "outcome": outcome, "ground": ground}
    return client.post("/review/rows/settle/", form, follow=True, **more)


def verdicts() -> list[str]:
    return [verdict for (verdict,) in asked("SELECT verdict FROM intake_row ORDER BY sheet_no, row_no, id")]


def test_rows_are_settled_by_keys_and_undone(site: str, browser: Browser, rini: Viewer) -> None:
    rows = doubtful(rini, 5, refuse=1)

    def waits_for(place: int) -> None:
        person.page.wait_for_function(
            "number => document.querySelector('.answers input[name=row]').value === number", arg=str(rows[place].pk)
        )

    with visiting(browser, site) as person:
        person.signs_in("rini")
        person.goes_to("/review/rows/")
        person.finds_no_barrier_at_either_width()
        person.page.fill("#ground", "BA 12/2026")
        person.page.keyboard.press("Enter")
        person.page.wait_for_selector("#row-title:focus")
        waits_for(0)
        person.page.keyboard.press("t")
        waits_for(1)
        person.page.keyboard.press("k")
        waits_for(2)
        person.page.keyboard.press("u")
        waits_for(1)
        person.page.keyboard.press("k")
        waits_for(2)
        person.page.keyboard.press("m")
        waits_for(3)
        person.page.keyboard.press("l")
        waits_for(4)
        assert person.page.locator("#ground").input_value() == "BA 12/2026"
        swapped = person.page.locator("#row").inner_text()
        person.goes_to("/review/rows/")
        assert person.page.locator("#row").inner_text() == swapped
        assert person.complaints == []
        keep_a_picture(person.page, Path("review"), "row")

    assert verdicts() == ["refused", "returned", "accepted", "verval", "verval"]
    assert asked("SELECT reason, rows FROM intake_sign_off") == [("BA 12/2026", 1)]
    assert asked("SELECT accepted, verval, returned, refused FROM intake_list") == [(1, 2, 1, 1)]


def test_nobody_is_refused_without_a_ground_or_a_proposal(rini: Viewer) -> None:
    proposed, other = doubtful(rini, 2, refuse=1)
    client = signed_in(rini)
    client.get("/review/rows/")

    without = settle(client, proposed, "refused").content.decode()
    never = settle(client, other, "refused", "BA 1").content.decode()
    nonsense = [settle(client, other, outcome).content.decode() for outcome in ("", "erase")]

    assert "Tulis dulu dasar keputusan" in without
    assert "tidak (lagi) menunggu keputusan ini" in never
    assert all("Pilih satu keputusan" in page for page in nonsense)
    assert verdicts() == ["verval", "verval"]


def test_no_row_lies_before_two_and_a_double_click_settles_once(rini: Viewer, wawan: Viewer) -> None:
    rows = doubtful(rini, 12)
    hers, his = signed_in(rini), signed_in(wawan)
    hers.get("/review/rows/")

    page = his.get("/review/rows/").content.decode()
    refused = settle(his, rows[0], "accepted").content.decode()
    first, second = (settle(hers, rows[0], "accepted", headers=HTMX).content.decode() for _ in range(2))

    assert f'name="row" value="{rows[10].pk}"' in page
    assert "Sedang diperiksa oleh rini" in refused
    assert "tidak (lagi) menunggu" not in first
    assert "tidak (lagi) menunggu" in second
    assert "<html" not in first
    assert verdicts().count("accepted") == 1


def test_an_undone_signature_is_gone_and_another_reviewer_undoes_nothing(rini: Viewer, wawan: Viewer) -> None:
    [one] = doubtful(rini, 1, refuse=1)
    client = signed_in(rini)
    client.get("/review/rows/")
    settle(client, one, "refused", "BA 12/2026")

    theirs = signed_in(wawan).post("/review/rows/undo/", {"row": one.pk}, follow=True).content.decode()
    signed = verdicts()
    client.post("/review/rows/undo/", {"row": one.pk})

    assert "Tidak ada keputusan Anda" in theirs
    assert signed == ["refused"]
    assert verdicts() == ["verval"]
    assert asked("SELECT count(*) FROM intake_sign_off") == [(0,)]
    assert asked("SELECT verval, refused FROM intake_list") == [(1, 0)]
    assert asked("SELECT action FROM audit_event WHERE action LIKE 'rows.%%' ORDER BY id") == [
        ("rows.seen",), ("rows.refused",), ("rows.reopened",)
    ]  # fmt: skip


def test_a_row_whose_pair_waits_is_of_the_other_queue_and_old_versions_are_of_none(rini: Viewer) -> None:
    queue(rini, 2)
    old = doubtful(rini, 3)
    SubmittedList.objects.using("owner").filter(pk=old[0].submitted_list_id).update(state="judged")

    page = signed_in(rini).get("/review/rows/").content.decode()

    assert "Tidak ada baris yang menunggu Anda" in page
    assert asked("SELECT count(*) FROM linkage_claim") == [(0,)]


def test_rows_of_an_answer_are_facts_and_nobody_is_asked_about_them(rini: Viewer) -> None:
    doubtful(rini, 3, kind="bpjs_answer")
    client = signed_in(rini)

    assert "Tidak ada baris yang menunggu Anda" in client.get("/review/rows/").content.decode()
    assert "baris daftar perlu dilihat petugas" not in client.get("/home/").content.decode()


def test_what_was_put_off_comes_to_others_and_leaving_gives_all_back(rini: Viewer, wawan: Viewer) -> None:
    [one] = doubtful(rini, 1)
    client = signed_in(rini)
    client.get("/review/rows/")

    gone = settle(client, one, "later").content.decode()
    other = signed_in(wawan).get("/review/rows/").content.decode()
    signed_in(wawan).post("/review/leave/")

    assert "Tidak ada baris yang menunggu Anda" in gone
    assert f'name="row" value="{one.pk}"' in other
    assert asked("SELECT count(*) FROM linkage_claim") == [(0,)]


def test_strangers_see_and_settle_nothing(rini: Viewer, tamu: Viewer, lestari: Viewer) -> None:
    hers, *_ = doubtful(rini, 2, sender="diskop")
    [dinas] = doubtful(rini, 1, sender="dinkes")
    bound = viewer("dina", role="verifier", senders=("dinkes",))

    for stranger in (tamu, bound):
        client = signed_in(stranger)
        assert "SITI AMINAH 2" not in client.get("/review/rows/").content.decode()
        settle(client, hers, "accepted")
        client.post("/review/rows/undo/", {"row": hers.pk})
    assert f'name="row" value="{dinas.pk}"' in signed_in(bound).get("/review/rows/").content.decode()
    assert "<strong>1</strong> baris" in signed_in(bound).get("/review/rows/").content.decode()
    assert set(verdicts()) == {"verval"}
    assert signed_in(lestari).get("/review/rows/").status_code == 403
    assert settle(signed_in(lestari), hers, "accepted").status_code == 403
    assert [signed_in(rini).get(f"/review/rows/{act}/").status_code for act in ("settle", "undo")] == [405, 405]


def test_a_decision_costs_a_constant_number_of_queries(rini: Viewer) -> None:
    rows = doubtful(rini, 30)
    client = signed_in(rini)
    client.get("/review/rows/")
    counts = []
    for one in rows[:8]:
        with CaptureQueriesContext(connections["default"]) as app, CaptureQueriesContext(connections["owner"]) as owner:
            settle(client, one, "accepted", headers=HTMX)
        counts.append(len(app) + len(owner))

    assert len(set(counts[1:])) == 1
    assert counts[1] < 80
