"""A person lets a held list pass, saying why → matched again with what came meanwhile → its people count, or something new holds it."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from django.db import transaction

from payung.access.viewer import Viewer
from payung.flows import furnished, match_a_list
from payung.intake import holding, queries


def run(list_id: int, *, reason: str, home: Path, by: Viewer, at: dt.datetime) -> queries.Receipt:
    """Lift the hold of a list and match it again; return its receipt. Twice is one lifting; killed in between, it is matched by the next run.

    :raises NotAllowed, NoSuchList, NotHeld, NoReason, ReceiverMayNotLift, WrongReplacement: as `intake.holding.lift`.
    """
    holding.lift(list_id, reason=reason, by=by, at=at)
    return go_on(list_id, home=home, by=by, at=at)


def rehearse(list_id: int, *, reason: str, by: Viewer, at: dt.datetime) -> queries.Receipt:
    """Find out whether the hold could be lifted so, and leave everything as it is; return the receipt.

    :raises NotAllowed, NoSuchList, NotHeld, NoReason, ReceiverMayNotLift, WrongReplacement: as `intake.holding.lift`.
    """
    with transaction.atomic(using="owner"):
        holding.lift(list_id, reason=reason, by=by, at=at)
        transaction.set_rollback(True, using="owner")
    return queries.receipt(list_id, seen_by=by)


def go_on(list_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> queries.Receipt:
    """Match a list whose hold was lifted, unless that is done; return its receipt.

    :raises NotAllowed: if the viewer may not lift holds. :raises NoSuchList: if there is none for them.
    """
    by.must("lift_hold")
    submitted = queries.submitted_list(list_id, seen_by=by)
    if submitted.state == "judged":
        work = home / "work"
        work.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=work) as folder, furnished.workshop(folder) as connection:
            match_a_list.run(connection, submitted_list=submitted, by=by, at=at)
    return queries.receipt(list_id, seen_by=by)
