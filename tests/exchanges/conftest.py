"""Rini of the labour office, with twelve candidates that wait to be asked."""

from __future__ import annotations

import pytest

from payung.access.viewer import Viewer
from tests.exchanges import sending
from tests.people import viewer

PEOPLE = [sending.person(number) for number in range(12)]


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sending.propose(sending.programme(rini), PEOPLE, rini)
    return rini
