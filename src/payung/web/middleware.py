"""Refusals that no view turned into words: a missing right is 403, what is not there (or not yours) is 404, both logged."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone

from payung.access import rights_words
from payung.access.administering import NoSuchAccount
from payung.access.role_words import ROLE
from payung.access.viewer import NotAllowed
from payung.agreements.queries import NoSuchLine, NoSuchProgramme
from payung.audit import actions as audit
from payung.contributions.refusals import NoSuchBill
from payung.coverage.queries import NotYourPlace
from payung.eligibility.queries import NoSuchCandidate
from payung.enrolment.refusals import NoSuchDecree
from payung.exchanges.queries import NoSuchPackage
from payung.fieldwork.photos import NoSuchPhoto
from payung.fieldwork.queries import NoSuchErrand
from payung.flows.see_a_person import NoSuchPerson
from payung.gateways import time_zone
from payung.intake.queries import NoSuchList
from payung.jobs.queries import NoSuchWork
from payung.letters.queries import NoSuchLetter
from payung.privacy.refusals import NoSuchCase
from payung.web import asking, faults, held
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
    NoSuchPhoto,
    NoSuchProgramme,
    NoSuchWork,
    NotYourPlace,
)


#: What pages are asked for with; nothing here listens to another verb.
VERBS = ("GET", "HEAD", "POST")
#: What opens to somebody whose password an administrator has read: the form that changes it, the way out, the language.
BEFORE_THE_OWN_PASSWORD = ("account_change_password", "account_logout", "set_language")


class Compressed(GZipMiddleware):
    """Send words in a fifth of their size, for slow lines; workbooks, papers and photos are packed already and go as they are.

    A page says nothing secret beside what its address says (tokens are masked anew each time), and Django pads by chance.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress what is text."""
        kind = response.get("Content-Type", "").partition(";")[0]
        if not kind.startswith("text/") and kind not in ("image/svg+xml", "application/javascript"):
            return response
        return super().process_response(request, response)


class SessionsSeen(UserSessionsMiddleware):
    """Keep when and from where each session was last seen, to the minute: no page waits for a write that says the same."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if self._is_known(request) else super().__call__(request)

    def _is_known(self, request: HttpRequest) -> bool:
        """Return whether this minute already saw the session from the same place in the same browser."""
        if not request.session.session_key:
            return False
        browser = request.META.get("HTTP_USER_AGENT", "")[: UserSession._meta.get_field("user_agent").max_length]
        seen = UserSession.objects.filter(
            session_key=request.session.session_key,
            user=request.user.pk,
            last_seen_at__gt=timezone.now() - dt.timedelta(minutes=1),
            ip=get_adapter().get_client_ip(request),
            user_agent=browser,
        )
        return seen.exists()


class OfficeTime:
    """Let each page tell the office's time as it is kept now: a set-up that changes it needs no restart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = time_zone.now_kept(settings.PAYUNG_HOME, os.environ)
        with timezone.override(zone or timezone.get_default_timezone()):
            return self.get_response(request)


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
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not answer.streaming and not answer.content:
            answer = faults.forms_only(request, answer)
        if request.user.is_authenticated:
            held.remember(request, answer)
        # The next person at a shared office PC presses "back": what somebody saw is not kept by the browser.
        if request.user.is_authenticated and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Refuse what no page of ours sends and no table takes: other verbs, the sign NUL in an address or a field.

        :raises BadRequest: if there is a NUL.
        """
        if request.method not in VERBS:
            return HttpResponseNotAllowed(VERBS)
        texts: Iterable[object] = (request.path, *request.GET.dict().values())
        if request.method == "POST":
            texts = (*texts, *(value for _, values in request.POST.lists() for value in values), *request.POST)
        if any("\0" in str(text) for text in (*texts, *kwargs.values())):
            raise BadRequest("NUL")
        return None

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for a fault of ours."""
        if isinstance(refused, NotAllowed):
            _note("web.refused", request, right=refused.right)
            if request.user.is_authenticated and refused.right in _asleep(request):
                return page_of(request, refused.right)
            holders = [ROLE[role] for role in rights_words.holders(refused.right)]
            shown = {"words": rights_words.of(refused.right), "holders": holders}
            return render(request, "payung/refused.html", shown, status=403)
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
