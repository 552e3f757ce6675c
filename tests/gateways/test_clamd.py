"""A scanner that speaks as ClamAV's daemon does: what it knows does not come in, nor what it will not judge."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payung.access.viewer import Viewer
from payung.gateways import clamd
from payung.gateways.clamd import NoVerdict
from tests.flows.office import asked
from tests.people import sender, viewer

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 100_000


class Daemon(socketserver.StreamRequestHandler):
    """INSTREAM of clamd: pieces with their length, an empty one at the end, one line back."""

    def handle(self) -> None:
        """Answer one file."""
        assert self.rfile.read(10) == b"zINSTREAM\0"
        seen = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            seen += self.rfile.read(size)
            if len(seen) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in seen else b"stream: OK\0")


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[str]:
    place = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(place, Daemon) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield place
        server.shutdown()


def put(folder: Path, content: bytes) -> Path:
    path = folder / "berkas"
    path.write_bytes(content)
    return path


def test_it_tells_what_it_found_and_what_it_cannot_judge(daemon: str, tmp_path: Path) -> None:
    assert clamd.look(daemon, put(tmp_path, b"nama,nik\n")) == ""
    assert clamd.look(daemon, put(tmp_path, b"-" * 70_000 + EICAR)) == "Eicar-Signature"
    with pytest.raises(NoVerdict, match=r"size limit|Broken pipe|reset"):
        clamd.look(daemon, put(tmp_path, b"-" * 2_000_000))
    with pytest.raises(NoVerdict):
        clamd.look(str(tmp_path / "nobody"), put(tmp_path, b"x"))


def test_it_is_found_where_it_usually_is_or_where_the_office_says(
    daemon: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clamd, "USUAL", (str(tmp_path / "none"), daemon))

    assert clamd.address({}) == daemon
    assert clamd.address({"PAYUNG_CLAMD": "10.0.0.5:3310"}) == "10.0.0.5:3310"
    assert clamd.address({"PAYUNG_CLAMD": "off"}) == ""


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    return rini


def uploaded(*files: tuple[str, bytes]) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(name="rini"))
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    form = {"sender": "diskop", "kind": "proposal", "purpose": "verval", "list_on": "2026-03-01", "files": sent}
    return client.post("/lists/upload/", form, follow=True).content.decode()


def test_an_infected_upload_is_refused_by_name_and_the_others_come_in(
    daemon: str, rini: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PAYUNG_CLAMD", daemon)

    said = uploaded(("sehat.csv", b"nama,nik\nBudi,1\n"), ("sakit.csv", b"nama,nik\n" + EICAR))

    assert "“sakit.csv” tidak diterima: pemindai virus menemukan Eicar-Signature" in said
    assert asked("SELECT about FROM jobs_work") == [("sehat.csv",)]
    assert asked("SELECT actor, detail->>'what' FROM audit_event WHERE action = 'web.infected'") == [
        ("rini", "Eicar-Signature")
    ]


def test_a_scanner_that_is_down_lets_nothing_in_and_the_form_keeps_what_was_typed(
    rini: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PAYUNG_CLAMD", str(tmp_path / "nobody"))

    said = uploaded(("daftar.csv", b"nama,nik\nBudi,1\n"))

    assert "pemindai virus tidak memberi jawaban" in said
    assert 'value="verval"' in said
    assert asked("SELECT count(*) FROM jobs_work") == [(0,)]
