"""The trail is read by who inspects the office, accounts' acts by who administers it; nobody reads another office's."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access import trail
from payung.access.trail import Asked
from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit import queries
from payung.audit.models import Event
from payung.web import trail_words
from tests import people
from tests.flows.office import asked
from tests.people import NOON
from tests.web.browser import keep_a_picture, visiting, work_off
from tests.web.visitor import signed_in


def happened(by: Viewer, act: str = "list.received", about: str = "list:4711", *, times: int = 1, day: int = 2) -> None:
    for _ in range(times):
        audit.record(
            act, by=by.name, by_id=by.account_id, about=about, at=NOON.replace(day=day), purpose="usulan 2026", rows=12
        )


def test_the_trail_is_the_offices_own(rini: Viewer, lestari: Viewer, tamu: Viewer) -> None:
    happened(rini, about="list:4711")
    happened(tamu, about="list:medan")
    people.viewer("auditor-medan", role="inspector", office="Disnaker Kota Medan")

    ours, theirs = (
        signed_in("lestari").get("/trail/").content.decode(),
        signed_in("auditor-medan").get("/trail/").content.decode(),
    )

    assert "list:4711" in ours
    assert "list:medan" not in ours
    assert "tamu" not in ours
    assert "list:medan" in theirs
    assert "list:4711" not in theirs
    assert "rini" not in theirs
    assert "list:4711" not in signed_in("auditor-medan").get("/trail/?actor=rini").content.decode()
    assert "<td>list:4711</td>" not in signed_in("auditor-medan").get("/trail/?about=list:4711").content.decode()
    assert "<td>list:4711</td>" in signed_in("lestari").get("/trail/?about=list:4711").content.decode()


@pytest.mark.parametrize("role", ["verifier", "proposer", "treasurer", "branch_officer", "section_head", "planner"])
def test_who_neither_inspects_nor_administers_has_no_trail(rini: Viewer, role: str) -> None:
    other = people.viewer("lain", role=role)
    by = signed_in("lain")

    for answer in (
        by.get("/trail/"),
        by.post("/trail/export/"),
        by.get("/trail/seals/"),
        by.post("/trail/seals/seal_trail/"),
    ):
        assert answer.status_code == 403
    for question in (trail.events, trail.export):
        with pytest.raises(NotAllowed):
            question(Asked(), **{"seen_by": other} if question is trail.events else {"by": other, "at": NOON})


def test_an_administrator_reads_acts_on_accounts_and_no_looks_at_people(rini: Viewer, sari: Viewer) -> None:
    happened(rini, "person.seen", "person:123")
    happened(rini, "account.signed_in", f"account:{rini.account_id}")
    by = signed_in("sari")

    page = by.get("/trail/").content.decode()

    assert "person:123" not in page
    assert f"account:{rini.account_id}" in page
    assert "person:123" not in by.get("/trail/?act=person.").content.decode()
    assert "person:123" not in b"".join(by.post("/trail/export/").streaming_content).decode()
    assert by.get("/trail/seals/").status_code == 403


def test_the_filters_narrow_and_the_pages_turn_by_key(rini: Viewer, lestari: Viewer) -> None:
    happened(rini, times=60)
    happened(rini, "decree.printed", "decree:3", day=5)
    by = signed_in("lestari")

    first = by.get("/trail/?act=list.").content.decode()
    assert first.count("list:4711</td>") == 50
    older = first.split('href="?actor=')[1].split('"')[0].replace("&amp;", "&")
    assert by.get(f"/trail/?actor={older}").content.decode().count("list:4711</td>") == 10
    assert by.get("/trail/?since=05-03-2026&until=05-03-2026").content.decode().count("<td>decree:3</td>") == 1
    assert by.get("/trail/?since=06-03-2026&act=decree.").content.decode().count("<td>decree:3</td>") == 0
    assert by.get("/trail/?about=decree:3").content.decode().count("</tr>") == 2
    wrong = by.get("/trail/?since=31-02-2026&until=kemarin")
    assert wrong.status_code == 422
    assert wrong.content.decode().count("hh-bb-tttt.") == 2
    assert by.get("/trail/?before=abc&actor=%27--&act=%25").status_code == 200


def test_more_events_cost_no_more_queries(rini: Viewer, lestari: Viewer) -> None:
    by = signed_in("lestari")
    by.get("/trail/")
    happened(rini)
    counts = []
    for _ in range(2):
        with (
            CaptureQueriesContext(connections["default"]) as seen,
            CaptureQueriesContext(connections["owner"]) as owned,
        ):
            by.get("/trail/")
        counts.append(len(seen) + len(owned))
        happened(rini, times=70)

    assert counts[0] == counts[1]


def test_an_export_is_a_file_without_formulas_and_stands_in_the_trail(
    rini: Viewer, lestari: Viewer, tamu: Viewer
) -> None:
    happened(rini, about="=cmd|' /C calc'!A0")
    happened(tamu, about="list:medan")
    by = signed_in("lestari")

    answer = by.post("/trail/export/", {"actor": "rini", "act": "list."})
    text = b"".join(answer.streaming_content).decode()

    assert answer["Content-Disposition"].startswith("attachment")
    assert "'=cmd" in text
    assert ",=cmd" not in text
    assert "list:medan" not in text
    assert text.count("\r\n") == 2
    [(actor, detail)] = asked("SELECT actor, detail->>'of' FROM audit_event WHERE action = 'trail.exported'")
    assert (actor, detail) == ("lestari", "rini")
    assert by.get("/trail/export/").status_code == 405


def test_too_much_for_one_file_is_said(rini: Viewer, lestari: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MOST_EXPORTED", 3)
    happened(rini, times=5)

    answer = signed_in("lestari").post("/trail/export/", {"actor": "rini"}, follow=True)

    assert "persempit harinya" in answer.content.decode()


def test_seals_are_made_and_checked_by_the_worker_and_a_changed_event_shows(rini: Viewer, lestari: Viewer) -> None:
    happened(rini, times=3)
    by = signed_in("lestari")
    assert "belum pernah diperiksa" in by.get("/trail/seals/").content.decode()

    by.post("/trail/seals/seal_trail/")
    by.post("/trail/seals/verify_trail/")
    work_off()
    assert "Semua segel utuh" in by.get("/trail/seals/").content.decode()
    assert "disegel" in by.get("/trail/?act=list.").content.decode()
    Event.objects.using("owner").filter(action="list.received").update(actor="orang lain")
    by.post("/trail/seals/verify_trail/")
    work_off()
    page = by.get("/trail/seals/").content.decode()

    assert "1 segel tidak cocok" in page
    assert "Segel 1 tidak cocok (kejadian" in page
    assert by.post("/trail/seals/drop_trail/").status_code == 302
    assert asked("SELECT count(*) FROM jobs_work WHERE kind = 'drop_trail'") == [(0,)]


def test_whoever_lost_the_right_seals_nothing(rini: Viewer, lestari: Viewer) -> None:
    signed_in("lestari").post("/trail/seals/seal_trail/")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE access_account SET role = 'proposer' WHERE name = 'lestari'")

    work_off()

    assert asked("SELECT state FROM jobs_work") == [("refused",)]
    assert asked("SELECT count(*) FROM audit_seal") == [(0,)]


def test_the_moments_of_an_account_are_its_own(rini: Viewer, tamu: Viewer) -> None:
    happened(rini, "person.seen", times=2)
    happened(tamu, "person.seen")
    asking = {"actor_id": rini.account_id, "actions": ["person.seen"], "since": NOON - dt.timedelta(hours=1)}

    found = [queries.latest_but(skipped, **asking) for skipped in (0, 1, 2)]

    assert None not in found[:2]
    assert found[2] is None


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_trail_in_a_browser(site: str, browser: Browser, rini: Viewer, lestari: Viewer, language: str) -> None:
    happened(rini, times=60)
    audit.seal(at=NOON)
    with visiting(browser, site, language=language) as guest:
        guest.signs_in("lestari")
        guest.goes_to("/trail/?act=list.")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, Path("trail"), f"trail-{language}")
        for _ in range(2):
            # A file leaves the page where it is, and its button as it was.
            with guest.page.expect_download():
                guest.page.click("form[data-download] button")
        assert [what.rpartition(" ")[2] for what in guest.complaints] == ["net::ERR_ABORTED"] * 2
        guest.complaints.clear()
        guest.follows("main .buttons a.button")
        guest.finds_no_barrier_at_either_width()
        guest.goes_to("/trail/seals/")
        guest.follows("main .buttons button >> nth=0")
        guest.page.wait_for_url("**/trail/seals/")
        work_off()
        guest.goes_to("/trail/seals/")
        guest.finds_no_barrier_at_either_width()
        keep_a_picture(guest.page, Path("trail"), f"seals-{language}")
        assert guest.complaints == []


def test_every_act_that_the_house_records_has_words() -> None:
    found = set()
    for path in Path(trail_words.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record":
                found |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}

    assert {one for one in found if one not in trail_words.ACTS} == set()
    assert len(found) > 60
