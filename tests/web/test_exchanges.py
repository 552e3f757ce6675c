"""Packages in the browser: counted, made, fetched, answered whole, half, twice and wrong; conflicts wait for a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.exchanges import uploads
from payung.vocabulary.file_names import safe_name
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import HEADINGS, asked, person, workbook
from tests.people import viewer
from tests.web import exchanging
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off
from tests.web.exchanging import DAY, answers, rows, sent, taken
from tests.web.visitor import signed_in, text

PICTURES = Path("money")
PARTS = ("files", "unanswered", "yes", "no", "corrections", "conflicting", "unknown", "unreadable")


@pytest.fixture
def office(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    return exchanging.office(tmp_path, monkeypatch)


def test_a_check_from_the_first_count_to_the_last_answer(
    site: str, browser: Browser, office: Viewer, tmp_path: Path
) -> None:
    half = workbook(tmp_path / "separuh.xlsx", [HEADINGS, *rows(of=range(6)), ["Y", "", person(77).nik, "Orang Lain"]])
    with visiting(browser, site, size=WIDE) as rini:
        rini.signs_in("rini")
        rini.goes_to("/exchanges/")
        rini.finds_no_barrier()
        rini.follows("text=Buat paket")
        rini.finds_no_barrier()
        rini.page.check("#for-bpjs_check")
        rini.follows("form.card button.button")
        work_off()
        rini.page.wait_for_selector("text=12 nama akan dikirim")
        rini.finds_no_barrier()
        rini.follows("text=Buat paketnya")
        work_off()
        rini.page.wait_for_url("**/exchanges/1/")
        with rini.page.expect_download() as fetched:
            rini.page.click("text=bpjs-cek-calon-rentan-paket-1.xlsx")
        assert fetched.value.suggested_filename == "bpjs-cek-calon-rentan-paket-1.xlsx"
        rini.page.set_input_files("#file", half)
        rini.follows("#answer form > button")
        work_off()
        rini.page.wait_for_selector("text=baru dibaca")
        # A browser calls a page that turned into a download aborted.
        assert [one for one in rini.complaints if "/files/" not in one] == []
    assert asked("SELECT yes, no, unanswered FROM exchanges_package") == [(4, 2, 6)]

    for size, language in ((WIDE, "id"), (NARROW, "en")):
        with visiting(browser, site, size=size, language=language) as rini:
            rini.signs_in("rini")
            for page in ("/exchanges/", "/exchanges/new/", *(f"/exchanges/1/?part={part}" for part in PARTS)):
                rini.goes_to(page)
                rini.finds_no_barrier()
                keep_a_picture(rini.page, PICTURES, f"{language}{page.replace('/', '-').replace('?', '-')}")
            assert rini.complaints == []


def test_a_package_is_counted_before_anything_leaves(office: Viewer) -> None:
    rini = signed_in("rini")
    work = rini.post("/exchanges/new/", {"programme": "rentan", "purpose": "dukcapil"}).url
    work_off()

    assert "12 nama akan dikirim" in text(rini.get(work))
    assert asked("SELECT count(*) FROM exchanges_package") == [(0,)]


def test_the_same_names_are_one_package_however_often_one_clicks(office: Viewer) -> None:
    rini = signed_in("rini")

    first, second = sent(rini), sent(rini)

    assert (first, second) == ("/exchanges/1/", "/exchanges/1/")
    assert "Tidak ada nama baru" in text(rini.get(second))


def test_an_enrolment_is_of_one_decree(office: Viewer) -> None:
    said = text(signed_in("rini").post("/exchanges/new/", {"programme": "rentan", "purpose": "enrolment"}))

    assert "pendaftaran selalu untuk satu SK" in said


def test_files_leave_as_attachments_and_every_fetch_is_recorded(office: Viewer) -> None:
    rini = signed_in("rini")
    sent(rini, "dukcapil")

    file = rini.get("/exchanges/1/files/dukcapil-rentan-paket-1.csv")
    content = b"".join(file.streaming_content)

    assert file["Content-Disposition"] == 'attachment; filename="dukcapil-rentan-paket-1.csv"'
    assert PEOPLE[0].nik.encode() in content
    assert rini.get("/exchanges/1/files/..%2F..%2Fsecret_key").status_code == 404
    assert rini.get("/exchanges/1/files/dukcapil-rentan-paket-2.csv").status_code == 404
    assert asked("SELECT detail->>'file' FROM audit_event WHERE action = 'package.file_taken'") == [
        ("dukcapil-rentan-paket-1.csv",)
    ]


def test_files_that_were_cleared_away_are_written_again(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
    sent(rini)
    for left in (tmp_path / "home" / "outgoing").rglob("*.*"):
        left.unlink()

    assert "tidak ada di sini" in text(rini.get("/exchanges/1/"))
    rini.post("/exchanges/1/files/")
    work_off()
    assert "bpjs-cek-calon-rentan-paket-1.xlsx" in text(rini.get("/exchanges/1/"))


def test_a_letter_gets_its_number(office: Viewer) -> None:
    rini = signed_in("rini")
    sent(rini)

    rini.post("/exchanges/1/letter/", {"number": "560/12/2026"})

    assert "560/12/2026" in text(rini.get("/exchanges/"))
    assert "wajib diisi" in text(rini.post("/exchanges/1/letter/", {"number": " "}))


def test_the_letters_of_a_package_are_written_and_found(office: Viewer) -> None:
    rini = signed_in("rini")
    sent(rini)

    work = rini.post("/exchanges/1/papers/").url
    work_off()

    assert "/letters/1/" in text(rini.get(work, follow=True))
    assert signed_in("kepala").post("/exchanges/1/papers/").status_code == 403


def test_who_decides_and_inspects_sees_counts_only(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
    sent(rini)
    taken(rini, answers(tmp_path, rows()))

    for name in ("kepala", "lestari"):
        client = signed_in(name)
        seen = "".join(text(client.get(f"/exchanges/1/?part={part}")) for part in PARTS)
        assert "jawaban.xlsx" in seen
        assert not any(one.name in seen or one.nik in seen for one in PEOPLE)
        assert client.get("/exchanges/1/files/bpjs-cek-calon-rentan-paket-1.csv").status_code == 403
        assert client.get("/exchanges/new/").status_code == 403
        for act in ("letter", "files", "answer", "stand", "corrections"):
            assert client.post(f"/exchanges/1/{act}/").status_code == 403


def test_a_stranger_finds_nothing_and_a_bound_account_no_counts(office: Viewer, tamu: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
    sent(rini)
    viewer("terikat", role="proposer", senders=("opd-rentan",))
    stranger = signed_in("tamu")

    assert stranger.get("/exchanges/1/").status_code == 404
    assert stranger.get("/exchanges/1/files/bpjs-cek-calon-rentan-paket-1.csv").status_code == 404
    assert "rentan" not in text(stranger.get("/exchanges/")) + text(stranger.get("/exchanges/new/"))
    for act in ("letter", "files", "papers", "answer", "stand", "corrections"):
        form = {"number": "1", "answered_on": DAY, "act": "follow", "file": answers(tmp_path, rows())}
        assert stranger.post(f"/exchanges/1/{act}/", form).status_code == 404, act
    assert signed_in("terikat").get("/exchanges/").status_code == 403
    assert asked("SELECT count(*) FROM jobs_work") == [(1,)]


def test_work_of_somebody_else_is_not_done_again(office: Viewer) -> None:
    rini = signed_in("rini")
    work = rini.post("/exchanges/new/", {"programme": "rentan", "purpose": "dukcapil"}).url.split("/")[-2]
    viewer("budi", role="verifier")

    assert signed_in("budi").post("/exchanges/new/", {"work": work}).status_code == 404
    assert rini.post("/exchanges/new/", {"work": "bukan"}).status_code == 404
    assert rini.post("/exchanges/1/answer/again/", {"work": work, "answered_on": DAY}).status_code == 404


def test_names_are_masked_and_every_look_is_recorded(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
    sent(rini)
    taken(rini, answers(tmp_path, rows()))

    seen = "".join(text(rini.get(f"/exchanges/1/?part={part}")) for part in ("yes", "no", "unanswered"))

    assert PEOPLE[0].name.upper() in seen.upper()
    assert not any(one.nik in seen for one in PEOPLE)
    assert asked(
        "SELECT purpose, detail->>'people' FROM audit_event WHERE action = 'people.seen' AND about = 'package:1' ORDER BY id"
    ) == [("exchange_yes", "9"), ("exchange_no", "3"), ("exchange_unanswered", "0")]


def test_pages_ask_the_same_number_of_questions_whatever_they_hold(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
    sent(rini)

    def questions(page: str) -> int:
        with CaptureQueriesContext(connections["default"]) as app, CaptureQueriesContext(connections["owner"]) as owner:
            assert rini.get(page).status_code == 200
            return len(app) + len(owner)

    pages = ("/exchanges/", "/exchanges/1/", "/exchanges/1/?part=yes", "/exchanges/1/?part=unknown")
    few = [questions(page) for page in pages]
    sent(rini, "dukcapil")
    taken(rini, answers(tmp_path, [*rows(of=range(6)), ["Y", "", person(77).nik, "Orang Lain"]]))
    taken(rini, answers(tmp_path, rows()))

    assert [questions(page) for page in pages] == few


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../secret_key", "secret_key"),
        ("C:\\Users\\a\\jawaban.xlsx", "jawaban.xlsx"),
        ("a\x00b\u202e.xlsx", "ab.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 175 + ".xlsx"),
        ("...", "jawaban"),
    ],
)
def test_names_of_uploads_cannot_leave_their_folder(name: str, kept: str) -> None:
    assert safe_name(name, nameless=uploads.NAMELESS) == kept


def test_an_upload_is_whole_or_not_at_all(tmp_path: Path) -> None:
    def breaks() -> object:
        yield b"separuh"
        raise OSError("disk penuh")

    with pytest.raises(uploads.NoRoom):
        uploads.keep(tmp_path, "a.xlsx", breaks())

    assert list((tmp_path / "incoming").iterdir()) == []
    whole = uploads.keep(tmp_path, "a.xlsx", [b"a", b"b"])
    assert (whole.read_bytes(), whole.stat().st_mode & 0o777) == (b"ab", 0o600)
