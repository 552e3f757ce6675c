"""What comes through the upload: whole or not at all, once, never more than a list may be, never from strangers."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from payung.access.viewer import Viewer
from payung.intake import uploads
from tests.flows.office import asked, receive, workbook
from tests.people import NOON, sender, viewer
from tests.web.bringing import BARE, content, dropped, form, orders, page, rows, send, waiting_uploads
from tests.web.browser import work_off
from tests.web.visitor import signed_in


@pytest.fixture(autouse=True)
def _empty(database: None) -> None:
    for left in (settings.PAYUNG_HOME / "uploads").iterdir():
        left.unlink()


def test_many_workbooks_are_ordered_at_once_and_leave_no_upload_behind(rini: Viewer, tmp_path: Path) -> None:
    files = [dropped(tmp_path, "satu.xlsx", rows(11)), dropped(tmp_path, "dua.xlsx", rows(12))]

    answer = signed_in(rini).post("/lists/upload/", form(files=files))

    assert answer.headers["Location"] == "/lists/"
    assert [state for _, state, _ in orders()] == ["waiting", "waiting"]
    assert len(waiting_uploads()) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in (settings.PAYUNG_HOME / "uploads").iterdir())
    work_off()
    assert [(state, result) for _, state, result in orders()] == [("done", "list:1"), ("done", "list:2")]
    assert asked("SELECT file_name, received FROM intake_list ORDER BY id") == [("satu.xlsx", 11), ("dua.xlsx", 12)]
    assert waiting_uploads() == []


def test_all_that_is_wrong_is_said_at_once_and_what_came_is_kept(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    wrong = {"sender": "kosong", "kind": "?", "purpose": " ", "list_on": "31-31-2026", "replaces": "99"}

    answer = clerk.post("/lists/upload/", {**wrong, "files": [dropped(tmp_path)]})

    said = answer.content.decode()
    assert set(answer.context["wrong"]) == {"sender", "kind", "purpose", "list_on", "replaces"}
    assert said.count('-wrong"><a href="#') == 5
    assert 'value="31-31-2026"' in said
    assert "pasar.xlsx" in said
    assert orders() == []
    token = answer.context["typed"].kept[0].token
    assert clerk.post("/lists/upload/", form(kept=[token])).status_code == 302
    assert len(orders()) == 1
    # A second click finds the file taken.
    clerk.post("/lists/upload/", form(kept=[token]))
    assert len(orders()) == 1


def test_a_kept_file_is_no_one_elses(rini: Viewer, tmp_path: Path) -> None:
    token = signed_in(rini).post("/lists/upload/", {"files": [dropped(tmp_path)]}).context["typed"].kept[0].token
    other = viewer("agus", role="verifier")

    answer = signed_in(other).post("/lists/upload/", form(kept=[token]))

    assert "Pilih berkas" in answer.content.decode()
    assert orders() == []


def test_nothing_at_all_is_refused_in_words(rini: Viewer) -> None:
    said = signed_in(rini).post("/lists/upload/", form()).content.decode()

    assert "Pilih berkas, atau tempelkan tabel dari Excel." in said


def test_the_same_file_twice_is_known_by_its_content(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    send(clerk, files=[dropped(tmp_path, "pasar.xlsx")])
    same = (tmp_path / "made.xlsx").read_bytes()

    answer = clerk.post("/lists/upload/", form(files=[SimpleUploadedFile("lain.xlsx", same)]), follow=True)

    assert 'href="/lists/1/"' in answer.content.decode()
    assert "sebagai daftar 1" in answer.content.decode()
    assert len(orders()) == 1
    assert waiting_uploads() == []


def test_of_two_clerks_at_once_the_second_is_told_whose_list_it_is(rini: Viewer, tmp_path: Path) -> None:
    first, second = signed_in(rini), signed_in(viewer("agus", role="verifier"))
    same = content(tmp_path)
    for clerk in (first, second):
        clerk.post("/lists/upload/", form(files=[SimpleUploadedFile("pasar.xlsx", same)]))

    work_off()

    mine, known = asked("SELECT result, ended_with FROM jobs_work ORDER BY id")
    assert mine == ("list:1", "[]")
    assert known[0] == "list:1"
    assert "sudah diterima seorang rekan" in known[1]


def test_the_same_file_twice_in_one_form_is_taken_once(rini: Viewer, tmp_path: Path) -> None:
    same = content(tmp_path)

    signed_in(rini).post("/lists/upload/", form(files=[SimpleUploadedFile(f"{name}.xlsx", same) for name in "ab"]))

    assert len(orders()) == 1
    assert len(waiting_uploads()) == 1


def test_a_pasted_table_becomes_a_received_file(rini: Viewer) -> None:
    clerk = signed_in(rini)
    headed = "No\tNIK\tNama\tTTL\tL/P\tAlamat\tKel\tKecamatan\tPekerjaan\r\n" + "\r\n".join(
        "\t".join(row) for row in rows()
    )

    send(clerk, pasted=headed)

    assert orders()[0][1:] == ("done", "list:1")
    ((name, received),) = asked("SELECT file_name, received FROM intake_list")
    assert name.startswith("tempelan ")
    assert name.endswith(".tsv")
    assert received == 12


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(rini: Viewer, tmp_path: Path) -> None:
    big = SimpleUploadedFile("besar.csv", b"x" * 300_000)
    with override_settings(LARGEST_UPLOAD=200_000):
        answer = signed_in(rini).post(
            "/lists/upload/", form(files=[big, SimpleUploadedFile("kecil.csv", b"nik;nama\n")])
        )

    said = answer.content.decode()
    assert "“besar.csv” lebih besar dari" in said
    assert [one.name for one in answer.context["typed"].kept] == ["kecil.csv"]
    assert len(waiting_uploads()) == 1
    assert orders() == []


def test_a_broken_upload_leaves_nothing(rini: Viewer, tmp_path: Path) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.xlsx"\r\n\r\n'
    body = head + content(tmp_path)[:500]

    answer = signed_in(rini).post("/lists/upload/", body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 200
    assert waiting_uploads() == []
    assert orders() == []


def test_bytes_of_strangers_never_touch_the_disk(database: None, tmp_path: Path) -> None:
    answer = Client().post("/lists/upload/", form(files=[dropped(tmp_path)]))

    assert answer.status_code == 302
    assert waiting_uploads() == []


NO_LISTS = {
    "foto.xlsx": (b"\xff\xd8\xff\xe0" + b"0" * 500, "gambar (JPG)"),
    "surat.xlsx": (b"%PDF-1.7" + b"0" * 500, "dokumen PDF"),
    "arsip.xlsx": (b"Rar!" + b"0" * 500, "arsip RAR"),
    "kosong.xlsx": (b" ", "Berkas kosong"),
}


def bomb(path: Path) -> bytes:
    """Return a workbook whose one sheet unpacks to 260 MB of nothing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(260):
                sheet.write(b"0" * (1 << 20))
    return path.read_bytes()


def test_what_is_no_list_is_refused_in_the_words_of_reading(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    hostile = NO_LISTS | {"bom.xlsx": (bomb(tmp_path / "bom.xlsx"), "mengembang menjadi")}
    files = [SimpleUploadedFile(name, data) for name, (data, _) in hostile.items()]

    clerk.post("/lists/upload/", form(files=files))
    work_off()

    for (number, state, _), (_, words) in zip(orders(), hostile.values(), strict=True):
        assert state == "refused"
        assert words in page(clerk, f"/orders/{number}/")
    assert waiting_uploads() == []
    assert "Pekerjaan Anda" in page(clerk, "/lists/")


HOSTILE_NAMES = (
    "../../etc/passwd.xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    "<img src=x onerror=alert(1)>.xlsx",
    "a" * 250 + ".xlsx",
    "é" * 200 + "." + "x" * 90,
    "\u202eslx.exe.xlsx",
)


def test_hostile_names_are_harmless(rini: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(rini)
    files = [dropped(tmp_path, name, rows(11 - place)) for place, name in enumerate(HOSTILE_NAMES)]

    clerk.post("/lists/upload/", form(files=files))
    work_off()

    kept = [name for (name,) in asked("SELECT file_name FROM intake_list ORDER BY id")]
    assert len(kept) == len(HOSTILE_NAMES)
    assert not any("/" in name or "\u202e" in name or len(name.encode()) > 180 for name in kept)
    assert "<img src=x" not in page(clerk, "/lists/")
    for number, _ in enumerate(kept, 1):
        assert "<img src=x" not in page(clerk, f"/lists/{number}/")
        back = clerk.get(f"/lists/{number}/workbook/")
        assert back.headers["Content-Disposition"].startswith("attachment")
        back.close()


def test_columns_are_settled_on_real_rows_and_remembered_for_the_sender(rini: Viewer) -> None:
    clerk = signed_in(rini)

    said = send(clerk, pasted=BARE)

    number = orders()[0][0]
    assert "Putuskan kolom" in said
    assert len(waiting_uploads()) == 2
    asks = page(clerk, f"/orders/{number}/columns/")
    assert "Siti Aminah" in asks
    assert "periksa" in asks
    twice = dict.fromkeys(("#1.0.1", "#1.0.2"), "nik")
    assert "pilih satu saja" in clerk.post(f"/orders/{number}/columns/", twice).content.decode()
    chosen = {"#1.0.2": "name", "#1.0.8": "occupation", "#1.0.5": ""}
    clerk.post(f"/orders/{number}/columns/", chosen)
    # A double click finds the order taken over already.
    assert clerk.post(f"/orders/{number}/columns/", chosen).headers["Location"] == f"/orders/{number}/"
    assert clerk.get(f"/orders/{number}/").headers["Location"] == f"/orders/{orders()[1][0]}/"
    assert len(orders()) == 2
    work_off()
    assert orders()[1][1:] == ("done", "list:1")
    assert waiting_uploads() == []
    assert asked("SELECT name, occupation, address FROM intake_row ORDER BY row_no LIMIT 1") == [
        ("SITI AMINAH", "PEDAGANG", None)
    ]
    send(clerk, pasted=BARE.replace("Siti Aminah", "Siti Aminatun"))
    assert orders()[2][1:] == ("done", "list:2")


def test_the_page_of_columns_belongs_to_who_sent_the_file(rini: Viewer, tamu: Viewer) -> None:
    send(signed_in(rini), pasted=BARE)
    number = orders()[0][0]
    colleague = viewer("agus", role="verifier")

    for other in (tamu, colleague):
        assert signed_in(other).get(f"/orders/{number}/").status_code == 404
        assert signed_in(other).get(f"/orders/{number}/columns/").status_code == 404
        assert signed_in(other).post(f"/orders/{number}/columns/").status_code == 404
        assert signed_in(other).post(f"/orders/{number}/again/").status_code == 404


def test_a_list_whose_columns_wait_can_be_taken_up_again(rini: Viewer) -> None:
    clerk = signed_in(rini)
    send(clerk, pasted=BARE)
    for left in (settings.PAYUNG_HOME / "uploads").iterdir():
        left.unlink()
    number = orders()[0][0]
    assert clerk.get(f"/orders/{number}/columns/").headers["Location"] == "/lists/upload/"
    assert "Lanjutkan" in page(clerk, "/lists/1/")

    clerk.post("/lists/1/continue/")
    work_off()

    assert orders()[1][1:] == ("refused", "columns")
    clerk.post(f"/orders/{orders()[1][0]}/columns/")
    work_off()
    assert orders()[2][1:] == ("done", "list:1")
    assert clerk.post("/lists/1/continue/").headers["Location"] == "/lists/1/"


def test_a_right_that_was_taken_away_stops_the_order(rini: Viewer, tmp_path: Path) -> None:
    signed_in(rini).post("/lists/upload/", form(files=[dropped(tmp_path)]))
    asked("UPDATE access_account SET role = 'planner' WHERE name = 'rini' RETURNING id")

    work_off()

    assert orders()[0][1] == "refused"
    assert asked("SELECT count(*) FROM intake_list") == [(0,)]
    assert waiting_uploads() == []


def test_a_bound_sender_brings_in_only_its_own_lists(rini: Viewer, tmp_path: Path) -> None:
    lurah = viewer("lurah", role="proposer", senders=("diskop",))
    sender("dkp", office_id=rini.office_id)
    receive(workbook(tmp_path / "dkp.xlsx", rows()), rini, settings.PAYUNG_HOME, sender="dkp")
    clerk = signed_in(lurah)

    said = page(clerk, "/lists/upload/")
    assert 'value="diskop"' in said
    assert 'value="dkp"' not in said
    assert "dkp.xlsx" not in said
    assert 'value="dkp"' not in page(clerk, "/lists/")
    refused = clerk.post("/lists/upload/", form(sender="dkp", replaces="1", files=[dropped(tmp_path)]))
    assert "Pilih pengirim daftar ini." in refused.content.decode()
    assert orders() == []
    assert clerk.get("/lists/upload/?replaces=1").status_code == 404


def test_who_only_looks_uploads_nothing(lestari: Viewer, tmp_path: Path) -> None:
    clerk = signed_in(lestari)

    assert clerk.get("/lists/upload/").status_code == 403
    assert clerk.post("/lists/upload/", form(files=[dropped(tmp_path)])).status_code == 403
    assert "Unggah daftar" not in page(clerk, "/lists/")
    assert waiting_uploads() == []


def test_what_was_left_behind_is_swept_and_what_waits_is_not(database: None, tmp_path: Path) -> None:
    home = tmp_path
    came = tmp_path / "a.csv"
    came.write_bytes(b"nik;nama\n")
    held, ordered = uploads.hold(home, came), uploads.hold(home, came)
    path = uploads.claim(home, ordered.ticket)
    broken = home / "uploads" / "tmpx.upload.xlsx"
    broken.touch()
    two_days_ago = (NOON - dt.timedelta(days=2)).timestamp()
    for each in (home / "uploads").iterdir():
        os.utime(each, (two_days_ago, two_days_ago))

    assert uploads.sweep(home, at=NOON) == 2

    assert list((home / "uploads").iterdir()) == [path]
    with pytest.raises(uploads.NotHeld):
        uploads.claim(home, held.ticket)
    with pytest.raises(uploads.NotHeld):
        uploads.claim(home, "../../etc/passwd")
