"""The viewer's own work in the background, shown on the page that asked for it: how far it is, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.jobs import queries
from payung.jobs.tasks import words_of_step
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.work_words import MARKS, STATES, TITLES

NEWEST = 3


def shown(request: HttpRequest, *, kinds: Sequence[str], about: str, address: str) -> dict[str, Any]:
    """Return what the template of works needs: the newest orders of these kinds, and whether one still goes on.

    :param about: only those about this; '' for all. :param address: where the fragment itself is asked for again.
    """
    found = queries.works(seen_by=asking.viewer(request), kinds=kinds, limit=20)
    newest = [one for one in found if not about or one.about == about][:NEWEST]
    works = [
        {
            "work": one,
            "kind": TITLES[one.kind],
            "state": STATES[one.state],
            "badge": MARKS[one.state],
            "step": words_of_step(one.kind, one.step),
            "words": [Words(id=words["id"], en=words["en"]) for words in one.ended_with],
        }
        for one in newest
    ]
    return {"works": works, "goes_on": any(one.state in ("waiting", "running") for one in newest), "address": address}


def fragment(request: HttpRequest, *, kinds: Sequence[str], about: str, address: str) -> HttpResponse:
    """Answer with the works alone."""
    return render(request, "payung/review/works.html", shown(request, kinds=kinds, about=about, address=address))
