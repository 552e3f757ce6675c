"""Pages of coverage: the figure with all that belongs to it, its tables, its history, and what stands behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from payung.access.viewer import Viewer
from payung.coverage import explaining, queries, referring
from payung.coverage import targets as stated
from payung.coverage.classes import CLASSES
from payung.coverage.queries import NotMeasured, PublishedOnly, TooEarly
from payung.coverage.words import CLASS_WORDS, DIMENSION_WORDS, of_refusal
from payung.intake import queries as lists
from payung.vocabulary.words import Words
from payung.web import (
    asking,
    coverage_headline,
    coverage_map,
    coverage_missing,
    coverage_published,
    coverage_sources,
    coverage_targets,
    coverage_work,
)
from payung.web.coverage_asked import ANYWHERE, OF_WORDS, Asked, crumbs, read
from payung.web.coverage_tables import Sheet, handed_out, in_cells, table_of
from payung.web.language import said

CANNOT_ANSWER = (NotMeasured, TooEarly)
STATE_WORDS = {**CLASS_WORDS, "active": Words(id="Aktif", en="Active")}


@asking.door("see_coverage")
def index(request: HttpRequest) -> HttpResponse:
    """Show the headline of a place and month, divided as asked, over time, with what must be read beside it."""
    who = asking.viewer(request)
    asked = read(request.GET, by=who)
    if asked is None:
        return _nothing(request, who)
    try:
        return render(request, "payung/coverage/index.html", _page(asked, who))
    except PublishedOnly:
        return redirect("coverage_published")
    except CANNOT_ANSWER as refused:
        return _nothing(request, who, said(of_refusal(refused)))


def _nothing(request: HttpRequest, who: Viewer, why: str = "") -> HttpResponse:
    return render(request, "payung/coverage/nothing.html", {"why": why, "may_measure": "measure_coverage" in who.may})


def _page(asked: Asked, who: Viewer) -> dict[str, Any]:
    question = asked.question
    history = queries.over_time(question, seen_by=who)
    whole = next(one for one in history if one.month == question.month)
    table = table_of(asked, queries.figures(question, seen_by=who))
    return {
        "asked": asked,
        "choices": _choices(asked, who),
        "crumbs": crumbs(asked),
        "headline": coverage_headline.of(whole, who),
        "tabs": [
            (DIMENSION_WORDS[name], asked.changed(by=name, sort=""), name == question.by) for name in asked.dimensions
        ],
        "table": table,
        "map": coverage_map.map_of(table.rows, asked.own),
        "history": [(one, asked.changed(month=one.month)) for one in history],
        "paths": [coverage_targets.shown_path(one) for one in stated.paths(question, seen_by=who)],
        "targets": referring.targets(seen_by=who, place=question.place),
        "elsewhere": _elsewhere(asked, whole.people, who),
        "everywhere": asked.changed(place=ANYWHERE),
        "may_measure": "measure_coverage" in who.may,
        "is_bound": bool(who.senders),
    }


def _choices(asked: Asked, who: Viewer) -> dict[str, Any]:
    """Return what the form offers; the register only to those who may see exact counts of it."""
    return {
        "months": tuple(reversed(asked.months)),
        "of": [(name, words) for name, words in OF_WORDS.items() if not (name == "register" and who.senders)],
    }


def _elsewhere(asked: Asked, here: int, who: Viewer) -> int:
    """Return how many people on lists live elsewhere or nobody knows where: they stand in no figure of the place."""
    question = asked.question
    if question.population == "register" or question.place != asked.own or who.senders:
        return 0
    return queries.people_listed(question, seen_by=who) - here


@asking.door("see_coverage")
def workbook(request: HttpRequest) -> HttpResponse:
    """Hand the table of the page out as a workbook."""
    who = asking.viewer(request)
    asked = read(request.GET, by=who)
    if asked is None:
        return redirect("coverage")
    try:
        table = table_of(asked, queries.figures(asked.question, seen_by=who))
    except (PublishedOnly, *CANNOT_ANSWER):
        return redirect("coverage")
    columns, rows = in_cells(table)
    question = asked.question
    name = f"cakupan-{question.month:%Y-%m}-{asked.of}-{asked.place_asked}-{question.by}"
    sheet = Sheet(name, table.title, columns, rows, table.notes)
    return handed_out(request, sheet, about=f"coverage:{question.month:%Y-%m}")


@asking.door("see_coverage")
def explain(request: HttpRequest) -> HttpResponse:
    """Show what one figure rests on: rows, reports, bills, rules, figures of the law, days, and how sure it is."""
    who = asking.viewer(request)
    asked = read(request.GET, by=who)
    if asked is None:
        return _nothing(request, who)
    try:
        behind = explaining.explain(asked.question, seen_by=who)
    except PublishedOnly:
        return redirect("coverage_published")
    except CANNOT_ANSWER as refused:
        return _nothing(request, who, said(of_refusal(refused)))
    senders = {one.code: one.name for one in lists.senders(seen_by=who)}
    parts = [
        (STATE_WORDS.get(what, Words(id=what, en=what)), senders.get(detail, detail), people)
        for what, detail, people in behind.parts
    ]
    context = {
        "asked": asked,
        "behind": behind,
        "parts": parts,
        "classes": [(CLASS_WORDS[name], behind.figure.counts.get(name, 0)) for name in CLASSES],
        "rules": explaining.RULES,
        "parameters": explaining.parameters(asked.question.month),
        "headline": coverage_headline.of(behind.figure, who),
        "crumbs": crumbs(asked),
        "of": OF_WORDS[asked.of],
        "may_open_bills": "see_money" in who.may,
    }
    return render(request, "payung/coverage/explain.html", context)


urlpatterns = [
    path("", index, name="coverage"),
    path("table.xlsx", workbook, name="coverage_workbook"),
    path("explain/", explain, name="coverage_explain"),
    path("missing/", coverage_missing.index, name="coverage_missing"),
    path("missing/names/", coverage_missing.names, name="coverage_missing_names"),
    path("missing/workbook/", coverage_missing.write_workbook, name="coverage_missing_write"),
    path("missing/workbook/<uuid:number>/", coverage_missing.workbook, name="coverage_missing_workbook"),
    path("published/", coverage_published.index, name="coverage_published"),
    path("published/table.xlsx", coverage_published.workbook, name="coverage_published_workbook"),
    path("published/publish/", coverage_work.publish, name="coverage_publish"),
    path("measure/", coverage_work.measure, name="coverage_measure"),
    path("reference/", coverage_sources.references, name="coverage_reference"),
    path("targets/", coverage_targets.index, name="coverage_targets"),
    path("targets/path.xlsx", coverage_targets.workbook, name="coverage_targets_workbook"),
    path("boundaries/", coverage_map.take_boundaries, name="coverage_boundaries"),
    path("universes/", coverage_sources.universes, name="coverage_universes"),
]
