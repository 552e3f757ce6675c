"""How allauth knows our accounts: no sign-up, passwords by our own action, every sign-in in the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from payung.access import actions, administering, queries, sealing
from payung.vocabulary.words import Words
from payung.web.asking import now
from payung.web.language import said, t

AGAIN = {
    "reauthenticate": Words(id="Pakai kata sandi", en="Use the password"),
    "mfa_reauthenticate": Words(
        id="Pakai kode dari aplikasi, atau kode cadangan", en="Use a code of the app, or a recovery code"
    ),
    "mfa_reauthenticate:webauthn": Words(id="Pakai kunci sandi", en="Use a passkey"),
}
#: What somebody is asked for first who came in so.
FIRST = {"reauthenticate": "password", "mfa_reauthenticate:webauthn": "passkey"}
#: After these an account is protected better than its other sessions were when they began.
PROTECTED_NOW = ("totp_activated", "webauthn_added")
#: Marks a session that began with a password which an administrator has read.
GIVEN = "payung_given_password"


class OfficeAccounts(DefaultAccountAdapter):
    """Accounts are opened by an administrator of the office, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Let the access room set it: the site's login may not write accounts."""
        actions.set_password(account_id=user.pk, password=password, at=now())
        user.refresh_from_db(fields=["password"])
        context.request.session.pop(GIVEN, None)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Refuse the password that an account has already: one that was given is to be changed, not confirmed."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(
                t("Pilih kata sandi lain daripada yang sekarang.", "Choose another password than the present one.")
            )
        return super().clean_password(password, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Write the sign-in down with its means, and go on."""
        used = [_means(one) for one in get_authentication_records(request, user)]
        actions.note_sign_in(account_id=user.pk, how="+".join(used) or "password", at=now())
        onward = super().post_login(request, user, **kwargs)
        if "password" in used and administering.knows_anothers_password(user.pk):
            request.session[GIVEN] = True
            return redirect("account_change_password")
        if queries.viewer_for(user.pk).asleep:
            # The frame of that page says why.
            return redirect("mfa_index")
        return onward

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """There are no addresses to write to: what changed about the second step goes into the trail."""
        room, _, what = template_prefix.rpartition("/email/")
        if room == "mfa":
            actions.note_second_factor(account_id=user.pk, what=what, at=now())
            if what in PROTECTED_NOW:
                _end_other_sessions(user)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Show what went well as the rest of the site does."""
        if level == messages.SUCCESS:
            kwargs["extra_tags"] = "good"
        super().add_message(request, level, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the own account, or go on to the second step that the role needs."""
        return reverse("mfa_index" if queries.viewer_for(request.user.pk).asleep else "my_account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Return how somebody proves again who they are, in their words; the way they came in first, for it works."""
        used = {_means(one) for one in get_authentication_records(context.request, user)}
        known = [
            {**one, "description": said(AGAIN.get(one["id"], AGAIN["reauthenticate"]))}
            for one in super().get_reauthentication_methods(user)
        ]
        first = next((way for way, by in FIRST.items() if by in used), "")
        return sorted(known, key=lambda one: (one["id"] != first, one["id"] == "reauthenticate" and "office" in used))

    def get_user_search_fields(self) -> list[str]:
        """Accounts have a name, no e-mail."""
        return ["name", "full_name"]


class SecondSteps(DefaultMFAAdapter):
    """What a passkey is called, and whom it names; how the secrets of codes are kept."""

    def encrypt(self, text: str) -> str:
        """Keep the secret of an authenticator app, or of recovery codes, unreadable without the installation's own."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret. One that another installation sealed answers no code: it is as a lost phone."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.NotOurs:
            return generate_totp_secret()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Propose a name for a new passkey."""
        return (
            t("Kunci utama", "Main key") if not self.is_mfa_enabled(user, [type]) else t("Kunci cadangan", "Spare key")
        )

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Show the full name where a device lists its passkeys."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.full_name}

    def _get_site_name(self) -> str:
        return "Payung"


def _means(record: dict[str, Any]) -> str:
    """Return what one step of a sign-in was: password, mfa, a passkey that was both at once, or the office's own provider."""
    if record.get("passwordless"):
        return "passkey"
    return "office" if record["method"] == "socialaccount" else str(record["method"])


def _end_other_sessions(user: Any) -> None:
    """Sign an account out elsewhere: whoever came in there proved one factor only."""
    for one in UserSession.objects.purge_and_list(user):
        if not one.is_current():
            one.end()
