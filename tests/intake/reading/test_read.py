"""The door to the child process: bad files get words, limits hold, nothing hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from hostile import writers
from hostile.broken import BROKEN, GRID
from hostile.grid import PLAIN, Grid, Habits, dress, person
from hostile.look import lines_of
from payung.intake.reading import child, result
from payung.intake.reading.limits import Limits
from payung.intake.reading.problems import CATALOGUE
from payung.intake.reading.read import read


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, name: str) -> None:
    file, make, expected = BROKEN[name]
    path = tmp_path / file
    path.write_bytes(make(path))

    reading = read(path, tmp_path / "out")

    assert [found.id for found in reading.problems] == [expected]
    assert not reading.readable
    assert reading.lines is None
    assert result.load(tmp_path / "out" / "reading.json") == reading
    assert not (tmp_path / "out" / "lines.parquet").exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert [found.id for found in read(tmp_path / "no.xlsx", tmp_path / "out").problems] == ["missing"]


@pytest.mark.parametrize(
    ("extension", "name"),
    [("xlsx", "a.csv"), ("xls", "a.csv"), ("ods", "a.csv"), ("xlsb", "a.csv"), ("xlsx", "a.xls"), ("xls", "a.xlsx")],
)
def test_the_name_is_not_trusted(tmp_path: Path, extension: str, name: str) -> None:
    right, wrong = tmp_path / f"right.{extension}", tmp_path / name
    writers.WORKBOOKS[extension](right, {"A": GRID})
    right.rename(wrong)

    reading = read(wrong, tmp_path / "out")

    assert reading.format == extension
    assert reading.person_rows == 300
    assert [(found.id, found.fields["format"]) for found in reading.problems] == [("other_format", extension)]


def test_a_reading_is_kept_beside_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    writers.xlsx(path, {"Api-Api": GRID})

    reading = read(path, tmp_path / "out")

    assert result.load(tmp_path / "out" / "reading.json") == reading
    raw = json.loads((tmp_path / "out" / "reading.json").read_text("utf-8"))
    assert (
        raw["sheets"][0]["columns"][1] | {"index": 2, "header": "NIK", "field": "nik", "confidence": 1.0}
        == raw["sheets"][0]["columns"][1]
    )
    assert raw["size"] == path.stat().st_size
    assert len(raw["sha256"]) == 64


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    writers.xlsx(path, {"Api-Api": GRID})

    first, second = read(path, tmp_path / "1"), read(path, tmp_path / "2")

    assert lines_of(first) == lines_of(second)
    assert replace(first, lines=None) == replace(second, lines=None)


def test_too_little_memory_is_a_problem_with_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n" + '6474010101800001;"' + "x" * (200 << 20) + '"\n')

    reading = read(path, tmp_path / "out", limits=Limits(memory_bytes=300 << 20))

    assert [found.id for found in reading.problems] == ["memory"]


def test_too_little_time_is_a_problem_with_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    writers.xlsx(path, {"A": GRID})

    assert [found.id for found in read(path, tmp_path / "out", limits=Limits(wall_seconds=0.01)).problems] == ["time"]


def test_too_much_processor_time_is_a_problem_with_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nama;Alamat\n" + "BUDI;\n" * 2_000_000)

    assert [found.id for found in read(path, tmp_path / "out", limits=Limits(cpu_seconds=1)).problems] == ["time"]


def test_a_full_disk_is_a_problem_with_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n" + "".join(f"64740101{n:08d};ORANG {n * 7919}\n" for n in range(50_000)))

    assert [found.id for found in read(path, tmp_path / "out", limits=Limits(written_bytes=50_000)).problems] == [
        "disk_full"
    ]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n" * 1000)

    assert [found.id for found in read(path, tmp_path / "out", limits=Limits(file_bytes=100)).problems] == ["too_large"]


def test_one_stray_cell_does_not_cost_a_terabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    grid = dress(PLAIN, [person(seed) for seed in range(50)], Habits(signature=True))
    writers.xlsx(path, {"A": grid})
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["XFD1048576"] = " "
    book.worksheets[0]["ZZ3"] = "x"
    book.save(path)

    reading = read(path, tmp_path / "out")

    assert reading.person_rows == 50
    assert [row_no for _, row_no, kind, _, _ in lines_of(reading) if kind == "row"] == [
        row_no for row_no, _ in grid.rows()
    ]


def test_the_child_has_no_network_and_no_programs() -> None:
    for attack in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ):
        code = f"import sys; from payung.intake.reading import child; sys.addaudithook(child._forbid); {attack}"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        assert "PermissionError" in done.stderr


def test_every_problem_speaks_two_languages_and_fills_its_places() -> None:
    for severity, words in CATALOGUE.values():
        assert severity in ("fatal", "warning", "note")
        assert words.id
        assert words.en
        assert words.id != words.en
    assert child.DONE == 0


def test_three_hundred_columns(tmp_path: Path) -> None:
    extra = [f"Isian {n}" for n in range(290)]
    lines = [
        ["No", "NIK", "Nama", *extra],
        *[[n, person(n)["nik"], person(n)["name"], *[f"x{n}"] * 290] for n in range(200)],
    ]
    writers.xlsx(tmp_path / "a.xlsx", {"A": Grid(lines=lines)})

    reading = read(tmp_path / "a.xlsx", tmp_path / "out")

    assert reading.person_rows == 200
    assert len(reading.sheets[0].columns) == 293


def test_a_reader_that_is_killed_leaves_words_and_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIK;Nama\n" + "".join(f"64740101{n:08d};ORANG {n}\n" for n in range(800_000)))
    parent = "import sys; from pathlib import Path; from payung.intake.reading.read import read; read(Path(sys.argv[1]), Path(sys.argv[2]))"
    asking = subprocess.Popen(
        [sys.executable, "-c", parent, str(path), str(tmp_path / "out")], env={"PYTHONPATH": ":".join(sys.path)}
    )
    while not (tmp_path / "out" / "lines.part").exists() and asking.poll() is None:
        time.sleep(0.02)

    asking.kill()
    asking.wait()

    assert not (tmp_path / "out" / "reading.json").exists()
    assert read(path, tmp_path / "out").person_rows == 800_000
    assert sorted(left.name for left in (tmp_path / "out").iterdir()) == ["lines.parquet", "reading.json"]
