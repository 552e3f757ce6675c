"""Every address of the site; one module a room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from payung.web import (
    accounts,
    candidates,
    coverage,
    decrees,
    errand,
    exchanges,
    field,
    forgotten,
    landing,
    letters,
    lists,
    money,
    office_identity,
    people,
    privacy,
    programmes,
    review,
    still_here,
    trail,
    unsent,
    work,
)

#: What Django asks when a request cannot be read.
handler400 = "payung.web.faults.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing.landing, name="landing"),
    path("help/", landing.help_page, name="help"),
    path("home/", landing.dashboard, name="dashboard"),
    path("unsent/", include(unsent)),
    path("language/", set_language, name="set_language"),
    path("sign-in/", include(forgotten)),
    path("sign-in/office/", include(office_identity)),
    # What the library has of "social" accounts stays shut: nobody links or signs up by themselves.
    path("sign-in/", include("allauth.account.urls")),
    path("sign-in/2fa/", include("allauth.mfa.urls")),
    path("sign-in/sessions/", include("allauth.usersessions.urls")),
    path("orders/", include(work)),
    path("lists/", include(lists)),
    path("review/", include(review)),
    path("candidates/", include(candidates)),
    path("programmes/", include(programmes)),
    path("exchanges/", include(exchanges)),
    path("decrees/", include(decrees)),
    path("letters/", include(letters)),
    path("money/", include(money)),
    path("coverage/", include(coverage)),
    path("people/", include(people)),
    path("privacy/", include(privacy)),
    path("field/still-here/", include(still_here)),
    path("field/", include(field)),
    path("k/", include(errand)),
    path("trail/", include(trail)),
    path("accounts/", include(accounts)),
]
