"""One person at a counter: their candidates scored at once and explained, with the same SQL that scores a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from payung.linkage import engine, people, scoring
from payung.linkage.engine import Evidence
from payung.linkage.scoring import Model

# The record_id that the person asked about has among the candidates.
_ASKED = -1

_SHAPE = dict.fromkeys(people.TEXTS, "VARCHAR") | {"birth_on": "DATE"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scored candidate: its record_id, its weight in bits, and the lines that add up to it."""

    record_id: int
    weight: float
    evidence: tuple[Evidence, ...]


class Counter:
    """A standing scorer for single people; what is slow (planning the statement) is done once.

    Not for two threads at a time: give each its own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, model: Model, frequencies: str | None = None) -> None:
        """Make the scorer on a connection.

        :param model: set for the size of the register (`Model.for_size`).
        :param frequencies: table made by `people.frequencies` from the register; None for those that ship with the model.
        """
        self._connection, self._model = connection, model
        if frequencies is None:
            frequencies = "counter_frequencies"
            engine.load_frequencies(connection, model, out=frequencies)
        people.install(connection)
        columns = ", ".join(f"{name} {kind}" for name, kind in _SHAPE.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE counter_people (record_id BIGINT, {columns})")
        compared = scoring.compared_sql(left="prepared", right="prepared", pairs="asked_pairs", model=model)
        connection.execute(
            f"""
            PREPARE score_at_counter AS
            WITH prepared AS MATERIALIZED ({people.prepared(connection, "counter_people", frequencies=frequencies)}),
            asked_pairs AS (SELECT {_ASKED} AS left_id, record_id AS right_id FROM counter_people WHERE record_id <> {_ASKED}),
            compared AS ({compared})
            {scoring.weighed_sql(compared="compared", model=model)} ORDER BY weight DESC, right_id
            """
        )

    def score(self, asked: Mapping[str, object], candidates: Sequence[Mapping[str, object]]) -> list[Candidate]:
        """Return the candidates of one person, the likeliest first.

        :param asked: the person, in people shape (missing fields are empty).
        :param candidates: people of the register in people shape, each with its record_id.
        """
        if not candidates:
            return []
        records = [dict(asked) | {"record_id": _ASKED}, *candidates]
        names = ("record_id", *_SHAPE)
        slots = ", ".join("(" + ", ".join("?" * len(names)) + ")" for _ in records)
        self._connection.execute("DELETE FROM counter_people")
        self._connection.execute(
            f"INSERT INTO counter_people VALUES {slots}", [record.get(name) for record in records for name in names]
        )
        rows = self._connection.execute("EXECUTE score_at_counter").fetchall()
        return [self._candidate(row) for row in rows]

    def _candidate(self, row: Sequence) -> Candidate:
        _, right_id, weight, kin, *found = row
        levels = dict(zip((c.id for c in self._model.comparisons), found[::2], strict=True))
        return Candidate(right_id, weight, tuple(engine.explained(self._model, levels, found[1::2], kin)))
