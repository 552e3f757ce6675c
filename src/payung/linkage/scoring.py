"""The matching model as plain data, and the score of a pair as one SQL statement made from it.

Fellegi and Sunter (1969): a comparison puts a pair on one of its levels; a level weighs log2(m / u) bits, m being the share
of same-person pairs and u the share of different-person pairs that stand on it. Levels marked with a term frequency weigh
more for rare values and less for common ones. Everything is summed in whole millibits, so that the same input and the
same model give the same weight in any order of rows and any chunking.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from payung.vocabulary.shipped import read_yaml
from payung.vocabulary.words import Words

#: The level of a comparison in which one side is empty: no evidence, no bits.
UNKNOWN = "unknown"
MILLI = 1000


class NotAModel(ValueError):
    """The file is not a matching model that this version can read."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a comparison. `when` is SQL over `l.`, `r.` and the features `f.`; an empty `when` takes the rest."""

    id: str
    when: str
    words: Words
    m: float = 0.5
    u: float = 0.5
    #: Name of the term frequency (column `tf_<rarity>` of prepared people, millibits) that adjusts this level.
    rarity: str | None = None
    #: Share that the rarity is measured against: the level weighs log2(m / u) for a value exactly this common.
    usual: float | None = None
    #: Share of pairs of relatives (same household, another person) on this level; None where the model knows no relatives.
    kin: float | None = None

    @property
    def millibits(self) -> int:
        """What the level weighs before its rarity, in whole millibits."""
        return round(MILLI * math.log2(self.m / self.u))

    @property
    def kin_millibits(self) -> int:
        """How much likelier relatives are on this level than strangers, in whole millibits."""
        return round(MILLI * math.log2((self.kin or self.u) / self.u))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question put to every pair: its levels from the strongest to the weakest; `unknown` says when nothing can be said."""

    id: str
    words: Words
    unknown: str
    levels: tuple[Level, ...]

    def level(self, id: str) -> Level:
        """Return a level by its id."""
        return next(level for level in self.levels if level.id == id)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bits that decide. `link` and above may link by itself, below `review` is a new person, `margin` separates two people.

    `guard`: so many more are asked where chance or kin come as near (see `deciding`).
    """

    link: float = 8.0
    review: float = -4.0
    margin: float = 3.0
    guard: float = 3.0


@dataclass(frozen=True, slots=True)
class Model:
    """A trained matching model: plain data, versioned, known by its sha256."""

    name: str
    version: int
    comparisons: tuple[Comparison, ...]
    #: Expected share of left rows whose person is on the right.
    share: float
    #: Number of people on the right that the model is set for; see `for_size`.
    size: int
    #: Expected relatives of one person among the people on the right.
    relatives: float
    thresholds: Thresholds
    trained: Mapping[str, Any]
    #: Name -> SQL over `l.` and `r.`, worked out once for a pair; the levels read it as `f.<name>`.
    features: Mapping[str, str] = field(default_factory=dict)

    @property
    def prior_millibits(self) -> int:
        """Log odds that a random pair is one person: of `size` people on the right, `share` of one person is expected."""
        return round(MILLI * math.log2(self.share / max(self.size, 1)))

    @property
    def kin_millibits(self) -> int:
        """Log odds that a random pair are relatives rather than strangers."""
        return round(MILLI * math.log2(self.relatives / max(self.size, 1)))

    @property
    def has_kin(self) -> bool:
        """Whether the model weighs relatives against strangers."""
        return any(level.kin is not None for comparison in self.comparisons for level in comparison.levels)

    @property
    def sha256(self) -> str:
        """Hash of everything that decides a weight or an outcome."""
        return hashlib.sha256(json.dumps(_to_data(self), sort_keys=True).encode()).hexdigest()

    def comparison(self, id: str) -> Comparison:
        """Return a comparison by its id."""
        return next(comparison for comparison in self.comparisons if comparison.id == id)

    def for_size(self, size: int, *, share: float | None = None) -> Model:
        """Return the model for a register of so many people (a wrong prior shifts every weight)."""
        return replace(self, size=size, share=self.share if share is None else share)


def _words(data: Mapping[str, str]) -> Words:
    return Words(id=data["id"], en=data["en"])


def from_data(data: Mapping[str, Any]) -> Model:
    """Build a model from its plain data.

    :raises NotAModel: if a part is missing or a share is not above 0.
    """
    try:
        comparisons = tuple(
            Comparison(
                id=comparison["id"],
                words=_words(comparison["words"]),
                unknown=comparison["unknown"],
                levels=tuple(Level(**{**level, "words": _words(level["words"])}) for level in comparison["levels"]),
            )
            for comparison in data["comparisons"]
        )
        model = Model(
            name=data["name"],
            version=data["version"],
            comparisons=comparisons,
            share=data["prior"]["share"],
            size=data["prior"]["size"],
            relatives=data["prior"]["relatives"],
            thresholds=Thresholds(**data["thresholds"]),
            trained=data.get("trained", {}),
            features=data.get("features", {}),
        )
    except (KeyError, TypeError) as missing:
        raise NotAModel(f"matching model: {missing}") from missing
    if any(level.m <= 0 or level.u <= 0 for comparison in comparisons for level in comparison.levels):
        raise NotAModel("matching model: every m and u must be above 0")
    return model


def _to_data(model: Model) -> dict[str, Any]:
    def level_data(level: Level) -> dict[str, Any]:
        data = {"id": level.id, "when": level.when, "words": {"id": level.words.id, "en": level.words.en}}
        return data | {
            key: value for key in ("m", "u", "rarity", "usual", "kin") if (value := getattr(level, key)) is not None
        }

    return {
        "name": model.name,
        "version": model.version,
        "prior": {"share": model.share, "size": model.size, "relatives": model.relatives},
        "thresholds": {key: getattr(model.thresholds, key) for key in ("link", "review", "margin", "guard")},
        "trained": dict(model.trained),
        "features": dict(model.features),
        "comparisons": [
            {
                "id": comparison.id,
                "words": {"id": comparison.words.id, "en": comparison.words.en},
                "unknown": comparison.unknown,
                "levels": [level_data(level) for level in comparison.levels],
            }
            for comparison in model.comparisons
        ],
    }


def load(path: Path) -> Model:
    """Read a model file (YAML).

    :raises NotAModel: if it is not one.
    """
    return from_data(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def shipped(name: str = "people-3") -> Model:
    """Return a model that comes with the project."""
    return from_data(read_yaml("payung.linkage", "model", f"{name}.yaml"))


def save(model: Model, path: Path) -> None:
    """Write a model file (YAML)."""
    text = yaml.safe_dump(_to_data(model), sort_keys=False, allow_unicode=True, width=160)
    path.write_text(text, encoding="utf-8")


def level_sql(comparison: Comparison) -> str:
    """Return the SQL that names the level of a pair (aliases l and r)."""
    branches = [f"WHEN {comparison.unknown} THEN '{UNKNOWN}'"]
    branches += [f"WHEN {level.when} THEN '{level.id}'" for level in comparison.levels if level.when]
    rest = [level.id for level in comparison.levels if not level.when]
    return f"CASE {' '.join(branches)} ELSE '{rest[0] if rest else UNKNOWN}' END"


def _by_level(comparison: Comparison, values: Mapping[str, str]) -> str:
    branches = " ".join(f"WHEN '{level}' THEN {value}" for level, value in values.items())
    return f"CAST(CASE {comparison.id} {branches} ELSE 0 END AS BIGINT)" if values else "CAST(0 AS BIGINT)"


def rarity_sql(comparison: Comparison) -> str:
    """Return the SQL of the millibits that a rare value adds (or a common one takes) on the level of a pair."""
    values = {
        level.id: f"coalesce({level.rarity}_rarity - {round(-MILLI * math.log2(level.usual or level.u))}, 0)"
        for level in comparison.levels
        if level.rarity is not None
    }
    return _by_level(comparison, values)


def rarities(model: Model) -> list[str]:
    """Return the names of the term frequencies that a model asks for."""
    names = {level.rarity for comparison in model.comparisons for level in comparison.levels if level.rarity}
    return sorted(names)


def compared_sql(*, left: str, right: str, pairs: str, model: Model) -> str:
    """Return the SELECT that puts every pair on its levels; see `compare`."""
    levels = ", ".join(f"{level_sql(comparison)} AS {comparison.id}" for comparison in model.comparisons)
    rarity = "".join(
        f", least(coalesce(l.tf_{name}, r.tf_{name}), coalesce(r.tf_{name}, l.tf_{name})) AS {name}_rarity"
        for name in rarities(model)
    )
    joined = f"{pairs} AS p JOIN {left} AS l ON l.record_id = p.left_id JOIN {right} AS r ON r.record_id = p.right_id"
    if model.features:
        features = ", ".join(f"{sql} AS {name}" for name, sql in model.features.items())
        joined += f", LATERAL (SELECT {features}) AS f"
    return f"SELECT p.left_id, p.right_id, {levels}{rarity} FROM {joined}"


def compare(
    connection: duckdb.DuckDBPyConnection, *, left: str, right: str, pairs: str, model: Model, out: str = "compared"
) -> None:
    """Put every pair on its levels.

    :param left: and `right`: tables of prepared people (see `people.prepare`), key `record_id`.
    :param pairs: table with left_id, right_id (BIGINT); further columns are ignored.
    :param out: table made: left_id, right_id, one VARCHAR column per comparison, `<rarity>_rarity` in millibits (the more
        common of the two sides, NULL where neither is known).
    """
    made = f"CREATE OR REPLACE TEMP TABLE {out}"
    if _is_empty(connection, pairs):
        levels = ", ".join(f"{comparison.id} VARCHAR" for comparison in model.comparisons)
        rarity = "".join(f", {name}_rarity INTEGER" for name in rarities(model))
        connection.execute(f"{made} (left_id BIGINT, right_id BIGINT, {levels}{rarity})")
        return
    connection.execute(f"{made} AS {compared_sql(left=left, right=right, pairs=pairs, model=model)}")


def _is_empty(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Return whether a table has no row: then the question over it need not be understood, which takes longer than asking it of a thousand."""
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None


def weighed_sql(*, compared: str, model: Model) -> str:
    """Return the SELECT that weighs compared pairs; see `weigh`."""
    comparisons = model.comparisons
    rare = ", ".join(f"{rarity_sql(c)} AS {c.id}_rare" for c in comparisons)
    same = ", ".join(
        f"{c.id}_rare + {_by_level(c, {level.id: str(level.millibits) for level in c.levels})} AS {c.id}_m"
        for c in comparisons
    )
    total = " + ".join(f"{c.id}_m" for c in comparisons)
    kin = "0"
    if model.has_kin:
        # Strangers and relatives are one class of "another person": log2(1 + odds of relatives), exact to a millibit.
        odds = " + ".join(
            f"{c.id}_rare + {_by_level(c, {level.id: str(level.kin_millibits) for level in c.levels})}"
            for c in comparisons
        )
        kin = f"CAST(round(1000 * log2(1 + pow(2, least({model.kin_millibits} + {odds}, 60000) / 1000.0))) AS BIGINT)"
    shown = ", ".join(f"{c.id}, {c.id}_m / 1000.0 AS {c.id}_bits" for c in comparisons)
    return (
        f"SELECT left_id, right_id, ({model.prior_millibits} + {total} - kin_m) / 1000.0 AS weight, "
        f"kin_m / 1000.0 AS kin, {shown} FROM (SELECT *, {same}, {kin} AS kin_m FROM (SELECT *, {rare} FROM {compared}))"
    )


def weigh(connection: duckdb.DuckDBPyConnection, *, compared: str, model: Model, out: str = "scored") -> None:
    """Weigh compared pairs.

    :param out: table made: left_id, right_id, weight DOUBLE (bits, prior included), `kin` DOUBLE (bits taken off because
        relatives would look alike), one VARCHAR level and one `<comparison>_bits` DOUBLE per comparison.
    """
    made = f"CREATE OR REPLACE TEMP TABLE {out}"
    if _is_empty(connection, compared):
        shown = ", ".join(f"{comparison.id} VARCHAR, {comparison.id}_bits DOUBLE" for comparison in model.comparisons)
        connection.execute(f"{made} (left_id BIGINT, right_id BIGINT, weight DOUBLE, kin DOUBLE, {shown})")
        return
    connection.execute(f"{made} AS {weighed_sql(compared=compared, model=model)}")
