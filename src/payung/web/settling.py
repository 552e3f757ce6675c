"""A programme's people: listed by outcome and reason, one with everything behind the decision, decided by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from payung.access.viewer import Viewer
from payung.agreements import queries as programmes
from payung.eligibility import actions, queries, tracing
from payung.eligibility.rules import catalogue
from payung.flows import words_of_decisions as words
from payung.jobs import actions as jobs
from payung.jobs import queries as ordered
from payung.linkage.telling import place
from payung.vocabulary import occupation_groups
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import number as figure
from payung.web.language import said, t
from payung.web.typed import whole, wholes

ROWS = 50
LAST_PAGE = 10_000
LONGEST_NOTE = 1000
TABS = {
    "": Words(id="Semua", en="All"),
    "doubtful": Words(id="Perlu keputusan", en="To be decided"),
    "waiting": Words(id="Daftar tunggu", en="Waiting list"),
    "seated": Words(id="Mendapat kursi", en="With a seat"),
    "not_eligible": Words(id="TMS", en="Not eligible"),
}


@dataclass(slots=True)
class Typed:
    """What somebody typed to decide people by hand, and what is wrong with it, all at once."""

    outcome: str = ""
    note: str = ""
    ticked: list[int] = field(default_factory=list)
    errors: list[Words] = field(default_factory=list)


def _typed(request: HttpRequest) -> Typed:
    said = request.POST
    ticked = wholes(said.getlist("candidate"))
    typed = Typed(said.get("outcome", ""), said.get("note", "").strip()[:LONGEST_NOTE], ticked[:ROWS])
    if typed.outcome not in (*actions.SETTLED, actions.REOPEN):
        typed.errors.append(words.NO_OUTCOME)
    if not typed.note:
        typed.errors.append(words.NO_NOTE)
    return typed


@require_http_methods(["GET", "POST"])
@asking.door("see_decision")
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show people of a programme; decide the ticked ones, or everybody with the reason that is looked at."""
    who = asking.viewer(request)
    programme = programmes.programme(code, seen_by=who)
    among, typed = _among(request), Typed()
    if request.method == "POST":
        typed = _typed(request)
        done = _settle_many(request, programme, among, typed)
        if done is not None:
            return done
    page = _page(request)
    found = queries.people(programme, among, seen_by=who, at=asking.now(), start=(page - 1) * ROWS, limit=ROWS + 1)
    asked = {name: getattr(among, name) for name in ("outcome", "reason", "kelurahan") if getattr(among, name)}
    context = {
        "programme": programme,
        "among": among,
        "tabs": [(key, name, urlencode({**asked, "outcome": key})) for key, name in TABS.items()],
        "reason": catalogue.words(among.reason)[0] if among.reason else None,
        "people": [_row(one) for one in found[:ROWS]],
        "places": _places(programme, among, who),
        "query": urlencode(asked),
        "page": page,
        "has_more": len(found) > ROWS,
        "typed": typed,
        "may_decide": "decide" in who.may and not who.senders and among.outcome in ("", "doubtful", "not_eligible"),
    }
    return render(request, "payung/candidates/people.html", context, status=422 if typed.errors else 200)


def _among(request: HttpRequest) -> queries.Among:
    asked = request.GET
    outcome, reason = asked.get("outcome", ""), asked.get("reason", "")
    return queries.Among(
        outcome=outcome if outcome in TABS else "",
        reason=reason if reason in catalogue.ids() else "",
        kelurahan=asked.get("kelurahan", "")[:13],
    )


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(whole(text, digits=5) or 1, 1), LAST_PAGE)


def _row(person: queries.Person) -> dict[str, object]:
    return {
        "person": person,
        "place": place(person.kelurahan_code),
        "reasons": [catalogue.words(one)[0] for one in queries.weighty_reasons(person)],
        "outcome": words.OUTCOMES[person.outcome],
    }


def _places(programme: programmes.Programme, among: queries.Among, who: Viewer) -> list[tuple[str, str, int]]:
    """Return the kelurahan of the waiting list with how many wait in each; empty for the other tabs."""
    if among.outcome != "waiting":
        return []
    found = queries.waiting_by_kelurahan(programme, seen_by=who)
    return [(code or "", place(code), count) for code, count in found]


def _settle_many(
    request: HttpRequest, programme: programmes.Programme, among: queries.Among, typed: Typed
) -> HttpResponse | None:
    """Decide by hand whom a list names; None where something is wrong, which `typed` then tells."""
    is_batch = request.POST.get("whom") == "reason"
    if (is_batch and not among.reason) or (not is_batch and not typed.ticked):
        typed.errors.append(words.NAME_SOMEBODY)
    if typed.errors:
        return None
    who = asking.viewer(request)
    actions.whole_office(who)
    if not is_batch:
        if not _settle(request, programme, typed, typed.ticked):
            return None
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    order = {"code": programme.code, "on": asking.today().isoformat(), "lists": []}
    order |= {"outcome": typed.outcome, "note": typed.note, "reason": among.reason}
    jobs.ask(kind="settle", about=programme.code, order=order, by=who, at=asking.now())
    return redirect(reverse("candidates_of", args=[programme.code]) + "#works")


def _settle(request: HttpRequest, programme: programmes.Programme, typed: Typed, candidates: list[int]) -> bool:
    """Decide people by hand and have the seats dealt out anew; tell whether it was done."""
    who, at = asking.viewer(request), asking.now()
    try:
        count = actions.settle(
            programme=programme, outcome=typed.outcome, note=typed.note, candidates=candidates, by=who, at=at
        )
    except (actions.NothingToSettle, actions.NoNote, actions.NotAnOutcome) as refused:
        typed.errors.append(words.of_refusal(refused))
        return False
    _deal_anew(request, programme.code)
    left = len(set(candidates)) - count
    told = t(
        f"{figure(count)} orang diputuskan; kursi dibagi ulang di latar belakang.",
        f"{figure(count)} people decided; the seats are being dealt out anew in the background.",
    )
    if left:
        told += " " + t(
            f"{figure(left)} lainnya tidak menunggu keputusan itu.", f"{figure(left)} others did not wait for it."
        )
    messages.success(request, told, extra_tags="good")
    return True


def _deal_anew(request: HttpRequest, code: str) -> None:
    """Ask for a run of the programme, unless one that the viewer asked for has not begun yet."""
    who = asking.viewer(request)
    waiting = ordered.works(seen_by=who, kinds=("decide",))
    if any(one.state == "waiting" and one.about == code for one in waiting):
        return
    order = {"code": code, "on": asking.today().isoformat(), "lists": []}
    jobs.ask(kind="decide", about=code, order=order, by=who, at=asking.now())


@require_http_methods(["GET", "POST"])
@asking.door("see_decision")
def candidate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show one candidate with all reasons, facts and sources (the look is recorded); decide them by hand."""
    who, at = asking.viewer(request), asking.now()
    programme = programmes.programme(code, seen_by=who)
    typed = Typed()
    if request.method == "POST":
        queries.person(programme, number, seen_by=who, at=at, purpose=f"decide for programme {code}")
        actions.whole_office(who)
        typed = _typed(request)
        if not typed.errors and _settle(request, programme, typed, [number]):
            return redirect("candidate", code, number)
    person = queries.person(programme, number, seen_by=who, at=at, purpose=f"eligibility for programme {code}")
    reasons = [
        (*catalogue.words(one), words.WEIGHTS[catalogue.weight(one)], catalogue.weight(one)) for one in person.reasons
    ]
    origin = tracing.origin(programme, number, seen_by=who)
    context = {
        "programme": programme,
        "person": person,
        "place": place(person.kelurahan_code),
        "group": occupation_groups.groups()[person.occupation_group].name,
        "outcome": words.OUTCOMES[person.outcome],
        "reasons": reasons,
        "facts": [(words.FACTS[name], words.of_fact(value)) for name, value in person.facts],
        "origin": origin,
        "proposed": words.PROPOSED[origin.proposed],
        "past": _past(programme, number, who),
        "typed": typed,
        "may_decide": "decide" in who.may and not who.senders,
        "is_by_hand": bool(person.decided_by),
    }
    return render(request, "payung/candidates/candidate.html", context, status=422 if typed.errors else 200)


def _past(programme: programmes.Programme, number: int, who: Viewer) -> list[tuple[tracing.Past, Words, str]]:
    """Return the earlier decisions with their outcome and reasons in words."""
    return [
        (one, words.OUTCOMES[one.outcome], " ".join(said(catalogue.words(reason)[0]) for reason in one.reasons))
        for one in tracing.past(programme, number, seen_by=who)
    ]
