"""What a person asks about their own data: opened from the person's page, proposed, settled by a second pair of eyes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from payung.flows import open_a_request
from payung.flows import words_of_privacy as words
from payung.flows.see_a_person import KINDS, TooManyLooks
from payung.privacy import actions, queries
from payung.privacy.actions import Asked
from payung.privacy.data import FIELDS
from payung.privacy.refusals import MakerMayNotCheck, NotACase, WrongState
from payung.vocabulary.words import Words
from payung.web import asking, orders, people_asking, privacy_typed
from payung.web.language import moment, t
from payung.web.privacy_shown import case_page

ASKS = ("correction", "erasure")


@never_cache
@asking.door("handle_request")
def new(request: HttpRequest, asks: str, kind: str, number: int) -> HttpResponse:
    """Open a request about a person who was looked up; who is looked up again here stands in the trail."""
    if asks not in ASKS or kind not in KINDS or number >= 2**63:
        raise Http404
    purpose = people_asking.kept_purpose(request)
    if not purpose:
        return render(request, "payung/people/purpose.html", {"next": reverse("person", args=[kind, number])})
    who, now = asking.viewer(request), asking.now()
    try:
        if request.method != "POST":
            found = open_a_request.subject(kind, number, purpose=purpose, by=who, at=now)
            return _form(request, asks, found, {"came_at": privacy_typed.written(now)})
        asked = Asked(
            kind=asks,
            reference=request.POST.get("reference", ""),
            came_at=privacy_typed.moment_of(request.POST.get("came_at", "")),
            subject_kind=kind,
            subject_number=number,
        )
        made = open_a_request.run(asked, wanted=privacy_typed.wanted(request), by=who, at=now)
    except NotACase as refused:
        found = open_a_request.subject(kind, number, purpose=purpose, by=who, at=now)
        return _form(request, asks, found, privacy_typed.kept(request), refused.problems)
    except TooManyLooks as refused:
        messages.error(request, t(f"Batas pencarian satu jam tercapai; lagi {moment(refused.again_at)}.", f"The hour's look-ups are used up; again at {moment(refused.again_at)}."), extra_tags="bad")  # fmt: skip
        return redirect("people")
    messages.success(request, t("Kasus dibuka; jamnya berjalan.", "The case is open; its clock runs."), extra_tags="good")  # fmt: skip
    return redirect("privacy_case", made.pk)


def _form(request: HttpRequest, asks: str, found: Any, typed: dict[str, Any], problems: Any = ()) -> HttpResponse:
    shown = {
        "asks": asks,
        "kind": words.KINDS[asks],
        "found": found,
        "typed": typed,
        "problems": problems,
        "wrong": {name for name, _ in problems},
        "fields": [(name, said, typed.get(name, "")) for name, said in FIELDS.items()] if asks == "correction" else [],
    }
    return render(request, "payung/privacy/request.html", shown, status=422 if problems else 200)


@require_POST
@asking.door("handle_request")
def propose(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put a request before a second pair of eyes."""
    try:
        actions.propose(case_id=case_id, by=asking.viewer(request), at=asking.now())
    except WrongState as refused:
        return case_page(request, case_id, [("state", one) for one in words.of_case(refused)])
    messages.success(request, t("Diusulkan; orang lain yang memeriksa dan melaksanakan.", "Proposed; somebody else checks it and carries it out."), extra_tags="good")  # fmt: skip
    return redirect("privacy_case", case_id)


@require_POST
@asking.door("check_request")
def settle(request: HttpRequest, case_id: int) -> HttpResponse:
    """Carry out what a colleague proposed; done in the background."""
    who = asking.viewer(request)
    one = queries.case(case_id, seen_by=who)
    if one.proposed_by_id == who.account_id:
        return case_page(request, case_id, [("state", words.MAKER)])
    if request.POST.get("sure") != "yes":
        sure = Words(id="Centang dulu bahwa rencana di atas sudah diperiksa.", en="Tick first that the plan above was checked.")  # fmt: skip
        return case_page(request, case_id, [("sure", sure)])
    about = t(f"Kasus {one.reference}", f"Case {one.reference}")
    return orders.ask(who, "settle_request", about=about, order={"case_id": case_id})


@require_POST
@asking.door("check_request")
def refuse(request: HttpRequest, case_id: int) -> HttpResponse:
    """Refuse what a person asks, with the reason that the answer gives."""
    try:
        actions.refuse(case_id=case_id, reason=request.POST.get("reason", ""), by=asking.viewer(request), at=asking.now())  # fmt: skip
    except NotACase as refused:
        return case_page(request, case_id, refused.problems)
    except (MakerMayNotCheck, WrongState) as refused:
        return case_page(request, case_id, [("state", one) for one in words.of_case(refused)])
    messages.success(request, t("Ditolak dengan alasannya; beri tahu orangnya.", "Refused with its reason; tell the person."), extra_tags="good")  # fmt: skip
    return redirect("privacy_case", case_id)
