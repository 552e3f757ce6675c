"""Refusals that no view turned into words: a missing right is 403, what is not there (or not yours) is 404, both logged."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.access.administering import NoSuchAccount
from payung.access.viewer import NotAllowed
from payung.agreements.queries import NoSuchLine, NoSuchProgramme
from payung.audit import actions as audit
from payung.contributions.refusals import NoSuchBill
from payung.coverage.queries import NotYourPlace
from payung.eligibility.queries import NoSuchCandidate
from payung.enrolment.refusals import NoSuchDecree
from payung.exchanges.queries import NoSuchPackage
from payung.fieldwork.queries import NoSuchErrand
from payung.flows.see_a_person import NoSuchPerson
from payung.intake.queries import NoSuchList
from payung.jobs.queries import NoSuchWork
from payung.letters.queries import NoSuchLetter
from payung.privacy.refusals import NoSuchCase
from payung.web import asking
from payung.web.asking import now
from payung.web.second_factor import page_of
from payung.web.sign_in import GIVEN

NOT_THERE = (
    NoSuchAccount,
    NoSuchBill,
    NoSuchCandidate,
    NoSuchCase,
    NoSuchDecree,
    NoSuchErrand,
    NoSuchLetter,
    NoSuchLine,
    NoSuchList,
    NoSuchPackage,
    NoSuchPerson,
    NoSuchProgramme,
    NoSuchWork,
    NotYourPlace,
)


#: What opens to somebody whose password an administrator has read: the form that changes it, the way out, the language.
BEFORE_THE_OWN_PASSWORD = ("account_change_password", "account_logout", "set_language")


class OwnPasswordFirst:
    """Lead whoever signed in with a given password to change it; no other page opens before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Return the way to the form, or None where the page may open."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if GIVEN not in request.session or page in BEFORE_THE_OWN_PASSWORD:
            return None
        return redirect("account_change_password")


class RefusalsInWords:
    """Turn the house's refusals into pages. That a thing exists elsewhere is not told: both answers look the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # The next person at a shared office PC presses "back": what somebody saw is not kept by the browser.
        if request.user.is_authenticated and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for a fault of ours."""
        if isinstance(refused, NotAllowed):
            _note("web.refused", request, right=refused.right)
            if request.user.is_authenticated and refused.right in _asleep(request):
                return page_of(request, refused.right)
            return render(request, "payung/refused.html", {"right": refused.right}, status=403)
        if isinstance(refused, NOT_THERE):
            _note("web.not_found", request)
            return render(request, "payung/not_there.html", status=404)
        return None


def _asleep(request: HttpRequest) -> frozenset[str]:
    """Return the rights that wait for a second factor; none of an account that was closed since."""
    try:
        return asking.viewer(request).asleep
    except NotAllowed:
        return frozenset()


def _note(act: str, request: HttpRequest, **detail: object) -> None:
    """Write down who guessed at what: an address is an id, never a person."""
    who = request.user
    audit.record(
        act,
        by=who.name if who.is_authenticated else "",
        by_id=who.pk if who.is_authenticated else None,
        about=f"page:{request.path[:200]}",
        at=now(),
        **detail,
    )
