"""A branch's extract becomes the register: read -> standardise -> compare -> (show) -> apply."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from adbc_driver_postgresql import dbapi
from django.db import DatabaseError

from payung.access.viewer import Viewer
from payung.gateways import columns, room
from payung.intake import files
from payung.linkage import commonness
from payung.registry import bulk, extract
from payung.registry.bulk import Difference
from payung.registry.extract import NotAnExtract

__all__ = ["STEPS", "Loaded", "NotAnExtract", "Order", "run"]

STEPS = 4


@dataclass(frozen=True, slots=True)
class Order:
    """What to load. `is_full`: what the extract does not mention has vanished. `really`: apply, not only show."""

    file: Path
    as_of: dt.date
    source: str
    is_full: bool = True
    really: bool = False
    allow_vanishing: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the load changes (or changed, if `applied`), and why rows were returned."""

    difference: Difference
    returned: tuple[tuple[str, int], ...]
    applied: bool


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Loaded:
    """Load an extract. Stopped anywhere and run again, it ends in the same state: the database changes in one transaction.

    :raises NotAllowed: if the viewer may not load the register.
    :raises NotAnExtract: if columns are missing or the file cannot be read, all problems at once.
    :raises TooMuchWouldVanish: if the circuit breaker stops it.
    :raises OlderThanApplied: if a newer extract of the source was applied.
    :raises NoRoom: if the disk is full; the register is as it was.
    """
    by.must("load_register")
    content = files.digest(order.file)
    folder = home / "work" / f"register-{content[:12]}"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        return _load(order, content, folder, by=by, at=at, tell=tell)
    except (duckdb.Error, dbapi.Error, DatabaseError, OSError) as failed:
        if room.is_full(failed):
            raise files.NoRoom(str(failed)) from failed
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _load(
    order: Order, content: str, folder: Path, *, by: Viewer, at: dt.datetime, tell: Callable[[str], None]
) -> Loaded:
    tell("membaca / reading")
    with columns.workshop(str(folder), memory="1500MB", file=folder / "workshop.duckdb") as connection:
        tell("membakukan / standardising")
        received = extract.report(connection, order.file, on=order.as_of)
        tell("membandingkan / comparing")
        source = bulk.source(name=order.source, kind="bpjs_extract")
        with bulk.holding(source):
            difference = bulk.compare(connection, source=source, is_full=order.is_full, received=received)
            if not order.allow_vanishing:
                bulk.check_breaker(difference)
            if order.really:
                tell("menerapkan / applying")
                bulk.apply(
                    connection, difference, source=source, content_sha256=content, as_of=order.as_of, by=by, at=at
                )
                if order.is_full:
                    commonness.count(connection, "reported", source_name=order.source, as_of=order.as_of, by=by, at=at)
        return Loaded(difference, extract.returned(connection), applied=order.really)
