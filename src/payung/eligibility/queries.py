"""What was decided about a programme's people, as far as the viewer may see: senders read public reasons, and no facts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.agreements.models import Programme
from payung.audit import actions as audit
from payung.eligibility.models import Candidate, Decision, ProgrammeList, Tally
from payung.eligibility.rules.catalogue import PROGRAMME_TERMS, RULES, WAITING_LIST, weight
from payung.eligibility.telling import told_as

# The reasons that everybody may read as they are.
BY_TOLD = frozenset(rule.id for rule in RULES if told_as(rule.id) == rule.id) | {WAITING_LIST}

# Whoever may read facts beside reasons.
FACT_READERS = ("decide", "see_audit")


class NoSuchCandidate(Exception):
    """The programme has no candidate of this number, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a programme's people stand: candidates = eligible + doubtful + not_eligible; eligible = seats + waiting."""

    candidates: int
    eligible: int
    doubtful: int
    not_eligible: int
    to_sign: int
    seats: int
    waiting: int
    by_hand: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One candidate with the decision. `facts` is empty for viewers who read public reasons only."""

    candidate_id: int
    nik: str
    name: str
    birth_on: dt.date
    kelurahan_code: str | None
    occupation: str | None
    occupation_group: str
    sender_code: str
    outcome: str
    reasons: tuple[str, ...]
    rank: int | None
    has_seat: bool
    decided_on: dt.date
    decided_by: str
    note: str
    facts: tuple[tuple[str, object], ...]


_STANDING = ("candidates", "eligible", "doubtful", "not_eligible", "to_sign", "seats", "waiting", "by_hand")
_FACTS = (
    "age", "lives_in_area", "works", "other_cover", "other_payer", "other_segment", "dukcapil", "bpjs", "social_aid", "decile",
    "family_place",
)  # fmt: skip


def reads_facts(viewer: Viewer) -> bool:
    """Tell whether a viewer reads facts beside reasons: whose work it is, and no sender's account."""
    return bool(viewer.may & set(FACT_READERS)) and not viewer.senders


def standing(programme: Programme, *, seen_by: Viewer) -> Standing:
    """Return the counts of a programme, over the people that the viewer may see.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    seen_by.must("see_decision")
    with scope(seen_by):
        found = list(
            Tally.objects.filter(programme_id=programme.pk)
            .values_list("outcome", "proposed", "has_seat", "is_by_hand", "reasons")
            .annotate(together=Sum("people"))
            .exclude(together=0)
            .order_by()
        )
    counted, reasons = Counter(dict.fromkeys(_STANDING, 0)), Counter()
    for outcome, proposed, has_seat, is_by_hand, given, people in found:
        named = {
            "candidates": True,
            outcome: True,
            "to_sign": outcome == "doubtful" and proposed == "refuse",
            "seats": has_seat,
            "waiting": outcome == "eligible" and not has_seat,
            "by_hand": is_by_hand,
        }
        counted.update({name: people for name, holds in named.items() if holds})
        reasons.update(dict.fromkeys(given, people))
    told = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    if not reads_facts(seen_by):
        told = _public_counts(told)
    return Standing(**counted, reasons=tuple(told))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a programme's people are decided which way: candidates = eligible + doubtful + not_eligible."""

    candidates: int
    eligible: int
    doubtful: int
    not_eligible: int
    seats: int
    waiting: int


def counts(*, seen_by: Viewer) -> dict[int, Counts]:
    """Return the counts of every programme of the viewer's office, over the people that the viewer may see.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    seen_by.must("see_decision")
    with scope(seen_by):
        found = list(
            Tally.objects.values("programme_id")
            .annotate(
                candidates=_people_of(),
                eligible=_people_of(outcome="eligible"),
                doubtful=_people_of(outcome="doubtful"),
                not_eligible=_people_of(outcome="not_eligible"),
                seats=_people_of(has_seat=True),
                waiting=_people_of(outcome="eligible", has_seat=False),
            )
            .order_by("programme_id")
        )
    return {one.pop("programme_id"): Counts(**one) for one in found}


def _people_of(**kind: object) -> Sum:
    return Sum("people", filter=Q(**kind), default=0)


def _having(found: QuerySet[Decision], reason: str, viewer: Viewer) -> QuerySet[Decision]:
    """Return the decisions with a reason; who reads public reasons only cannot ask for one that is not told."""
    if reads_facts(viewer):
        return found.filter(reasons__contains=[reason])
    if reason == PROGRAMME_TERMS:
        hidden = [rule.id for rule in RULES if told_as(rule.id) == PROGRAMME_TERMS]
        return found.filter(reasons__overlap=hidden)
    if reason not in BY_TOLD:
        return found.none()
    return found.filter(reasons__contains=[reason])


def _public_counts(reasons: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return only the reasons that may be told; what is private is not even counted apart."""
    return [(reason, people) for reason, people in reasons if told_as(reason) == reason]


def doubtful(
    programme: Programme, *, seen_by: Viewer, at: dt.datetime, reason: str | None = None, limit: int = 50
) -> list[Person]:
    """Return people who wait for a decision by hand, those proposed for refusal first; the look is recorded.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    found = Decision.objects.filter(programme_id=programme.pk, outcome="doubtful")
    if reason:
        found = _having(found, reason, seen_by)
    ordered = found.order_by("-proposed", "candidate_id")
    return _people(ordered[:limit], programme, seen_by=seen_by, at=at)


def waiting(
    programme: Programme, *, seen_by: Viewer, at: dt.datetime, kelurahan: str | None = None, limit: int = 50
) -> list[Person]:
    """Return the waiting list, by kelurahan and rank; the look is recorded.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    found = Decision.objects.filter(programme_id=programme.pk, outcome="eligible", has_seat=False)
    if kelurahan:
        found = found.filter(candidate__kelurahan_code=kelurahan)
    ordered = found.order_by("candidate__kelurahan_code", "rank", "candidate_id")
    return _people(ordered[:limit], programme, seen_by=seen_by, at=at)


@dataclass(frozen=True, slots=True)
class Among:
    """Which of a programme's people: those of an outcome (also `seated`, `waiting`), with a reason, in a kelurahan; '' for all."""

    outcome: str = ""
    reason: str = ""
    kelurahan: str = ""


def people(
    programme: Programme, among: Among, *, seen_by: Viewer, at: dt.datetime, start: int = 0, limit: int = 50
) -> list[Person]:
    """Return people of a programme from a place on: doubtful ones as `doubtful` orders them, those who wait by rank; the look is recorded.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    found = Decision.objects.filter(programme_id=programme.pk)
    if among.outcome in ("seated", "waiting"):
        found = found.filter(outcome="eligible", has_seat=among.outcome == "seated")
    elif among.outcome:
        found = found.filter(outcome=among.outcome)
    if among.reason:
        found = _having(found, among.reason, seen_by)
    if among.kelurahan:
        found = found.filter(candidate__kelurahan_code=among.kelurahan)
    order = {
        "waiting": ("candidate__kelurahan_code", "rank", "candidate_id"),
        "doubtful": ("-proposed", "candidate_id"),
    }.get(among.outcome, ("candidate_id",))
    return _people(
        found.order_by(*order)[start : start + limit],
        programme,
        seen_by=seen_by,
        at=at,
        purpose=f"programme {programme.code}",
    )


def waiting_by_kelurahan(programme: Programme, *, seen_by: Viewer) -> list[tuple[str | None, int]]:
    """Return how many of the viewer's people wait in each kelurahan.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    seen_by.must("see_decision")
    with scope(seen_by):
        found = Decision.objects.filter(programme_id=programme.pk, outcome="eligible", has_seat=False)
        return list(
            found.values_list("candidate__kelurahan_code")
            .annotate(people=Count("pk"))
            .order_by("candidate__kelurahan_code")
        )


def person(programme: Programme, candidate_id: int, *, seen_by: Viewer, at: dt.datetime, purpose: str = "") -> Person:
    """Return one candidate with reasons and facts; the look is recorded with its purpose.

    :raises NotAllowed: if the viewer may not see decisions.
    :raises NoSuchCandidate: if there is none for the viewer.
    """
    found = Decision.objects.filter(programme_id=programme.pk, pk=candidate_id)
    people = _people(found[:1], programme, seen_by=seen_by, at=at, purpose=purpose, about=f"candidate:{candidate_id}")
    if not people:
        raise NoSuchCandidate(candidate_id)
    return people[0]


def _people(
    found: QuerySet[Decision],
    programme: Programme,
    *,
    seen_by: Viewer,
    at: dt.datetime,
    purpose: str = "",
    about: str = "",
) -> list[Person]:
    seen_by.must("see_decision")
    with scope(seen_by):
        # The page's people first, and only then what is told of them: nobody else's candidate is read.
        page = list(found.values_list("pk", flat=True))
        known = Decision.objects.select_related("candidate", "decided_by").in_bulk(page)
        people = [_told(known[pk], facts=reads_facts(seen_by)) for pk in page if pk in known]
        audit.record(
            "people.looked_at",
            by=seen_by.name,
            by_id=seen_by.account_id,
            about=about or f"programme:{programme.pk}",
            at=at,
            purpose=purpose,
            people=len(people),
        )
    return people


def _told(decision: Decision, *, facts: bool) -> Person:
    candidate: Candidate = decision.candidate
    public = dict.fromkeys(told for one in decision.reasons if (told := told_as(one)))
    return Person(
        candidate_id=candidate.pk,
        nik=candidate.nik,
        name=candidate.name,
        birth_on=candidate.birth_on,
        kelurahan_code=candidate.kelurahan_code,
        occupation=candidate.occupation,
        occupation_group=candidate.occupation_group,
        sender_code=candidate.sender_code,
        outcome=decision.outcome,
        reasons=tuple(decision.reasons if facts else public),
        rank=decision.rank,
        has_seat=decision.has_seat,
        decided_on=decision.decided_on,
        decided_by=decision.decided_by.name if facts and decision.decided_by else "",
        note=decision.note if facts else "",
        facts=tuple((name, getattr(decision, name)) for name in _FACTS) if facts else (),
    )


@dataclass(frozen=True, slots=True)
class Candidacy:
    """One person as the candidate of one programme. `person_id` is that of the register; `row_id` the row it is from."""

    programme: str
    person_id: int
    row_id: int
    sex: str | None
    person: Person


def candidacies(
    *, seen_by: Viewer, nik: str | None = None, candidate_id: int | None = None, row_ids: Iterable[int] = ()
) -> list[Candidacy]:
    """Return what was decided about one person in every programme, found by NIK, by candidate or by rows of lists.

    Who asks records the look.

    :raises NotAllowed: if the viewer may not see decisions.
    """
    seen_by.must("see_decision")
    of = Q(candidate__row_id__in=list(row_ids))
    if nik is not None:
        of |= Q(candidate__nik=nik)
    if candidate_id is not None:
        of |= Q(pk=candidate_id)
    with scope(seen_by):
        found = Decision.objects.filter(of).select_related("candidate__programme", "decided_by").order_by("-pk")[:50]
        return [_candidacy(one, seen_by) for one in found]


def _candidacy(decision: Decision, seen_by: Viewer) -> Candidacy:
    of = decision.candidate
    told = _told(decision, facts=reads_facts(seen_by))
    return Candidacy(of.programme.name, of.person_id, of.row_id, of.sex, told)


def weighty_reasons(person: Person) -> tuple[str, ...]:
    """Return the reasons that keep a person from a seat."""
    return tuple(reason for reason in person.reasons if weight(reason) != "note")


def lists_of(programme: Programme, *, seen_by: Viewer) -> list[int]:
    """Return the lists that propose for a programme."""
    seen_by.must("see_decision")
    with scope(seen_by):
        found = ProgrammeList.objects.filter(programme=programme).order_by("submitted_list_id")
        return list(found.values_list("submitted_list_id", flat=True))
