"""A workshop in which what every list needs stands ready: nouns, places, the matching model; kept open from job to job (docs/decisions/0010)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from payung.gateways import benches
from payung.intake import cleaning
from payung.linkage import engine


def workshop(folder: Path | str) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """Lend a furnished workshop for one job, which spills into `folder`; what the job makes in it is gone afterwards."""
    return benches.bench(str(folder), furnish=_furnish)


def _furnish(connection: duckdb.DuckDBPyConnection) -> None:
    cleaning.furnish(connection)
    engine.furnish(connection)
