"""A browser without script: somebody of the office who asks for pages and sends forms."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from payung.access.viewer import Viewer


def signed_in(who: Viewer | str, **how: bool) -> Client:
    """Return a client in which somebody (a viewer, or the name of an account) is signed in."""
    account = {"name": who} if isinstance(who, str) else {"pk": who.account_id}
    client = Client(**how)
    client.force_login(get_user_model().objects.get(**account))
    return client


def text(response: HttpResponse) -> str:
    """Return what a page holds."""
    return response.content.decode()
