"""Papers ordered by hand: what a proposer signs with its lists, a meeting's papers, the minutes of a reconciliation."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.agreements import queries as programmes
from payung.contributions import queries as money
from payung.intake import queries as lists
from payung.vocabulary.words import Words
from payung.web import asking, orders
from payung.web.dates import NotADay, day_of
from payung.web.typed import wholes

#: So many of the newest proposals are offered; older ones are written about at the terminal.
OFFERED = 50
NO_LIST = Words(id="Pilih sedikitnya satu daftar.", en="Choose at least one list.")
NO_DAY = Words(id="Isi tanggal rapat.", en="Give the day of the meeting.")
NO_NAME = Words(
    id="Isi nama rapat, waktu, tempat, dan sedikitnya satu acara.",
    en="Give the meeting's name, hours, place, and at least one point of the agenda.",
)
NO_PERIOD = Words(id="Pilih rekonsiliasi yang dicatat.", en="Choose a reconciliation that is recorded.")


@asking.door("write_letter")
def write(request: HttpRequest) -> HttpResponse:
    """Show what may be written; on a form, ask for it as work, or say beside what was typed all that is missing."""
    if request.method != "POST":
        return _shown(request)
    what = request.POST.get("what", "")
    if what not in ORDERS:
        return _shown(request, [NO_LIST])
    order, wrong = ORDERS[what](request)
    if wrong:
        return _shown(request, wrong)
    about = str(order.pop("told"))[:200]
    return orders.ask(asking.viewer(request), "write_papers", about=about, order={"what": what, **order})


def _shown(request: HttpRequest, wrong: list[Words] | None = None) -> HttpResponse:
    who = asking.viewer(request)
    may_see_money = "see_money" in who.may and not who.senders
    may_see_lists = "see_list" in who.may
    found = lists.submitted_lists(seen_by=who) if may_see_lists else []
    proposals = [one for one in found if one.kind == "proposal" and one.received is not None]
    known = programmes.programmes(seen_by=who) if who.may & set(programmes.READERS) else []
    shown = {
        "proposals": proposals[:OFFERED],
        "programmes": known,
        "periods": money.reconciliations(seen_by=who) if may_see_money else [],
        "wrong": wrong or [],
        "typed": request.POST,
        "chosen": request.POST.getlist("list"),
    }
    return render(request, "payung/letters/write.html", shown, status=400 if wrong else 200)


def _lines(request: HttpRequest, name: str) -> list[str]:
    return [line.strip() for line in request.POST.get(name, "").splitlines() if line.strip()]


def _proposal(request: HttpRequest) -> tuple[dict[str, Any], list[Words]]:
    numbers = wholes(request.POST.getlist("list"), digits=9)
    order = {
        "lists": numbers,
        "programme": request.POST.get("programme", "")[:48],
        "told": ", ".join(map(str, numbers)),
    }
    return order, [] if numbers else [NO_LIST]


def _meeting(request: HttpRequest) -> tuple[dict[str, Any], list[Words]]:
    wrong: list[Words] = []
    on = None
    try:
        on = day_of(request.POST.get("on", ""))
        if on is None:
            wrong.append(NO_DAY)
    except NotADay as none:
        wrong.append(none.words)
    typed = {name: request.POST.get(name, "").strip() for name in ("name", "hours", "place")}
    agenda = _lines(request, "agenda")
    if not all(typed.values()) or not agenda:
        wrong.append(NO_NAME)
    order = {
        **typed,
        "on": on.isoformat() if on else "",
        "agenda": agenda,
        "notes": _lines(request, "notes"),
        "guests": _lines(request, "guests"),
        "senders_too": request.POST.get("senders_too") == "yes",
        "told": typed["name"],
    }
    return order, wrong


def _reconciliation(request: HttpRequest) -> tuple[dict[str, Any], list[Words]]:
    found = re.fullmatch(r"([a-z0-9-]{2,48}):(20\d\d)-(\d\d)", request.POST.get("period", ""))
    if found is None or not 1 <= int(found[3]) <= 12:
        return {}, [NO_PERIOD]
    quarter = (int(found[3]) - 1) // 3 + 1
    told = f"{found[1]} {found[2]}-{found[3]}"
    return {"programme": found[1], "year": int(found[2]), "quarter": quarter, "told": told}, []


ORDERS = {"proposal": _proposal, "meeting": _meeting, "reconciliation": _reconciliation}

urlpatterns = [path("write/", write, name="letters_write")]
