"""What the site says where a second factor is needed first, and where an installation does not ask for one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.access.viewer import Viewer
from payung.vocabulary.words import Words

#: What an account may not do before it has a second factor.
ACTS = {
    "enact_decree": Words(id="menetapkan SK", en="enact decrees"),
    "pay": Words(id="mencatat pembayaran", en="record payments"),
    "sign_refusal": Words(id="menandatangani penolakan", en="sign refusals"),
    "check_request": Words(id="memutuskan permohonan data pribadi", en="decide requests about personal data"),
    "administer": Words(id="mengelola akun", en="administer accounts"),
}


def page_of(request: HttpRequest, right: str) -> HttpResponse:
    """Say which act waits for a second factor, and where to set one up; nothing was done."""
    return render(request, "payung/accounts/second_first.html", {"act": ACTS[right]}, status=403)


def context(who: Viewer) -> dict[str, Any]:
    """Return what the frame of every page says of second factors."""
    return {
        "acts_asleep": [ACTS[right] for right in sorted(who.asleep)],
        "second_is_optional": settings.PAYUNG_SECOND_FACTOR != "required",
    }
