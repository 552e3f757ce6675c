"""Candidates in, scored pairs and the level of each comparison out; and what becomes of each row.

Everything is SQL on one DuckDB connection and made from the model as plain data (`scoring`), so that the same input and
the same model give the same weights in any order of rows and any chunking. Splink is the witness of these weights
(`witness`), not a step of a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import duckdb

from payung.linkage import deciding, keys, people, scoring
from payung.linkage.scoring import UNKNOWN, Model
from payung.vocabulary.once import once
from payung.vocabulary.words import Words

_SHIPPED = "shipped_frequencies"
_NOTHING_KNOWN = Words(id="tidak dapat dibandingkan (kosong)", en="cannot be compared (empty)")
_KIN = Words(id="kerabat serumah juga akan semirip ini", en="relatives of one household would look as much alike")
_PRIOR = Words(id="peluang awal di antara {size} orang", en="odds beforehand among {size} people")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of an explained score: what was compared, what was found, and its weight in bits (+ same, - another)."""

    about: str
    found: Words
    bits: float


def load_frequencies(connection: duckdb.DuckDBPyConnection, model: Model, *, out: str = "frequencies") -> None:
    """Make the table of term frequencies that ships with a model; a register's own (`people.frequencies`) are better."""
    path = people.shipped_frequencies(f"{model.name}-{model.version}")
    connection.execute(f"CREATE OR REPLACE TABLE {out} AS SELECT * FROM read_parquet('{path}')")


def furnish(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what scoring any list needs and none changes: macros, and the frequencies that ship with the model (again is harmless)."""
    people.install(connection)
    once(connection, _SHIPPED, partial(load_frequencies, model=scoring.shipped(), out=_SHIPPED))


def score(
    connection: duckdb.DuckDBPyConnection,
    *,
    left: str,
    right: str,
    pairs: str | None,
    model: Model,
    frequencies: str | None = None,
) -> None:
    """Score pairs of people.

    :param left: table of people shape (see `people`): list rows.
    :param right: table of people shape: the register people fetched as candidates.
    :param pairs: table with left_id and right_id; None to find the pairs here by the blocking keys (then `pairs_overflow`
        holds rows whose blocks were too large to compare).
    :param model: set it for the size of the whole register first (`Model.for_size`), not of what was fetched.
    :param frequencies: table made by `people.frequencies` from the whole register; None for those that ship with the model.

    Makes the temporary tables `left_people`, `right_people` (prepared) and `scored`: left_id, right_id, weight DOUBLE (bits,
    prior included), kin DOUBLE, and for each comparison its level (VARCHAR) and `<comparison>_bits`.
    """
    if frequencies is None:
        frequencies = _SHIPPED
        furnish(connection)
    people.prepare(connection, left, frequencies=frequencies, out="left_people")
    people.prepare(connection, right, frequencies=frequencies, out="right_people")
    if pairs is None:
        keys.keys(connection, left, out="left_keys")
        keys.keys(connection, right, out="right_keys")
        keys.pairs(connection, left="left_keys", right="right_keys", out="pairs")
        pairs = "pairs"
    scoring.compare(connection, left="left_people", right="right_people", pairs=pairs, model=model)
    scoring.weigh(connection, compared="compared", model=model)


def decide(
    connection: duckdb.DuckDBPyConnection, *, model: Model, ranks: str | None = None, out: str = "decided"
) -> None:
    """Decide every row that `score` prepared; see `deciding.decide` for `ranks` and the table made."""
    deciding.decide(
        connection, scored="scored", left="left_people", right="right_people", model=model, ranks=ranks, out=out
    )


def explain(connection: duckdb.DuckDBPyConnection, *, left_id: int, right_id: int, model: Model) -> list[Evidence]:
    """Return the lines whose bits add up to the weight of a scored pair, strongest question first.

    :raises LookupError: if the pair was not scored.
    """
    columns = ", ".join(f"{comparison.id}, {comparison.id}_bits" for comparison in model.comparisons)
    rows = connection.execute(
        f"SELECT kin, {columns} FROM scored WHERE left_id = ? AND right_id = ?", [left_id, right_id]
    ).fetchall()
    if not rows:
        raise LookupError(f"pair {left_id}, {right_id} was not scored")
    kin, *found = rows[0]
    return explained(model, dict(zip((c.id for c in model.comparisons), found[::2], strict=True)), found[1::2], kin)


def explained(model: Model, levels: dict[str, str], bits: list[float], kin: float) -> list[Evidence]:
    """Return the lines of an explained score from stored levels and bits (in the model's order of comparisons)."""
    lines = [
        Evidence(
            about=comparison.id,
            found=_NOTHING_KNOWN if levels[comparison.id] == UNKNOWN else comparison.level(levels[comparison.id]).words,
            bits=weight,
        )
        for comparison, weight in zip(model.comparisons, bits, strict=True)
    ]
    if kin:
        lines.append(Evidence(about="kin", found=_KIN, bits=-kin))
    prior = Words(*(_PRIOR.say(language, size=model.size) for language in ("id", "en")))
    lines.append(Evidence(about="prior", found=prior, bits=model.prior_millibits / scoring.MILLI))
    return lines
