"""How far work is that a page of money or packages asked for: live with script, by reloading without; at its end, where it led."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from payung.jobs import queries
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import number, rupiah, said

STEPS = {
    "bill": Words(id="menghitung tagihan", en="reckoning the bills"),
    "settle": Words(id="melunasi setiap bulan", en="settling each month"),
    "write": Words(id="menulis berkas", en="writing the files"),
    "turn": Words(id="membawa daftar ke tahun baru", en="carrying the list over"),
    "read": Words(id="membaca berkas", en="reading the file"),
    "match": Words(id="mencocokkan dengan paket", en="matching with the package"),
    "store": Words(id="menyimpan jawaban", en="storing the answers"),
    "register": Words(id="memperbarui register dan kursi", en="updating register and seats"),
}
TITLES = {
    "make_bills": Words(id="Membuat tagihan", en="Making bills"),
    "record_payment": Words(id="Mencatat pembayaran", en="Recording a payment"),
    "request_payment": Words(id="Menulis nota permintaan pembayaran", en="Writing the payment request"),
    "turn_year": Words(id="Pergantian tahun", en="Turn of the year"),
    "send_package": Words(id="Menyusun paket", en="Making a package"),
    "write_package_letters": Words(id="Menulis surat paket", en="Writing the package's letters"),
    "write_package": Words(id="Menulis berkas paket", en="Writing the package's files"),
    "take_answer_file": Words(id="Membaca berkas jawaban", en="Reading an answer file"),
    "stand_by_answer": Words(id="Menetapkan jawaban", en="Settling answers"),
}
_DONE = {
    "bill": Words(id="Selesai.", en="Done."),
    "paid": Words(
        id="Pembayaran dicatat; selisihnya, bila ada, terlihat di bawah.",
        en="The payment is recorded; a difference, if any, stands below.",
    ),
    "bills": Words(
        id="Tagihan dibuat: satu untuk setiap tahun anggaran.", en="Bills are made: one for each fiscal year."
    ),
    "package": Words(id="Selesai.", en="Done."),
    "package_again": Words(
        id="Tidak ada nama baru yang menunggu: berkas paket terakhir ditulis ulang.",
        en="Nobody new waits: the files of the newest package were written again.",
    ),
    "answer": Words(
        id="Berkas jawaban sudah dibaca; tanda terimanya di bawah.",
        en="The answer file is taken; its receipt is below.",
    ),
    "answer_again": Words(
        id="Berkas ini sudah pernah dibaca. Tidak ada yang dihitung dua kali.",
        en="This file was taken before. Nothing is counted twice.",
    ),
    "decree": Words(id="Konsep SK tahun baru tersusun.", en="The draft decree of the new year is made."),
}
_WOULD_SEND = Words(
    id="{names} nama akan dikirim. Belum ada yang keluar.", en="{names} names would be sent. Nothing has left."
)
_WOULD_TURN = Words(
    id="Konsep SK akan memuat {heads} orang seharga {amount}. Belum disusun.",
    en="The draft decree would hold {heads} people for {amount}. It is not made.",
)
RUNNING = ("waiting", "running")


@asking.door("see_money", "exchange")
def progress(request: HttpRequest, work_id: uuid.UUID) -> HttpResponse:
    """Show how far one order of the viewer is; once done, go where it led."""
    work = queries.work(work_id, seen_by=asking.viewer(request))
    kind, _, which = work.result.partition(":")
    if work.state == "done" and not kind.startswith("would_"):
        address = _address(kind, which, work)
        if kind in _DONE:
            say = messages.warning if kind.endswith("_again") else messages.success
            tag = "warn" if kind.endswith("_again") else "good"
            say(request, said(_DONE[kind]), extra_tags=tag)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    context = {
        "work": work,
        "title": TITLES.get(work.kind, Words(id=work.kind, en=work.kind)),
        "step": STEPS.get(work.step),
        "is_running": work.state in RUNNING,
        "words": [Words(id=one["id"], en=one["en"]) for one in work.ended_with],
        "back": _back(work),
        "would": _would(kind, which),
        "would_be": kind,
        "said_words": pairs(work.order.get("says", {})),
        "said_columns": pairs(work.order.get("corrections", {})),
        "is_answer": work.kind == "take_answer_file" and work.state == "refused",
    }
    return render(request, "payung/money/work.html", context)


def pairs(said_of: Mapping[str, str | None]) -> str:
    """Write what a person said about words or columns as they type it."""
    return "\n".join(f"{word}={meaning or ''}" for word, meaning in said_of.items())


def _would(kind: str, which: str) -> str:
    """Say what an order that was only counted would bring."""
    counts = [int(one) for one in which.split(":") if one.isdigit()]
    if kind == "would_send":
        return said(_WOULD_SEND, names=number(counts[0]))
    if kind == "would_turn":
        return said(_WOULD_TURN, heads=number(counts[0]), amount=rupiah(counts[1]))
    return ""


def _address(kind: str, which: str, work: Any) -> str:
    """Return the page of what came of the work."""
    if kind.startswith("answer"):
        return f"{reverse('package', args=[work.order['package']])}?file={which}#files"
    if kind.startswith("package"):
        return reverse("package", args=[which])
    if kind in ("bill", "paid"):
        return reverse("bill", args=[which])
    if kind == "decree":
        return reverse("decree", args=[which])
    return reverse("bills")


def _back(work: Any) -> str:
    """Return the page from which the work was asked for."""
    if "package" in work.order:
        return reverse("package", args=[work.order["package"]])
    if "bill" in work.order:
        return reverse("bill", args=[work.order["bill"]])
    return reverse({"make_bills": "new_bills", "turn_year": "year"}.get(work.kind, "new_package"))
