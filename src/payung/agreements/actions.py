"""Set a programme up as its file says, enter its legal bases, open its budget lines."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from payung.access.viewer import Viewer
from payung.agreements.models import REGULATION_STAGES, Agreement, BudgetLine, Programme, Quota, Regulation, Terms
from payung.agreements.plan import AgreementPlan, ProgrammePlan, RegulationPlan, TermsPlan
from payung.audit import actions as audit
from payung.audit.history import set_actor


class TermsInUse(Exception):
    """The file leaves terms out that decisions or decrees were made on; `valid_from` is their day."""

    def __init__(self, valid_from: dt.date) -> None:
        super().__init__(valid_from.isoformat())
        self.valid_from = valid_from


class AlreadyEntered(Exception):
    """The office has a regulation or agreement of this number already."""


class NoSuchRegulation(Exception):
    """The office has no such regulation."""


class NoSuchAgreement(Exception):
    """The office has no such MoU."""


class WrongStage(Exception):
    """A regulation goes forward only: `now` is where it stands."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


class InForceFromNeeded(Exception):
    """A promulgated regulation has a first day of force, a revoked one the first day without it."""


class BudgetTooSmall(Exception):
    """More of the line is reserved and spent already; `bound` is how much, in rupiah."""

    def __init__(self, bound: int) -> None:
        super().__init__(bound)
        self.bound = bound


@transaction.atomic(using="owner")
def set_up_programme(*, plan: ProgrammePlan, by: Viewer, at: dt.datetime) -> Programme:
    """Make the stored programme what the file says; the same file twice changes nothing. Terms left out are taken away.

    :raises NotAllowed: if the viewer may not set programmes.
    :raises TermsInUse: if terms that are left out were decided on.
    """
    by.must("set_programme")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="set_up_programme")
    said = {"name": plan.name, "kind": plan.kind, "proposers": list(plan.proposers)}
    programme, _ = Programme.objects.using("owner").update_or_create(
        office_id=by.office_id, code=plan.code, defaults=said
    )
    for terms in plan.terms:
        _set_terms(programme, terms, by=by, at=at)
    _take_away_terms(programme, keep=[terms.valid_from for terms in plan.terms])
    _set_quotas(programme, dict(plan.quotas))
    audit.record(
        "programme.set_up",
        by=by.name,
        by_id=by.account_id,
        about=f"programme:{programme.pk}",
        at=at,
        using="owner",
        code=plan.code,
        terms=len(plan.terms),
        quotas=len(plan.quotas),
    )
    return programme


def _set_terms(programme: Programme, terms: TermsPlan, *, by: Viewer, at: dt.datetime) -> None:
    regulation = _regulation(terms.regulation, by=by, at=at) if terms.regulation else None
    agreement = _agreement(terms.agreement, by=by, at=at) if terms.agreement else None
    values = {**terms.values, "regulation": regulation, "agreement": agreement, "office_id": programme.office_id}
    found = Terms.objects.using("owner").filter(programme=programme, valid_from=terms.valid_from).first()
    if found is None:
        Terms.objects.using("owner").create(programme=programme, valid_from=terms.valid_from, **values)
    elif any(getattr(found, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(found, name, value)
        found.save(using="owner")


def _take_away_terms(programme: Programme, *, keep: list[dt.date]) -> None:
    for left_out in Terms.objects.using("owner").filter(programme=programme).exclude(valid_from__in=keep):
        try:
            with transaction.atomic(using="owner"):
                left_out.delete(using="owner")
        except (ProtectedError, IntegrityError):
            raise TermsInUse(left_out.valid_from) from None


def _set_quotas(programme: Programme, seats: dict[str, int]) -> None:
    standing = Quota.objects.using("owner").filter(programme=programme)
    known = dict(standing.values_list("place_code", "seats"))
    standing.exclude(place_code__in=seats).delete()
    for place, number in seats.items():
        if known.get(place) != number:
            Quota.objects.using("owner").update_or_create(
                programme=programme, place_code=place, defaults={"seats": number, "office_id": programme.office_id}
            )


def _regulation(plan: RegulationPlan, *, by: Viewer, at: dt.datetime) -> Regulation:
    known = Regulation.objects.using("owner").filter(
        office_id=by.office_id, kind=plan.kind, issuer=plan.issuer, number=plan.number, year=plan.year
    )
    return known.first() or enter_regulation(plan=plan, by=by, at=at)


def _agreement(plan: AgreementPlan, *, by: Viewer, at: dt.datetime) -> Agreement:
    known = Agreement.objects.using("owner").filter(office_id=by.office_id, kind=plan.kind, number=plan.number)
    return known.first() or enter_agreement(plan=plan, by=by, at=at)


@transaction.atomic(using="owner")
def enter_regulation(*, plan: RegulationPlan, by: Viewer, at: dt.datetime, cited_as: str = "") -> Regulation:
    """Enter a local regulation at the stage where it stands.

    :raises NotAllowed: if the viewer may not set programmes.
    :raises AlreadyEntered: if the office has it.
    :raises InForceFromNeeded: if it is promulgated or revoked, and the day is missing.
    """
    by.must("set_programme")
    _day_is_there(plan.stage, plan.in_force_from, plan.in_force_to)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="enter_regulation")
    key = {"kind": plan.kind, "issuer": plan.issuer, "number": plan.number, "year": plan.year}
    said = {"title": plan.title, "stage": plan.stage, "in_force_from": plan.in_force_from}
    entered, made = Regulation.objects.using("owner").get_or_create(
        office_id=by.office_id, **key, defaults={**said, "in_force_to": plan.in_force_to, "cited_as": cited_as}
    )
    if not made:
        raise AlreadyEntered(plan.number)
    _record("regulation.entered", f"regulation:{entered.pk}", by=by, at=at, stage=plan.stage)
    return entered


def _day_is_there(stage: str, in_force_from: dt.date | None, in_force_to: dt.date | None) -> None:
    if (stage == "promulgated" and in_force_from is None) or (stage == "revoked" and in_force_to is None):
        raise InForceFromNeeded(stage)


@transaction.atomic(using="owner")
def stage_regulation(*, regulation_id: int, stage: str, on: dt.date | None, by: Viewer, at: dt.datetime) -> Regulation:
    """Take a regulation to a later stage. `on`: first day of force (promulgated), or first day without it (revoked).

    :raises NotAllowed: if the viewer may not set programmes.
    :raises NoSuchRegulation: if the office has none of this number.
    :raises WrongStage: if it stands there already, or further on.
    :raises InForceFromNeeded: if the day is missing.
    """
    by.must("set_programme")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="stage_regulation")
    known = Regulation.objects.using("owner").select_for_update(of=("self",))
    found = known.filter(pk=regulation_id, office_id=by.office_id).first()
    if found is None:
        raise NoSuchRegulation(regulation_id)
    if stage not in REGULATION_STAGES or REGULATION_STAGES.index(stage) <= REGULATION_STAGES.index(found.stage):
        raise WrongStage(found.stage)
    before, found.stage = found.stage, stage
    if stage == "promulgated":
        found.in_force_from = on or found.in_force_from
    if stage == "revoked":
        found.in_force_to = on
    _day_is_there(stage, found.in_force_from, found.in_force_to)
    found.save(using="owner")
    _record("regulation.staged", f"regulation:{found.pk}", by=by, at=at, before=before, stage=stage)
    return found


@transaction.atomic(using="owner")
def enter_agreement(*, plan: AgreementPlan, by: Viewer, at: dt.datetime) -> Agreement:
    """Enter a Nota Kesepakatan (mou), or a PKS that rests on one.

    :raises NotAllowed: if the viewer may not set programmes.
    :raises NoSuchAgreement: if the MoU that it rests on is not entered.
    :raises AlreadyEntered: if the office has one of this kind and number.
    """
    by.must("set_programme")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="enter_agreement")
    known = Agreement.objects.using("owner").filter(office_id=by.office_id)
    mou = known.filter(kind="mou", number=plan.rests_on).first() if plan.rests_on else None
    if plan.rests_on and (mou is None or plan.kind == "mou"):
        raise NoSuchAgreement(plan.rests_on)
    said = {name: getattr(plan, name) for name in ("partner", "opd", "signed_on", "starts_on", "ends_on")}
    entered, made = Agreement.objects.using("owner").get_or_create(
        office_id=by.office_id, kind=plan.kind, number=plan.number, defaults={**said, "rests_on": mou}
    )
    if not made:
        raise AlreadyEntered(plan.number)
    _record("agreement.entered", f"agreement:{entered.pk}", by=by, at=at, kind=plan.kind)
    return entered


@transaction.atomic(using="owner")
def set_budget_line(  # noqa: PLR0913 (what a line of the DPA states)
    *, programme: Programme, fiscal_year: int, source: str, account: str, amount: int, by: Viewer, at: dt.datetime
) -> BudgetLine:
    """Open a line of a fiscal year, source and account with its amount in rupiah, or bring its amount to the DPA's.

    :raises NotAllowed: if the viewer may not set budgets, or the programme is another office's.
    :raises BudgetTooSmall: if more is reserved and spent.
    """
    by.must("set_budget")
    if programme.office_id != by.office_id:
        raise Programme.DoesNotExist(programme.code)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="set_budget_line")
    key = {"programme_id": programme.pk, "fiscal_year": fiscal_year, "source": source, "account": account.strip()}
    lines = BudgetLine.objects.using("owner").select_for_update(of=("self",))
    line, made = lines.get_or_create(office_id=by.office_id, **key, defaults={"amount": amount})
    before = 0 if made else line.amount
    if not made and line.amount == amount:
        return line
    if amount < line.reserved + line.spent:
        raise BudgetTooSmall(line.reserved + line.spent)
    line.amount = amount
    line.save(using="owner", update_fields=["amount"])
    _record("budget.set", f"budget_line:{line.pk}", by=by, at=at, before=before, amount=amount)
    return line


def _record(act: str, about: str, *, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by.name, by_id=by.account_id, about=about, at=at, using="owner", **detail)
