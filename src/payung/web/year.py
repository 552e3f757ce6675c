"""The turn of the year: the countdown with everything that is missing, the list carried over, and the new draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.access.viewer import Viewer
from payung.agreements import queries as agreements
from payung.contributions import queries, turning
from payung.flows import turn_the_year
from payung.flows.words_of_money import FATES, REFUSALS, of_money
from payung.law.holidays import unentered
from payung.vocabulary.words import Words
from payung.web import asking, money_words, orders
from payung.web.language import said
from payung.web.typed import Typed

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
_TO = Words(id="Syarat mulai berlaku", en="Terms hold from")
_TITLE = Words(id="Judul SK", en="Title of the decree")
_PROGRAMME = Words(id="Program", en="Programme")


@asking.door("see_money")
def index(request: HttpRequest) -> HttpResponse:
    """Show the countdown of one programme; with terms chosen, what the turn would bring, and draft it when asked."""
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
            "missing": [(one, HOW[one.key]) for one in found.missing],
            "unentered": unentered([found.ahead.first_month]),
            "terms": _terms_ahead(code, found.ahead.first_month, who),
        }
        if to_terms := typed.day("to_terms", _TO, wanted=request.method == "POST"):
            if request.method == "POST" and not typed.wrong and "propose_decree" in who.may:
                title = typed.text("title", _TITLE, wanted=False)
                order = {
                    "programme": code,
                    "to_terms": to_terms.isoformat(),
                    "title": title,
                    "really": request.POST.get("act") == "apply",
                }
                return orders.ask(who, "turn_year", about=code, order=order)
            context |= _shown(request, code, to_terms, who, typed)
    context["wrong"] = typed.wrong
    return render(request, "payung/money/year.html", context)


def _terms_ahead(code: str, first_month: dt.date, who: Viewer) -> list[dt.date]:
    """Return the days from which newer terms of a programme hold, the latest first."""
    plan = agreements.stored_plan(code, seen_by=who)
    return sorted((one.valid_from for one in plan.terms), reverse=True) if plan else []


def _shown(request: HttpRequest, code: str, to_terms: dt.date, who: Viewer, typed: Typed) -> dict[str, Any]:
    """Return what the turn would bring, with every refusal that would come; nothing is written."""
    who.must("propose_decree")
    try:
        turned = turn_the_year.turn(programme=code, to_terms=to_terms, by=who, at=asking.now(), priced=False)
    except REFUSALS as refused:
        typed.wrong.extend(said(one) for one in of_money(refused))
        return {"to_terms": to_terms}
    start = request.GET.get("start", "")
    first = int(start) if start.isdigit() and len(start) < 9 else 0
    people = turned.people[first : first + PAGE]
    return {
        "to_terms": to_terms,
        "turned": turned,
        "months": money_words.period(turned.first_month, turned.end_month),
        "fates": [(FATES[fate], count) for fate, count in turning.counted(list(turned.people))],
        "people": [(one, FATES[one.fate]) for one in people],
        "next": first + PAGE if len(turned.people) > first + PAGE else None,
    }
