"""A whole file for a month: what is read, what is refused with its row, and that nothing is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from payung.law.bulk import Pricing
from payung.law.bulk_files import connect, open_source
from payung.law.contributions import bpu_month, pu_month
from payung.law.refusals import BadInputs, NotInForce, Refused

MAY = dt.date(2026, 5, 1)
MESSY = """nama,segmen,upah,kelas_risiko,program,tanggal_lahir,pembayar,kelompok_pekerjaan
Ani,PU,10000000,3,"JKK,JKM,JHT,JP",1990-05-01,,
Budi,BPU,1000000,,JKK JKM,,self,transport
Cici,BPU,"3,5 jt",,,,self,other
Dedi,BPU,-5,,,,kantor,other
Euis,PU,1000000000000000,9,"JKK,JKM,JHT,JP",2050-01-01,,
Fajar,BPU,1000000,,,,csr,other
Gita,X,1,,,,,
Hadi,PU,5000000,1,"JKK,JKM",,,
Intan,PU,5000000,,"JKK,JKM,JP",bukan tanggal,,
Joko,BPU,,,,,,
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.csv"
    path.write_text(MESSY)
    return path


def pricing(path: Path, month: dt.date = MAY, **stated: Any) -> Pricing:
    connection = connect()
    return Pricing(connection, open_source(connection, path), month, stated=stated)


def test_every_bad_row_is_named_with_everything_wrong_and_the_rest_goes_on(messy: Path) -> None:
    run = pricing(messy)
    ledger = run.totals()
    bad = {one.row_no: one.say("id") for one in run.bad_rows(100)}

    assert (ledger.received, ledger.priced, ledger.refused) == (10, 3, 7)
    assert ("bpu_base", 18_200_000) in {(read.figure.name, read.key) for read in ledger.weak}
    assert sorted(bad) == [4, 5, 6, 7, 8, 10, 11]
    assert "'3,5 jt' bukan bilangan bulat" in bad[4]
    assert "-5 di luar batas" in bad[5]
    assert "'kantor' tidak dikenal" in bad[5]
    assert "1000000000000000 di luar batas" in bad[6]
    assert "9 di luar batas" in bad[6]
    assert "2050-01-01 di masa depan" in bad[6]
    assert "penegasan tertulis" in bad[7]
    assert "segmen 'X' tidak dikenal" in bad[8]
    assert "kelas risiko JKK (1–5) kosong" in bad[10]
    assert "bukan tanggal yang dapat dipakai" in bad[10]
    assert bad[11].count("kosong") == 3


def test_the_figures_are_those_of_one_person_at_a_time(messy: Path, tmp_path: Path) -> None:
    run = pricing(messy)
    target = tmp_path / "out.parquet"
    ledger = run.write(target)
    rows = pq.read_table(target).to_pylist()

    ani = pu_month(MAY, wage=10_000_000, risk=3, born_on=dt.date(1990, 5, 1))
    budi = bpu_month(MAY, income=1_000_000, payer="self", occupation="transport")
    assert [row["nama"] for row in rows] == ["Ani", "Budi", "Hadi"]
    assert {line: rows[0][line] for line in ani.lines} == dict(ani.lines)
    assert {line: rows[1][line] for line in budi.lines} == dict(budi.lines)
    assert ledger.totals["total"] == sum(row["total"] for row in rows)


def test_the_result_carries_only_the_columns_that_are_asked_for(messy: Path, tmp_path: Path) -> None:
    connection = connect()
    run = Pricing(connection, open_source(connection, messy), MAY, keep=("nama", "unheard"))
    run.write(tmp_path / "out.parquet")

    assert pq.read_schema(tmp_path / "out.parquet").names == ["nama", *run.lines]


def test_columns_of_any_name_are_carried(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text('row_no,"kata ""aneh""",TOTAL,segmen,upah,risiko,program\n7,x,9,PU,1000000,1,JKK\n')
    run = pricing(path)
    run.write(tmp_path / "out.parquet")

    assert pq.read_table(tmp_path / "out.parquet").to_pylist()[0]["total"] == 5_400
    assert {"row_no", 'kata "aneh"'} <= set(pq.read_schema(tmp_path / "out.parquet").names)


def test_a_month_without_a_published_cap_refuses_only_the_rows_that_need_it(messy: Path) -> None:
    run = pricing(messy, dt.date(2027, 3, 1))
    bad = {one.row_no: one.say("id") for one in run.bad_rows(100)}

    rows = run.connection.execute(f"SELECT nama FROM ({run.priced_sql()})").fetchall()
    assert run.totals().priced == 3
    assert [row[0] for row in rows] == ["Budi", "Fajar", "Hadi"]
    assert "Maret 2027 belum diumumkan" in bad[2]
    assert "9 di luar batas" in bad[6]
    assert "Maret 2027 belum diumumkan" in bad[6]
    assert 3 not in bad
    assert 9 not in bad


def test_a_file_in_which_no_row_can_be_priced_says_why(tmp_path: Path) -> None:
    path = tmp_path / "jp.csv"
    path.write_text("segmen,upah,risiko,program,tanggal_lahir\nPU,5000000,1,JHT JP,1990-01-01\n")

    with pytest.raises(Refused, match="March 2027"):
        pricing(path, dt.date(2027, 3, 1), segment="pu", jp=True).totals()


def test_what_holds_for_every_row_can_be_stated_once(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("nik,penghasilan\n1,1000000\n2,2000000\n")

    run = pricing(path, segment="bpu", payer="pemkab", occupation="other", jht=False)

    assert run.totals().totals["total"] == 16_800 + 26_800


def test_a_wrong_statement_is_refused_before_the_file_is_read(messy: Path) -> None:
    with pytest.raises(BadInputs):
        pricing(messy, segment="pns", risk=9)


def test_parquet_types_are_read_for_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    table = pa.table(
        {
            "segment": ["bpu", " BPU ", "bpu", "bpu"],
            "earnings": pa.array([1_000_000.0, 1_000_000.0, 1_000_000.5, None], pa.float64()),
            "payer": ["self"] * 4,
            "occupation": ["other"] * 4,
            "jht": [True, False, False, False],
            "member_since": pa.array([dt.datetime(2020, 1, 1, tzinfo=dt.UTC)] * 4, pa.timestamp("us")),
        }
    )
    pq.write_table(table, path)
    run = pricing(path, dt.date(2025, 1, 1))

    assert run.totals().totals["total"] == 36_800 + 16_800
    assert [one.row_no for one in run.bad_rows(9)] == [3, 4]
    assert "1000000.5" in run.bad_rows(9)[0].say()


def test_whole_numbers_of_any_width_dates_and_yes_no_words_are_read(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    table = pa.table(
        {
            "segment": ["pu", "pu"],
            "earnings": pa.array([5_000_000, 5_000_000], pa.int32()),
            "risk": pa.array([1, 5], pa.int8()),
            "jht": ["ya", "mungkin"],
            "jp": ["Tidak", "tidak"],
            "born_on": pa.array([dt.date(1990, 1, 1)] * 2, pa.date32()),
            "labour_intensive": pa.array([1, 0], pa.int8()),
        }
    )
    pq.write_table(table, path)
    run = pricing(path)

    assert run.totals().priced == 1
    assert "bukan ya/tidak" in run.bad_rows(9)[0].say()


def test_a_choice_that_is_no_text_is_an_unknown_choice(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    pq.write_table(pa.table({"segment": [1], "earnings": [5]}), path)

    assert "segmen '1' tidak dikenal" in pricing(path).bad_rows(9)[0].say()


def test_a_file_without_a_needed_column_has_every_row_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("segmen,upah\nBPU,1000000\n")
    run = pricing(path)

    assert run.totals().refused == 1
    assert "pembayar iuran kosong" in run.bad_rows(9)[0].say()


def test_workbooks_keep_their_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(2, 0, ["segmen", "upah", "kelas_risiko", "jht", "jp", "tanggal_lahir", ""])
        sheet.write_row(3, 0, ["PU", 5_000_000, 1, "ya", "ya"])
        sheet.write_datetime(3, 5, dt.date(1990, 1, 1), day)
        sheet.write_row(4, 0, ["PU", 5_000_000, 1, "ya", "ya"])
        sheet.write_number(4, 5, 32_874.5, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_row(5, 0, ["PU", 5_000_000.5, 1, "ya", "tidak", "01-01-1990", "x"])
    run = pricing(path)

    assert run.totals().priced == 2
    assert [one.row_no for one in run.bad_rows(9)] == [6]


def test_results_can_be_written_as_csv(messy: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    ledger = pricing(messy).write(target)

    assert duckdb.read_csv(str(target)).fetchall()[1][0] == "Budi"
    assert ledger.priced == 3


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.csv", None, "tidak ditemukan"),
        ("list.pdf", b"x", "Jenis berkas"),
        ("broken.parquet", b"x", "tidak dapat dibaca"),
        ("broken.xlsx", b"x", "tidak dapat dibaca"),
        ("broken.csv", b"\xff\xfe\x00a\nb\x00\n\xd8", "tidak dapat dibaca"),
    ],
)
def test_files_that_cannot_be_opened_are_refused(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        open_source(connect(), path)
    assert why in refused.value.say()


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet()

    with pytest.raises(Refused, match="empty"):
        open_source(connect(), path)


def test_a_month_before_the_book_is_refused(messy: Path) -> None:
    with pytest.raises(NotInForce):
        pricing(messy, dt.date(2015, 6, 1))
