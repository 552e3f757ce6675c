"""Open a case, say what is known of it, propose and settle what a person asks, tell, close. Each step stands in the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from payung.access.models import Account
from payung.access.viewer import NotAllowed, Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor
from payung.law import deadlines
from payung.privacy import exposing, refusals
from payung.privacy.data import DATA, FIELDS
from payung.privacy.models import BASES, WHOM, Breach, Case, Exposure, Telling, Wanted
from payung.privacy.refusals import MakerMayNotCheck, NoSuchCase, NotACase, NotReady, WrongState
from payung.vocabulary.words import Words

Problems = list[tuple[str, Words]]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a breach: how, which data, how many people on what basis, what was done (UU 27/2022 Pasal 46(2))."""

    found_by: str
    how: str
    data: Sequence[str]
    handling: str = ""
    happened_from: dt.datetime | None = None
    happened_until: dt.datetime | None = None
    people: int | None = None
    people_basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks: how the request is registered, since when the clock runs, where they stand."""

    kind: str
    reference: str
    came_at: dt.datetime | None
    subject_kind: str
    subject_number: int
    person_id: int | None = None


def open_breach(*, reference: str, found_at: dt.datetime | None, told: Told, by: Viewer, at: dt.datetime) -> Case:
    """Open the case of a breach; its clock runs since it was found.

    :raises NotAllowed: if breaches are not the viewer's work. :raises NotACase: with all that is wrong.
    """
    _may(by, "handle_breach")
    problems = [*_of_opening(reference, found_at, at), *_of_breach(told, at)]
    if problems or found_at is None:
        raise NotACase(problems)
    with _transaction(by, "open_breach"):
        made = _entered("breach", reference, found_at, by=by, at=at)
        Breach.objects.using("owner").create(case=made, office_id=by.office_id, **_facts(told))
        _record("privacy.opened", made, by=by, at=at, kind="breach", reference=made.reference)
    return made


def describe_breach(*, case_id: int, told: Told, by: Viewer, at: dt.datetime) -> None:
    """Say anew what is known of a breach; what was said before stays in the history of the row.

    :raises NotAllowed, NoSuchCase, WrongState: if the case is not open to the viewer. :raises NotACase: with all that is wrong.
    """
    _may(by, "handle_breach")
    if problems := _of_breach(told, at):
        raise NotACase(problems)
    with _transaction(by, "describe_breach"):
        found = held(case_id, by=by, kinds=("breach",), states=("open",))
        Breach.objects.using("owner").filter(case=found).update(**_facts(told))
        _record("privacy.described", found, by=by, at=at)


def count_from_trail(
    *,
    case_id: int,
    account_id: int | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
    by: Viewer,
    at: dt.datetime,
) -> exposing.Exposures:
    """Note with a breach what an account saw or took out in a period, as the trail says; again replaces it.

    :raises NotAllowed, NoSuchCase, WrongState: if the case is not open to the viewer.
    :raises NotACase: if the account is no other account of the office, or the period is none.
    """
    _may(by, "handle_breach")
    account = Account.objects.filter(pk=account_id, office_id=by.office_id).first()
    if account is None or account.pk == by.account_id or since is None or until is None:
        raise NotACase([("account", refusals.ACCOUNT_UNKNOWN)])
    if until <= since:
        raise NotACase([("until", refusals.PERIOD_TURNED)])
    found = exposing.exposures(account_id=account.pk, since=since, until=until, seen_by=by)
    with _transaction(by, "count_from_trail"):
        case = held(case_id, by=by, kinds=("breach",), states=("open",))
        Exposure.objects.using("owner").filter(case=case).delete()
        Exposure.objects.using("owner").bulk_create(
            [
                Exposure(
                    case=case,
                    office_id=by.office_id,
                    act=one.act,
                    about=one.about,
                    times=one.times,
                    people=one.people,
                    first_at=one.first_at,
                    last_at=one.last_at,
                )
                for one in found.things
            ]
        )
        Breach.objects.using("owner").filter(case=case).update(
            account=account, happened_from=since, happened_until=until, people=found.people, people_basis="trail"
        )
        _record("privacy.counted", case, by=by, at=at, account=account.pk, people=found.people, sealed=found.is_sealed)
    return found


def open_request(*, asked: Asked, wanted: Mapping[str, str], by: Viewer, at: dt.datetime) -> Case:
    """Open what a person asks about their own data; the clock runs since it came in.

    :param wanted: the right values of a correction, by field; kept until the case is closed.
    :raises NotAllowed: if requests are not the viewer's work. :raises NotACase: with all that is wrong.
    """
    _may(by, "handle_request")
    problems = _of_opening(asked.reference, asked.came_at, at)
    values = {field: value.strip() for field, value in wanted.items() if field in FIELDS and value.strip()}
    if asked.kind == "correction" and not values:
        problems.append(("wanted", refusals.NOTHING_WANTED))
    if problems or asked.came_at is None:
        raise NotACase(problems)
    with _transaction(by, "open_request"):
        about = {"subject_kind": asked.subject_kind, "subject_number": asked.subject_number, "person_id": asked.person_id}  # fmt: skip
        made = _entered(asked.kind, asked.reference, asked.came_at, by=by, at=at, **about)
        if asked.kind == "correction":
            Wanted.objects.using("owner").bulk_create(
                [Wanted(case=made, office_id=by.office_id, field=field, value=value) for field, value in values.items()]
            )
        _record("privacy.opened", made, by=by, at=at, kind=made.kind, reference=made.reference)
    return made


def propose(*, case_id: int, by: Viewer, at: dt.datetime) -> None:
    """Put a request before a second pair of eyes; proposed again, nothing changes.

    :raises NotAllowed, NoSuchCase, WrongState: if the case is not open to the viewer.
    """
    _may(by, "handle_request")
    with _transaction(by, "propose_request"):
        found = held(case_id, by=by, kinds=("correction", "erasure"), states=("open", "proposed"))
        if found.state == "proposed":
            return
        _set(found, state="proposed", proposed_at=at, proposed_by_id=by.account_id, holder_id=by.account_id)
        _record("privacy.proposed", found, by=by, at=at)


def refuse(*, case_id: int, reason: str, by: Viewer, at: dt.datetime) -> None:
    """Refuse what a person asks, with the reason that the answer gives; what was to be changed is forgotten.

    :raises NotAllowed, NoSuchCase, WrongState: if the case does not wait for the viewer. :raises MakerMayNotCheck: if they proposed it.
    :raises NotACase: without a reason.
    """
    _may(by, "check_request")
    if not reason.strip():
        raise NotACase([("reason", refusals.REASON_MISSING)])
    with _transaction(by, "refuse_request"):
        found = to_check(case_id, by=by)
        _set(found, state="refused", checked_at=at, checked_by_id=by.account_id, refusal=reason.strip()[:1000])
        Wanted.objects.using("owner").filter(case=found).delete()
        _record("privacy.refused", found, by=by, at=at)


def tell(*, case_id: int, whom: str, told_at: dt.datetime | None, channel: str, by: Viewer, at: dt.datetime) -> None:
    """Note that the person, the agency or the public was told; the same again changes nothing.

    :raises NotAllowed, NoSuchCase, WrongState: if the case is not the viewer's. :raises NotACase: with all that is wrong.
    """
    with _transaction(by, "tell"):
        found = held(case_id, by=by, states=("open", "proposed", "applied", "refused"))
        problems = _of_telling(found, whom, told_at, channel, at)
        if problems:
            raise NotACase(problems)
        said = {"office_id": by.office_id, "told_at": told_at, "channel": channel.strip()[:300], "recorded_at": at, "recorded_by_id": by.account_id}  # fmt: skip
        _, is_new = Telling.objects.using("owner").get_or_create(case=found, whom=whom, defaults=said)
        if is_new:
            _record("privacy.told", found, by=by, at=at, whom=whom, told_at=told_at)


def close(*, case_id: int, by: Viewer, at: dt.datetime) -> None:
    """Close a case whose duties are done; what a person asked to be put right is no longer kept with it. Again changes nothing.

    :raises NotAllowed, NoSuchCase: if the case is not the viewer's. :raises NotReady: with all that is missing.
    """
    with _transaction(by, "close_case"):
        found = held(case_id, by=by)
        if found.state == "closed":
            return
        if missing := _missing(found):
            raise NotReady(missing)
        _set(found, state="closed", closed_at=at, closed_by_id=by.account_id)
        Wanted.objects.using("owner").filter(case=found).delete()
        _record("privacy.closed", found, by=by, at=at, in_time=at <= found.due_at)


def mark_applied(
    found: Case,
    *,
    removed: Mapping[str, int],
    kept: Mapping[str, int],
    leftover: Sequence[str],
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Note inside the caller's transaction that a request took effect: classes and counts, never what they held."""
    _set(
        found,
        state="applied",
        checked_at=found.checked_at or at,
        checked_by_id=found.checked_by_id or by.account_id,
        removed=dict(removed),
        kept=dict(kept),
        leftover=list(leftover),
    )
    _record("privacy.applied", found, by=by, at=at, kind=found.kind, **{f"n_{name}": count for name, count in removed.items()})  # fmt: skip


def forget_leftover(case_id: int, *, paths: Sequence[str], by: Viewer) -> None:
    """Note that files of an erasure are gone from the disk."""
    with _transaction(by, "forget_leftover"):
        found = Case.objects.using("owner").select_for_update(of=("self",)).get(pk=case_id, office_id=by.office_id)
        _set(found, leftover=[path for path in found.leftover if path not in paths])


def pass_on(*, from_account: int, to_account: int, by: Viewer) -> int:
    """Give an account's running cases to a colleague; return how many. Who proposed one stays written there.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    with _transaction(by, "pass_on_cases"):
        mine = Case.objects.using("owner").filter(office_id=by.office_id, holder_id=from_account)
        return mine.exclude(state="closed").update(holder_id=to_account)


def to_check(case_id: int, *, by: Viewer) -> Case:
    """Return a proposed request, locked, for the second pair of eyes.

    :raises NotAllowed, NoSuchCase, WrongState: if it does not wait for the viewer. :raises MakerMayNotCheck: if they proposed it.
    """
    _may(by, "check_request")
    found = held(case_id, by=by, kinds=("correction", "erasure"), states=("proposed",))
    if found.proposed_by_id == by.account_id:
        raise MakerMayNotCheck
    return found


def held(case_id: int, *, by: Viewer, kinds: Sequence[str] = (), states: Sequence[str] = ()) -> Case:
    """Return a case of the viewer's office, locked.

    :raises NotAllowed: if cases of this kind are not the viewer's work. :raises NoSuchCase: if there is none for them.
    :raises WrongState: if it is in none of these states.
    """
    found = Case.objects.using("owner").select_for_update(of=("self",)).filter(pk=case_id, office_id=by.office_id).first()  # fmt: skip
    if found is None or (kinds and found.kind not in kinds):
        raise NoSuchCase(case_id)
    if found.kind == "breach" and Breach.objects.using("owner").filter(case=found, account_id=by.account_id).exists():
        raise NoSuchCase(case_id)
    needed = ("handle_breach",) if found.kind == "breach" else ("handle_request", "check_request")
    if by.senders or not by.may.intersection(needed):
        raise NotAllowed(needed[0])
    if states and found.state not in states:
        raise WrongState(found.state)
    return found


def _missing(found: Case) -> list[Words]:
    told = set(Telling.objects.using("owner").filter(case=found).values_list("whom", flat=True))
    missing = [] if "person" in told else [refusals.PERSON_NOT_TOLD]
    if found.kind == "breach":
        breach = Breach.objects.using("owner").get(case=found)
        missing += [] if "agency" in told else [refusals.AGENCY_NOT_TOLD]
        missing += [] if breach.handling else [refusals.HANDLING_MISSING]
    else:
        missing += [] if found.state in ("applied", "refused") else [refusals.NOT_SETTLED]
        missing += [refusals.FILES_LEFT] if found.leftover else []
    return missing


def _of_opening(reference: str, came_at: dt.datetime | None, at: dt.datetime) -> Problems:
    problems: Problems = [] if reference.strip() else [("reference", refusals.REFERENCE_MISSING)]
    if came_at is None:
        problems.append(("came_at", refusals.MOMENT_MISSING))
    elif came_at > at:
        problems.append(("came_at", refusals.MOMENT_AHEAD))
    return problems


def _of_breach(told: Told, at: dt.datetime) -> Problems:
    problems: Problems = []
    if not told.found_by.strip():
        problems.append(("found_by", refusals.FOUND_BY_MISSING))
    if not told.how.strip():
        problems.append(("how", refusals.HOW_MISSING))
    if not told.data or not set(told.data) <= set(DATA):
        problems.append(("data", refusals.DATA_MISSING))
    if told.happened_from and told.happened_until and told.happened_until <= told.happened_from:
        problems.append(("happened_until", refusals.PERIOD_TURNED))
    if told.people_basis not in BASES or (told.people is None) != (told.people_basis == "unknown") or (told.people or 0) < 0:  # fmt: skip
        problems.append(("people", refusals.PEOPLE_WRONG))
    if told.happened_from and told.happened_from > at:
        problems.append(("happened_from", refusals.MOMENT_AHEAD))
    return problems


def _of_telling(found: Case, whom: str, told_at: dt.datetime | None, channel: str, at: dt.datetime) -> Problems:
    problems: Problems = []
    if whom not in (WHOM if found.kind == "breach" else ("person",)):
        problems.append(("whom", refusals.WHOM_UNKNOWN))
    if not channel.strip():
        problems.append(("channel", refusals.CHANNEL_MISSING))
    if told_at is None:
        problems.append(("told_at", refusals.MOMENT_MISSING))
    elif told_at > at:
        problems.append(("told_at", refusals.MOMENT_AHEAD))
    elif told_at < found.came_at:
        problems.append(("told_at", refusals.TOLD_TOO_EARLY))
    return problems


def _facts(told: Told) -> dict[str, object]:
    return {
        "found_by": told.found_by.strip()[:200],
        "how": told.how.strip()[:4000],
        "data": [one for one in DATA if one in told.data],
        "handling": told.handling.strip()[:4000],
        "happened_from": told.happened_from,
        "happened_until": told.happened_until,
        "people": told.people,
        "people_basis": told.people_basis,
    }


def _entered(kind: str, reference: str, came_at: dt.datetime, *, by: Viewer, at: dt.datetime, **about: object) -> Case:
    clock = deadlines.personal_data_until(kind, came_at)
    said = {
        "reference": reference.strip()[:100],
        "came_at": came_at,
        "due_at": clock.until,
        "hours": clock.figure.value,
    }
    said |= {"rests_on": clock.figure.cited, "confidence": clock.figure.confidence}
    try:
        with transaction.atomic(using="owner"):
            return Case.objects.using("owner").create(
                office_id=by.office_id, kind=kind, opened_at=at, opened_by_id=by.account_id, holder_id=by.account_id, **said, **about
            )  # fmt: skip
    except IntegrityError as refused:
        if "one_case_per_reference" not in str(refused):
            raise
        raise NotACase([("reference", refusals.REFERENCE_TAKEN)]) from None


def _set(found: Case, **said: object) -> None:
    for name, value in said.items():
        setattr(found, name, value)
    found.save(using="owner", update_fields=[name.removesuffix("_id") for name in said])


def _may(by: Viewer, right: str) -> None:
    by.must(right)
    if by.senders:
        raise NotAllowed(right)


@contextmanager
def _transaction(by: Viewer, act: str) -> Iterator[None]:
    """Open a transaction of the owner's login that names who acts for the history of rows."""
    with transaction.atomic(using="owner"):
        set_actor(using="owner", actor=by.name, actor_id=by.account_id, act=act)
        yield


def _record(act: str, of: Case, *, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by.name, by_id=by.account_id, about=f"case:{of.pk}", at=at, using="owner", **detail)
