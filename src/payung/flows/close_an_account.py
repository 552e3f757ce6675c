"""closed → signed out everywhere → what lay before it in the review goes back to the others."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from payung.access import administering
from payung.access.models import Account
from payung.access.viewer import Viewer
from payung.linkage import actions as linkage


@transaction.atomic(using="owner")
def run(account_id: int, *, by: Viewer, at: dt.datetime) -> tuple[Account, int]:
    """Close an account and give back the pairs that it had taken; return the account and how many pairs.

    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NoSuchAccount: if the office has none of this number.
    :raises LastAdministrator: if nobody would be left to open accounts.
    """
    closed = administering.close_account(account_id=account_id, by=by, at=at)
    return closed, linkage.release(account_id=closed.pk, by=by)
