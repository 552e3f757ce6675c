"""Who can go on with an account's work: a colleague of the same office and role who may see all that the account saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from payung.access import administering
from payung.access.models import Account
from payung.access.viewer import Viewer
from payung.audit import actions as audit


class NotASuccessor(Exception):
    """The named account cannot go on with the work: closed, of another office or role, or it sees fewer senders."""


def successors(account_id: int, *, seen_by: Viewer) -> list[Account]:
    """Return who can take over from an account, by name.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    """
    seen_by.must("administer")
    leaves = administering.account(account_id, seen_by=seen_by)
    alike = Account.objects.filter(office_id=seen_by.office_id, role=leaves.role, is_active=True).exclude(pk=leaves.pk)
    return [one for one in alike.order_by("name") if _sees_as_much(one, leaves)]


def successor(account_id: int, *, to_account: int, seen_by: Viewer) -> Account:
    """Return the named successor of an account.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    :raises NotASuccessor: if the named account cannot go on with the work.
    """
    found = next((one for one in successors(account_id, seen_by=seen_by) if one.pk == to_account), None)
    if found is None:
        raise NotASuccessor(to_account)
    return found


def record(account_id: int, *, to: Account, counts: Mapping[str, int], by: Viewer, at: dt.datetime) -> None:
    """Write down, inside the caller's transaction, whose work went to whom."""
    audit.record(
        "account.work_handed_over",
        by=by.name,
        by_id=by.account_id,
        about=f"account:{account_id}",
        at=at,
        using="owner",
        to=to.name,
        **{f"n_{name}": count for name, count in counts.items()},
    )


def _sees_as_much(one: Account, leaves: Account) -> bool:
    return not one.senders or (bool(leaves.senders) and set(leaves.senders) <= set(one.senders))
