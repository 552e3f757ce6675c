"""The monthly "masih ada?": an operator's phone asks after covered members, the verifier replaces who left, strangers find nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from payung.fieldwork import actions, monthly
from payung.fieldwork.actions import Given, Task
from payung.flows import ask_who_is_still_here
from payung.vocabulary.month import Month
from tests.enrolment.programme import KELURAHAN, Office
from tests.flows.office import asked
from tests.web.browser import work_off
from tests.web.decrees import a_desk, enacted
from tests.web.visitor import signed_in

PLACE = KELURAHAN[0]


@pytest.fixture
def desk(database: None, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Nine members in three kelurahan, covered from next month on."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path)
    desk = a_desk(replacement="minutes")
    enacted(desk)
    return desk


def month() -> dt.date:
    return Month.of(timezone.localdate()).plus(1).starts_on


def given(desk: Office, **more: str) -> Given:
    task = Task(**{"kelurahan_code": PLACE, "holder": "Pak Udin, RT 5", "days": 7, "month": month(), **more})
    return monthly.give(task, by=desk.rini, at=timezone.now())


def opened(new: Given) -> Client:
    udin = Client()
    assert udin.post(f"/k/{new.token}/", {"code": new.code}).status_code == 302
    return udin


def seats(place: str = PLACE) -> list[int]:
    return [seat for (seat,) in asked(f"SELECT e.id FROM enrolment_enrolment e JOIN enrolment_decree_row r ON r.id = e.decree_row_id WHERE r.kelurahan_code = '{place}' ORDER BY e.id")]  # fmt: skip


def test_the_phone_asks_after_the_members_of_its_place_only(desk: Office) -> None:
    udin = opened(given(desk))
    page = udin.get("/k/rows/").content.decode()
    mine, others = seats(), seats(KELURAHAN[1])

    assert all(f"/k/members/{seat}/" in page for seat in mine)
    assert not any(f"/k/members/{seat}/" in page for seat in others)
    assert not any(nik in page for (nik,) in asked("SELECT nik FROM enrolment_decree_row"))

    for _ in range(2):
        udin.post(f"/k/members/{mine[0]}/", {"answer": "confirmed"})
    udin.post(f"/k/members/{mine[1]}/", {"answer": "died"})
    udin.post(f"/k/members/{mine[1]}/", {"answer": "moved", "note": "ke Samarinda"})
    refused = udin.post(f"/k/members/{mine[2]}/", {"answer": "corrected", "note": " "}, follow=True).content.decode()
    udin.post(f"/k/members/{others[0]}/", {"answer": "died"})
    udin.post(f"/k/members/{mine[2]}/", {"answer": "unknown"})
    udin.post(f"/k/members/{10**12}/", {"answer": "died"})

    assert "Tulis perbaikannya" in refused
    assert asked("SELECT seat_id, answer, note FROM fieldwork_sighting ORDER BY id") == [
        (mine[0], "confirmed", ""),
        (mine[1], "moved", "ke Samarinda"),
    ]
    left = udin.get("/k/rows/").content.decode()
    assert "<strong>1</strong>" in left


def test_an_rt_is_a_part_of_the_kelurahan(desk: Office) -> None:
    with pytest.raises(monthly.NotAPart):
        given(desk, rt="5")
    assert "<strong>0</strong>" in opened(given(desk, rw="002", rt="05")).get("/k/rows/").content.decode()
    assert asked("SELECT rw, rt FROM fieldwork_errand") == [("2", "5")]


def test_a_place_is_given_once_a_month_and_a_lost_link_is_renewed(desk: Office) -> None:
    rini = signed_in("rini")
    form = {"month": f"{month():%Y-%m}", "kelurahan": PLACE, "holder": "Bu Ani", "days": "7"}

    first, again = rini.post("/field/still-here/", form), rini.post("/field/still-here/", form)
    wrong = rini.post("/field/still-here/", form | {"kelurahan": "12.71.01.1001", "days": "90", "holder": ""})
    elsewhere = rini.post("/field/still-here/", form | {"kelurahan": "12.71.01.1001"})

    assert "/k/" in first.content.decode()
    assert (first.status_code, again.status_code, wrong.status_code, elsewhere.status_code) == (200, 422, 422, 422)
    assert "sudah ada petugasnya" in again.content.decode()
    assert all(said in wrong.content.decode() for said in ("Isi nama petugas.", "Lama tugas 1 sampai 31 hari."))
    errand = asked("SELECT id, token_sha256 FROM fieldwork_errand")
    assert len(errand) == 1
    assert rini.get(f"/field/{errand[0][0]}/").status_code == 302
    assert "/k/" in rini.post(f"/field/still-here/{errand[0][0]}/renew/").content.decode()
    assert asked("SELECT token_sha256 FROM fieldwork_errand") != [errand[0][1:]]

    later = rini.get(f"/field/still-here/?month={Month.of(month()).plus(1).starts_on:%Y-%m}").content.decode()
    assert "Beri lagi" in later
    assert "Bu Ani" in later
    assert "belum ditanya" not in rini.get("/home/").content.decode(), "the month has not come yet"
    assert rini.get("/field/still-here/?month=kapan").status_code == 200


def test_who_left_is_replaced_by_a_paper_and_the_rest_is_settled(desk: Office) -> None:
    udin, rini = opened(given(desk)), signed_in("rini")
    one, two, three = seats()
    udin.post(f"/k/members/{one}/", {"answer": "died"})
    udin.post(f"/k/members/{two}/", {"answer": "became_pu"})
    udin.post(f"/k/members/{three}/", {"answer": "corrected", "note": "nama: SITI AMINAH"})
    reports = ask_who_is_still_here.reports(seen_by=desk.rini)
    decree = reports[0].line.decree_id
    assert "3" in rini.get("/home/").content.decode()
    page = rini.get("/field/still-here/reports/").content.decode()
    assert "nama: SITI AMINAH" in page

    rini.post(f"/field/still-here/reports/{decree}/replace/", {"fill": "none"})
    rini.post(f"/field/still-here/reports/{decree}/replace/", {"report": [reports[0].sighting.pk], "fill": "everybody"})
    unsaid = rini.post("/field/still-here/reports/settle/", {"report": [reports[2].sighting.pk]}, follow=True)
    chosen = {"report": [reports[0].sighting.pk, "x", 10**30], "fill": "none"}
    asked_for = [rini.post(f"/field/still-here/reports/{decree}/replace/", chosen)["Location"] for _ in range(2)]
    work_off()

    assert "Tulis sebabnya" in unsaid.content.decode()
    assert asked_for[0] == asked_for[1], "a double click is one order"
    assert asked("SELECT leaving FROM enrolment_decree_row WHERE change = 'remove'") == [("died",)]
    assert asked("SELECT kind, state FROM enrolment_decree WHERE amends_id IS NOT NULL") == [("minutes", "draft")]
    again = rini.post(f"/field/still-here/reports/{decree}/replace/", chosen, follow=True).content.decode()
    assert "tidak ada" in again.lower()

    settled = {"report": [one.sighting.pk for one in reports[1:]], "because": "sudah dikirim lewat daftar versi 2"}
    rini.post("/field/still-here/reports/settle/", settled)
    udin.post(f"/k/members/{two}/", {"answer": "confirmed"})
    assert asked("SELECT answer FROM fieldwork_sighting WHERE settled_at IS NOT NULL ORDER BY id") == [("became_pu",), ("corrected",)]  # fmt: skip
    assert len(ask_who_is_still_here.reports(seen_by=desk.rini)) == 1, (
        "who is on a draft is still shown, with the draft"
    )


def test_progress_adds_up_and_reminders_name_nobody(desk: Office) -> None:
    udin, rini = opened(given(desk)), signed_in("rini")
    udin.post(f"/k/members/{seats()[0]}/", {"answer": "confirmed"})
    address = f"/field/still-here/?month={month():%Y-%m}"

    places = ask_who_is_still_here.standing(month(), seen_by=desk.rini)
    page = rini.get(address).content.decode()

    assert sum(one.covered for one in places) == 9
    assert {one.kelurahan_code: one.open for one in places}[PLACE] == 2
    assert all(one.said.answered + one.open == one.covered for one in places)
    assert "1/3" in page
    assert not any(name in page for (name,) in asked("SELECT name FROM enrolment_decree_row"))
    with CaptureQueriesContext(connections["default"]) as few:
        rini.get(address)
    for place in KELURAHAN[1:]:
        given(desk, kelurahan_code=place)
    with CaptureQueriesContext(connections["default"]) as more:
        rini.get(address)
    assert len(few) == len(more)


def test_strangers_find_no_month(desk: Office) -> None:
    new = given(desk)
    seat, errand = seats()[0], new.errand_id
    tamu, lestari = signed_in("tamu"), signed_in("lestari")

    assert Client().post(f"/k/members/{seat}/", {"answer": "died"}).status_code == 404
    assert "Udin" not in tamu.get(f"/field/still-here/?month={month():%Y-%m}").content.decode()
    assert tamu.get(f"/field/still-here/{errand}/").status_code == 404
    assert tamu.post(f"/field/still-here/{errand}/renew/").status_code == 404
    assert tamu.post(f"/field/still-here/{errand}/end/").status_code == 404
    for page in ("", "reports/", f"{errand}/"):
        assert lestari.get(f"/field/still-here/{page}").status_code == 403

    opened(new).post(f"/k/members/{seat}/", {"answer": "died"})
    reported = ask_who_is_still_here.reports(seen_by=desk.rini)[0]
    tamu.post("/field/still-here/reports/settle/", {"report": [reported.sighting.pk], "because": "hapus"})
    theirs = tamu.post(f"/field/still-here/reports/{reported.line.decree_id}/replace/", {"report": [reported.sighting.pk], "fill": "none"})  # fmt: skip
    assert theirs.status_code in (302, 404)
    assert asked("SELECT settled_at FROM fieldwork_sighting") == [(None,)]
    assert asked("SELECT count(*) FROM jobs_work") == [(0,)]
    actions.end(errand_id=errand, by=desk.rini, at=timezone.now())
    assert opened_is_over(new)


def opened_is_over(new: Given) -> bool:
    return Client().post(f"/k/{new.token}/", {"code": new.code}).status_code == 404
