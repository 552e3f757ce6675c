"""Everything that the law's users type wrong, in every kind of file, through the door: all of it said, the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from payung.law.bulk_files import connect, open_source
from payung.law.refusals import Refused
from tests.law.test_door import run

HEADER = ["Nama", "Segmen", "Upah", "Kelas Risiko", "JHT", "JP", "Tanggal Lahir", "Pembayar", "Kelompok Pekerjaan"]
GOOD = ["Ani", "PU", "5000000", "3", "ya", "ya", "1990-05-01", "", ""]
# A row as it is written, and every sentence that must be said of it.
ROWS: list[tuple[list[str], tuple[str, ...]]] = [
    (GOOD, ()),
    (
        ["Budi", "PU", "3,5 jt", "9", "mungkin", "ya", "2050-01-01", "", ""],
        (
            "'3,5 jt' bukan bilangan bulat",
            "9 di luar batas 1–5",
            "'mungkin' bukan ya/tidak",
            "2050-01-01 di masa depan",
        ),
    ),
    (
        ["Cici", "BPU", "-5", "", "tidak", "", "", "kantor", "nelayan"],
        ("-5 di luar", "'kantor' tidak", "'nelayan' tidak"),
    ),
    (
        ["Dedi", "PU", "1000000000000000", "", "ya", "", "kemarin", "", ""],
        ("1000000000000000 di luar", "(1–5) kosong", "JP kosong"),
    ),
    (["Euis", "PU", "5000000.5", "1", "ya", "tidak", "", "", ""], ("5000000.5' bukan bilangan bulat",)),
    (
        ["Fajar", "PNS", "5000000", "1", "ya", "tidak", "", "", ""],
        ("segmen 'PNS' tidak dikenal; pilih: pu, bpu, jakon",),
    ),
    (["Gita", "BPU", "1000000", "", "tidak", "", "", "csr", "other"], ("penegasan tertulis",)),
    (["Hadi", "PU", "12000000", "2", "ya", "tidak", "", "", ""], ()),
]


def as_csv(folder: Path) -> Path:
    path = folder / "rows.csv"
    quoted = [",".join(f'"{cell}"' for cell in row) for row in [HEADER, *(row for row, _ in ROWS)]]
    path.write_text("\n".join(quoted) + "\n")
    return path


def as_workbook(folder: Path) -> Path:
    path = folder / "rows.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, *(row for row, _ in ROWS)]):
            for column, cell in enumerate(row):
                is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
                (sheet.write_number if is_number else sheet.write_string)(
                    place, column, float(cell) if is_number else cell
                )
    return path


def as_parquet(folder: Path) -> Path:
    path = folder / "rows.parquet"
    columns = zip(*(row for row, _ in ROWS), strict=True)
    pq.write_table(pa.table({name: list(column) for name, column in zip(HEADER, columns, strict=True)}), path)
    return path


@pytest.mark.parametrize(("write", "first"), [(as_csv, 2), (as_workbook, 2), (as_parquet, 1)])
def test_every_bad_row_is_said_with_its_position_and_the_rest_is_priced(
    tmp_path: Path, write: Callable[[Path], Path], first: int
) -> None:
    done = run("price", str(write(tmp_path)), "--month", "2026-05", "--json")

    found = json.loads(done.output)
    assert (done.exit_code, found["received"], found["priced"], found["refused"]) == (1, 8, 2, 6)
    assert found["elsewhere"] == 0
    said = {row["row"]: "; ".join(row["problems"]) for row in found["bad_rows"]}
    for place, (_, sentences) in enumerate(ROWS, first):
        assert (place in said) == bool(sentences)
        for sentence in sentences:
            assert sentence in said[place], place


def test_float_columns_of_a_parquet_file_are_read_exactly_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "floats.parquet"
    wages = [5_000_000.0, 5_000_000.25, -1.0, 1e15, 1e19, float("nan"), float("inf")]
    table = {"segment": ["pu"] * 7, "wage": wages, "risk": [1] * 7, "jht": [False] * 7, "jp": [False] * 7}
    pq.write_table(pa.table(table), path)

    found = json.loads(run("price", str(path), "--month", "2026-05", "--json").output)

    assert (found["priced"], [row["row"] for row in found["bad_rows"]]) == (1, [2, 3, 4, 5, 6, 7])


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_parquet])
def test_a_month_whose_cap_is_not_out_names_the_letter_and_prices_the_rest(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    found = json.loads(run("price", str(write(tmp_path)), "--month", "2027-03", "--json").output)

    said = {row["row"]: "; ".join(row["problems"]) for row in found["bad_rows"]}
    assert "Batas upah JP mulai Maret 2027 belum diumumkan (surat BPJS Ketenagakerjaan" in said[min(said)]
    # CSR needs no ruling after December 2026, and who is not in JP is priced.
    assert found["priced"] == 2


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_parquet])
def test_a_month_before_the_book_is_refused_in_words(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    done = run("price", str(write(tmp_path)), "--month", "2015-06")

    assert (done.exit_code, "sebelum Juli 2015" in done.stderr) == (3, True)


TORN = """nama;segmen;upah;kelas risiko;program
Ani;PU;10000000;3;JKK

Budi;PU;3;5 jt;3;JKK
Cici;PU;5000000
"Dedi;PU;6000000;1;JKK
"Euis
baris dua";PU;6000000;1;"JKK;JKM"
Fajar;PU;6"0;1;JKK
Gita;PU;6000000;1;JKK;;
"""


def test_a_torn_row_of_a_csv_costs_that_row_only_and_nobody_is_misnumbered(tmp_path: Path) -> None:
    path = tmp_path / "torn.csv"
    path.write_text("\ufeff" + TORN, encoding="utf-8")

    found = json.loads(
        run("price", str(path), "--month", "2026-05", "--set", "jht=tidak", "--set", "jp=tidak", "--json").output
    )

    said = {row["row"]: "; ".join(row["problems"]) for row in found["bad_rows"]}
    assert (found["received"], found["priced"], sorted(said)) == (7, 3, [4, 5, 6, 8])
    assert "baris punya 6 kolom, judulnya 5" in said[4]
    assert "kosong" in said[5]
    assert said[6] == "tanda kutip dibuka tetapi tidak ditutup, atau ada huruf sesudahnya"
    assert "bukan bilangan bulat" in said[8]


def test_a_blank_line_alone_misnumbers_nobody_and_a_cell_of_two_lines_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text("Segmen,upah,,\nBPU,1,x,y\n\nBPU,2,x,y\n")
    connection = connect()
    source = open_source(connection, path)

    assert connection.execute(f"SELECT upah, payung_row FROM {source}").fetchall() == [("1", 2), ("2", 4)]
    assert {"column_3", "column_4"} <= {str(row[0]) for row in connection.execute(f"DESCRIBE {source}").fetchall()}
    path.write_text('Segmen,upah\nBPU,"1\n0"\nBPU,2,torn\nBPU,3\n')
    rows = connection.execute(f"SELECT upah, payung_wrong, payung_row FROM {open_source(connection, path)}").fetchall()
    assert rows == [("1\n0", None, 2), ("2", "columns 3 2", 3), ("3", None, 4)]


def test_a_csv_may_have_blank_lines_first_and_columns_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("\n\nupah,upah,,Segmen\n1000000,7,x,BPU\n", encoding="utf-8")
    connection = connect()

    rows = connection.execute(f"SELECT * FROM {open_source(connection, path)}").fetchall()

    assert rows == [("1000000", "7", "x", "BPU", None, 4)]


@pytest.mark.parametrize(("content", "why"), [(b"", "kosong"), (b"\n \n", "kosong"), (b"a,b\n\xff\xfe,1\n", "UTF-8")])
def test_a_csv_without_text_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        open_source(connect(), path)
    assert why in refused.value.say()


def test_a_cell_of_megabytes_is_refused_as_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.write_text("a,b\n\n" + "x" * 17_000_000 + ",1\n")

    with pytest.raises(Refused, match="cannot be read"):
        open_source(connect(), path)


WAGES = "nama,segmen,upah,risiko,program,BLTH\n"
WAGES += "Ani,PU,5000000,1,JKK,2026-01\nAni,PU,6000000,1,JKK,02-2026\nAni,PU,7000000,1,JKK,2026-04\nBudi,PU,1000000,1,JKK,Mei\n"


def months(path: Path, *span: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("price", str(path), *span, "--json").output)
    return found


def test_a_wage_that_changes_by_month_is_priced_in_its_own_month(tmp_path: Path) -> None:
    path = tmp_path / "wages.csv"
    path.write_text(WAGES)

    found = months(path, "--from", "2026-01", "--until", "2026-03")
    assert [month["totals"]["jkk"] for month in found["months"]] == [12_000, 14_400, 0]
    assert [month["received"] for month in found["months"]] == [2, 2, 1]
    assert (found["elsewhere"], len(found["bad_rows"])) == (1, 1)
    assert found["bad_rows"][0]["problems"] == ["blth 'Mei' bukan bulan iuran; tulis tahun-bulan, mis. 2026-01"]
    one = months(path, "--month", "2026-02")
    assert (one["totals"]["jkk"], one["received"], one["elsewhere"]) == (14_400, 2, 2)
    said = run("price", str(path), "--from", "2026-01", "--until", "2026-03").output
    assert "Setiap baris dihitung untuk bulannya saja (kolom blth): 5 baris dalam rentang." in said
    assert "1 baris untuk bulan lain (kolom blth) tidak dihitung." in said


def test_a_torn_row_of_a_file_with_months_is_bad_in_every_month(tmp_path: Path) -> None:
    path = tmp_path / "wages.csv"
    # The cells of a torn row say nothing sure, its month neither.
    path.write_text(WAGES + "Cici,PU,3,5 jt,1,JKK,2026-01\nDedi,PU,5000000,1,JKK,2026-04,x\n")

    found = months(path, "--from", "2026-01", "--until", "2026-02")

    assert found["bad_rows"][0]["problems"][0].startswith("blth 'Mei'")
    for row in found["bad_rows"][1:]:
        assert row["months"] == ["2026-01", "2026-02"]
        assert "baris punya 7 kolom" in row["problems"][0]


def test_the_help_teaches_and_a_book_shows_what_it_can_be_asked() -> None:
    assert "Contoh:" in run("explain", "--help").output
    assert "3,5 jt" not in run("price", "--help").output
    shown = run("explain", "--book", "event", "--inputs").output
    assert "accident_death_total" in shown
    assert "membership_months" in shown
    found = json.loads(run("explain", "--book", "layoff", "--on", "2026-01-01", "--inputs", "--json").output)
    assert {one["name"] for one in found["inputs"]} >= {"wage", "cause", "citizen"}
    assert found["rules"]["cash_total"] == "Jumlah uang tunai"
    missing = run("explain", "--book", "event", "--on", "2026-01-01")
    assert "payung law explain --book event --inputs" in missing.stderr
    assert run("explain", "--month", "x", "--inputs").exit_code == 3
