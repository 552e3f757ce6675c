"""Pairs that lie before a reviewer go to a colleague, with the time that is left for them."""

from __future__ import annotations

import datetime as dt

from payung.access.viewer import Viewer
from payung.linkage.models import Claim


def held_by(account_id: int, *, at: dt.datetime, seen_by: Viewer) -> int:
    """Return how many pairs lie before an account of the office.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    seen_by.must("administer")
    return Claim.objects.using("owner").filter(office_id=seen_by.office_id, by_id=account_id, until__gt=at).count()


def hand_over(*, from_account: int, to_account: int, by: Viewer) -> int:
    """Give what lies before an account to a colleague, inside the caller's transaction; return how many.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    return Claim.objects.using("owner").filter(office_id=by.office_id, by_id=from_account).update(by_id=to_account)
