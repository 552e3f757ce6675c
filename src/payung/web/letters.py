"""Letters of an office: what was written, its files, the number typed in after registration, the signed scan."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from payung.flows.words_of_papers import LETTER_REFUSALS, of_letter
from payung.letters import actions, queries
from payung.letters.kinds import KINDS
from payung.letters.queries import LetterSeen, NoSuchLetter
from payung.vocabulary.words import Words
from payung.web import asking, handing, letters_written, scans
from payung.web.dates import NotADay, day_of
from payung.web.decree_acts import NO_FILE, tell
from payung.web.language import said
from payung.web.typed import whole

PAGE = 50
NO_DAY = Words(id="Isi tanggal surat.", en="Give the day of the letter.")
ABOUT = {
    "decree": Words(id="SK", en="Decree"),
    "package": Words(id="Paket", en="Package"),
    "list": Words(id="Daftar", en="List"),
    "bill": Words(id="Tagihan", en="Bill"),
    "case": Words(id="Kasus data pribadi", en="Case of personal data"),
    "lists": Words(id="Daftar", en="Lists"),
    "meeting": Words(id="Rapat", en="Meeting"),
    "reconciliation": Words(id="Rekonsiliasi", en="Reconciliation"),
}


@asking.door("write_letter", "see_audit")
def index(request: HttpRequest) -> HttpResponse:
    """Show the letters of the office, newest first; those about one thing or of one kind where it is named."""
    who = asking.viewer(request)
    about, kind, before = (request.GET.get(name) or None for name in ("about", "kind", "before"))
    before_id = whole(before, digits=9)
    found = queries.letters(
        seen_by=who, about=about, kind=kind if kind in KINDS else None, before=before_id, limit=PAGE + 1
    )
    shown = {
        "letters": [_summary(one) for one in found[:PAGE]],
        "before": found[PAGE - 1].letter_id if len(found) > PAGE else None,
        "about": about or "",
        "subject": _about(about) if about else None,
        "kinds": KINDS,
        "kind": kind or "",
        "may_write": "write_letter" in who.may and not who.senders,
    }
    return render(request, "payung/letters/index.html", shown)


def _summary(one: LetterSeen) -> dict[str, Any]:
    return {
        "one": one,
        "kind": KINDS.get(one.kind, Words(id=one.kind, en=one.kind)),
        "about": _about(one.about),
        "address": _address(one.about),
    }


def _about(text: str) -> Words:
    kind, _, number = text.partition(":")
    words = ABOUT.get(kind, Words(id=kind, en=kind))
    return Words(id=f"{words.id} {number}", en=f"{words.en} {number}")


def _address(text: str) -> str:
    kind, _, number = text.partition(":")
    return reverse(kind, args=[int(number)]) if kind in ("decree", "bill", "package") and number.isdecimal() else ""


@asking.door("write_letter", "see_audit", "pay", "answer_package")
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show one letter with its files."""
    who = asking.viewer(request)
    return _shown(request, queries.letter(letter_id, seen_by=who))


def _shown(request: HttpRequest, one: LetterSeen, wrong: list[Words] | None = None) -> HttpResponse:
    who = asking.viewer(request)
    shown = {
        **_summary(one),
        "may_write": "write_letter" in who.may and not who.senders,
        "may_list": bool(who.may & {"write_letter", "see_audit"}),
        "wrong": wrong or [],
        "typed": request.POST,
    }
    return render(request, "payung/letters/letter.html", shown, status=400 if wrong else 200)


@require_POST
@asking.door("write_letter")
def number(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Type in the number and day that registration gave; what is wrong is said beside what was typed."""
    who = asking.viewer(request)
    one = queries.letter(letter_id, seen_by=who)
    try:
        dated = day_of(request.POST.get("dated", ""))
    except NotADay as none:
        return _shown(request, one, [none.words])
    if dated is None:
        return _shown(request, one, [NO_DAY])
    typed = request.POST.get("number", "")
    wrong = _wrong(
        lambda: actions.number_letter(letter_id=letter_id, number=typed, dated=dated, by=who, at=asking.now())
    )
    if wrong:
        return _shown(request, one, wrong)
    messages.success(request, said(Words(id="Nomor dicatat.", en="The number is noted.")), extra_tags="good")
    return redirect("letter", letter_id)


@require_POST
@asking.door("write_letter")
def scan(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Add the signed paper, scanned; it gets a name of its own, whatever the upload was called."""
    who = asking.viewer(request)
    one = queries.letter(letter_id, seen_by=who)
    upload = request.FILES.get("scan")
    if upload is None:
        return _shown(request, one, [NO_FILE])
    try:
        path_ = scans.looked_at(upload)
    except scans.NotAScan as none:
        return _shown(request, one, [none.words])
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        named = Path(folder) / f"pindaian-{sum(file.is_scan for file in one.files) + 1}{scans.suffix_of(path_)}"
        named.hardlink_to(path_)
        wrong = _wrong(
            lambda: actions.add_scan(
                letter_id=letter_id, path=named, home=settings.PAYUNG_HOME, by=who, at=asking.now()
            )
        )
    if wrong:
        return _shown(request, one, wrong)
    messages.success(request, said(Words(id="Pindaian disimpan.", en="The scan is kept.")), extra_tags="good")
    return redirect("letter", letter_id)


@asking.door("write_letter", "see_audit", "pay", "answer_package")
def file(request: HttpRequest, letter_id: int, name: str) -> HttpResponse:
    """Hand out one file of a letter; who took it stands in the trail."""
    found: list[Path] = []
    wrong = _wrong(
        lambda: found.append(
            actions.open_file(
                letter_id=letter_id, name=name, home=settings.PAYUNG_HOME, by=asking.viewer(request), at=asking.now()
            )
        )
    )
    if wrong:
        tell(request, *wrong)
        return redirect("letter", letter_id)
    return handing.attachment(found[0], f"surat-{letter_id}-{name}")


@asking.door("write_letter", "see_audit", "pay", "answer_package")
def files(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Hand out all files of a letter as one."""
    found: list[Path] = []
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        wrong = _wrong(
            lambda: found.extend(
                actions.hand_out(
                    letter_id=letter_id,
                    folder=Path(folder),
                    home=settings.PAYUNG_HOME,
                    by=asking.viewer(request),
                    at=asking.now(),
                )
            )
        )
        if not wrong:
            return handing.bundle([(one.name, one) for one in found], f"surat-{letter_id}.zip")
    tell(request, *wrong)
    return redirect("letter", letter_id)


def _wrong(act: Callable[[], object]) -> list[Words]:
    """Do one thing and return what was wrong with it; a letter that is not there is no message but a 404."""
    try:
        act()
    except NoSuchLetter:
        raise
    except LETTER_REFUSALS as refused:
        return of_letter(refused)
    return []


urlpatterns = [
    path("", index, name="letters"),
    *letters_written.urlpatterns,
    path("<int:letter_id>/", letter, name="letter"),
    path("<int:letter_id>/number/", number, name="letter_number"),
    path("<int:letter_id>/scan/", scan, name="letter_scan"),
    path("<int:letter_id>/files/", files, name="letter_files"),
    path("<int:letter_id>/files/<str:name>", file, name="letter_file"),
]
