"""Drafts of decrees go to a colleague; whoever proposed one before still does not enact it."""

from __future__ import annotations

from django.db import connections
from django.db.models import QuerySet

from payung.access.viewer import Viewer
from payung.enrolment.models import Decree


def drafts_of(account_id: int, *, seen_by: Viewer) -> int:
    """Return how many drafts an account of the office has proposed and not printed.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    seen_by.must("administer")
    return _drafts(account_id, seen_by).count()


def hand_over(*, from_account: int, to_account: int, by: Viewer) -> int:
    """Give an account's drafts to a colleague, inside the caller's transaction; return how many. The history keeps whose they were.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    return _drafts(from_account, by).update(proposed_by_id=to_account)


def has_proposed(decree_id: int, account_id: int) -> bool:
    """Whether an account ever stood as the proposer of a decree, also before its draft was handed over."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM enrolment_decree_history WHERE id = %s AND proposed_by_id = %s)",
            [decree_id, account_id],
        )
        return cursor.fetchone()[0]


def _drafts(account_id: int, viewer: Viewer) -> QuerySet[Decree]:
    return Decree.objects.using("owner").filter(office_id=viewer.office_id, proposed_by_id=account_id, state="draft")
