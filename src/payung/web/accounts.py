"""Page of accounts (under way)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payung.web import asking


@asking.door("administer")
def index(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "payung/landing.html")


urlpatterns = [path("", index, name="accounts")]
