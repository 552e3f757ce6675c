"""Pairs by keyboard: one key a decision, undo, no pair before two people, answers applied, nothing for strangers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.linkage.models import Claim, Judgement, Pair
from tests.flows.office import asked
from tests.people import NOON, PASSWORD
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off
from tests.web.pairs import queue
from tests.web.visitor import signed_in

PICTURES = Path("review")
KEYS = "sbt" * 7


@pytest.fixture
def wawan(rini: Viewer) -> Viewer:
    """A second verifier of the same office."""
    access.open_account(
        name="wawan",
        full_name="Wawan",
        office=accounts.office_of(rini),
        role="verifier",
        password=PASSWORD,
        at=NOON,
        senders=(),
    )
    return accounts.viewer_of(access.sign_in(name="wawan", password=PASSWORD, at=NOON), on=NOON)


@pytest.mark.parametrize(("size", "language"), [(WIDE, "id"), (NARROW, "en")], ids=["wide-id", "narrow-en"])
def test_the_pages_of_review_have_no_barrier(
    site: str, browser: Browser, rini: Viewer, size: dict[str, int], language: str
) -> None:
    queue(rini, 3)
    with visiting(browser, site, size=size, language=language) as person:
        person.signs_in("rini")
        person.goes_to("/review/")
        person.finds_no_barrier()
        person.page.keyboard.press("s")
        person.page.wait_for_selector("[data-key=u]")
        person.finds_no_barrier()
        person.goes_to("/review/agreement/")
        person.finds_no_barrier()
        person.goes_to("/review/")
        person.finds_no_barrier()
        assert person.complaints == []
        keep_a_picture(person.page, PICTURES, f"pair-{language}-{size['width']}")


def test_twenty_pairs_by_keyboard_and_the_answers_reach_their_list(site: str, browser: Browser, rini: Viewer) -> None:
    pairs = queue(rini, 21)
    with visiting(browser, site) as person:
        person.signs_in("rini")
        person.goes_to("/review/")
        for place, key in zip(range(20), KEYS, strict=False):
            number = person.page.locator("#pair input[name=pair]").first.input_value()
            assert number == str(pairs[place].pk)
            with person.page.expect_response("**/review/answer/") as answered:
                person.page.keyboard.press(key)
            assert answered.value.status == 200
            person.page.wait_for_function(
                "number => document.querySelector('.answers input[name=pair]').value !== number", arg=number
            )

        assert person.page.url.endswith("/review/")
        swapped = person.page.locator("#pair").inner_text()
        person.goes_to("/review/")
        assert person.page.locator("#pair").inner_text() == swapped

        person.page.keyboard.press("u")
        person.page.wait_for_function(
            "number => document.querySelector('.answers input[name=pair]').value === number", arg=str(pairs[19].pk)
        )
        person.page.keyboard.press("b")
        person.page.wait_for_function(
            "number => document.querySelector('.answers input[name=pair]').value === number", arg=str(pairs[20].pk)
        )
        person.goes_to("/review/")
        person.follows("button[value=all]")
        work_off()
        person.goes_to("/review/")
        assert "selesai" in person.page.locator("#works").inner_text()
        assert person.page.locator("button[value=all]").count() == 0
        assert person.complaints == []

    assert asked("SELECT answer, count(*) FROM linkage_judgement WHERE withdrawn_at IS NULL GROUP BY 1 ORDER BY 1") == [
        ("cannot_tell", 6),
        ("different", 7),
        ("same", 7),
    ]


def test_the_page_works_without_javascript(rini: Viewer) -> None:
    first, second = queue(rini, 2)
    client = signed_in(rini)

    page = client.get("/review/")
    assert f'value="{first.pk}"' in page.content.decode()
    answered = client.post("/review/answer/", {"pair": first.pk, "answer": "same"}, follow=True)

    assert answered.redirect_chain == [("/review/", 302)]
    assert f'value="{second.pk}"' in answered.content.decode()
    undone = client.post("/review/undo/", {"pair": first.pk}, follow=True)
    assert f'name="pair" value="{first.pk}"' in undone.content.decode()


def test_differences_are_told_in_words_and_the_other_nik_stays_hidden(rini: Viewer) -> None:
    [pair] = queue(rini, 1)

    page = signed_in(rini).get("/review/").content.decode()

    assert '<mark class="differs">BINTI</mark>' in page
    assert '<mark class="differs">××</mark>' in page
    assert "nama beda satu-dua huruf" in page
    assert "sangat kuat: orang yang sama" in page
    assert "32 banding 1" in page
    assert pair.other_nik_masked in page.replace('<mark class="differs">', "").replace("</mark>", "")


def test_two_reviewers_never_get_the_same_pair_and_are_told_who_was_first(rini: Viewer, wawan: Viewer) -> None:
    pairs = queue(rini, 12)
    hers, his = signed_in(rini), signed_in(wawan)
    hers.get("/review/")
    page = his.get("/review/").content.decode()

    assert f'name="pair" value="{pairs[10].pk}"' in page
    refused = his.post("/review/answer/", {"pair": pairs[0].pk, "answer": "same"}, follow=True).content.decode()
    assert "Sedang diperiksa oleh rini." in refused
    hers.post("/review/answer/", {"pair": pairs[0].pk, "answer": "same"})
    refused = his.post(
        "/review/answer/", {"pair": pairs[0].pk, "answer": "different"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Sudah dijawab oleh rini." in refused
    assert 'hx-swap-oob="true"' in refused
    assert "<html" not in refused


def test_an_answer_that_was_sent_twice_counts_once(rini: Viewer) -> None:
    first, _ = queue(rini, 2)
    client = signed_in(rini)
    client.get("/review/")

    for _ in range(2):
        client.post("/review/answer/", {"pair": first.pk, "answer": "same"})

    assert Judgement.objects.using("owner").count() == 1


@pytest.mark.parametrize(
    "said",
    [{}, {"pair": "x"}, {"pair": "9" * 30, "answer": "same"}, {"pair": "1", "answer": "perhaps"}],
)
def test_nonsense_is_refused_in_words(rini: Viewer, said: dict[str, str]) -> None:
    queue(rini, 1)

    page = signed_in(rini).post("/review/answer/", said, follow=True).content.decode()

    assert 'class="note' in page
    assert not Judgement.objects.using("owner").exists()


def test_a_second_look_is_blind(rini: Viewer, wawan: Viewer) -> None:
    [pair] = queue(rini, 1, second_looks=1)
    signed_in(rini).get("/review/")
    signed_in(rini).post("/review/answer/", {"pair": pair.pk, "answer": "same"})

    client = signed_in(wawan)
    page = client.get("/review/").content.decode()
    assert f'name="pair" value="{pair.pk}"' in page
    assert "rini" not in page
    client.post("/review/answer/", {"pair": pair.pk, "answer": "different"})

    agreement = client.get("/review/agreement/").content.decode()
    assert "orang yang berbeda" in agreement


def test_leaving_gives_the_pairs_to_others(rini: Viewer) -> None:
    queue(rini, 3)
    client = signed_in(rini)
    client.get("/review/")
    assert Claim.objects.using("owner").count() == 3

    assert client.post("/review/leave/").status_code == 302
    assert Claim.objects.using("owner").count() == 0


def test_strangers_see_nothing(rini: Viewer, tamu: Viewer, lestari: Viewer, hadi: Viewer) -> None:
    [pair] = queue(rini, 1)
    stranger = signed_in(tamu)

    page = stranger.get("/review/").content.decode()
    assert "SITI" not in page
    assert "usulan.xlsx" not in page
    stranger.post("/review/answer/", {"pair": pair.pk, "answer": "same"})
    stranger.post("/review/apply/", {"list": str(pair.row.submitted_list_id)})
    assert not Judgement.objects.using("owner").exists()
    assert asked("SELECT count(*) FROM jobs_work") == [(0,)]
    for role in (lestari, hadi):
        for address in ("/review/", "/review/agreement/", "/review/works/"):
            assert signed_in(role).get(address).status_code == 403
        assert signed_in(role).post("/review/answer/", {"pair": pair.pk, "answer": "same"}).status_code == 403
    assert Client().get("/review/").status_code == 302


def test_changes_are_posted_only(rini: Viewer) -> None:
    client = signed_in(rini)

    assert [client.get(f"/review/{act}/").status_code for act in ("answer", "undo", "leave", "apply")] == [405] * 4


def test_another_senders_account_sees_its_own_pairs_only(rini: Viewer) -> None:
    access.open_account(
        name="dina",
        full_name="Dina",
        office=accounts.office_of(rini),
        role="verifier",
        password=PASSWORD,
        at=NOON,
        senders=("dinkes",),
    )
    dina = accounts.viewer_of(access.sign_in(name="dina", password=PASSWORD, at=NOON), on=NOON)
    queue(rini, 2, sender="diskop")
    [hers] = queue(rini, 1, first=50, sender="dinkes")

    page = signed_in(dina).get("/review/").content.decode()

    assert f'name="pair" value="{hers.pk}"' in page
    assert "<strong>1</strong>" in page


def test_a_decision_costs_a_constant_number_of_queries(rini: Viewer) -> None:
    pairs = queue(rini, 30)
    client = signed_in(rini)
    client.get("/review/")
    counts = []
    for pair in pairs[:9]:
        with CaptureQueriesContext(connections["default"]) as caught:
            client.post("/review/answer/", {"pair": pair.pk, "answer": "same"}, headers={"HX-Request": "true"})
        counts.append(len(caught))

    assert len(set(counts[1:])) == 1
    assert counts[1] < 45


def test_looks_are_recorded_with_their_purpose(rini: Viewer) -> None:
    queue(rini, 2)

    signed_in(rini).get("/review/")

    assert asked("SELECT purpose, detail->>'pairs' FROM audit_event WHERE action = 'pairs.seen'") == [("review", "2")]


def test_what_was_taken_back_lies_before_its_reviewer_again(rini: Viewer, wawan: Viewer) -> None:
    [pair] = queue(rini, 1)
    client = signed_in(rini)
    client.get("/review/")
    client.post("/review/answer/", {"pair": pair.pk, "answer": "same"})

    client.post("/review/undo/", {"pair": pair.pk})

    held = Claim.objects.using("owner").get()
    assert held.by_id == rini.account_id
    assert held.until > timezone.now() + dt.timedelta(minutes=20)
    assert Pair.objects.using("owner").count() == 1
    nothing = signed_in(wawan).post("/review/undo/", {"pair": pair.pk}, follow=True).content.decode()
    assert "Tidak ada jawaban Anda pada pasangan itu." in nothing
