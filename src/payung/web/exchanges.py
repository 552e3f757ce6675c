"""Packages of names to Disdukcapil and BPJS: which are out, what waits for an answer, and a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.access.viewer import Viewer
from payung.agreements import queries as agreements
from payung.enrolment import queries as enrolment
from payung.exchanges import looking
from payung.flows.words_of_answers import PURPOSES
from payung.vocabulary.words import Words
from payung.web import asking, orders, packages
from payung.web.language import said
from payung.web.typed import Typed, whole

#: What can be sent; of a decree, who joins and who leaves are one package each.
SENDING = {
    "dukcapil": (
        ["dukcapil"],
        Words(id="Pemadanan NIK ke Disdukcapil", en="Match of NIKs by Disdukcapil"),
    ),
    "bpjs_check": (
        ["bpjs_check"],
        Words(id="Cek calon ke BPJS, sebelum SK", en="Check of candidates by BPJS, before the decree"),
    ),
    "enrolment": (
        ["bpjs_enrolment", "bpjs_leaving"],
        Words(
            id="Pendaftaran dan penonaktifan ke BPJS, sesudah SK", en="Enrolment and leaving at BPJS, after the decree"
        ),
    ),
}
_PURPOSE = Words(id="Untuk", en="For")
_PROGRAMME = Words(id="Program", en="Programme")
_DECREE = Words(id="SK", en="Decree")
_BEFORE = Words(id="Terakhir ditanyakan sebelum", en="Asked last before")
_NEEDS_DECREE = Words(id="SK: pendaftaran selalu untuk satu SK.", en="Decree: an enrolment is always of one decree.")


@asking.door("answer_package", "see_decision")
def index(request: HttpRequest) -> HttpResponse:
    """Show the packages of the office, newest first: sent = yes + no + not answered."""
    who = asking.viewer(request)
    purpose, before = request.GET.get("for", ""), request.GET.get("before", "")
    found = looking.packages_seen(
        seen_by=who,
        purposes=[purpose] if purpose in PURPOSES else [],
        before=whole(before),
        limit=looking.PAGE + 1,
    )
    shown = found[: looking.PAGE]
    # Who is asked only whether people are who they are named sees each of the answers that there are to that.
    is_population = who.purposes == ("dukcapil",)
    codes = looking.answers_by_code([one.package_id for one in shown], seen_by=who) if is_population else {}
    context = {
        "packages": [
            {
                "one": one,
                "purpose": PURPOSES[one.purpose],
                "days": _days(one.made_at) if one.unanswered else None,
                "codes": codes.get(one.package_id, {}),
            }
            for one in shown
        ],
        "is_population": is_population,
        "purposes": [(name, words, name == purpose) for name, words in PURPOSES.items()],
        "purpose": purpose,
        "before": shown[-1].package_id if len(found) > looking.PAGE else None,
        "may_exchange": "exchange" in who.may,
    }
    return render(request, "payung/exchanges/index.html", context)


def _days(made_at: Any) -> int:
    return (asking.today() - made_at.date()).days


@asking.door("exchange")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a package: counted first, then made, both in the background."""
    who = asking.viewer(request)
    if request.method == "POST" and "work" in request.POST:
        return _really(request, who)
    programmes = [one.code for one in agreements.programmes(seen_by=who)]
    decrees = _decrees(who)
    wrong: Sequence[str] = ()
    kept: Mapping[str, str] = request.GET.dict()
    if request.method == "POST":
        typed = Typed(request.POST)
        order = _order(typed, programmes, [str(one.decree_id) for one in decrees])
        if not typed.wrong:
            return orders.ask(who, "send_package", about=order["programme"], order=order)
        wrong, kept = typed.wrong, typed.kept
    context = {
        "sending": [(name, words, name == kept.get("purpose", "dukcapil")) for name, (_, words) in SENDING.items()],
        "programmes": programmes,
        "decrees": decrees,
        "wrong": wrong,
        "kept": kept,
    }
    return render(request, "payung/exchanges/new.html", context)


def _decrees(who: Viewer) -> list[enrolment.DecreeSeen]:
    if "see_decree" not in who.may:
        return []
    return [one for one in enrolment.decrees(seen_by=who) if one.state == "enacted"]


def _order(typed: Typed, programmes: Sequence[str], decrees: Sequence[str]) -> dict[str, Any]:
    purpose = typed.choice("purpose", _PURPOSE, list(SENDING))
    programme = typed.choice("programme", _PROGRAMME, programmes)
    decree = typed.choice("decree", _DECREE, decrees, wanted=False)
    before = typed.day("asked_before", _BEFORE, wanted=False)
    if purpose == "enrolment" and not decree:
        typed.wrong.append(said(_NEEDS_DECREE))
    return {
        "purposes": SENDING[purpose][0] if purpose else [],
        "programme": programme,
        "decree": int(decree) if decree and purpose == "enrolment" else None,
        "asked_before": before.isoformat() if before else None,
        "really": typed.ticked("really"),
    }


def _really(request: HttpRequest, who: Viewer) -> HttpResponse:
    """Make the package that was counted: the same order, for good."""
    counted = orders.named(request, who, kind="send_package")
    order = {**counted.order, "really": True}
    return orders.ask(who, "send_package", about=counted.about, order=order)


urlpatterns = [
    path("", index, name="exchanges"),
    path("new/", new, name="new_package"),
    path("<int:package_id>/", packages.package, name="package"),
    path("<int:package_id>/letter/", packages.letter, name="number_package"),
    path("<int:package_id>/papers/", packages.write_papers, name="write_package_papers"),
    path("<int:package_id>/files/", packages.write_files, name="write_package"),
    path("<int:package_id>/files/<str:name>", packages.file, name="package_file"),
    path("<int:package_id>/answer/", packages.answer, name="take_answer"),
    path("<int:package_id>/answer/again/", packages.answer_again, name="answer_again"),
    path("<int:package_id>/stand/", packages.stand, name="stand_by_answer"),
    path("<int:package_id>/corrections/", packages.settle, name="settle_corrections"),
]
