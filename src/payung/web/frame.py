"""What stands around every page: the menu of a role, the language, the way in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from payung.access.viewer import NotAllowed
from payung.gateways import practice
from payung.vocabulary.words import Words
from payung.web import asking, held, second_factor
from payung.web.language import language


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu: where it leads, how it is called, the rights of which one opens it."""

    page: str
    words: Words
    rights: frozenset[str]
    #: The rights that open it to accounts bound to senders, where these are fewer: it counts other senders' people.
    bound: frozenset[str] | None = None


MENU = (
    Place("dashboard", Words(id="Beranda", en="Home"), frozenset()),
    Place("lists", Words(id="Daftar", en="Lists"), frozenset({"see_list"})),
    Place("review", Words(id="Verval", en="Review"), frozenset({"review"})),
    Place("field", Words(id="Lapangan", en="Field"), frozenset({"review"})),
    Place("candidates", Words(id="Calon", en="Candidates"), frozenset({"see_decision"})),
    Place(
        "exchanges",
        Words(id="Paket", en="Packages"),
        frozenset({"answer_package", "see_decision"}),
        frozenset({"answer_package"}),
    ),
    Place("decrees", Words(id="SK", en="Decrees"), frozenset({"see_decree"})),
    Place("letters", Words(id="Naskah", en="Letters"), frozenset({"write_letter", "see_audit"})),
    Place("money", Words(id="Iuran", en="Contributions"), frozenset({"see_money"})),
    Place("coverage", Words(id="Cakupan", en="Coverage"), frozenset({"see_coverage"})),
    Place("people", Words(id="Orang", en="People"), frozenset({"see_register", "decide", "see_audit"})),
    Place(
        "privacy",
        Words(id="Data pribadi", en="Personal data"),
        frozenset({"handle_breach", "handle_request", "check_request", "see_privacy"}),
    ),
    Place("trail", Words(id="Jejak", en="Trail"), frozenset({"see_audit", "see_accounts"})),
    Place("accounts", Words(id="Akun", en="Accounts"), frozenset({"see_accounts"})),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page shows; anonymous visitors have no menu."""
    office = settings.PAYUNG_IDENTITY
    known: dict[str, Any] = {"language": language(), "menu": [], "office_identity": office.name if office else ""}
    known["practice_day"] = asking.today() if practice.kept(settings.PAYUNG_HOME) is not None else None
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        return known
    try:
        who = asking.viewer(request)
    except NotAllowed:
        return known
    known |= second_factor.context(who)
    known["has_unsent"] = held.of(request, at=asking.now()) is not None
    here = request.path
    for place in MENU:
        rights = place.bound if who.senders and place.bound is not None else place.rights
        if rights and not rights & who.may:
            continue
        address = reverse(place.page)
        is_here = here == address or (place.page != "dashboard" and here.startswith(address))
        known["menu"].append({"address": address, "words": place.words, "is_here": is_here})
    return known
