"""Answer a pair, and take an answer back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.linkage.models import ANSWERS, Judgement, Pair


class NoSuchPair(Exception):
    """No pair of this number waits for the viewer: not there, not theirs to see, or no longer open."""


class AlreadyAnswered(Exception):
    """Somebody answered these two identities first; `by` is who."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class NotAnAnswer(Exception):
    """The answer is not one of same, different, cannot_tell."""


class NothingToUndo(Exception):
    """The viewer gave no standing answer to this pair."""


def answer(*, pair_id: int, answer: str, by: Viewer, at: dt.datetime, note: str = "") -> Judgement:
    """Remember a person's answer about two identities; nobody is asked again while neither changes.

    :raises NotAllowed: if the viewer may not review.
    :raises NoSuchPair: if no open pair of this number is the viewer's to see.
    :raises AlreadyAnswered: if another reviewer was first.
    :raises NotAnAnswer: if the answer is none of the three.
    """
    by.must("review")
    if answer not in ANSWERS:
        raise NotAnAnswer(answer)
    with scope(by):
        pair = Pair.objects.filter(pk=pair_id, outcome="review").first()
        if pair is None:
            raise NoSuchPair
        standing = {"office_id": by.office_id, "identity": pair.identity, "withdrawn_at": None}
        judged, made = Judgement.objects.get_or_create(
            **standing, defaults={"answer": answer, "note": note, "by_id": by.account_id, "at": at}
        )
        if not made:
            raise AlreadyAnswered(judged.by.name)
        audit.record("pair.answered", by=by.name, by_id=by.account_id, about=f"pair:{pair_id}", at=at, answer=answer)
    return judged


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
        if not withdrawn:
            raise NothingToUndo
        audit.record("pair.answer_withdrawn", by=by.name, by_id=by.account_id, about=f"pair:{pair_id}", at=at)
