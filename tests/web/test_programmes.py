"""Programmes in the browser: dated terms in a form, shown before they are stored, exported and taken over."""

from __future__ import annotations

import datetime as dt
import html
import re

from django.test import Client

from payung.access.viewer import Viewer
from payung.agreements import models, telling
from tests.flows.office import asked
from tests.web.visitor import signed_in


def test_new_terms_are_shown_before_they_are_stored(hadi: Viewer, programme: str) -> None:
    client = signed_in(hadi)
    said = _form(client, programme) | {
        "valid_from": "2026-09-01",
        "age_below": "60",
        "quota": "64.74.01.1003\t3\n64.74 5",
    }

    shown = client.post(f"/programmes/{programme}/terms/", said)
    page = html.unescape(shown.content.decode())

    assert "Ketentuan 01-09-2026: Umur di bawah" in page
    assert models.Terms.objects.using("owner").count() == 1
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]*)"', shown.content.decode())[1] for name in ("text", "base")
    }
    stored = client.post(
        "/programmes/file/",
        {name: html.unescape(text) for name, text in hidden.items()} | {"act": "apply"},
        follow=True,
    )
    assert stored.redirect_chain == [(f"/programmes/{programme}/", 302)]
    newest = models.Terms.objects.using("owner").order_by("-valid_from").first()
    assert (newest.valid_from, newest.age_below) == (dt.date(2026, 9, 1), 60)
    assert asked("SELECT place_code, seats FROM agreements_quota ORDER BY 1") == [("64.74", 5), ("64.74.01.1003", 3)]


def _form(client: Client, code: str) -> dict[str, object]:
    """Return what a browser would send of the form as it is drawn."""
    page = client.get(f"/programmes/{code}/terms/").content.decode()
    page = page[page.index('name="valid_from"') :]
    said: dict[str, object] = {}
    for name, value in re.findall(
        r'<input type="(?:text|number|month|date)" id="\w+" name="(\w+)" value="([^"]*)"', page
    ):
        said[name] = html.unescape(value)
    for name, value in re.findall(r'<input type="checkbox" id="[\w-]+" name="(\w+)" value="(\w+)" checked', page):
        said.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select id="\w+" name="(\w+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = html.unescape(chosen[1]) if chosen else ""
    said["quota"] = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    return said


def test_mistakes_in_the_form_are_told_at_once_and_nothing_is_lost(hadi: Viewer, programme: str) -> None:
    client = signed_in(hadi)
    said = _form(client, programme) | {
        "valid_from": "2026-09-01",
        "age_below": "enam",
        "months": "999",
        "place_code": "99.99",
    }

    answer = client.post(f"/programmes/{programme}/terms/", said)

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    for label in ("Umur di bawah", "Lamanya (bulan)", "Wilayah"):
        assert f"<li>{label}:" in page
    assert 'value="enam"' in page
    bad_lines = client.post(
        f"/programmes/{programme}/terms/", said | {"valid_from": "besok", "quota": "64.74 x\n64.74"}
    )
    page = html.unescape(bad_lines.content.decode())
    assert "Berlaku mulai: isi tanggalnya." in page
    assert "Kuota baris 1" in page
    assert "Kuota baris 2" in page


def test_whoever_saves_has_seen_the_difference(hadi: Viewer, programme: str) -> None:
    client = signed_in(hadi)
    text = client.get(f"/programmes/{programme}/export/").content.decode().replace("months: 9", "months: 8")

    stale = client.post("/programmes/file/", {"text": text, "act": "apply", "base": "seen before"})

    assert "Program ini diubah orang lain sementara itu" in stale.content.decode()
    assert models.Terms.objects.using("owner").get().months == 9


def test_a_programme_downloads_as_a_file_and_the_download_is_recorded(rini: Viewer, programme: str) -> None:
    answer = signed_in(rini).get(f"/programmes/{programme}/export/")

    assert answer["Content-Disposition"] == 'attachment; filename="rentan.yaml"'
    assert "code: rentan" in answer.content.decode()
    assert asked("SELECT about FROM audit_event WHERE action = 'programme.exported'") == [("programme:rentan",)]


def test_a_bad_file_is_refused_with_its_lines(hadi: Viewer) -> None:
    answer = signed_in(hadi).post("/programmes/file/", {"text": "code: X\nkind: banana\n", "act": "preview"})

    assert answer.status_code == 422
    assert "baris 2, kind" in answer.content.decode()


def test_every_value_of_terms_has_words() -> None:
    assert set(telling.FIELDS) == {name for _, fields in telling.GROUPS for name in fields}
    assert set(models.PROGRAMME_KINDS) == set(telling.KINDS)
    assert set(models.REGULATION_STAGES) == set(telling.STAGES)
    for field, choices in (telling.CHOICES | telling.SEVERAL).items():
        if field not in ("wadah", "occupations", "occupations_closed"):
            assert set(choices) == set(telling.VALUES[field]), field
