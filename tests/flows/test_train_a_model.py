"""A model of one's own is saved under a number, changes nothing until it is accepted, and can be left again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.flows import train_a_model
from payung.linkage import own_models, scoring
from tests.people import NOON


def test_too_few_rows_teach_nothing(andi: Viewer, tmp_path: Path) -> None:
    with pytest.raises(train_a_model.TooFewRows) as few:
        train_a_model.run(home=tmp_path, random_pairs=100_000, really=True, by=andi, at=NOON, tell=lambda step: None)

    assert (few.value.rows, few.value.people) == (0, 202)
    assert own_models.saved(home=tmp_path) == []
    assert list((tmp_path / "work").iterdir()) == []


def test_who_may_not_load_the_register_may_not_train_nor_accept(rini: Viewer, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        train_a_model.run(home=tmp_path, random_pairs=100_000, really=False, by=rini, at=NOON, tell=lambda step: None)
    with pytest.raises(NotAllowed):
        own_models.accept("shipped", home=tmp_path, by=rini, at=NOON)


def test_a_saved_model_is_used_only_once_accepted_and_survives_its_file(andi: Viewer, tmp_path: Path) -> None:
    shipped = scoring.shipped()
    path = own_models.save(replace(shipped, share=0.5), home=tmp_path)
    assert path.name == "people-1001.yaml"
    assert own_models.standing_model() == shipped

    own_models.accept("1001", home=tmp_path, by=andi, at=NOON)
    path.unlink()

    assert (own_models.standing_model().version, own_models.standing_model().share) == (1001, 0.5)
    own_models.accept("shipped", home=tmp_path, by=andi, at=NOON)
    assert own_models.standing_model() == shipped


def test_a_number_that_was_never_saved_is_refused(andi: Viewer, tmp_path: Path) -> None:
    with pytest.raises(own_models.NoSuchModel):
        own_models.accept("1007", home=tmp_path, by=andi, at=NOON)


def test_what_moved_is_told_the_farthest_first() -> None:
    shipped = scoring.shipped()
    first, *others = shipped.comparisons
    levels = (
        replace(first.levels[0], m=first.levels[0].m / 2),
        replace(first.levels[1], m=first.levels[1].m / 8),
        *first.levels[2:],
    )
    changed = replace(shipped, comparisons=(replace(first, levels=levels), *others))

    found = train_a_model.moved(shipped, changed)

    assert [one.level for one in found] == [first.levels[1].id, first.levels[0].id]
    assert found[0].after - found[0].before == pytest.approx(-3, abs=0.01)
