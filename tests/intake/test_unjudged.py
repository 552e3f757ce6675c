"""Lists that nobody could read: they say why, replace nothing, and can be taken out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.access.viewer import Viewer
from payung.flows import receive_a_list, take_a_list_out
from payung.intake import actions, files, overview, queries
from payung.jobs import queries as jobs
from tests.flows.office import asked, person, receive, workbook
from tests.people import NOON, sender, viewer
from tests.web.bringing import form, orders, send, waiting_uploads
from tests.web.visitor import signed_in, text


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    sender("dkp", office_id=rini.office_id)
    return rini


def broken(folder: Path, words: bytes = b"\x89PNG") -> Path:
    path = folder / "gambar.xlsx"
    path.write_bytes(words)
    return path


def refused(file: Path, by: Viewer, home: Path, **said: object) -> int:
    """Send a file that cannot be read; return the number of its list."""
    with pytest.raises(receive_a_list.CannotRead):
        receive(file, by, home, **said)
    return max(one.pk for one in queries.submitted_lists(seen_by=by))


def test_a_version_that_cannot_be_read_replaces_nothing(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    first = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path / "home").receipt.list_id

    unread = refused(broken(tmp_path), rini, tmp_path / "home", replaces=first)

    assert overview.totals(seen_by=rini).received == 12
    assert overview.replaced_by(first, seen_by=rini) is None
    assert queries.submitted_list(unread, seen_by=rini).unjudged.means_to_replace_id == first
    better = receive(workbook(tmp_path / "baru.xlsx", rows[:11]), rini, tmp_path / "home", replaces=first)
    assert overview.replaced_by(first, seen_by=rini) == better.receipt.list_id
    assert overview.totals(seen_by=rini).received == 11


def test_a_list_is_taken_out_with_its_file_and_the_trail_keeps_that_it_came(rini: Viewer, tmp_path: Path) -> None:
    unread = refused(broken(tmp_path), rini, tmp_path)
    content = queries.submitted_list(unread, seen_by=rini).content_sha256
    same = refused(broken(tmp_path), rini, tmp_path, sender="dkp")

    take_a_list_out.run(unread, home=tmp_path, by=rini, at=NOON)

    assert files.place_of(tmp_path, content).exists(), "another sender's list holds the same"
    take_a_list_out.run(same, home=tmp_path, by=rini, at=NOON)
    assert not files.place_of(tmp_path, content).exists()
    assert asked("SELECT count(*) FROM intake_unjudged") == [(0,)]
    acts = asked("SELECT action FROM audit_event WHERE action LIKE 'list.%%' ORDER BY id")
    assert acts == [("list.received",)] * 2 + [("list.taken_out",)] * 2


def test_only_what_nobody_judged_is_taken_out_and_only_by_its_own(rini: Viewer, tmp_path: Path) -> None:
    rows = [person(number) for number in range(12)]
    judged = receive(workbook(tmp_path / "usulan.xlsx", rows), rini, tmp_path).receipt.list_id
    unread = refused(broken(tmp_path), rini, tmp_path)

    with pytest.raises(actions.NotToTakeOut):
        actions.take_out(judged, by=rini, at=NOON)
    medan = viewer("tamu", role="verifier", office="Disnaker Kota Medan")
    dewi = viewer("dewi", role="proposer", senders=("dkp",))
    for stranger in (medan, dewi):
        with pytest.raises(queries.NoSuchList):
            actions.take_out(unread, by=stranger, at=NOON)


def test_the_site_says_why_and_takes_it_out(rini: Viewer) -> None:
    clerk = signed_in(rini)
    send(clerk, files=[SimpleUploadedFile("kosong.xlsx", b"")])
    send(clerk, files=[SimpleUploadedFile("rusak.xlsx", b"\x89PNG")])
    assert "tidak dapat dibaca" in text(clerk.get("/lists/"))

    page = text(clerk.get("/lists/1/"))

    assert "tidak dapat dibaca" in page
    assert "Keluarkan daftar ini" in page
    gone = clerk.post("/lists/1/take-out/", follow=True)
    assert "dikeluarkan" in text(gone)
    assert clerk.get("/lists/1/").status_code == 404
    tamu = signed_in(viewer("tamu", role="verifier", office="Disnaker Kota Medan"))
    assert tamu.post("/lists/2/take-out/").status_code == 404


def test_an_order_that_waits_for_columns_goes_with_its_list_and_is_not_given_twice(rini: Viewer) -> None:
    clerk, left = signed_in(rini), waiting_uploads()
    bare = "\n".join("\t".join(person(number)[1:]) for number in range(12))
    send(clerk, pasted=bare)
    ((number, _, result),) = orders()
    assert result == "columns"

    again = clerk.post("/lists/1/continue/")

    assert again.headers["Location"] == f"/orders/{number}/columns/"
    assert "menunggu Anda memutuskan kolomnya" in text(clerk.get("/home/"))
    clerk.post("/lists/1/take-out/")
    assert jobs.under_way(seen_by=rini, kinds=("receive_list",)) == []
    assert waiting_uploads() == left


def test_a_list_under_way_is_not_taken_out(rini: Viewer) -> None:
    clerk = signed_in(rini)
    send(clerk, files=[SimpleUploadedFile("rusak.xlsx", b"\x89PNG")])
    clerk.post("/lists/1/continue/")

    answer = clerk.post("/lists/1/take-out/", follow=True)

    assert "sedang dikerjakan" in text(answer)
    assert asked("SELECT count(*) FROM intake_list") == [(1,)]
    assert clerk.post("/lists/upload/", form()).status_code == 200
