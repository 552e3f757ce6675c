"""The kelurahan's phone: a link and a code open one kelurahan's waiting rows, nothing else, until the errand is over."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from payung.fieldwork import actions, queries
from payung.fieldwork.actions import Errand
from payung.fieldwork.monthly import Said
from payung.fieldwork.queries import NoSuchErrand
from payung.flows import ask_who_is_still_here
from payung.intake.files import NoRoom
from payung.vocabulary.wilayah.codes import name_with_kecamatan
from payung.web import asking, scans, uploading
from payung.web.field_words import ANSWERS, STILL_HERE
from payung.web.language import said, t

ROWS_A_PAGE = 10
FULL = ("Foto belum tersimpan: ruang penyimpanan penuh.", "The photo is not kept: storage is full.")


@never_cache
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code that came another way; whoever has none learns nothing, not even whose errand it is."""
    error, status = "", 200
    if request.method == "POST":
        try:
            errand = actions.open_with_code(token=token, code=request.POST.get("code", ""), at=asking.now())
        except actions.WrongCode as wrong:
            status = 403
            error = t(f"Kode salah; sisa {wrong.left} kali.", f"Wrong code; {wrong.left} tries left.")
            if not wrong.left:
                error = t("Kode salah lima kali; tautan ini ditutup.", "Five wrong codes; this link is shut.")
        except NoSuchErrand:
            status, error = 404, t("Tautan ini sudah tidak berlaku.", "This link no longer opens anything.")
        else:
            request.session.cycle_key()
            request.session["errand"], request.session["errand_key"] = errand.pk, actions.key_of(errand)
            return redirect("errand_rows")
    return render(request, "payung/field/code.html", {"error": error}, status=status)


@never_cache
def rows(request: HttpRequest) -> HttpResponse:
    """Show the next rows of the errand, and what was answered and may still be changed."""
    errand = _errand(request)
    if errand is None:
        return render(request, "payung/field/over.html", status=404)
    if errand.month is not None:
        return _members(request, errand)
    who = actions.viewer_of(errand)
    shown = {
        "errand": errand,
        "place": name_with_kecamatan(errand.kelurahan_code),
        "rows": queries.open_rows(errand, seen_by=who, limit=ROWS_A_PAGE),
        "waiting": queries.open_count(errand, seen_by=who),
        "found": [(one, t(*ANSWERS[one.answer])) for one in queries.found_by_me(errand, seen_by=who)],
        "answers": [(key, t(*words)) for key, words in ANSWERS.items()],
    }
    return render(request, "payung/field/rows.html", shown)


def _members(request: HttpRequest, errand: Errand) -> HttpResponse:
    """Show the next members of a month, and what was said already and may still be changed."""
    members, waiting = ask_who_is_still_here.members(errand, limit=ROWS_A_PAGE)
    shown = {
        "errand": errand,
        "place": name_with_kecamatan(errand.kelurahan_code),
        "members": members,
        "waiting": waiting,
        "said": [(one, t(*STILL_HERE[one.sighting.answer])) for one in ask_who_is_still_here.said(errand)],
        "answers": [(key, t(*words)) for key, words in STILL_HERE.items()],
    }
    return render(request, "payung/field/members.html", shown)


@require_POST
@never_cache
def sighted(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Take what is said of one member; the same once more (a bad line sends twice) changes nothing."""
    errand = _errand(request)
    if errand is None:
        return render(request, "payung/field/over.html", status=404)

    def take(photo: str) -> None:
        said = Said(request.POST.get("answer", ""), request.POST.get("note", ""), photo)
        ask_who_is_still_here.answer(errand=errand, seat_id=seat_id, said=said, at=asking.now())

    return _taken(request, take)


@require_POST
@never_cache
def answer(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take one answer; the same once more (a bad line sends twice) changes nothing."""
    errand = _errand(request)
    if errand is None:
        return render(request, "payung/field/over.html", status=404)

    def take(photo: str) -> None:
        actions.answer(
            errand=errand,
            row_id=row_id,
            answer=request.POST.get("answer", ""),
            note=request.POST.get("note", ""),
            photo_sha256=photo,
            at=asking.now(),
        )

    return _taken(request, take)


def _taken(request: HttpRequest, take: Callable[[str], None]) -> HttpResponse:
    """Take an answer with its photo, or say on the page why not."""
    try:
        take(_photo(request))
    except scans.NotAScan as refused:
        return _again(request, said(refused.words))
    except NoRoom:
        return _again(request, t(*FULL))
    except actions.NotAnAnswer:
        return _again(request, t("Tulis perbaikannya pada kolom catatan.", "Write the correction into the note."))
    except actions.NotYours:
        return _again(request, t("Yang itu sudah selesai.", "That one is done already."))
    return redirect("errand_rows")


@require_POST
@never_cache
def letter(request: HttpRequest) -> HttpResponse:
    """Take the photo of the signed letter."""
    errand = _errand(request)
    if errand is None:
        return render(request, "payung/field/over.html", status=404)
    try:
        kept = _photo(request)
    except scans.NotAScan as refused:
        return _again(request, said(refused.words))
    except NoRoom:
        return _again(request, t(*FULL))
    if not kept:
        return _again(request, said(scans.NO_PHOTO))
    actions.keep_letter(errand=errand, letter_sha256=kept, at=asking.now())
    messages.success(request, t("Surat tersimpan.", "The letter is kept."), extra_tags="good")
    return redirect("errand_rows")


def _errand(request: HttpRequest) -> actions.Errand | None:
    """Return the errand that this browser opened, as long as it runs."""
    try:
        opened = request.session.get("errand", 0), request.session.get("errand_key", "")
        return actions.running(errand_id=opened[0], key=opened[1], at=asking.now())
    except NoSuchErrand:
        return None


def _again(request: HttpRequest, error: str) -> HttpResponse:
    """Show what is open with what was wrong; no redirect, by which a phone knows that an answer was taken."""
    messages.error(request, error, extra_tags="bad")
    answer = rows(request)
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


def _photo(request: HttpRequest) -> str:
    """Keep the photo of a form and return its SHA-256; '' where none was taken.

    :raises NotAScan: if it is none, or too large. :raises NoRoom: if the disk is full.
    """
    if uploading.too_large(request):
        raise scans.NotAScan(scans.NO_PHOTO)
    photo = request.FILES.get("photo")
    return scans.keep_photo(photo) if photo else ""


urlpatterns = [
    path("rows/", rows, name="errand_rows"),
    path("rows/<int:row_id>/", answer, name="errand_answer"),
    path("members/<int:seat_id>/", sighted, name="errand_sighted"),
    path("letter/", letter, name="errand_letter"),
    path("<str:token>/", code, name="errand_code"),
]
