"""Forms that did not get through: the session had ended, or another window had signed in anew. Nothing typed is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from payung.web import asking, held
from payung.web.held import Held


@asking.door()
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the form that was not sent, with a button that sends it."""
    form = held.of(request, at=asking.now())
    return _page(request, form, 200) if form else redirect("dashboard")


@require_POST
@asking.door()
def forget(request: HttpRequest) -> HttpResponse:
    """Throw the form away."""
    held.drop(request)
    return redirect("dashboard")


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is of an earlier sign-in: show it again where it came from a page of ours, refuse it otherwise."""
    form = held.fields_of(request) if _is_ours(request) and not _is_sign_in(request) else None
    if form and (request.user.is_authenticated or "errand" in request.session):
        return _page(request, form, 403)
    if form and held.keep(request, at=asking.now()):
        return redirect(f"{reverse('account_login')}?next={reverse('unsent')}")
    return render(request, "payung/token.html", {"again": request.path if _is_sign_in(request) else ""}, status=403)


def _page(request: HttpRequest, form: Held, status: int) -> HttpResponse:
    shown = [value for _, value in form.fields if value.strip()]
    return render(request, "payung/unsent.html", {"form": form, "shown": shown}, status=status)


def _is_ours(request: HttpRequest) -> bool:
    """Return whether a page of this very site sent a form: a browser says so, and another site cannot make it."""
    here = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == here
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site == "same-origin"
    return request.headers.get("Referer", "").startswith(f"{here}/")


def _is_sign_in(request: HttpRequest) -> bool:
    """Return whether a form lets somebody in: what it holds is never shown or kept."""
    if request.resolver_match is not None and request.resolver_match.view_name == "errand_code":
        return True
    return request.path.startswith(reverse("account_login").removesuffix("login/"))


urlpatterns = [path("", waiting, name="unsent"), path("forget/", forget, name="unsent_forget")]
