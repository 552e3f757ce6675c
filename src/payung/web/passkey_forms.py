"""What a browser sends as a passkey is anybody's text: what is none is refused in words, never a fault of ours."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

#: What the library's readers of keys, CBOR and signatures trip over.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, RecursionError, struct.error)


class Credential(forms.JSONField):
    """What the browser's own dialogue gave, as text; brackets without end are no credential."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Return it as plain values."""
        return _read(lambda: super(Credential, self).to_python(value))


def _read(clean: Callable[[], Any]) -> Any:
    """Return what a form reads; what cannot be read is a wrong code."""
    try:
        return clean()
    except UNREADABLE:
        raise get_adapter().validation_error("incorrect_code") from None


class Add(AddWebAuthnForm):
    """A new passkey."""

    credential = Credential()

    def clean(self) -> Any:
        """Read what the device made."""
        return _read(super().clean)


class Authenticate(AuthenticateWebAuthnForm):
    """A passkey as second step."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """Read what the device signed."""
        return _read(super().clean_credential)


class Login(LoginWebAuthnForm):
    """A passkey alone."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """Read what the device signed."""
        return _read(super().clean_credential)


class Reauthenticate(ReauthenticateWebAuthnForm):
    """A passkey as proof that it is still the same person."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """Read what the device signed."""
        return _read(super().clean_credential)
