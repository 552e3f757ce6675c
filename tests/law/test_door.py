"""The rule book at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from payung.cli.law import law
from tests.law.test_bulk import MESSY

OJOL = ["--set", "segment=bpu", "--set", "earnings=1000000", "--set", "payer=self", "--set", "jht=tidak"]
OJOL += ["--set", "occupation=transport"]


def run(*words: str) -> Result:
    return CliRunner().invoke(law, list(words), env={"PAYUNG_LANG": "id", "COLUMNS": "200"})


def test_explain_says_the_figure_and_its_reasons_in_indonesian() -> None:
    done = run("explain", "--month", "2026-01", *OJOL)

    assert done.exit_code == 0
    assert (
        "Iuran JKK BPU = 1 % × 50 % × Rp1.000.000 = Rp5.000, PP 44/2015 Pasal 20(1); PP 50/2025 Pasal 4(1)"
        in done.output
    )
    assert "Jumlah iuran = Rp8.400" in done.output
    assert "Sumber terlemah: berita" in done.output


def test_explain_says_it_in_english() -> None:
    done = run("explain", "--month", "2026-01", *OJOL, "--lang", "en")

    assert "1% × 50% × Rp1,000,000 = Rp5,000" in done.output
    assert "Weakest source: press" in done.output


def test_explain_speaks_json_with_a_receipt_that_replays(tmp_path: Path) -> None:
    kept = tmp_path / "receipt.json"
    done = run("explain", "--month", "2026-01", *OJOL, "--json", "--receipt", str(kept))

    assert json.loads(done.output)["results"]["total"] == 8_400
    again = run("replay", str(kept), "--json")
    assert json.loads(again.output)["differs"] == []
    assert "8.400" in run("replay", str(kept)).output


@pytest.mark.parametrize("content", ["{", "[]", '{"form": "x"}'])
def test_what_is_no_receipt_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "no.json"
    path.write_text(content)

    assert run("replay", str(path)).exit_code == 3


def test_explain_knows_the_columns_of_a_file_and_says_what_is_wrong_with_a_day() -> None:
    wage = ["--set", "segmen=pu", "--set", "upah=3500000", "--set", "kelas_risiko=3"]

    joined = run("explain", "jkk", "--month", "2020-09", *wage, "--set", "terdaftar_sejak=2020-09-05")
    assert "0,89 % × Rp3.500.000 = Rp31.150" in joined.output
    wrong = [
        *wage,
        "--set",
        "jht=ya",
        "--set",
        "jp=ya",
        "--set",
        "tanggal_lahir=2030-01-01",
        "--set",
        "terdaftar_sejak=kemarin",
    ]
    said = run("explain", "--month", "2026-06", *wrong).stderr
    assert "tanggal lahir 2030-01-01 di masa depan" in said
    assert "bulan mendaftar: kemarin bukan tanggal" in said
    said = run(
        "explain", "--month", "2026-06", *wage, "--set", "jht=ya", "--set", "jp=ya", "--set", "born_on=31-12-1990"
    ).stderr
    assert "31-12-1990 bukan tanggal yang dapat dipakai" in said


def test_explain_refuses_everything_at_once() -> None:
    done = run(
        "explain",
        "--month",
        "2026-01",
        "--set",
        "segment=pu",
        "--set",
        "earnings=3,5jt",
        "--set",
        "risk=9",
        "--set",
        "jp=x",
    )

    assert done.exit_code == 3
    assert "'3,5jt' bukan bilangan bulat" in done.stderr
    assert "9 di luar batas" in done.stderr
    assert "ikut JHT kosong" in done.stderr
    assert "'x' bukan ya/tidak" in done.stderr


def test_explain_reads_a_birth_date() -> None:
    words = ["explain", "--month", "2026-01", "--set", "segment=pu", "--set", "earnings=5000000", "--set", "risk=1"]
    words += ["--set", "jht=ya", "--set", "jp=ya"]

    assert "Upah dasar JP" in run(*words, "--set", "born_on=1990-01-01").output
    assert "kemarin bukan tanggal" in run(*words, "--set", "born_on=kemarin").stderr


def test_explain_answers_for_other_books_and_names_their_rules() -> None:
    done = run("explain", "accident_death_total", "--book", "event", "--on", "2024-01-01", "--set", "base=1000000")

    assert "Rp70.000.000" in done.output
    assert run("explain", "--book", "event").exit_code == 3
    wrong = run("explain", "odd", "--book", "event")
    assert wrong.exit_code == 3
    assert "accident_death" in wrong.stderr


@pytest.mark.parametrize("words", [["--book", "event", "--on", "1-1-2024"], ["--month", "2014-01"], ["--month", "x"]])
def test_explain_refuses_days_it_cannot_read(words: list[str]) -> None:
    assert run("explain", *words).exit_code == 3


def test_rates_lists_every_figure_with_its_source() -> None:
    done = run("rates", "--on", "2026-06-01")
    found = json.loads(run("rates", "--on", "2026-06-01", "--json").output)

    assert "PP 44/2015 Pasal 16(1) huruf a" in done.output
    assert "0,24 %" in done.output
    assert {"figure", "value", "source", "url", "confidence", "checked_on", "until"} <= found[0].keys()
    assert "0.24%" in run("rates", "--on", "2026-06-01", "--lang", "en").output
    assert run("rates").exit_code == 0


def test_check_shows_what_is_weak_and_what_ends() -> None:
    done = run("check", "--on", "2026-11-21")
    found = json.loads(run("check", "--on", "2026-11-21", "--json").output)

    assert "2027-03-01" in done.output
    assert "2027-04-01" in done.output
    assert "baris 31" in done.output
    assert found["weak"]
    assert {"on": "2027-01-01", "figure": "bpu_kept", "key": "other", "then": 1_000_000} in found["coming"]
    assert "berakhir" in run("check", "--on", "2021-01-15", "--months", "1").output


def test_price_names_the_bad_rows_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "messy.csv"
    path.write_text(MESSY)
    out = tmp_path / "out.csv"

    done = run("price", str(path), "--month", "2026-05", "--out", str(out), "--errors", "2")

    assert done.exit_code == 1
    assert "Diterima 10 baris = dihitung 3 + ditolak 7." in done.output
    assert "Baris 4: " in done.output
    assert "sebagian baris mungkin memakai: Dasar penghasilan BPU [18200000]: Tabel 2017" in done.output
    assert "dan 5 baris lain" in done.output
    assert out.read_text().count("\n") == 4
    found = json.loads(run("price", str(path), "--month", "2026-05", "--json").output)
    assert found["received"] == found["priced"] + found["refused"]
    assert found["bad_rows"][0]["row"] == 4


def test_price_takes_what_holds_for_every_row(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("nik,penghasilan\n1,1000000\n")
    words = ["--set", "segment=bpu", "--set", "payer=pemkab", "--set", "occupation=other", "--set", "jht=tidak"]

    done = run("price", str(path), "--month", "2026-05", *words)

    assert done.exit_code == 0
    assert "16.800" in done.output


def test_price_refuses_bad_targets_files_and_months(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("nik,penghasilan\n1,1000000\n")

    assert run("price", str(path), "--month", "2026-05", "--out", str(tmp_path / "x.pdf")).exit_code == 3
    assert run("price", str(path), "--month", "2026-05", "--out", str(path)).exit_code == 3
    assert run("price", str(tmp_path / "none.csv"), "--month", "2026-05").exit_code == 3
    assert run("price", str(path), "--month", "Mei").exit_code == 3


def test_a_quotation_mark_that_nobody_closes_costs_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "torn.csv"
    rows = "".join(f"PU,{5_000_000 + i},1,JKK\n" for i in range(3_000))
    path.write_text("segmen,upah,risiko,program\n" + rows + '"PU,5,1,JKK\n' + "PU,5000000,1,JKK\n")

    done = run("price", str(path), "--month", "2026-05")

    assert done.exit_code == 1
    assert "Diterima 3.002 baris = dihitung 3.001 + ditolak 1." in done.output
    assert "Baris 3.002: tanda kutip dibuka tetapi tidak ditutup" in done.output


def test_a_parquet_file_that_breaks_in_the_middle_is_refused_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "torn.parquet"
    table = pa.table({"segmen": ["PU"] * 50_000, "upah": range(5_000_000, 5_050_000), "risiko": [1] * 50_000})
    pq.write_table(table.append_column("program", pa.array(["JKK"] * 50_000)), path, compression="none")
    content = bytearray(path.read_bytes())
    content[4:200] = b"\xff" * 196
    path.write_bytes(content)

    done = run("price", str(path), "--month", "2026-05")

    assert done.exit_code == 3
    assert "rusak" in done.stderr


def test_the_page_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.md"

    assert run("page", str(path)).exit_code == 0
    assert "Buku aturan" in path.read_text()
