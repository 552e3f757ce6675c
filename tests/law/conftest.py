"""The engines that must agree with Python to the rupiah."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

DEBIAN_POSTGRES = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="session")
def postgres() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A PostgreSQL to ask: DATABASE_URL if set, else a private server on a socket in a temporary folder."""
    if os.environ.get("DATABASE_URL"):
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            yield connection
        return
    if not DEBIAN_POSTGRES.exists():
        pytest.skip("no PostgreSQL: set DATABASE_URL")
    folder = Path(tempfile.mkdtemp(prefix="law-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    _run([*as_owner, str(DEBIAN_POSTGRES / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync"])
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    control = [*as_owner, str(DEBIAN_POSTGRES / "pg_ctl"), "-D", str(data)]
    _run([*control, "-w", "-o", options, "-l", str(folder / "log"), "start"])
    try:
        with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            yield connection
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
