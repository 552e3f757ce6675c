"""Training without labels finds what the truth says, and says so when it does not settle."""

from __future__ import annotations

import pytest

from payung.linkage import scoring, training

MATERIAL = training.Material("left_people", "right_people", "pairs")
LITTLE = training.Effort(random_pairs=400_000, rounds=80)


@pytest.fixture(scope="module")
def trained(invented) -> scoring.Model:
    return training.train(invented, MATERIAL, scoring.shipped(), effort=LITTLE)


def test_training_finds_the_share_of_members(invented, trained) -> None:
    true = invented.execute("SELECT avg(is_member::INTEGER) FROM list_raw").fetchall()[0][0]

    assert trained.share == pytest.approx(true, abs=0.03)


def test_training_finds_how_often_one_person_bears_the_same_name(invented, trained) -> None:
    scoring.compare(invented, left="left_people", right="right_people", pairs="pairs", model=trained)
    true = invented.execute(
        "SELECT avg((naming = 'same')::INTEGER) FROM compared JOIN listed AS l ON l.record_id = left_id "
        "JOIN register AS r ON r.record_id = right_id WHERE l.person_id = r.person_id"
    ).fetchall()[0][0]

    assert trained.comparison("naming").level("same").m == pytest.approx(true, abs=0.02)


def test_training_twice_gives_the_same_model(invented, trained) -> None:
    again = training.train(invented, MATERIAL, scoring.shipped(), effort=LITTLE)

    assert again.sha256 == trained.sha256


def test_training_that_does_not_settle_says_so(invented) -> None:
    hasty = training.Effort(random_pairs=100_000, rounds=1)

    with pytest.raises(training.NotConverged):
        training.train(invented, MATERIAL, scoring.shipped(), effort=hasty)


def test_shares_of_a_comparison_add_up(trained) -> None:
    for comparison in trained.comparisons:
        assert sum(level.m for level in comparison.levels) == pytest.approx(1)


def test_a_trained_model_tells_members_from_others(invented, trained) -> None:
    scoring.compare(invented, left="left_people", right="right_people", pairs="pairs", model=trained)
    scoring.weigh(invented, compared="compared", model=trained)
    right, wrong, members = invented.execute(
        "SELECT count(*) FILTER (l.person_id = r.person_id), count(*) FILTER (l.person_id <> r.person_id), "
        "(SELECT count(*) FROM list_raw WHERE is_member) FROM (SELECT * FROM scored WHERE weight >= 0 "
        "QUALIFY row_number() OVER (PARTITION BY left_id ORDER BY weight DESC, right_id) = 1) "
        "JOIN listed AS l ON l.record_id = left_id JOIN register AS r ON r.record_id = right_id"
    ).fetchall()[0]

    assert right / (right + wrong) > 0.99
    assert right / members > 0.98
