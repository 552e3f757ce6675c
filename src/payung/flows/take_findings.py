"""What operators found reaches the rows: findings → reasons beside the rows → those confirmed are accepted, the others wait for a signature."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from payung.access.viewer import Viewer
from payung.fieldwork import actions, queries
from payung.fieldwork.models import Finding
from payung.fieldwork.reasons import REASONS
from payung.flows import furnished
from payung.intake import actions as intake
from payung.intake import queries as lists
from payung.intake.bulk import record_reasons


@dataclass(frozen=True, slots=True)
class Taken:
    """What findings led to: rows accepted, rows that wait for a verifier (a correction to look at, a refusal to sign)."""

    accepted: int
    waiting: int


def run(errand_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> Taken:
    """Let the findings of an errand take effect. Stopped anywhere and run again, it ends in the same state.

    :raises NotAllowed: if the viewer may not review. :raises NoSuchErrand: if there is none for them.
    """
    found = queries.findings(errand_id, seen_by=by)
    due = [one for one in found if one.applied_at is None]
    holder = queries.errand(errand_id, seen_by=by).holder
    accepted = 0
    for list_id, of_list in groupby(sorted(due, key=_place), key=lambda one: one.row.submitted_list_id):
        accepted += _take(list_id, list(of_list), holder=holder, home=home, by=by, at=at)
    actions.mark_applied(findings=[one.pk for one in due], at=at)
    return Taken(accepted, len(due) - accepted)


def _take(list_id: int, due: Sequence[Finding], *, holder: str, home: Path, by: Viewer, at: dt.datetime) -> int:
    """Put all findings of a list beside its rows, then accept those that were confirmed; return how many."""
    submitted = lists.submitted_list(list_id, seen_by=by)
    rows = [
        {"row_id": one.row_id, "reason_id": said.id, "weight": said.weight, "detail": one.note, "proposal": ""}
        for one in queries.findings_of_list(list_id, seen_by=by)
        for said in (REASONS[one.answer],)
    ]
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder, furnished.workshop(folder) as connection:
        connection.register("field_reasons", pa.Table.from_pylist(rows))
        record_reasons(connection, "field_reasons", submitted_list=submitted, floor="field", by=by)
    confirmed = [one.row_id for one in due if one.answer == "confirmed"]
    if not confirmed:
        return 0
    try:
        return intake.accept_rows(
            submitted_list=submitted, rows=confirmed, reason=f"verval lapangan: {holder}", by=by, at=at
        )
    except intake.NothingToSign:
        return 0


def _place(one: Finding) -> tuple[int, int]:
    return one.row.submitted_list_id, one.row_id
