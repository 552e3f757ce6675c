"""Ways in that an office does not offer: there are no mail addresses, so whoever forgot a password asks the administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def ask_the_administrator(request: HttpRequest) -> HttpResponse:
    """Say who can set a new password."""
    return render(request, "payung/accounts/forgotten.html")


urlpatterns = [path("password/reset/", ask_the_administrator), path("email/", ask_the_administrator)]
