"""The office that every test of decrees works in."""

from __future__ import annotations

import pytest

from tests.enrolment import programme
from tests.enrolment.programme import Office


@pytest.fixture
def desk(database: None) -> Office:
    """Rini proposes, Wati enacts; a programme with budget and legal base, nobody decided yet."""
    office = programme.office()
    programme.programme(office)
    return office
