"""A second opinion on every weight: the same model handed to Splink. The only place that knows Splink.

A run scores with `scoring`, which is one SQL statement and exact in any chunking. Splink, which many statistical offices
trust, must come to the same bits: tests and every newly trained model are held against it. Relatives are ours alone;
the weight compared is the one before they are counted.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from payung.linkage import people, scoring
from payung.linkage.scoring import Comparison, Level, Model

# Weights here are whole millibits: each comparison, its rarity and the prior may each be rounded by half of one.
ROUNDING = 0.005


def _sides(condition: str, features: Mapping[str, str]) -> str:
    """Return a condition over `l.`, `r.` and `f.` in Splink's writing: column_l, column_r, features written out."""
    condition = re.sub(r"\bf\.(\w+)", lambda found: f"({features[found[1]]})", condition)
    return re.sub(r"\b([lr])\.(\w+)", r"\2_\1", condition)


def _level(level: Level, features: Mapping[str, str]) -> dict[str, Any]:
    known: dict[str, Any] = {
        "sql_condition": _sides(level.when, features) if level.when else "ELSE",
        "label_for_charts": level.id,
    }
    if level.rarity is None:
        return known | {"m_probability": level.m, "u_probability": level.u}
    # Splink weighs log2(m / u) + log2(u / rarity) with one u: what is usual here takes its place, in both.
    usual = level.usual or level.u
    return known | {
        "m_probability": level.m * usual / level.u,
        "u_probability": usual,
        "tf_adjustment_column": level.rarity,
        "tf_adjustment_weight": 1.0,
        "disable_tf_exact_match_detection": True,
    }


def _comparison(comparison: Comparison, features: Mapping[str, str]) -> dict[str, Any]:
    unknown = {
        "sql_condition": _sides(comparison.unknown, features),
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    levels = [unknown, *(_level(level, features) for level in comparison.levels)]
    if comparison.levels[-1].when:
        levels.append({"sql_condition": "ELSE", "label_for_charts": "rest", "m_probability": 0.5, "u_probability": 0.5})
    return {"output_column_name": comparison.id, "comparison_levels": levels}


def settings(model: Model) -> dict[str, Any]:
    """Return a model as Splink's settings (unique_id_column_name is record_id)."""
    odds = 2 ** (model.prior_millibits / scoring.MILLI)
    return {
        "link_type": "link_only",
        "unique_id_column_name": "record_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "comparisons": [_comparison(comparison, model.features) for comparison in model.comparisons],
        "blocking_rules_to_generate_predictions": [],
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
    }


def predict(
    connection: duckdb.DuckDBPyConnection, *, left: str, right: str, pairs: str, model: Model, out: str = "witnessed"
) -> None:
    """Score pairs with Splink.

    :param left: and `right`: tables of prepared people; `pairs`: left_id, right_id.
    :param out: table made: left_id, right_id, weight DOUBLE (bits, prior included, relatives not counted).
    """
    names = scoring.rarities(model)
    columns = people.columns_of(connection, left)
    shares = ", ".join(f"pow(2, -tf_{name} / 1000.0) AS tf_{name}" for name in names)
    stand_ins = "".join(f", NULL::VARCHAR AS {name}" for name in names if name not in columns)
    replaced = f" REPLACE ({shares})" if names else ""
    for side, table in (("a_left", left), ("b_right", right)):
        connection.execute(f"CREATE OR REPLACE TABLE witness_{side} AS SELECT *{replaced}{stand_ins} FROM {table}")
    connection.execute(
        "CREATE OR REPLACE TABLE witness_pairs AS SELECT 'witness_a_left-__-' || left_id AS join_key_l, "
        f"'witness_b_right-__-' || right_id AS join_key_r, '0' AS match_key FROM {pairs}"
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=connection)
    frames = [api.register(name, dataset_display_name=name) for name in ("witness_a_left", "witness_b_right")]
    linker = Linker(frames, settings(model), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register("witness_pairs"))
    found = linker.inference.predict().physical_name
    connection.execute(
        f"CREATE OR REPLACE TABLE {out} AS SELECT record_id_l AS left_id, record_id_r AS right_id, match_weight AS weight FROM {found}"
    )
    for table in ("witness_a_left", "witness_b_right", "witness_pairs"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def furthest_apart(connection: duckdb.DuckDBPyConnection, *, scored: str, witnessed: str) -> float:
    """Return the largest difference in bits between our weights (before relatives) and Splink's.

    :raises ValueError: if the two did not score the same pairs.
    """
    ours, theirs, both, apart = connection.execute(
        f"SELECT (SELECT count(*) FROM {scored}), (SELECT count(*) FROM {witnessed}), count(*), "
        f"max(abs(s.weight + s.kin - w.weight)) FROM {scored} AS s JOIN {witnessed} AS w USING (left_id, right_id)"
    ).fetchall()[0]
    if not ours == theirs == both:
        raise ValueError(f"we scored {ours} pairs, Splink {theirs}, both {both}")
    return 0.0 if apart is None or math.isnan(apart) else apart
