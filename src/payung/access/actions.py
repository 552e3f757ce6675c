"""Set up an office and its accounts; sign in and out."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from payung.access.administering import PASSWORDS
from payung.access.models import Account, FailedSignIn, Office, Session
from payung.access.viewer import ROLES, Viewer
from payung.audit import actions as audit
from payung.audit import queries as trail
from payung.audit.history import set_actor

SESSION_LASTS = dt.timedelta(hours=12)
LOCKED_AFTER = 10
LOCKED_FOR = dt.timedelta(minutes=15)


class WrongNameOrPassword(Exception):
    """Name and password do not belong together; which of the two is wrong is not told."""


class Locked(Exception):
    """Too many wrong passwords for this name; it opens by itself."""


class UnknownRole(Exception):
    """The role is not one of ROLES."""


class WeakPassword(Exception):
    """The password does not meet the rules; `reasons` lists all of them."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic(using="owner")
def open_office(*, name: str, kind: str, kabupaten_code: str, at: dt.datetime) -> Office:
    """Create the office, or bring its kind and kabupaten up to date; running it twice changes nothing."""
    set_actor(using="owner", actor="setup", actor_id=None, act="open_office")
    office, made = Office.objects.using("owner").update_or_create(
        name=name, defaults={"kind": kind, "kabupaten_code": kabupaten_code}
    )
    audit.record(
        "office.opened" if made else "office.updated",
        by="setup",
        by_id=None,
        about=f"office:{office.pk}",
        at=at,
        using="owner",
    )
    return office


def seal(password: str) -> str:
    """Return a password as accounts keep it: slow on purpose, so many are sealed side by side.

    :raises WeakPassword: if the password does not meet the rules.
    """
    _must_be_strong(password)
    return make_password(password)


@transaction.atomic(using="owner")
def open_account(  # noqa: PLR0913 (an account is these facts)
    *,
    name: str,
    full_name: str,
    office: Office,
    role: str,
    password: str,
    at: dt.datetime,
    senders: tuple[str, ...] = (),
    sealed: str = "",
) -> Account:
    """Create an account, or give an existing one this role and password.

    :param sealed: the password as `seal` gave it back; it is sealed here otherwise.
    :raises UnknownRole: if the role is not in ROLES.
    :raises WeakPassword: if the password does not meet the rules.
    """
    if role not in ROLES:
        raise UnknownRole(role)
    sealed = sealed or seal(password)
    set_actor(using="owner", actor="setup", actor_id=None, act="open_account")
    account, made = Account.objects.using("owner").update_or_create(
        name=name,
        defaults={
            "full_name": full_name,
            "office": office,
            "role": role,
            "senders": list(senders),
            "password": sealed,
            "is_active": True,
        },
    )
    audit.record(
        "account.opened" if made else "account.updated",
        by="setup",
        by_id=None,
        about=f"account:{account.pk}",
        at=at,
        using="owner",
        role=role,
    )
    return account


@transaction.atomic(using="owner")
def note_given_passwords(*, names: Collection[str], at: dt.datetime, by: Viewer | None = None) -> None:
    """Write down that somebody else has read the first passwords of accounts: each opens nothing but its change.

    :param by: who opened them; None: whoever set the installation up.
    """
    who = {"by": by.name if by else "setup", "by_id": by.account_id if by else None}
    for account in Account.objects.using("owner").filter(name__in=names).order_by("pk"):
        about = f"account:{account.pk}"
        audit.record("account.password_given", **who, about=about, at=at, using="owner")


@transaction.atomic(using="owner")
def note_first_passwords(*, but_not: Collection[str], at: dt.datetime) -> list[str]:
    """Note the printed passwords of a set-up from before such notes were made; return whose. Running it again changes nothing.

    A set-up acts for nobody, and printed a password for each account that it opened: whoever still has it changes it first.

    :param but_not: accounts whose passwords are there for everybody to read (the demo's).
    """
    opened = Account.objects.using("owner").filter(is_active=True).exclude(name__in=but_not).order_by("pk")
    names = [
        one.name
        for one in opened
        if trail.newest(about=f"account:{one.pk}", actions=PASSWORDS) == ("account.opened", None)
    ]
    note_given_passwords(names=names, at=at)
    return names


@transaction.atomic(using="owner")
def close_account(*, name: str, by: Viewer, at: dt.datetime) -> None:
    """Deactivate an account and end its sessions; its past acts keep its name.

    :raises NotAllowed: if the viewer may not administer accounts.
    """
    by.must("administer")
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="close_account")
    account = Account.objects.using("owner").get(name=name, office_id=by.office_id)
    Account.objects.using("owner").filter(pk=account.pk).update(is_active=False)
    Session.objects.using("owner").filter(account=account, revoked_at=None).update(revoked_at=at)
    audit.record("account.closed", by=by.name, by_id=by.account_id, about=f"account:{account.pk}", at=at, using="owner")


@transaction.atomic(using="owner")
def set_password(*, account_id: int, password: str, at: dt.datetime) -> None:
    """Give an account a new password and end its sessions at the command line.

    :raises WeakPassword: if the password does not meet the rules.
    """
    _must_be_strong(password)
    account = Account.objects.using("owner").select_for_update(of=("self",)).get(pk=account_id)
    set_actor(using="owner", actor=account.name, actor_id=account_id, act="set_password")
    Account.objects.using("owner").filter(pk=account_id).update(password=make_password(password))
    Session.objects.using("owner").filter(account_id=account_id, revoked_at=None).update(revoked_at=at)
    audit.record(
        "account.password_set",
        by=account.name,
        by_id=account_id,
        about=f"account:{account_id}",
        at=at,
        using="owner",
    )


def note_sign_in(*, account_id: int, how: str, at: dt.datetime) -> None:
    """Write a sign-in with a browser into the trail. `how` names its means (`password`, `password+totp`, `passkey`)."""
    account = Account.objects.get(pk=account_id)
    audit.record("account.signed_in", by=account.name, by_id=account.pk, about=f"account:{account.pk}", at=at, how=how)


def note_second_factor(*, account_id: int, what: str, at: dt.datetime) -> None:
    """Write into the trail what an account changed about its second step (`totp_activated`, `recovery_codes_generated` …)."""
    account = Account.objects.get(pk=account_id)
    audit.record(
        "account.second_factor", by=account.name, by_id=account.pk, about=f"account:{account.pk}", at=at, what=what
    )


def _must_be_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as refused:
        raise WeakPassword(list(refused.messages)) from None


def sign_in(*, name: str, password: str, at: dt.datetime) -> str:
    """Return a new token for the command line; it lasts twelve hours.

    :raises WrongNameOrPassword: if they do not belong together, or the account is closed.
    :raises Locked: after ten wrong passwords in a quarter of an hour.
    """
    if FailedSignIn.objects.filter(name=name[:64], at__gt=at - LOCKED_FOR).count() >= LOCKED_AFTER:
        raise Locked
    account = Account.objects.filter(name=name, is_active=True).first()
    # The hash is computed also where there is no such account: time must not tell which names exist.
    if not check_password(password, account.password if account else make_password(None)) or account is None:
        FailedSignIn.objects.create(name=name[:64], at=at)
        raise WrongNameOrPassword
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Session.objects.create(
            account=account, token_sha256=_digest(token), created_at=at, expires_at=at + SESSION_LASTS
        )
        audit.record("account.signed_in", by=account.name, by_id=account.pk, about=f"account:{account.pk}", at=at)
    return token


def sign_out(*, token: str, at: dt.datetime) -> None:
    """End the session of a token; unknown and ended ones are left as they are."""
    Session.objects.filter(token_sha256=_digest(token), revoked_at=None).update(revoked_at=at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
