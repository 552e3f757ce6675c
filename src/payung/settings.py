"""The settings of one installation; every difference between installations is an environment variable."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from payung.gateways import embedded


class BadSetting(Exception):
    """An environment variable has a value that Payung cannot use; the message names it."""


def _database(name: str, url: str) -> dict[str, object]:
    """Read a libpq address into Django's words."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(f"{name} must look like postgresql://user:password@host/database, not {url!r}")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {"application_name": "payung", **query},
    }


def _folder(name: str, default: Path) -> Path:
    path = Path(os.environ.get(name) or default).expanduser()
    if path.exists() and not path.is_dir():
        raise BadSetting(f"{name} must be a folder, and {path} is a file")
    return path


def _secret_key(home: Path) -> str:
    """Return the installation's secret, made at the first start and kept readable by its owner only."""
    given = os.environ.get("PAYUNG_SECRET_KEY")
    if given:
        return given
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = home / f"secret_key.{os.getpid()}"
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48))
        # A hard link fails where the key already exists: of two first starts, one key wins.
        try:
            path.hardlink_to(part)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text()


# Lists as they were received, returned workbooks, the embedded database: all that must be kept lives here.
PAYUNG_HOME = _folder("PAYUNG_HOME", Path.cwd() / ".payung")
PAYUNG_LANGUAGE = os.environ.get("PAYUNG_LANG", "id")
if PAYUNG_LANGUAGE not in ("id", "en"):
    raise BadSetting(f"PAYUNG_LANG must be id or en, not {PAYUNG_LANGUAGE!r}")

# The owner's login migrates and does bulk work; the application's login is everybody else.
_owner_url = os.environ.get("DATABASE_URL", "")
_app_url = os.environ.get("DATABASE_APP_URL", "")
if bool(_owner_url) != bool(_app_url):
    raise BadSetting("Set DATABASE_URL (the owner's login) and DATABASE_APP_URL (payung_app) together, or neither.")
PAYUNG_EMBEDDED = not _owner_url
if PAYUNG_EMBEDDED:
    _here = embedded.cluster(PAYUNG_HOME)
    _owner_url, _app_url = _here.url(embedded.OWNER), _here.url(embedded.APP)

DATABASES = {"default": _database("DATABASE_APP_URL", _app_url), "owner": _database("DATABASE_URL", _owner_url)}

SECRET_KEY = _secret_key(PAYUNG_HOME)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "pgtrigger",
    "pghistory",
    "payung.audit",
    "payung.access",
    "payung.registry",
    "payung.agreements",
    "payung.letters",
    "payung.intake",
    "payung.linkage",
    "payung.exchanges",
    "payung.eligibility",
    "payung.enrolment",
    "payung.contributions",
    "payung.coverage",
]
AUTH_USER_MODEL = "access.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = os.environ.get("PAYUNG_TIME_ZONE", "Asia/Jakarta")
LANGUAGE_CODE = PAYUNG_LANGUAGE
# The actor of a change is set in its transaction (audit.history), not injected into each query, which COPY would bypass.
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False

# Days that each class of record is kept (workflows.md §8: no law gives a number; an office sets its own archive rule).
RETENTION_DAYS = {
    name: int(os.environ.get(f"PAYUNG_KEEP_{name.upper()}_DAYS", days))
    for name, days in {
        "list_cells": 1825,
        "received_files": 1825,
        "masked_pairs": 365,
        "answer_rows": 1825,
        "corrections": 90,
        "failed_sign_ins": 90,
    }.items()
}
