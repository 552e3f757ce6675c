"""Pages of personal data: breaches and what people ask about their own data, each with its running clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from payung.flows import words_of_privacy as words
from payung.privacy import actions, queries, refusals
from payung.privacy.data import DATA, SPECIFIC
from payung.privacy.queries import PAGE, RIGHTS, CaseSeen
from payung.privacy.refusals import NotACase, NotReady, WrongState
from payung.vocabulary.words import Words
from payung.web import asking, orders, privacy_requests, privacy_typed
from payung.web.language import number, t
from payung.web.privacy_shown import case_page, clock
from payung.web.typed import whole


@require_GET
@asking.door(*RIGHTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show the cases: those that run by the end of their clock, or closed ones."""
    who, now = asking.viewer(request), asking.now()
    is_closed = request.GET.get("show") == "closed"
    start = request.GET.get("after", "")
    after = whole(start, digits=6) or 0
    found = queries.cases(seen_by=who, is_closed=is_closed, after=after)
    shown = {
        "cases": [_line(one, now) for one in found[:PAGE]],
        "is_closed": is_closed,
        "next": after + PAGE if len(found) > PAGE else None,
        "before": max(after - PAGE, 0) if after else None,
        "may_open": "handle_breach" in who.may,
        "may_ask": "handle_request" in who.may,
    }
    return render(request, "payung/privacy/index.html", shown)


def _line(one: CaseSeen, now: dt.datetime) -> dict[str, Any]:
    return {"one": one, "kind": words.KINDS[one.kind], "state": words.STATES[one.state], "clock": clock(one, now)}


@asking.door("handle_breach")
def new_breach(request: HttpRequest) -> HttpResponse:
    """Open the case of a breach."""
    if request.method != "POST":
        return _breach_form(request, {"found_at": privacy_typed.written(asking.now()), "people_basis": "unknown"})
    found_at = privacy_typed.moment_of(request.POST.get("found_at", ""))
    try:
        _readable(request)
        made = actions.open_breach(
            reference=request.POST.get("reference", ""),
            found_at=found_at,
            told=privacy_typed.told(request),
            by=asking.viewer(request),
            at=asking.now(),
        )
    except NotACase as refused:
        return _breach_form(request, privacy_typed.kept(request), refused.problems)
    messages.success(request, t("Kasus dibuka; jamnya berjalan.", "The case is open; its clock runs."), extra_tags="good")  # fmt: skip
    return redirect("privacy_case", made.pk)


@asking.door("handle_breach")
def describe(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say anew what is known of a breach."""
    who = asking.viewer(request)
    found = queries.detail(case_id, seen_by=who)
    if found.breach is None:
        raise refusals.NoSuchCase(case_id)
    if request.method != "POST":
        breach = found.breach
        typed = {name: getattr(breach, name) for name in ("found_by", "how", "handling", "people_basis", "data")}
        typed |= {"people": "" if breach.people is None else number(breach.people)}
        typed |= {name: privacy_typed.written(getattr(breach, name)) for name in ("happened_from", "happened_until")}
        return _breach_form(request, typed, case=found.case)
    try:
        _readable(request)
        actions.describe_breach(case_id=case_id, told=privacy_typed.told(request), by=who, at=asking.now())
    except NotACase as refused:
        return _breach_form(request, privacy_typed.kept(request), refused.problems, case=found.case)
    except WrongState as refused:
        return case_page(request, case_id, [("state", one) for one in words.of_case(refused)])
    messages.success(request, t("Disimpan.", "Saved."), extra_tags="good")
    return redirect("privacy_case", case_id)


def _readable(request: HttpRequest) -> None:
    """Refuse moments that are none: left empty they would pass for not known yet."""
    wrong = privacy_typed.unreadable_moments(request, ("happened_from", "happened_until"))
    if wrong:
        raise NotACase([(name, refusals.MOMENT_MISSING) for name in wrong])


def _breach_form(
    request: HttpRequest,
    typed: dict[str, Any],
    problems: tuple[tuple[str, Words], ...] = (),
    *,
    case: CaseSeen | None = None,
) -> HttpResponse:
    shown = {
        "typed": typed,
        "problems": problems,
        "wrong": {name for name, _ in problems},
        "case": case,
        "data": [(name, said, name in SPECIFIC) for name, said in DATA.items()],
        "bases": words.BASES,
    }
    return render(request, "payung/privacy/breach.html", shown, status=422 if problems else 200)


@require_GET
@asking.door(*RIGHTS)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case: its clock, what is known, what is still to be done."""
    return case_page(request, case_id)


@require_POST
@asking.door("handle_breach")
def count(request: HttpRequest, case_id: int) -> HttpResponse:
    """Count from the trail what an account saw or took out in a period."""
    chosen = request.POST.get("account", "")
    try:
        found = actions.count_from_trail(
            case_id=case_id,
            account_id=whole(chosen),
            since=privacy_typed.moment_of(request.POST.get("since", "")),
            until=privacy_typed.moment_of(request.POST.get("until", "")),
            by=asking.viewer(request),
            at=asking.now(),
        )
    except NotACase as refused:
        return case_page(request, case_id, refused.problems)
    except WrongState as refused:
        return case_page(request, case_id, [("state", one) for one in words.of_case(refused)])
    people = number(found.people)
    messages.success(request, t(f"Menurut jejak paling banyak {people} orang.", f"The trail says {people} people at most."), extra_tags="good")  # fmt: skip
    return redirect("privacy_case", case_id)


@require_POST
@asking.door("handle_breach", "handle_request", "check_request")
def tell(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note that somebody was told."""
    try:
        actions.tell(
            case_id=case_id,
            whom=request.POST.get("whom", ""),
            told_at=privacy_typed.moment_of(request.POST.get("told_at", "")),
            channel=request.POST.get("channel", ""),
            by=asking.viewer(request),
            at=asking.now(),
        )
    except NotACase as refused:
        return case_page(request, case_id, refused.problems)
    except WrongState as refused:
        return case_page(request, case_id, [("state", one) for one in words.of_case(refused)])
    messages.success(request, t("Pemberitahuan dicatat.", "It is noted."), extra_tags="good")
    return redirect("privacy_case", case_id)


@require_POST
@asking.door("handle_breach", "handle_request", "check_request")
def close(request: HttpRequest, case_id: int) -> HttpResponse:
    """Close a case whose duties are done."""
    try:
        actions.close(case_id=case_id, by=asking.viewer(request), at=asking.now())
    except NotReady as refused:
        return case_page(request, case_id, [("close", one) for one in refused.problems])
    messages.success(request, t("Kasus selesai.", "The case is closed."), extra_tags="good")
    return redirect("privacy_case", case_id)


@require_POST
@asking.door("write_letter")
def papers(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask for the papers of a case; they are written in the background."""
    who = asking.viewer(request)
    one = queries.case(case_id, seen_by=who)
    about = t(f"Kasus {one.reference}", f"Case {one.reference}")
    return orders.ask(who, "write_case_letters", about=about, order={"case_id": case_id})


urlpatterns = [
    path("", index, name="privacy"),
    path("breach/", new_breach, name="new_breach"),
    path("requests/<str:asks>/<str:kind>/<int:number>/", privacy_requests.new, name="new_request"),
    path("<int:case_id>/", case, name="privacy_case"),
    path("<int:case_id>/describe/", describe, name="describe_breach"),
    path("<int:case_id>/count/", count, name="count_breach"),
    path("<int:case_id>/tell/", tell, name="tell_case"),
    path("<int:case_id>/papers/", papers, name="write_case"),
    path("<int:case_id>/close/", close, name="close_case"),
    path("<int:case_id>/propose/", privacy_requests.propose, name="propose_request"),
    path("<int:case_id>/settle/", privacy_requests.settle, name="settle_request"),
    path("<int:case_id>/refuse/", privacy_requests.refuse, name="refuse_request"),
]
