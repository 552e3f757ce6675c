"""Second opinions on doubtful rows: as of pairs, one decision in sixteen is put to another person, who cannot tell which."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.intake import settling
from payung.intake.actions import NothingToSign
from payung.intake.standing import stands
from payung.linkage.models import RowLook
from payung.linkage.queries import SECOND_LOOK_OF, kappa


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a person about a row that somebody decided: a second opinion, blind; or, shown both, which of two counts."""

    row_id: int
    is_third: bool
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two decisions about one row, and the third that settled it ('' while nobody has)."""

    row_id: int
    list_id: int
    file_name: str
    first: str
    first_by: str
    second: str
    second_by: str
    third: str
    third_by: str


@dataclass(frozen=True, slots=True)
class RowAgreement:
    """How far first and second decisions agree: looks, agreed, Cohen's kappa; and where they do not."""

    looks: int
    agreed: int
    kappa: float | None
    differences: tuple[Difference, ...]


def is_drawn(row_id: int, office_id: int) -> bool:
    """Whether a row is of the share that two people decide: by a hash, so that nobody chooses."""
    return hashlib.sha256(f"row:{office_id}:{row_id}".encode()).hexdigest()[0] == SECOND_LOOK_OF


def note_first(*, row_id: int, outcome: str, by: Viewer, at: dt.datetime) -> None:
    """Remember a decision of the drawn share, inside a scope: a second person is asked. Others are not remembered."""
    if is_drawn(row_id, by.office_id):
        said = {"first": outcome, "first_by_id": by.account_id, "first_at": at, "office_id": by.office_id}
        nobody = {"second": "", "second_by": None, "second_at": None, "third": "", "third_by": None, "third_at": None}
        RowLook.objects.update_or_create(row_id=row_id, defaults={**said, **nobody})


def withdraw_first(*, row_id: int, by: Viewer) -> None:
    """Forget what was to be looked at again, inside a scope: the first decision was taken back."""
    RowLook.objects.filter(row_id=row_id, first_by_id=by.account_id).delete()


def due(viewer: Viewer) -> QuerySet[RowLook]:
    """Return the looks that may be asked of a viewer, inside a scope: decisions of others that still stand, on lists in use."""
    mine = viewer.account_id
    second = Q(second="") & ~Q(first_by_id=mine)
    third = ~Q(second="") & ~Q(second=F("first")) & Q(third="") & ~Q(first_by_id=mine) & ~Q(second_by_id=mine)
    standing = RowLook.objects.filter(stands("row__submitted_list__"), row__verdict=F("first"))
    if viewer.senders:
        standing = standing.filter(row__sender_code__in=viewer.senders)
    return standing.filter(second | third)


def asked_of(row_ids: Sequence[int], *, by: Viewer) -> dict[int, Asked]:
    """Return what is asked of a viewer about some rows, inside a scope; rows that wait for a first decision are not among them."""
    found = due(by).filter(row_id__in=list(row_ids))
    return {one.row_id: Asked(one.row_id, bool(one.second), one.first, one.second) for one in found}


def answer(*, asked: Asked, outcome: str, ground: str, by: Viewer, at: dt.datetime) -> None:
    """Take a second opinion, or the third that settles a difference; the latter takes effect on the row.

    :raises NotAllowed: if the viewer may not review. :raises NotAnOutcome: if the outcome is none.
    :raises NothingToSign: if somebody was faster, or the row is not proposed for the refusal that is to be signed.
    """
    by.must("review")
    if outcome not in settling.OUTCOMES:
        raise settling.NotAnOutcome(outcome)
    with scope(by):
        look = due(by).select_for_update(of=("self",)).filter(row_id=asked.row_id).first()
        if look is None or bool(look.second) != asked.is_third:
            raise NothingToSign
        which = "third" if asked.is_third else "second"
        said = {which: outcome, f"{which}_by_id": by.account_id, f"{which}_at": at}
        RowLook.objects.filter(pk=look.pk).update(**said)
        if asked.is_third and outcome != look.first:
            settling.overrule(row_id=look.row_id, outcome=outcome, ground=ground, by=by, at=at)
        about = f"row:{look.row_id}"
        audit.record(f"rows.{which}_opinion", by=by.name, by_id=by.account_id, about=about, at=at, purpose=ground, outcome=outcome)  # fmt: skip


def take_back(*, row_id: int, by: Viewer, at: dt.datetime) -> bool:
    """Take one's own second opinion back, inside a scope, while no third has followed; return whether there was one."""
    mine = RowLook.objects.filter(row_id=row_id, second_by_id=by.account_id, third="")
    taken = mine.update(second="", second_by=None, second_at=None)
    if taken:
        audit.record("rows.second_opinion_withdrawn", by=by.name, by_id=by.account_id, about=f"row:{row_id}", at=at)
    return bool(taken)


def given_of(row_ids: Sequence[int], *, by: Viewer) -> dict[int, str]:
    """Return the second opinions that a viewer gave about some rows and can take back, inside a scope."""
    mine = RowLook.objects.filter(row_id__in=list(row_ids), second_by_id=by.account_id, third="")
    return dict(mine.values_list("row_id", "second"))


def agreement(*, seen_by: Viewer) -> RowAgreement:
    """Return how far first and second decisions of the viewer's office agree, and where they do not, unsettled ones first.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        found = RowLook.objects.exclude(second="").select_related(
            "first_by", "second_by", "third_by", "row__submitted_list"
        )
        if seen_by.senders:
            found = found.filter(row__sender_code__in=seen_by.senders)
        looks = list(found.order_by("third", "-pk"))
    apart = [one for one in looks if one.first != one.second]
    return RowAgreement(
        looks=len(looks),
        agreed=len(looks) - len(apart),
        kappa=kappa([(one.first, one.second) for one in looks]),
        differences=tuple(_difference(one) for one in apart),
    )


def _difference(one: RowLook) -> Difference:
    return Difference(
        row_id=one.row_id,
        list_id=one.row.submitted_list_id,
        file_name=one.row.submitted_list.file_name,
        first=one.first,
        first_by=one.first_by.name,
        second=one.second,
        second_by=one.second_by.name if one.second_by else "",
        third=one.third,
        third_by=one.third_by.name if one.third_by else "",
    )
