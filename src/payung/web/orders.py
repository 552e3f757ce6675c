"""Work that a page asks for, asked for once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from payung.access.viewer import Viewer
from payung.jobs import actions, queries
from payung.web import asking

RUNNING = ("waiting", "running")


def ask(who: Viewer, kind: str, *, about: str, order: Mapping[str, object]) -> HttpResponse:
    """Ask for work and lead to its page; the very same order that is on its way already is not asked for twice."""
    for one in queries.works(seen_by=who, kinds=(kind,), limit=5):
        if one.state in RUNNING and one.order == dict(order):
            return redirect("work", one.uuid)
    made = actions.ask(kind=kind, about=about, order=order, by=who, at=asking.now())
    return redirect("work", made.uuid)


def named(request: HttpRequest, who: Viewer, *, kind: str) -> Any:
    """Return the viewer's own order that a form names.

    :raises NoSuchWork: if there is none of theirs of this kind.
    """
    try:
        number = uuid.UUID(request.POST.get("work", ""))
    except ValueError:
        raise queries.NoSuchWork from None
    found = queries.work(number, seen_by=who)
    if found.kind != kind:
        raise queries.NoSuchWork
    return found
