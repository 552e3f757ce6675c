"""Who holds a token, and the scope that the database enforces for them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections, transaction

from payung.access import administering
from payung.access.models import Account, Office, Session
from payung.access.viewer import PURPOSES, ROLES, WEIGHTY, Viewer

# The unit separator cannot stand in a sender's code; the policies split on it.
BETWEEN = "\x1f"
#: Nobody's code: whom this stands for sees no sender's rows.
NO_SENDER = "\x1e"


class SignInFirst(Exception):
    """No token, or one that is unknown, ended or too old."""


def viewer_of(token: str, *, on: dt.datetime) -> Viewer:
    """Return who acts with a token; the rights are read anew at every call.

    :raises SignInFirst: if the token gives no right to act.
    """
    session = (
        Session.objects.select_related("account", "account__office")
        .filter(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            revoked_at=None,
            expires_at__gt=on,
            account__is_active=True,
        )
        .first()
    )
    if session is None:
        raise SignInFirst
    return _viewer(session.account)


def viewer_for(account_id: int) -> Viewer:
    """Return an account at work on the site; the rights are read anew at every call.

    Where the installation requires a second factor, the weighty rights of an account that has none are asleep.

    :raises SignInFirst: if the account was closed, or never was.
    """
    account = Account.objects.select_related("office").filter(pk=account_id, is_active=True).first()
    if account is None:
        raise SignInFirst
    return _viewer(account, asleep=_asleep(account))


def _asleep(account: Account) -> frozenset[str]:
    weighty = ROLES.get(account.role, frozenset()) & WEIGHTY
    if not weighty or settings.PAYUNG_SECOND_FACTOR != "required" or administering.has_second_factor([account.pk]):
        return frozenset()
    return weighty


def _viewer(account: Account, *, asleep: frozenset[str] = frozenset()) -> Viewer:
    purposes = PURPOSES.get(account.role, ())
    return Viewer(
        account_id=account.pk,
        name=account.name,
        office_id=account.office_id,
        kabupaten_code=account.office.kabupaten_code,
        may=ROLES.get(account.role, frozenset()) - asleep,
        # Another authority sees no sender's rows; which senders somebody ticked for it opens nothing and takes nothing away.
        senders=() if purposes else tuple(account.senders),
        asleep=asleep,
        purposes=purposes,
    )


def accounts(*, seen_by: Viewer) -> list[Account]:
    """Return the accounts of the viewer's office, closed ones last.

    :raises NotAllowed: if the viewer may not see accounts.
    """
    seen_by.must("see_accounts")
    return list(Account.objects.filter(office_id=seen_by.office_id).order_by("-is_active", "role", "name"))


def office_of(viewer: Viewer) -> Office:
    """Return the office that a viewer works for."""
    return Office.objects.get(pk=viewer.office_id)


@contextmanager
def scope(viewer: Viewer) -> Iterator[None]:
    """Open a transaction in which the application's login sees the viewer's rows only (row-level security)."""
    # Who sees packages of some purposes only is another authority: of the office's lists it sees no sender's.
    senders = NO_SENDER if viewer.purposes else BETWEEN.join(viewer.senders)
    with transaction.atomic(using="default"), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('payung.office', %s, true), set_config('payung.senders', %s, true),"
            " set_config('payung.purposes', %s, true)",
            [str(viewer.office_id), senders, BETWEEN.join(viewer.purposes)],
        )
        yield
