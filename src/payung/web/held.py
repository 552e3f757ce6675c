"""A form that came when its sender was signed out already: held beside the sign-in, handed back to the same person, never sent by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

#: How long a form is held, and how many signs of it: a pasted table of some thousand rows.
PATIENCE = dt.timedelta(hours=2)
LARGEST = 2_000_000
#: What is never held, whatever the form.
_SECRET = ("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "credential")
_WHO, _FORM, _SALT = "payung_was", "payung_held", "payung.was"


@dataclass(frozen=True, slots=True)
class Held:
    """A form with where it goes, all its fields in their order, and the names of fields whose files have to be chosen anew."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def remember(request: HttpRequest, answer: HttpResponse) -> None:
    """Let the browser know whose pages it showed last: only this account gets back what its forms held."""
    who = str(request.user.pk)
    if request.get_signed_cookie(_WHO, default="", salt=_SALT) != who:
        answer.set_signed_cookie(
            _WHO,
            who,
            salt=_SALT,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
            secure=settings.SESSION_COOKIE_SECURE,
        )


def fields_of(request: HttpRequest) -> Held | None:
    """Return the form that a request carries; None where there is nothing to keep, or too much."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in _SECRET for value in values]
    if sum(len(name) + len(value) for name, value in typed) > LARGEST:
        return None
    files = sorted({*request.FILES, *request.__dict__.get("payung_left_out", ())})
    return Held(request.get_full_path(), tuple(typed), tuple(files)) if typed or files else None


def keep(request: HttpRequest, *, at: dt.datetime) -> bool:
    """Hold the form of a request until its sender is back; return whether it is held.

    What somebody sends who was never signed in with this browser is nobody's, and takes no room.
    """
    try:
        whose = request.get_signed_cookie(_WHO, salt=_SALT)
    except (KeyError, signing.BadSignature):
        return False
    form = fields_of(request)
    if form is None:
        return False
    request.session[_FORM] = {
        "whose": whose,
        "at": at.timestamp(),
        "address": form.address,
        "fields": [list(one) for one in form.fields],
        "files": list(form.files),
    }
    return True


def of(request: HttpRequest, *, at: dt.datetime) -> Held | None:
    """Return the form that is held for who is signed in; somebody else's, and an old one, is thrown away."""
    found: dict[str, Any] | None = request.session.get(_FORM)
    if found is None:
        return None
    is_old = at.timestamp() - found["at"] > PATIENCE.total_seconds()
    if is_old or found["whose"] != str(request.user.pk):
        drop(request)
        return None
    return Held(found["address"], tuple((name, value) for name, value in found["fields"]), tuple(found["files"]))


def drop(request: HttpRequest) -> None:
    """Forget what is held."""
    request.session.pop(_FORM, None)


def sent(request: HttpRequest) -> None:
    """Forget what is held once its form is on its way again."""
    found = request.session.get(_FORM)
    if found is not None and request.method == "POST" and found["address"] == request.get_full_path():
        drop(request)
