"""Cases of personal data, as far as the viewer may see; how long their clocks still run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from payung.access.models import Account
from payung.access.queries import scope
from payung.access.viewer import NotAllowed, Viewer
from payung.privacy.models import Breach, Case, Exposure, Telling, Wanted
from payung.privacy.refusals import NoSuchCase

PAGE = 50
RIGHTS = ("handle_breach", "handle_request", "check_request", "see_privacy")
OF_BREACHES = frozenset({"handle_breach", "see_privacy"})
OF_REQUESTS = frozenset({"handle_request", "check_request", "see_privacy"})
#: Cases that the clock still runs for.
RUNNING = ("open", "proposed", "applied", "refused")
SOON = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """One case with its clock; `told` says whom and when, by whom it is held."""

    case_id: int
    kind: str
    state: str
    reference: str
    came_at: dt.datetime
    due_at: dt.datetime
    hours: int
    rests_on: str
    confidence: str
    subject_kind: str
    subject_number: int | None
    person_id: int | None
    opened_at: dt.datetime
    opened_by: str
    holder: str
    proposed_at: dt.datetime | None
    proposed_by: str
    proposed_by_id: int | None
    checked_at: dt.datetime | None
    checked_by: str
    refusal: str
    removed: Mapping[str, int]
    kept: Mapping[str, int]
    leftover: int
    closed_at: dt.datetime | None
    told: Mapping[str, dt.datetime]

    @property
    def is_running(self) -> bool:
        """Whether somebody must still be told, or something settled."""
        return self.state in RUNNING

    def is_overdue(self, at: dt.datetime) -> bool:
        """Whether the clock has run out with work left."""
        return self.is_running and at >= self.due_at

    def is_soon(self, at: dt.datetime) -> bool:
        """Whether less than a day is left."""
        return self.is_running and self.due_at - SOON <= at < self.due_at


@dataclass(frozen=True, slots=True)
class Detail:
    """A case with what belongs to its kind."""

    case: CaseSeen
    breach: Breach | None
    exposures: tuple[Exposure, ...]
    tellings: tuple[Telling, ...]
    wanted: Mapping[str, str]


def kinds_seen(viewer: Viewer) -> tuple[str, ...]:
    """Return which kinds of cases are the viewer's to see.

    :raises NotAllowed: if none is, or the account is bound to senders.
    """
    kinds = (*(("breach",) if viewer.may & OF_BREACHES else ()), *(("correction", "erasure") if viewer.may & OF_REQUESTS else ()))  # fmt: skip
    if not kinds or viewer.senders:
        raise NotAllowed(RIGHTS[0])
    return kinds


def cases(*, seen_by: Viewer, is_closed: bool = False, after: int = 0) -> list[CaseSeen]:
    """Return a page of cases: those that run by the end of their clock, closed ones newest first; one more says that it goes on.

    :param after: how many were shown before.
    :raises NotAllowed: if cases are not the viewer's to see.
    """
    with scope(seen_by):
        found = _visible(seen_by).prefetch_related("tellings")
        found = found.filter(state="closed").order_by("-pk") if is_closed else found.exclude(state="closed").order_by("due_at", "pk")  # fmt: skip
        return [_seen(one) for one in found[after : after + PAGE + 1]]


def detail(case_id: int, *, seen_by: Viewer) -> Detail:
    """Return one case whole.

    :raises NotAllowed: if cases are not the viewer's to see. :raises NoSuchCase: if there is none of this number for them.
    """
    with scope(seen_by):
        found = _visible(seen_by).prefetch_related("tellings").filter(pk=case_id).first()
        if found is None:
            raise NoSuchCase(case_id)
        breach = Breach.objects.select_related("account").filter(case=found).first()
        exposures = tuple(Exposure.objects.filter(case=found).order_by("-people", "act", "about")[:200]) if breach else ()  # fmt: skip
        tellings = tuple(Telling.objects.select_related("recorded_by").filter(case=found).order_by("told_at"))
        wanted = dict(Wanted.objects.filter(case=found).order_by("pk").values_list("field", "value"))
    return Detail(_seen(found), breach, exposures, tellings, wanted)


def case(case_id: int, *, seen_by: Viewer) -> CaseSeen:
    """Return one case.

    :raises NotAllowed: if cases are not the viewer's to see. :raises NoSuchCase: if there is none of this number for them.
    """
    return detail(case_id, seen_by=seen_by).case


def pressing(*, at: dt.datetime, seen_by: Viewer) -> tuple[int, int, int]:
    """Return how many cases are overdue, end within a day, and wait for a second pair of eyes that the viewer may be.

    :raises NotAllowed: if cases are not the viewer's to see.
    """
    with scope(seen_by):
        running = _visible(seen_by).filter(state__in=RUNNING)
        overdue = running.filter(due_at__lte=at).count()
        soon = running.filter(due_at__gt=at, due_at__lte=at + SOON).count()
        waiting = running.filter(state="proposed").exclude(proposed_by_id=seen_by.account_id).count() if "check_request" in seen_by.may else 0  # fmt: skip
    return overdue, soon, waiting


def accounts(*, seen_by: Viewer) -> list[tuple[int, str, str]]:
    """Return the office's other accounts as (number, name, full name), closed ones too: whose access a breach may have been.

    :raises NotAllowed: if breaches are not the viewer's work.
    """
    seen_by.must("handle_breach")
    others = Account.objects.filter(office_id=seen_by.office_id).exclude(pk=seen_by.account_id)
    return list(others.order_by("name").values_list("pk", "name", "full_name"))


def held_by(account_id: int, *, seen_by: Viewer) -> int:
    """Return how many running cases an account of the office holds.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    seen_by.must("administer")
    return Case.objects.using("owner").filter(office_id=seen_by.office_id, holder_id=account_id, state__in=RUNNING).count()  # fmt: skip


def _visible(viewer: Viewer) -> QuerySet[Case]:
    # Whose access a breach was sees nothing of its case.
    mine = Q(kind__in=kinds_seen(viewer)) & ~Q(breach__account_id=viewer.account_id)
    return Case.objects.select_related("opened_by", "holder", "proposed_by", "checked_by").filter(mine)


def _seen(one: Case) -> CaseSeen:
    return CaseSeen(
        case_id=one.pk,
        kind=one.kind,
        state=one.state,
        reference=one.reference,
        came_at=one.came_at,
        due_at=one.due_at,
        hours=one.hours,
        rests_on=one.rests_on,
        confidence=one.confidence,
        subject_kind=one.subject_kind,
        subject_number=one.subject_number,
        person_id=one.person_id,
        opened_at=one.opened_at,
        opened_by=one.opened_by.full_name,
        holder=one.holder.full_name,
        proposed_at=one.proposed_at,
        proposed_by=one.proposed_by.full_name if one.proposed_by else "",
        proposed_by_id=one.proposed_by_id,
        checked_at=one.checked_at,
        checked_by=one.checked_by.full_name if one.checked_by else "",
        refusal=one.refusal,
        removed=one.removed,
        kept=one.kept,
        leftover=len(one.leftover),
        closed_at=one.closed_at,
        told={telling.whom: telling.told_at for telling in one.tellings.all()},
    )
