"""The review queue, as masked pairs of the viewer's own lists, and how far its reviewers agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.intake.models import ListRow, SubmittedList
from payung.intake.standing import HELD
from payung.linkage.models import Claim, Judgement, Pair, SecondLook

# One judgement in sixteen is put to a second person, blind: those whose identity hash begins with this digit.
SECOND_LOOK_OF = "7"

# What is put to people: what matching doubts, and what was drawn to measure it.
ASKED = Q(outcome="review") | Q(is_sampled=True)

# Drawn pairs first, in no order that tells what matching made of them; then the likeliest matches.
TURN = ("-is_sampled", Case(When(is_sampled=True, then=F("identity")), default=Value("")), "-weight", "pk")

# The list of a pair by its row's number: a join would read every row of the office to find those of some pairs.
_LIST_OF_ROW = Subquery(ListRow.objects.filter(pk=OuterRef("row_id")).values("submitted_list_id"))


def open_pairs() -> QuerySet[Pair]:
    """Return the pairs that wait for an answer, inside a scope; those of held lists do not wait yet."""
    answered = Judgement.objects.filter(
        office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None
    )
    return Pair.objects.filter(ASKED, ~Exists(answered)).exclude(row_id__in=_rows_of_held_lists())


def second_looks_due(viewer: Viewer) -> QuerySet[Pair]:
    """Return the pairs that somebody else judged and the viewer should judge again, inside a scope."""
    by_another = (
        Judgement.objects.filter(office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None)
        .exclude(by_id=viewer.account_id)
        .filter(~Exists(SecondLook.objects.filter(judgement=OuterRef("pk"))))
    )
    return (
        Pair.objects.annotate(first=Left("identity", 1))
        .filter(ASKED, Exists(by_another), Q(first=SECOND_LOOK_OF) | Q(is_sampled=True))
        .exclude(row_id__in=_rows_of_held_lists())
    )


def _rows_of_held_lists() -> QuerySet[ListRow, int]:
    """Return whose pairs are put to nobody yet: where a column has slipped, reviewers would answer for nothing."""
    return ListRow.objects.filter(submitted_list__state=HELD).values_list("pk", flat=True)


def open_count(*, seen_by: Viewer) -> int:
    """Return how many pairs wait for an answer."""
    seen_by.must("review")
    with scope(seen_by):
        return open_pairs().count()


def taken(*, seen_by: Viewer, at: dt.datetime) -> list[Pair]:
    """Return the pairs that lie before the viewer and still wait for them, the likeliest first, with row and list.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        claims = Claim.objects.filter(office_id=seen_by.office_id, by_id=seen_by.account_id, until__gt=at)
        # What is called row:… is of the queue of rows (linkage.doubtful).
        mine = list(claims.exclude(identity__startswith="row:").values_list("identity", flat=True))
        if not mine:
            return []
        waiting = {
            pair.identity: pair
            for known in (open_pairs(), second_looks_due(seen_by))
            for pair in known.filter(identity__in=mine).select_related("row__submitted_list")
        }
    return sorted(waiting.values(), key=turn)


def turn(pair: Pair) -> tuple[bool, str, float, int]:
    """Return when a pair's turn comes (as TURN)."""
    return not pair.is_sampled, pair.identity if pair.is_sampled else "", -(pair.weight or 0.0), pair.pk


@dataclass(frozen=True, slots=True)
class Pace:
    """How a reviewer gets on: answers in the last hour, and the last of them that still stands in the queue."""

    in_the_hour: int
    last_pair: int | None
    last_answer: str


def pace(*, seen_by: Viewer, at: dt.datetime) -> Pace:
    """Return how fast the viewer is, and what they answered last (what `actions.take_back` would take back).

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    since = at - dt.timedelta(hours=1)
    with scope(seen_by):
        given = [
            answer
            for table in (Judgement.objects.filter(withdrawn_at=None), SecondLook.objects.all())
            for answer in table.filter(by_id=seen_by.account_id, at__gt=since).values_list("at", "identity", "answer")
        ]
        if not given:
            return Pace(0, None, "")
        _, identity, answer = max(given)
        pair = Pair.objects.filter(ASKED, identity=identity).values_list("pk", flat=True).first()
    return Pace(len(given), pair, answer)


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A list with pairs that people answered and that do not show in its rows yet."""

    list_id: int
    file_name: str
    pairs: int


def unapplied(*, seen_by: Viewer) -> list[Unapplied]:
    """Return the lists whose answers have not taken effect (`flows.act_on_answers`), most answers first.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    standing = Judgement.objects.filter(
        office_id=OuterRef("office_id"), identity=OuterRef("identity"), withdrawn_at=None
    )
    doubted = Q(Exists(standing.filter(answer__in=("same", "different"))), outcome="review")
    # A sample may show that an automatic link was wrong.
    undone = Q(Exists(standing.filter(answer="different")), outcome="linked", is_sampled=True)
    with scope(seen_by):
        found = Pair.objects.filter(doubted | undone).values(list_id=_LIST_OF_ROW).annotate(pairs=Count("pk"))
        pairs = {one["list_id"]: one["pairs"] for one in found}
        names = SubmittedList.objects.filter(pk__in=pairs).values_list("pk", "file_name")
        return sorted((Unapplied(pk, name, pairs[pk]) for pk, name in names), key=lambda one: (-one.pairs, one.list_id))


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
            Pair.objects.filter(ASKED, identity__in=[look.identity for look in apart]).values_list("identity", "pk")
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
    chance = sum(firsts[answer] * seconds[answer] for answer in firsts) / len(answers) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)
