"""Weights: the same whatever the order and the chunks, the same as Splink's, and refused where the model is not one."""

from __future__ import annotations

import dataclasses

import duckdb
import pytest

from payung.linkage import scoring, witness

MODEL = scoring.shipped().for_size(10_000)


def scored(connection: duckdb.DuckDBPyConnection, pairs: str, out: str) -> list[tuple]:
    scoring.compare(connection, left="left_people", right="right_people", pairs=pairs, model=MODEL)
    scoring.weigh(connection, compared="compared", model=MODEL, out=out)
    return connection.execute(f"FROM {out} ORDER BY left_id, right_id").fetchall()


def test_weights_do_not_depend_on_the_order_or_the_chunks_of_pairs(invented) -> None:
    whole = scored(invented, "pairs", "scored")

    invented.execute("CREATE OR REPLACE TEMP TABLE mixed AS FROM pairs ORDER BY hash(left_id, right_id)")
    in_chunks: list[tuple] = []
    for chunk in range(3):
        invented.execute(f"CREATE OR REPLACE TEMP TABLE chunk AS FROM mixed WHERE (left_id + right_id) % 3 = {chunk}")
        in_chunks += scored(invented, "chunk", "scored_chunk")

    assert len(whole) > 1000
    assert sorted(in_chunks) == whole


def test_no_pairs_leave_tables_of_the_same_shape(invented) -> None:
    def shapes() -> list[list[tuple]]:
        return [invented.execute(f"SELECT column_name, column_type FROM (DESCRIBE {one})").fetchall() for one in made]

    made = ("compared", "scored_none")
    invented.execute("CREATE OR REPLACE TEMP TABLE none AS FROM pairs LIMIT 0")
    invented.execute("CREATE OR REPLACE TEMP TABLE few AS FROM pairs LIMIT 3")
    assert len(scored(invented, "few", "scored_none")) == 3
    known = shapes()

    assert scored(invented, "none", "scored_none") == []
    assert shapes() == known


def test_splink_comes_to_the_same_weights(invented) -> None:
    scored(invented, "pairs", "scored")
    witness.predict(invented, left="left_people", right="right_people", pairs="pairs", model=MODEL)

    assert witness.furthest_apart(invented, scored="scored", witnessed="witnessed") < witness.ROUNDING


def test_a_witness_who_saw_other_pairs_is_no_witness(invented) -> None:
    scored(invented, "pairs", "scored")
    invented.execute("CREATE OR REPLACE TEMP TABLE seen AS SELECT left_id, right_id, weight FROM scored LIMIT 5")

    with pytest.raises(ValueError, match="pairs"):
        witness.furthest_apart(invented, scored="scored", witnessed="seen")


def test_a_model_survives_its_file(tmp_path) -> None:
    scoring.save(MODEL, tmp_path / "model.yaml")

    read = scoring.load(tmp_path / "model.yaml")

    assert read == MODEL
    assert read.sha256 == MODEL.sha256


def test_the_hash_knows_a_changed_weight() -> None:
    other = dataclasses.replace(MODEL, share=MODEL.share / 2)

    assert other.sha256 != MODEL.sha256


@pytest.mark.parametrize("spoil", [{"comparisons": None}, {"prior": {}}, {"thresholds": {"link": 1, "unheard": 2}}])
def test_what_is_not_a_model_is_refused(tmp_path, spoil: dict) -> None:
    data = scoring._to_data(MODEL) | spoil

    with pytest.raises(scoring.NotAModel):
        scoring.from_data(data)


def test_a_level_that_never_happens_is_refused() -> None:
    data = scoring._to_data(MODEL)
    data["comparisons"][0]["levels"][0]["u"] = 0

    with pytest.raises(scoring.NotAModel, match="above 0"):
        scoring.from_data(data)


def test_a_larger_register_asks_for_more_evidence() -> None:
    assert MODEL.for_size(10_000_000).prior_millibits < MODEL.prior_millibits


def test_every_level_of_the_shipped_model_has_words_in_both_languages() -> None:
    levels = [level for comparison in MODEL.comparisons for level in comparison.levels]

    assert all(level.words.id and level.words.en for level in levels)
    assert len(levels) > 35
