"""An SP2D in the browser: recorded once, by other hands, its doubts read first; what comes back; the paper that is paid by."""

from __future__ import annotations

from django.db import connections

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.contributions import actions, payments
from payung.flows.settle_a_payment import Paid
from tests.contributions.city import FEB, JAN, Programmed, lines, month, paying
from tests.exchanges.sending import asked
from tests.people import NOON, PASSWORD, viewer
from tests.web.browser import work_off
from tests.web.money import done, issued, made, paper_of, settled
from tests.web.visitor import signed_in, text


def test_a_double_click_pays_once(city: Programmed) -> None:
    bill_id = issued(city)
    tono = signed_in("tono")

    first, second = (tono.post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id)).url for _ in range(2))
    work_off()
    later = tono.post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id), follow=True)

    assert first == second
    assert "Pembayaran dicatat" in text(tono.get(first, follow=True))
    assert "Sudah dicatat: 900/1/2026" in text(later)
    assert asked("SELECT count(*), sum(amount) FROM contributions_payment") == [(1, 151_200)]


def test_what_is_doubtful_about_an_sp2d_is_read_before_it_is_recorded(city: Programmed) -> None:
    bill_id = issued(city)
    city.seats(1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE agreements_budget_line SET fiscal_year = 2025")
    tono, lestari = signed_in("tono"), signed_in("lestari")
    address = f"/money/bills/{bill_id}/pay/"

    tried = tono.post(address, paper_of(bill_id, act="try"))
    order = tono.post(address, paper_of(bill_id)).url
    work_off()
    doubtful = text(tono.get(order))
    unrecorded = asked("SELECT count(*) FROM contributions_payment")
    said = {"work": order.split("/")[-2]}
    city.seats(1)
    changed_again = done(tono, f"{address}accept/", said)
    [(second,)] = asked("SELECT uuid FROM jobs_work ORDER BY id DESC LIMIT 1")
    recorded = done(tono, f"{address}accept/", {"work": str(second)})

    assert "Tahun SP2D berbeda" in text(tried)
    assert "Daftar berubah sejak ditagih (3 bulan)" in doubtful
    assert "Tahun SP2D berbeda dengan tahun anggaran tagihan" in doubtful
    assert "Catat walau begitu" in doubtful
    assert unrecorded == [(0,)]
    assert "Daftar berubah sejak ditagih (6 bulan)" in text(changed_again)
    assert "Pembayaran dicatat" in text(recorded)
    assert "Daftar berubah sejak ditagih (6 bulan)" in text(recorded)
    assert asked("SELECT count(*), sum(amount) FROM contributions_payment") == [(1, 151_200)]
    assert tono.post(f"/money/bills/{bill_id + 1}/pay/accept/", said).status_code == 404
    assert lestari.post(f"{address}accept/", said).status_code == 403


def test_who_made_a_bill_does_not_pay_it(city: Programmed) -> None:
    bill_id = issued(city)
    asked_as_maker = text(signed_in("rini").get(f"/money/bills/{bill_id}/"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE contributions_bill SET made_by_id = %s", [city.tono.account_id])

    assert 'id="pay"' not in asked_as_maker
    assert signed_in("rini").post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id)).status_code == 403
    assert "orang lain yang mencatat pembayarannya" in text(signed_in("tono").get(f"/money/bills/{bill_id}/"))
    assert "Pembuat tagihan tidak mencatat" in text(
        signed_in("tono").post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id))
    )
    assert asked("SELECT count(*) FROM contributions_payment") == [(0,)]


def test_every_mistake_of_an_sp2d_is_said_at_once_and_nothing_is_recorded(city: Programmed) -> None:
    bill_id = issued(city)
    tono = signed_in("tono")

    wrong = text(
        tono.post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id, heads="4", last="2026-02", paid_on="2999-01-01"))
    )
    unreadable = text(tono.post(f"/money/bills/{bill_id}/pay/", {"amount": "seribu", "heads": "-1", "first": "x"}))

    assert all(word in wrong for word in ("belum tiba", "berbeda dengan tagihan (01-2026…03-2026)", "Jumlah orang 4"))
    assert 'value="900/1/2026"' in wrong
    assert all(word in unreadable for word in ("bukan jumlah rupiah", "bukan bilangan", "tulis bulan", "wajib diisi"))
    assert asked("SELECT count(*) FROM contributions_payment") == [(0,)]


def test_an_excess_stays_in_sight_until_it_is_carried_over(city: Programmed) -> None:
    bill_id, next_id = issued(city), issued(city, month(4), month(5))
    tono = signed_in("tono")

    tried = tono.post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id, amount="160.000", act="try"))
    tono.post(f"/money/bills/{bill_id}/pay/", paper_of(bill_id, amount="160.000"))
    work_off()
    over = tono.get(f"/money/bills/{bill_id}/")
    move = {"amount": "8.800", "document": "B/12/2026", "moved_on": "2026-03-01", "to_bill": str(next_id)}
    too_much = tono.post(f"/money/bills/{bill_id}/correct/", {**move, "amount": "9.000"})
    back = {"amount": "1.000", "document": "B/11/2026", "moved_on": "2026-03-01"}
    returned = done(tono, f"/money/bills/{bill_id}/correct/", back)
    move["amount"] = "7.800"
    moved = done(tono, f"/money/bills/{bill_id}/correct/", move)
    again = tono.post(f"/money/bills/{bill_id}/correct/", move)

    assert "hanya Rp8.800" in text(too_much)
    assert 'value="9.000"' in text(too_much)
    assert "lebih bayar Rp7.800" in text(returned)
    assert "lebih bayar Rp8.800" in text(tried)
    assert "lebih bayar Rp8.800" in text(over)
    assert "kurang bayar Rp42.600" in text(moved)
    assert "Sudah dicatat: B/12/2026" in text(again)
    assert "B/12/2026" in text(tono.get(f"/money/bills/{next_id}/"))


def test_months_of_those_who_died_come_back(city: Programmed) -> None:
    bill_id = settled(city)
    tono = signed_in("tono")
    [(person_id,)] = asked("SELECT min(person_id) FROM enrolment_enrolment")
    form = {"first": "2026-02", "document": "B/14/2026", "moved_on": "2026-04-05"}

    nobody = tono.post(f"/money/bills/{bill_id}/people/back/", form)
    strange = tono.post(f"/money/bills/{bill_id}/people/back/", {**form, "person": "999999"})
    back = done(tono, f"/money/bills/{bill_id}/people/back/", {**form, "person": str(person_id)})

    assert "pilih paling sedikit satu" in text(nobody)
    assert "hanya Rp0" in text(strange)
    assert "2 orang-bulan" in text(back)
    assert lines(is_paid=True) == 7


def test_the_paper_of_a_bill_is_written_and_handed_out_in_sight(city: Programmed) -> None:
    bill_id = issued(city)
    rini = signed_in("rini")

    work = rini.post(f"/money/bills/{bill_id}/paper/", {"to": "Kepala BPKAD", "title": "Kepala Dinas"}).url
    work_off()
    page = rini.get(work, follow=True)
    paper = rini.get(f"/letters/1/files/permintaan-bayar-{bill_id}.docx")

    assert f"/letters/1/files/permintaan-bayar-{bill_id}.pdf" in text(page)
    assert paper["Content-Disposition"].startswith("attachment")
    assert b"".join(paper.streaming_content)[:2] == b"PK"


def test_who_pays_reads_what_is_paid_by_and_no_other_paper(city: Programmed, tamu: Viewer) -> None:
    bill_id = issued(city)
    viewer("terikat", role="treasurer", senders=("dinas-rentan",))
    access.open_account(name="togar", full_name="Togar", office=accounts.office_of(tamu), role="treasurer", password=PASSWORD, at=NOON)  # fmt: skip
    form = {"to": "Kepala BPKAD", "title": "Kepala Dinas", "name": "Hadi Wijaya", "nip": "197001011995031001"}
    done(signed_in("rini"), f"/money/bills/{bill_id}/paper/", form)
    file = f"/letters/1/files/permintaan-bayar-{bill_id}.pdf"
    tono = signed_in("tono")

    page = text(tono.get(f"/money/bills/{bill_id}/"))
    letter, paper = text(tono.get("/letters/1/")), tono.get(file)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET kind = 'announcement' WHERE id = 1")
    other = [tono.get(address).status_code for address in ("/letters/1/", file, "/letters/1/files/")]
    orders = asked("SELECT \"order\" FROM jobs_work WHERE kind = 'request_payment'")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET kind = 'payment_request' WHERE id = 1")

    assert file in page
    assert f'href="/money/bills/{bill_id}/"' in letter
    assert 'href="/letters/"' not in letter
    assert b"".join(paper.streaming_content)[:4] == b"%PDF"
    assert other == [404, 404, 404]
    assert tono.get("/letters/").status_code == 403
    assert tono.post("/letters/1/number/", {"number": "1", "dated": "2026-03-01"}).status_code == 403
    assert [signed_in("togar").get(one).status_code for one in ("/letters/1/", file)] == [404, 404]
    assert [signed_in(name).get(file).status_code for name in ("terikat", "bappeda")] == [404, 403]
    assert not any(word in str(orders) for word in ("Hadi", "1970"))
    assert asked("SELECT count(*) FROM audit_event WHERE action = 'letter.handed_out' AND actor = 'tono'") == [(1,)]


def test_a_bill_without_a_code_has_no_payment_request(city: Programmed) -> None:
    bill_id = made(city)
    rini = signed_in("rini")

    work = rini.post(f"/money/bills/{bill_id}/paper/", {"to": "Kepala BPKAD"}).url
    work_off()

    assert "beri dulu kode iurannya" in text(rini.get(work))


def test_money_that_lies_on_a_void_bill_stays_in_sight(city: Programmed) -> None:
    bill_id = issued(city)
    payments.record(paid=Paid("900/1", FEB, f"63230904{bill_id:04d}", JAN, month(4), 3, 1_000), **paying(city.tono))
    actions.void(bill_id=bill_id, reason="diganti", **paying(city.rini))

    page = text(signed_in("tono").get(f"/money/bills/{bill_id}/"))

    assert "lebih bayar Rp1.000" in page
    assert 'id="correct"' in page
