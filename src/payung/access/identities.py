"""Who an office's own identity provider vouches for: an administrator links its claim to an account; nobody links themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from payung.access.administering import NoSuchAccount
from payung.access.models import Account, Identity, Office
from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.audit.history import set_actor

LONGEST = 191


class SubjectTaken(Exception):
    """Another account is linked to this name of the provider."""


class NotASubject(Exception):
    """The name is too long for one that a provider gives."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of somebody: who says it, which claim it is, and its value."""

    issuer: str
    claim: str
    subject: str


def account_of(vouched: Vouched) -> Account | None:
    """Return the account that is linked to what a provider vouches for; a closed one too: signing in refuses it."""
    found = Identity.objects.select_related("account").filter(
        issuer=vouched.issuer, claim=vouched.claim, subject=vouched.subject
    )
    return next((one.account for one in found), None)


def subject_of(account_id: int, *, issuer: str, claim: str, seen_by: Viewer) -> str:
    """Return by which name a provider knows an account of the viewer's office; empty where it is not linked.

    :raises NotAllowed: if the viewer may not see accounts.
    """
    seen_by.must("see_accounts")
    found = Identity.objects.filter(
        account_id=account_id, account__office_id=seen_by.office_id, issuer=issuer, claim=claim
    )
    return found.values_list("subject", flat=True).first() or ""


@transaction.atomic(using="owner")
def link(account_id: int, vouched: Vouched, *, by: Viewer, at: dt.datetime) -> bool:
    """Let a provider's name sign an account in, or, where the name is empty, no longer; return whether anything changed.

    :raises NotAllowed: if the viewer may not administer accounts.
    :raises NoSuchAccount: if the office has none of this number.
    :raises NotASubject: if the name cannot be one.
    :raises SubjectTaken: if another account has it.
    """
    by.must("administer")
    if len(vouched.subject) > LONGEST:
        raise NotASubject
    mine = Account.objects.using("owner").select_for_update(of=("self",)).filter(office_id=by.office_id)
    account = mine.filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount(account_id)
    set_actor(using="owner", actor=by.name, actor_id=by.account_id, act="link_identity")
    said = {"issuer": vouched.issuer, "claim": vouched.claim, "subject": vouched.subject}
    before = Identity.objects.using("owner").filter(account=account)
    known = before.values_list("issuer", "claim", "subject").first()
    if known == (tuple(said.values()) if vouched.subject else None):
        return False
    before.delete()
    if vouched.subject:
        try:
            with transaction.atomic(using="owner"):
                Identity.objects.using("owner").create(account=account, **said)
        except IntegrityError:
            raise SubjectTaken from None
    act = "account.identity_linked" if vouched.subject else "account.identity_unlinked"
    audit.record(act, by=by.name, by_id=by.account_id, about=f"account:{account.pk}", at=at, using="owner", **said)
    return True


def note_refused(vouched: Vouched, *, why: str, at: dt.datetime) -> None:
    """Write down that a provider vouched for somebody who was not let in; every office of the installation reads it."""
    for number in Office.objects.values_list("pk", flat=True):
        audit.record(
            "account.identity_refused",
            by="",
            by_id=None,
            about=f"office:{number}",
            at=at,
            issuer=vouched.issuer,
            subject=vouched.subject[:LONGEST],
            why=why,
        )
