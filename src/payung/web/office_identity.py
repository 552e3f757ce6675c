"""Signing in through the office's own identity provider (OpenID Connect): only accounts that an administrator linked to it."""

from __future__ import annotations

import secrets
from typing import Any

import jwt
import requests
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from payung.access import identities
from payung.access.identities import Vouched
from payung.gateways import sign_in_file
from payung.gateways.sign_in_file import Identity
from payung.vocabulary.words import Words
from payung.web.asking import now

PROVIDER = "office"
#: Signatures that only the provider can make; never one made with a secret that both know.
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
#: How far the clocks of the provider and of the site may be apart, in seconds.
LEEWAY = 60
#: The provider's addresses that are called.
USED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BROKEN = Words(
    id="Layanan masuk kantor tidak menjawab dengan benar. Coba lagi, atau masuk dengan nama akun dan kata sandi.",
    en="The office's sign-in service did not answer rightly. Try again, or sign in with account name and password.",
)
GIVEN_UP = Words(id="Masuk lewat kantor dibatalkan.", en="Signing in through the office was cancelled.")
UNKNOWN = Words(
    id="Layanan kantor mengenal Anda, tetapi belum ada akun Payung yang terhubung. Sampaikan pengenal ini kepada pengelola akun.",
    en="The office's service knows you, but no account of Payung is linked. Give this identifier to the administrator.",
)


class OfficeProvider(OpenIDConnectOAuth2Adapter):
    """The provider as discovered; its ID token is read only with a signature of its own."""

    def get_provider(self) -> Any:
        """Return the provider, asked and read by this class throughout."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = type(self)
        return provider

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return the one address that is registered with the provider."""
        return request.build_absolute_uri(reverse("office_identity_callback"))

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider publishes of itself; somebody else's is refused."""
        known: dict[str, Any] = super().openid_config
        if str(known.get("issuer", "")).rstrip("/") != _office().issuer:
            raise OAuth2Error("the discovered issuer is another one")
        if not all(sign_in_file.is_private(str(known.get(name))) for name in USED):
            raise OAuth2Error("an address of the provider is not HTTPS")
        return known

    def complete_login(self, request: HttpRequest, app: SocialApp, token: object, **kwargs: Any) -> SocialLogin:
        """Return who signs in, by the signed token alone."""
        claims = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        if not isinstance(claims.get(_office().claim), str) or not claims[_office().claim]:
            raise OAuth2Error("the token lacks the claim that names a person")
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            return jwt.decode(
                id_token,
                self._key(jwt.get_unverified_header(id_token).get("kid")),
                algorithms=SIGNATURES,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as wrong:
            raise OAuth2Error("the token is not to be trusted") from wrong

    def _key(self, number: str | None) -> jwt.PyJWK:
        """Return the provider's key of a number; a token without one may use the only key there is."""
        answer = requests.get(self.openid_config["jwks_uri"], timeout=5)
        answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        found = [one for one in keys if one.key_id == number] if number else keys
        if len(found) != 1:
            raise KeyError(number)
        return found[0]


class OfficeIdentity(DefaultSocialAccountAdapter):
    """Nobody signs up and nobody is known by an e-mail address: a link that an administrator made counts, or nothing."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> OpenIDConnectProvider:
        """Return the office's provider; it is no installed app, so that no command loads what it needs."""
        return OpenIDConnectProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the office's provider, or none."""
        office: Identity | None = settings.PAYUNG_IDENTITY
        if office is None:
            return []
        app = SocialApp(
            provider="openid_connect", provider_id=PROVIDER, name=office.name[:40], client_id=office.client_id
        )
        app.secret = office.secret
        app.settings = {
            "server_url": office.issuer,
            "uid_field": office.claim,
            "oauth_pkce_enabled": True,
            "scope": ["openid", "profile"],
        }
        return [app]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Take nothing over: names and rights are the administrator's matter."""
        return sociallogin.user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """No address is proof of who one is."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the linked account, or refuse and write it down."""
        claims = sociallogin.account.extra_data["id_token"]
        vouched = Vouched(_office().issuer, _office().claim, claims[_office().claim])
        if not constant_time_compare(
            str(claims.get("nonce", "")), str(sociallogin.state.get("nonce") or secrets.token_hex())
        ):
            identities.note_refused(vouched, why="nonce", at=now())
            raise ImmediateHttpResponse(_refused(request, BROKEN))
        account = identities.account_of(vouched)
        if account is None:
            identities.note_refused(vouched, why="not linked", at=now())
            raise ImmediateHttpResponse(_refused(request, UNKNOWN, vouched.subject))
        sociallogin.user = account

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Say in words that it did not work; what was wrong stands in the trail."""
        if "error" in request.GET:
            raise ImmediateHttpResponse(_refused(request, GIVEN_UP))
        if exception is not None:
            why = f"{type(exception).__name__}: {exception}"[:200]
            identities.note_refused(Vouched(_office().issuer, _office().claim, ""), why=why, at=now())
        raise ImmediateHttpResponse(_refused(request, BROKEN))


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider; another site cannot send somebody this way."""
    _office()
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return redirect("account_login")
    adapter = OfficeProvider(request, PROVIDER)
    nonce = secrets.token_urlsafe(24)
    try:
        return adapter.get_provider().redirect(
            request,
            AuthProcess.LOGIN,
            next_url=get_next_redirect_url(request),
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except (OAuth2Error, requests.RequestException, KeyError, ValueError) as wrong:
        identities.note_refused(Vouched(_office().issuer, _office().claim, ""), why=type(wrong).__name__, at=now())
        return _refused(request, BROKEN)


@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer."""
    _office()
    return OAuth2CallbackView.adapter_view(OfficeProvider(request, PROVIDER))(request)


def _office() -> Identity:
    """Return the office's provider; without one its pages are not there."""
    office: Identity | None = settings.PAYUNG_IDENTITY
    if office is None:
        raise Http404
    return office


def _refused(request: HttpRequest, words: Words, subject: str = "") -> HttpResponse:
    return render(request, "payung/accounts/not_through_office.html", {"words": words, "subject": subject}, status=403)


urlpatterns = [path("", start, name="office_identity"), path("callback/", callback, name="office_identity_callback")]
