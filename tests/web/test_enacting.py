"""Enacting in the browser: said, scanned, clicked twice and done once; then the members are told and replaced."""

from __future__ import annotations

import threading

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser

from payung.access.models import Account
from payung.agreements.models import Terms
from payung.enrolment.models import Decree, Enrolment
from payung.jobs.models import Work
from tests.enrolment.programme import Office, decided, nik
from tests.web import decrees
from tests.web.browser import visiting, work_off
from tests.web.decrees import deed_typed, looks_at_both_sizes, state, told
from tests.web.visitor import signed_in

SCAN = b"%PDF-1.7 SK bertanda tangan"


# Enacting


def test_everything_wrong_with_a_deed_is_said_and_the_scan_is_not_lost(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    Terms.objects.using("owner").update(agreement=None)
    wati = signed_in("wati")
    address = f"/decrees/{decree_id}/enact/"
    scan = SimpleUploadedFile("sk.pdf", SCAN)

    wrong = wati.post(address, deed_typed(number=" ", acting="Plt.", decided_on="2026-01-05", scan=scan))
    Terms.objects.using("owner").update(agreement=decrees.Agreement.objects.using("owner").get())
    right = wati.post(address, deed_typed(ticket=wrong.context["ticket"]))
    work_off()

    said = wrong.content.decode()
    assert wrong.status_code == 400
    for words in ("Nomor SK kosong", "sebelum lampirannya dicetak", "Sejak kapan penanda tangan", "(PKS) dengan BPJS belum ada"):  # fmt: skip
        assert words in said
    assert 'value="Nama Contoh"' in said
    assert right.status_code == 302
    kept = wati.get(f"/decrees/{decree_id}/scan/")
    assert b"".join(kept.streaming_content) == SCAN
    assert kept["Content-Disposition"] == f'attachment; filename="sk-{decree_id}-pindaian.pdf"'


def test_the_ticket_of_a_scan_cannot_be_made_up_or_borrowed(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    wrong = signed_in("wati").post(f"/decrees/{decree_id}/enact/", deed_typed(number="", scan=SimpleUploadedFile("sk.pdf", SCAN)))  # fmt: skip
    decrees.people.viewer("bima", role="section_head")

    for ticket in (wrong.context["ticket"], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"):
        answer = signed_in("bima").post(f"/decrees/{decree_id}/enact/", deed_typed(number="", ticket=ticket))
        assert answer.context["ticket"] == ""


def test_a_file_that_is_no_scan_is_refused_by_its_content(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    macro = SimpleUploadedFile("sk.pdf", b"PK\x03\x04 macro", content_type="application/pdf")

    answer = signed_in("wati").post(f"/decrees/{decree_id}/enact/", deed_typed(scan=macro))

    assert answer.status_code == 400
    assert "Pindaian harus PDF, JPEG, atau PNG" in answer.content.decode()
    assert state(decree_id) == "initialled"


def test_who_proposed_is_refused_in_words_even_with_the_right_to_enact(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    Account.objects.using("owner").filter(name="rini").update(role="section_head")
    rini = signed_in("rini")

    page = rini.get(f"/decrees/{decree_id}/")
    answer = rini.post(f"/decrees/{decree_id}/enact/", deed_typed())

    assert f"/decrees/{decree_id}/enact/" not in page.content.decode()
    assert "maka akun lain yang menetapkannya" in page.content.decode()
    assert "Yang mengusulkan SK tidak menetapkannya" in answer.content.decode()
    assert state(decree_id) == "initialled"


def test_a_double_click_enacts_once(desk: Office) -> None:
    decree_id = decrees.initialled(desk)
    clients = [signed_in("wati") for _ in range(2)]
    answers: list[object] = []

    def click(client: Client) -> None:
        answers.append(client.post(f"/decrees/{decree_id}/enact/", deed_typed()))
        connections.close_all()

    threads = [threading.Thread(target=click, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work_off()
    late = clients[0].post(f"/decrees/{decree_id}/enact/", deed_typed())

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Enrolment.objects.using("owner").count() == 9
    assert len(told("decree.enacted")) == 1
    assert "Tidak ada yang diulang" in late.content.decode()


def test_a_missing_legal_base_holds_enacting_back_and_nothing_else(desk: Office) -> None:
    Terms.objects.using("owner").update(regulation=None)
    decree_id = decrees.printed(desk)
    rini, wati = signed_in("rini"), signed_in("wati")

    page = rini.get(f"/decrees/{decree_id}/").content.decode()
    rini.post(f"/decrees/{decree_id}/initial/", {"initials": "Kabid"})
    answer = wati.post(f"/decrees/{decree_id}/enact/", deed_typed())

    assert "hanya penetapan yang tertahan" in page
    assert "Dasar hukum belum ada" in page
    assert state(decree_id) == "initialled"
    assert "Dasar hukum belum ada" in answer.content.decode()


def test_a_step_needs_its_reason_and_its_state(desk: Office) -> None:
    decree_id = decrees.printed(desk)
    rini = signed_in("rini")

    assert "Sebutkan sebabnya" in rini.post(f"/decrees/{decree_id}/take-back/", {}, follow=True).content.decode()
    assert "versi 2" in rini.post(f"/decrees/{decree_id}/take-back/", {"reason": "salah RT"}, follow=True).content.decode()  # fmt: skip
    assert "langkah ini hanya dari" in rini.post(f"/decrees/{decree_id}/initial/", {"initials": "Kabid"}, follow=True).content.decode()  # fmt: skip
    page = rini.post(f"/decrees/{decree_id}/withdraw/", {"reason": "anggaran berubah"}, follow=True).content.decode()
    assert "dilepas" in page
    assert state(decree_id) == "withdrawn"
    assert "salah RT" in page
    assert rini.get(f"/decrees/{decree_id}/print/").status_code == 405


def test_a_scan_may_come_later_and_once(desk: Office) -> None:
    decree_id = decrees.enacted(desk)
    wati = signed_in("wati")

    first = wati.post(f"/decrees/{decree_id}/late-scan/", {"scan": SimpleUploadedFile("a.pdf", SCAN)}, follow=True)
    other = wati.post(f"/decrees/{decree_id}/late-scan/", {"scan": SimpleUploadedFile("b.pdf", b"%PDF- lain")}, follow=True)  # fmt: skip

    assert "Pindaian disimpan" in first.content.decode()
    assert "sudah memiliki pindaian" in other.content.decode()


# Telling the members


def test_members_get_a_plain_card_with_their_months(site: str, browser: Browser, desk: Office) -> None:
    decree_id = decrees.with_members(desk)
    for language in ("id", "en"):
        with visiting(browser, site, language=language) as rini:
            rini.signs_in("rini")
            rini.goes_to(f"/decrees/{decree_id}/cards/")
            looks_at_both_sizes(rini, f"cards-{language}")
            said = rini.page.locator("ul.cards").inner_text()
            assert rini.complaints == []
        assert "11111111111" in said
        assert [number for number in range(1, 10) if nik(number)[-4:] in said] == [1, 2]
        assert nik(1) not in said
    assert signed_in("tono").get(f"/decrees/{decree_id}/cards/").status_code == 403
    assert len(told("decree.cards_seen")) == 2


# Replacing


def drafted(client: Client, decree_id: int, form: dict[str, str]) -> HttpResponse:
    """Ask for a change of a decree, let it be drafted, and return the page where it leads."""
    order = client.post(f"/decrees/{decree_id}/amend/", form)
    assert order.status_code == 302, order.content.decode()
    work_off()
    return client.get(order.url, follow=True)


def test_a_change_is_drafted_with_whoever_waits(desk: Office) -> None:
    decree_id = decrees.enacted(desk)
    decided(desk.programme, 3, first=300, has_seat=False)
    rini = signed_in("rini")

    waiting = rini.get("/decrees/waiting/rentan/")
    answer = drafted(
        rini,
        decree_id,
        {"nik_1": nik(1), "reason_1": "died", "pasted": f"'{nik(2)}\tpindah\n{nik(3)}; sudah PU", "fill": "kelurahan"},
    )
    [(order,)] = [(one.order,) for one in Work.objects.using("owner").filter(kind="amend_decree")]

    assert sum(heads for _, _, heads, _ in waiting.context["places"]) == 3
    page = answer.content.decode()
    assert "3 keluar, 3 masuk" in page
    assert not any(nik(number) in str(order) for number in (1, 2, 3))
    change = Decree.objects.using("owner").get(amends_id=decree_id)
    assert sorted(change.annex.using("owner").filter(change="remove").values_list("leaving", flat=True)) == ["became_pu", "died", "moved"]  # fmt: skip
    parent = rini.get(f"/decrees/{decree_id}/people/").content.decode()
    assert f"keluar lewat SK {change.pk} (konsep)" in parent
    assert "Yang mengubah SK ini" in rini.get(f"/decrees/{decree_id}/").content.decode()


def test_all_wrong_lines_of_a_change_are_said_and_stay_typed(desk: Office) -> None:
    decree_id = decrees.enacted(desk)
    rini = signed_in("rini")
    address = f"/decrees/{decree_id}/amend/"

    shape = rini.post(
        address, {"nik_1": "123", "reason_1": "died", "pasted": f"{nik(1)}; entah\n{nik(77)}; pindah", "fill": "none"}
    )
    facts = rini.post(address, {"pasted": f"{nik(77)}; pindah\n{nik(1)};meninggal\n{nik(1)};pindah", "fill": "none"})

    said = shape.content.decode()
    assert shape.status_code == 400
    assert "Baris 1: NIK harus 16 angka" in said
    assert "Baris tempel 1: alasannya kosong atau tidak dikenal" in said
    assert "tidak ada di SK ini" in said
    assert f"{nik(1)}; entah" in said
    assert "tidak ada di SK ini" in facts.content.decode()
    assert "disebut dua kali" in facts.content.decode()
    assert not Decree.objects.using("owner").filter(amends_id=decree_id).exists()


def test_whoever_bpjs_refused_can_leave_at_once(desk: Office) -> None:
    decree_id = decrees.with_members(desk)
    rini = signed_in("rini")

    answer = drafted(rini, decree_id, {"answered_no": "1", "fill": "none"})

    assert "(1)" in rini.get(f"/decrees/{decree_id}/amend/").content.decode() or "1 keluar" in answer.content.decode()
    assert Decree.objects.using("owner").get(amends_id=decree_id).annex.using("owner").get().nik == nik(3)
