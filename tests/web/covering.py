"""A town whose coverage is counted, and who looks at it, for the pages of coverage."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from django.test import Client

import payung.coverage
from payung.access.viewer import Viewer
from payung.coverage import actions
from payung.coverage.figures import StatedUniverse
from payung.coverage.queries import Question
from payung.flows import measure_coverage
from payung.registry.models import Place
from tests.coverage.town import API_API, BONTANG_BARU, GUNTUNG, JANUARY, MARCH, Town
from tests.people import NOON

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
    """State a universe of Bontang."""
    stated = StatedUniverse("64.74", "vulnerable_workers", "all", people, MARCH, source, "pekerja rentan")
    actions.state_universe(stated=stated, by=by, at=NOON)


def a_town(rini: Viewer, folder: Path) -> Town:
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
        measure_coverage.run(month=month, home=folder, by=rini, at=NOON, tell=lambda step: None)
    return town


def said(client: Client, address: str, *, status: int = 200) -> str:
    """Return what a page says."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def sheet(client: Client, address: str) -> list[list[object]]:
    """Return the cells of a downloaded workbook."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def publish(by: Viewer) -> None:
    """Publish March."""
    actions.publish(asked=Question(month=MARCH, place="64.74"), by=by, at=NOON)


def plain(page: str) -> str:
    """Return a page's text without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
