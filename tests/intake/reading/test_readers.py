"""Readers stand by between files, and one that is gone is replaced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from payung.intake.reading import readers
from payung.intake.reading.limits import Limits
from payung.intake.reading.read import read


@pytest.fixture(autouse=True)
def _none_standing_by() -> Iterator[None]:
    readers.dismiss()
    yield
    readers.dismiss()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n6474010101900001;SITI\n6474010101900002;BUDI\n")
    return path


def test_the_same_reader_reads_the_next_file(file: Path, tmp_path: Path) -> None:
    assert read(file, tmp_path / "one").person_rows == 2
    [first] = readers._IDLE

    assert read(file, tmp_path / "two").person_rows == 2
    assert [one.pid for one in readers._IDLE] == [first.pid]


def test_a_reader_that_was_killed_while_it_stood_by_is_replaced(file: Path, tmp_path: Path) -> None:
    read(file, tmp_path / "one")
    os.kill(readers._IDLE[0].pid, signal.SIGKILL)
    readers._IDLE[0].wait()

    assert read(file, tmp_path / "two").person_rows == 2


def test_a_reading_that_takes_too_long_is_ended_and_the_next_is_read(file: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("NIK;Nama\n" + "".join(f"64740101{n:08d};ORANG {n}\n" for n in range(400_000)))
    read(file, tmp_path / "warm")

    found = read(many, tmp_path / "one", limits=Limits(wall_seconds=0.05))

    assert [one.id for one in found.problems] == ["time"]
    assert readers._IDLE == []
    time.sleep(0.2)
    assert not (tmp_path / "one" / "lines.parquet").exists()
    assert read(file, tmp_path / "two").person_rows == 2


def test_limits_of_one_file_do_not_bind_the_next(file: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("NIK;Nama\n" + "".join(f"64740101{n:08d};ORANG {n * 7919}\n" for n in range(50_000)))
    assert [one.id for one in read(many, tmp_path / "one", limits=Limits(written_bytes=50_000)).problems] == [
        "disk_full"
    ]

    assert read(many, tmp_path / "two").person_rows == 50_000


def test_dismissed_readers_are_gone(file: Path, tmp_path: Path) -> None:
    read(file, tmp_path / "one")
    [reader] = readers._IDLE

    readers.dismiss()

    assert reader.poll() == 0
