"""Photos from the field: kept without where they were taken, seen by whose work it is, each look in the trail; a new link shuts the old browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from payung.access.viewer import Viewer
from payung.fieldwork import actions, queries
from tests.flows.office import asked, person, receive, workbook
from tests.ground import Ground
from tests.people import viewer
from tests.photos import SECRETS, a_jpeg, a_png
from tests.web.visitor import signed_in


@pytest.fixture
def given(rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ground: Ground) -> actions.Given:
    """Two rows that wait in a kelurahan, given to Pak Udin."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path / "home")
    rows = [person(number) for number in range(12)]
    rows[5][1] = rows[4][1]
    ground.as_after(
        "a list at the site of twelve of whom two share a NIK",
        lambda: receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home"),
    )
    place = queries.kelurahan_with_open_rows(seen_by=rini)[0][0]
    return actions.give(kelurahan_code=place, holder="Pak Udin, RT 5", days=7, by=rini, at=timezone.now())


def opened(given: actions.Given) -> Client:
    udin = Client()
    assert udin.post(f"/k/{given.token}/", {"code": given.code}).status_code == 302
    return udin


def waiting(rini: Viewer) -> list[int]:
    return [row for (row,) in asked("SELECT id FROM intake_row WHERE verdict = 'verval' ORDER BY id")]


def photographed(udin: Client, row: int, content: bytes, name: str = "ktp.jpg") -> object:
    photo = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return udin.post(f"/k/rows/{row}/", {"answer": "confirmed", "photo": photo})


def kept() -> list[Path]:
    return [path for path in (settings.PAYUNG_HOME / "files").rglob("*") if path.is_file()]


def test_a_photo_is_kept_without_its_place_and_seen_by_the_verifier(rini: Viewer, given: actions.Given) -> None:
    udin, before = opened(given), set(kept())
    assert photographed(udin, waiting(rini)[0], a_jpeg()).status_code == 302
    udin.post("/k/letter/", {"photo": SimpleUploadedFile("surat.png", a_png())})
    [number] = [number for (number,) in asked("SELECT id FROM fieldwork_finding")]

    verifier = signed_in(rini)
    page = verifier.get(f"/field/{given.errand_id}/").content.decode()
    card = verifier.get(f"/field/photos/finding/{number}/")
    letter = verifier.get(f"/field/photos/letter/{given.errand_id}/")

    assert f"/field/photos/finding/{number}/" in page
    assert f"/field/photos/letter/{given.errand_id}/" in page
    assert (card["Content-Type"], letter["Content-Type"]) == ("image/jpeg", "image/png")
    assert card["Cache-Control"] == "no-store"
    assert card["X-Content-Type-Options"] == "nosniff"
    files = [path.read_bytes() for path in set(kept()) - before]
    assert len(files) == 2
    assert not any(secret in content for content in (*files, card.content, letter.content) for secret in SECRETS)
    assert asked("SELECT actor, about, purpose FROM audit_event WHERE action = 'errand.photo_seen' ORDER BY id") == [
        ("rini", f"row:{waiting(rini)[0]}", f"errand:{given.errand_id}"),
        ("rini", f"errand:{given.errand_id}", f"errand:{given.errand_id}"),
    ]


def test_a_photo_from_before_leaves_its_place_behind_when_it_is_seen(rini: Viewer, given: actions.Given) -> None:
    photographed(opened(given), waiting(rini)[0], a_jpeg())
    [(number, content)] = asked("SELECT id, photo_sha256 FROM fieldwork_finding")
    path = settings.PAYUNG_HOME / "files" / content[:2] / content
    path.write_bytes(a_jpeg())

    assert not any(secret in signed_in(rini).get(f"/field/photos/finding/{number}/").content for secret in SECRETS)

    path.write_bytes(b"\xff\xd8\xff<html>")
    told = signed_in(rini).get(f"/field/photos/finding/{number}/", follow=True).content.decode()
    assert "sudah dihapus menurut masa simpannya" in told


def test_nobody_else_sees_a_photo(rini: Viewer, tamu: Viewer, lestari: Viewer, given: actions.Given) -> None:
    udin = opened(given)
    photographed(udin, waiting(rini)[0], a_jpeg())
    [(number,)] = asked("SELECT id FROM fieldwork_finding")
    other_sender = viewer("dinda", role="verifier", senders=("lain",))
    address = f"/field/photos/finding/{number}/"

    assert [signed_in(one).get(address).status_code for one in (tamu, other_sender, lestari)] == [404, 404, 403]
    assert Client().get(address).status_code == 302
    assert udin.get(address).status_code == 302, "whoever took it needs it no more"
    for none in ("letter/1", "sighting/1", "finding/99", "card/1"):
        assert signed_in(rini).get(f"/field/photos/{none}/").status_code == 404, none


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        a_jpeg()[:-60],
        b"%PDF-1.7",
    ],
    ids=["html", "svg", "cut", "pdf"],
)
def test_what_only_looks_like_a_photo_is_refused_in_words(rini: Viewer, given: actions.Given, content: bytes) -> None:
    udin, before = opened(given), kept()

    answer = photographed(udin, waiting(rini)[0], content)

    assert answer.status_code == 422, "a phone takes a redirect for taken"
    assert "gambar yang utuh" in answer.content.decode() or "harus JPG atau PNG" in answer.content.decode()
    assert asked("SELECT count(*) FROM fieldwork_finding") == [(0,)]
    assert kept() == before


def test_a_new_link_shuts_the_browser_that_opened_the_old_one(rini: Viewer, given: actions.Given) -> None:
    lost = opened(given)
    assert lost.get("/k/rows/").status_code == 200

    new = actions.renew(errand_id=given.errand_id, days=7, by=rini, at=timezone.now())

    assert lost.get("/k/rows/").status_code == 404
    assert lost.post(f"/k/rows/{waiting(rini)[0]}/", {"answer": "died"}).status_code == 404
    assert opened(new).get("/k/rows/").status_code == 200
