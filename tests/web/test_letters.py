"""Letters in the browser: written as work, numbered after registration, scanned, handed out; strangers find nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.utils import CaptureQueriesContext
from docx import Document
from playwright.sync_api import Browser

from payung.audit.models import Event
from payung.letters.models import Letter
from tests.enrolment.programme import Office, nik
from tests.web import decrees
from tests.web.browser import keep_a_picture, visiting, work_off
from tests.web.visitor import signed_in

PICTURES = Path("decrees")
SCAN = b"%PDF-1.7 surat bertanda tangan"


@pytest.fixture
def desk(database: None) -> Office:
    return decrees.a_desk()


def written(desk: Office) -> int:
    """Announcement (letter 1) and card receipts (letter 2) of a decree with two members."""
    decree_id = decrees.with_members(desk)
    asked = signed_in("rini").post(f"/decrees/{decree_id}/letters/", {"until": "", "kelurahan": ""})
    work_off()
    assert (
        signed_in("rini").get(asked.url).context["work"]["result"]["address"] == f"/letters/?about=decree:{decree_id}"
    )
    return decree_id


def numbered(typed: str, name: str = "wati", letter_id: int = 1, dated: str = "2026-11-20") -> tuple[int, str]:
    client = signed_in(name)
    answer = client.post(f"/letters/{letter_id}/number/", {"number": typed, "dated": dated}, follow=True)
    return answer.status_code, answer.content.decode()


def test_letters_are_written_numbered_and_scanned_in_the_browser(site: str, browser: Browser, desk: Office) -> None:
    written(desk)
    scan = {"name": "Surat.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    for language in ("id", "en"):
        with visiting(browser, site, language=language) as rini:
            rini.signs_in("rini")
            for address, name in (("/letters/", "letters"), (f"/letters/{1 if language == 'id' else 2}/", "letter")):
                rini.goes_to(address)
                rini.finds_no_barrier_at_either_width()
                keep_a_picture(rini.page, PICTURES, f"{name}-{language}")
            rini.page.fill("#number", f"500/{language}/2026")
            rini.page.fill("#dated", "2026-11-20")
            rini.follows("form[action$='/number/'] button")
            rini.page.set_input_files("#scan", files=[scan])
            rini.follows("form[action$='/scan/'] button")
            rini.page.wait_for_selector(".badge.good")
            rini.finds_no_barrier()
            assert rini.complaints == []

    assert list(Letter.objects.using("owner").order_by("pk").values_list("number", flat=True)) == ["500/id/2026", "500/en/2026"]  # fmt: skip


def test_what_hangs_on_a_notice_board_has_no_whole_nik_and_is_an_attachment(desk: Office) -> None:
    written(desk)
    wati = signed_in("wati")

    answer = wati.get("/letters/1/files/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    name = next(name for name in packed.namelist() if name.endswith(".docx"))
    one = wati.get(f"/letters/1/files/{name}")

    said = "".join(cell.text for name in packed.namelist() if name.endswith(".docx") for table in Document(io.BytesIO(packed.read(name))).tables for row in table.rows for cell in row.cells)  # fmt: skip
    assert "Orang 1" in said
    assert nik(1) not in said
    assert b"".join(one.streaming_content) == packed.read(name)
    for each in (answer, one):
        assert each["Content-Disposition"].startswith("attachment")
        assert each["Cache-Control"] == "no-store"
    assert Event.objects.using("owner").filter(action="letter.handed_out").count() == 2


def test_a_number_is_typed_once_and_every_refusal_is_said(desk: Office) -> None:
    written(desk)

    assert "satu baris yang tidak kosong" in numbered("  ")[1]
    assert "Isi tanggal surat" in numbered("500/1/2026", dated="")[1]
    assert "bukan tanggal" in numbered("500/1/2026", dated="kemarin")[1]
    assert "Nomor dicatat" in numbered("500/1/2026")[1]
    assert numbered("500/1/2026", name="rini")[0] == 200
    assert "sudah bernomor 500/1/2026" in numbered("500/2/2026")[1]
    code, said = numbered("500/1/2026", letter_id=2)
    assert (code, "sudah dipakai surat lain" in said, 'value="500/1/2026"' in said) == (400, True, True)


def test_a_scan_is_known_by_its_content(desk: Office) -> None:
    written(desk)
    rini = signed_in("rini")

    wrong = rini.post("/letters/1/scan/", {"scan": SimpleUploadedFile("a.pdf", b"<html>")})
    none = rini.post("/letters/1/scan/")
    kept = rini.post("/letters/1/scan/", {"scan": SimpleUploadedFile("../../a.php", SCAN)}, follow=True)

    assert (wrong.status_code, none.status_code) == (400, 400)
    assert "pindaian-1.pdf" in kept.content.decode()
    answer = rini.get("/letters/1/files/pindaian-1.pdf")
    assert b"".join(answer.streaming_content) == SCAN
    assert rini.get("/letters/1/files/..%2F..%2Fsecret_key").status_code == 404


def test_strangers_and_who_lacks_the_right_find_no_letter(desk: Office) -> None:
    decree_id = written(desk)
    decrees.people.viewer("dinda", role="branch_officer", senders=("diskop",))
    pages = ["1/", "1/files/", "1/files/x.pdf"]

    # Who pays reads payment requests (tests/web/test_paying.py): any other letter is not there for them.
    for name, seen, code in (("tamu", 404, 404), ("dinda", 404, 404), ("tono", 404, 403), ("opd", 403, 403)):
        client = signed_in(name)
        assert [client.get(f"/letters/{page}").status_code for page in pages] == [seen] * 3
        assert client.post("/letters/1/number/", {"number": "1", "dated": "2026-11-20"}).status_code == code
        assert client.post("/letters/1/scan/").status_code == code
    for name in ("tamu", "dinda"):
        assert signed_in(name).get(f"/letters/?about=decree:{decree_id}").context["letters"] == []
    assert signed_in("lestari").get("/letters/1/").status_code == 200
    assert "form" not in signed_in("lestari").get("/letters/1/").content.decode().partition("<main")[2]
    assert signed_in("lestari").post("/letters/1/number/").status_code == 403
    assert Letter.objects.using("owner").filter(number__isnull=False).count() == 0


def test_a_decree_without_members_has_no_letters_and_says_why(desk: Office) -> None:
    decree_id = decrees.enacted(desk)
    wati = signed_in("wati")

    asked = wati.post(f"/decrees/{decree_id}/letters/", {"until": "", "kelurahan": ""})
    work_off()
    wrong = wati.post(f"/decrees/{decree_id}/letters/", {"until": "besok"}, follow=True)

    assert "Belum ada peserta" in wati.get(asked.url).content.decode()
    assert "bukan tanggal" in wrong.content.decode()


def test_the_list_of_letters_is_paged_and_asks_the_same_number_of_questions(desk: Office) -> None:
    written(desk)
    rini = signed_in("rini")
    rini.get("/letters/")
    few = questions(rini)
    first = Letter.objects.using("owner").get(pk=1)
    for version in range(2, 62):
        first.pk, first.version, first.content_sha256 = None, version, f"{version:064d}"
        first.save(using="owner", force_insert=True)

    page = rini.get("/letters/")
    older = rini.get(f"/letters/?before={page.context['before']}&kind=announcement")

    assert questions(rini) == few
    assert [len(one.context["letters"]) for one in (page, older)] == [50, 11]


def questions(client: object) -> int:
    with CaptureQueriesContext(connections["default"]) as app:
        assert client.get("/letters/").status_code == 200
    return len(app)
