"""How an installation signs its people in: one file beside the data, written by the set-up, read when the site starts."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECOND_FACTOR = ("required", "optional")
#: What an office says of its own identity provider, and which of it must be said.
IDENTITY = {"issuer": True, "client_id": True, "name": False, "claim": False, "secret_file": False}
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class BadSignIn(Exception):
    """The rules of signing in cannot be used; `errors` are all reasons."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Identity:
    """An office's own identity provider (OpenID Connect). `claim` names the person: `sub`, or another that never changes hands."""

    issuer: str
    client_id: str
    secret: str
    claim: str = "sub"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Whether weighty rights need a second factor, after how many minutes an old sign-in is asked again, and who else vouches."""

    second_factor: str = "required"
    ask_again_minutes: int = 30
    identity: Identity | None = None


def place(home: Path) -> Path:
    """Return where an installation keeps its rules."""
    return home / "sign-in.json"


def keep(home: Path, said: Mapping[str, Any]) -> None:
    """Write the rules that a set-up file states, checked before by `wrong`; the provider's secret is never among them."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = home / f"sign-in.json.{os.getpid()}"
    part.touch(mode=0o600)
    part.write_text(json.dumps(dict(said), indent=1))
    part.replace(place(home))


def read(home: Path, given: Mapping[str, str]) -> Rules:
    """Return the rules of an installation; what the environment gives counts more than the file.

    :raises BadSignIn: with everything that is wrong.
    """
    path = place(home)
    said = json.loads(path.read_text()) if path.exists() else {}
    identity = dict(said.get("identity") or {})
    for name in IDENTITY:
        if value := given.get(f"PAYUNG_IDENTITY_{name.upper()}"):
            identity[name] = value
    minutes = given.get("PAYUNG_ASK_AGAIN_MINUTES") or said.get("ask_again_minutes", 30)
    whole = {
        "second_factor": given.get("PAYUNG_SECOND_FACTOR") or said.get("second_factor", "required"),
        "ask_again_minutes": int(minutes) if str(minutes).isdecimal() else minutes,
        **({"identity": identity} if identity else {}),
    }
    if errors := wrong(whole):
        raise BadSignIn(errors)
    return Rules(whole["second_factor"], whole["ask_again_minutes"], _identity(home, identity) if identity else None)


def wrong(said: Any) -> list[str]:
    """Return everything that is wrong with rules as a file states them."""
    if not isinstance(said, dict):
        return ["sign_in: ?"]
    errors = [f"sign_in: {name}?" for name in sorted(set(said) - {"second_factor", "ask_again_minutes", "identity"})]
    if said.get("second_factor", "required") not in SECOND_FACTOR:
        errors.append(f"sign_in: second_factor {said['second_factor']!r} ({', '.join(SECOND_FACTOR)})")
    minutes = said.get("ask_again_minutes", 30)
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= 720:
        errors.append(f"sign_in: ask_again_minutes {minutes!r} (0–720)")
    return errors + (_wrong_identity(said["identity"]) if "identity" in said else [])


def is_private(address: str) -> bool:
    """Return whether nobody on the way can read or change what an address says: HTTPS, or this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in ON_THIS_MACHINE)


def _wrong_identity(said: Any) -> list[str]:
    if not isinstance(said, dict):
        return ["sign_in: identity?"]
    errors = [f"sign_in: identity.{name}?" for name in sorted(set(said) - set(IDENTITY))]
    errors += [f"sign_in: identity.{name}?" for name, needed in IDENTITY.items() if needed and not said.get(name)]
    errors += [f"sign_in: identity.{name} {value!r}" for name, value in said.items() if not isinstance(value, str)]
    if errors:
        return errors
    if not is_private(said["issuer"]):
        errors.append(f"sign_in: identity.issuer {said['issuer']!r} (https://…)")
    if said.get("claim", "sub").startswith("email"):
        # An address is given to somebody else one day, and few providers prove it.
        errors.append("sign_in: identity.claim may not be an e-mail address")
    return errors


def _identity(home: Path, said: Mapping[str, str]) -> Identity:
    return Identity(
        issuer=said["issuer"].rstrip("/"),
        client_id=said["client_id"],
        secret=_secret(Path(said.get("secret_file") or home / "identity_secret")),
        claim=said.get("claim", "sub"),
        name=said.get("name") or urlsplit(said["issuer"]).hostname or "",
    )


def _secret(path: Path) -> str:
    """Return what only the installation's own user may read."""
    if not path.is_file():
        raise BadSignIn([f"identity: {path} is not there; put the client's secret into it (mode 0600)"])
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadSignIn([f"identity: {path} can be read by others; chmod 600"])
    return path.read_text().strip()
