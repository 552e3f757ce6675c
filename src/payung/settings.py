"""The settings of one installation; every difference between installations is an environment variable."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from payung.gateways import clamd, embedded, sign_in_file, time_zone
from payung.vocabulary.zones import NotAZone


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
        # A fresh connection learns the catalogue anew: that was more than half of the work of a page. What a page sets for
        # itself ends with its transaction (access.queries.scope), so that the next page of the thread finds nothing of it.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
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


LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

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
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "django_htmx",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "payung.audit",
    "payung.access",
    "payung.registry",
    "payung.agreements",
    "payung.letters",
    "payung.intake",
    "payung.linkage",
    "payung.fieldwork",
    "payung.exchanges",
    "payung.eligibility",
    "payung.enrolment",
    "payung.contributions",
    "payung.coverage",
    "payung.privacy",
    "payung.jobs",
    "payung.web",
]
AUTH_USER_MODEL = "access.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
# The office's province decides, when the installation is set up; the environment only overrides.
try:
    TIME_ZONE = time_zone.read(PAYUNG_HOME, os.environ)
except NotAZone as _none:
    raise BadSetting(f"PAYUNG_TIME_ZONE must be WIB, WITA or WIT, not {str(_none)!r}") from None
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
        "former_values": 1825,
        "field_photos": 365,
        "working_copies": 90,
        "failed_sign_ins": 90,
    }.items()
}

# The site. Behind a name of its own it is served over HTTPS only; on one's own machine, over plain HTTP.
ALLOWED_HOSTS = [name for name in os.environ.get("PAYUNG_HOSTS", "").split(",") if name] or LOCAL_HOSTS
IS_PUBLIC = ALLOWED_HOSTS != LOCAL_HOSTS
ROOT_URLCONF = "payung.web.urls"
WSGI_APPLICATION = "payung.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "payung.web.middleware.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "payung.web.middleware.SessionsSeen",
    "payung.web.middleware.OfficeTime",
    "payung.web.uploading.Scanned",
    "payung.web.middleware.OwnPasswordFirst",
    "payung.web.middleware.RefusalsInWords",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "payung.web.frame.context",
            ],
            "builtins": ["payung.web.templatetags.payung"],
        },
    }
]
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Served where they lie in the packages: there is nothing to collect.
WHITENOISE_USE_FINDERS = True
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Uploads go to the disk of the installation, never into memory or the web root.
FILE_UPLOAD_HANDLERS = ["payung.web.uploading.ToDisk"]
FILE_UPLOAD_TEMP_DIR = PAYUNG_HOME / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_UPLOAD = 200 * 1024 * 1024
# Every file that comes in is shown to ClamAV where its daemon runs (PAYUNG_CLAMD: its socket, host:port, or off).
PAYUNG_CLAMD = clamd.address(os.environ)
# Pasted tables come as one field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
# A fault of ours stands where gunicorn's own words stand; Django by itself would tell nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "without_people": {"()": "payung.gateways.fault_log.WithoutPeople", "format": "%(asctime)s %(message)s"}
    },
    "handlers": {"errors": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "without_people"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "payung.web.unsent.token_failed"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_PUBLIC
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PUBLIC else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PUBLIC

# Sign-in. Accounts are made by an administrator of the office: nobody signs up.
try:
    _rules = sign_in_file.read(PAYUNG_HOME, os.environ)
except sign_in_file.BadSignIn as _bad:
    raise BadSetting(str(_bad)) from None
PAYUNG_SECOND_FACTOR = _rules.second_factor
PAYUNG_ASK_AGAIN_MINUTES = _rules.ask_again_minutes
# The office's own identity provider; None: there is none, and its pages are not there.
PAYUNG_IDENTITY = _rules.identity
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "payung.web.sign_in.OfficeAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/15m/key,60/15m/ip", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "payung.web.sign_in.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "payung.web.passkey_forms.Add",
    "authenticate_webauthn": "payung.web.passkey_forms.Authenticate",
    "login_webauthn": "payung.web.passkey_forms.Login",
    "reauthenticate_webauthn": "payung.web.passkey_forms.Reauthenticate",
}
# Two requests a sign-in, and behind a proxy the whole office has one address.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
SOCIALACCOUNT_ADAPTER = "payung.web.office_identity.OfficeIdentity"
MFA_TOTP_ISSUER = "Payung"
# One step to either side: the clock of a phone is seldom that of the server.
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True

# Background work is kept where the rest is kept; the owner's login writes it, as it writes every bulk step.
PROCRASTINATE_DATABASE_ALIAS = "owner"
PROCRASTINATE_IMPORT_PATHS = ["payung.jobs.tasks"]
