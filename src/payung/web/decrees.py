"""Decrees of an office: all of them, a new one, the waiting list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements import queries as agreements
from payung.enrolment import queries, reading
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.wilayah.codes import place_name
from payung.vocabulary.words import Words
from payung.web import asking, decree_acts, decree_page, enacting, orders, replacing
from payung.web.language import said
from payung.web.typed import whole

PAGE = 50


@asking.door("see_decree")
def index(request: HttpRequest) -> HttpResponse:
    """Show the decrees of the office, newest first, or those of one programme."""
    who = asking.viewer(request)
    programmes = agreements.programmes(seen_by=who)
    chosen = request.GET.get("programme") or None
    found = queries.decrees(seen_by=who, programme=chosen, before=_whole(request.GET.get("before")), limit=PAGE + 1)
    names = {one.code: one.name for one in programmes}
    shown = {
        "programmes": programmes,
        "chosen": chosen,
        "decrees": [decree_page.summary(one, names) for one in found[:PAGE]],
        "before": found[PAGE - 1].decree_id if len(found) > PAGE else None,
        "may_propose": "propose_decree" in who.may and not who.senders,
    }
    return render(request, "payung/decrees/index.html", shown)


@asking.door("propose_decree")
def new(request: HttpRequest) -> HttpResponse:
    """Propose a decree: choose the programme, then its months and budget lines."""
    who = asking.viewer(request)
    if who.senders:
        raise NotAllowed("propose_decree")
    programmes = agreements.programmes(seen_by=who)
    code = request.POST.get("programme") or request.GET.get("programme")
    if not code and len(programmes) == 1:
        code = programmes[0].code
    if not code:
        return render(request, "payung/decrees/choose.html", {"programmes": programmes})
    programme = agreements.programme(code, seen_by=who)
    order, wrong = _order(request, code) if request.method == "POST" else ({}, [])
    if request.method == "POST" and not wrong:
        return orders.ask(who, "propose_decree", about=order["title"] or programme.name, order=order)
    for words in wrong:
        messages.error(request, said(words), extra_tags="bad")
    return render(request, "payung/decrees/new.html", _form(request, programme, who), status=400 if wrong else 200)


def _form(request: HttpRequest, programme: Any, who: Viewer) -> dict[str, Any]:
    try:
        terms = agreements.terms_on(programme, on=asking.today(), seen_by=who)
    except agreements.NoTermsInForce:
        terms = None
    years: dict[int, list[Any]] = {}
    for line in agreements.budget_lines(seen_by=who, programme=programme) if "see_money" in who.may else []:
        years.setdefault(line.fiscal_year, []).append({"line": line, "left": line.amount - line.reserved - line.spent})
    typed = request.POST
    chosen = {year: _whole(typed.get(f"line_{year}")) for year in years}
    return {
        "programme": programme,
        "terms": terms,
        "years": [{"year": year, "lines": lines, "chosen": chosen[year]} for year, lines in sorted(years.items())],
        "seats": sum(agreements.quotas(programme, seen_by=who).values()),
        "typed": typed,
    }


def _order(request: HttpRequest, code: str) -> tuple[dict[str, Any], list[Words]]:
    """Return what was asked for, and everything that is wrong with it."""
    typed, wrong = request.POST, []
    first, months = typed.get("first_month", "").strip(), typed.get("months", "").strip()
    first_month = end_month = None
    if first:
        try:
            first_month = Month.parse(first)
        except NotAMonth:
            wrong.append(
                Words(id=f"“{first}” bukan bulan: tulis 2026-04.", en=f"“{first}” is no month: write 2026-04.")
            )
    if months and not 1 <= (_whole(months) or 0) <= 60:
        wrong.append(Words(id="Banyaknya bulan: 1 sampai 60.", en="The number of months: 1 to 60."))
    elif months and not first:
        wrong.append(
            Words(id="Banyaknya bulan memerlukan bulan pertama.", en="A number of months needs a first month.")
        )
    elif months and first_month:
        end_month = first_month.plus(int(months)).starts_on
    lines = {
        name.removeprefix("line_"): line
        for name, value in typed.items()
        if name.startswith("line_") and (line := whole(value)) is not None
    }
    order = {
        "programme": code,
        "title": " ".join(typed.get("title", "").split())[:300],
        "first_month": first_month.starts_on.isoformat() if first_month else None,
        "end_month": end_month.isoformat() if end_month else None,
        "lines": {year: line for year, line in lines.items() if year.isdecimal()},
    }
    return order, wrong


@asking.door("see_decree")
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """Show who waits for a seat: how many in each kelurahan, and those of one kelurahan in their rank."""
    who, day = asking.viewer(request), asking.today()
    programme = agreements.programme(code, seen_by=who)
    chosen = request.GET.get("kelurahan")
    page = max(1, _whole(request.GET.get("page")) or 1)
    shown: dict[str, Any] = {"programme": programme, "chosen": chosen, "day": day, "page": page}
    if chosen is None:
        places = reading.waiting_by_place(code, on=day, seen_by=who)
        shown["places"] = [(place, place_name(place), heads, within) for place, heads, within in places]
    else:
        found = queries.waiting_list(
            code, on=day, seen_by=who, kelurahan_code=chosen, limit=PAGE + 1, offset=PAGE * (page - 1)
        )
        shown |= {"place": place_name(chosen), "people": found[:PAGE], "has_more": len(found) > PAGE}
    return render(request, "payung/decrees/waiting.html", shown)


def _whole(text: str | None) -> int | None:
    return whole(text, digits=9)


urlpatterns = [
    path("", index, name="decrees"),
    path("new/", new, name="decree_new"),
    path("waiting/<str:code>/", waiting, name="decree_waiting"),
    *decree_page.urlpatterns,
    *decree_acts.urlpatterns,
    *enacting.urlpatterns,
    *replacing.urlpatterns,
]
