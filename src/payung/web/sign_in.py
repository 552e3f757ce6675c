"""How allauth knows our accounts: no sign-up, passwords by our own action, every sign-in in the trail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

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

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There are no addresses to write to; the trail has it."""

    def get_user_search_fields(self) -> list[str]:
        """Accounts have a name, no e-mail."""
        return ["name", "full_name"]
