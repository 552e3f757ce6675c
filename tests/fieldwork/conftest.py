"""Rini of a Pemda, whose lists wait for a person's eye."""

from __future__ import annotations

import pytest

from payung.access.viewer import Viewer
from tests.people import sender, viewer


@pytest.fixture
def rini(database: None) -> Viewer:
    rini = viewer("rini", role="verifier")
    sender("diskop", office_id=rini.office_id)
    return rini
