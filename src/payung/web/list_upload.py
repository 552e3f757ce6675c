"""Workbooks come in: many at once, or a table pasted from Excel; each becomes an order for the worker."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.flows import words_of_lists
from payung.intake import files, overview, queries, uploads
from payung.jobs import actions as jobs
from payung.jobs import queries as jobs_seen
from payung.vocabulary.file_names import safe_name
from payung.vocabulary.words import Words
from payung.web import asking, uploading
from payung.web.language import day, language, said, t
from payung.web.typed import whole

#: How long a form may lie with the files that came with it.
PATIENCE = 24 * 3600
_SALT = "payung.upload"

NO_FILE = Words(id="Pilih berkas, atau tempelkan tabel dari Excel.", en="Choose files, or paste a table from Excel.")
NO_SENDER = Words(id="Pilih pengirim daftar ini.", en="Choose who sends this list.")
NO_KIND = Words(id="Pilih jenis daftar.", en="Choose the kind of list.")
NO_PURPOSE = Words(id="Sebutkan tujuan daftar ini; dicatat di jejak.", en="State the purpose; it stands in the trail.")
NO_DAY = Words(id="Tulis tanggal daftar sebagai hari-bulan-tahun.", en="Write the list's day as day-month-year.")
FUTURE = Words(id="Tanggal daftar belum tiba.", en="The list's day has not come yet.")
NOT_REPLACEABLE = Words(
    id="Daftar yang digantikan harus dari pengirim yang sama dan belum digantikan.",
    en="The list to replace must be of the same sender and not replaced yet.",
)
ONE_REPLACES = Words(id="Hanya satu berkas dapat menggantikan satu daftar.", en="Only one file can replace one list.")
TOO_LARGE = Words(
    id="“{name}” lebih besar dari {limit} MB. Bagi per kecamatan atau simpan sebagai CSV.",
    en="“{name}” is larger than {limit} MB. Split it by kecamatan, or save it as CSV.",
)
DISK_FULL = Words(
    id="Penyimpanan penuh; tidak ada yang disimpan. Hubungi pengelola.",
    en="The disk is full; nothing was kept. Tell the administrator.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that came and waits for the form to be right; `token` brings it back with the form."""

    ticket: str
    name: str
    token: str


@dataclass(slots=True)
class Typed:
    """What stands in the form."""

    sender: str = ""
    kind: str = "proposal"
    purpose: str = ""
    list_on: str = ""
    replaces: str = ""
    pasted: str = ""
    kept: list[Kept] = field(default_factory=list)


@asking.door("receive_list")
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form; take what was sent, or say all that is wrong with it and keep what was typed and what came."""
    who = asking.viewer(request)
    if request.method != "POST":
        return _form(request, _blank(request, who), {})
    typed = Typed(
        **{name: request.POST.get(name, "").strip() for name in ("sender", "kind", "purpose", "list_on", "replaces")},
        pasted=request.POST.get("pasted", ""),
    )
    wrong: dict[str, list[Words]] = {}
    try:
        typed.kept = [*_kept_before(request, who), *_came(request, who)]
        if typed.pasted.strip():
            typed.kept.append(_pasted(typed.pasted, who))
            typed.pasted = ""
    except files.NoRoom:
        wrong["files"] = [DISK_FULL]
    wrong = _too_large(request) | wrong
    wrong |= _wrong(typed, who, with_files=bool(typed.kept) or bool(wrong))
    return _form(request, typed, wrong) if wrong else _ordered(request, typed, who)


def _blank(request: HttpRequest, who: Viewer) -> Typed:
    """Return the form as it begins; a list to replace brings its sender, kind and purpose along."""
    senders = queries.senders(seen_by=who)
    typed = Typed(list_on=asking.today().isoformat(), sender=senders[0].code if len(senders) == 1 else "")
    replaces = whole(request.GET.get("replaces"))
    if replaces is not None:
        before = queries.submitted_list(replaces, seen_by=who)
        typed.replaces, typed.sender = str(replaces), before.sender_code
        typed.kind, typed.purpose = before.kind, before.purpose
    return typed


def _came(request: HttpRequest, who: Viewer) -> list[Kept]:
    """Keep the files that came with this request."""
    # How old a file is, its disk says, which knows no other clock than the real one.
    uploads.sweep(settings.PAYUNG_HOME, at=timezone.now())
    found = []
    for file in request.FILES.getlist("files"):
        held = uploads.hold(settings.PAYUNG_HOME, Path(file.temporary_file_path()))
        found.append(_kept(held.ticket, safe_name(file.name, nameless="daftar"), who))
    return found


def _pasted(text: str, who: Viewer) -> Kept:
    held = uploads.hold_text(settings.PAYUNG_HOME, text)
    name = f"{t('tempelan', 'pasted')} {timezone.localtime(asking.now()):%d-%m-%Y %H.%M.%S}.tsv"
    return _kept(held.ticket, name, who)


def _kept(ticket: str, name: str, who: Viewer) -> Kept:
    return Kept(ticket, name, signing.dumps([ticket, name, who.account_id], salt=_SALT))


def _kept_before(request: HttpRequest, who: Viewer) -> list[Kept]:
    """Return the files that came with an earlier try of this form; only one's own tokens are believed."""
    found = []
    for token in request.POST.getlist("kept"):
        try:
            ticket, name, account_id = signing.loads(token, salt=_SALT, max_age=PATIENCE)
        except signing.BadSignature:
            continue
        if account_id == who.account_id:
            found.append(Kept(ticket, name, token))
    return found


def _too_large(request: HttpRequest) -> dict[str, list[Words]]:
    limit = settings.LARGEST_UPLOAD >> 20
    said_of = [
        Words(id=TOO_LARGE.id.format(name=name, limit=limit), en=TOO_LARGE.en.format(name=name, limit=limit))
        for name in uploading.too_large(request)
    ]
    return {"files": said_of} if said_of else {}


def _wrong(typed: Typed, who: Viewer, *, with_files: bool) -> dict[str, list[Words]]:
    """Return everything that is wrong with the form, field by field."""
    wrong: dict[str, list[Words]] = {} if with_files else {"files": [NO_FILE]}
    if typed.sender not in {one.code for one in queries.senders(seen_by=who)}:
        wrong["sender"] = [NO_SENDER]
    if typed.kind not in words_of_lists.KINDS:
        wrong["kind"] = [NO_KIND]
    if not typed.purpose:
        wrong["purpose"] = [NO_PURPOSE]
    on = day_of(typed.list_on)
    if on is None or on > asking.today():
        wrong["list_on"] = [NO_DAY if on is None else FUTURE]
    if typed.replaces:
        if len(typed.kept) > 1:
            wrong["replaces"] = [ONE_REPLACES]
        elif not _may_replace(typed, who):
            wrong["replaces"] = [NOT_REPLACEABLE]
    return wrong


def _may_replace(typed: Typed, who: Viewer) -> bool:
    if not typed.replaces.isdecimal() or len(typed.replaces) > 18:
        return False
    try:
        before = queries.submitted_list(int(typed.replaces), seen_by=who)
    except queries.NoSuchList:
        return False
    return before.sender_code == typed.sender and overview.replaced_by(before.pk, seen_by=who) is None


def day_of(text: str) -> dt.date | None:
    """Read a day as a date field sends it, or as offices write it."""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _form(request: HttpRequest, typed: Typed, wrong: dict[str, list[Words]]) -> HttpResponse:
    who = asking.viewer(request)
    context = {
        "typed": typed,
        "wrong": wrong,
        "senders": queries.senders(seen_by=who),
        "kinds": words_of_lists.KINDS.items(),
        "replaceable": overview.replaceable(seen_by=who),
        "today": asking.today().isoformat(),
        "limit": settings.LARGEST_UPLOAD >> 20,
    }
    return render(request, "payung/lists/upload.html", context)


def _ordered(request: HttpRequest, typed: Typed, who: Viewer) -> HttpResponse:
    """Make one order of each file that is new; say of the others where they stand."""
    known = overview.known_content([(typed.sender, uploads.content_of(one.ticket)) for one in typed.kept], seen_by=who)
    seen: set[str] = set()
    asked = []
    for one in typed.kept:
        content = uploads.content_of(one.ticket)
        before = known.get((typed.sender, content))
        twice = content in seen
        seen.add(content)
        try:
            path = uploads.claim(settings.PAYUNG_HOME, one.ticket)
        except uploads.NotHeld:
            continue
        if twice or (before and before.state in ("held", "matched", "closed")):
            uploads.remove(settings.PAYUNG_HOME, path)
            _say_known(request, one.name, before)
            continue
        asked.append(_order(typed, one.name, path, who=who))
    return redirect("work", asked[0].uuid) if len(asked) == 1 else redirect("lists")


def _say_known(request: HttpRequest, name: str, before: Any) -> None:
    if before is None:
        messages.warning(
            request,
            t(f"{name}: berkas yang sama, diterima sekali saja.", f"{name}: the same file, taken once."),
            "warn",
        )
        return
    link = format_html(
        '{}: <a href="{}">{}</a>.',
        name,
        reverse("list", args=[before.pk]),
        t(
            f"berkas ini sudah diterima {day(before.received_at)} sebagai daftar {before.pk}",
            f"this file was received on {day(before.received_at)} as list {before.pk}",
        ),
    )
    messages.warning(request, link, "warn")


def _order(typed: Typed, name: str, path: Path, *, who: Viewer) -> Any:
    order = {
        "path": str(path),
        "file_name": name,
        "content": uploads.content_of(path.name),
        "sender": typed.sender,
        "kind": typed.kind,
        "purpose": typed.purpose,
        "list_on": (day_of(typed.list_on) or asking.today()).isoformat(),
        "replaces": int(typed.replaces) if typed.replaces else None,
        "language": language(),
    }
    return jobs.ask(kind="receive_list", about=name, order=order, by=who, at=asking.now())


@require_POST
@asking.door("receive_list")
def go_on(request: HttpRequest, list_id: int) -> HttpResponse:
    """Take up a list again that was received and not judged: its columns wait, or its reading was stopped."""
    who = asking.viewer(request)
    known = queries.submitted_list(list_id, seen_by=who)
    if standing := _standing(known.content_sha256, who):
        return standing
    kept = files.place_of(settings.PAYUNG_HOME, known.content_sha256)
    if known.state not in ("received", "judged") or not kept.is_file():
        messages.warning(request, said(GONE_OR_DONE), "warn")
        return redirect("list", list_id)
    path = uploads.claim(settings.PAYUNG_HOME, uploads.hold(settings.PAYUNG_HOME, kept).ticket)
    typed = Typed(known.sender_code, known.kind, known.purpose, known.list_on.isoformat())
    return redirect("work", _order(typed, known.file_name, path, who=who).uuid)


def _standing(content: str, who: Viewer) -> HttpResponse | None:
    """Return the way to the order that is under way already, or waits for this very person; end those whose preview is gone."""
    for order in jobs_seen.receiving(content, seen_by=who):
        if order.account_id != who.account_id:
            continue
        if order.state != "refused":
            return redirect("work", order.uuid)
        if uploads.preview_of(Path(order.order["path"])).exists():
            return redirect("list_columns", order.uuid)
        jobs.end(order.pk, state="refused", at=asking.now(), words=[TAKEN_UP])
    return None


TAKEN_UP = Words(id="Daftarnya dikerjakan lagi.", en="The list was taken up again.")
GONE_OR_DONE = Words(
    id="Daftar ini sudah dinilai, atau berkas aslinya sudah tidak disimpan.",
    en="This list is judged already, or its original file is no longer kept.",
)
