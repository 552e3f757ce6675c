"""Train the matching model on people without labels.

u comes from random pairs (someone else, by chance); what is too rare for chance is counted among the candidates whose
names differ plainly. m, the share of members and the habits of relatives come from expectation maximisation over all
candidates, with the scorer itself as the expectation step, so that rare names weigh there as they will weigh later.
The share of the full product space that blocking leaves out holds no matches worth speaking of (see the keys' measured
recall), so that every expected count is taken over the candidates and divided by all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import duckdb

from payung.linkage import scoring
from payung.linkage.scoring import UNKNOWN, Comparison, Level, Model


class NotConverged(RuntimeError):
    """Expectation maximisation still moved after its last round."""


# Two relatives do not have one NIK and one birth date, whatever unusual names one person goes by: without these bounds
# expectation maximisation would explain a person's nickname by a brother with the same NIK.
KIN_AT_MOST = {
    "nik_birth": 2e-5,
    "nik_almost": 5e-5,
    "nik_only": 2e-3,
    "near_birth": 5e-5,
    "near": 5e-4,
    "near_alone": 5e-5,
    "slip_alone": 5e-5,
    "same": 1e-3,
    "turned": 1e-3,
}

# Comparing names costs most, and their likenesses are not as rare as one NIK in a hundred million: fewer pairs are drawn for them.
_NAMES = ("naming", "mother")


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is trained on: tables of prepared people, and their candidates."""

    left: str
    right: str
    pairs: str


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work training may do."""

    #: Random pairs drawn for u.
    random_pairs: int = 20_000_000
    rounds: int = 60
    #: Converged when no level moved by more than so many bits in a round.
    settled: float = 0.01
    #: Fewer random hits than this are not believed.
    least_hits: int = 40
    #: Nothing is held for rarer among matches than this: a level never seen would weigh minus infinity.
    floor: float = 2e-5
    #: How often relatives share a telephone, as a part of how often one person is found under the same one.
    shared_phone: float = 0.35


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple:
    return connection.execute(sql).fetchall()[0]


def _level_counts(
    connection: duckdb.DuckDBPyConnection, table: str, comparison: Comparison, what: str
) -> dict[str, float]:
    """Return per level the sum of `what`, in exact decimal so that row order does not matter."""
    rows = connection.execute(
        f"SELECT {comparison.id}, CAST(sum(CAST({what} AS DECIMAL(18, 6))) AS DOUBLE) FROM {table} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return {level: count for level, count in rows if level != UNKNOWN}


def _with_levels(model: Model, changed: Mapping[str, Iterable[Level]]) -> Model:
    comparisons = tuple(
        replace(comparison, levels=tuple(changed.get(comparison.id, comparison.levels)))
        for comparison in model.comparisons
    )
    return replace(model, comparisons=comparisons)


def _only(model: Model, *ids: str) -> Model:
    return replace(model, comparisons=tuple(comparison for comparison in model.comparisons if comparison.id in ids))


def _draw(connection: duckdb.DuckDBPyConnection, material: Material, model: Model, how_many: int) -> None:
    """Make `drawn`: the levels of random pairs of different people. By hash of record_id, so that a draw can be repeated."""
    lefts, rights = (_one(connection, f"SELECT count(*) FROM {table}")[0] for table in (material.left, material.right))
    many_left = min(lefts, max(1, int((how_many * lefts / max(rights, 1)) ** 0.5)))
    many_right = min(rights, max(1, how_many // many_left))
    for side, table, many in (("left", material.left, many_left), ("right", material.right, many_right)):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE drawn_{side} AS SELECT * FROM {table} ORDER BY md5(record_id::VARCHAR || '{side}') LIMIT {many}"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE drawn_pairs AS SELECT l.record_id AS left_id, r.record_id AS right_id FROM drawn_left AS l, drawn_right AS r"
    )
    scoring.compare(connection, left="drawn_left", right="drawn_right", pairs="drawn_pairs", model=model, out="drawn")


def _drop(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    for table in tables:
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def estimate_u(
    connection: duckdb.DuckDBPyConnection, material: Material, model: Model, effort: Effort
) -> tuple[Model, set[str]]:
    """Take u, and how rarity counts on each level, from pairs drawn at random.

    :return: the model, and the levels (`comparison.level`) hit too seldom to be believed, whose u is only an upper bound.
    """
    named = tuple(c.id for c in model.comparisons if c.id in _NAMES)
    draws = (
        ((*named, "identity"), effort.random_pairs // 8, named),
        (("identity", "house"), effort.random_pairs, ("identity", "house")),
    )
    changed: dict[str, list[Level]] = {}
    rare: set[str] = set()
    for compared, how_many, taken in draws:
        _draw(connection, material, _only(model, *compared), how_many)
        _without_matches(connection, material, model)
        for id in taken:
            comparison = model.comparison(id)
            hits = _level_counts(connection, "drawn", comparison, "1")
            changed[id] = [_u_of(connection, level, comparison, hits, effort) for level in comparison.levels]
            rare |= {f"{id}.{level.id}" for level in comparison.levels if hits.get(level.id, 0) < effort.least_hits}
    _drop(connection, "drawn_left", "drawn_right", "drawn_pairs", "drawn")
    return _with_levels(model, changed), rare


def _without_matches(connection: duckdb.DuckDBPyConnection, material: Material, model: Model) -> None:
    """Take the few same-person pairs out of `drawn`: in a small register they would count as coincidences."""
    strong = ", ".join(f"'{level.id}'" for level in model.comparison("identity").levels if level.millibits > 5000)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT left_id, right_id FROM drawn WHERE identity IN ({strong})"
    )
    scoring.compare(
        connection, left=material.left, right=material.right, pairs="suspects", model=model, out="suspects_compared"
    )
    scoring.weigh(connection, compared="suspects_compared", model=model, out="suspects_scored")
    connection.execute(
        "DELETE FROM drawn AS d USING suspects_scored AS s WHERE d.left_id = s.left_id AND d.right_id = s.right_id AND s.weight >= 0"
    )
    _drop(connection, "suspects", "suspects_compared", "suspects_scored")


def _u_of(
    connection: duckdb.DuckDBPyConnection,
    level: Level,
    comparison: Comparison,
    hits: Mapping[str, float],
    effort: Effort,
) -> Level:
    count, known = hits.get(level.id, 0.0), sum(hits.values())
    if count < effort.least_hits:
        return replace(level, u=min(level.u, effort.least_hits / max(known, 1)))
    u = count / known
    if level.rarity is None:
        return replace(level, u=u)
    # How many times likelier than its rarity alone says is this level? The same words: once. One word left out: more often.
    total, rated = _one(
        connection,
        f"SELECT CAST(sum(CAST(pow(2, {level.rarity}_rarity / 1000.0) AS DECIMAL(38, 3))) AS DOUBLE), count({level.rarity}_rarity) "
        f"FROM drawn WHERE {comparison.id} = '{level.id}'",
    )
    return replace(level, u=u, usual=rated / total if rated else u)


def estimate_rare_u(
    connection: duckdb.DuckDBPyConnection, model: Model, *, compared: str, all_pairs: float, rare: set[str]
) -> Model:
    """Count the identity levels that are too rare for random pairs among candidates whose name and home differ plainly."""
    plain, far = ("shared", "sound", "other"), ("other", "kabupaten", "kabupaten_birth", "birthplace", "kecamatan")
    share = sum(model.comparison("naming").level(id).u for id in plain) * sum(
        model.comparison("house").level(id).u for id in far
    )
    counts = dict(
        connection.execute(
            f"SELECT identity, count(*) FROM {compared} WHERE naming IN {plain} AND house IN {far} GROUP BY ALL"
        ).fetchall()
    )
    levels = [
        replace(level, u=max(counts.get(level.id, 0), 0.5) / (all_pairs * share))
        if f"identity.{level.id}" in rare
        else level
        for level in model.comparison("identity").levels
    ]
    return _with_levels(model, {"identity": levels})


def _smoothed(
    counts: Mapping[str, float], levels: Iterable[Level], floor: float, *, otherwise: str = "m"
) -> dict[str, float]:
    """Return the share of each level; where nobody stands on any (a column that no list has), what the levels say of themselves."""
    total = sum(counts.values())
    if not total:
        return {level.id: getattr(level, otherwise) or level.u for level in levels}
    shares = {level.id: max(counts.get(level.id, 0.0) / total, floor) for level in levels}
    whole = sum(shares.values())
    return {id: share / whole for id, share in shares.items()}


def maximise(
    connection: duckdb.DuckDBPyConnection, model: Model, *, compared: str, lefts: int, effort: Effort
) -> Model:
    """Find m, the share of members and the habits of relatives by expectation maximisation.

    :raises NotConverged: if a level still moves after the last round.
    """
    moved = 0.0
    for _ in range(effort.rounds):
        scoring.weigh(connection, compared=compared, model=model, out="weighed")
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE expected AS SELECT *, 1 / (1 + pow(2, -weight)) AS same, "
            "(1 - 1 / (1 + pow(2, -weight))) * (1 - pow(2, -kin)) AS related FROM weighed"
        )
        turned = _maximised(connection, model, lefts=lefts, effort=effort)
        moved = max(
            abs(new.millibits - old.millibits) / 1000
            for old_c, new_c in zip(model.comparisons, turned.comparisons, strict=True)
            for old, new in zip(old_c.levels, new_c.levels, strict=True)
        )
        model = turned
        if moved <= effort.settled:
            _drop(connection, "expected", "weighed")
            return model
    raise NotConverged(f"a level still moved by {moved:.3f} bits after {effort.rounds} rounds")


def _maximised(connection: duckdb.DuckDBPyConnection, model: Model, *, lefts: int, effort: Effort) -> Model:
    changed = {}
    for comparison in model.comparisons:
        m = _smoothed(_level_counts(connection, "expected", comparison, "same"), comparison.levels, effort.floor)
        changed[comparison.id] = [replace(level, m=m[level.id]) for level in comparison.levels]
    same = _one(connection, "SELECT CAST(sum(CAST(same AS DECIMAL(18, 6))) AS DOUBLE) FROM expected")[0]
    model = replace(_with_levels(model, changed), share=min(same / lefts, 1.0))
    return _relatives(connection, model, lefts=lefts, effort=effort) if model.has_kin else model


def _relatives(connection: duckdb.DuckDBPyConnection, model: Model, *, lefts: int, effort: Effort) -> Model:
    """Find the habits of relatives: their names and birth dates are read off the pairs that share a telephone.

    Blocking by telephone asks nothing else of them. Relatives live where the person lives; how much seldomer they share a
    telephone cannot be read off candidates (neighbours with one birth date would be taken for twins) and is given.
    """
    phone = ("phone", "phone_home")
    changed = {}
    for comparison in (comparison for comparison in model.comparisons if comparison.id in ("identity", *_NAMES)):
        id = comparison.id
        counts = _level_counts(
            connection, "expected", comparison, f"CASE WHEN house IN {phone} THEN related ELSE 0 END"
        )
        kin = _smoothed(counts, comparison.levels, effort.floor, otherwise="kin")
        changed[id] = [
            replace(level, kin=min(kin[level.id], KIN_AT_MOST.get(level.id, 1.0))) for level in comparison.levels
        ]
    house = model.comparison("house").levels
    kept = sum(level.m for level in house if level.id in phone)
    rest = (1 - effort.shared_phone * kept) / (1 - kept)
    changed["house"] = [
        replace(level, kin=level.m * (effort.shared_phone if level.id in phone else rest)) for level in house
    ]
    related = _one(
        connection, f"SELECT CAST(sum(CAST(related AS DECIMAL(18, 6))) AS DOUBLE) FROM expected WHERE house IN {phone}"
    )[0]
    return replace(
        _with_levels(model, changed), relatives=min(max(related / lefts / (kept * effort.shared_phone), 1e-3), 10.0)
    )


def train_plain(
    connection: duckdb.DuckDBPyConnection, material: Material, start: Model, *, effort: Effort = Effort()
) -> Model:
    """Train a model of any comparisons, without relatives, on unlabelled records: other registers than ours, benchmarks.

    :param start: its first guesses must tell a match from chance well enough to keep matches out of u.
    :raises NotConverged: if expectation maximisation does not settle.
    """
    lefts = _one(connection, f"SELECT count(*) FROM {material.left}")[0]
    model = start
    scoring.compare(
        connection, left=material.left, right=material.right, pairs=material.pairs, model=model, out="material"
    )
    _draw(connection, material, model, effort.random_pairs)
    for _ in range(2):
        # Matches are taken out of the draw by the model as it stands; the second time it is a trained one.
        scoring.weigh(connection, compared="drawn", model=model, out="drawn_scored")
        connection.execute(
            "DELETE FROM drawn AS d USING drawn_scored AS s WHERE d.left_id = s.left_id AND d.right_id = s.right_id AND s.weight >= 0"
        )
        changed = {}
        for comparison in model.comparisons:
            hits = _level_counts(connection, "drawn", comparison, "1")
            changed[comparison.id] = [_u_of(connection, level, comparison, hits, effort) for level in comparison.levels]
        model = maximise(connection, _with_levels(model, changed), compared="material", lefts=lefts, effort=effort)
    _drop(connection, "material", "drawn", "drawn_scored", "drawn_left", "drawn_right", "drawn_pairs")
    return model


def train(
    connection: duckdb.DuckDBPyConnection, material: Material, start: Model, *, effort: Effort = Effort()
) -> Model:
    """Train a model on unlabelled people.

    :param material: prepared people of lists (left) and register (right), and their candidate pairs.
    :param start: the model whose comparisons and first guesses are used.
    :return: the model with m, u, rarity and prior of these people; version and thresholds are those of `start`.
    :raises NotConverged: if expectation maximisation does not settle.
    """
    lefts, rights = (_one(connection, f"SELECT count(*) FROM {table}")[0] for table in (material.left, material.right))
    model = start.for_size(rights)
    model, rare = estimate_u(connection, material, model, effort)
    scoring.compare(
        connection, left=material.left, right=material.right, pairs=material.pairs, model=model, out="material"
    )
    model = estimate_rare_u(connection, model, compared="material", all_pairs=float(lefts) * rights, rare=rare)
    model = maximise(connection, model, compared="material", lefts=lefts, effort=effort)
    _drop(connection, "material")
    return replace(model, trained={"left": lefts, "right": rights, "random_pairs": effort.random_pairs})
