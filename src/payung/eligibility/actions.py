"""Say which lists propose for a programme, decide doubtful people by hand, take over what the social office says."""

from __future__ import annotations

import datetime as dt

import duckdb
from django.db import connections, transaction
from django.db.models import Q, QuerySet

from payung.access.viewer import NotAllowed, Viewer
from payung.agreements.models import Programme
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.eligibility.models import Decision, ProgrammeList, SocialFact
from payung.eligibility.rules.catalogue import weighty
from payung.gateways import columns
from payung.intake.models import SubmittedList
from payung.intake.standing import HELD, stands

SETTLED = ("eligible", "not_eligible")
REOPEN = "reopen"


class NoSuchList(Exception):
    """The office has no list of this number."""


class ListOfAnotherProgramme(Exception):
    """The list proposes for another programme already; `code` is that programme's."""

    def __init__(self, list_id: int, code: str) -> None:
        super().__init__(list_id, code)
        self.list_id, self.code = list_id, code


class ListNotReady(Exception):
    """The list is no proposal, has not been matched, or a corrected one replaced it."""


class ListHeld(Exception):
    """The list looks wrong and is held: a person has to look at it first."""


class SenderMayNotPropose(Exception):
    """The programme does not name the list's sender among those who may propose."""


class NothingToSettle(Exception):
    """None of the named people waits for a decision of this kind."""


class NoNote(Exception):
    """A decision by hand says why."""


class NotAnOutcome(Exception):
    """The outcome is none of eligible, not_eligible, reopen."""


def lists_for(programme: Programme, *, list_ids: list[int] | None, by: Viewer) -> list[SubmittedList]:
    """Return the lists that propose for a programme: those assigned, and with them the named ones (None: every ready one).

    Lists that do not count (`intake.standing`) are left out.

    :raises NoSuchList, ListNotReady, ListHeld, SenderMayNotPropose, ListOfAnotherProgramme: if a named list cannot propose for it.
    """
    whole_office(by)
    known = SubmittedList.objects.using("owner").filter(office_id=by.office_id)
    known = known.select_related("sender", "for_programme__programme").order_by("pk")
    mine = list(known.filter(stands(), for_programme__programme=programme))
    if list_ids is None:
        free = known.filter(stands(), for_programme=None, kind="proposal", state__in=("matched", "closed"))
        return [*mine, *(one for one in free if _may_propose(programme, one))]
    named = list(known.filter(pk__in=list_ids))
    missing = set(list_ids) - {one.pk for one in named}
    if missing:
        raise NoSuchList(min(missing))
    for one in named:
        _check(programme, one)
    return sorted({one.pk: one for one in (*mine, *named)}.values(), key=lambda one: one.pk)


def _check(programme: Programme, one: SubmittedList) -> None:
    assigned = getattr(one, "for_programme", None)
    if assigned is not None and assigned.programme_id != programme.pk:
        raise ListOfAnotherProgramme(one.pk, assigned.programme.code)
    if one.state == HELD and not hasattr(one, "replaced_by"):
        raise ListHeld(one.pk)
    if one.kind != "proposal" or one.state not in ("matched", "closed") or hasattr(one, "replaced_by"):
        raise ListNotReady(one.pk)
    if not _may_propose(programme, one):
        raise SenderMayNotPropose(one.sender_code)


def _may_propose(programme: Programme, one: SubmittedList) -> bool:
    return not programme.proposers or bool({one.sender.code, one.sender.kind} & set(programme.proposers))


def whole_office(by: Viewer) -> None:
    """Refuse whoever may not decide, or sees some senders' people only.

    :raises NotAllowed: if the right is missing, or the account is bound to senders.
    """
    by.must("decide")
    if by.senders:
        raise NotAllowed("decide")


@transaction.atomic(using="owner")
def assign(*, programme: Programme, lists: list[SubmittedList], by: Viewer) -> int:
    """Note that these lists (of `lists_for`) propose for the programme; return how many are new."""
    whole_office(by)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="assign_lists")
    known = set(
        ProgrammeList.objects.using("owner")
        .filter(submitted_list__in=lists)
        .values_list("submitted_list_id", flat=True)
    )
    new = [one for one in lists if one.pk not in known]
    ProgrammeList.objects.using("owner").bulk_create(
        [ProgrammeList(programme_id=programme.pk, submitted_list_id=one.pk, office_id=by.office_id) for one in new]
    )
    return len(new)


@transaction.atomic(using="owner")
def settle(  # noqa: PLR0913 (who, which way, why)
    *,
    programme: Programme,
    outcome: str,
    note: str,
    by: Viewer,
    at: dt.datetime,
    candidates: list[int] | None = None,
    reason: str | None = None,
) -> int:
    """Decide people by hand: those named, or all doubtful ones with a reason as one signed batch. Return how many.

    A batch finds eligible only those whom nothing but this reason keeps out; it refuses all who have it. Whoever was
    found eligible has no seat until the seats are dealt out anew. `outcome` reopen gives people back to the rules.

    :raises NotAllowed: if the viewer may not decide for the whole office, or the programme is another office's.
    :raises NotAnOutcome, NoNote: if outcome or note are missing.
    :raises NothingToSettle: if nobody among them waits for it.
    """
    whole_office(by)
    if programme.office_id != by.office_id:
        raise NotAllowed("decide")
    if outcome not in (*SETTLED, REOPEN):
        raise NotAnOutcome(outcome)
    if not note.strip():
        raise NoNote
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="settle")
    found = _to_settle(programme, outcome, candidates=candidates, reason=reason)
    ids = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not ids:
        raise NothingToSettle
    said = (
        {"outcome": "doubtful", "decided_by": None, "note": ""}
        if outcome == REOPEN
        else {"outcome": outcome, "decided_by_id": by.account_id, "note": note.strip()}
    )
    with connections["owner"].cursor() as cursor:
        # The history's trigger keeps the plan of its first statement; one made for few rows is quadratic for many.
        cursor.execute("DISCARD PLANS")
    Decision.objects.using("owner").filter(pk__in=ids).update(**said, decided_on=at.date(), has_seat=False, rank=None)
    audit.record(
        "people.settled",
        by=by.name,
        by_id=by.account_id,
        about=f"programme:{programme.pk}",
        at=at,
        purpose=note.strip(),
        using="owner",
        outcome=outcome,
        people=len(ids),
        reason=reason or "",
    )
    return len(ids)


def _to_settle(
    programme: Programme, outcome: str, *, candidates: list[int] | None, reason: str | None
) -> QuerySet[Decision]:
    """Return whom a decision by hand is about. A person may be named again after a decision by hand; a batch finds only the doubtful."""
    found = Decision.objects.using("owner").filter(programme_id=programme.pk, office_id=programme.office_id)
    if candidates is not None:
        found = found.filter(pk__in=candidates)
        by_hand = Q(decided_by__isnull=False)
        # Whom the rules find eligible, a person may confirm: who left the programme comes back by hand only.
        open_ones = by_hand | Q(outcome="doubtful") | Q(outcome="eligible" if outcome == "eligible" else "doubtful")
        found = found.filter(by_hand if outcome == REOPEN else open_ones)
    else:
        found = found.filter(decided_by__isnull=False) if outcome == REOPEN else found.filter(outcome="doubtful")
    if reason is not None:
        found = found.filter(reasons__contains=[reason])
        if outcome == "eligible":
            found = found.exclude(reasons__overlap=[one for one in weighty() if one != reason])
    if outcome == "not_eligible":
        found = found.filter(reasons__overlap=list(weighty()))
    return found


@transaction.atomic(using="owner")
def take_social_facts(
    connection: duckdb.DuckDBPyConnection, *, source: str, as_of: dt.date, by: Viewer, at: dt.datetime
) -> tuple[int, int]:
    """Take over the table `said` (nik, social_aid, decile) of the social office; return (new, changed). Older reports change nothing.

    :raises NotAllowed: if the viewer may not decide for the whole office.
    """
    whole_office(by)
    staged = f"eligibility_staging_social_{by.office_id}"
    columns.stage(connections["owner"].settings_dict, staged, connection, "FROM said")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="take_social_facts")
    before = SocialFact.objects.using("owner").filter(office_id=by.office_id).count()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO eligibility_social_fact (office_id, nik, social_aid, decile, source, as_of)"
            f" SELECT %s, nik, social_aid, decile, %s, %s FROM {staged}"
            " ON CONFLICT (office_id, nik) DO UPDATE SET social_aid = excluded.social_aid, decile = excluded.decile,"
            " source = excluded.source, as_of = excluded.as_of WHERE eligibility_social_fact.as_of <= excluded.as_of"
            " AND (eligibility_social_fact.social_aid, eligibility_social_fact.decile) IS DISTINCT FROM (excluded.social_aid, excluded.decile)",
            [by.office_id, source, as_of],
        )
        touched = cursor.rowcount
        cursor.execute(f"DROP TABLE {staged}")
    new = SocialFact.objects.using("owner").filter(office_id=by.office_id).count() - before
    audit.record(
        "social_facts.taken",
        by=by.name,
        by_id=by.account_id,
        about=f"office:{by.office_id}",
        at=at,
        purpose=source,
        using="owner",
        new=new,
        changed=touched - new,
    )
    return new, touched - new
