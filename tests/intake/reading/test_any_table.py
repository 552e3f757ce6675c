"""Any table, dressed as any sender may dress it, in any format, comes back with every person-row and every cell's text."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import writers
from hostile.grid import GROUPED, PLAIN, SHORT, Column, Grid, Habits, dress, person
from hostile.look import lines_of
from payung.intake.reading.limits import Limits
from payung.intake.reading.parse import parse
from payung.intake.reading.result import Reading

#: Every character that a cell of every format can hold (xml has no control characters, spaces at the ends are Excel's own business).
LETTERS = st.characters(
    min_codepoint=33, max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn")
)
WORDS = st.text(LETTERS, min_size=1, max_size=15)
TEXTS = st.lists(WORDS, max_size=4).map(" ".join)
HABITS = st.builds(
    Habits,
    title=st.integers(0, 4),
    gap=st.integers(0, 3),
    numbering=st.booleans(),
    repeat_every=st.sampled_from([0, 3, 5]),
    subtotal=st.booleans(),
    signature=st.booleans(),
    notes=st.booleans(),
    left=st.integers(0, 3),
    blank_every=st.sampled_from([0, 4]),
)
STRANGE = st.sampled_from([(), (Column("x", "Desil"),), (Column("x", "Kode Pos"), Column("y", "Nama Ayah"))])
DAMAGED_NIK = st.sampled_from(
    [
        "",
        "-",
        "belum ada",
        "3,30E+15",
        "647401",
        "'6474010101800001",
        "6474O10101800001",
        '="6474010101800001"',
        "64 7401 010180 0001",
    ]
)


@st.composite
def lists(draw: st.DrawFn) -> Grid:
    """Return a list of people with wild addresses, names of one letter up, and NIKs that are missing or broken."""
    columns = draw(st.permutations((*draw(st.sampled_from([PLAIN, SHORT])), *draw(STRANGE))).filter(lambda order: True))
    if draw(st.booleans()):
        columns = list(GROUPED)
    people = []
    for seed in range(draw(st.integers(3, 14))):
        one = person(seed)
        if draw(st.booleans()):
            one |= {"nik": draw(DAMAGED_NIK)}
        if draw(st.booleans()):
            one |= {
                "address": draw(TEXTS),
                "x": draw(TEXTS),
                "occupation": draw(st.sampled_from(["Total Persada", "Lurah", "-", "Jumlah"])),
            }
        people.append(one)
    return dress(columns, people, draw(HABITS))


def _read(grid: Grid, extension: str, **how: object) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{extension}"
        if extension == "csv":
            writers.text(path, grid, **how)
        else:
            writers.WORKBOOKS[extension](path, {"A": grid})
        reading = parse(path, Path(folder) / "lines.parquet", Limits())
        _check(reading, grid)
    return reading


def _check(reading: Reading, grid: Grid) -> None:
    found = {row_no: cells for _, row_no, kind, cells, _ in lines_of(reading) if kind == "row"}
    assert set(found) == {row_no for row_no, _ in grid.rows()}
    every = {row_no: cells for _, row_no, _, cells, _ in lines_of(reading)}
    for place, line in enumerate(grid.lines):
        texts = [writers.as_text(value) for value in line]
        while texts and not texts[-1]:
            texts.pop()
        cells = every.get(place + 1, [])
        assert cells[: len(texts)] == texts
        assert not any(cells[len(texts) :])
    assert reading.person_rows == len(grid.rows())


FEW = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@FEW
@given(
    lists(),
    st.sampled_from([";", "\t", "|", ","]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_list_as_csv(grid: Grid, separator: str, encoding: str, quoting: int) -> None:
    _read(grid, "csv", separator=separator, encoding=encoding, quoting=quoting)


@FEW
@given(lists())
def test_any_list_as_xlsx(grid: Grid) -> None:
    _read(grid, "xlsx")


@pytest.mark.parametrize("extension", ["ods", "xls", "xlsb"])
def test_any_list_as_other_workbooks(extension: str) -> None:
    @settings(FEW, max_examples=30)
    @given(lists())
    def check(grid: Grid) -> None:
        _read(grid, extension)

    check()
