"""Columns that say something else than they seem to: asked about, joined, never taken in silence."""

from __future__ import annotations

import itertools
import time

import pytest

from payung.intake.columns import why
from payung.intake.columns.guessing import Column, guess
from payung.intake.columns.shapes import shape
from payung.intake.columns.synonyms import match

NIKS = [f"64740{n % 3 + 1}{n + 10}0780000{n}" for n in range(1, 9)]
NAMES = [f"SITI {word}" for word in ["AMINAH", "BUDIARTI", "CITRA", "DEWI", "EKA", "FITRI", "GITA", "HANUM"]]
BORN = [f"{n + 10}-07-1980" for n in range(1, 9)]


def _columns(headings: list[str], rows: list[tuple[str, ...]]) -> list[Column]:
    sample = [[(text, "s" if text else ".") for text in row] for row in rows]
    return list(guess([("", heading) for heading in headings], sample))


def _said(columns: list[Column]) -> list[tuple[str | None, bool]]:
    return [(column.field, column.accepted) for column in columns]


def test_a_second_list_on_the_right_is_not_taken_in_silence() -> None:
    heads = ["Nama", "NIK", "Tgl Lahir"]
    rows = list(zip(NAMES, NIKS, BORN, [""] * 8, NAMES[::-1], NIKS[::-1], BORN[::-1], strict=True))

    columns = _columns([*heads, "", *heads], rows)

    assert _said(columns)[4:] == [(None, False)] * 3
    assert {column.why for column in columns[4:]} == {why.BESIDE}
    assert not any(column.accepted for column in columns[:3])


@pytest.mark.parametrize("cuts", [list(range(17)), [0, 4, 8, 12, 16], [0, 6, 12, 16]])
def test_a_nik_in_boxes_is_joined(cuts: list[int]) -> None:
    pieces = [tuple(nik[a:b] for a, b in itertools.pairwise(cuts)) for nik in NIKS]
    rows = [(name, *boxes, born) for name, boxes, born in zip(NAMES, pieces, BORN, strict=True)]

    columns = _columns(["Nama", "NIK", *[""] * (len(cuts) - 2), "Tgl Lahir"], rows)

    assert [column.part for column in columns if column.field == "nik"] == list(range(1, len(cuts)))
    assert all(column.accepted for column in columns)


def test_boxes_that_lost_their_zeros_are_not_joined() -> None:
    rows = [(name, nik[:6], nik[6:12], nik[12:].lstrip("0")) for name, nik in zip(NAMES, NIKS, strict=True)]

    assert "nik" not in {column.field for column in _columns(["Nama", "NIK", "", ""], rows) if column.accepted}


def test_the_only_name_there_is_is_put_to_a_person() -> None:
    rows = list(zip(NAMES, NIKS, BORN, strict=True))

    assert _said(_columns(["Nama Ketua RT", "NIK", "Tgl Lahir"], rows))[0] == ("name", False)
    # Beside the worker's own name it is somebody else.
    both = [(name, *row) for name, row in zip(NAMES[::-1], rows, strict=True)]
    assert _said(_columns(["Nama Ketua RT", "Nama", "NIK", "Tgl Lahir"], both))[0] == (None, True)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nama ABK", "name"),
        ("NIK Nelayan", "nik"),
        ("Nama Guru Ngaji", "name"),
        ("Nama Kapal", None),
        ("Nama Kelompok", None),
        ("Nama Anggota Kelompok", "name"),
    ],
)
def test_the_trade_of_a_person_is_no_other_thing(heading: str, field: str | None) -> None:
    found = match(heading)

    assert (found.field if found else None) == field


def test_addresses_under_alamat_rt_rw_stay_addresses() -> None:
    rows = [(name, nik, f"Jl. Mawar {n} RT 0{n}/RW 02") for n, (name, nik) in enumerate(zip(NAMES, NIKS, strict=True))]

    assert _columns(["Nama", "NIK", "Alamat (RT/RW)"], rows)[2].field == "address"


def test_a_cell_of_endless_letters_does_not_hold_anybody_up() -> None:
    began = time.perf_counter()

    shape([("x" * 100_000, "s"), ("Bontang, " * 10_000, "s")] * 20)

    assert time.perf_counter() - began < 2
