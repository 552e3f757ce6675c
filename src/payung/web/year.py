"""The turn of the year: the countdown with everything that is missing, the list carried over, and the new draft."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.access.viewer import Viewer
from payung.agreements import queries as agreements
from payung.contributions import queries
from payung.flows import rehearse_the_turn, turn_the_year
from payung.flows.words_of_money import FATES
from payung.jobs import queries as jobs
from payung.law.holidays import unentered
from payung.vocabulary.words import Words
from payung.web import asking, money_words, orders
from payung.web.language import said
from payung.web.typed import Typed, whole

PAGE = 50
#: How each missing thing is brought in, on the pages of this site.
HOW = {
    "unpaid": Words(id="catat SP2D-nya sebelum kas daerah ditutup", en="record the SP2D before the treasury closes"),
    "terms": Words(id="isi syarat program yang baru", en="enter the programme's new terms"),
    "regulation": Words(id="catat peraturan yang berlaku", en="enter the regulation in force"),
    "agreement": Words(id="catat PKS yang baru dengan cabang", en="enter the new agreement with the branch"),
    "line": Words(id="isi mata anggaran dari DPA", en="enter the budget line of the DPA"),
    "decree": Words(id="bawa daftar ke tahun baru di halaman ini", en="carry the list over on this page"),
    "seats": Words(id="tetapkan SK, lalu kirim pendaftaran", en="enact the decree, then send the enrolment"),
}
GONE = Words(
    id="Daftar itu sudah dihapus bersama salinan kerja lain; hitung lagi.",
    en="That list was cleared away with the other working copies; count it again.",
)
_TO = Words(id="Syarat mulai berlaku", en="Terms hold from")
_TITLE = Words(id="Judul SK", en="Title of the decree")
_PROGRAMME = Words(id="Program", en="Programme")


@asking.door("see_money")
def index(request: HttpRequest) -> HttpResponse:
    """Show the countdown of one programme; with terms chosen, ask for what the turn would bring, or for its draft."""
    who, today = asking.viewer(request), asking.today()
    queries.whole_office(who)
    programmes = agreements.programmes(seen_by=who)
    typed = Typed(request.POST if request.method == "POST" else request.GET)
    code = typed.choice("programme", _PROGRAMME, [one.code for one in programmes], wanted=False)
    if not code and programmes:
        code = programmes[0].code
    context: dict[str, Any] = {
        "tabs": money_words.tabs("year"),
        "programmes": [(one, one.code == code) for one in programmes],
        "code": code,
        "today": today,
        "may_turn": "propose_decree" in who.may,
        "kept": typed.kept,
    }
    if code:
        found = turn_the_year.countdown(programme=code, on=today, by=who)
        context |= {
            "found": found,
            "days_past": max(-(found.days_left or 0), 0),
            "missing": [(one, HOW[one.key]) for one in found.missing],
            "unentered": unentered([found.ahead.first_month]),
            "terms": _terms_ahead(code, found.ahead.first_month, who),
        }
        if request.method == "POST":
            to_terms = typed.day("to_terms", _TO, wanted=True)
            title = typed.text("title", _TITLE, wanted=False)
            if to_terms and not typed.wrong:
                who.must("propose_decree")
                about = next(one.name for one in programmes if one.code == code)
                order = {"programme": code, "to_terms": to_terms.isoformat()}
                return _ask(request, who, order, about=about, title=title)
    context["wrong"] = typed.wrong
    return render(request, "payung/money/year.html", context)


def _terms_ahead(code: str, first_month: dt.date, who: Viewer) -> list[dt.date]:
    """Return the days from which newer terms of a programme hold, the latest first."""
    plan = agreements.stored_plan(code, seen_by=who)
    return sorted((one.valid_from for one in plan.terms), reverse=True) if plan else []


def _ask(request: HttpRequest, who: Viewer, order: dict[str, object], *, about: str, title: str) -> HttpResponse:
    """Ask for the turn: looked at, counted with its price, or drafted. Each reads the whole list, so each is work behind the page."""
    act = request.POST.get("act", "")
    if act not in ("try", "apply"):
        return orders.ask(who, "rehearse_turn", about=about, order=order)
    return orders.ask(who, "turn_year", about=about, order=order | {"title": title, "really": act == "apply"})


@asking.door("propose_decree")
def rehearsal(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show what a turn would bring, as an order of the viewer's found it; nothing is written."""
    who = asking.viewer(request)
    work = jobs.work(number, seen_by=who)
    kind, _, token = work.result.partition(":")
    if work.kind != "rehearse_turn" or kind != "rehearsed":
        raise jobs.NoSuchWork
    try:
        found = rehearse_the_turn.read(token, home=settings.PAYUNG_HOME, by=who)
    except rehearse_the_turn.Gone:
        messages.warning(request, said(GONE), extra_tags="warn")
        return redirect("year")
    start = request.GET.get("start", "")
    first = whole(start, digits=8) or 0
    shown = {
        "tabs": money_words.tabs("year"),
        "found": found,
        "order": work.order,
        "to_terms": dt.date.fromisoformat(work.order["to_terms"]),
        "months": money_words.period(found.first_month, found.end_month),
        "fates": [(FATES[fate], count) for fate, count in found.fates],
        "people": [(one, FATES[one.fate]) for one in found.people[first : first + PAGE]],
        "next": first + PAGE if len(found.people) > first + PAGE else None,
        "before": max(first - PAGE, 0) if first else None,
    }
    return render(request, "payung/money/rehearsal.html", shown)
