"""An account's open work goes to a successor, with the orders that still wait for a worker or for somebody to settle columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from payung.access.viewer import Viewer
from payung.flows import hand_over_an_account
from payung.jobs.models import Work


def open_work(account_id: int, *, at: dt.datetime, by: Viewer) -> Mapping[str, int]:
    """Return how much open work an account holds, by kind; nothing changes.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    """
    return {**hand_over_an_account.open_work(account_id, at=at, by=by), "orders": _waiting(account_id, by).count()}


@transaction.atomic(using="owner")
def hand_over(
    account_id: int, *, to_account: int, closes: bool, by: Viewer, at: dt.datetime
) -> tuple[str, Mapping[str, int]]:
    """Give all open work of an account to a successor, and close it where asked to; all of it or none. Return the successor's name and how much.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    :raises NotASuccessor: if the named account cannot go on with the work. :raises LastAdministrator: if nobody would be left.
    """
    to, given = hand_over_an_account.run(account_id, to_account=to_account, closes=closes, by=by, at=at)
    # A worker reads the rights of whoever stands there when it begins.
    return to.name, {**given, "orders": _waiting(account_id, by).update(account_id=to.pk)}


def _waiting(account_id: int, by: Viewer) -> QuerySet[Work]:
    mine = Work.objects.using("owner").filter(office_id=by.office_id, account_id=account_id)
    return mine.filter(Q(state="waiting") | Q(state="refused", result="columns"))
