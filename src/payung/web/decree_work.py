"""Orders about decrees: asked for once, followed until they end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from payung.jobs import actions, queries
from payung.jobs.queries import Work
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.decree_words import WORKS

RUNNING = ("waiting", "running")


def ask(request: HttpRequest, kind: str, about: str, order: Mapping[str, object]) -> HttpResponse:
    """Ask for work and lead to its page; the very same order that is on its way already is not asked for twice."""
    who = asking.viewer(request)
    for one in queries.works(seen_by=who, kinds=(kind,), limit=5):
        if one.state in RUNNING and one.order == dict(order):
            return redirect("decree_work", one.uuid)
    made = actions.ask(kind=kind, about=about, order=order, by=who, at=asking.now())
    return redirect("decree_work", made.uuid)


@asking.door()
def work(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show how far an order of one's own is; the fragment that the page asks for again is the page itself."""
    found = queries.work(number, seen_by=asking.viewer(request))
    shown = {
        "work": found,
        "is_running": found.state in RUNNING,
        "name": WORKS.get(found.kind, Words(id="Pekerjaan", en="Work")),
        "result": _address(found.result),
        "said": [Words(id=one["id"], en=one["en"]) for one in found.ended_with],
        "back": _back(found),
    }
    if request.htmx and found.state == "done" and shown["result"]:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = shown["result"]
        return response
    return render(request, "payung/decrees/work.html", shown)


def _address(result: str) -> str:
    """Return where the result of an order is seen: decree:3, or letters:decree:3."""
    kind, _, rest = result.partition(":")
    if kind == "decree":
        return reverse("decree", args=[int(rest)])
    return f"{reverse('letters')}?about={rest}" if kind == "letters" else ""


def _back(found: Work) -> str:
    decree_id = found.order.get("decree_id") or found.order.get("again")
    return reverse("decree", args=[decree_id]) if decree_id else reverse("decrees")
