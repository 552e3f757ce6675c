"""Real PostgreSQL for every test that asks for it: an own embedded cluster, or the server that DATABASE_URL names."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Set here, not in pyproject.toml: Django must read it before its settings are loaded, and never see the checkout's own home.
_HOME = Path(tempfile.mkdtemp(prefix="payung-test-"))
os.environ["PAYUNG_HOME"] = str(_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.settings"
os.environ.setdefault("PAYUNG_LANG", "id")
# As the demo is set up: an account works without a second factor, and is not asked again. tests/web/test_two_factors.py asks.
os.environ["PAYUNG_SECOND_FACTOR"] = "optional"
os.environ["PAYUNG_ASK_AGAIN_MINUTES"] = "0"
# Tables are read as a wide terminal shows them, whatever the tests run in.
os.environ["COLUMNS"] = "200"

import django  # noqa: E402
import psycopg  # noqa: E402
import pytest  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402
from hypothesis import is_hypothesis_test  # noqa: E402

from payung.audit.migrating import migrate  # noqa: E402
from payung.gateways import embedded  # noqa: E402
from tests.ground import Ground  # noqa: E402

django.setup()
# A password is slow to hash on purpose; hundreds of tests sign somebody in.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tables of the packages that the site brings along.
OTHERS = ["account", "socialaccount", "django_session", "mfa", "usersessions", "procrastinate"]
ROOMS = [app.removeprefix("payung.") for app in settings.INSTALLED_APPS if app.startswith("payung.")]


def pytest_xdist_setupnodes() -> None:
    """Let each worker find a home and a cluster of its own: Django must not be set up there before this file is read."""
    os.environ.pop("DJANGO_SETTINGS_MODULE")
    os.environ.pop("PAYUNG_HOME")
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage rest while thousands of tests are found, and look past them afterwards: they all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that need PostgreSQL")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest files first: at the end no worker waits for the other's.
    items.sort(key=lambda item: "tests/web" not in item.nodeid)
    if config.getoption("--database-only"):
        items[:] = [item for item in items if _needs_postgres(item)]


def _needs_postgres(item: pytest.Item) -> bool:
    """Whether a test is about the database: rooms, where the SQL is, run on both; flows, doors and random histories once, on the newest."""
    once = ("tests/web", "tests/cli", "tests/flows", "tests/demo")
    if any(place in item.nodeid for place in once) or is_hypothesis_test(item.obj):
        return False
    return "database" in getattr(item, "fixturenames", ())


class NetworkBlocked(Exception):
    """A test tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Only sockets of this machine: a test that needs the internet is a test of the internet."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not (
            isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")
        ):
            raise NetworkBlocked(address)
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


def _use(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def _from_template(admin: psycopg.Connection, name: str) -> None:
    """Copy a migrated database that stays on the server: twenty seconds saved for whoever runs one test again and again.

    Its name holds what the migrations say, so that a changed migration makes a new one.
    """
    files = sorted(Path(apps.get_app_config("audit").path).parent.glob("*/migrations/*.py"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    template = f"payung_template_{digest}"
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone() is None:
        admin.execute(f"CREATE DATABASE {template}_making")
        _use(f"{template}_making")
        migrate()
        connections.close_all()
        admin.execute(f"ALTER DATABASE {template}_making RENAME TO {template}")
    admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    _use(name)


def _connect(name: str) -> psycopg.Connection:
    """Connect to a database of the tests: on a cluster of our own as its superuser."""
    owner = settings.DATABASES["owner"]
    return psycopg.connect(
        dbname=name,
        user=embedded.ADMIN if settings.PAYUNG_EMBEDDED else owner["USER"],
        password=owner["PASSWORD"] or None,
        host=owner["HOST"],
        port=owner["PORT"] or None,
        autocommit=True,
    )


@pytest.fixture(scope="session")
def _cluster(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    name = f"payung_test_{os.getpid()}"
    own = settings.PAYUNG_EMBEDDED
    if own:
        # Nothing of a test's cluster is worth a disk's patience: it is thrown away.
        embedded.SETTINGS.update({"fsync": "off", "full_page_writes": "off"})
        embedded.start(_HOME)
    owner = settings.DATABASES["owner"]
    admin = _connect("postgres" if own else owner["NAME"])
    with django_db_blocker.unblock():
        if os.environ.get("PAYUNG_TEST_TEMPLATE"):
            _from_template(admin, name)
        else:
            admin.execute(f"CREATE DATABASE {name} OWNER {owner['USER']}")
            _use(name)
            migrate()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()
    if own:
        embedded.remove(_HOME)
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def ground(_cluster: None) -> Iterator[Ground]:
    """The tables under the tests, reached by a connection that stays: a new one would learn the catalogue anew, a tenth of a second."""
    with _connect(settings.DATABASES["owner"]["NAME"]) as link:
        yield Ground(link, ours=f"^({'|'.join([*ROOMS, *OTHERS])})_", past_triggers=settings.PAYUNG_EMBEDDED)


@pytest.fixture
def database(ground: Ground, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """An empty migrated database; what the test commits is deleted after it (two logins cannot share a rollback)."""
    with django_db_blocker.unblock():
        yield
        # The demo goes by the time of its city from its set-up on.
        timezone.deactivate()
        for alias in ("default", "owner"):
            connections[alias].close()
        ground.empty()
