"""Rows of lists that name one person, as far as the viewer may see them. Who asks records the look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Q

from payung.access.queries import scope
from payung.access.viewer import Viewer
from payung.intake.models import ListRow
from payung.registry.people import NAMED, named
from payung.vocabulary.name import Name


@dataclass(frozen=True, slots=True)
class RowFound:
    """One row of a list that names a person."""

    row_id: int
    nik: str | None
    name: str | None
    birth_on: dt.date | None
    sex: str | None
    kelurahan_code: str | None
    occupation: str | None


@dataclass(frozen=True, slots=True)
class RowSeen:
    """Where a row stands, what became of it, who decided it, all reasons as (floor, reason, detail)."""

    row_id: int
    list_id: int
    file_name: str
    sender: str
    purpose: str
    list_on: dt.date
    received_at: dt.datetime
    received_by: str
    sheet_no: int
    row_no: int
    verdict: str
    decided_by: str
    signed_by: str
    signed_at: dt.datetime | None
    sign_reason: str
    reasons: tuple[tuple[str, str, str], ...]


_FOUND = "SELECT id, nik, name, birth_on, sex, kelurahan_code, occupation FROM intake_row WHERE "


def by_nik(nik: str, *, seen_by: Viewer) -> list[RowFound]:
    """Return the rows that hold a NIK, newest first.

    :raises NotAllowed: if the viewer may not see lists.
    """
    return _found("nik = %(nik)s", {"nik": nik}, seen_by)


def by_name(name: Name, birth_on: dt.date, *, seen_by: Viewer) -> list[RowFound]:
    """Return the rows that hold a name and a birth date; long and short forms of a name find each other.

    :raises NotAllowed: if the viewer may not see lists.
    """
    return _found(NAMED, named(name, birth_on), seen_by)


def by_id(row_id: int, *, seen_by: Viewer) -> list[RowFound]:
    """Return one row, none where the viewer has none of this number.

    :raises NotAllowed: if the viewer may not see lists.
    """
    return _found("id = %(row)s", {"row": row_id}, seen_by)


def _found(condition: str, parameters: Mapping[str, object], seen_by: Viewer) -> list[RowFound]:
    seen_by.must("see_list")
    with scope(seen_by), connections["default"].cursor() as cursor:
        cursor.execute(f"{_FOUND} {condition} ORDER BY id DESC LIMIT 60", parameters)
        return [RowFound(*row) for row in cursor.fetchall()]


def rows_of(*, row_ids: Sequence[int], nik: str | None, seen_by: Viewer) -> list[RowSeen]:
    """Return where a person stands in lists, newest list first.

    :raises NotAllowed: if the viewer may not see lists.
    """
    seen_by.must("see_list")
    mine = Q(pk__in=row_ids) | Q(nik=nik) if nik else Q(pk__in=row_ids)
    with scope(seen_by):
        found = (
            ListRow.objects.filter(mine)
            .select_related("submitted_list__sender", "submitted_list__received_by", "decided_by", "sign_off__by")
            .prefetch_related("reasons")
            .order_by("-submitted_list_id", "sheet_no", "row_no")[:50]
        )
        return [_seen(one) for one in found]


def _seen(row: ListRow) -> RowSeen:
    of, signed = row.submitted_list, row.sign_off
    return RowSeen(
        row_id=row.pk,
        list_id=of.pk,
        file_name=of.file_name,
        sender=of.sender.name,
        purpose=of.purpose,
        list_on=of.list_on,
        received_at=of.received_at,
        received_by=of.received_by.full_name,
        sheet_no=row.sheet_no,
        row_no=row.row_no,
        verdict=row.verdict,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        signed_by=signed.by.full_name if signed else "",
        signed_at=signed.at if signed else None,
        sign_reason=signed.reason if signed else "",
        reasons=tuple((one.floor, one.reason_id, one.detail) for one in row.reasons.all()),
    )
