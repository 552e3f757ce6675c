"""One package: its files, its answers with their receipts, and what of them waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.exchanges import actions, looking, queries, uploads
from payung.flows import send_a_package
from payung.flows.words_of_answers import CODES, PURPOSES, WHY
from payung.jobs import exchanging
from payung.jobs import queries as works
from payung.letters import queries as letters
from payung.vocabulary.file_names import safe_name
from payung.vocabulary.words import Words
from payung.web import asking, handing, orders
from payung.web.language import decimal, number, said
from payung.web.typed import Typed, whole, wholes
from payung.web.uploading import too_large

#: How the two halves of the answers are called, and the answer of whom a file does not mention.
_HALVES = (Words(id="Ya", en="Yes"), Words(id="Tidak", en="No"), Words(id="Sisanya ya", en="The rest is yes"))
_HALVES_OF_DUKCAPIL = (
    Words(id="Padan", en="Match"),
    Words(id="Tidak padan, meninggal, pindah", en="No match, dead, moved"),
    Words(id="Sisanya padan", en="The rest matches"),
)
PARTS = {
    "files": Words(id="Berkas jawaban", en="Answer files"),
    "unanswered": Words(id="Belum dijawab", en="Not answered"),
    "yes": _HALVES[0],
    "no": _HALVES[1],
    # What is settled there is the office's own spelling: for who sends, not for who answers.
    "corrections": Words(id="Ditulis berbeda", en="Written otherwise"),
    "conflicting": Words(id="Bertentangan", en="Contradicting"),
    "unknown": Words(id="Belum diinput", en="Not in the package"),
    "unreadable": Words(id="Tak terbaca", en="Unreadable"),
}
FIELDS = {
    "nik": Words(id="NIK", en="NIK"),
    "name": Words(id="nama", en="name"),
    "birth_on": Words(id="tanggal lahir", en="birth date"),
}
_YES = ("yes", "match")
#: What a person may say beside a file, as the form and the order name it.
TICKS = ("takes_newer", "rest_yes", "although_unknown", "accept_columns")
_LETTER = Words(id="Nomor surat", en="Number of the letter")
_DAY = Words(id="Tanggal jawaban", en="Day of the answer")
_SAYS = Words(id="Arti kata", en="What words mean")
_COLUMNS = Words(id="Arti kolom", en="What columns mean")
_NO_FILE = Words(id="Berkas jawaban: pilih berkasnya.", en="Answer file: choose the file.")
_TOO_LARGE = Words(id="{name}: lebih dari {limit} MB.", en="{name}: more than {limit} MB.")
_EMPTY = Words(id="{name}: berkas ini kosong.", en="{name}: this file is empty.")
_FULL = Words(id="Disk penuh; tidak ada yang disimpan.", en="The disk is full; nothing was kept.")
_PAIR = Words(id="{field}: tulis sebagai KATA=ARTI, satu per baris.", en="{field}: write WORD=MEANING, one a line.")
_NUMBERED = Words(id="Nomor surat dicatat.", en="The number of the letter is kept.")
_SETTLED = Words(id="{count} usulan selesai diputuskan.", en="{count} proposals are settled.")


@asking.door("answer_package", "see_decision")
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show one package."""
    return show(request, package_id)


def show(
    request: HttpRequest, package_id: int, *, wrong: Sequence[str] = (), kept: Mapping[str, str] | None = None
) -> HttpResponse:
    """Show one package with one of its parts, and what was wrong in the form of an answer."""
    who, today = asking.viewer(request), asking.today()
    receipt = queries.package_receipt(package_id, on=today, seen_by=who)
    may_answer = "answer_package" in who.may and not who.senders
    may_exchange = may_answer and "exchange" in who.may
    may_write = may_exchange and {"write_letter", "see_list"} <= who.may
    yes, no, rest = _HALVES_OF_DUKCAPIL if receipt.purpose == "dukcapil" else _HALVES
    parts = {name: words for name, words in PARTS.items() if may_exchange or name != "corrections"}
    parts |= {"yes": yes, "no": no}
    part = request.GET.get("part", "files")
    if part not in parts or not may_answer:
        part = "files"
    highlighted = request.GET.get("file", "")
    context = {
        "package": receipt,
        "purpose": PURPOSES[receipt.purpose],
        "yes_words": yes,
        "no_words": no,
        "rest_words": rest,
        "no_codes": [(_code(code), names) for code, names in receipt.codes if code not in _YES],
        "answers": [(one, str(one.answer_file_id) == highlighted) for one in reversed(receipt.files)],
        "may_answer": may_answer,
        "may_exchange": may_exchange,
        "out": _files(package_id, who) if may_answer else [],
        "papers": letters.letters(seen_by=who, about=f"package:{package_id}") if may_write or who.purposes else [],
        "may_write": may_write,
        "part": part,
        "parts": [(name, words, _count(receipt, name), name == part) for name, words in parts.items()],
        "today": today,
        "wrong": wrong,
        "kept": kept or {},
        "said_words": (kept or {}).get("says", ""),
        "said_columns": (kept or {}).get("columns", ""),
        "limit": settings.LARGEST_UPLOAD // (1024 * 1024),
        "is_of_decree": receipt.purpose == "bpjs_enrolment",
        **(_part(request, receipt, part, who) if part != "files" else {}),
    }
    return render(request, "payung/exchanges/package.html", context)


def _code(code: str) -> Words:
    return CODES.get(code, Words(id=code, en=code))


def _count(receipt: queries.PackageReceipt, part: str) -> int:
    """Return how much stands behind a part of a package."""
    if part == "files":
        return len(receipt.files)
    if part in ("unanswered", "yes", "no", "corrections"):
        return getattr(receipt, part)
    return sum(getattr(one, part) for one in receipt.files)


def _part(request: HttpRequest, receipt: queries.PackageReceipt, part: str, who: Viewer) -> dict[str, Any]:
    """Return the lines of one part, a page at a time; the look is recorded."""
    asked = request.GET.get("after", "")
    after = whole(asked) or 0
    page = {"seen_by": who, "at": asking.now(), "after": after}
    if part in looking.NAMES:
        names = looking.names_page(receipt.package_id, which=part, **page)
        return {"names": [_name(one) for one in names.items], "after": names.after}
    rows = looking.rows_page(receipt.package_id, outcome=part, **page)
    return {
        "rows": [
            {
                "one": one,
                "why": WHY.get(one.why, Words(id=one.why, en=one.why)),
                "says": CODES.get(one.code or ""),
                "stands": CODES.get((one.item.code if one.item else None) or ""),
            }
            for one in rows.rows
        ],
        "after": rows.after,
    }


def _name(one: Any) -> dict[str, Any]:
    """Return a name with its answer; where it is written otherwise, both writings, for a person settles that by the KTP."""
    differs = [
        (words, getattr(one, field), getattr(one, f"corrected_{field}"), field == "birth_on")
        for field, words in FIELDS.items()
        if getattr(one, f"corrected_{field}") is not None
    ]
    return {"one": one, "code": CODES.get(one.code or ""), "differs": differs}


def _files(package_id: int, who: Viewer) -> list[Path]:
    return send_a_package.written(package_id, folder=exchanging.outgoing(who.office_id), by=who)


@asking.door("answer_package")
def file(request: HttpRequest, package_id: int, name: str) -> HttpResponse | FileResponse:
    """Hand out one file of a package; who took it is recorded."""
    who = asking.viewer(request)
    found = next((one for one in _files(package_id, who) if one.name == name), None)
    if found is None:
        raise Http404
    audit.record(
        "package.file_taken",
        by=who.name,
        by_id=who.account_id,
        about=f"package:{package_id}",
        at=asking.now(),
        purpose="exchange",
        file=name,
    )
    return handing.attachment(found, name)


@require_POST
@asking.door("answer_package")
def write_files(request: HttpRequest, package_id: int) -> HttpResponse:
    """Have the files of a package written once more."""
    who = asking.viewer(request)
    found = queries.package(package_id, seen_by=who)
    return _ask(who, "write_package", found, {})


@require_POST
@asking.door("write_letter")
def write_papers(request: HttpRequest, package_id: int) -> HttpResponse:
    """Have the letters of a package written."""
    who = asking.viewer(request)
    who.must("exchange")
    return _ask(who, "write_package_letters", queries.package(package_id, seen_by=who), {})


@require_POST
@asking.door("exchange")
def letter(request: HttpRequest, package_id: int) -> HttpResponse:
    """Note under which number the letter of a package was registered."""
    typed = Typed(request.POST)
    said_number = typed.text("number", _LETTER)
    if typed.wrong:
        return show(request, package_id, wrong=typed.wrong, kept=typed.kept)
    actions.number_letter(package_id=package_id, letter_number=said_number, by=asking.viewer(request), at=asking.now())
    messages.success(request, said(_NUMBERED), extra_tags="good")
    return redirect("package", package_id)


@require_POST
@asking.door("answer_package")
def answer(request: HttpRequest, package_id: int) -> HttpResponse:
    """Keep an answer file and have it read."""
    who = asking.viewer(request)
    found = queries.package(package_id, seen_by=who)
    typed = Typed(request.POST)
    order = _meaning(typed)
    upload = request.FILES.get("file")
    typed.wrong.extend(_wrong_file(request, upload))
    if typed.wrong or upload is None:
        return show(request, package_id, wrong=typed.wrong, kept=typed.kept)
    try:
        path = uploads.keep(settings.PAYUNG_HOME, upload.name or "", upload.chunks())
    except uploads.NoRoom:
        return show(request, package_id, wrong=[said(_FULL)], kept=typed.kept)
    return _ask(who, "take_answer_file", found, {**order, "path": str(path)}, about=path.name)


@require_POST
@asking.door("answer_package")
def answer_again(request: HttpRequest, package_id: int) -> HttpResponse:
    """Read a refused file once more, with what a person says about it now."""
    who = asking.viewer(request)
    found = queries.package(package_id, seen_by=who)
    before = orders.named(request, who, kind="take_answer_file")
    if before.order["package"] != package_id:
        raise works.NoSuchWork
    typed = Typed(request.POST)
    order = _meaning(typed)
    if typed.wrong or not uploads.is_kept(settings.PAYUNG_HOME, Path(before.order["path"])):
        return show(request, package_id, wrong=typed.wrong or [said(exchanging.GONE)], kept=typed.kept)
    return _ask(who, "take_answer_file", found, {**order, "path": before.order["path"]}, about=before.about)


def _wrong_file(request: HttpRequest, upload: UploadedFile | None) -> list[str]:
    limit = decimal(settings.LARGEST_UPLOAD / 2**20, 0)
    if large := too_large(request):
        return [said(_TOO_LARGE, name=name, limit=limit) for name in large]
    if upload is None:
        return [said(_NO_FILE)]
    return [] if upload.size else [said(_EMPTY, name=safe_name(upload.name or "", nameless=uploads.NAMELESS))]


def _meaning(typed: Typed) -> dict[str, Any]:
    """Read what a person says about an answer file: its day, its words, its columns."""
    answered_on = typed.day("answered_on", _DAY)
    return {
        "answered_on": answered_on.isoformat() if answered_on else "",
        "says": _pairs(typed, "says", _SAYS),
        "corrections": {heading: field or None for heading, field in _pairs(typed, "columns", _COLUMNS).items()},
        **{name: typed.ticked(name) for name in TICKS},
    }


def _pairs(typed: Typed, name: str, field: Words) -> dict[str, str]:
    """Read WORD=MEANING, one a line."""
    found = {}
    for line in typed.sent.get(name, "").replace("\x00", "").splitlines()[:100]:
        word, sign, meaning = line.strip()[:300].rpartition("=")
        if line.strip() and (not sign or not word.strip()):
            typed.wrong.append(said(_PAIR, field=said(field)))
            return {}
        if line.strip():
            found[word.strip()] = meaning.strip()
    return found


@require_POST
@asking.door("answer_package")
def stand(request: HttpRequest, package_id: int) -> HttpResponse:
    """Let a file's newer answers stand, answer the rest with yes, or let the seats follow."""
    who = asking.viewer(request)
    found = queries.package_receipt(package_id, on=asking.today(), seen_by=who)
    act, which = request.POST.get("act", ""), request.POST.get("file", "")
    files = [str(one.answer_file_id) for one in found.files]
    if act not in exchanging.STANDS or (act != "follow" and which not in files):
        raise Http404
    order = {"act": act, "file": int(which) if which in files else None}
    return _ask(who, "stand_by_answer", queries.package(package_id, seen_by=who), order)


@require_POST
@asking.door("exchange")
def settle(request: HttpRequest, package_id: int) -> HttpResponse:
    """Empty the proposals that a person has dealt with: those ticked, or all."""
    who = asking.viewer(request)
    ticked = wholes(request.POST.getlist("item"))
    items = None if request.POST.get("act") == "all" else ticked
    count = actions.settle_corrections(package_id=package_id, items=items, by=who, at=asking.now())
    messages.success(request, said(_SETTLED, count=number(count)), extra_tags="good")
    return redirect(f"{reverse('package', args=[package_id])}?part=corrections")


def _ask(who: Viewer, kind: str, found: Any, order: Mapping[str, Any], *, about: str = "") -> HttpResponse:
    """Queue an order about a package and show how far it is."""
    named = about or f"{said(PURPOSES[found.purpose])} {found.programme.code} {found.number}"
    return orders.ask(who, kind, about=named, order={**order, "package": found.pk})
