"""The register survives what happens to machines: a process killed in the middle, a disk that is full."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
import time
from pathlib import Path

import pytest
from django.db import connections

from payung.access.viewer import Viewer
from payung.flows import load_a_register
from payung.intake.files import NoRoom
from payung.linkage import commonness
from payung.registry import bulk
from tests.flows.office import LIST_DAY, asked, extract
from tests.people import NOON, viewer

ROWS = 20_000
NAMES = ("BUDI", "SITI", "AGUS", "RINA", "DEWI", "HASAN", "MARIA", "JOKO")


@pytest.fixture
def keeper(database: None) -> Viewer:
    return viewer("tuti", role="branch_officer", office="Kantor Cabang Bontang", kind="branch")


@pytest.fixture
def order(tmp_path: Path) -> load_a_register.Order:
    lines = [
        f"3{number:010d},64740112{number % 12 + 1:02d}{number % 40 + 50:02d}{number % 10_000:04d},"
        f"{NAMES[number % 8]} {NAMES[number // 8 % 8]},19{number % 40 + 50:02d}-{number % 12 + 1:02d}-12,L,64.74.01.1001,BPU,self,,aktif,2026-02"
        for number in range(ROWS)
    ]
    return load_a_register.Order(
        file=extract(tmp_path / "peserta.csv", *lines), as_of=LIST_DAY, source="BPJS", really=True
    )


def load(order: load_a_register.Order, by: Viewer, home: Path) -> load_a_register.Loaded:
    return load_a_register.run(order, home=home, by=by, at=NOON, tell=lambda step: None)


def what_stands() -> list[tuple]:
    return asked(
        "SELECT (SELECT count(*) FROM registry_membership), (SELECT count(*) FROM registry_load),"
        " (SELECT count(*) FROM linkage_counting), (SELECT sum(millibits) FROM linkage_frequency),"
        " (SELECT count(*) FROM pg_indexes WHERE tablename = 'registry_membership')"
    )


def _killed_while(step: str, order: load_a_register.Order, by: Viewer, home: Path) -> None:
    """Load in this process, which dies while a step is at work: inside the transaction, rows already inserted."""
    connections.close_all()

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def tell(now: str) -> None:
        if step in now:
            threading.Thread(target=lambda: (time.sleep(0.05), die()), daemon=True).start()

    pour = bulk._pour

    def pour_and_die(*given: object, **named: object) -> None:
        pour(*given, **named)
        die()

    if step == "rows inserted":
        bulk._pour = pour_and_die
    load_a_register.run(order, home=home, by=by, at=NOON, tell=tell)


@pytest.mark.parametrize("step", ["standardising", "applying", "rows inserted"])
def test_killed_in_the_middle_and_run_again_it_ends_as_if_never_stopped(
    keeper: Viewer, order: load_a_register.Order, tmp_path: Path, step: str
) -> None:
    connections.close_all()
    killed = multiprocessing.get_context("fork").Process(
        target=_killed_while, args=(step, order, keeper, tmp_path / "home")
    )
    killed.start()
    killed.join(120)
    assert killed.exitcode == -signal.SIGKILL
    assert what_stands()[0][:2] == (0, 0)

    done = load(order, keeper, tmp_path / "home")

    assert (done.difference.added, done.difference.same) == (ROWS, 0)
    assert what_stands()[0][0] == ROWS
    assert what_stands()[0][1] == 1
    before = what_stands()
    assert load(order, keeper, tmp_path / "home").difference.same == ROWS
    assert what_stands()[0][:2] == before[0][:2]
    assert not asked("SELECT tablename FROM pg_tables WHERE tablename LIKE '%staging%'")
    assert not list((tmp_path / "home" / "work").iterdir())


def test_a_full_disk_says_so_and_leaves_the_register_as_it_was(
    keeper: Viewer, order: load_a_register.Order, tmp_path: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Stands for a full disk: no file may grow beyond 300 kB.
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(NoRoom):
            load(order, keeper, tmp_path / "home")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert what_stands()[0][:2] == (0, 0)
    assert load(order, keeper, tmp_path / "home").difference.added == ROWS


def test_a_load_counts_how_common_names_are(keeper: Viewer, order: load_a_register.Order, tmp_path: Path) -> None:
    load(order, keeper, tmp_path / "home")

    assert commonness.counted_as_of() == LIST_DAY
    # Eight first names, equally common: three bits each.
    assert asked("SELECT DISTINCT millibits FROM linkage_frequency WHERE kind = 'first'") == [(3000,)]
