"""What an administrator does with the accounts of the own office: open, change, give a new password, close."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Collection, Sequence

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from payung.access.models import Account, Session
from payung.access.viewer import ROLES, Viewer
from payung.audit import actions as audit
from payung.audit import queries as trail
from payung.audit.history import set_actor
from payung.vocabulary.words import Words

#: Letters and digits that nobody takes for one another when a password is read out or written down.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
#: Acts by which an account comes to a password.
PASSWORDS = ("account.opened", "account.password_given", "account.password_set")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")

NAME_WRONG = Words(
    id="Nama akun: 3–64 huruf kecil, angka, titik, garis; tanpa spasi.",
    en="Account name: 3–64 small letters, digits, dots, dashes; no spaces.",
)
NAME_TAKEN = Words(id="Nama akun ini sudah dipakai.", en="This account name is taken.")
FULL_NAME_MISSING = Words(id="Isi nama lengkap.", en="Give the full name.")
ROLE_UNKNOWN = Words(id="Pilih peran.", en="Choose a role.")
SENDER_UNKNOWN = Words(id="Pengirim ini tidak ada di kantor ini.", en="This office has no such sender.")


class NoSuchAccount(Exception):
    """The viewer's office has no account of this number."""


class LastAdministrator(Exception):
    """The office would be left without anybody who can open accounts."""


class AccountIsClosed(Exception):
    """The account is closed: it gets no new password."""


class NotAnAccount(Exception):
    """The account cannot be so; `problems` are all of them as (field, words)."""

    def __init__(self, problems: Sequence[tuple[str, Words]]) -> None:
        super().__init__("; ".join(words.en for _, words in problems))
        self.problems = tuple(problems)


def account(account_id: int, *, seen_by: Viewer) -> Account:
    """Return one account of the viewer's office.

    :raises NotAllowed: if the viewer may not see accounts.
    :raises NoSuchAccount: if the office has none of this number.
    """
    seen_by.must("see_accounts")
    found = Account.objects.filter(pk=account_id, office_id=seen_by.office_id).first()
    if found is None:
        raise NoSuchAccount(account_id)
    return found


def has_second_factor(account_ids: Collection[int]) -> set[int]:
    """Return which accounts sign in with a second factor."""
    found = Authenticator.objects.filter(user_id__in=account_ids).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(found.values_list("user_id", flat=True))


def knows_anothers_password(account_id: int) -> bool:
    """Return whether an account still has the password that an administrator gave it and has read."""
    newest = trail.newest(about=f"account:{account_id}", actions=PASSWORDS)
    # What the demo opened has no actor and was not given on: its visitors read the passwords where they sign in.
    return newest is not None and (
        newest[0] == "account.password_given" or (newest[0] == "account.opened" and newest[1] is not None)
    )


@transaction.atomic(using="owner")
def open_account(  # noqa: PLR0913 (an account is these facts)
    *,
    name: str,
    full_name: str,
    role: str,
    senders: Sequence[str],
    known_senders: Collection[str],
    by: Viewer,
    at: dt.datetime,
) -> tuple[Account, str]:
    """Open a new account in the viewer's office; return it with its first password, which is kept nowhere.

    :param known_senders: the codes of the office's senders: the list room knows them, which is upstairs.
    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NotAnAccount: with all that is wrong.
    """
    by.must("administer")
    name, full_name = name.strip(), full_name.strip()
    problems = _problems(full_name, role, senders, known_senders)
    if not _NAME.fullmatch(name):
        problems.insert(0, ("name", NAME_WRONG))
    elif Account.objects.using("owner").filter(name=name).exists():
        problems.insert(0, ("name", NAME_TAKEN))
    if problems:
        raise NotAnAccount(problems)
    password = first_password()
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="open_account")
    made, is_new = Account.objects.using("owner").get_or_create(
        name=name,
        defaults={
            "full_name": full_name,
            "office_id": by.office_id,
            "role": role,
            "senders": sorted(senders),
            "password": make_password(password),
        },
    )
    if not is_new:
        raise NotAnAccount([("name", NAME_TAKEN)])
    _record("account.opened", made, by=by, at=at, role=role, senders=", ".join(sorted(senders)))
    return made, password


@transaction.atomic(using="owner")
def change_account(  # noqa: PLR0913 (an account is these facts)
    *,
    account_id: int,
    full_name: str,
    role: str,
    senders: Sequence[str],
    known_senders: Collection[str],
    by: Viewer,
    at: dt.datetime,
) -> Account:
    """Give an account another name, role or other senders; rights are read anew at the next page.

    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NoSuchAccount: if the office has none of this number.
    :raises NotAnAccount: with all that is wrong.
    :raises LastAdministrator: if nobody would be left to open accounts.
    """
    by.must("administer")
    found = _locked(account_id, by)
    if problems := _problems(full_name.strip(), role, senders, known_senders):
        raise NotAnAccount(problems)
    if role != "administrator":
        _must_leave_an_administrator(found, by)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="change_account")
    was = found.role
    found.full_name, found.role, found.senders = full_name.strip(), role, sorted(senders)
    found.save(using="owner", update_fields=["full_name", "role", "senders"])
    _record("account.changed", found, by=by, at=at, was=was, role=role, senders=", ".join(sorted(senders)))
    return found


@transaction.atomic(using="owner")
def give_password(*, account_id: int, forget_second_factor: bool, by: Viewer, at: dt.datetime) -> tuple[Account, str]:
    """Give an account a new password and end its sessions; return it with the password, which is kept nowhere.

    :param forget_second_factor: for somebody whose phone is lost: they sign in with the password alone and set it up anew.
    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NoSuchAccount: if the office has none of this number.
    :raises AccountIsClosed: if it is closed.
    """
    by.must("administer")
    found = _locked(account_id, by)
    if not found.is_active:
        raise AccountIsClosed
    password = first_password()
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="give_password")
    Account.objects.using("owner").filter(pk=account_id).update(password=make_password(password))
    Session.objects.using("owner").filter(account_id=account_id, revoked_at=None).update(revoked_at=at)
    if forget_second_factor:
        Authenticator.objects.using("owner").filter(user_id=account_id).delete()
    _record("account.password_given", found, by=by, at=at, second_factor_forgotten=forget_second_factor)
    return found, password


@transaction.atomic(using="owner")
def close_account(*, account_id: int, by: Viewer, at: dt.datetime) -> Account:
    """Close an account and end its sessions; its past acts keep its name. Closing it again changes nothing.

    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NoSuchAccount: if the office has none of this number.
    :raises LastAdministrator: if nobody would be left to open accounts.
    """
    by.must("administer")
    found = _locked(account_id, by)
    if not found.is_active:
        return found
    _must_leave_an_administrator(found, by)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="close_account")
    Account.objects.using("owner").filter(pk=account_id).update(is_active=False)
    Session.objects.using("owner").filter(account_id=account_id, revoked_at=None).update(revoked_at=at)
    _record("account.closed", found, by=by, at=at)
    return found


def first_password() -> str:
    """Return a password of four groups that can be read out; eighty bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def _problems(full_name: str, role: str, senders: Sequence[str], known: Collection[str]) -> list[tuple[str, Words]]:
    problems = []
    if not full_name:
        problems.append(("full_name", FULL_NAME_MISSING))
    if role not in ROLES:
        problems.append(("role", ROLE_UNKNOWN))
    if not set(senders) <= set(known):
        problems.append(("senders", SENDER_UNKNOWN))
    return problems


def _locked(account_id: int, by: Viewer) -> Account:
    """Return an account with its office's administrators locked: two who close each other wait for one another."""
    mine = Account.objects.using("owner").select_for_update(of=("self",)).filter(office_id=by.office_id)
    list(mine.filter(role="administrator").order_by("pk"))
    found = mine.filter(pk=account_id).first()
    if found is None:
        raise NoSuchAccount(account_id)
    return found


def _must_leave_an_administrator(found: Account, by: Viewer) -> None:
    others = Account.objects.using("owner").filter(office_id=by.office_id, role="administrator", is_active=True)
    if found.role == "administrator" and found.is_active and not others.exclude(pk=found.pk).exists():
        raise LastAdministrator


def _record(act: str, of: Account, *, by: Viewer, at: dt.datetime, **detail: object) -> None:
    audit.record(act, by=by.name, by_id=by.account_id, about=f"account:{of.pk}", at=at, using="owner", **detail)
