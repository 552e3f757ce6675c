"""Open work counted (shown) → pairs, errands, drafts and cases given to a named successor → the account closed in the same act.

All of it or none: one transaction. What is finished keeps the name of whoever did it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from payung.access import administering, succession
from payung.access.models import Account
from payung.access.viewer import Viewer
from payung.audit.history import set_actor
from payung.enrolment import handing as drafts
from payung.fieldwork import handing as errands
from payung.linkage import handing as pairs
from payung.privacy import actions as privacy
from payung.privacy import queries as cases
from payung.vocabulary.words import Words

WORK = {
    "pairs": Words(id="pasangan verval yang sedang dipegang", en="pairs that lie before the account"),
    "errands": Words(id="tugas lapangan", en="errands in the field"),
    "drafts": Words(id="konsep SK", en="drafts of decrees"),
    "cases": Words(id="kasus data pribadi", en="cases of personal data"),
    "orders": Words(id="pekerjaan yang menunggu giliran atau kolom", en="orders that wait for a worker or for columns"),
}


def open_work(account_id: int, *, at: dt.datetime, by: Viewer) -> Mapping[str, int]:
    """Return how much open work an account of the office holds, by kind; nothing changes.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    """
    by.must("administer")
    administering.account(account_id, seen_by=by)
    return {
        "pairs": pairs.held_by(account_id, at=at, seen_by=by),
        "errands": errands.running_of(account_id, at=at, seen_by=by),
        "drafts": drafts.drafts_of(account_id, seen_by=by),
        "cases": cases.held_by(account_id, seen_by=by),
    }


@transaction.atomic(using="owner")
def run(
    account_id: int, *, to_account: int, closes: bool, by: Viewer, at: dt.datetime
) -> tuple[Account, dict[str, int]]:
    """Give all open work of an account to a successor of the same office and role, and close the account where asked to.

    :raises NotAllowed: if the viewer may not administer accounts. :raises NoSuchAccount: if the office has none of this number.
    :raises NotASuccessor: if the named account cannot go on with the work. :raises LastAdministrator: if nobody would be left.
    """
    by.must("administer")
    to = succession.successor(account_id, to_account=to_account, seen_by=by)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="hand_over_an_account")
    given = {
        "pairs": pairs.hand_over(from_account=account_id, to_account=to.pk, by=by),
        "errands": errands.hand_over(from_account=account_id, to_account=to.pk, by=by, at=at),
        "drafts": drafts.hand_over(from_account=account_id, to_account=to.pk, by=by),
        "cases": privacy.pass_on(from_account=account_id, to_account=to.pk, by=by),
    }
    succession.record(account_id, to=to, counts=given, by=by, at=at)
    if closes:
        administering.close_account(account_id=account_id, by=by, at=at)
    return to, given
