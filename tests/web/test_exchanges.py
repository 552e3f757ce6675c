"""Packages in the browser: counted, made, fetched, answered whole, half, twice and wrong; conflicts wait for a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from payung.access.viewer import Viewer
from payung.exchanges import uploads
from payung.vocabulary.file_names import safe_name
from tests.exchanges import sending
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import HEADINGS, asked, person, workbook
from tests.people import viewer
from tests.web.browser import NARROW, WIDE, keep_a_picture, visiting, work_off

DAY = "2026-03-09"
PICTURES = Path("money")
PARTS = ("files", "unanswered", "yes", "no", "corrections", "conflicting", "unknown", "unreadable")


@pytest.fixture
def office(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """Rini exchanges twelve candidates' names, kepala and lestari see counts."""
    monkeypatch.setattr(settings, "PAYUNG_HOME", tmp_path / "home")
    rini = viewer("rini", role="verifier")
    viewer("kepala", role="section_head")
    viewer("lestari", role="inspector")
    sending.propose(sending.programme(rini), PEOPLE, rini)
    return rini


def at(name: str) -> Client:
    """Return a browser without script in which somebody is signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(name=name))
    return client


def text(response: HttpResponse) -> str:
    return response.content.decode()


def sent(client: Client, purpose: str = "bpjs_check", **more: str) -> str:
    """Make a package and return where it led."""
    form = {"programme": "rentan", "purpose": purpose, "really": "1", **more}
    work = client.post("/exchanges/new/", form).url
    work_off()
    return client.get(work).url


def answers(path: Path, rows: list[list[object]], name: str = "jawaban.xlsx") -> SimpleUploadedFile:
    """Return an answer file as a browser sends it."""
    return SimpleUploadedFile(name, workbook(path / "a.xlsx", [HEADINGS, *rows]).read_bytes())


def rows(*, no: tuple[int, ...] = (0, 3, 6), of: range = range(12)) -> list[list[object]]:
    return [
        ["T" if place in no else "Y", "terdaftar PU" if place in no else "", PEOPLE[place].nik, PEOPLE[place].name]
        for place in of
    ]


def taken(client: Client, file: SimpleUploadedFile, package: int = 1, **more: str) -> HttpResponse:
    """Upload an answer, let it be read, and return the page it led to."""
    asked_for = client.post(f"/exchanges/{package}/answer/", {"file": file, "answered_on": DAY, **more})
    assert asked_for.status_code == 302, text(asked_for)
    work_off()
    return client.get(asked_for.url, follow=True)


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
    rini = at("rini")
    work = rini.post("/exchanges/new/", {"programme": "rentan", "purpose": "dukcapil"}).url
    work_off()

    assert "12 nama akan dikirim" in text(rini.get(work))
    assert asked("SELECT count(*) FROM exchanges_package") == [(0,)]


def test_the_same_names_are_one_package_however_often_one_clicks(office: Viewer) -> None:
    rini = at("rini")

    first, second = sent(rini), sent(rini)

    assert (first, second) == ("/exchanges/1/", "/exchanges/1/")
    assert "Tidak ada nama baru" in text(rini.get(second))


def test_an_enrolment_is_of_one_decree(office: Viewer) -> None:
    said = text(at("rini").post("/exchanges/new/", {"programme": "rentan", "purpose": "enrolment"}))

    assert "pendaftaran selalu untuk satu SK" in said


def test_files_leave_as_attachments_and_every_fetch_is_recorded(office: Viewer) -> None:
    rini = at("rini")
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
    rini = at("rini")
    sent(rini)
    for left in (tmp_path / "home" / "outgoing").rglob("*.*"):
        left.unlink()

    assert "tidak ada di sini" in text(rini.get("/exchanges/1/"))
    rini.post("/exchanges/1/files/")
    work_off()
    assert "bpjs-cek-calon-rentan-paket-1.xlsx" in text(rini.get("/exchanges/1/"))


def test_an_answer_balances_and_the_same_file_twice_says_so(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)

    content = answers(tmp_path, rows()).read()
    first, again = (taken(rini, SimpleUploadedFile("jawaban.xlsx", content)) for _ in range(2))

    assert "tanda terimanya" in text(first)
    receipt = first.context["package"]
    assert (receipt.yes, receipt.no, receipt.unanswered) == (9, 3, 0)
    assert "sudah pernah dibaca" in text(again)
    assert again.context["package"].yes == 9
    assert len(again.context["answers"]) == 1
    assert list((tmp_path / "home" / "incoming").iterdir()) == []


def test_half_an_answer_leaves_the_others_waiting(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)

    page = taken(rini, answers(tmp_path, rows(of=range(5))))

    assert page.context["package"].unanswered == 7
    waiting = rini.get("/exchanges/1/?part=unanswered")
    assert {row["one"].nik for row in waiting.context["names"]} == {one.nik for one in PEOPLE[5:]}


def test_a_file_of_another_package_is_refused_in_words_and_kept_for_a_second_try(
    office: Viewer, tmp_path: Path
) -> None:
    rini = at("rini")
    sent(rini)
    others = [["Y", "", person(number).nik, person(number).name] for number in range(50, 70)]
    form = {"file": answers(tmp_path, others), "answered_on": DAY}

    work = rini.post("/exchanges/1/answer/", form).url
    work_off()
    refused = rini.get(work)
    again = rini.post(
        "/exchanges/1/answer/again/",
        {"work": work.split("/")[-2], "answered_on": DAY, "although_unknown": "1", "says": "*=T"},
    )
    work_off()

    assert "20 NIK tidak ada di paket ini" in text(refused)
    assert "tidak perlu diunggah lagi" in text(refused)
    assert again.status_code == 302
    assert rini.get(again.url, follow=True).context["package"].files[0].unknown == 20


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("jawaban.xlsx", b"", "kosong"),
        ("jawaban.xlsx", b"PK\x03\x04bukan zip", ""),
        ("jawaban.xlsx", b"%PDF-1.7", ""),
        ("=cmd|'.csv", b"NIK;STATUS\r\n", ""),
    ],
)
def test_files_that_are_none_are_refused_in_words(office: Viewer, name: str, content: bytes, said: str) -> None:
    rini = at("rini")
    sent(rini)

    asked_for = rini.post("/exchanges/1/answer/", {"file": SimpleUploadedFile(name, content), "answered_on": DAY})
    if asked_for.status_code == 302:
        work_off()
        asked_for = rini.get(asked_for.url)

    assert said in text(asked_for)
    assert 'class="note bad"' in text(asked_for)
    assert asked("SELECT count(*) FROM exchanges_answer_file") == [(0,)]


def test_everything_wrong_with_an_upload_is_said_at_once(office: Viewer) -> None:
    rini = at("rini")
    sent(rini)

    said = text(rini.post("/exchanges/1/answer/", {"answered_on": "kemarin", "says": "tanpa tanda"}))

    assert all(words in said for words in ("pilih berkasnya", "tulis tanggal", "KATA=ARTI"))
    assert "tanpa tanda" in said


def test_contradicting_answers_wait_for_a_person(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    taken(rini, answers(tmp_path, rows()))
    later = taken(rini, answers(tmp_path, rows(no=(0, 3), of=range(12)), name="ralat.xlsx"))

    assert later.context["package"].files[1].conflicting == 1
    conflict = rini.get("/exchanges/1/?part=conflicting")
    assert "jawaban lain sudah berlaku" in text(conflict)
    assert PEOPLE[6].nik not in text(conflict)

    file = later.context["package"].files[1].answer_file_id
    work = rini.post("/exchanges/1/stand/", {"act": "take_newer", "file": str(file)}).url
    work_off()
    settled = rini.get(work, follow=True)

    assert (settled.context["package"].yes, settled.context["package"].files[1].conflicting) == (10, 0)


def test_a_file_of_rejects_answers_the_rest_when_a_person_says_so(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    page = taken(rini, answers(tmp_path, rows(of=range(1))))

    file = page.context["package"].files[0].answer_file_id
    rini.post("/exchanges/1/stand/", {"act": "give_rest", "file": str(file)})
    work_off()

    assert asked("SELECT yes, no, unanswered FROM exchanges_package") == [(11, 1, 0)]
    assert rini.post("/exchanges/1/stand/", {"act": "give_rest", "file": "999"}).status_code == 404
    assert rini.post("/exchanges/1/stand/", {"act": "erase"}).status_code == 404


def test_what_is_written_otherwise_is_settled_by_a_person(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    written = [["Y", "", PEOPLE[0].nik, "Sitti Khadijah Rahman"], *rows(no=(), of=range(1, 12))]
    taken(rini, answers(tmp_path, written))

    page = rini.get("/exchanges/1/?part=corrections")
    item = page.context["names"][0]["one"].pk
    assert "Sitti Khadijah Rahman" in text(page).title()
    nobody = rini.post("/exchanges/1/corrections/", {"act": "ticked"}, follow=True)
    done = rini.post("/exchanges/1/corrections/", {"act": "ticked", "item": str(item)}, follow=True)

    assert "0 usulan" in text(nobody)
    assert "1 usulan" in text(done)
    assert asked("SELECT count(*) FROM exchanges_item WHERE corrected_name IS NOT NULL") == [(0,)]


def test_a_letter_gets_its_number(office: Viewer) -> None:
    rini = at("rini")
    sent(rini)

    rini.post("/exchanges/1/letter/", {"number": "560/12/2026"})

    assert "560/12/2026" in text(rini.get("/exchanges/"))
    assert "wajib diisi" in text(rini.post("/exchanges/1/letter/", {"number": " "}))


def test_the_letters_of_a_package_are_written_and_found(office: Viewer) -> None:
    rini = at("rini")
    sent(rini)

    work = rini.post("/exchanges/1/papers/").url
    work_off()

    assert "/letters/1/" in text(rini.get(work, follow=True))
    assert at("kepala").post("/exchanges/1/papers/").status_code == 403


def test_who_decides_and_inspects_sees_counts_only(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    taken(rini, answers(tmp_path, rows()))

    for name in ("kepala", "lestari"):
        client = at(name)
        seen = "".join(text(client.get(f"/exchanges/1/?part={part}")) for part in PARTS)
        assert "jawaban.xlsx" in seen
        assert not any(one.name in seen or one.nik in seen for one in PEOPLE)
        assert client.get("/exchanges/1/files/bpjs-cek-calon-rentan-paket-1.csv").status_code == 403
        assert client.get("/exchanges/new/").status_code == 403
        for act in ("letter", "files", "answer", "stand", "corrections"):
            assert client.post(f"/exchanges/1/{act}/").status_code == 403


def test_a_stranger_finds_nothing_and_a_bound_account_no_counts(office: Viewer, tamu: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    viewer("terikat", role="proposer", senders=("opd-rentan",))
    stranger = at("tamu")

    assert stranger.get("/exchanges/1/").status_code == 404
    assert stranger.get("/exchanges/1/files/bpjs-cek-calon-rentan-paket-1.csv").status_code == 404
    assert "rentan" not in text(stranger.get("/exchanges/")) + text(stranger.get("/exchanges/new/"))
    for act in ("letter", "files", "papers", "answer", "stand", "corrections"):
        form = {"number": "1", "answered_on": DAY, "act": "follow", "file": answers(tmp_path, rows())}
        assert stranger.post(f"/exchanges/1/{act}/", form).status_code == 404, act
    assert at("terikat").get("/exchanges/").status_code == 403
    assert asked("SELECT count(*) FROM jobs_work") == [(1,)]


def test_work_of_somebody_else_is_not_done_again(office: Viewer) -> None:
    rini = at("rini")
    work = rini.post("/exchanges/new/", {"programme": "rentan", "purpose": "dukcapil"}).url.split("/")[-2]
    viewer("budi", role="verifier")

    assert at("budi").post("/exchanges/new/", {"work": work}).status_code == 404
    assert rini.post("/exchanges/new/", {"work": "bukan"}).status_code == 404
    assert rini.post("/exchanges/1/answer/again/", {"work": work, "answered_on": DAY}).status_code == 404


def test_names_are_masked_and_every_look_is_recorded(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
    sent(rini)
    taken(rini, answers(tmp_path, rows()))

    seen = "".join(text(rini.get(f"/exchanges/1/?part={part}")) for part in ("yes", "no", "unanswered"))

    assert PEOPLE[0].name.upper() in seen.upper()
    assert not any(one.nik in seen for one in PEOPLE)
    assert asked(
        "SELECT purpose, detail->>'people' FROM audit_event WHERE action = 'people.seen' AND about = 'package:1' ORDER BY id"
    ) == [("exchange_yes", "9"), ("exchange_no", "3"), ("exchange_unanswered", "0")]


def test_pages_ask_the_same_number_of_questions_whatever_they_hold(office: Viewer, tmp_path: Path) -> None:
    rini = at("rini")
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
