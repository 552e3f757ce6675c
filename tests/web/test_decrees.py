"""Decrees in the browser: proposed, printed, enacted once by another person; strangers find nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser
from pypdf import PdfReader

from payung.agreements.models import BudgetLine, Terms
from payung.enrolment.models import Decree, Enrolment
from tests.enrolment.programme import Office, decided, nik, quota
from tests.web import decrees
from tests.web.browser import Visitor, visiting, work_off
from tests.web.decrees import deed_typed, looks_at_both_sizes, state, told
from tests.web.visitor import signed_in

# A journey of two people


def waits_for_the_work(visitor: Visitor, address: str) -> None:
    work_off()
    visitor.page.wait_for_url(f"**{address}", timeout=15_000)


@pytest.mark.parametrize("language", ["id", "en"])
def test_one_proposes_and_prints_another_enacts(site: str, browser: Browser, desk: Office, language: str) -> None:
    decided(desk.programme, 4, first=100, has_seat=False)
    with visiting(browser, site, language=language) as rini:
        rini.signs_in("rini")
        rini.goes_to("/decrees/")
        looks_at_both_sizes(rini, f"list-empty-{language}")
        rini.follows("main a.button")
        looks_at_both_sizes(rini, f"new-{language}")
        rini.page.fill("#title", "Peserta rentan tahap I")
        rini.follows("main form button")
        looks_at_both_sizes(rini, f"work-{language}")
        waits_for_the_work(rini, "/decrees/1/")
        looks_at_both_sizes(rini, f"draft-{language}")
        rini.follows("form[action$='/print/'] button")
        waits_for_the_work(rini, "/decrees/1/")
        rini.page.fill("#initials", "Kabid HI; Bagian Hukum")
        rini.follows("form[action$='/initial/'] button")
        looks_at_both_sizes(rini, f"initialled-{language}")
        rini.goes_to("/decrees/1/people/")
        looks_at_both_sizes(rini, f"people-{language}")
        assert rini.complaints == []
    with visiting(browser, site, language=language) as wati:
        wati.signs_in("wati")
        wati.goes_to("/decrees/1/")
        wati.follows("main a.button")
        for name, value in deed_typed().items():
            if name != "acting":
                wati.page.fill(f"#{name}", value)
        looks_at_both_sizes(wati, f"enact-{language}")
        wati.page.dblclick("main form button.button")
        wati.page.wait_for_url("**/orders/**")
        waits_for_the_work(wati, "/decrees/1/")
        looks_at_both_sizes(wati, f"enacted-{language}")
        wati.goes_to("/decrees/")
        looks_at_both_sizes(wati, f"list-{language}")
        wati.goes_to("/decrees/waiting/rentan/")
        looks_at_both_sizes(wati, f"waiting-{language}")
        wati.goes_to("/decrees/waiting/rentan/?kelurahan=64.74.01.1001")
        looks_at_both_sizes(wati, f"waiting-place-{language}")
        assert wati.complaints == []
    with visiting(browser, site, language=language) as rini:
        rini.signs_in("rini")
        rini.goes_to("/decrees/1/amend/")
        rini.page.fill("#pasted", "123; pindah")
        rini.follows("main form button.button")
        looks_at_both_sizes(rini, f"amend-{language}")

    assert state(1) == "enacted"
    assert Enrolment.objects.using("owner").count() == 9
    assert len(told("decree.enacted")) == 1


# Strangers and roles

PAGES = ["", "people/", "cards/", "papers/full/", "papers/last_four/lampiran.xlsx", "scan/", "enact/", "amend/"]
CHANGES = ["print/", "again/", "initial/", "take-back/", "withdraw/", "late-scan/", "letters/", "enact/", "amend/"]


def test_another_office_finds_nothing(desk: Office) -> None:
    decree_id = decrees.printed(desk)
    tamu = signed_in("tamu")
    may_not = {"enact/", "late-scan/"}

    for page in set(PAGES) - may_not:
        assert tamu.get(f"/decrees/{decree_id}/{page}").status_code == 404, page
    for page in set(CHANGES) - may_not:
        assert tamu.post(f"/decrees/{decree_id}/{page}", {"reason": "x", "initials": "x"}).status_code == 404, page
    shown = tamu.get("/decrees/").content.decode()
    assert "Penetapan Peserta" not in shown
    assert "Program rentan" not in shown
    assert tamu.get("/decrees/waiting/rentan/").status_code == 404
    assert tamu.get("/decrees/new/?programme=rentan").status_code == 404
    assert state(decree_id) == "printed"
    assert len(told("web.not_found")) == len(set(PAGES) - may_not) + len(set(CHANGES) - may_not) + 2


def test_who_lacks_the_right_is_refused(desk: Office) -> None:
    decree_id = decrees.initialled(desk)

    for page in ["", f"{decree_id}/", f"{decree_id}/people/", "waiting/rentan/", "new/"]:
        assert signed_in("opd").get(f"/decrees/{page}").status_code == 403
    for name, forbidden in (("tono", CHANGES), ("rini", ["enact/", "late-scan/"]), ("wati", ["print/", "amend/", "again/", "take-back/"])):  # fmt: skip
        for page in forbidden:
            answer = signed_in(name).post(f"/decrees/{decree_id}/{page}", deed_typed(reason="x"))
            assert answer.status_code == 403, (name, page)
    assert Client().get(f"/decrees/{decree_id}/").status_code == 302
    assert state(decree_id) == "initialled"


def test_one_bound_to_a_sender_sees_its_lines_only_and_takes_no_file(desk: Office) -> None:
    from_dkp = decrees.people.sender("dkp", office_id=desk.rini.office_id)
    decided(desk.programme, 3, first=50, sender=from_dkp)
    decrees.people.viewer("dinda", role="branch_officer", senders=("dkp",))
    decree_id = decrees.printed(desk)
    dinda = signed_in("dinda")

    page = dinda.get(f"/decrees/{decree_id}/")
    lines = dinda.get(f"/decrees/{decree_id}/people/").content.decode()

    assert page.context["one"].heads == 3
    assert page.context["one"].amount is None
    assert page.context["papers"] == []
    assert [name in lines for name in ("Orang 50", "Orang 1<")] == [True, False]
    assert dinda.get(f"/decrees/{decree_id}/papers/last_four/").status_code == 403
    assert dinda.post(f"/decrees/{decree_id}/letters/").status_code == 403


# Proposing


def test_a_proposal_is_work_that_ends_at_the_draft(desk: Office) -> None:
    rini = signed_in("rini")

    asked = rini.post("/decrees/new/", {"programme": "rentan", "title": "Tahap I", "first_month": "", "months": ""})
    again = rini.post("/decrees/new/", {"programme": "rentan", "title": "Tahap I", "first_month": "", "months": ""})
    work_off()

    assert asked.url == again.url
    assert rini.get(asked.url).url == "/decrees/1/"
    assert rini.get(asked.url, headers={"HX-Request": "true"})["HX-Redirect"] == "/decrees/1/"
    assert Decree.objects.using("owner").get().title == "Tahap I"
    assert signed_in("wati").get(asked.url).status_code == 404


def test_a_form_says_all_that_is_wrong_and_keeps_what_was_typed(desk: Office) -> None:
    answer = signed_in("rini").post(
        "/decrees/new/", {"programme": "rentan", "title": "Tahap <b>I</b>", "first_month": "kapan", "months": "99"}
    )

    said = answer.content.decode()
    assert answer.status_code == 400
    assert "“kapan” bukan bulan" in said
    assert "1 sampai 60" in said
    assert 'value="Tahap &lt;b&gt;I&lt;/b&gt;"' in said


def test_all_problems_of_a_proposal_are_said_at_once(desk: Office) -> None:
    decided(desk.programme, 2, first=200, dukcapil=None)
    Terms.objects.using("owner").update(dukcapil="required")
    quota(desk.programme, "64.74.01.1001", 1)
    BudgetLine.objects.using("owner").update(amount=1_000)
    rini = signed_in("rini")

    asked = rini.post("/decrees/new/", {"programme": "rentan"})
    work_off()

    said = rini.get(asked.url).content.decode()
    assert "2 orang belum dicek Disdukcapil" in said
    assert "Kuota 64.74.01.1001" in said
    assert "tersisa Rp1.000" in said
    assert not Decree.objects.using("owner").exists()


# Printing and its files


def test_a_role_takes_the_copy_that_it_may_read(desk: Office) -> None:
    rini, tono = signed_in("rini"), signed_in("tono")
    decree_id = decrees.proposed(desk)
    rini.post(f"/decrees/{decree_id}/print/")
    work_off()

    answer = rini.get(f"/decrees/{decree_id}/papers/full/")
    full, public = text_of(answer), text_of(tono.get(f"/decrees/{decree_id}/papers/last_four/"))

    assert answer["Content-Disposition"].startswith("attachment")
    assert nik(1) in full
    assert "Orang 1" in public
    assert nik(1) not in public
    assert tono.get(f"/decrees/{decree_id}/papers/full/").status_code == 403
    assert "papers/full" not in tono.get(f"/decrees/{decree_id}/").content.decode()
    one = rini.get(f"/decrees/{decree_id}/papers/full/lampiran.xlsx")
    assert b"".join(one.streaming_content)[:2] == b"PK"
    assert [(event["what"], event["copy"]) for event in told("decree.paper_taken")] == [
        ("all", "full"),
        ("all", "last_four"),
        ("lampiran.xlsx", "full"),
    ]


def text_of(answer: object) -> str:
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = [name for name in packed.namelist() if name.startswith("lampiran-64")]
    assert len(names) == 3
    return "".join(page.extract_text() for name in names for page in PdfReader(io.BytesIO(packed.read(name))).pages)


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret_key", "secret_key", ".lampiran.kunci", "lampiran.xlsx%00"])
def test_no_other_file_of_the_installation_is_handed_out(desk: Office, name: str) -> None:
    decree_id = decrees.printed(desk)

    answer = signed_in("rini").get(f"/decrees/{decree_id}/papers/full/{name}")

    assert answer.status_code in (302, 400, 404)
    assert told("decree.paper_taken") == []


def test_a_damaged_file_is_not_handed_out(desk: Office) -> None:
    decree_id = decrees.printed(desk)
    (Path(settings.PAYUNG_HOME) / "letters" / f"sk-{decree_id}" / "versi-1" / "lampiran.xlsx").write_bytes(b"PK other")
    rini = signed_in("rini")

    answer = rini.get(f"/decrees/{decree_id}/papers/full/lampiran.xlsx", follow=True)

    assert "rusak atau hilang" in answer.content.decode()


def test_niks_are_masked_until_who_works_with_them_asks(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    address = f"/decrees/{decree_id}/people/"

    assert nik(1) not in signed_in("rini").get(address).content.decode()
    assert nik(1) in signed_in("rini").get(f"{address}?nik=full").content.decode()
    assert nik(1) not in signed_in("tono").get(f"{address}?nik=full").content.decode()
    assert [event["nik"] for event in told("decree.people_seen")] == ["last_four", "full", "last_four"]


def test_people_are_paged_by_kelurahan(desk: Office) -> None:
    decided(desk.programme, 120, first=1000)
    decree_id = decrees.initialled(desk)
    rini = signed_in("rini")

    pages = [rini.get(f"/decrees/{decree_id}/people/?page={page}") for page in (1, 2, 3)]
    place = rini.get(f"/decrees/{decree_id}/people/?kelurahan=64.74.01.1001")

    assert [len(page.context["lines"]) for page in pages] == [50, 50, 29]
    assert [page.context["has_more"] for page in pages] == [True, True, False]
    assert {line.kelurahan_code for line, _, _ in place.context["lines"]} == {"64.74.01.1001"}
    assert "beku: sudah dicetak" in place.content.decode()
    assert rini.get(f"/decrees/{decree_id}/people/?page=abc&kelurahan=%27").status_code == 200


@pytest.mark.parametrize("page", ["", "people/", "enact/"])
def test_a_page_asks_the_same_number_of_questions_at_any_size(desk: Office, page: str) -> None:
    name = "wati" if page == "enact/" else "rini"
    client = signed_in(name)
    few = questions(client, f"/decrees/{decrees.initialled(desk)}/{page}")
    decided(desk.programme, 300, first=5000)
    bigger = decrees.initialled(desk)

    assert questions(client, f"/decrees/{bigger}/{page}") == few
    assert few < 60


def test_the_list_of_decrees_is_paged_and_asks_the_same_number_of_questions(desk: Office) -> None:
    decree_id, rini = decrees.proposed(desk), signed_in("rini")
    few = questions(rini, "/decrees/")
    first = Decree.objects.using("owner").get(pk=decree_id)
    for _ in range(60):
        first.pk = None
        first.state = "withdrawn"
        first.save(using="owner", force_insert=True)

    page = rini.get("/decrees/")
    older = rini.get(f"/decrees/?before={page.context['before']}&programme=rentan")

    assert questions(rini, "/decrees/") == few
    assert [len(one.context["decrees"]) for one in (page, older)] == [50, 11]


def questions(client: Client, address: str) -> int:
    client.get("/decrees/")
    with CaptureQueriesContext(connections["default"]) as app, CaptureQueriesContext(connections["owner"]) as owner:
        assert client.get(address).status_code == 200
    return len(app) + len(owner)
