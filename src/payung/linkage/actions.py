"""Take pairs to answer, answer them, and take an answer back."""

from __future__ import annotations

import datetime as dt

from django.db import connections, transaction
from django.db.models import Exists, OuterRef

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.linkage.models import ANSWERS, Claim, Judgement, Pair, SecondLook
from payung.linkage.queries import TURN, open_pairs, second_looks_due, turn

# What a reviewer takes is theirs for so long; who left without a word loses it to the next who asks.
TAKEN_FOR = dt.timedelta(minutes=30)

# Nobody may take the whole queue: who asks next must find something, too.
MOST_TAKEN = 50


class NoSuchPair(Exception):
    """No pair of this number waits for the viewer: not there, not theirs to see, or no longer open."""


class AlreadyAnswered(Exception):
    """Somebody answered these two identities first; `by` is who."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class TakenByAnother(Exception):
    """The pair lies before another reviewer; `by` is who."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class NotAnAnswer(Exception):
    """The answer is not one of same, different, cannot_tell."""


class NothingToUndo(Exception):
    """The viewer gave no standing answer to this pair."""


def take(*, limit: int, by: Viewer, at: dt.datetime) -> list[Pair]:
    """Give a reviewer pairs that lie before nobody else, a sample's first, then the likeliest matches; the look is recorded.

    Some of them were judged by a colleague before (see `queries.SECOND_LOOK_OF`); nothing shows which.

    :raises NotAllowed: if the viewer may not review.
    """
    by.must("review")
    limit = min(limit, MOST_TAKEN)
    with scope(by):
        elsewhere = Exists(
            Claim.objects.filter(office_id=OuterRef("office_id"), identity=OuterRef("identity"), until__gt=at).exclude(
                by_id=by.account_id
            )
        )
        fresh = open_pairs().filter(~elsewhere).order_by(*TURN)[:limit]
        again = second_looks_due(by).filter(~elsewhere).order_by(*TURN)[: max(limit // 5, 1)]
        wanted = {pair.identity: pair for pair in (*fresh.select_related("row"), *again.select_related("row"))}
        mine = claimed(list(wanted), by=by, at=at)
        found = sorted((wanted[identity] for identity in mine), key=turn)[:limit]
        audit.record(
            "pairs.seen",
            by=by.name,
            by_id=by.account_id,
            about="review",
            at=at,
            purpose="review",
            first=found[0].pk if found else None,
            pairs=len(found),
        )
    return found


@transaction.atomic(using="default")
def take_back(*, pair_id: int, by: Viewer, at: dt.datetime) -> None:
    """Take back one's own answer, and the pair with it: it lies before them again.

    :raises NotAllowed: if the viewer may not review.
    :raises NothingToUndo: if the viewer gave none that stands.
    """
    undo(pair_id=pair_id, by=by, at=at)
    with scope(by):
        claimed([Pair.objects.get(pk=pair_id).identity], by=by, at=at)


def claimed(identities: list[str], *, by: Viewer, at: dt.datetime, until: dt.datetime | None = None) -> list[str]:
    """Claim what nobody else holds by now, inside a scope; two reviewers may be asking at the same moment."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO linkage_claim (office_id, identity, by_id, until) SELECT %s, unnest(%s::text[]), %s, %s"
            " ON CONFLICT (office_id, identity) DO UPDATE SET by_id = excluded.by_id, until = excluded.until"
            " WHERE linkage_claim.until <= %s OR linkage_claim.by_id = excluded.by_id RETURNING identity",
            [by.office_id, sorted(identities), by.account_id, until or at + TAKEN_FOR, at],
        )
        return [identity for (identity,) in cursor.fetchall()]


def leave(*, by: Viewer) -> int:
    """Give back what a reviewer has taken and not answered; return how many."""
    by.must("review")
    with scope(by):
        return Claim.objects.filter(office_id=by.office_id, by_id=by.account_id).delete()[0]


def release(*, account_id: int, by: Viewer) -> int:
    """Give back what a colleague has taken and will not answer, because the account is closed; return how many.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    with scope(by):
        return Claim.objects.filter(office_id=by.office_id, by_id=account_id).delete()[0]


def answer(*, pair_id: int, answer: str, by: Viewer, at: dt.datetime, note: str = "") -> None:
    """Remember a person's answer about two identities; nobody is asked again while neither changes.

    Where a colleague judged them before and a second look is due, it is kept beside the first answer, which stands.

    :raises NotAllowed: if the viewer may not review.
    :raises NoSuchPair: if no open pair of this number is the viewer's to see.
    :raises AlreadyAnswered: if another reviewer was first.
    :raises TakenByAnother: if it lies before another reviewer.
    :raises NotAnAnswer: if the answer is none of the three.
    """
    by.must("review")
    if answer not in ANSWERS:
        raise NotAnAnswer(answer)
    with scope(by):
        identity = _to_answer(pair_id, by=by, at=at)
        if not _judged(identity, answer, note, by=by, at=at):
            _looked_again(pair_id, identity, answer, by=by, at=at)
        Claim.objects.filter(office_id=by.office_id, identity=identity, by_id=by.account_id).delete()
        audit.record("pair.answered", by=by.name, by_id=by.account_id, about=f"pair:{pair_id}", at=at, answer=answer)


def _to_answer(pair_id: int, *, by: Viewer, at: dt.datetime) -> str:
    """Return the identity of a pair that the viewer may answer now: one question, for reviewers ask it a thousand times a day."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT p.identity, a.name FROM linkage_pair p
            LEFT JOIN linkage_claim c
                ON c.office_id = p.office_id AND c.identity = p.identity AND c.until > %(at)s AND c.by_id <> %(by)s
            LEFT JOIN access_account a ON a.id = c.by_id
            WHERE p.id = %(pair)s AND (p.outcome = 'review' OR p.is_sampled)
            """,
            {"pair": pair_id, "by": by.account_id, "at": at},
        )
        found = cursor.fetchone()
    if found is None:
        raise NoSuchPair
    identity, holder = found
    if holder is not None:
        raise TakenByAnother(holder)
    return identity


def _judged(identity: str, answer: str, note: str, *, by: Viewer, at: dt.datetime) -> bool:
    """Let an answer stand; return whether it does: of two reviewers at the same moment one is first."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO linkage_judgement (office_id, identity, answer, note, by_id, at) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (office_id, identity) WHERE withdrawn_at IS NULL DO NOTHING",
            [by.office_id, identity, answer, note, by.account_id, at],
        )
        return cursor.rowcount == 1


def _looked_again(pair_id: int, identity: str, answer: str, *, by: Viewer, at: dt.datetime) -> None:
    """Keep an answer beside the one that stands, where a second look is due."""
    judged = Judgement.objects.select_related("by").get(office_id=by.office_id, identity=identity, withdrawn_at=None)
    if not second_looks_due(by).filter(pk=pair_id).exists():
        raise AlreadyAnswered(judged.by.name)
    SecondLook.objects.create(
        office_id=by.office_id, identity=identity, judgement=judged, answer=answer, by_id=by.account_id, at=at
    )


@transaction.atomic(using="default")
def undo(*, pair_id: int, by: Viewer, at: dt.datetime) -> None:
    """Take back one's own answer to a pair.

    :raises NotAllowed: if the viewer may not review.
    :raises NothingToUndo: if the viewer gave none that stands.
    """
    by.must("review")
    with scope(by):
        pair = Pair.objects.filter(pk=pair_id).first()
        withdrawn = (
            Judgement.objects.filter(
                office_id=by.office_id, identity=pair.identity, by_id=by.account_id, withdrawn_at=None
            ).update(withdrawn_at=at)
            if pair
            else 0
        )
        if pair and not withdrawn:
            withdrawn = SecondLook.objects.filter(
                office_id=by.office_id, identity=pair.identity, by_id=by.account_id
            ).delete()[0]
        if not withdrawn:
            raise NothingToUndo
        audit.record("pair.answer_withdrawn", by=by.name, by_id=by.account_id, about=f"pair:{pair_id}", at=at)
