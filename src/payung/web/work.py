"""How far an order is: its steps as they pass, at the end what came of it, or every reason why not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from payung.jobs import actions, queries
from payung.jobs.tasks import HANDS
from payung.vocabulary.words import Words
from payung.web import asking


@dataclass(frozen=True, slots=True)
class Result:
    """Where the result of an order is looked at: the page's name (its argument is the id), and what the link says."""

    page: str
    words: Words


#: By the first word of a result, as in `list:17`.
RESULTS = {
    "list": Result("list", Words(id="Buka rekap daftar", en="Open the list's receipt")),
    "programme": Result("candidates_of", Words(id="Buka calon program", en="Open the programme's candidates")),
    "workbook": Result("list_workbook", Words(id="Unduh buku kerja", en="Download the workbook")),
}
#: Where people go back to, by the kind of an order.
HOMES = {
    "receive_list": "lists",
    "return_list": "lists",
    "apply_answers": "review",
    "decide": "candidates",
    "settle": "candidates",
}
STATES = {
    "waiting": Words(id="menunggu giliran", en="waiting for its turn"),
    "running": Words(id="dikerjakan", en="under way"),
    "done": Words(id="selesai", en="done"),
    "refused": Words(id="tidak dapat dikerjakan", en="cannot be done"),
    "failed": Words(id="terhenti", en="stopped"),
    "columns": Words(id="kolom perlu diputuskan", en="columns need a decision"),
}
MARKS = {"waiting": "", "running": "blue", "done": "good", "refused": "bad", "failed": "bad", "columns": "warn"}


def shown(work: Any) -> dict[str, Any]:
    """Return what a page says of an order."""
    state = "columns" if work.result == "columns" else work.state
    hand = HANDS.get(work.kind)
    kind, _, number = work.result.partition(":")
    result = RESULTS.get(kind) if work.state == "done" else None
    return {
        "about": work.about,
        "number": work.uuid,
        "asked_at": work.asked_at,
        "state": state,
        "words": STATES[state],
        "mark": MARKS[state],
        "is_moving": work.state in ("waiting", "running"),
        "step": hand.words.get(work.step, Words(id=work.step, en=work.step)) if hand and work.step else None,
        "done": work.steps_done,
        "total": work.steps_total,
        "reasons": [Words(**words) for words in work.ended_with],
        "result": {"address": reverse(result.page, args=[number]), "words": result.words} if result else None,
        "home": reverse(HOMES.get(work.kind, "dashboard")),
    }


@asking.door()
def progress(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show one order of the viewer; asked for by htmx, the part that moves alone."""
    found = queries.work(number, seen_by=asking.viewer(request))
    if found.result.startswith(actions.AGAIN):
        return redirect("work", found.result.removeprefix(actions.AGAIN))
    template = "payung/lists/_work.html" if request.htmx else "payung/lists/work.html"  # type: ignore[attr-defined]
    return render(request, template, {"work": shown(found)})


@require_POST
@asking.door()
def again(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Give an order out once more that stopped by a fault of ours."""
    who = asking.viewer(request)
    found = queries.work(number, seen_by=who)
    if found.state != "failed":
        return redirect("work", number)
    return redirect("work", actions.go_on(found.pk, order=found.order, by=who, at=asking.now()).uuid)
