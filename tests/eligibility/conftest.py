"""Hasan sets programmes up, Rini decides."""

from __future__ import annotations

import pytest

from payung.access.viewer import Viewer
from tests.people import viewer


@pytest.fixture
def head(database: None) -> Viewer:
    return viewer("hasan", role="section_head")


@pytest.fixture
def rini(head: Viewer) -> Viewer:
    return viewer("rini", role="verifier")
