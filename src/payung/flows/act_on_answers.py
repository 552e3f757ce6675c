"""What people answered reaches the rows: a pair judged different no longer holds its row, a pair judged same says what it is."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from payung.access.viewer import Viewer
from payung.flows import furnished, match_a_list
from payung.intake import queries


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
