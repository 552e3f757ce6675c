"""Programmes: their dated terms, quotas and legal base as people read them; a file in, a file out."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from payung.access.viewer import Viewer
from payung.agreements import queries, telling
from payung.agreements.actions import TermsInUse
from payung.agreements.plan import BadProgramme
from payung.audit import actions as audit
from payung.flows import take_over_a_programme
from payung.vocabulary.words import Words
from payung.web import asking, terms_form
from payung.web.language import t

PLACES_SHOWN = 300


@require_GET
@asking.door(*queries.READERS)
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """Show a programme's terms by day, the newest first, with what stands today marked."""
    who, today = asking.viewer(request), asking.today()
    found = queries.programme(code, seen_by=who)
    every = queries.all_terms(found, seen_by=who)
    holds = next((one.pk for one in every if one.valid_from <= today), None)
    quotas = list(queries.quotas(found, seen_by=who).items())
    context = {
        "programme": found,
        "kind": telling.KINDS[found.kind],
        "terms": [_told(one, holds=one.pk == holds) for one in every],
        "quotas": [(telling.place(place), seats) for place, seats in quotas[:PLACES_SHOWN]],
        "quota_more": len(quotas[PLACES_SHOWN:]),
        "budget": _budget(found, who),
        "may_set": "set_programme" in who.may,
        "may_decide": "see_decision" in who.may,
    }
    return render(request, "payung/programmes/programme.html", context)


def _told(terms: queries.Terms, *, holds: bool) -> dict[str, object]:
    regulation, agreement = terms.regulation, terms.agreement
    return {
        "from": terms.valid_from,
        "holds": holds,
        "groups": [
            (name, [(telling.FIELDS[one], telling.value(one, getattr(terms, one))) for one in fields])
            for name, fields in telling.GROUPS
        ],
        "regulation": regulation,
        "stage": telling.STAGES[regulation.stage] if regulation else None,
        "agreement": agreement,
    }


def _budget(found: queries.Programme, who: Viewer) -> list[queries.BudgetLine]:
    return queries.budget_lines(seen_by=who, programme=found) if "see_money" in who.may else []


@require_GET
@asking.door(*queries.READERS)
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Give a programme as a file, without people; the download is recorded. `?for=another`: what is this office's own left blank."""
    who = asking.viewer(request)
    for_another = request.GET.get("for") == "another"
    text = take_over_a_programme.export(code, by=who, for_another=for_another)
    audit.record(
        "programme.exported",
        by=who.name,
        by_id=who.account_id,
        about=f"programme:{code}",
        at=asking.now(),
        for_another=for_another,
    )
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
    return answer


def base_of(code: str, who: Viewer) -> str:
    """Return a mark of how a programme stands, '' where there is none: whoever saves has seen the difference with that."""
    plan = queries.stored_plan(code, seen_by=who)
    return hashlib.sha256(repr(plan).encode()).hexdigest() if plan else ""


@require_http_methods(["GET", "POST"])
@asking.door("set_programme")
def from_file(request: HttpRequest) -> HttpResponse:
    """Take a programme from a file's text: mistakes all at once, then the difference with what stands, then applied."""
    who = asking.viewer(request)
    examples = take_over_a_programme.examples()
    if request.method == "GET":
        text = examples.get(request.GET.get("example", ""), "")
        return render(request, "payung/programmes/file.html", {"text": text, "examples": list(examples)})
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return taken_over(
        request, text, who, {"examples": list(examples), "text": text, "page": "payung/programmes/file.html"}
    )


def taken_over(request: HttpRequest, text: str, who: Viewer, context: dict[str, object]) -> HttpResponse:
    """Show what a programme's text would change, or apply it where that was seen; mistakes go back to the page they were made on."""
    try:
        shown = take_over_a_programme.run(text, by=who, at=asking.now(), really=False)
        base = base_of(shown.plan.code, who)
        if request.POST.get("act") == "apply" and request.POST.get("base") == base:
            take_over_a_programme.run(text, by=who, at=asking.now(), really=True)
            messages.success(
                request, t("Ketentuan program disimpan.", "The programme's terms are stored."), extra_tags="good"
            )
            return redirect("programme", shown.plan.code)
    except BadProgramme as refused:
        wrong = [_problem(one, by_line="examples" in context) for one in refused.problems]
        return render(request, str(context["page"]), {**context, "wrong": wrong}, status=422)
    except TermsInUse as refused:
        day = f"{refused.valid_from:%d-%m-%Y}"
        said = Words(
            id=f"Ketentuan per {day} sudah dipakai untuk keputusan; jangan dihapus, tambahkan ketentuan baru.",
            en=f"The terms of {day} were decided on; do not leave them out, add new ones.",
        )
        return render(request, str(context["page"]), {**context, "wrong": [said]}, status=422)
    is_stale = request.POST.get("act") == "apply"
    changes = [(telling.changed(one.what), one.before, one.after) for one in shown.changes]
    seen = {"done": shown, "changes": changes, "text": text, "base": base, "is_stale": is_stale}
    return render(request, "payung/programmes/difference.html", seen)


def _problem(problem: object, *, by_line: bool) -> Words:
    """Return a mistake with its line, or, for a form, with the name of the field."""
    if by_line:
        return Words(id=problem.say("id"), en=problem.say("en"))  # type: ignore[attr-defined]
    field = "place_code" if problem.field == "place" else problem.field  # type: ignore[attr-defined]
    label = telling.FIELDS.get(field, Words(id=field, en=field))
    return Words(id=f"{label.id}: {problem.words.id}", en=f"{label.en}: {problem.words.en}")  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@asking.door("set_programme")
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for new dated terms in a form; what it changes is shown before anything is stored."""
    who = asking.viewer(request)
    found = queries.programme(code, seen_by=who)
    plan = queries.stored_plan(code, seen_by=who)
    choices = terms_form.Choices.of(who)
    filled = terms_form.from_post(request.POST) if request.method == "POST" else terms_form.from_plan(plan, choices)
    context = {
        "programme": found,
        "page": "payung/programmes/terms.html",
        "form": terms_form.shown(filled, choices),
        "filled": filled,
    }
    if request.method == "GET":
        return render(request, "payung/programmes/terms.html", context)
    text, wrong = terms_form.as_text(plan, filled, choices)
    if wrong:
        return render(request, "payung/programmes/terms.html", {**context, "wrong": wrong}, status=422)
    return taken_over(request, text, who, context)


urlpatterns = [
    path("file/", from_file, name="programme_file"),
    path("<slug:code>/", programme, name="programme"),
    path("<slug:code>/export/", export, name="programme_export"),
    path("<slug:code>/terms/", terms, name="programme_terms"),
]
