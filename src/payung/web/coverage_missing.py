"""Who is still missing: counts for everybody who sees coverage, names for those whose work it is, each look with its purpose."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.coverage import missing as people
from payung.coverage import missing_book
from payung.coverage.missing import Sought
from payung.coverage.missing_book import REACHES
from payung.coverage.queries import months_measured
from payung.coverage.stated import place_names
from payung.coverage.words import CLASS_WORDS
from payung.intake.queries import senders
from payung.jobs import queries as jobs
from payung.vocabulary.words import Words
from payung.web import asking, handing, orders
from payung.web.coverage_asked import Asked, crumbs, read
from payung.web.language import language, said
from payung.web.typed import whole

PAGE = 50
SHORTEST_PURPOSE, LONGEST_PURPOSE = 5, 200
NO_PURPOSE = Words(
    id="Sebutkan untuk apa nama-nama ini dilihat (paling sedikit lima huruf).",
    en="State what the names are looked at for (at least five letters).",
)
GONE = Words(
    id="Berkas itu sudah dibersihkan; mintalah sekali lagi.", en="That file was cleared away; ask for it once more."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """A sender who can reach missing people: how many, and where their names stand ('' if not for this viewer)."""

    code: str
    name: str
    people: int


def may_see_names(who: Viewer) -> bool:
    """Return whether it is this viewer's work to reach the missing by name."""
    return "see_list" in who.may and bool(who.may.intersection(REACHES))


@asking.door("see_coverage")
def index(request: HttpRequest) -> HttpResponse:
    """Count the missing by sender and by kelurahan, and those of the universe whom no list names."""
    who = asking.viewer(request)
    asked = _asked(request, who)
    if asked is None:
        return render(request, "payung/coverage/nothing.html", {"may_measure": "measure_coverage" in who.may})
    month, place = asked.question.month, asked.question.place
    homes = people.missing_by_kelurahan(month=month, place=place, seen_by=who)
    context = {
        "asked": asked,
        "months": tuple(reversed(asked.months)),
        "crumbs": crumbs(asked),
        "place": place_names({place}).get(place, place),
        # A person has one home, so the kelurahan add up to the people.
        "total": sum(count for _, _, count in homes),
        "reaches": _reaches(asked, who),
        "by_kelurahan": [(code, name, count, asked.changed(place=code) if code else "") for code, name, count in homes],
        "elsewhere": people.covered_elsewhere(month=month, place=place, seen_by=who),
        "remainders": people.nameless(month=month, place=place, seen_by=who),
        "is_bound": bool(who.senders),
        "may_see_names": may_see_names(who),
        "longest_purpose": LONGEST_PURPOSE,
    }
    return render(request, "payung/coverage/missing.html", context)


def _asked(request: HttpRequest, who: Viewer) -> Asked | None:
    """Return month and place; who is missing is known of people on lists only."""
    if not months_measured(seen_by=who):
        return None
    typed = (request.POST if request.method == "POST" else request.GET).copy()
    for other in ("of", "by", "sort"):
        typed.pop(other, None)
    return read(typed, by=who)


def _reaches(asked: Asked, who: Viewer) -> list[Reach]:
    named = {one.code: one.name for one in senders(seen_by=who)}
    month, place = asked.question.month, asked.question.place
    return [
        Reach(code, named.get(code, code), count)
        for code, count in people.missing_by_sender(month=month, place=place, seen_by=who)
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at names: which page of which sender's list, and what for."""

    asked: Asked
    sender: str
    purpose: str
    page: int

    def address(self, page: int = 1) -> str:
        """Return the end of the address of a page."""
        return urlencode(self.fields() | ({"page": str(page)} if page > 1 else {}))

    def fields(self) -> dict[str, str]:
        """Return what is looked at and what for, as a form or an address says it."""
        month = f"{self.asked.question.month:%Y-%m}"
        return {"month": month, "place": self.asked.place_asked, "sender": self.sender, "purpose": self.purpose}


@asking.door(*REACHES)
def names(request: HttpRequest) -> HttpResponse:
    """Show a page of one sender's missing people; NIK masked, the look written down with its purpose."""
    who = asking.viewer(request)
    look = _look(request, who)
    if isinstance(look, HttpResponse):
        return look
    sought = _sought(look)
    found = people.missing_named(sought, seen_by=who, at=asking.now(), purpose=look.purpose)
    total = people.missing_of_sender(look.sender, month=sought.month, place=sought.place, seen_by=who)
    context = {
        "look": look,
        "sender": next((one.name for one in senders(seen_by=who) if one.code == look.sender), look.sender),
        "rows": [
            (one, said(_class(one.computed)), said(_class(one.reported)) if one.reported else "–") for one in found
        ],
        "total": total,
        "first": (look.page - 1) * PAGE,
        "before": look.address(look.page - 1) if look.page > 1 else "",
        "after": look.address(look.page + 1) if look.page * PAGE < total else "",
        "workbook": look.fields().items(),
        "back": look.asked.query,
    }
    return render(request, "payung/coverage/missing_names.html", context)


def _sought(look: Look) -> Sought:
    question = look.asked.question
    return Sought(question.month, question.place, look.sender, limit=PAGE, offset=(look.page - 1) * PAGE)


def _class(name: str) -> Words:
    return CLASS_WORDS.get(name, Words(id=name, en=name))


def _look(request: HttpRequest, who: Viewer) -> Look | HttpResponse:
    """Return what is looked at, or the way back with what is lacking."""
    asked = _asked(request, who)
    if asked is None:
        return redirect("coverage_missing")
    given = request.POST if request.method == "POST" else request.GET
    purpose = given.get("purpose", "").strip()[:LONGEST_PURPOSE]
    sender = given.get("sender", "").strip()[:48]
    page = request.GET.get("page", "1")
    if not sender or len(purpose) < SHORTEST_PURPOSE:
        messages.add_message(request, messages.ERROR, said(NO_PURPOSE), extra_tags="bad")
        return redirect(f"{reverse('coverage_missing')}?{asked.query}")
    return Look(asked, sender, purpose, max(1, whole(page, digits=5) or 1))


@require_POST
@asking.door(*REACHES)
def write_workbook(request: HttpRequest) -> HttpResponse:
    """Have one sender's missing people written, for that sender to reach; the look is recorded when it is done."""
    who = asking.viewer(request)
    who.must("see_list")
    look = _look(request, who)
    if isinstance(look, HttpResponse):
        return look
    sought = _sought(look)
    order = {
        "month": sought.month.isoformat(),
        "place": sought.place,
        "sender": sought.sender,
        "purpose": look.purpose,
        "language": language(),
    }
    return orders.ask(who, "write_missing", about=f"{look.sender} {sought.month:%Y-%m}", order=order)


@asking.door(*REACHES)
def workbook(request: HttpRequest, number: uuid.UUID) -> HttpResponse | FileResponse:
    """Hand out what an order of the viewer's wrote; who took it is recorded."""
    who = asking.viewer(request)
    work = jobs.work(number, seen_by=who)
    kind, _, rest = work.result.partition(":")
    token, _, counted = rest.partition(":")
    if work.kind != "write_missing" or work.state != "done" or kind != "missing":
        raise jobs.NoSuchWork
    try:
        path = missing_book.written(token, home=settings.PAYUNG_HOME, by=who)
    except missing_book.Gone:
        messages.add_message(request, messages.WARNING, said(GONE), extra_tags="warn")
        return redirect("coverage_missing")
    month = work.order["month"][:7]
    audit.record(
        "coverage.downloaded",
        by=who.name,
        by_id=who.account_id,
        about=f"missing:{month}",
        at=asking.now(),
        purpose=work.order["purpose"],
        rows=int(counted),
    )
    return handing.attachment(path, f"belum-terlindungi-{month}-{_safe(work.order['sender'])}.xlsx")


def _safe(code: str) -> str:
    return "".join(letter for letter in code if letter.isascii() and (letter.isalnum() or letter in "-_"))[:48]
