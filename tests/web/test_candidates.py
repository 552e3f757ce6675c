"""Candidates and programmes: counts that open people, decisions by hand and their refusals, dated terms in a form."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.eligibility.models import Decision
from payung.flows import words_of_decisions
from tests.eligibility.stored import PROGRAMME, decide, decision_of, row, set_up, stored_list
from tests.flows.office import asked
from tests.people import NOON, PASSWORD, sender
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off
from tests.web.visitor import signed_in

PICTURES = Path("review")


def page_of(client: Client, address: str, **said: object) -> str:
    return html.unescape(client.get(address, said).content.decode())


@pytest.mark.parametrize(("size", "language"), [(WIDE, "id"), (NARROW, "en")], ids=["wide-id", "narrow-en"])
def test_the_pages_of_candidates_have_no_barrier(
    site: str, browser: Browser, rini: Viewer, hadi: Viewer, programme: str, size: dict[str, int], language: str
) -> None:
    somebody = decision_of(7).pk
    addresses = {
        "index": "/candidates/",
        "standing": f"/candidates/{programme}/",
        "doubtful": f"/candidates/{programme}/people/?outcome=doubtful",
        "waiting": f"/candidates/{programme}/people/?outcome=waiting",
        "candidate": f"/candidates/{programme}/{somebody}/",
        "programme": f"/programmes/{programme}/",
        "terms": f"/programmes/{programme}/terms/",
        "file": "/programmes/file/?example=bontang-rentan",
    }
    with visiting(browser, site, size=size, language=language) as person:
        person.signs_in("hadi")
        for address in addresses.values():
            person.goes_to(address)
            person.finds_no_barrier()
        assert person.complaints == []
        for name, address in addresses.items():
            person.goes_to(address)
            keep_a_picture(person.page, PICTURES, f"{name}-{language}-{size['width']}")


def test_a_doubtful_person_is_decided_and_the_seats_are_dealt_anew(
    site: str, browser: Browser, rini: Viewer, programme: str
) -> None:
    with visiting(browser, site) as person:
        person.signs_in("rini")
        person.goes_to("/candidates/")
        person.follows("tbody th a")
        person.follows("text=perlu keputusan orang")
        person.follows("text=ORANG KE 7")
        person.page.check("#outcome-not")
        person.page.fill("#note", "BA 7/2026")
        person.follows("text=Simpan keputusan")
        person.page.wait_for_selector(".note.good")
        assert decision_of(7).outcome == "not_eligible"
        assert "rini: BA 7/2026" in person.page.inner_text("main")
        work_off()
        person.goes_to(f"/candidates/{programme}/")
        assert "selesai" in person.page.locator("#works").inner_text()
        assert person.complaints == []
    assert decision_of(7).decided_by_id == rini.account_id


def test_the_counts_balance_and_every_reason_opens_its_people(rini: Viewer, programme: str) -> None:
    client = signed_in(rini)
    page = page_of(client, f"/candidates/{programme}/")

    assert "9 = " in page
    for reason, count in re.findall(r'\?reason=(\w+)" aria-label="(\d+)', page):
        people = page_of(client, f"/candidates/{programme}/people/", reason=reason)
        assert len(re.findall(r"/candidates/rentan/\d+/", people)) == int(count), reason


def test_the_waiting_list_is_ranked_by_kelurahan(rini: Viewer, programme: str) -> None:
    client = signed_in(rini)

    page = page_of(client, f"/candidates/{programme}/people/", outcome="waiting")
    elsewhere = page_of(client, f"/candidates/{programme}/people/", outcome="waiting", kelurahan="64.74.02.1001")

    people = asked("SELECT count(*) FROM eligibility_decision WHERE outcome = 'eligible' AND NOT has_seat")[0][0]
    assert f"Lok Tuan, Bontang Utara ({people})" in page
    ranks = [int(rank) for rank in re.findall(r'<td class="number">(\d+)</td><td>memenuhi', page)]
    assert len(ranks) == people
    assert ranks == sorted(ranks)
    assert "Tidak ada orang di sini." in elsewhere


def test_ticked_people_are_decided_together(rini: Viewer, programme: str) -> None:
    doubtful = list(Decision.objects.using("owner").filter(outcome="doubtful").values_list("pk", flat=True))
    client = signed_in(rini)

    for _ in range(2):
        answer = client.post(
            f"/candidates/{programme}/people/?outcome=doubtful",
            {"candidate": doubtful, "outcome": "eligible", "note": "survei", "whom": "ticked"},
            follow=True,
        )

    assert "orang diputuskan" in answer.content.decode()
    assert set(Decision.objects.using("owner").filter(pk__in=doubtful).values_list("outcome", "note")) == {
        ("eligible", "survei")
    }
    assert asked("SELECT count(*) FROM jobs_work WHERE kind = 'decide'") == [(1,)]
    work_off()
    assert asked("SELECT state FROM jobs_work WHERE kind = 'decide'") == [("done",)]


def test_all_mistakes_are_told_at_once_and_what_was_typed_stays(rini: Viewer, programme: str) -> None:
    client = signed_in(rini)

    nothing = client.post(f"/candidates/{programme}/people/?outcome=doubtful", {"whom": "ticked"})
    told = html.unescape(nothing.content.decode())
    assert nothing.status_code == 422
    for words in (words_of_decisions.NO_OUTCOME, words_of_decisions.NO_NOTE, words_of_decisions.NAME_SOMEBODY):
        assert words.id in told
    eligible = decision_of(1).pk
    refused = client.post(
        f"/candidates/{programme}/people/?outcome=doubtful",
        {"candidate": [eligible], "outcome": "not_eligible", "note": "salah <orang>", "whom": "ticked"},
    )
    assert words_of_decisions.NOBODY_WAITS.id in refused.content.decode()
    assert 'value="salah &lt;orang&gt;"' in refused.content.decode()
    assert decision_of(1).outcome == "eligible"


def test_everybody_with_one_reason_is_decided_as_work_in_the_background(rini: Viewer, programme: str) -> None:
    client = signed_in(rini)

    client.post(
        f"/candidates/{programme}/people/?reason=paid_by_other",
        {"outcome": "not_eligible", "note": "BA 9", "whom": "reason"},
    )
    work_off()

    assert asked("SELECT state FROM jobs_work WHERE kind = 'settle'") == [("done",)]
    assert (decision_of(7).outcome, decision_of(7).note) == ("not_eligible", "BA 9")
    client.post(
        f"/candidates/{programme}/people/?reason=paid_by_other",
        {"outcome": "eligible", "note": "BA 10", "whom": "reason"},
    )
    work_off()
    page = page_of(client, f"/candidates/{programme}/works/")
    assert words_of_decisions.NOBODY_WAITS.id in page


def test_a_programme_is_run_with_the_lists_that_are_ticked(rini: Viewer, programme: str) -> None:
    new = stored_list(rini, [row(20), row(21)])
    client = signed_in(rini)

    assert f'value="{new.pk}" checked' in page_of(client, f"/candidates/{programme}/")
    client.post(f"/candidates/{programme}/decide/", {"list": [new.pk]})
    work_off()

    assert asked("SELECT state FROM jobs_work") == [("done",)]
    assert Decision.objects.using("owner").count() == 11
    unknown = client.post(f"/candidates/{programme}/decide/", {"list": ["999999"]}, follow=True).content.decode()
    assert "Daftar 999999 tidak ada." in unknown


def test_a_candidate_shows_reasons_facts_source_and_history_and_the_look_is_recorded(
    rini: Viewer, programme: str
) -> None:
    client = signed_in(rini)
    one = decision_of(7)
    address = f"/candidates/{programme}/{one.pk}/"
    client.post(address, {"outcome": "not_eligible", "note": "BA 3"})

    page = page_of(client, address)

    assert one.candidate.nik in page
    assert "usulan.xlsx" in page
    assert "aktif, dibayar pihak lain" in page
    assert "Keputusan sebelumnya" in page
    assert asked(
        f"SELECT DISTINCT purpose FROM audit_event WHERE action = 'people.looked_at' AND about = 'candidate:{one.pk}'"
        " AND purpose LIKE 'eligibility%'"
    ) == [("eligibility for programme rentan",)]
    reopened = client.post(address, {"outcome": "reopen", "note": "keliru"}, follow=True)
    assert reopened.status_code == 200
    assert decision_of(7).outcome == "doubtful"


def test_a_proposer_reads_public_reasons_of_its_own_people_only(rini: Viewer, programme: str, tmp_path: Path) -> None:
    sender("dinkes", office_id=rini.office_id)
    stored_list(rini, [row(30)], sender="dinkes")
    decide(rini, tmp_path / "home")
    access.open_account(
        name="opd", full_name="Opd", office=accounts.office_of(rini), role="proposer", password=PASSWORD, at=NOON,
        senders=("dinkes",),
    )  # fmt: skip
    client = signed_in(accounts.viewer_of(access.sign_in(name="opd", password=PASSWORD, at=NOON), on=NOON))

    index = page_of(client, "/candidates/")
    people = page_of(client, f"/candidates/{programme}/people/")
    mine, other = decision_of(30), decision_of(7)
    page = page_of(client, f"/candidates/{programme}/{mine.pk}/")

    assert re.findall(r'class="number">(\d+)<', index)[0] == "1"
    assert "ORANG KE 30" in people
    assert "ORANG KE 7" not in people
    assert mine.candidate.nik not in page
    assert "Fakta yang dipakai" not in page
    assert client.get(f"/candidates/{programme}/{other.pk}/").status_code == 404
    assert "ORANG" not in page_of(client, f"/candidates/{programme}/people/", reason="bpjs_not_asked")
    refused = client.post(
        f"/candidates/{programme}/people/",
        {"candidate": [mine.pk], "outcome": "eligible", "note": "x", "whom": "ticked"},
    )
    assert refused.status_code == 403
    assert client.post(f"/candidates/{programme}/decide/").status_code == 403


def test_strangers_find_no_programme_and_no_candidate(
    rini: Viewer, tamu: Viewer, lestari: Viewer, sari: Viewer, programme: str
) -> None:
    number = decision_of(7).pk
    addresses = [
        f"/candidates/{programme}/",
        f"/candidates/{programme}/people/",
        f"/candidates/{programme}/works/",
        f"/candidates/{programme}/{number}/",
        f"/programmes/{programme}/",
        f"/programmes/{programme}/export/",
    ]
    stranger, inspector, administrator = signed_in(tamu), signed_in(lestari), signed_in(sari)

    assert [stranger.get(one).status_code for one in addresses] == [404] * 6
    assert "Pekerja Rentan" not in page_of(stranger, "/candidates/")
    assert [administrator.get(one).status_code for one in addresses] == [403] * 6
    assert [inspector.get(one).status_code for one in addresses] == [200] * 6
    assert inspector.post(f"/candidates/{programme}/{number}/", {"outcome": "eligible", "note": "x"}).status_code == 403
    assert inspector.post(f"/candidates/{programme}/decide/").status_code == 403
    assert inspector.get(f"/programmes/{programme}/terms/").status_code == 403
    assert signed_in(rini).get("/programmes/file/").status_code == 403
    assert stranger.post(f"/candidates/{programme}/{number}/", {"outcome": "eligible", "note": "x"}).status_code == 404


@pytest.mark.parametrize(
    "asked_for", [{"page": "x"}, {"page": "0"}, {"page": "99999999"}, {"outcome": "zzz"}, {"reason": "' OR 1"}]
)
def test_nonsense_in_an_address_is_a_page_and_no_fault(rini: Viewer, programme: str, asked_for: dict[str, str]) -> None:
    assert signed_in(rini).get(f"/candidates/{programme}/people/", asked_for).status_code == 200


def test_pages_cost_a_constant_number_of_queries(rini: Viewer, programme: str, tmp_path: Path) -> None:
    client = signed_in(rini)
    addresses = ["/candidates/", f"/candidates/{programme}/", f"/candidates/{programme}/people/"]

    def spent() -> list[int]:
        counts = []
        for one in addresses:
            with CaptureQueriesContext(connections["default"]) as caught:
                client.get(one)
            counts.append(len(caught))
        return counts

    spent()
    before = spent()
    stored_list(rini, [row(number) for number in range(40, 60)])
    decide(rini, tmp_path / "home")
    assert spent() == before
    assert max(before) < 40


def test_home_and_the_programmes_ask_as_much_for_three_programmes_as_for_one(
    rini: Viewer, hadi: Viewer, programme: str
) -> None:
    client = signed_in(rini)

    def spent() -> list[int]:
        counts = []
        for one in ("/home/", "/candidates/"):
            with (
                CaptureQueriesContext(connections["default"]) as app,
                CaptureQueriesContext(connections["owner"]) as owner,
            ):
                client.get(one)
            counts.append(len(app) + len(owner))
        return counts

    spent()
    before = spent()
    for code in ("kedua", "ketiga"):
        set_up(hadi, PROGRAMME.replace("rentan", code).replace("Pekerja Rentan", code.title()))

    assert spent() == before
    assert "Ketiga" in page_of(client, "/candidates/")
