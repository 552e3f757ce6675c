"""Requests that no page can answer, in words."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from payung.vocabulary.words import Words

TOO_LARGE = (
    Words(id="Kiriman ini terlalu besar", en="This is too large to send"),
    Words(
        id="Tidak ada yang disimpan. Tabel yang ditempel paling besar 20 MB dan formulir paling banyak 5.000 isian; kirim tabel besar sebagai berkas. Tekan kembali di peramban: yang diketik masih ada.",
        en="Nothing was kept. A pasted table is 20 MB at most, a form has 5,000 fields at most; send a large table as a file. Press back in the browser: what you typed is still there.",
    ),
)
FORMS_ONLY = (
    Words(id="Alamat ini hanya menerima formulir", en="This address only takes forms"),
    Words(
        id="Tidak ada yang dilakukan. Buka halaman yang memuat tombolnya, lalu tekan di sana.",
        en="Nothing was done. Open the page that has the button, and press it there.",
    ),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read; what is merely too large is told so."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return page(request, TOO_LARGE, 413)
    return defaults.bad_request(request, exception)


def page(request: HttpRequest, said: tuple[Words, Words], status: int) -> HttpResponse:
    """Say in words why a request was not answered."""
    return render(request, "payung/fault.html", {"title": said[0], "words": said[1]}, status=status)


def forms_only(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Put words into the empty answer that an address gives which only takes forms."""
    worded = page(request, FORMS_ONLY, 405)
    worded["Allow"] = answer["Allow"]
    return worded
