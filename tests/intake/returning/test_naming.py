"""A returned file lies beside, never over, what a sender sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from payung.intake.returning.naming import returned_path, written_whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Usulan Api-Api.xlsx", "Usulan Api-Api - hasil verval.xlsx"),
        ("Usulan - hasil verval.xlsx", "Usulan - hasil verval.xlsx"),
        ("Usulan - hasil verval (3).xlsx", "Usulan - hasil verval.xlsx"),
        ("a\\..\\b:c.xlsx", "a_.._b_c - hasil verval.xlsx"),
        ("a\nb.xlsx", "a_b - hasil verval.xlsx"),
        (".. .xlsx", "daftar - hasil verval.xlsx"),
    ],
)
def test_names(name: str, expected: str, tmp_path: Path) -> None:
    assert returned_path(Path("asal") / name, tmp_path, ".xlsx") == tmp_path / expected


def test_long_names_are_cut(tmp_path: Path) -> None:
    path = returned_path(Path("é" * 125 + ".xlsx"), tmp_path, ".xlsx")

    assert len(path.name.encode()) <= 255
    path.touch()


def test_the_original_is_never_the_target(tmp_path: Path) -> None:
    original = tmp_path / "Usulan - hasil verval.xlsx"
    original.write_text("asli")

    assert returned_path(original, tmp_path, ".xlsx").name == "Usulan - hasil verval (2).xlsx"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    original, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    original.touch()
    target.write_text("lama")

    with pytest.raises(OSError, match="penuh"):
        _write_half(target, original)

    assert target.read_text() == "lama"
    assert sorted(os.listdir(tmp_path)) == ["a.xlsx", "b.xlsx"]


def test_the_returned_file_is_as_private_as_the_original(tmp_path: Path) -> None:
    original, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    original.touch()
    original.chmod(0o640)

    with written_whole(target, original) as temporary:
        temporary.write_text("baru")

    assert target.stat().st_mode & 0o777 == 0o640


def _write_half(target: Path, original: Path) -> None:
    with written_whole(target, original) as temporary:
        temporary.write_text("separuh")
        raise OSError("penuh")
