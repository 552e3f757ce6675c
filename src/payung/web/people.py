"""Pages of people: looked up for a purpose, one at a time; never a list to leaf through."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from payung.access.queries import office_of
from payung.flows import see_a_person
from payung.flows.see_a_person import KINDS, RIGHTS, TooManyLooks
from payung.vocabulary.words import Words
from payung.web import asking, people_asking, people_told
from payung.web.language import moment, t

FOUND_FROM = {
    "list": Words(id="Daftar usulan", en="Lists"),
    "candidate": Words(id="Calon", en="Candidates"),
    "register": Words(id="Register", en="Register"),
}


@never_cache
@asking.door(*RIGHTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show the form of a search; a search comes by POST, so that no NIK stands in an address or a log."""
    if request.method != "POST":
        typed = people_asking.Typed(purpose=people_asking.kept_purpose(request))
        return render(request, "payung/people/search.html", {"typed": typed})
    typed = people_asking.read(request)
    if typed.problems:
        return render(request, "payung/people/search.html", {"typed": typed}, status=422)
    people_asking.keep_purpose(request, typed.purpose)
    who = asking.viewer(request)
    try:
        found = see_a_person.find(typed.question, purpose=typed.purpose, by=who, at=asking.now())
    except TooManyLooks as refused:
        return _too_many(request, refused, typed)
    if len(found) == 1:
        return redirect("person", kind=found[0].kind, number=found[0].number)
    told = [people_told.found(one, FOUND_FROM) for one in found]
    return render(request, "payung/people/search.html", {"typed": typed, "found": told, "asked": True})


@never_cache
@asking.door(*RIGHTS)
def state_purpose(request: HttpRequest) -> HttpResponse:
    """Keep the purpose of the day, and go on to the person."""
    if request.method != "POST":
        return redirect("people")
    purpose, wrong = people_asking.read_purpose(request)
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, None) and onward.startswith(reverse("people"))
    onward = onward if safe else reverse("people")
    if wrong:
        return render(request, "payung/people/purpose.html", {"next": onward, "purpose": purpose, "wrong": wrong}, status=422)  # fmt: skip
    people_asking.keep_purpose(request, purpose)
    return redirect(onward)


@never_cache
@require_GET
@asking.door(*RIGHTS)
def person(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show one person with all that this account may see; the NIK is masked."""
    return _person(request, kind, number, act="person.seen", template="payung/people/person.html")


@never_cache
@asking.door(*RIGHTS)
def nik(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show the same page with the NIK once; asking for it is an act of its own in the trail. Reloaded, it is masked again."""
    if request.method != "POST":
        return redirect("person", kind=kind, number=number)
    return _person(request, kind, number, act="person.nik_shown", template="payung/people/person.html")


@never_cache
@require_GET
@asking.door("see_audit")
def printed(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show the auditor's page of one person: from the proposal to BPJS's answer, made to be printed."""
    return _person(request, kind, number, act="person.printed", template="payung/people/print.html")


def _person(request: HttpRequest, kind: str, number: int, *, act: str, template: str) -> HttpResponse:
    if kind not in KINDS or number >= 2**63:
        raise Http404
    who = asking.viewer(request)
    purpose = people_asking.kept_purpose(request)
    here = reverse("person_print" if act == "person.printed" else "person", args=[kind, number])
    if not purpose:
        return render(request, "payung/people/purpose.html", {"next": here})
    try:
        shown = see_a_person.show(kind, number, purpose=purpose, by=who, at=asking.now(), act=act)
    except TooManyLooks as refused:
        return _too_many(request, refused, people_asking.Typed(purpose=purpose))
    told = people_told.told(shown)
    more = {"person": told, "purpose": purpose, "nik_shown": act != "person.seen", "now": asking.now()}
    more |= {"may_print": "see_audit" in who.may, "may_ask": "handle_request" in who.may, "office": office_of(who)}
    return render(request, template, more)


def _too_many(request: HttpRequest, refused: TooManyLooks, typed: people_asking.Typed) -> HttpResponse:
    most, again = see_a_person.LOOKS_AN_HOUR, moment(refused.again_at)
    said = t(
        f"Akun ini sudah {most} kali mencari atau membuka orang dalam satu jam. Bisa lagi {again}. Perlu lebih banyak? Pakai daftar dan verval.",
        f"This account has searched or opened people {most} times within an hour. It may go on at {again}. For more, work with lists and review.",
    )
    messages.error(request, said, extra_tags="bad")
    return render(request, "payung/people/search.html", {"typed": typed}, status=429)


urlpatterns = [
    path("", index, name="people"),
    path("purpose/", state_purpose, name="people_purpose"),
    path("<str:kind>/<int:number>/", person, name="person"),
    path("<str:kind>/<int:number>/nik/", nik, name="person_nik"),
    path("<str:kind>/<int:number>/print/", printed, name="person_print"),
]
