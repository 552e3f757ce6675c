"""Pages of accounts: an administrator opens, changes and closes those of the own office; everybody has a page of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from payung.access import administering, identities, queries
from payung.access.administering import AccountIsClosed, LastAdministrator, NotAnAccount
from payung.access.identities import NotASubject, SubjectTaken, Vouched
from payung.access.role_words import ROLE
from payung.access.viewer import ROLES, Viewer
from payung.flows import close_an_account
from payung.intake import queries as intake
from payung.vocabulary.words import Words
from payung.web import asking, handing_over
from payung.web.language import number as written
from payung.web.language import t

LAST = handing_over.LAST
CLOSED = Words(id="Akun ini sudah ditutup.", en="This account is closed.")
TAKEN = Words(id="Pengenal ini sudah terhubung ke akun lain.", en="This identifier is linked to another account.")
TOO_LONG = Words(
    id="Pengenal terlalu panjang (paling banyak 191 huruf).", en="The identifier is too long (191 letters at most)."
)
NOT_CONFIRMED = Words(
    id="Centang dulu bahwa akun ini memang ditutup.", en="Tick first that the account is to be closed."
)


@never_cache
@require_GET
@asking.door("see_accounts")
def index(request: HttpRequest) -> HttpResponse:
    """Show the office's accounts and the form of a new one."""
    return _list(request, typed={"senders": []})


@never_cache
@asking.door("administer")
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown once, on this page, and kept nowhere: hence no redirect."""
    if request.method != "POST":
        return redirect("accounts")
    who, typed = asking.viewer(request), _typed(request)
    try:
        made, password = administering.open_account(**typed, known_senders=_senders(who), by=who, at=asking.now())
    except NotAnAccount as refused:
        return _list(request, typed=typed, problems=refused.problems)
    return render(request, "payung/accounts/password.html", {"account": made, "password": password, "is_new": True})


@never_cache
@require_GET
@asking.door("see_accounts")
def account(request: HttpRequest, number: int) -> HttpResponse:
    """Show one account of the office with what can be done to it."""
    return _account(request, number)


@never_cache
@asking.door("administer")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Give an account another name, role or other senders."""
    if request.method != "POST":
        return redirect("account", number=number)
    who, typed = asking.viewer(request), _typed(request)
    del typed["name"]
    try:
        administering.change_account(account_id=number, **typed, known_senders=_senders(who), by=who, at=asking.now())
    except NotAnAccount as refused:
        return _account(request, number, typed=typed, problems=refused.problems)
    except LastAdministrator:
        return _account(request, number, typed=typed, problems=[("role", LAST)])
    messages.success(request, t("Akun diubah; haknya berlaku mulai sekarang.", "The account is changed; its rights count from now on."), extra_tags="good")  # fmt: skip
    return redirect("account", number=number)


@never_cache
@asking.door("administer")
def password(request: HttpRequest, number: int) -> HttpResponse:
    """Give a new password; it is shown once, on this page, and kept nowhere: hence no redirect."""
    if request.method != "POST":
        return redirect("account", number=number)
    forget = request.POST.get("forget") == "yes"
    try:
        found, given = administering.give_password(
            account_id=number, forget_second_factor=forget, by=asking.viewer(request), at=asking.now()
        )
    except AccountIsClosed:
        return _account(request, number, problems=[("", CLOSED)])
    return render(request, "payung/accounts/password.html", {"account": found, "password": given, "forgot": forget})


@never_cache
@asking.door("administer")
def identity(request: HttpRequest, number: int) -> HttpResponse:
    """Link an account to its name at the office's identity provider; an empty name ends the link."""
    office = settings.PAYUNG_IDENTITY
    if office is None:
        raise Http404
    if request.method != "POST":
        return redirect("account", number=number)
    vouched = Vouched(office.issuer, office.claim, request.POST.get("subject", "").strip())
    try:
        changed = identities.link(number, vouched, by=asking.viewer(request), at=asking.now())
    except SubjectTaken:
        return _account(request, number, problems=[("subject", TAKEN)])
    except NotASubject:
        return _account(request, number, problems=[("subject", TOO_LONG)])
    if changed:
        messages.success(request, t("Akun terhubung.", "The account is linked.") if vouched.subject else t("Hubungan dihapus.", "The link is removed."), extra_tags="good")  # fmt: skip
    return redirect("account", number=number)


@never_cache
@asking.door("administer")
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account, sign it out, and hand its open work back."""
    if request.method != "POST":
        return redirect("account", number=number)
    if request.POST.get("sure") != "yes":
        return _account(request, number, problems=[("sure", NOT_CONFIRMED)])
    try:
        closed, pairs = close_an_account.run(number, by=asking.viewer(request), at=asking.now())
    except LastAdministrator:
        return _account(request, number, problems=[("sure", LAST)])
    _told_closed(request, closed.name, pairs)
    return redirect("accounts")


@never_cache
@asking.door("administer")
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Give all open work of an account to a named successor, and close it where asked to."""
    if request.method != "POST":
        return redirect("account", number=number)
    problems = handing_over.handed(request, number)
    if problems:
        return _account(request, number, problems=problems)
    return redirect("account", number=number)


@never_cache
@require_GET
@asking.door()
def mine(request: HttpRequest) -> HttpResponse:
    """Show the own account: rights, second step, sessions, password."""
    who = asking.viewer(request)
    role = ROLE.get(request.user.role)  # type: ignore[union-attr]
    has_second = bool(administering.has_second_factor([who.account_id]))
    shown = {"role": role, "office": queries.office_of(who), "has_second": has_second, "senders": who.senders}
    return render(request, "payung/accounts/mine.html", shown)


def _told_closed(request: HttpRequest, name: str, pairs: int) -> None:
    said = t(f"Akun {name} ditutup; jejaknya tetap ada.", f"Account {name} is closed; its trail stays.")
    if pairs:
        said += " " + t(f"{written(pairs)} pasangan verval kembali ke antrean.", f"{written(pairs)} pairs went back to the queue.")  # fmt: skip
    messages.success(request, said, extra_tags="good")


def _typed(request: HttpRequest) -> dict[str, Any]:
    said = {name: request.POST.get(name, "")[:200] for name in ("name", "full_name", "role")}
    return {**said, "senders": request.POST.getlist("senders")}


def _senders(who: Viewer) -> list[str]:
    return [one.code for one in intake.senders(seen_by=who)]


def _form(who: Viewer) -> dict[str, Any]:
    return {
        "roles": [(name, ROLE[name]) for name in ROLES],
        "all_senders": intake.senders(seen_by=who),
        # While the right is asleep no form is shown: nothing is typed in vain.
        "may_administer": "administer" in who.may,
    }


def _list(
    request: HttpRequest, *, typed: Mapping[str, Any], problems: Sequence[tuple[str, Words]] = ()
) -> HttpResponse:
    who = asking.viewer(request)
    accounts = queries.accounts(seen_by=who)
    second = administering.has_second_factor([one.pk for one in accounts])
    shown = {
        "accounts": [{"seen": one, "role": ROLE.get(one.role), "second": one.pk in second} for one in accounts],
        "typed": typed,
        "problems": problems,
        "wrong": {name for name, _ in problems},
        "office": queries.office_of(who),
        **_form(who),
    }
    return render(request, "payung/accounts/index.html", shown, status=422 if problems else 200)


def _account(
    request: HttpRequest,
    number: int,
    *,
    typed: Mapping[str, Any] | None = None,
    problems: Sequence[tuple[str, Words]] = (),
) -> HttpResponse:
    who = asking.viewer(request)
    found = administering.account(number, seen_by=who)
    kept = {"full_name": found.full_name, "role": found.role, "senders": found.senders}
    shown = {
        "account": found,
        "role": ROLE.get(found.role),
        "second": bool(administering.has_second_factor([found.pk])),
        "typed": typed or kept,
        "identity": settings.PAYUNG_IDENTITY,
        "subject": request.POST.get("subject") or _subject(number, who),
        "problems": problems,
        "wrong": {name for name, _ in problems},
        **handing_over.shown(number, who),
        **_form(who),
    }
    return render(request, "payung/accounts/account.html", shown, status=422 if problems else 200)


def _subject(number: int, who: Viewer) -> str:
    """Return by which name the office's identity provider knows an account."""
    office = settings.PAYUNG_IDENTITY
    if office is None:
        return ""
    return identities.subject_of(number, issuer=office.issuer, claim=office.claim, seen_by=who)


urlpatterns = [
    path("", index, name="accounts"),
    path("open/", open_account, name="account_open"),
    path("me/", mine, name="my_account"),
    path("<int:number>/", account, name="account"),
    path("<int:number>/change/", change, name="account_change"),
    path("<int:number>/password/", password, name="account_password"),
    path("<int:number>/identity/", identity, name="account_identity"),
    path("<int:number>/close/", close, name="account_close"),
    path("<int:number>/hand-over/", hand_over, name="account_hand_over"),
]
