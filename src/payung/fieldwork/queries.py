"""Errands, the rows that an operator may see, and what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.fieldwork.models import Errand, Finding
from payung.intake.models import ListRow, SubmittedList
from payung.intake.standing import stands


class NoSuchErrand(Exception):
    """There is no errand of this number or link for whoever asks, or it is over: the cases are not told apart."""


@dataclass(frozen=True, slots=True)
class ErrandSeen:
    """One errand with its progress; `waiting` rows are open for it, `found` were answered through it."""

    errand_id: int
    kelurahan_code: str
    holder: str
    given_by: str
    given_at: dt.datetime
    ends_at: dt.datetime
    opened_at: dt.datetime | None
    ended_at: dt.datetime | None
    letter_sha256: str
    found: int
    to_apply: int
    waiting: int
    month: dt.date | None
    rw: str
    rt: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """What an operator sees of a row: enough to know the neighbour, never the whole NIK."""

    row_id: int
    name: str
    nik_end: str
    birth_year: int | None
    address: str
    rt: str
    rw: str
    occupation: str


def errands(*, seen_by: Viewer) -> list[ErrandSeen]:
    """Return the office's errands about rows of lists, newest first.

    :raises NotAllowed: if the viewer may not review.
    """
    return _errands(Q(month=None), seen_by)


def _errands(which: Q, seen_by: Viewer) -> list[ErrandSeen]:
    seen_by.must("review")
    with scope(seen_by):
        found = list(
            Errand.objects.select_related("given_by")
            .filter(which)
            .annotate(n=Count("findings"), due=Count("findings", filter=Q(findings__applied_at=None)))
            .order_by("-pk")
        )
        # Errands about members settle no rows: nothing waits for them here.
        places = sorted({one.kelurahan_code for one in found if one.month is None})
        counted = _open(places).values_list("kelurahan_code").annotate(Count("pk")).order_by() if places else []
        waiting = dict(counted)
    return [_seen(one, waiting.get(one.kelurahan_code, 0)) for one in found]


def errand(errand_id: int, *, seen_by: Viewer) -> ErrandSeen:
    """Return one errand.

    :raises NotAllowed: if the viewer may not review. :raises NoSuchErrand: if there is none for them.
    """
    found = _errands(Q(pk=errand_id), seen_by)
    if not found:
        raise NoSuchErrand(errand_id)
    return found[0]


def findings(errand_id: int, *, seen_by: Viewer) -> list[Finding]:
    """Return what was found through an errand, rows loaded, newest first.

    :raises NotAllowed: if the viewer may not review. :raises NoSuchErrand: if there is none for them.
    """
    errand(errand_id, seen_by=seen_by)
    with scope(seen_by):
        return list(Finding.objects.select_related("row").filter(errand_id=errand_id).order_by("-found_at", "-pk"))


def findings_of_list(list_id: int, *, seen_by: Viewer) -> list[Finding]:
    """Return every finding about rows of a list, whichever errand it came by.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        return list(Finding.objects.filter(row__submitted_list_id=list_id).order_by("row_id"))


def kelurahan_with_open_rows(*, seen_by: Viewer) -> list[tuple[str, int]]:
    """Return (kelurahan, rows that wait for a person's eye) of the office's own region, the most first: errands are given nowhere else.

    :raises NotAllowed: if the viewer may not review.
    """
    seen_by.must("review")
    with scope(seen_by):
        found = _open(None).filter(kelurahan_code__startswith=seen_by.kabupaten_code)
        return list(found.values_list("kelurahan_code").annotate(n=Count("pk")).order_by("-n", "kelurahan_code"))


def open_rows(errand: Errand, *, seen_by: Viewer, limit: int, after: int = 0) -> list[OpenRow]:
    """Return rows of the errand's kelurahan that wait and that nobody answered yet, by RW, RT and name after a row."""
    with scope(seen_by):
        found = list(_open([errand.kelurahan_code]).filter(pk__gt=after).order_by("pk")[:limit])
    return [_open_row(one) for one in found]


def open_count(errand: Errand, *, seen_by: Viewer) -> int:
    """Return how many rows wait for an errand."""
    with scope(seen_by):
        return _open([errand.kelurahan_code]).count()


def one_open_row(errand: Errand, row_id: int, *, seen_by: Viewer) -> bool:
    """Whether a row may be answered through an errand: it waits, lies in its kelurahan, and no finding of it took effect."""
    with scope(seen_by):
        return (
            ListRow.objects.filter(pk=row_id, kelurahan_code=errand.kelurahan_code, verdict="verval")
            .filter(~Exists(Finding.objects.filter(row=OuterRef("pk"), applied_at__isnull=False)))
            .exists()
        )


def found_by_me(errand: Errand, *, seen_by: Viewer, limit: int = 20) -> list[Finding]:
    """Return the newest findings of an errand that have not taken effect: the operator may still change them."""
    with scope(seen_by):
        return list(
            Finding.objects.select_related("row")
            .filter(errand=errand, applied_at=None)
            .order_by("-found_at", "-pk")[:limit]
        )


def _open(places: Sequence[str] | None) -> QuerySet[ListRow]:
    """Return the rows that wait for somebody who knows the neighbours, inside a scope."""
    counting = SubmittedList.objects.filter(stands(), pk=OuterRef("submitted_list_id"))
    rows = ListRow.objects.filter(
        ~Exists(Finding.objects.filter(row=OuterRef("pk"))),
        Exists(counting),
        verdict="verval",
        submitted_list__kind="proposal",
        kelurahan_code__isnull=False,
    )
    return rows if places is None else rows.filter(kelurahan_code__in=places)


def _open_row(row: ListRow) -> OpenRow:
    return OpenRow(
        row_id=row.pk,
        name=row.name or "",
        nik_end=(row.nik or "")[-4:],
        birth_year=row.birth_on.year if row.birth_on else None,
        address=row.address or "",
        rt=row.rt or "",
        rw=row.rw or "",
        occupation=row.occupation or "",
    )


def _seen(one: Errand, waiting: int) -> ErrandSeen:
    return ErrandSeen(
        errand_id=one.pk,
        kelurahan_code=one.kelurahan_code,
        holder=one.holder,
        given_by=one.given_by.full_name,
        given_at=one.given_at,
        ends_at=one.ends_at,
        opened_at=one.opened_at,
        ended_at=one.ended_at,
        letter_sha256=one.letter_sha256,
        found=one.n,
        to_apply=one.due,
        waiting=waiting,
        month=one.month,
        rw=one.rw,
        rt=one.rt,
    )
