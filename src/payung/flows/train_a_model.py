"""A matching model from this installation's own rows: sample -> prepare -> train -> compare with the one in use -> (save)."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.gateways import columns
from payung.intake.standing import STANDS
from payung.linkage import candidates, engine, keys, own_models, people, training
from payung.linkage.scoring import Model

STEPS = 4

# Fewer rows than these teach habits of chance.
LEAST_ROWS, LEAST_PEOPLE = 2_000, 10_000
MOST_ROWS, MOST_PEOPLE = 100_000, 1_000_000


class TooFewRows(Exception):
    """There are not rows enough to learn from."""

    def __init__(self, rows: int, people: int) -> None:
        super().__init__(f"{rows} rows, {people} people")
        self.rows = rows
        self.people = people


@dataclass(frozen=True, slots=True)
class Moved:
    """A level that weighs otherwise in the new model, in bits."""

    comparison: str
    level: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A new model beside the one in use: what it was trained on, which levels moved, and what becomes of the same rows."""

    model: Model
    rows: int
    people: int
    moved: tuple[Moved, ...]
    before: dict[str, int]
    after: dict[str, int]
    path: Path | None


def run(
    *, home: Path, random_pairs: int, really: bool, by: Viewer, at: dt.datetime, tell: Callable[[str], None]
) -> Trained:
    """Train a model; with `really`, save it under its number. It is used once somebody accepts it (`own_models.accept`).

    :param random_pairs: pairs of strangers to draw; 20 million take some minutes and find rare habits.
    :raises NotAllowed: if the viewer may not load the register.
    :raises TooFewRows: if there are fewer than LEAST_ROWS rows of proposals or LEAST_PEOPLE people in the register.
    :raises NotConverged: if training does not settle.
    """
    by.must("load_register")
    work = home / "work" / f"model-{uuid.uuid4().hex[:8]}"
    work.mkdir(parents=True, mode=0o700)
    try:
        with columns.workshop(str(work), memory="2GB", file=work / "workshop.duckdb") as connection:
            tell("mengambil contoh / sampling")
            rows, known = _sample(connection, by=by)
            tell("menyiapkan / preparing")
            _prepare(connection)
            tell("melatih / training")
            standing = own_models.standing_model()
            material = training.Material("left_people", "right_people", "pairs")
            effort = training.Effort(random_pairs=random_pairs)
            model = training.train(connection, material, standing, effort=effort)
            model = replace(
                model,
                trained={
                    **model.trained,
                    "on": at.date().isoformat(),
                    "from": f"{standing.name}-{standing.version}",
                },
            )
            tell("membandingkan / comparing")
            before, after = (_outcomes(connection, one.for_size(known)) for one in (standing, model))
        path = own_models.save(model, home=home) if really else None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    audit.record(
        "model.trained",
        by=by.name,
        by_id=by.account_id,
        about=f"model:{path.stem if path else 'dry run'}",
        at=at,
        using="owner",
        rows=rows,
        people=known,
    )
    return Trained(model, rows, known, moved(standing, model), before, after, path)


def _sample(connection: duckdb.DuckDBPyConnection, *, by: Viewer) -> tuple[int, int]:
    """Make `listed` and `register`, by a hash of their ids where there are more than are needed; return how many."""
    owner = connections["owner"].settings_dict
    fields = f"id AS record_id, {candidates.PEOPLE}"
    rows = columns.fetch(
        owner,
        f"SELECT {fields}, nik_digits FROM intake_row WHERE office_id = {by.office_id} AND submitted_list_id IN"
        f" (SELECT id FROM intake_list l WHERE kind = 'proposal' AND {STANDS}) ORDER BY hashint8(id) LIMIT {MOST_ROWS}",
        connection,
        "listed",
    )
    known = columns.fetch(
        owner,
        f"SELECT {fields} FROM registry_membership WHERE vanished_on IS NULL ORDER BY hashint8(id) LIMIT {MOST_PEOPLE}",
        connection,
        "register",
    )
    if rows < LEAST_ROWS or known < LEAST_PEOPLE:
        raise TooFewRows(rows, known)
    return rows, known


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    people.frequencies(connection, "register")
    for raw, prepared, keyed in (("listed", "left_people", "left_keys"), ("register", "right_people", "right_keys")):
        people.prepare(connection, raw, frequencies="frequencies", out=prepared)
        keys.keys(connection, raw, out=keyed)
    keys.pairs(connection, left="left_keys", right="right_keys")


def _outcomes(connection: duckdb.DuckDBPyConnection, model: Model) -> dict[str, int]:
    """Return how many of the sampled rows a model links, puts to a person, or takes for new."""
    engine.score(connection, left="listed", right="register", pairs="pairs", model=model, frequencies="frequencies")
    engine.decide(connection, model=model)
    counted = dict(connection.execute("SELECT outcome, count(*) FROM decided GROUP BY outcome").fetchall())
    return {outcome: counted.get(outcome, 0) for outcome in ("linked", "review", "new")}


def moved(before: Model, after: Model, *, least: float = 0.5) -> tuple[Moved, ...]:
    """Return the levels that moved by `least` bits or more, the farthest first."""
    found = [
        Moved(one.id, old.id, old.millibits / 1000, new.millibits / 1000)
        for one, other in zip(before.comparisons, after.comparisons, strict=True)
        for old, new in zip(one.levels, other.levels, strict=True)
        if abs(old.millibits - new.millibits) >= least * 1000
    ]
    return tuple(sorted(found, key=lambda level: -abs(level.after - level.before)))
