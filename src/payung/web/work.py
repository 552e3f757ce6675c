"""How far an order is: its steps as they pass, at the end what came of it, or every reason why not."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from payung.jobs import actions, queries
from payung.jobs.tasks import words_of_step
from payung.vocabulary.words import Words
from payung.web import asking, list_columns
from payung.web.language import said
from payung.web.work_asking import asked
from payung.web.work_words import MARKS, RESULTS, STATES, TITLES, home_of


def shown(work: Any) -> dict[str, Any]:
    """Return what a page says of an order."""
    state = _state(work)
    return {
        "about": work.about,
        "title": TITLES.get(work.kind, Words(id=work.kind, en=work.kind)),
        "number": work.uuid,
        "asked_at": work.asked_at,
        "state": state,
        "words": STATES[state],
        "mark": MARKS[state],
        "is_moving": work.state in ("waiting", "running"),
        "step": (words_of_step(work.kind, work.step) or Words(id=work.step, en=work.step)) if work.step else None,
        "done": work.steps_done,
        "total": work.steps_total,
        "reasons": [Words(id=words["id"], en=words["en"]) for words in work.ended_with],
        "result": _result(work),
        "order": work.order,
        "asked": asked(work),
        "home": home_of(work.kind, work.order),
    }


def _result(work: Any) -> dict[str, Any] | None:
    kind, _, which = work.result.partition(":")
    result = RESULTS.get(kind) if work.state == "done" else None
    if result is None:
        return None
    return {"address": result.address(str(work.uuid) if result.of_order else which), "words": result.words}


def _state(work: Any) -> str:
    if work.result == "columns":
        return "columns"
    return "doubtful" if work.result.startswith("doubtful_") and work.state == "refused" else work.state


@asking.door()
def progress(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show one order of the viewer; asked for by htmx, the part that moves alone. At its end it opens what came of it."""
    found = queries.work(number, seen_by=asking.viewer(request))
    if found.result.startswith(actions.AGAIN):
        return redirect("work", found.result.removeprefix(actions.AGAIN))
    kind, _, which = found.result.partition(":")
    if found.state == "done" and kind in RESULTS and RESULTS[kind].opens:
        _tell(request, found)
        address = RESULTS[kind].address(str(found.uuid) if RESULTS[kind].of_order else which)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    template = "payung/orders/part.html" if request.htmx else "payung/orders/page.html"
    return render(request, template, {"work": shown(found)})


def _tell(request: HttpRequest, work: Any) -> None:
    """Say on the page that opens what came of an order: its own sentences, else that of its result."""
    result = RESULTS[work.result.partition(":")[0]]
    if result.said and (work.result.startswith("paid:") or not work.ended_with):
        add = messages.warning if result.is_warning else messages.success
        add(request, said(result.said), extra_tags="warn" if result.is_warning else "good")
    for one in work.ended_with:
        tag = one.get("mark", "good")
        level = messages.WARNING if tag == "warn" else messages.SUCCESS
        messages.add_message(request, level, said(Words(id=one["id"], en=one["en"])), extra_tags=tag)


@require_POST
@asking.door()
def again(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Give an order out once more that stopped by a fault of ours."""
    who = asking.viewer(request)
    found = queries.work(number, seen_by=who)
    if found.state != "failed":
        return redirect("work", number)
    return redirect("work", actions.go_on(found.pk, order=found.order, by=who, at=asking.now()).uuid)


urlpatterns = [
    path("<uuid:number>/", progress, name="work"),
    path("<uuid:number>/again/", again, name="work_again"),
    path("<uuid:number>/columns/", list_columns.columns, name="list_columns"),
]
