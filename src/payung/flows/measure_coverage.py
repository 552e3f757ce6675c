"""Coverage of a month: the register's cube brought up to date -> the people on lists on both bases -> who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from payung.access.viewer import Viewer
from payung.coverage import bulk, listed
from payung.coverage.models import Snapshot

STEPS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: the register's snapshot (None where it is empty) and the lists' on each basis."""

    register: Snapshot | None
    reported: Snapshot
    computed: Snapshot


def run(*, month: dt.date, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Measured:
    """Measure a month. Each step is one transaction that replaces what it wrote before: stopped and run again, it ends alike.

    :raises NotAllowed: if the viewer may not measure coverage.
    :raises CellsDoNotAddUp: if a ledger does not close; nothing of that step is stored.
    """
    by.must("measure_coverage")
    tell("register / register")
    register = bulk.refresh_register(home=home, by=by, at=at, on=month)
    tell("daftar / lists")
    found = listed.refresh_listed(month=month, by=by, at=at)
    return Measured(register, found["reported"], found["computed"])
