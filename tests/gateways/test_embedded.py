"""The embedded server survives what happens to a laptop."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from payung.gateways import embedded


@pytest.fixture
def home(tmp_path: Path):
    yield tmp_path
    embedded.remove(tmp_path)


def test_two_starts_at_once_make_one_server(home: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(embedded.start, [home, home])

    assert first == second
    assert embedded.is_running(home)


def test_after_kill_9_it_starts_again_and_nothing_committed_is_lost(home: Path) -> None:
    here = embedded.start(home)
    with psycopg.connect(here.url(embedded.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM generate_series(1, 1000) AS n")
    os.kill(int((here.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    embedded.start(home)

    with psycopg.connect(here.url(embedded.OWNER)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_neither_login_is_a_superuser_and_no_port_is_open(home: Path) -> None:
    here = embedded.start(home)

    with psycopg.connect(here.url(embedded.APP)) as connection:
        rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolsuper OR rolbypassrls").fetchall()
        assert (embedded.OWNER,) not in rows
        assert (embedded.APP,) not in rows
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert here.socket.stat().st_mode & 0o777 == 0o700
