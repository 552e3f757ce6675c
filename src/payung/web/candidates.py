"""Candidates: where each programme's people stand and why, and the run that decides them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from payung.access.viewer import Viewer
from payung.agreements import queries as programmes
from payung.eligibility import actions, queries
from payung.eligibility.rules import catalogue
from payung.flows import words_of_decisions as words
from payung.jobs import actions as jobs
from payung.web import asking, settling, working
from payung.web.language import t
from payung.web.typed import wholes

KINDS = ("decide", "settle")
NOBODY = queries.Counts(0, 0, 0, 0, 0, 0)
LISTS_SHOWN = 50


@require_GET
@asking.door("see_decision")
def index(request: HttpRequest) -> HttpResponse:
    """Show every programme with where its people stand."""
    who = asking.viewer(request)
    counts = queries.counts(seen_by=who)
    found = [(one, counts.get(one.pk, NOBODY)) for one in programmes.programmes(seen_by=who)]
    return render(request, "payung/candidates/index.html", {"programmes": found, "may_set": "set_programme" in who.may})


@require_GET
@asking.door("see_decision")
def standing(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a programme's people stand, and every reason with its people."""
    who = asking.viewer(request)
    programme = programmes.programme(code, seen_by=who)
    found = queries.standing(programme, seen_by=who)
    reasons = [
        (reason, catalogue.words(reason)[0], words.WEIGHTS[catalogue.weight(reason)], people)
        for reason, people in found.reasons
    ]
    shown = working.shown(request, kinds=KINDS, about=code, address=reverse("candidates_works", args=[code]))
    lists = _lists(programme, who)
    return render(
        request,
        "payung/candidates/standing.html",
        {"programme": programme, "found": found, "reasons": reasons, "lists": lists, "may_decide": may_decide(who)}
        | shown,
    )


def may_decide(who: Viewer) -> bool:
    """Tell whether to offer decisions: the right, and the whole office's people."""
    return "decide" in who.may and not who.senders


def _lists(programme: programmes.Programme, who: Viewer) -> dict[str, object]:
    """Return the lists that propose for a programme, and those that could be added; nothing for who decides nothing."""
    if not may_decide(who):
        return {"mine": [], "ready": [], "more": 0}
    known = set(queries.lists_of(programme, seen_by=who))
    every = actions.lists_for(programme, list_ids=None, by=who)
    ready = [one for one in every if one.pk not in known]
    return {
        "mine": [one for one in every if one.pk in known][-LISTS_SHOWN:],
        "ready": ready[:LISTS_SHOWN],
        "more": len(ready[LISTS_SHOWN:]),
    }


@require_POST
@asking.door("decide")
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a run of a programme, with the ready lists that are ticked."""
    who = asking.viewer(request)
    programme = programmes.programme(code, seen_by=who)
    actions.whole_office(who)
    said = request.POST.getlist("list")
    lists = None if "all" in said else sorted(set(wholes(said)))
    try:
        actions.lists_for(programme, list_ids=lists, by=who)
    except words.REFUSALS as refused:
        messages.error(request, _said(refused), extra_tags="bad")
        return redirect("candidates_of", code)
    jobs.ask(
        kind="decide",
        about=code,
        order={"code": code, "on": asking.today().isoformat(), "lists": lists},
        by=who,
        at=asking.now(),
    )
    return redirect(reverse("candidates_of", args=[code]) + "#works")


def _said(refused: Exception) -> str:
    told = words.of_refusal(refused)
    return t(told.id, told.en)


@require_GET
@asking.door("see_decision")
def works(request: HttpRequest, code: str) -> HttpResponse:
    """Show how the runs of a programme go.

    :raises NoSuchProgramme: if there is none for the viewer.
    """
    programmes.programme(code, seen_by=asking.viewer(request))
    return working.fragment(request, kinds=KINDS, about=code, address=reverse("candidates_works", args=[code]))


urlpatterns = [
    path("", index, name="candidates"),
    path("<slug:code>/", standing, name="candidates_of"),
    path("<slug:code>/decide/", decide, name="candidates_decide"),
    path("<slug:code>/works/", works, name="candidates_works"),
    path("<slug:code>/people/", settling.people, name="candidates_people"),
    path("<slug:code>/<int:number>/", settling.candidate, name="candidate"),
]
