"""Orders about decrees, asked for once."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from payung.jobs import actions, queries
from payung.web import asking

RUNNING = ("waiting", "running")


def ask(request: HttpRequest, kind: str, about: str, order: Mapping[str, object]) -> HttpResponse:
    """Ask for work and lead to its page; the very same order that is on its way already is not asked for twice."""
    who = asking.viewer(request)
    for one in queries.works(seen_by=who, kinds=(kind,), limit=5):
        if one.state in RUNNING and one.order == dict(order):
            return redirect("work", one.uuid)
    made = actions.ask(kind=kind, about=about, order=order, by=who, at=asking.now())
    return redirect("work", made.uuid)
