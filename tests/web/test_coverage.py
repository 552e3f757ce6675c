"""Coverage in the browser: one honest figure, its tables, who is missing, what is published, and who may see which of it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from django.db import connections
from django.test.utils import CaptureQueriesContext

from payung.access.viewer import Viewer
from payung.flows import measure_coverage
from tests.coverage.town import API_API, BONTANG_BARU, GUNTUNG, JANUARY, MARCH, Town, run
from tests.people import NOON
from tests.web.browser import work_off
from tests.web.covering import NIKS, plain, publish, said, sheet, universe
from tests.web.visitor import signed_in


def test_the_headline_says_numerator_denominator_source_day_and_definition(town: Town, bayu: Viewer) -> None:
    page = plain(said(signed_in(bayu), "/coverage/"))

    assert "2,00 %" in page
    assert "20 terlindungi dari semesta 1.000" in page
    assert "Bappeda, 01-03-2026: pekerja rentan" in page
    assert "hitungan sendiri, orang pada daftar; keadaan per 02-03-2026" in page
    assert "iuran bulan itu sudah dibayar menurut tagihan kita sendiri" in page


def test_without_a_universe_there_is_no_percentage_of_one(town: Town, bayu: Viewer) -> None:
    page = plain(said(signed_in(bayu), "/coverage/?place=64.74.01"))

    assert "Tidak ada semesta tersimpan" in page
    assert "20 orang terlindungi dari 40 orang yang tercatat" in page


def test_contradictions_are_said_and_nothing_is_clipped(town: Town, rini: Viewer, bayu: Viewer) -> None:
    universe(rini, 10, "koran")
    page = plain(said(signed_in(bayu), "/coverage/"))

    assert "2,00 % – 200,00 % 20 terlindungi; persentasenya tergantung semesta mana yang dipercaya" in page
    assert "melebihi 100 %" in page
    assert "Sumber berbeda" in page
    assert "diragukan" in page


def test_the_dashboard_of_a_planner_shows_the_newest_figure_and_an_administrators_none(
    town: Town, bayu: Viewer, sari: Viewer, dewi: Viewer
) -> None:
    newest = plain(said(signed_in(bayu), "/home/"))

    assert "20 terlindungi dari semesta 1.000" in newest
    # March 2026 is long ago: the figure says so where it is shown as today's.
    assert "Sesudah bulan itu belum ada yang diukur" in newest
    assert "Sesudah bulan itu" not in plain(said(signed_in(bayu), "/coverage/?month=2026-03&of=computed"))
    assert "terlindungi dari semesta" not in plain(said(signed_in(sari), "/home/"))
    assert "terlindungi dari semesta" not in plain(said(signed_in(dewi), "/home/"))


def test_places_open_downwards_and_every_dimension_answers(town: Town, bayu: Viewer) -> None:
    client = signed_in(bayu)
    whole = said(client, "/coverage/")
    below = said(client, "/coverage/?month=2026-03&of=computed&place=64.74.01")

    assert "64.74.01 Bontang Utara" in whole
    assert "place=64.74.01" in whole
    assert "64.74.01.1002 Bontang Baru" in below
    for dimension in ("occupation", "ecosystem", "sex", "age", "disability", "payer", "segment", "opd", "kelurahan"):
        for of in ("computed", "reported"):
            assert "Tidak dikenal" not in said(
                client, f"/coverage/?by={dimension}&of={of}&place={API_API if dimension != 'kelurahan' else '64.74'}"
            )
    assert "Nelayan" in said(client, "/coverage/?by=occupation")


def test_the_server_sorts(town: Town, bayu: Viewer) -> None:
    client = signed_in(bayu)

    def order(sort: str) -> list[str]:
        return re.findall(
            r"(Api-Api|Bontang Baru|Guntung)</a></th>", said(client, f"/coverage/?by=kelurahan&sort={sort}")
        )

    assert order("people") == ["Guntung", "Bontang Baru", "Api-Api"]
    assert order("-people") == ["Api-Api", "Bontang Baru", "Guntung"]
    assert order("name") == ["Api-Api", "Bontang Baru", "Guntung"]
    assert 'aria-sort="descending"' in said(client, "/coverage/?by=kelurahan&sort=-people")
    assert sheet(client, "/coverage/table.xlsx?by=kelurahan&sort=people")[1][0] == "64.74.02.1001 Guntung"


def test_the_workbook_is_the_table_and_its_download_stands_in_the_trail(town: Town, bayu: Viewer) -> None:
    rows = sheet(signed_in(bayu), "/coverage/table.xlsx?by=kecamatan&month=2026-03")

    assert rows[0][:3] == ["Kecamatan", "Orang", "Terlindungi"]
    assert rows[1][:3] == ["64.74.01 Bontang Utara", 40, 20]
    assert run("SELECT actor, about FROM audit_event WHERE action = 'coverage.downloaded'") == [
        ("bayu", "coverage:2026-03")
    ]


def test_months_are_compared(town: Town, bayu: Viewer) -> None:
    page = plain(said(signed_in(bayu), "/coverage/"))

    assert re.search(r"Januari 2026 42 5 11,90 %", page)
    assert re.search(r"Maret 2026 42 20 47,61 %|Maret 2026 42 20 47,62 %", page)


def test_what_cannot_be_understood_is_said_and_something_usual_is_shown(town: Town, bayu: Viewer) -> None:
    page = said(signed_in(bayu), "/coverage/?month=Mei&place=6474&by=shoe&of=x&sort=%27%3B--")

    assert page.count("<li>", page.index('role="alert"'), page.index('<form method="get"')) == 4
    assert "20 terlindungi dari semesta 1.000" in plain(page)
    assert "<script>x" not in said(signed_in(bayu), "/coverage/?month=<script>x")


def test_pages_ask_a_constant_number_of_queries(town: Town, bayu: Viewer, rini: Viewer, tmp_path: Path) -> None:
    planner, reviewer = signed_in(bayu), signed_in(rini)
    addresses = (
        "/coverage/?by=kelurahan",
        "/coverage/?by=opd&sort=-people",
        "/coverage/table.xlsx?by=kelurahan",
        "/coverage/explain/?month=2026-03",
        "/coverage/missing/",
        "/coverage/published/?by=kelurahan",
        "/coverage/published/table.xlsx?by=kelurahan&month=2026-03",
        "/coverage/reference/",
        "/coverage/universes/",
        "/coverage/boundaries/",
        "/home/",
    )
    looks = [(planner, address) for address in addresses]
    looks += [(reviewer, "/coverage/missing/names/?sender=perikanan&month=2026-03&purpose=jemput+bola")]
    publish(rini)

    def count() -> list[int]:
        found = []
        for client, address in looks:
            client.get(address)
            with (
                CaptureQueriesContext(connections["owner"]) as owner,
                CaptureQueriesContext(connections["default"]) as app,
            ):
                assert client.get(address).status_code == 200, address
            found.append(len(owner) + len(app))
        return found

    before = count()
    for nik in NIKS[43:55]:
        town.candidate(
            nik, occupation=f"lain{nik[-2:]}", sender=f"opd{nik[-2:]}", kelurahan_code=f"64.74.02.10{nik[-2:]}"
        )
    for month in (JANUARY.replace(month=2), MARCH):
        measure_coverage.run(month=month, home=tmp_path, by=rini, at=NOON, tell=lambda step: None)
    publish(rini)
    universe(rini, 990, "BPS")

    assert count() == before
    assert max(before) < 40


def test_a_figure_is_explained_with_rows_bills_article_and_how_sure(town: Town, rini: Viewer) -> None:
    page = plain(said(signed_in(rini), "/coverage/explain/?month=2026-03"))

    assert re.search(r"Perikanan \d", page), "by its name, not by its code"
    assert "Tagihan lunas bulan itu" in page
    assert "PP 44/2015 Pasal 39(2)" in page
    assert "sumber bertentangan" in page
    assert "Diukur 02-03-2026" in page


def test_who_is_missing_by_sender_place_and_nameless(town: Town, bayu: Viewer) -> None:
    page = plain(said(signed_in(bayu), "/coverage/missing/"))

    assert "22 orang pada daftar" in page
    assert re.search(r"Perikanan 12 ", page)
    assert re.search(r"Perhubungan 10 ", page)
    assert re.search(r"64.74.02.1001 Guntung 2 ", page)
    assert re.search(r"1.000 42 958", page)
    assert "Lihat nama" not in page


def test_for_whom_others_pay_stands_beside_the_figure_and_nobody_is_sent_to_them(
    town: Town, rini: Viewer, bayu: Viewer, tmp_path: Path
) -> None:
    note = "Sudah terdaftar aktif segmen PU"
    for nik in (NIKS[38], NIKS[39]):
        town.reported(nik, kpj=nik, person=int(nik[-6:]), status="answered_no", paid_until=None, note=note)
    measure_coverage.run(month=MARCH, home=tmp_path, by=rini, at=NOON, tell=lambda step: None)

    client = signed_in(bayu)

    assert "2 orang pada daftar sudah peserta menurut jawaban BPJS" in plain(said(client, "/home/"))
    assert "2 orang pada daftar sudah peserta menurut jawaban BPJS" in plain(said(client, "/coverage/?place=64.74"))
    missing = plain(said(client, "/coverage/missing/"))
    assert "20 orang pada daftar" in missing
    assert "2 orang lain tidak dihitung di sini" in missing


def test_names_need_a_purpose_are_masked_and_recorded(town: Town, rini: Viewer) -> None:
    client = signed_in(rini)
    address = "/coverage/missing/names/?sender=perikanan&month=2026-03"

    without = client.get(f"{address}&purpose=x", follow=True)
    page = said(client, f"{address}&purpose=Jemput+bola+April")

    assert "paling sedikit lima huruf" in without.content.decode()
    assert NIKS[25] not in page
    assert NIKS[25][-4:] in page
    assert run(
        "SELECT actor, purpose, detail->>'people', detail->>'sender' FROM audit_event WHERE action = 'people.seen'"
    ) == [("rini", "Jemput bola April", "12", "perikanan")]


MISSING = {"sender": "perikanan", "month": "2026-03", "purpose": "Jemput bola"}


def test_the_workbook_for_a_sender_cannot_act_and_is_its_askers_alone(
    town: Town, rini: Viewer, dewi: Viewer, tamu: Viewer
) -> None:
    order = signed_in(rini).post("/coverage/missing/workbook/", MISSING).url
    work_off()
    page = said(signed_in(rini), order)
    address = f"/coverage/missing/workbook/{order.split('/')[-2]}/"
    answer = signed_in(rini).get(address)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in book.iter_rows()]

    assert address in page
    assert answer["Content-Disposition"] == 'attachment; filename="belum-terlindungi-2026-03-perikanan.xlsx"'
    assert {signed_in(other).get(address).status_code for other in (dewi, tamu)} == {404}
    assert run("SELECT purpose, detail->>'people' FROM audit_event WHERE action = 'people.seen'") == [
        ("Jemput bola", "12")
    ]
    assert run("SELECT detail->>'rows' FROM audit_event WHERE action = 'coverage.downloaded'") == [("12",)]
    assert {row[4] for row in rows[1:13]} == set(NIKS[20:30] + NIKS[40:42])
    assert "=cmd|calc" in {row[3] for row in rows[1:13]}
    assert {cell.data_type for row in book.iter_rows() for cell in row} <= {"s", "n"}


def test_names_are_for_those_whose_work_it_is(town: Town, bayu: Viewer, lestari: Viewer, dewi: Viewer) -> None:
    address = "/coverage/missing/names/?month=2026-03&purpose=melihat&sender="
    assert signed_in(bayu).get(f"{address}perikanan").status_code == 403
    assert signed_in(lestari).get(f"{address}perikanan").status_code == 403
    assert signed_in(lestari).post("/coverage/missing/workbook/", MISSING).status_code == 403
    assert NIKS[25][-4:] in said(signed_in(dewi), f"{address}perikanan")
    assert "Tidak ada orang" in said(signed_in(dewi), f"{address}perhubungan")


def test_a_bound_account_counts_its_own_people_only(town: Town, rini: Viewer, dewi: Viewer) -> None:
    client = signed_in(dewi)
    publish(rini)
    figure = plain(said(client, "/coverage/"))
    missing = plain(said(client, "/coverage/missing/"))

    assert "20 orang terlindungi dari 32 orang yang tercatat" in figure
    assert "semesta 1.000" not in figure
    assert "Perhubungan" not in said(client, "/coverage/?by=opd")
    assert "Netra" not in figure
    assert "12 orang pada daftar" in missing
    assert "Perhubungan" not in missing
    assert "958" not in missing
    assert "perhubungan" not in said(client, "/coverage/explain/")
    assert client.get("/coverage/?of=register", follow=False).status_code in (200, 302)
    assert "register" not in re.findall(r'<option value="(\w+)"', figure)
    assert "edisi 1" in plain(said(client, "/coverage/published/"))


def test_withheld_stays_withheld_in_every_drill_down_and_workbook(town: Town, rini: Viewer, dewi: Viewer) -> None:
    publish(rini)
    client = signed_in(dewi)
    shown = run("SELECT place_code, dimension, category, counts, shown FROM coverage_published_cell")
    assert any(value is None for *_, value in shown)

    for place in ("64.74", "64.74.01", "64.74.02", API_API, BONTANG_BARU, GUNTUNG):
        for by in ("total", "kecamatan", "kelurahan", "sex", "age", "occupation", "ecosystem", "disability"):
            query = f"month=2026-03&of=computed&place={place}&by={by}"
            page = said(client, f"/coverage/published/?{query}")
            counts = [int(text.replace(".", "")) for text in re.findall(r'<td class="number">([\d.]+)</td>', page)]
            assert all(count % 5 == 0 for count in counts if count != 1), (query, counts)
            answer = client.get(f"/coverage/published/table.xlsx?{query}")
            if answer.status_code == 200:
                rows = sheet(client, f"/coverage/published/table.xlsx?{query}")
                assert all(cell % 5 == 0 for row in rows for cell in row if isinstance(cell, int))
    assert "ditahan" in said(client, "/coverage/published/?by=disability")
    assert "ditahan" in said(client, "/coverage/published/?by=kelurahan")


def test_another_office_sees_nothing_of_bontang(town: Town, rini: Viewer, tamu: Viewer, medan: Viewer) -> None:
    publish(rini)
    for stranger in (tamu, medan):
        client = signed_in(stranger)
        for address in (
            "/coverage/",
            "/coverage/missing/",
            "/coverage/?place=64.74.01&month=2026-03",
            "/coverage/explain/?place=64.74",
        ):
            assert "Belum ada bulan yang diukur" in said(client, address)
        assert "Belum ada yang diterbitkan" in said(
            client, "/coverage/published/?month=2026-03&of=computed&place=64.74"
        )
        assert client.get("/coverage/table.xlsx?place=64.74").status_code == 302
        assert client.get("/coverage/missing/names/?sender=perikanan&purpose=melihat").status_code == 302
        refused = client.post("/coverage/missing/workbook/", MISSING)
        assert refused.url == "/coverage/missing/"
    assert "Bappeda" not in said(signed_in(medan), "/coverage/universes/")


def test_the_register_of_another_place_is_not_there(town: Town, rini: Viewer, medan: Viewer, tmp_path: Path) -> None:
    for number in range(9):
        town.reported(None, kpj=f"K{number}", person=number + 500)
    measure_coverage.run(month=MARCH, home=tmp_path, by=rini, at=NOON, tell=lambda step: None)
    client = signed_in(medan)

    assert signed_in(rini).get("/coverage/?of=register").status_code == 200
    for address in ("/coverage/", "/coverage/table.xlsx", "/coverage/explain/"):
        for place in ("64.74", "64.74.01", "all", "64"):
            assert client.get(f"{address}?of=register&place={place}").status_code == 404
    assert run("SELECT count(*) FROM audit_event WHERE action = 'web.not_found' AND actor = 'togar'") == [(12,)]
