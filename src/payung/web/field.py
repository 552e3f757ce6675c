"""Errands for the kelurahan, as the verifier gives and takes them."""

from __future__ import annotations

import urllib.parse

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from payung.fieldwork import actions, queries
from payung.flows import take_findings
from payung.vocabulary.wilayah.codes import name_with_kecamatan
from payung.web import asking, field_photos
from payung.web.field_words import ANSWERS
from payung.web.language import day, number, t
from payung.web.typed import whole


@asking.door("review")
def index(request: HttpRequest) -> HttpResponse:
    """Show errands and where rows wait; give a new one."""
    who = asking.viewer(request)
    errors, said = [], {"kelurahan": "", "holder": "", "days": "7"}
    if request.method == "POST":
        said = {name: request.POST.get(name, "").strip() for name in said}
        errors, given = _give(said, request)
        if given is not None:
            return render(request, "payung/field/given.html", {"given": given, **_told(request, given, said)})
    places = [
        (code, name_with_kecamatan(code), waiting) for code, waiting in queries.kelurahan_with_open_rows(seen_by=who)
    ]
    errands = [(one, name_with_kecamatan(one.kelurahan_code)) for one in queries.errands(seen_by=who)]
    shown = {"places": places, "errands": errands, "errors": errors, "said": said, "now": asking.now()}
    return render(request, "payung/field/index.html", shown, status=422 if errors else 200)


def _give(said: dict[str, str], request: HttpRequest) -> tuple[list[str], actions.Given | None]:
    """Give an errand, or say all that is wrong with it."""
    errors = []
    if not said["holder"]:
        errors.append(t("Isi nama petugas.", "Name the operator."))
    if not said["kelurahan"]:
        errors.append(t("Pilih kelurahan.", "Choose a kelurahan."))
    if not 1 <= (whole(said["days"], digits=3) or 0) <= actions.LONGEST_DAYS:
        errors.append(
            t(f"Lama tugas 1 sampai {actions.LONGEST_DAYS} hari.", f"An errand lasts 1 to {actions.LONGEST_DAYS} days.")
        )
    if errors:
        return errors, None
    try:
        given = actions.give(
            kelurahan_code=said["kelurahan"],
            holder=said["holder"],
            days=int(said["days"]),
            by=asking.viewer(request),
            at=asking.now(),
        )
    except actions.NotAKelurahan:
        return [
            t("Kelurahan itu tidak ada di kabupaten/kota Anda.", "There is no such kelurahan in your region.")
        ], None
    return [], given


def _told(request: HttpRequest, given: actions.Given, said: dict[str, str]) -> dict[str, object]:
    """Return what is told once: the link, and a message to paste; the code goes another way."""
    link = request.build_absolute_uri(reverse("errand_code", args=[given.token]))
    errand = queries.errand(given.errand_id, seen_by=asking.viewer(request))
    text = t(
        f"Yth. {said['holder']}, mohon verval {number(errand.waiting)} warga {name_with_kecamatan(errand.kelurahan_code)} paling lambat {day(errand.ends_at)}: {link} — kode akses kami sampaikan terpisah.",
        f"Dear {said['holder']}, please verify {number(errand.waiting)} people of {name_with_kecamatan(errand.kelurahan_code)} by {day(errand.ends_at)}: {link} — the code comes separately.",
    )
    return {"link": link, "text": text, "whatsapp": f"https://wa.me/?text={urllib.parse.quote(text)}", "errand": errand}


@asking.door("review")
def show(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Show what was found through an errand."""
    who = asking.viewer(request)
    errand = queries.errand(errand_id, seen_by=who)
    if errand.month is not None:
        return redirect("still_here_errand", errand_id)
    found = [(one, t(*ANSWERS[one.answer])) for one in queries.findings(errand_id, seen_by=who)[:200]]
    shown = {"errand": errand, "place": name_with_kecamatan(errand.kelurahan_code), "found": found, "now": asking.now()}
    return render(request, "payung/field/show.html", shown)


@require_POST
@asking.door("review")
def apply(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Let the findings take effect."""
    taken = take_findings.run(errand_id, home=settings.PAYUNG_HOME, by=asking.viewer(request), at=asking.now())
    said = t(
        f"{number(taken.accepted)} baris diterima, {number(taken.waiting)} menunggu keputusan atau tanda tangan Anda.",
        f"{number(taken.accepted)} rows accepted, {number(taken.waiting)} wait for your decision or signature.",
    )
    messages.success(request, said, extra_tags="good")
    return redirect("errand", errand_id)


@require_POST
@asking.door("review")
def end(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Shut an errand's link."""
    actions.end(errand_id=errand_id, by=asking.viewer(request), at=asking.now())
    messages.success(request, t("Tautan ditutup.", "The link is shut."), extra_tags="good")
    return redirect("errand", errand_id)


urlpatterns = [
    path("", index, name="field"),
    path("<int:errand_id>/", show, name="errand"),
    path("<int:errand_id>/apply/", apply, name="errand_apply"),
    path("<int:errand_id>/end/", end, name="errand_end"),
    *field_photos.urlpatterns,
]
