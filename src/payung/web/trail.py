"""Pages of the trail: who did, saw and exported what in this office; its seals."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from payung.access import trail
from payung.access.trail import OF_ACCOUNTS, PAGE, Asked, EventSeen
from payung.access.viewer import Viewer
from payung.intake.returning.inert import csv_text
from payung.jobs import actions as jobs
from payung.jobs import queries as works
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import language, moment, number, said, t
from payung.web.people_asking import day_of
from payung.web.trail_words import GROUPS, act
from payung.web.typed import whole

RIGHTS = ("see_audit", "see_accounts")
KINDS = ("seal_trail", "verify_trail")
DAY_WRONG = Words(id="Hari ditulis hh-bb-tttt.", en="Write a day as dd-mm-yyyy.")


@never_cache
@require_GET
@asking.door(*RIGHTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show one page of the office's trail, newest first."""
    who = asking.viewer(request)
    asked, problems = _asked(request.GET)
    events = [] if problems else trail.events(asked, seen_by=who)
    goes_on = len(events) > PAGE
    events = events[:PAGE]
    kept = {name: request.GET.get(name, "") for name in ("actor", "act", "about", "since", "until")}
    shown = {
        "events": [{"seen": one, "words": act(one.act), "detail": _detail(one)} for one in events],
        "asked": kept,
        "problems": problems,
        "actors": trail.actors(seen_by=who),
        "groups": _groups(who),
        "is_first": asked.before is None,
        "first": f"?{urlencode(kept)}",
        "older": f"?{urlencode({**kept, 'before': events[-1].number})}" if goes_on else "",
        "reads_all": trail.reads_all(who),
    }
    return render(request, "payung/trail/index.html", shown, status=422 if problems else 200)


@require_POST
@asking.door(*RIGHTS)
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Hand the trail out as CSV, as the filters say; that it left the house is recorded."""
    asked, problems = _asked(request.POST)
    if problems:
        return redirect("trail")
    try:
        events = trail.export(replace(asked, before=None), by=asking.viewer(request), at=asking.now())
    except trail.TooManyEvents:
        most = number(trail.MOST_EXPORTED)
        messages.error(
            request,
            t(f"Lebih dari {most} kejadian: persempit harinya, lalu ekspor lagi.", f"More than {most} events: narrow the days down and export again."),
            extra_tags="bad",
        )  # fmt: skip
        return redirect("trail")
    answer = StreamingHttpResponse(_csv(events), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="jejak-{asking.today():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@never_cache
@require_GET
@asking.door("see_audit")
def seals(request: HttpRequest) -> HttpResponse:
    """Show the seals, how the newest check ended, and what is under way."""
    who = asking.viewer(request)
    shown = {
        "seals": trail.seals(seen_by=who),
        "check": trail.last_check(seen_by=who),
        "works": [_work(one) for one in works.works(seen_by=who, kinds=KINDS, limit=5)],
    }
    return render(request, "payung/trail/seals.html", shown)


@require_POST
@asking.door("see_audit")
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a sealing or a check; both read every event, and are done in the background."""
    if kind in KINDS:
        about = (
            t("segel jejak", "seal of the trail") if kind == "seal_trail" else t("periksa segel", "check of the seals")
        )
        jobs.ask(kind=kind, about=about, order={}, by=asking.viewer(request), at=asking.now())
        messages.success(
            request,
            t(
                "Sedang dikerjakan; muat ulang halaman ini sebentar lagi.",
                "Under way; load this page again in a moment.",
            ),
            extra_tags="good",
        )
    return redirect("trail_seals")


def _groups(who: Viewer) -> list[tuple[str, Words]]:
    return [(name, words) for name, words in GROUPS.items() if trail.reads_all(who) or name in OF_ACCOUNTS]


def _asked(said_: QueryDict) -> tuple[Asked, list[str]]:
    """Read the filters; a day that is none is said, an odd page number is the first page."""
    days, problems = {}, []
    for name, label in (("since", t("Sejak", "Since")), ("until", t("Sampai", "Until"))):
        typed = said_.get(name, "").strip()
        days[name] = day_of(typed) if typed else None
        if typed and days[name] is None:
            problems.append(f"{label}: {said(DAY_WRONG)}")
    before = said_.get("before", "")
    return Asked(
        actor=said_.get("actor", "")[:64],
        act=said_.get("act", "")[:64],
        about=said_.get("about", "").strip()[:200],
        since=days["since"],
        until=days["until"],
        before=whole(before),
    ), problems


def _detail(one: EventSeen) -> str:
    return ", ".join(f"{name}: {value}" for name, value in one.detail.items() if value not in ("", None))


def _work(one: Any) -> dict[str, Any]:
    said_ = [words[language()] for words in one.ended_with]
    return {"work": one, "said": said_}


class _Echo:
    """A file that gives back each line it is written."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _csv(events: Iterator[EventSeen]) -> Iterator[str]:
    """Write events as CSV lines that no spreadsheet takes for formulas."""
    writer = csv.writer(_Echo())
    # Excel reads UTF-8 only where a file says so first.
    yield "\ufeff"
    yield writer.writerow(["no", "at", "account", "act", "words", "about", "purpose", "detail", "sealed"])
    for one in events:
        cells = [
            str(one.number), moment(one.at), one.actor, one.act, said(act(one.act)), one.about, one.purpose,
            json.dumps(one.detail, ensure_ascii=False), str(one.is_sealed).lower(),
        ]  # fmt: skip
        yield writer.writerow([csv_text(cell) for cell in cells])


urlpatterns = [
    path("", index, name="trail"),
    path("export/", export, name="trail_export"),
    path("seals/", seals, name="trail_seals"),
    path("seals/<str:kind>/", begin, name="trail_begin"),
]
