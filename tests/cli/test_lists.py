"""`payung list check` at a terminal and for scripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from payung.cli.lists import check

HEAD = ["No", "NIK", "Nama", "Tanggal Lahir", "L/P", "Kelurahan", "Kecamatan", "Pekerjaan"]
GOOD = [1, "6474012703900001", "SITI AMINAH", "27-03-1990", "L", "Guntung", "Bontang Utara", "Nelayan"]


def _list(path: Path, *people: list) -> Path:
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    for row in (HEAD, *people):
        book.active.append(row)
    book.save(path)
    return path


def _check(*arguments: object) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A list with one row that needs fixing."""
    return _list(tmp_path / "usulan.xlsx", GOOD, [2, "64740", "BUDI", "", "", "", "", ""])


def test_a_list_with_rows_to_fix_ends_with_1(spoilt: Path) -> None:
    result = _check(spoilt, "--kab", "64.74", "--on", "2023-09-01")

    assert result.exit_code == 1
    assert (spoilt.parent / "usulan - hasil verval.xlsx").exists()
    assert "hasil verval.xlsx" in result.output
    assert "Perlu perbaikan" in result.output


def test_a_clean_list_ends_with_0(tmp_path: Path) -> None:
    result = _check(_list(tmp_path / "bersih.xlsx", GOOD), "--kab", "64.74", "--on", "2023-09-01", "--json")

    found = json.loads(result.output)
    assert result.exit_code == 0, found
    assert found["checked"][0]["received"] == found["checked"][0]["accepted"] == 1


def test_every_file_is_told_about_even_if_one_cannot_be_read(spoilt: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.xlsx").touch()

    result = _check(tmp_path / "tiada.xlsx", tmp_path / "kosong.xlsx", spoilt, "--json", "--to", tmp_path / "hasil")

    found = json.loads(result.output)
    assert result.exit_code == 3
    assert [Path(one["file"]).name for one in found["failed"]] == ["tiada.xlsx", "kosong.xlsx"]
    assert all(one["why"] for one in found["failed"])
    assert found["checked"][0]["received"] == 2
    assert Path(found["checked"][0]["returned_file"]).parent == tmp_path / "hasil"


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    paths = [_list(tmp_path / folder / "daftar.xlsx", GOOD) for folder in ("satu", "dua")]

    found = json.loads(_check(*paths, "--to", tmp_path / "hasil", "--json").output)

    assert len({one["returned_file"] for one in found["checked"]}) == 2


def test_an_unknown_kabupaten_is_refused_in_words(spoilt: Path) -> None:
    result = _check(spoilt, "--kab", "99.99")

    assert result.exit_code == 3
    assert not (spoilt.parent / "usulan - hasil verval.xlsx").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused_in_words(spoilt: Path, tmp_path: Path) -> None:
    locked = tmp_path / "terkunci"
    locked.mkdir(mode=0o500)

    result = _check(spoilt, "--to", locked)

    assert result.exit_code == 3
    assert "--to" in result.output


def test_the_command_needs_no_database(spoilt: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "PAYUNG_HOME": str(tmp_path / "rumah"),
    }

    done = subprocess.run(
        [sys.executable, "-m", "payung.cli.main", "list", "check", str(spoilt), "--json", "--lang", "en"],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["checked"][0]["received"] == 2
    assert not (tmp_path / "rumah").exists()


def test_help_teaches() -> None:
    text = CliRunner().invoke(check, ["--help"]).output

    assert "payung list check usulan-pasar.xlsx" in text
    assert "Kode keluar" in text
