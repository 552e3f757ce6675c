"""The review queue, as masked pairs of the viewer's own lists, and how far its reviewers agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.linkage.models import ANSWERS, Judgement, Pair, SecondLook

# One judgement in sixteen is put to a second person, blind: those whose identity hash begins with this digit.
SECOND_LOOK_OF = "7"


def open_pairs() -> QuerySet[Pair]:
    """Return the pairs that wait for an answer, inside a scope."""
    answered = Judgement.objects.filter(
        office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None
    )
    return Pair.objects.filter(~Exists(answered), outcome="review")


def second_looks_due(viewer: Viewer) -> QuerySet[Pair]:
    """Return the pairs that somebody else judged and the viewer should judge again, inside a scope."""
    by_another = (
        Judgement.objects.filter(office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None)
        .exclude(by_id=viewer.account_id)
        .filter(~Exists(SecondLook.objects.filter(judgement=OuterRef("pk"))))
    )
    return Pair.objects.annotate(first=Left("identity", 1)).filter(
        Exists(by_another), outcome="review", first=SECOND_LOOK_OF
    )


def open_count(*, seen_by: Viewer) -> int:
    """Return how many pairs wait for an answer."""
    seen_by.must("review")
    with scope(seen_by):
        return open_pairs().count()


@dataclass(frozen=True, slots=True)
class Verval:
    """What a person answered about a row and somebody like it."""

    row_id: int
    answer: str
    note: str
    by: str
    at: dt.datetime
    other_kind: str
    rule: str


def judged(row_ids: Sequence[int], *, seen_by: Viewer) -> list[Verval]:
    """Return what people answered about some rows of the viewer, oldest first.

    :raises NotAllowed: if the viewer may not see lists.
    """
    seen_by.must("see_list")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT p.row_id, j.answer, j.note, a.full_name, j.at, p.other_kind, p.rule
            FROM linkage_pair p JOIN linkage_judgement j ON j.office_id = p.office_id AND j.identity = p.identity
            JOIN access_account a ON a.id = j.by_id
            WHERE p.row_id = ANY (%s) AND j.withdrawn_at IS NULL ORDER BY j.at
            """,
            [list(row_ids)],
        )
        return [Verval(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two answers about one pair. `pair_id` is None once the pair is no longer in the queue."""

    pair_id: int | None
    first: str
    first_by: str
    second: str
    second_by: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people who judge the same pairs agree: looks, agreed, Cohen's kappa (None under two looks or where both only ever gave one answer)."""

    looks: int
    agreed: int
    kappa: float | None
    disagreements: tuple[Disagreement, ...]


def agreement(*, seen_by: Viewer) -> Agreement:
    """Return how far first and second answers of the viewer's office agree, and where they do not.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        looks = list(
            SecondLook.objects.filter(judgement__withdrawn_at=None)
            .select_related("by", "judgement", "judgement__by")
            .order_by("pk")
        )
        apart = [look for look in looks if look.answer != look.judgement.answer]
        pairs = dict(
            Pair.objects.filter(identity__in=[look.identity for look in apart], outcome="review").values_list(
                "identity", "pk"
            )
        )
    return Agreement(
        looks=len(looks),
        agreed=len(looks) - len(apart),
        kappa=kappa([(look.judgement.answer, look.answer) for look in looks]),
        disagreements=tuple(
            Disagreement(
                pairs.get(look.identity), look.judgement.answer, look.judgement.by.name, look.answer, look.by.name
            )
            for look in apart
        ),
    )


def kappa(answers: list[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of (first, second) answers: agreement beyond chance, 1 at best, 0 for chance."""
    if len(answers) < 2:
        return None
    firsts, seconds = (Counter(pair[place] for pair in answers) for place in (0, 1))
    seen = sum(first == second for first, second in answers) / len(answers)
    chance = sum(firsts[answer] * seconds[answer] for answer in ANSWERS) / len(answers) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)
