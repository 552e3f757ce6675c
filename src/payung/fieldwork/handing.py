"""Errands in the field go to a colleague: the operator's link and code stay as they are."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from payung.access.viewer import Viewer
from payung.fieldwork.models import Errand


def running_of(account_id: int, *, at: dt.datetime, seen_by: Viewer) -> int:
    """Return how many errands of an account of the office are running, or hold findings that have not taken effect.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    seen_by.must("administer")
    return _open(account_id, at, seen_by).count()


def hand_over(*, from_account: int, to_account: int, by: Viewer, at: dt.datetime) -> int:
    """Give an account's open errands to a colleague, inside the caller's transaction; return how many.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    ids = list(_open(from_account, at, by).values_list("pk", flat=True))
    return Errand.objects.using("owner").filter(pk__in=ids).update(given_by_id=to_account)


def _open(account_id: int, at: dt.datetime, viewer: Viewer) -> QuerySet[Errand]:
    mine = Errand.objects.using("owner").filter(office_id=viewer.office_id, given_by_id=account_id)
    return (mine.filter(ended_at=None, ends_at__gt=at) | mine.filter(findings__applied_at=None, findings__isnull=False)).distinct()  # fmt: skip
