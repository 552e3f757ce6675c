"""Whose paid months end next, and whom others pay for already: counts that open their people, page by page, each look recorded."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from payung.agreements import queries as agreements
from payung.contributions import looking, protection, reports
from payung.law.figures import national_figures
from payung.vocabulary import payers
from payung.web import asking, money_words

#: The windows as cards; 0: the paid months are over.
WINDOWS = (0, 30, 60, 90)
#: Groups that the home page names, those nearest to their end.
BRIEFLY = 3


@asking.door("see_money")
def index(request: HttpRequest) -> HttpResponse:
    """Show who lapses within 30, 60, 90 days, and what it costs to prevent it; a part of the overview too."""
    who, today = asking.viewer(request), asking.today()
    found = protection.lapses(on=today, seen_by=who)
    grace = national_figures()["bpu_grace_months"].at(today)
    context = {
        "tabs": money_words.tabs("lapses"),
        "windows": [(one, sum(lapse.people for lapse in found if lapse.window == one)) for one in WINDOWS],
        "lapses": found,
        "needed": sum(one.needed or 0 for one in found),
        "today": today,
        "may_see_names": looking.may_see_names(who),
        "is_conflict": grace.confidence == "conflict",
        "grace": grace,
    }
    part = request.htmx and not request.htmx.boosted
    if part and "brief" in request.GET:
        return render(request, "payung/money/lapse_brief.html", {"soon": found[:BRIEFLY]})
    return render(request, "payung/money/lapse_cards.html" if part else "payung/money/lapses.html", context)


@asking.door("see_money")
def people(request: HttpRequest, programme: str, of_year: int, of_month: int) -> HttpResponse:
    """Show who of a programme is paid through a month; the look is recorded."""
    who = asking.viewer(request)
    found = agreements.programme(programme, seen_by=who)
    if not (2015 <= of_year <= 2200 and 1 <= of_month <= 12):
        raise Http404
    paid_until = dt.date(of_year, of_month, 1)
    page = looking.people_lapsing(
        programme=found.code,
        paid_until=paid_until,
        seen_by=who,
        at=asking.now(),
        after=request.GET.get("after", ""),
    )
    context = {
        "tabs": money_words.tabs("lapses"),
        "programme": found,
        "paid_until": paid_until,
        "clock": protection.clock(paid_until),
        "page": page,
    }
    return render(request, "payung/money/lapsing.html", context)


@asking.door("see_money")
def others(request: HttpRequest) -> HttpResponse:
    """Show who pays already for people that a programme refused, and the rupiah it saves by that."""
    who = asking.viewer(request)
    programmes = agreements.programmes(seen_by=who)
    code = request.GET.get("programme") or (programmes[0].code if programmes else "")
    chosen = agreements.programme(code, seen_by=who) if code else None
    rows = reports.paid_by_others(programme_id=chosen.pk, seen_by=who) if chosen else []
    context = {
        "tabs": money_words.tabs("others"),
        "programmes": [(one, one.code == code) for one in programmes],
        "chosen": chosen,
        "rows": [(one, payers.name_of(one.payer)) for one in rows],
        "people": sum(one.people for one in rows),
        "saved": sum(one.saved or 0 for one in rows),
        "is_open": any(one.saved is None for one in rows),
        "may_see_names": looking.may_see_names(who),
    }
    return render(request, "payung/money/others.html", context)


@asking.door("see_money")
def others_people(request: HttpRequest, programme: str) -> HttpResponse:
    """Show whom others pay for, and how that is known; the look is recorded."""
    who = asking.viewer(request)
    found = agreements.programme(programme, seen_by=who)
    page = looking.people_paid_by_others(
        programme_id=found.pk, seen_by=who, at=asking.now(), after=request.GET.get("after", "")
    )
    context = {
        "tabs": money_words.tabs("others"),
        "programme": found,
        "page": page,
        "rows": [(one, money_words.HOW_KNOWN[one.note]) for one in page.people],
    }
    return render(request, "payung/money/others_people.html", context)
