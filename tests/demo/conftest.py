"""A small Bontang, built once for all tests of the demo."""

from __future__ import annotations

import pytest

from payung.demo.making import Made, make_world
from payung.demo.places import Places, load_places
from payung.demo.scene import BONTANG


@pytest.fixture(scope="session")
def places() -> Places:
    return load_places()


@pytest.fixture(scope="session")
def small_bontang(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_world(BONTANG.scaled(1_500), places, tmp_path_factory.mktemp("bontang"))
