"""How lists are brought in by the tests: forms filled in, orders worked off, columns accepted."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payung.access.viewer import Viewer
from payung.flows import receive_a_list
from tests.flows.office import asked, person, receive, workbook
from tests.web.browser import work_off

BARE = "\n".join("\t".join(person(number)[1:]) for number in range(12))


def rows(count: int = 12) -> list[list[str]]:
    return [person(number) for number in range(count)]


def doubtful_rows() -> list[list[str]]:
    """Twelve people, of whom one has half a NIK (returned) and one is an official (refusal proposed)."""
    found = rows()
    found[3][1] = "6474011"
    found[4][8] = "PNS"
    return found


def content(tmp_path: Path, people: list[list[str]] | None = None) -> bytes:
    return workbook(tmp_path / "made.xlsx", people or rows()).read_bytes()


def dropped(tmp_path: Path, name: str = "pasar.xlsx", people: list[list[str]] | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content(tmp_path, people))


def form(**said: object) -> dict[str, object]:
    return {"sender": "diskop", "kind": "proposal", "purpose": "usulan 2026", "list_on": "2026-03-01", **said}


def received(by: Viewer, tmp_path: Path, people: list[list[str]] | None = None, **said: object) -> receive_a_list.Done:
    """Receive a list without a browser, where the site keeps its own."""
    path = workbook(tmp_path / f"{said.get('sender', 'diskop')}.xlsx", people or rows())
    return receive(path, by, settings.PAYUNG_HOME, **said)


def orders() -> list[tuple[str, str, str]]:
    """Return all orders: uuid, state, result; the oldest first."""
    return [
        (str(number), state, result)
        for number, state, result in asked("SELECT uuid, state, result FROM jobs_work ORDER BY id")
    ]


def waiting_uploads() -> list[str]:
    return sorted(path.name for path in (settings.PAYUNG_HOME / "uploads").iterdir())


def page(who: Client, address: str, **said: object) -> str:
    """Return what a page says; it must be there."""
    answer = who.get(address, **said)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def send(who: Client, **said: object) -> str:
    """Send the form, let a worker do what was ordered, and return what the page of the last order says."""
    answer = who.post("/lists/upload/", form(**said))
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    return page(who, f"/orders/{orders()[-1][0]}/")
