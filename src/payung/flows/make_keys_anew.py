"""After an upgrade: standing keys compared block by block -> what this version makes otherwise (shown) -> written, block by block."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.gateways import columns
from payung.intake.bulk import WITH_KEYS as LIST_ROWS
from payung.registry import rekeying
from payung.registry.rekeying import REGISTER

#: Ids looked at in one transaction: a stopped run loses at most this much work.
BLOCK = 250_000
_TABLES = (("register", REGISTER), ("lists", LIST_ROWS))


@dataclass(frozen=True, slots=True)
class Anew:
    """How many rows of the register and of the lists were looked at by id, and how many had keys of an older version."""

    register: int
    lists: int
    applied: bool


def run(*, home: Path, really: bool, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Anew:
    """Make the keys anew by which people are found and compared. Nothing else of a row changes.

    Stopped anywhere and run again, it goes on: rows that were done are the same and are only read.

    :raises NotAllowed: if the viewer may not load the register.
    """
    by.must("load_register")
    folder = home / "work" / "rekey"
    counted = {"register": 0, "lists": 0}
    # Two who do it at once would write over each other's staging table.
    with columns.alone(connections["owner"].settings_dict, "rekey"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        try:
            with columns.workshop(str(folder)) as connection:
                for name, stored in _TABLES:
                    for ids in _blocks(rekeying.span(stored)):
                        tell(f"{name} {ids[0]}–{ids[1]}")
                        counted[name] += rekeying.rekey(connection, stored, ids, really=really, by=by)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if really:
        audit.record(
            "keys.made_anew", by=by.name, by_id=by.account_id, about="register", at=at, using="owner", **counted
        )
    return Anew(counted["register"], counted["lists"], really)


def blocks() -> int:
    """Return how many steps a run has."""
    return sum(1 for _, stored in _TABLES for _ in _blocks(rekeying.span(stored)))


def _blocks(span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    first, last = span
    for start in range(first, last + 1, BLOCK):
        if last:
            yield start, min(start + BLOCK - 1, last)
