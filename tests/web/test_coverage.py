"""Coverage in the browser: one honest figure, its tables, who is missing, what is published, and who may see which of it."""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

import payung.coverage
from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.coverage import actions
from payung.coverage.figures import StatedUniverse
from payung.coverage.queries import Question
from payung.flows import measure_coverage
from payung.registry.models import Place
from tests.coverage.town import API_API, BONTANG_BARU, GUNTUNG, JANUARY, MARCH, Town, run
from tests.people import NOON, PASSWORD, viewer
from tests.web.browser import WIDE, keep_a_picture, visiting, work_off

DATA = Path(payung.coverage.__file__).parent / "data"
NIKS = [f"64740141018{number:05d}" for number in range(1, 60)]
PICTURES = Path("coverage")
PLACES = (
    ("64", "provinsi", "Kalimantan Timur"),
    ("64.74", "kabupaten", "Kota Bontang"),
    ("64.74.01", "kecamatan", "Bontang Utara"),
    ("64.74.02", "kecamatan", "Bontang Selatan"),
    (API_API, "kelurahan", "Api-Api"),
    (BONTANG_BARU, "kelurahan", "Bontang Baru"),
    (GUNTUNG, "kelurahan", "Guntung"),
    ("18.04", "kabupaten", "Kabupaten Lampung Barat"),
    ("18.13", "kabupaten", "Kabupaten Pesisir Barat"),
)


def universe(by: Viewer, people: int, source: str) -> None:
    stated = StatedUniverse("64.74", "vulnerable_workers", "all", people, MARCH, source, "pekerja rentan")
    actions.state_universe(stated=stated, by=by, at=NOON)


@pytest.fixture
def town(rini: Viewer, tmp_path: Path) -> Town:
    """Forty-three people of two senders, twenty with a paid March; two of Guntung and one with a disability are small cells."""
    town = Town(rini)
    for code, level, name in PLACES:
        Place.objects.using("owner").create(code=code, level=level, name=name)
    people = [
        town.candidate(
            nik,
            occupation="ojek" if place % 2 else "nelayan",
            sender="perikanan" if place < 30 else "perhubungan",
            kelurahan_code=BONTANG_BARU if place % 3 == 0 else API_API,
            disability="netra" if place == 39 else None,
        )
        for place, nik in enumerate(NIKS[:40])
    ]
    people += [town.candidate(nik, kelurahan_code=GUNTUNG, name="=cmd|calc") for nik in NIKS[40:42]]
    seats = [town.seat(person) for person in people[:20]]
    town.bill(JANUARY, *seats[:5])
    town.bill(MARCH, *seats)
    universe(rini, 1000, "Bappeda")
    for month in (JANUARY, MARCH):
        measure_coverage.run(month=month, home=tmp_path, by=rini, at=NOON, tell=lambda step: None)
    return town


@pytest.fixture
def bayu(rini: Viewer) -> Viewer:
    """A planner of the same office: counts, no names."""
    return viewer("bayu", role="planner")


@pytest.fixture
def dewi(rini: Viewer) -> Viewer:
    """The fishery office's clerk, bound to its lists."""
    return viewer("dewi", role="proposer", senders=("perikanan",))


@pytest.fixture
def medan(database: None) -> Viewer:
    """A verifier of Medan, whose office stands in another place as well."""
    place = access.open_office(name="Disnaker Kota Medan", kind="pemda", kabupaten_code="12.71", at=NOON)
    access.open_account(name="togar", full_name="Togar", office=place, role="verifier", password=PASSWORD, at=NOON)
    return accounts.viewer_of(access.sign_in(name="togar", password=PASSWORD, at=NOON), on=NOON)


def as_(who: Viewer) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=who.account_id))
    return client


def said(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def sheet(client: Client, address: str) -> list[list[object]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def publish(by: Viewer) -> None:
    actions.publish(asked=Question(month=MARCH, place="64.74"), by=by, at=NOON)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_headline_says_numerator_denominator_source_day_and_definition(town: Town, bayu: Viewer) -> None:
    page = plain(said(as_(bayu), "/coverage/"))

    assert "2,00 %" in page
    assert "20 terlindungi dari semesta 1.000" in page
    assert "Bappeda, 01-03-2026: pekerja rentan" in page
    assert "hitungan sendiri, orang pada daftar; keadaan per 02-03-2026" in page
    assert "iuran bulan itu sudah dibayar menurut tagihan kita sendiri" in page


def test_without_a_universe_there_is_no_percentage_of_one(town: Town, bayu: Viewer) -> None:
    page = plain(said(as_(bayu), "/coverage/?place=64.74.01"))

    assert "Tidak ada semesta tersimpan" in page
    assert "20 orang terlindungi dari 40 orang yang tercatat" in page


def test_contradictions_are_said_and_nothing_is_clipped(town: Town, rini: Viewer, bayu: Viewer) -> None:
    universe(rini, 10, "koran")
    page = plain(said(as_(bayu), "/coverage/"))

    assert "2,00 % – 200,00 % 20 terlindungi; persentasenya tergantung semesta mana yang dipercaya" in page
    assert "melebihi 100 %" in page
    assert "Sumber berbeda" in page
    assert "diragukan" in page


def test_the_dashboard_of_a_planner_shows_the_newest_figure_and_an_administrators_none(
    town: Town, bayu: Viewer, sari: Viewer, dewi: Viewer
) -> None:
    assert "20 terlindungi dari semesta 1.000" in plain(said(as_(bayu), "/home/"))
    assert "terlindungi dari semesta" not in plain(said(as_(sari), "/home/"))
    assert "terlindungi dari semesta" not in plain(said(as_(dewi), "/home/"))


def test_places_open_downwards_and_every_dimension_answers(town: Town, bayu: Viewer) -> None:
    client = as_(bayu)
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
    client = as_(bayu)

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
    rows = sheet(as_(bayu), "/coverage/table.xlsx?by=kecamatan&month=2026-03")

    assert rows[0][:3] == ["Kecamatan", "Orang", "Terlindungi"]
    assert rows[1][:3] == ["64.74.01 Bontang Utara", 40, 20]
    assert run("SELECT actor, about FROM audit_event WHERE action = 'coverage.downloaded'") == [
        ("bayu", "coverage:2026-03")
    ]


def test_months_are_compared(town: Town, bayu: Viewer) -> None:
    page = plain(said(as_(bayu), "/coverage/"))

    assert re.search(r"Januari 2026 42 5 11,90 %", page)
    assert re.search(r"Maret 2026 42 20 47,61 %|Maret 2026 42 20 47,62 %", page)


def test_what_cannot_be_understood_is_said_and_something_usual_is_shown(town: Town, bayu: Viewer) -> None:
    page = said(as_(bayu), "/coverage/?month=Mei&place=6474&by=shoe&of=x&sort=%27%3B--")

    assert page.count("<li>", page.index('role="alert"'), page.index('<form method="get"')) == 4
    assert "20 terlindungi dari semesta 1.000" in plain(page)
    assert "<script>x" not in said(as_(bayu), "/coverage/?month=<script>x")


def test_pages_ask_a_constant_number_of_queries(town: Town, bayu: Viewer, rini: Viewer, tmp_path: Path) -> None:
    planner, reviewer = as_(bayu), as_(rini)
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
    page = plain(said(as_(rini), "/coverage/explain/?month=2026-03"))

    assert "perikanan" in page
    assert "Tagihan lunas bulan itu" in page
    assert "PP 44/2015 Pasal 39(2)" in page
    assert "sumber bertentangan" in page
    assert "Diukur 02-03-2026" in page


def test_who_is_missing_by_sender_place_and_nameless(town: Town, bayu: Viewer) -> None:
    page = plain(said(as_(bayu), "/coverage/missing/"))

    assert "22 orang pada daftar" in page
    assert re.search(r"Perikanan 12 ", page)
    assert re.search(r"Perhubungan 10 ", page)
    assert re.search(r"64.74.02.1001 Guntung 2 ", page)
    assert re.search(r"1.000 42 958", page)
    assert "Lihat nama" not in page


def test_names_need_a_purpose_are_masked_and_recorded(town: Town, rini: Viewer) -> None:
    client = as_(rini)
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
    order = as_(rini).post("/coverage/missing/workbook/", MISSING).url
    work_off()
    page = said(as_(rini), order)
    address = f"/coverage/missing/workbook/{order.split('/')[-2]}/"
    answer = as_(rini).get(address)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in book.iter_rows()]

    assert address in page
    assert answer["Content-Disposition"] == 'attachment; filename="belum-terlindungi-2026-03-perikanan.xlsx"'
    assert {as_(other).get(address).status_code for other in (dewi, tamu)} == {404}
    assert run("SELECT purpose, detail->>'people' FROM audit_event WHERE action = 'people.seen'") == [
        ("Jemput bola", "12")
    ]
    assert run("SELECT detail->>'rows' FROM audit_event WHERE action = 'coverage.downloaded'") == [("12",)]
    assert {row[4] for row in rows[1:13]} == set(NIKS[20:30] + NIKS[40:42])
    assert "=cmd|calc" in {row[3] for row in rows[1:13]}
    assert {cell.data_type for row in book.iter_rows() for cell in row} <= {"s", "n"}


def test_names_are_for_those_whose_work_it_is(town: Town, bayu: Viewer, lestari: Viewer, dewi: Viewer) -> None:
    address = "/coverage/missing/names/?month=2026-03&purpose=melihat&sender="
    assert as_(bayu).get(f"{address}perikanan").status_code == 403
    assert as_(lestari).get(f"{address}perikanan").status_code == 403
    assert as_(lestari).post("/coverage/missing/workbook/", MISSING).status_code == 403
    assert NIKS[25][-4:] in said(as_(dewi), f"{address}perikanan")
    assert "Tidak ada orang" in said(as_(dewi), f"{address}perhubungan")


def test_a_bound_account_counts_its_own_people_only(town: Town, rini: Viewer, dewi: Viewer) -> None:
    client = as_(dewi)
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
    client = as_(dewi)
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
        client = as_(stranger)
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
    assert "Bappeda" not in said(as_(medan), "/coverage/universes/")


def test_the_register_of_another_place_is_not_there(town: Town, rini: Viewer, medan: Viewer, tmp_path: Path) -> None:
    for number in range(9):
        town.reported(None, kpj=f"K{number}", person=number + 500)
    measure_coverage.run(month=MARCH, home=tmp_path, by=rini, at=NOON, tell=lambda step: None)
    client = as_(medan)

    assert as_(rini).get("/coverage/?of=register").status_code == 200
    for address in ("/coverage/", "/coverage/table.xlsx", "/coverage/explain/"):
        for place in ("64.74", "64.74.01", "all", "64"):
            assert client.get(f"{address}?of=register&place={place}").status_code == 404
    assert run("SELECT count(*) FROM audit_event WHERE action = 'web.not_found' AND actor = 'togar'") == [(12,)]


def test_a_month_is_measured_and_published_behind_the_page(town: Town, bayu: Viewer, dewi: Viewer) -> None:
    client = as_(bayu)
    for path, said_ in (
        ("/coverage/measure/", {"month": "2026-02"}),
        ("/coverage/published/publish/", {"month": "2026-03", "of": "computed"}),
    ):
        asked = client.post(path, said_)
        work_off()
        page = said(client, asked.url)
        assert "Selesai." in page, plain(page)
        assert said(as_(dewi), asked.url, status=404)
    assert "Februari 2026" in said(client, "/coverage/")
    assert "edisi 1" in plain(said(client, "/coverage/published/"))


def test_bad_months_missing_rights_and_plain_links_measure_nothing(town: Town, bayu: Viewer, lestari: Viewer) -> None:
    client = as_(bayu)

    assert "bukan bulan" in client.post("/coverage/measure/", {"month": "besok"}, follow=True).content.decode()
    assert "belum tiba" in client.post("/coverage/measure/", {"month": "2098-01"}, follow=True).content.decode()
    assert client.get("/coverage/measure/").status_code == 405
    assert as_(lestari).post("/coverage/measure/", {"month": "2026-03"}).status_code == 403
    assert as_(lestari).post("/coverage/published/publish/", {"month": "2026-03", "of": "computed"}).status_code == 403
    assert run("SELECT count(*) FROM jobs_work") == [(0,)]


def test_an_unmeasured_month_is_not_published(town: Town, bayu: Viewer) -> None:
    client = as_(bayu)
    asked = client.post("/coverage/published/publish/", {"month": "2025-01", "of": "computed"})
    work_off()

    assert "Belum diukur" in said(client, asked.url)


def test_lampungs_table_is_ranked_and_its_oddities_are_flagged(town: Town, bayu: Viewer, lestari: Viewer) -> None:
    client = as_(bayu)
    with (DATA / "lampung_2024_09_24.csv").open("rb") as file:
        page = plain(client.post("/coverage/reference/", {"file": file}, follow=True).content.decode())

    assert "15 angka dibaca, 15 baru." in page
    assert "jauh di bawah tetangganya" in page
    assert re.search(r"15 Pesisir Barat 1,90 ! ", page)
    assert "Muat angka dari CSV" not in said(as_(lestari), "/coverage/reference/")
    with (DATA / "lampung_2024_09_24.csv").open("rb") as file:
        assert as_(lestari).post("/coverage/reference/", {"file": file}).status_code == 403


def test_a_bad_file_comes_back_with_every_problem_and_what_was_typed(town: Town, bayu: Viewer) -> None:
    file = io.BytesIO(b"nama;nilai\nBontang;1\n")
    file.name = "salah.csv"
    answer = as_(bayu).post("/coverage/reference/", {"file": file, "definition": "yang saya ketik"})
    nothing = as_(bayu).post("/coverage/reference/", {"on": "kemarin"})

    assert answer.status_code == 422
    assert answer.content.decode().count("<li>", answer.content.decode().index('role="alert"')) == 3
    assert "yang saya ketik" in answer.content.decode()
    assert "Pilih berkas CSV" in nothing.content.decode()
    assert "bukan tanggal" in nothing.content.decode()


def test_a_universe_is_stated_flagged_and_kept_to_ones_own_place(town: Town, bayu: Viewer) -> None:
    client = as_(bayu)
    form = {
        "place": "64.74.01",
        "people": "1.200",
        "counts": "vulnerable_workers",
        "segment": "all",
        "on": "31-12-2025",
        "source": "BPS",
        "definition": "rentan",
    }

    stated = client.post("/coverage/universes/", form, follow=True).content.decode()
    wrong = client.post("/coverage/universes/", {"place": "6474", "people": "banyak"})
    foreign = client.post("/coverage/universes/", form | {"place": "12.71"})

    assert "Dinyatakan: 64.74.01, 1.200 (BPS)" in stated
    assert "1,66 % dari 1.200" in plain(said(client, "/coverage/")).replace("1,67", "1,66")
    assert wrong.status_code == 422
    assert wrong.content.decode().count("<li>", wrong.content.decode().index('role="alert"')) == 5
    assert "Bukan wilayah kantor ini" in foreign.content.decode()


def shapes(**moved: float) -> io.BytesIO:
    """Return squares for the kelurahan of Bontang and one of Medan as GeoJSON."""

    def square(code: str, x: float, y: float) -> dict[str, object]:
        ring = [[x, y], [x + 0.05, y], [x + 0.05, y + 0.05], [x, y + 0.05], [x, y]]
        return {
            "type": "Feature",
            "properties": {"nama": "x", "kode": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    places = {API_API: 117.4, BONTANG_BARU: 117.46, "12.71.01.1001": 98.6}
    found = [square(code, x + moved.get("east", 0), 0.1) for code, x in places.items()]
    file = io.BytesIO(json.dumps({"type": "FeatureCollection", "features": found}).encode())
    file.name = "batas.geojson"
    return file


@pytest.fixture
def no_boundaries() -> Iterator[None]:
    yield
    shutil.rmtree(settings.PAYUNG_HOME / "boundaries", ignore_errors=True)


def test_official_boundaries_are_taken_over_and_drawn(
    town: Town, bayu: Viewer, lestari: Viewer, no_boundaries: None
) -> None:
    client = as_(bayu)
    before = said(client, "/coverage/?by=kelurahan")
    kept = client.post("/coverage/boundaries/", {"file": shapes(), "source": "BIG 2023"}, follow=True).content.decode()
    page = said(client, "/coverage/?by=kelurahan")

    assert '<svg class="map"' not in before
    assert "Peta ubin" in before
    assert "Batas 2 wilayah disimpan; 1 bidang lain" in kept
    assert page.count('<path class="fill-3" d="M') == 2
    assert "BIG 2023; tanpa batas: 64.74.02.1001 Guntung" in plain(page)
    assert run("SELECT actor FROM audit_event WHERE action = 'coverage.boundaries_kept'") == [("bayu",)]
    assert as_(lestari).get("/coverage/boundaries/").status_code == 403


@pytest.mark.parametrize("content", [b"[" * 100_000, b"{}", b'{"features": [1]}', b"\xff\x00", b'{"features": []}'])
def test_bad_boundaries_are_refused_in_words(town: Town, bayu: Viewer, no_boundaries: None, content: bytes) -> None:
    file = io.BytesIO(content)
    file.name = "batas.geojson"
    answer = as_(bayu).post("/coverage/boundaries/", {"file": file, "source": ""})
    projected = as_(bayu).post("/coverage/boundaries/", {"file": shapes(east=500_000), "source": "BIG"})

    assert answer.status_code == projected.status_code == 422
    assert "Sebutkan sumber" in answer.content.decode()
    assert "bukan bujur dan lintang" in projected.content.decode()
    assert not (settings.PAYUNG_HOME / "boundaries").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_stands_at_both_widths_without_barriers(
    site: str, browser: Browser, town: Town, rini: Viewer, no_boundaries: None, language: str
) -> None:
    as_(rini).post("/coverage/boundaries/", {"file": shapes(), "source": "BIG 2023"})
    universe(rini, 10, "koran")
    publish(rini)
    pages = {
        "figure": "/coverage/?by=kelurahan",
        "occupation": "/coverage/?by=occupation&place=64.74.01",
        "explain": "/coverage/explain/",
        "missing": "/coverage/missing/",
        "names": "/coverage/missing/names/?sender=perikanan&purpose=jemput+bola",
        "published": "/coverage/published/",
        "reference": "/coverage/reference/",
        "universes": "/coverage/universes/",
        "boundaries": "/coverage/boundaries/",
        "home": "/home/",
    }
    with visiting(browser, site, size=WIDE, language=language) as person:
        person.signs_in("rini")
        if language == "id":
            person.goes_to("/coverage/reference/")
            person.page.set_input_files("#file", DATA / "lampung_2024_09_24.csv")
            person.page.click("main form button")
        for name, address in pages.items():
            person.goes_to(address)
            person.finds_no_barrier_at_either_width()
            keep_a_picture(person.page, PICTURES, f"{name}-{language}")
        assert person.complaints == []


def test_a_month_is_measured_in_the_browser(site: str, browser: Browser, town: Town, bayu: Viewer) -> None:
    with visiting(browser, site) as person:
        person.signs_in("bayu")
        person.goes_to("/coverage/")
        person.page.fill("#measured", "2026-02")
        person.page.click("text=Ukur >> nth=-1")
        person.page.wait_for_url("**/orders/**")
        person.finds_no_barrier()
        # Playwright's loop runs in this thread: the worker's own needs another.
        worker = threading.Thread(target=work_off)
        worker.start()
        worker.join()
        person.page.click("text=Buka hasilnya")
        assert "month=2026-02" in person.page.url
        assert person.complaints == []
