"""How far an order is: its steps as they pass, at the end what came of it, or every reason why not."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from payung.jobs import actions, queries
from payung.jobs.tasks import HANDS
from payung.vocabulary.words import Words
from payung.web import asking, list_columns


@dataclass(frozen=True, slots=True)
class Result:
    """Where the result of an order is looked at (`list:17` -> what follows the colon), what the link says; `opens` by itself at the end."""

    address: Callable[[str], str]
    words: Words
    opens: bool = False


def _page(name: str, number: str) -> str:
    return reverse(name, args=[number])


def _month(name: str, month: str) -> str:
    return f"{reverse(name)}?month={month}"


def _letters(about: str) -> str:
    return f"{reverse('letters')}?about={about}"


#: By the first word of a result, as in `list:17`.
RESULTS = {
    "list": Result(partial(_page, "list"), Words(id="Buka rekap daftar", en="Open the list's receipt")),
    "programme": Result(
        partial(_page, "candidates_of"), Words(id="Buka calon program", en="Open the programme's candidates")
    ),
    "workbook": Result(partial(_page, "list_workbook"), Words(id="Unduh buku kerja", en="Download the workbook")),
    "decree": Result(partial(_page, "decree"), Words(id="Buka SK", en="Open the decree"), opens=True),
    "letters": Result(_letters, Words(id="Buka naskah", en="Open the letters")),
    "coverage": Result(partial(_month, "coverage"), Words(id="Buka hasilnya", en="Open the result")),
    "publication": Result(partial(_month, "coverage_published"), Words(id="Buka terbitan", en="Open the edition")),
}
#: Where people go back to, by the kind of an order.
HOMES = {
    "receive_list": "lists",
    "return_list": "lists",
    "apply_answers": "review",
    "decide": "candidates",
    "settle": "candidates",
    "propose_decree": "decrees",
    "print_decree": "decrees",
    "enact_decree": "decrees",
    "write_letters": "decrees",
    "write_papers": "letters",
    "measure_coverage": "coverage",
    "publish_coverage": "coverage_published",
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
        "result": {"address": result.address(number), "words": result.words, "opens": result.opens} if result else None,
        "home": reverse(HOMES.get(work.kind, "dashboard")),
    }


@asking.door()
def progress(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show one order of the viewer; asked for by htmx, the part that moves alone."""
    found = queries.work(number, seen_by=asking.viewer(request))
    if found.result.startswith(actions.AGAIN):
        return redirect("work", found.result.removeprefix(actions.AGAIN))
    told = shown(found)
    if request.htmx and told["result"] and told["result"]["opens"]:
        return HttpResponseClientRedirect(told["result"]["address"])
    template = "payung/orders/part.html" if request.htmx else "payung/orders/page.html"
    return render(request, template, {"work": told})


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
