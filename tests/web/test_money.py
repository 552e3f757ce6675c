"""The money of a programme in the browser: billed, paid, short, corrected, about to lapse, turned; strangers see none of it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.agreements.models import BudgetLine
from tests.contributions.city import FEB, JAN, Programmed, lines, month
from tests.exchanges.sending import asked
from tests.people import viewer
from tests.web.browser import NARROW, WIDE, Visitor, keep_a_picture, visiting, work_off
from tests.web.money import MONTHLY, PICTURES, done, issued, made, pages, settled
from tests.web.visitor import signed_in, text


def from_an_order_to_a_kode_iuran(rini: Visitor) -> None:
    rini.goes_to("/money/bills/new/")
    rini.finds_no_barrier()
    rini.page.fill("#first", "2026-01")
    rini.page.fill("#last", "2026-03")
    rini.follows("form.card button.button")
    rini.page.wait_for_url("**/orders/**")
    rini.finds_no_barrier()
    work_off()
    rini.page.wait_for_url("**/money/bills/1/")
    rini.page.wait_for_selector("text=masih sama")
    rini.page.fill("#issue-kode", "6323 0904 0001")
    rini.follows("#issue button")
    rini.page.wait_for_url("**/orders/**")
    work_off()
    rini.page.wait_for_selector("text=terbit dengan kode iuran 632309040001")


def from_a_short_sum_to_a_settled_bill(tono: Visitor) -> None:
    tono.goes_to("/money/bills/1/")
    for sp2d, amount, said in (("900/1", "151.000", "short"), ("900/2", "200", "is settled")):
        tono.page.fill("#sp2d", sp2d)
        tono.page.fill("#paid_on", "2026-02-27")
        tono.page.fill("#pay-last", "2026-03")
        tono.page.fill("#heads", "3")
        tono.page.fill("#amount", amount)
        tono.follows("#pay button[value=try]")
        tono.page.wait_for_selector("text=Nothing is recorded yet")
        tono.finds_no_barrier()
        assert said in tono.page.locator("main .note ul").inner_text()
        tono.follows("#pay button[value=record]")
        tono.page.wait_for_url("**/orders/**")
        work_off()
        tono.page.wait_for_selector("#messages >> text=The payment is recorded")


def test_from_a_list_of_members_to_paid_months(site: str, browser: Browser, city: Programmed, in_may: None) -> None:
    line_id = asked("SELECT id FROM agreements_budget_line")[0][0]
    with visiting(browser, site, size=WIDE) as rini:
        rini.signs_in("rini")
        from_an_order_to_a_kode_iuran(rini)
        assert rini.complaints == []
    with visiting(browser, site, size=NARROW, language="en") as tono:
        tono.signs_in("tono")
        from_a_short_sum_to_a_settled_bill(tono)
        assert tono.complaints == []
    assert lines(is_paid=True) == 9

    issued(city, month(4), month(6))
    for size, language in ((WIDE, "id"), (NARROW, "en")):
        with visiting(browser, site, size=size, language=language) as rini:
            rini.signs_in("rini")
            for page in [*pages(1, line_id), "/money/bills/2/", "/money/year/?programme=rentan"]:
                rini.goes_to(page)
                rini.page.wait_for_load_state("networkidle")
                rini.finds_no_barrier()
                keep_a_picture(rini.page, PICTURES, f"{language}{page.partition('?')[0].replace('/', '-')}")
            assert rini.complaints == []


def test_bills_are_made_once_whoever_clicks_twice(city: Programmed) -> None:
    rini = signed_in("rini")
    order = {"programme": "rentan", "first": "2026-01", "last": "2026-02"}
    first, second = (rini.post("/money/bills/new/", order).url for _ in range(2))
    work_off()
    later = rini.post("/money/bills/new/", order).url
    work_off()

    assert first == second
    assert rini.get(first).url == "/money/bills/1/"
    assert "6 sudah ditagih" in text(rini.get(later))
    assert asked("SELECT count(*) FROM contributions_bill") == [(1,)]


def test_months_over_the_turn_of_a_year_lead_to_the_list_of_bills(city: Programmed) -> None:
    city.line(MONTHLY * 100, year=2027)
    city.seats(1, month(12), dt.date(2027, 3, 1))
    rini = signed_in("rini")

    work = rini.post("/money/bills/new/", {"programme": "rentan", "first": "12-2026", "last": "2027-01"}).url
    work_off()

    assert rini.get(work).url == "/money/bills/"
    said = text(rini.get("/money/bills/"))
    assert "hari libur 2027 belum dimuat" in said, "the due day of January 2027 may move"
    assert "hari libur 2026 belum dimuat" not in said
    assert asked("SELECT count(*) FROM contributions_bill") == [(2,)]


def test_everything_wrong_with_an_order_is_said_at_once_and_stays_typed(city: Programmed) -> None:
    said = text(
        signed_in("rini").post("/money/bills/new/", {"programme": "lain", "first": "bulan", "holiday": "kemarin"})
    )

    assert all(word in said for word in ("pilih dari daftar", "tulis bulan sebagai", "tulis tanggal sebagai"))
    assert 'value="kemarin"' in said


def test_a_code_that_is_none_is_said_and_a_stale_list_gets_no_code(city: Programmed) -> None:
    bill_id = made(city)
    rini = signed_in("rini")

    short = rini.post(f"/money/bills/{bill_id}/issue/", {"kode": "123"})
    city.seats(1)
    stale = done(rini, f"/money/bills/{bill_id}/issue/", {"kode": "632309040001"})

    assert "terdiri dari 12 angka" in text(short)
    assert 'value="123"' in text(short)
    assert "Daftar sudah berubah" in text(stale)
    assert "Daftar berubah sejak ditagih" in text(
        rini.get(f"/money/bills/{bill_id}/changes/", headers={"HX-Request": "true"})
    )


def test_a_bill_is_voided_with_a_reason_only(city: Programmed) -> None:
    bill_id = issued(city)
    rini = signed_in("rini")

    assert "Alasan" in text(rini.post(f"/money/bills/{bill_id}/void/", {"reason": " "}))
    assert "orang-bulan dapat ditagih lagi" in text(
        done(rini, f"/money/bills/{bill_id}/void/", {"reason": "dua orang diganti"})
    )
    assert "dua orang diganti" in text(rini.get(f"/money/bills/{bill_id}/"))
    assert "sudah batal" in text(rini.post(f"/money/bills/{bill_id}/void/", {"reason": "lagi"}))


def test_every_look_at_people_is_recorded_and_no_nik_is_whole(city: Programmed, in_may: None) -> None:
    bill_id = settled(city)
    niks = [nik for (nik,) in asked("SELECT nik FROM eligibility_candidate")]
    rini = signed_in("rini")

    seen = [text(rini.get(page)) for page in pages(bill_id, 1)]

    assert not any(nik in page for nik in niks for page in seen)
    assert sum("Orang 0" in page for page in seen) == 2
    assert asked("SELECT purpose, detail->>'people' FROM audit_event WHERE action = 'people.seen' ORDER BY id") == [
        ("bill_people", "3"),
        ("lapse", "3"),
        ("paid_by_others", "0"),
    ]


def test_people_come_fifty_at_a_time(city: Programmed) -> None:
    city.seats(60)
    bill_id = made(city, JAN, FEB)
    rini = signed_in("rini")

    first = rini.get(f"/money/bills/{bill_id}/people/")
    rest = rini.get(f"/money/bills/{bill_id}/people/?after={first.context['page'].after}")

    assert [len(one.context["page"].people) for one in (first, rest)] == [50, 13]
    assert rest.context["page"].after == ""


def test_who_lapses_is_counted_by_windows_and_opens(city: Programmed, in_may: None) -> None:
    settled(city)
    page = signed_in("rini").get("/money/lapses/")

    assert page.context["windows"] == [(0, 3), (30, 0), (60, 0), (90, 0)]
    assert "/money/lapses/rentan/2026-3/" in text(page)
    assert "<html" not in text(signed_in("rini").get("/money/lapses/", headers={"HX-Request": "true"}))
    assert "/money/lapses/?brief=1" in text(signed_in("rini").get("/home/"))
    brief = text(signed_in("rini").get("/money/lapses/?brief=1", headers={"HX-Request": "true"}))
    assert "<html" not in brief
    assert "Maret 2026" in brief


def test_a_planner_sees_counts_and_nobody(city: Programmed, in_may: None) -> None:
    bill_id = settled(city)
    bappeda = signed_in("bappeda")

    assert bappeda.get("/money/lapses/").context["may_see_names"] is False
    for page in (f"/money/bills/{bill_id}/people/", "/money/lapses/rentan/2026-3/", "/money/others/rentan/"):
        assert bappeda.get(page).status_code == 403
    assert "/people/" not in text(bappeda.get(f"/money/bills/{bill_id}/"))


def test_an_inspector_reads_everything_and_changes_nothing(city: Programmed, in_may: None) -> None:
    bill_id = settled(city)
    lestari = signed_in("lestari")

    assert {lestari.get(page).status_code for page in pages(bill_id, 1)} == {200}
    assert '<form method="post" action="/money' not in text(lestari.get(f"/money/bills/{bill_id}/"))
    for act in ("issue", "void", "pay", "correct", "paper", "people/back"):
        assert lestari.post(f"/money/bills/{bill_id}/{act}/", {"reason": "x"}).status_code == 403
    assert lestari.get("/money/bills/new/").status_code == 403


def test_a_stranger_finds_nothing_and_a_bound_account_sees_no_money(city: Programmed, tamu: Viewer) -> None:
    bill_id = settled(city)
    viewer("terikat", role="verifier", senders=("dinas-rentan",))
    stranger, bound = signed_in("tamu"), signed_in("terikat")
    line_id = asked("SELECT id FROM agreements_budget_line")[0][0]

    for page in (f"/money/lines/{line_id}/", f"/money/bills/{bill_id}/", f"/money/bills/{bill_id}/people/",
                 f"/money/bills/{bill_id}/changes/", "/money/others/rentan/", "/money/lapses/rentan/2026-3/"):  # fmt: skip
        assert stranger.get(page).status_code == 404, page
    assert "rentan" not in "".join(
        text(stranger.get(page)) for page in ("/money/", "/money/bills/", "/money/bills/new/")
    )
    assert stranger.post(f"/money/bills/{bill_id}/void/", {"reason": "x"}).status_code == 404
    assert {bound.get(page).status_code for page in pages(bill_id, line_id)} == {403}
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'web.not_found'") == [(7,)]


def test_nobody_else_sees_how_far_work_is(city: Programmed) -> None:
    work = signed_in("rini").post("/money/bills/new/", {"programme": "rentan", "first": "2026-01"}).url

    assert "menunggu giliran" in text(signed_in("rini").get(work))
    assert signed_in("lestari").get(work).status_code == 404


def test_a_quarter_is_kept_with_its_difference_explained(city: Programmed) -> None:
    settled(city)
    tono = signed_in("tono")
    theirs = {
        "programme": "rentan",
        "first": "2026-01",
        "last": "2026-03",
        "their_months": "8",
        "their_amount": "134.400",
    }

    unexplained = tono.post("/money/reconcile/", theirs)
    kept = tono.post("/money/reconcile/", {**theirs, "explanation": "satu orang ditolak"}, follow=True)
    again = tono.post("/money/reconcile/", {**theirs, "explanation": "lagi"})

    assert "Ada selisih 1 orang-bulan dan Rp16.800" in text(unexplained)
    assert "satu orang ditolak" in text(kept)
    assert "sudah direkonsiliasi" in text(again)
    assert signed_in("rini").post("/money/reconcile/", theirs).status_code == 403


def test_the_ledger_of_a_line_adds_up_and_opens_its_bills(city: Programmed) -> None:
    bill_id = settled(city)
    page = signed_in("tono").get("/money/lines/1/")
    line = page.context["line"]

    assert (line.amount, line.reserved, line.spent, line.left) == (MONTHLY * 100, 0, MONTHLY * 9, MONTHLY * 91)
    assert [(row["one"].kind, row["one"].amount) for row in page.context["moved"]] == [
        ("spent", MONTHLY * 9),
        ("reserved", MONTHLY * 9),
    ]
    assert f'href="/money/bills/{bill_id}/"' in text(page)
    assert "Rp1.528.800 ÷ Rp50.400 = 30" in text(page)


def test_a_year_turns_from_countdown_to_draft(city: Programmed, in_may: None) -> None:
    settled(city)
    page = signed_in("rini").get("/money/year/?programme=rentan")
    chosen = {"programme": "rentan", "to_terms": "2026-01-01"}
    look, again = (signed_in("rini").post("/money/year/", chosen).url for _ in range(2))
    nonsense = signed_in("rini").post("/money/year/", {"programme": "rentan", "to_terms": "besok"})
    work = signed_in("rini").post("/money/year/", chosen | {"act": "try"}).url
    work_off()

    assert {one.key for one, _ in page.context["missing"]} >= {"regulation", "agreement"}
    assert look == again, "a double click looks once"
    assert nonsense.status_code == 200
    assert nonsense.context["wrong"]
    opened = signed_in("rini").get(look)
    rehearsed = signed_in("rini").get(opened.url)
    assert "Daftar untuk" in text(rehearsed)
    assert "Tidak ada peserta lama" in text(rehearsed)
    assert signed_in("rini").get(f"{opened.url}?start=nonsense").status_code == 200
    assert "Tidak ada peserta lama" in text(signed_in("rini").get(work))
    assert signed_in("tono").post("/money/year/", chosen).status_code == 403
    assert signed_in("tono").get(opened.url).status_code == 403
    viewer("budi", role="verifier")
    assert signed_in("budi").get(opened.url).status_code == 404, "an order is its account's"


def test_a_rehearsal_that_was_cleared_away_is_counted_again(city: Programmed, in_may: None) -> None:
    settled(city)
    look = signed_in("rini").post("/money/year/", {"programme": "rentan", "to_terms": "2026-01-01"}).url
    work_off()
    for kept in (settings.PAYUNG_HOME / "outgoing").rglob("*.json"):
        assert kept.stat().st_mode & 0o077 == 0
        kept.unlink()

    gone = signed_in("rini").get(signed_in("rini").get(look).url, follow=True)

    assert "hitung lagi" in text(gone)


def test_a_movement_opens_its_decree_for_who_may(city: Programmed) -> None:
    [line] = asked("SELECT id FROM agreements_budget_line")
    city.seats(1, reserve=BudgetLine.objects.using("owner").get(pk=line[0]), amount=MONTHLY)

    assert 'href="/decrees/2/"' in text(signed_in("tono").get(f"/money/lines/{line[0]}/"))
    assert 'href="/decrees/' not in text(signed_in("bappeda").get(f"/money/lines/{line[0]}/"))


def test_pages_ask_the_same_number_of_questions_whatever_they_hold(city: Programmed, in_may: None) -> None:
    settled(city, JAN, FEB)
    who = {"tono": signed_in("tono"), "rini": signed_in("rini")}
    looks = [("tono", page) for page in pages(1, 1)]
    looks += [("rini", page) for page in ("/money/bills/new/", "/money/bills/1/", "/money/year/")]

    def questions(name: str, page: str) -> int:
        with CaptureQueriesContext(connections["default"]) as app, CaptureQueriesContext(connections["owner"]) as owner:
            assert who[name].get(page).status_code == 200
            return len(app) + len(owner)

    for name in who:
        questions(name, "/money/")  # the first request of all reads what every later one knows
    asking_few = {look: questions(*look) for look in looks}
    city.seats(8)
    city.line(MONTHLY * 1000, year=2025)
    for number in range(2, 6):
        settled(city, month(number), month(number + 1))

    assert {look: questions(*look) for look in looks} == asking_few
