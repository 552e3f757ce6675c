"""A sample of what matching decided: lists scored anew below the cut-off → every band counted → drawn → put before reviewers, blind."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import duckdb
from django.db import transaction

from payung.access.viewer import Viewer
from payung.flows.match_a_list import SMALLEST_SIZE
from payung.gateways import columns
from payung.intake import queries as lists
from payung.intake.models import SubmittedList
from payung.linkage import bulk as pairs
from payung.linkage import candidates, commonness, engine, own_models, sampling
from payung.linkage.sampling import Drawn
from payung.linkage.scoring import Model
from payung.registry import queries as registry

FEWEST, MOST = 10, 1_000


class NothingMatched(Exception):
    """No proposal was matched yet: there is nothing to draw from."""


def run(*, home: Path, many: int, below: bool, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Drawn:
    """Draw up to `many` pairs of each band and put them before reviewers, two of whom look at each.

    :param below: also look below the cut-off, for people that matching overlooked; takes about as long as matching did.
        Without it recall stays unknown. Verdicts of rows are left as they are.
    :raises NotAllowed: if the viewer may not review. :raises NothingMatched: if no list was matched.
    """
    by.must("review")
    matched = [one for one in lists.standing_proposals(seen_by=by) if one.received is not None]
    if not matched:
        raise NothingMatched
    model = own_models.standing_model()
    staged = _below(matched, model, home=home, by=by, tell=tell) if below else ""
    tell("mengambil sampel / drawing")
    return sampling.draw(pairs=many, model=model, staged=staged, by=by, at=at)


def rehearse(*, home: Path, many: int, below: bool, by: Viewer, at: dt.datetime, tell: Callable[[str], None]) -> Drawn:
    """Say what a sample would hold, and leave nothing behind: whom matching overlooked is not searched for (`below`).

    :raises NotAllowed, NothingMatched: as `run`.
    """
    with transaction.atomic(using="owner"):
        drawn = run(home=home, many=many, below=False, by=by, at=at, tell=tell)
        transaction.set_rollback(True, using="owner")
    return drawn


def _below(matched: list[SubmittedList], model: Model, *, home: Path, by: Viewer, tell: Callable[[str], None]) -> str:
    work = home / "work" / f"sample-{uuid.uuid4().hex[:8]}"
    work.mkdir(parents=True, mode=0o700)
    sized = model.for_size(max(registry.size(), SMALLEST_SIZE), share=None)
    try:
        with columns.workshop(str(work), memory="2GB", file=work / "workshop.duckdb") as connection:
            sampling.open_below(connection)
            for one in matched:
                tell(one.file_name[:44])
                _score(connection, one, sized)
                sampling.below_of_list(connection, model=sized)
            return sampling.stage_below(connection, by=by)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _score(connection: duckdb.DuckDBPyConnection, submitted_list: SubmittedList, model: Model) -> None:
    """Score a list against the register as `match_a_list` does, and store nothing."""
    pairs.load_rows(connection, submitted_list=submitted_list)
    candidates.in_register(connection, submitted_list=submitted_list)
    connection.execute("CREATE OR REPLACE TEMP TABLE pairs_overflow AS FROM register_overflow")
    frequencies = None
    if commonness.counted_as_of():
        frequencies = "register_frequencies"
        staging = submitted_list.content_sha256[:12]
        commonness.fetch(connection, "list_rows", "register_people", staging=staging, out=frequencies)
    engine.score(
        connection,
        left="list_rows",
        right="register_people",
        pairs="register_pairs",
        model=model,
        frequencies=frequencies,
    )
    pairs.remember(
        connection, "register", submitted_list=submitted_list, least=model.thresholds.review - sampling.WORTH_A_LOOK
    )
    engine.decide(connection, model=model, out="register_decided")
