"""Lists in the layouts of real senders, in every format: every line gets its kind, no person-row is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hostile import writers
from hostile.grid import GROUPED, PLAIN, SHORT, Column, Grid, Habits, dress, person
from hostile.look import lines_of
from payung.intake.reading.result import Reading

Parsed = Callable[[Path], Reading]

PEOPLE = [person(seed) for seed in range(25)]
HABITS = {
    "bare": Habits(title=0, gap=0),
    "titled": Habits(),
    "numbered": Habits(title=3, gap=2, numbering=True),
    "signed": Habits(subtotal=True, signature=True, notes=True),
    "pages": Habits(numbering=True, repeat_every=10, subtotal=True, signature=True),
    "shifted": Habits(left=2, blank_every=7, signature=True),
}


def _check(reading: Reading, grid: Grid, sheet_no: int = 1) -> None:
    found = {row_no: kind for no, row_no, kind, _, _ in lines_of(reading) if no == sheet_no}
    expected = {place + 1: kind for place, kind in enumerate(grid.kinds)}
    while expected and expected[max(expected)] == "blank" and max(expected) not in found:
        del expected[max(expected)]
    assert found == expected
    fields = {column.index: column.field for column in reading.sheets[sheet_no - 1].columns if column.field}
    assert fields == {grid.left + place + 1: column.field for place, column in enumerate(grid.columns)}


@pytest.mark.parametrize("extension", [*writers.WORKBOOKS, "csv", "html", "xml"])
@pytest.mark.parametrize("habits", HABITS.values(), ids=HABITS.keys())
@pytest.mark.parametrize("columns", [PLAIN, GROUPED, SHORT], ids=["plain", "grouped", "short"])
def test_every_line_of_every_layout_gets_its_kind(
    parsed: Parsed, tmp_path: Path, extension: str, habits: Habits, columns: tuple[Column, ...]
) -> None:
    grid = dress(columns, PEOPLE, habits)
    path = tmp_path / f"daftar.{extension}"
    _write(path, extension, grid)

    reading = parsed(path)

    assert reading.sheets[0].is_list
    assert reading.person_rows == len(PEOPLE)
    _check(reading, grid)


def _write(path: Path, extension: str, grid: Grid) -> None:
    if extension == "csv":
        writers.text(path, grid)
    elif extension == "html":
        writers.web_page(path, {"A": grid})
    elif extension == "xml":
        writers.xml_2003(path, {"A": grid})
    else:
        writers.WORKBOOKS[extension](path, {"A": grid})
