"""Small secrets that lie in the database: sealed with a key made of the installation's own secret."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

#: How a sealed text begins; what begins otherwise was kept before secrets were sealed.
SEALED = "sealed:"
#: The secret signs sessions too: a key of its own for each use.
_USE = b"payung second factors"


class NotOurs(Exception):
    """The text was sealed with another installation's secret, or was tampered with."""


def seal(text: str) -> str:
    """Return a text that only this installation can read (AES-128-CBC with HMAC-SHA256, as Fernet specifies). Sealed once, it stays."""
    return text if text.startswith(SEALED) else SEALED + _box().encrypt(text.encode()).decode("ascii")


def unseal(text: str) -> str:
    """Return what was sealed; a text from before is returned as it is.

    :raises NotOurs: if it was sealed with another secret.
    """
    if not text.startswith(SEALED):
        return text
    try:
        return _box().decrypt(text.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        raise NotOurs from None


def _box() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), _USE, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
