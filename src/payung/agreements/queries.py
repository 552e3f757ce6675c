"""Programmes, their terms by day, quotas, budget lines and legal bases, as far as the viewer's office goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.access.queries import office_of, scope
from payung.access.viewer import NotAllowed, Viewer
from payung.agreements.models import Agreement, BudgetEntry, BudgetLine, Programme, Quota, Regulation, Terms
from payung.agreements.plan import AgreementPlan, Problem, ProgrammePlan, RegulationPlan, TermsPlan
from payung.vocabulary.words import Words

# Whoever works with programmes may read them; they hold no person.
READERS = ("set_programme", "see_decision", "see_decree", "see_money", "set_budget")
TERMS_FIELDS = (
    "segment", "schemes", "income", "risk", "npp", "payer", "ruling", "source", "wadah", "first_month", "months", "place_code", "residence",
    "age_from", "age_below", "occupations", "occupations_closed", "per_family", "social_aid", "decile_max", "excluded_cover", "dukcapil", "bpjs", "rank_by",
    "replacement", "cut_off_day", "term_from", "term_to",
)  # fmt: skip


class NoSuchProgramme(Exception):
    """The viewer's office has no programme of this code."""


class NoSuchLine(Exception):
    """The viewer's office has no budget line of this number."""


class NoTermsInForce(Exception):
    """The programme has no terms on that day."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a programme's file would change: what, as it stands, as the file says ('' where there is nothing)."""

    what: str
    before: str
    after: str


def _may_read(viewer: Viewer) -> None:
    if not viewer.may & set(READERS):
        raise NotAllowed("see_decision")


def programme(code: str, *, seen_by: Viewer) -> Programme:
    """Return a programme of the viewer's office.

    :raises NotAllowed: if the viewer works with no programmes.
    :raises NoSuchProgramme: if the office has none of this code.
    """
    _may_read(seen_by)
    with scope(seen_by):
        found = Programme.objects.filter(code=code).first()
    if found is None:
        raise NoSuchProgramme(code)
    return found


def programmes(*, seen_by: Viewer) -> list[Programme]:
    """Return the programmes of the viewer's office."""
    _may_read(seen_by)
    with scope(seen_by):
        return list(Programme.objects.order_by("code"))


def terms_on(programme: Programme, *, on: dt.date, seen_by: Viewer) -> Terms:
    """Return the terms of a programme that hold on a day.

    :raises NoTermsInForce: if they begin later, or there are none.
    """
    _may_read(seen_by)
    with scope(seen_by):
        found = (
            Terms.objects.select_related("regulation", "agreement")
            .filter(programme=programme, valid_from__lte=on)
            .order_by("-valid_from")
            .first()
        )
    if found is None:
        raise NoTermsInForce(programme.code)
    return found


def all_terms(programme: Programme, *, seen_by: Viewer) -> list[Terms]:
    """Return every terms of a programme with their legal bases, the newest first."""
    _may_read(seen_by)
    with scope(seen_by):
        found = Terms.objects.select_related("regulation", "agreement").filter(programme=programme)
        return list(found.order_by("-valid_from"))


def quotas(programme: Programme, *, seen_by: Viewer) -> dict[str, int]:
    """Return the seats of a programme by place code."""
    _may_read(seen_by)
    with scope(seen_by):
        return dict(Quota.objects.filter(programme=programme).order_by("place_code").values_list("place_code", "seats"))


def budget_lines(*, seen_by: Viewer, programme: Programme | None = None) -> list[BudgetLine]:
    """Return the budget lines of the viewer's office, or of one programme.

    :raises NotAllowed: if the viewer may not see money.
    """
    seen_by.must("see_money")
    with scope(seen_by):
        found = BudgetLine.objects.select_related("programme").order_by(
            "programme__code", "fiscal_year", "source", "account"
        )
        return list(found if programme is None else found.filter(programme=programme))


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of a budget line in whole rupiah; `about` names what it is for (`decree:3`, `bill:9`)."""

    entry_id: int
    kind: str
    amount: int
    about: str
    at: dt.datetime
    by: str


def movements(line_id: int, *, seen_by: Viewer, before: int | None = None, limit: int = 50) -> list[Movement]:
    """Return the movements of a budget line, newest first, from before an entry on.

    :raises NotAllowed: if the viewer may not see money of the whole office.
    """
    seen_by.must("see_money")
    if seen_by.senders:
        raise NotAllowed("see_money")
    with scope(seen_by):
        found = BudgetEntry.objects.select_related("by").filter(line_id=line_id)
        if before is not None:
            found = found.filter(pk__lt=before)
        return [
            Movement(one.pk, one.kind, one.amount, one.about, one.at, one.by.name)
            for one in found.order_by("-pk")[:limit]
        ]


def regulations(*, seen_by: Viewer) -> list[Regulation]:
    """Return the regulations that the viewer's office entered."""
    _may_read(seen_by)
    with scope(seen_by):
        return list(Regulation.objects.order_by("year", "kind", "number"))


def agreements(*, seen_by: Viewer) -> list[Agreement]:
    """Return the agreements that the viewer's office entered, each MoU before what rests on it."""
    _may_read(seen_by)
    with scope(seen_by):
        return list(Agreement.objects.select_related("rests_on").order_by("kind", "starts_on", "number"))


def stored_plan(code: str, *, seen_by: Viewer) -> ProgrammePlan | None:
    """Return a programme as its file would say it; None where the office has none of this code."""
    try:
        found = programme(code, seen_by=seen_by)
    except NoSuchProgramme:
        return None
    with scope(seen_by):
        terms = list(
            Terms.objects.filter(programme=found)
            .select_related("regulation", "agreement", "agreement__rests_on")
            .order_by("valid_from")
        )
    return ProgrammePlan(
        code=found.code,
        name=found.name,
        kind=found.kind,
        office=office_of(seen_by).name,
        proposers=tuple(found.proposers),
        terms=tuple(_planned(one) for one in terms),
        quotas=tuple(quotas(found, seen_by=seen_by).items()),
    )


def _planned(terms: Terms) -> TermsPlan:
    regulation, agreement = terms.regulation, terms.agreement
    return TermsPlan(
        valid_from=terms.valid_from,
        values={name: getattr(terms, name) for name in TERMS_FIELDS},
        regulation=regulation
        and RegulationPlan(
            regulation.kind,
            regulation.issuer,
            regulation.number,
            regulation.year,
            regulation.title,
            regulation.stage,
            regulation.in_force_from,
            regulation.in_force_to,
        ),
        agreement=agreement
        and AgreementPlan(
            agreement.kind,
            agreement.number,
            agreement.partner,
            agreement.opd,
            agreement.rests_on.number if agreement.rests_on else "",
            agreement.signed_on,
            agreement.starts_on,
            agreement.ends_on,
        ),
    )


def difference(before: ProgrammePlan | None, after: ProgrammePlan) -> tuple[Change, ...]:
    """Return what would change, field by field; empty where the file says what stands."""
    old, new = _flat(before) if before else {}, _flat(after)
    return tuple(
        Change(what, old.get(what, ""), new.get(what, ""))
        for what in dict.fromkeys([*new, *old])
        if old.get(what, "") != new.get(what, "")
    )


def _flat(plan: ProgrammePlan) -> dict[str, str]:
    said = {"name": plan.name, "kind": plan.kind, "proposers": ", ".join(plan.proposers)}
    for terms in plan.terms:
        day = terms.valid_from.isoformat()
        for name, value in terms.values.items():
            said[f"terms {day} {name}"] = _said(value)
        for name in ("regulation", "agreement"):
            base = getattr(terms, name)
            said[f"terms {day} {name}"] = " ".join(map(str, base.key)) if base else ""
    return said | {f"quota {place}": str(seats) for place, seats in plan.quotas}


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "[]"
    return "" if value is None else str(value)


def legal_base_problems(plan: ProgrammePlan, *, seen_by: Viewer) -> tuple[Problem, ...]:
    """Return what is missing to enter the legal bases that a file names and the office does not know yet."""
    known = {(one.kind, one.issuer, one.number, one.year) for one in regulations(seen_by=seen_by)}
    signed = {(one.kind, one.number) for one in agreements(seen_by=seen_by)}
    found = []
    for terms in plan.terms:
        regulation, agreement = terms.regulation, terms.agreement
        if regulation and regulation.key not in known and not regulation.title:
            told = Words(
                "belum dikenal: isi title, atau catat dahulu.", "is not known: give its title, or enter it first."
            )
            found.append(Problem(0, f"regulation {regulation.number}/{regulation.year}", told))
        if agreement and agreement.key not in signed and not (agreement.partner and agreement.starts_on):
            told = Words("belum dikenal: isi partner dan starts_on.", "is not known: give partner and starts_on.")
            found.append(Problem(0, f"agreement {agreement.number}", told))
        if agreement and agreement.rests_on and ("mou", agreement.rests_on) not in signed:
            told = Words(
                f"bersandar pada MoU {agreement.rests_on} yang belum dicatat: payung programme agreement add.",
                f"rests on the MoU {agreement.rests_on}, which is not entered.",
            )
            found.append(Problem(0, f"agreement {agreement.number}", told))
    return tuple(dict.fromkeys(found))
