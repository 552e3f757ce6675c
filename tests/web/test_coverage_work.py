"""Coverage in the browser: what is measured, published, stated and drawn, and that every page of it stands."""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from tests.coverage.town import API_API, BONTANG_BARU, Town, run
from tests.web.browser import WIDE, keep_a_picture, visiting, work_off
from tests.web.covering import DATA, PICTURES, plain, publish, said, universe
from tests.web.visitor import signed_in


def test_a_month_is_measured_and_published_behind_the_page(town: Town, bayu: Viewer, dewi: Viewer) -> None:
    client = signed_in(bayu)
    for path, said_ in (
        ("/coverage/measure/", {"month": "2026-02"}),
        ("/coverage/published/publish/", {"month": "2026-03", "of": "computed"}),
    ):
        asked = client.post(path, said_)
        work_off()
        page = said(client, asked.url)
        assert "Selesai." in page, plain(page)
        assert said(signed_in(dewi), asked.url, status=404)
    assert "Februari 2026" in said(client, "/coverage/")
    assert "edisi 1" in plain(said(client, "/coverage/published/"))


def test_bad_months_missing_rights_and_plain_links_measure_nothing(town: Town, bayu: Viewer, lestari: Viewer) -> None:
    client = signed_in(bayu)

    assert "bukan bulan" in client.post("/coverage/measure/", {"month": "besok"}, follow=True).content.decode()
    assert "belum tiba" in client.post("/coverage/measure/", {"month": "2098-01"}, follow=True).content.decode()
    assert client.get("/coverage/measure/").status_code == 405
    assert signed_in(lestari).post("/coverage/measure/", {"month": "2026-03"}).status_code == 403
    assert (
        signed_in(lestari).post("/coverage/published/publish/", {"month": "2026-03", "of": "computed"}).status_code
        == 403
    )
    assert run("SELECT count(*) FROM jobs_work") == [(0,)]


def test_an_unmeasured_month_is_not_published(town: Town, bayu: Viewer) -> None:
    client = signed_in(bayu)
    asked = client.post("/coverage/published/publish/", {"month": "2025-01", "of": "computed"})
    work_off()

    assert "Belum diukur" in said(client, asked.url)


def test_lampungs_table_is_ranked_and_its_oddities_are_flagged(town: Town, bayu: Viewer, lestari: Viewer) -> None:
    client = signed_in(bayu)
    with (DATA / "lampung_2024_09_24.csv").open("rb") as file:
        page = plain(client.post("/coverage/reference/", {"file": file}, follow=True).content.decode())

    assert "15 angka dibaca, 15 baru." in page
    assert "jauh di bawah tetangganya" in page
    assert re.search(r"15 Pesisir Barat 1,90 ! ", page)
    assert "Muat angka dari CSV" not in said(signed_in(lestari), "/coverage/reference/")
    with (DATA / "lampung_2024_09_24.csv").open("rb") as file:
        assert signed_in(lestari).post("/coverage/reference/", {"file": file}).status_code == 403


def test_a_bad_file_comes_back_with_every_problem_and_what_was_typed(town: Town, bayu: Viewer) -> None:
    file = io.BytesIO(b"nama;nilai\nBontang;1\n")
    file.name = "salah.csv"
    answer = signed_in(bayu).post("/coverage/reference/", {"file": file, "definition": "yang saya ketik"})
    nothing = signed_in(bayu).post("/coverage/reference/", {"on": "kemarin"})

    assert answer.status_code == 422
    assert answer.content.decode().count("<li>", answer.content.decode().index('role="alert"')) == 3
    assert "yang saya ketik" in answer.content.decode()
    assert "Pilih berkas CSV" in nothing.content.decode()
    assert "bukan tanggal" in nothing.content.decode()


def test_a_universe_is_stated_flagged_and_kept_to_ones_own_place(town: Town, bayu: Viewer) -> None:
    client = signed_in(bayu)
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
    client = signed_in(bayu)
    before = said(client, "/coverage/?by=kelurahan")
    kept = client.post("/coverage/boundaries/", {"file": shapes(), "source": "BIG 2023"}, follow=True).content.decode()
    page = said(client, "/coverage/?by=kelurahan")

    assert '<svg class="map"' not in before
    assert "Peta ubin" in before
    assert "Batas 2 wilayah disimpan; 1 bidang lain" in kept
    assert page.count('<path class="fill-3" d="M') == 2
    assert "BIG 2023; tanpa batas: 64.74.02.1001 Guntung" in plain(page)
    assert run("SELECT actor FROM audit_event WHERE action = 'coverage.boundaries_kept'") == [("bayu",)]
    assert signed_in(lestari).get("/coverage/boundaries/").status_code == 403


@pytest.mark.parametrize("content", [b"[" * 100_000, b"{}", b'{"features": [1]}', b"\xff\x00", b'{"features": []}'])
def test_bad_boundaries_are_refused_in_words(town: Town, bayu: Viewer, no_boundaries: None, content: bytes) -> None:
    file = io.BytesIO(content)
    file.name = "batas.geojson"
    answer = signed_in(bayu).post("/coverage/boundaries/", {"file": file, "source": ""})
    projected = signed_in(bayu).post("/coverage/boundaries/", {"file": shapes(east=500_000), "source": "BIG"})

    assert answer.status_code == projected.status_code == 422
    assert "Sebutkan sumber" in answer.content.decode()
    assert "bukan bujur dan lintang" in projected.content.decode()
    assert not (settings.PAYUNG_HOME / "boundaries").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_stands_at_both_widths_without_barriers(
    site: str, browser: Browser, town: Town, rini: Viewer, no_boundaries: None, language: str
) -> None:
    signed_in(rini).post("/coverage/boundaries/", {"file": shapes(), "source": "BIG 2023"})
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
            person.follows("main form button")
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
        person.follows("text=Ukur >> nth=-1")
        person.page.wait_for_url("**/orders/**")
        person.finds_no_barrier()
        # Playwright's loop runs in this thread: the worker's own needs another.
        worker = threading.Thread(target=work_off)
        worker.start()
        worker.join()
        person.follows("text=Buka hasilnya")
        assert "month=2026-02" in person.page.url
        assert person.complaints == []
