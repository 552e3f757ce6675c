"""What people answered reaches the rows: a pair judged different no longer holds its row, a pair judged same says what it is."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connections

from payung.access.viewer import Viewer
from payung.flows import furnished, match_a_list
from payung.intake import queries
from payung.intake.models import SubmittedList


def run(list_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> queries.Receipt:
    """Match a list again with the answers given meanwhile, and return its receipt.

    :raises NotAllowed: if the viewer may not review.
    :raises NoSuchList: if there is no such list for them.
    """
    by.must("review")
    submitted = queries.submitted_list(list_id, seen_by=by)
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder, furnished.workshop(folder) as connection:
        match_a_list.run(connection, submitted_list=submitted, by=by, at=at)
    return queries.receipt(list_id, seen_by=by)


def run_many(list_ids: Sequence[int], *, home: Path, by: Viewer, at: dt.datetime, workers: int = 2) -> None:
    """Match lists again side by side with the answers given meanwhile; each as `run` does.

    :raises NotAllowed: if the viewer may not review.
    :raises NoSuchList: if one of them is not there for them.
    """
    by.must("review")
    found = [queries.submitted_list(list_id, seen_by=by) for list_id in list_ids]
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)

    def match(submitted: SubmittedList) -> None:
        try:
            with tempfile.TemporaryDirectory(dir=work) as folder, furnished.workshop(folder) as connection:
                match_a_list.run(connection, submitted_list=submitted, by=by, at=at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(match, found))
