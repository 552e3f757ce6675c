"""One decree: the whole, its people page by page, its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements import queries as agreements
from payung.audit import actions as audit
from payung.enrolment import queries, reading
from payung.enrolment.queries import DecreeSeen, PlaceSum
from payung.flows import take_a_paper
from payung.flows.words_of_papers import DAMAGED
from payung.letters.files import FileDamaged
from payung.vocabulary.month import Month
from payung.vocabulary.wilayah.codes import place_name
from payung.vocabulary.words import Words
from payung.web import asking, handing, scans
from payung.web.decree_words import KINDS, LEAVING, SEATS, STATES, STEPS, WHY_FROZEN
from payung.web.language import said
from payung.web.typed import whole

ON_ITS_WAY = ("draft", "printed", "initialled")
COMPARED = "mencocokkan lampiran SK"
NO_PAPER = Words(id="Berkas itu tidak ada.", en="There is no such file.")


def summary(one: DecreeSeen, names: dict[str, str]) -> dict[str, Any]:
    """Return a decree as lists and headings show it."""
    state, badge = STATES[one.state]
    return {
        "one": one,
        "kind": KINDS[one.kind],
        "state": state,
        "badge": badge,
        "programme": names.get(one.programme, one.programme),
        "last_month": Month.of(one.end_month).plus(-1).starts_on,
    }


@asking.door("see_decree")
def decree(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Show one decree: state, sums, what may be done now, what is missing, files, who did what when."""
    who = asking.viewer(request)
    one = queries.decree(decree_id, seen_by=who)
    names = {each.code: each.name for each in agreements.programmes(seen_by=who)}
    sums = reading.sums(decree_id, seen_by=who)
    is_open = one.state in ON_ITS_WAY
    seats = queries.seats_by_state(decree_id=decree_id, seen_by=who) if one.state == "enacted" else []
    shown = {
        **summary(one, names),
        "places": [(place.kelurahan_code, place_name(place.kelurahan_code), place) for place in sums.places],
        "total": _total(sums.places),
        "years": sums.years,
        "seats": seats[0] if seats else None,
        "base": reading.base_problems(decree_id, on=asking.today(), seen_by=who) if is_open else [],
        "unchecked": (sums.dukcapil_unchecked, sums.bpjs_unchecked) if is_open else (0, 0),
        "history": [(STEPS[step.action], step) for step in reading.history(decree_id, seen_by=who)],
        "amendments": [summary(each, names) for each in queries.decrees(seen_by=who, amends_id=decree_id)],
        "papers": take_a_paper.papers(one, home=settings.PAYUNG_HOME, seen_by=who),
        "copies": take_a_paper.copies_for(who),
        "may": _may(one, who),
        "is_own": one.proposed_by_id == who.account_id,
        "frozen": WHY_FROZEN.get(one.state),
    }
    return render(request, "payung/decrees/decree.html", shown)


def _may(one: DecreeSeen, who: Viewer) -> dict[str, bool]:
    """Return which steps this account may take from where the decree stands."""
    if who.senders:
        return {}
    proposes, enacts = "propose_decree" in who.may, "enact_decree" in who.may
    is_printed = one.state in ("printed", "initialled")
    return {
        "print": proposes and one.state != "withdrawn",
        "again": proposes and one.state == "draft" and one.kind == "decree",
        "initial": (proposes or enacts) and one.state == "printed",
        "take_back": proposes and is_printed,
        "withdraw": (proposes or enacts) and one.state in ON_ITS_WAY,
        "enact": enacts and one.state == "initialled",
        "amend": proposes and one.state == "enacted" and one.kind == "decree",
        "scan": enacts and one.state == "enacted" and not one.scan_sha256,
        "write": "write_letter" in who.may and one.state == "enacted",
        "letters": "see_list" in who.may,
    }


def _total(places: Sequence[PlaceSum]) -> dict[str, int]:
    return {
        name: sum(getattr(place, name) for place in places) for name in ("heads", "leaving", "person_months", "amount")
    }


@asking.door("see_decree")
def people(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Show the lines of an annex page by page; whole NIKs only where they are asked for, by whoever works with them."""
    who = asking.viewer(request)
    one = queries.decree(decree_id, seen_by=who)
    chosen, page = request.GET.get("kelurahan"), _page(request)
    lines, has_more = reading.annex_page(decree_id, seen_by=who, kelurahan_code=chosen, page=page)
    shows_nik = request.GET.get("nik") == "full" and reading.may_read_niks(who)
    audit.record(
        "decree.people_seen",
        by=who.name,
        by_id=who.account_id,
        about=f"decree:{decree_id}",
        at=asking.now(),
        purpose=COMPARED if shows_nik else "",
        kelurahan=chosen or "",
        page=page,
        nik="full" if shows_nik else "last_four",
    )
    shown = {
        **summary(one, {}),
        "lines": [(line, place_name(line.kelurahan_code), _standing(line, one)) for line in lines],
        "places": [(code, place_name(code)) for code in reading.places_of(decree_id, seen_by=who)],
        "chosen": chosen,
        "page": page,
        "has_more": has_more,
        "shows_nik": shows_nik,
        "may_read_niks": reading.may_read_niks(who),
        "frozen": WHY_FROZEN.get(one.state),
    }
    return render(request, "payung/decrees/people.html", shown)


@asking.door("write_letter")
def cards(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Show plain member cards RT by RT, to print and to hand over: nobody knows of their cover until somebody tells them."""
    who = asking.viewer(request)
    one = queries.decree(decree_id, seen_by=who)
    chosen, page = request.GET.get("kelurahan"), _page(request)
    found, has_more = reading.cards(decree_id, seen_by=who, kelurahan_code=chosen, page=page)
    programme = agreements.programme(one.programme, seen_by=who)
    try:
        schemes = agreements.terms_on(programme, on=one.first_month, seen_by=who).schemes
    except agreements.NoTermsInForce:
        schemes = []
    audit.record(
        "decree.cards_seen",
        by=who.name,
        by_id=who.account_id,
        about=f"decree:{decree_id}",
        at=asking.now(),
        kelurahan=chosen or "",
        page=page,
    )
    shown = {
        **summary(one, {programme.code: programme.name}),
        "schemes": [scheme.upper() for scheme in schemes],
        "cards": [
            (each, place_name(each.kelurahan_code), Month.of(each.end_month).plus(-1).starts_on) for each in found
        ],
        "places": [(code, place_name(code)) for code in reading.places_of(decree_id, seen_by=who)],
        "chosen": chosen,
        "page": page,
        "has_more": has_more,
    }
    return render(request, "payung/decrees/cards.html", shown)


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return max(1, whole(number, digits=6) or 1)


def _standing(line: reading.LineSeen, one: DecreeSeen) -> list[Words]:
    """Return what became of a line, and why it cannot change where it cannot."""
    told = []
    if line.leaving:
        told.append(LEAVING[line.leaving])
    if line.seat:
        told.append(SEATS[line.seat])
    if line.off_by:
        state = STATES[line.off_state or "draft"][0]
        told.append(
            Words(id=f"keluar lewat SK {line.off_by} ({state.id})", en=f"leaves by decree {line.off_by} ({state.en})")
        )
    if one.state in ("printed", "initialled"):
        told.append(Words(id="beku: sudah dicetak", en="frozen: printed"))
    elif one.state != "draft":
        told.append(Words(id="terkunci", en="locked"))
    return told


@asking.door("see_decree")
def paper(request: HttpRequest, decree_id: int, copy: str, name: str) -> HttpResponse:
    """Hand out one printed file."""
    return _handed(request, decree_id, copy, name)


@asking.door("see_decree")
def papers(request: HttpRequest, decree_id: int, copy: str) -> HttpResponse:
    """Hand out all printed files of a copy as one."""
    return _handed(request, decree_id, copy, "")


def _handed(request: HttpRequest, decree_id: int, copy: str, name: str) -> HttpResponse:
    who = asking.viewer(request)
    if copy not in take_a_paper.copies_for(who):
        raise NotAllowed("see_nik")
    try:
        found = take_a_paper.take(
            decree_id, [name] if name else [], copy, home=settings.PAYUNG_HOME, by=who, at=asking.now()
        )
    except take_a_paper.NoSuchPaper:
        return _gone(request, decree_id, NO_PAPER)
    except FileDamaged:
        return _gone(request, decree_id, DAMAGED)
    shown = "" if copy == "full" else "-umum"
    if name:
        return handing.attachment(found[0][1], f"sk-{decree_id}{shown}-{name}")
    return handing.bundle(found, f"sk-{decree_id}{shown}.zip")


@asking.door("see_decree")
def scan(request: HttpRequest, decree_id: int) -> HttpResponse:
    """Hand out the scan of the signed decree."""
    try:
        found = take_a_paper.take_scan(decree_id, home=settings.PAYUNG_HOME, by=asking.viewer(request), at=asking.now())
    except take_a_paper.NoSuchPaper:
        return _gone(request, decree_id, NO_PAPER)
    except FileDamaged:
        return _gone(request, decree_id, DAMAGED)
    return handing.attachment(found, f"sk-{decree_id}-pindaian{scans.suffix_of(found)}")


def _gone(request: HttpRequest, decree_id: int, words: Words) -> HttpResponse:
    messages.error(request, said(words), extra_tags="bad")
    return redirect("decree", decree_id)


urlpatterns = [
    path("<int:decree_id>/", decree, name="decree"),
    path("<int:decree_id>/people/", people, name="decree_people"),
    path("<int:decree_id>/cards/", cards, name="decree_cards"),
    path("<int:decree_id>/papers/<str:copy>/", papers, name="decree_papers"),
    path("<int:decree_id>/papers/<str:copy>/<str:name>", paper, name="decree_paper"),
    path("<int:decree_id>/scan/", scan, name="decree_scan"),
]
