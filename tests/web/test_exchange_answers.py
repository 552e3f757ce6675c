"""Answers that come back in the browser: balanced, half, contradicting, of another package, settled by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.access.viewer import Viewer
from tests.exchanges.conftest import PEOPLE
from tests.exchanges.sending import asked, person
from tests.web import exchanging
from tests.web.browser import work_off
from tests.web.exchanging import DAY, answers, rows, sent, taken
from tests.web.visitor import signed_in, text


@pytest.fixture
def office(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    return exchanging.office(tmp_path, monkeypatch)


def test_an_answer_balances_and_the_same_file_twice_says_so(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
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
    rini = signed_in("rini")
    sent(rini)

    page = taken(rini, answers(tmp_path, rows(of=range(5))))

    assert page.context["package"].unanswered == 7
    waiting = rini.get("/exchanges/1/?part=unanswered")
    assert {row["one"].nik for row in waiting.context["names"]} == {one.nik for one in PEOPLE[5:]}


def test_a_file_of_another_package_is_refused_in_words_and_kept_for_a_second_try(
    office: Viewer, tmp_path: Path
) -> None:
    rini = signed_in("rini")
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
    rini = signed_in("rini")
    sent(rini)

    asked_for = rini.post("/exchanges/1/answer/", {"file": SimpleUploadedFile(name, content), "answered_on": DAY})
    if asked_for.status_code == 302:
        work_off()
        asked_for = rini.get(asked_for.url)

    assert said in text(asked_for)
    assert 'class="note bad"' in text(asked_for)
    assert asked("SELECT count(*) FROM exchanges_answer_file") == [(0,)]


def test_everything_wrong_with_an_upload_is_said_at_once(office: Viewer) -> None:
    rini = signed_in("rini")
    sent(rini)

    said = text(rini.post("/exchanges/1/answer/", {"answered_on": "kemarin", "says": "tanpa tanda"}))

    assert all(words in said for words in ("pilih berkasnya", "tulis tanggal", "KATA=ARTI"))
    assert "tanpa tanda" in said


def test_contradicting_answers_wait_for_a_person(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
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
    rini = signed_in("rini")
    sent(rini)
    page = taken(rini, answers(tmp_path, rows(of=range(1))))

    file = page.context["package"].files[0].answer_file_id
    rini.post("/exchanges/1/stand/", {"act": "give_rest", "file": str(file)})
    work_off()

    assert asked("SELECT yes, no, unanswered FROM exchanges_package") == [(11, 1, 0)]
    assert rini.post("/exchanges/1/stand/", {"act": "give_rest", "file": "999"}).status_code == 404
    assert rini.post("/exchanges/1/stand/", {"act": "erase"}).status_code == 404


def test_what_is_written_otherwise_is_settled_by_a_person(office: Viewer, tmp_path: Path) -> None:
    rini = signed_in("rini")
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
