"""The engines that must agree with Python to the rupiah."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from payung.gateways import embedded


@pytest.fixture(scope="session")
def postgres() -> Iterator[psycopg.Connection[Any]]:
    """A PostgreSQL to ask: the server that DATABASE_URL names, else an embedded one of our own."""
    if os.environ.get("DATABASE_URL"):
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            yield connection
        return
    home = Path(tempfile.mkdtemp(prefix="law-pg-"))
    cluster = embedded.start(home)
    try:
        with psycopg.connect(cluster.url(embedded.OWNER), autocommit=True) as connection:
            yield connection
    finally:
        embedded.remove(home)
        shutil.rmtree(home, ignore_errors=True)
