"""How allauth knows our accounts: no sign-up, passwords by our own action, every sign-in in the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.access import actions
from payung.web.asking import now


class OfficeAccounts(DefaultAccountAdapter):
    """Accounts are opened by an administrator of the office, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Let the access room set it: the site's login may not write accounts."""
        actions.set_password(account_id=user.pk, password=password, at=now())
        user.refresh_from_db(fields=["password"])

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Write the sign-in down with its means, and go on."""
        used = [one["method"] for one in request.session.get("account_authentication_methods", [])]
        actions.note_sign_in(account_id=user.pk, how="+".join(used) or "password", at=now())
        return super().post_login(request, user, **kwargs)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """There are no addresses to write to: what changed about the second step goes into the trail."""
        room, _, what = template_prefix.rpartition("/email/")
        if room == "mfa":
            actions.note_second_factor(account_id=user.pk, what=what, at=now())

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Show what went well as the rest of the site does."""
        if level == messages.SUCCESS:
            kwargs["extra_tags"] = "good"
        super().add_message(request, level, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the own account."""
        return reverse("my_account")

    def get_user_search_fields(self) -> list[str]:
        """Accounts have a name, no e-mail."""
        return ["name", "full_name"]
