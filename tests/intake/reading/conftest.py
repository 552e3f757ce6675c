"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from payung.intake.reading.limits import Limits
from payung.intake.reading.parse import parse
from payung.intake.reading.result import Reading


@pytest.fixture
def parsed(tmp_path: Path) -> Callable[[Path], Reading]:
    """Read a file without the child process: fast, and with the same code."""

    def _parsed(path: Path) -> Reading:
        return parse(path, tmp_path / "lines.parquet", Limits())

    return _parsed
