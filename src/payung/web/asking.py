"""Who asks, when, and with which right: what every page needs before it answers."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from payung.access import queries
from payung.access.viewer import NotAllowed, Viewer
from payung.gateways import practice
from payung.web import held

View = Callable[..., HttpResponse]


def now() -> dt.datetime:
    """Return this moment as the installation has it; the only clock of the site."""
    return practice.now(settings.PAYUNG_HOME)


def today() -> dt.date:
    """Return this day at the installation."""
    return timezone.localdate(now())


def viewer(request: HttpRequest) -> Viewer:
    """Return who asks; their rights are read once a request, anew for every request.

    :raises NotAllowed: if the account was closed since the sign-in.
    """
    known: Viewer | None = getattr(request, "payung_viewer", None)
    if known is None:
        try:
            known = queries.viewer_for(request.user.pk)
        except queries.SignInFirst:
            raise NotAllowed("sign_in") from None
        request.payung_viewer = known  # type: ignore[attr-defined]
    return known


def door(*rights: str) -> Callable[[View], View]:
    """Let in who is signed in and holds at least one of these rights; none named: everybody who is signed in.

    The room behind the door asks again: this is only what keeps a page from being begun.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            who = viewer(request)
            if rights and not who.may.intersection(rights):
                raise NotAllowed(next((one for one in rights if one in who.asleep), rights[0]))
            held.sent(request)
            return view(request, *args, **kwargs)

        return asked

    return wrap


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in and back; a form that came is held meanwhile, and a part of a page leads its whole page there."""
    if request.htmx:  # type: ignore[attr-defined]
        here = request.htmx.current_url_abs_path or reverse("dashboard")  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(here)["Location"])
    if request.method == "POST":
        # What only takes forms is no place to come back to.
        return redirect_to_login(reverse("unsent" if held.keep(request, at=now()) else "dashboard"))
    return redirect_to_login(request.get_full_path())


def recently(keep: Callable[[HttpRequest], None] | None = None) -> Callable[[View], View]:
    """Let in whoever proved who they are in the last half hour (PAYUNG_ASK_AGAIN_MINUTES); others prove it again first.

    A form that was sent is held in the session meanwhile, and goes on by itself afterwards. Files cannot be held so.

    :param keep: puts what came as a file into the form's other fields, before it is held.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _proved_long_ago(request):
                if keep is not None and request.method == "POST":
                    keep(request)
                raise ReauthenticationRequired
            return view(request, *args, **kwargs)

        return asked

    return wrap


def _proved_long_ago(request: HttpRequest) -> bool:
    minutes = settings.PAYUNG_ASK_AGAIN_MINUTES
    if not minutes:
        return False
    newest = max((one["at"] for one in get_authentication_records(request, request.user)), default=0.0)
    # Proofs of who somebody is go by the real clock, as whoever wrote them down does.
    return time.time() - newest > minutes * 60
