"""A result is whole or it is not there; two columns that mean one thing are never chosen between in silence."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner

from payung.cli.law import law
from payung.law.bulk import Pricing
from payung.law.bulk_files import connect, half_done, open_source
from payung.law.bulk_months import price_months
from payung.law.lines import BILL
from payung.law.monthly import MONTH
from payung.law.months import month_number
from payung.law.sql import Asked, guard_tests

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
HEADINGS = ["segmen", "upah", "kelas_risiko", "jht", "jp"]
WORKER = {"segmen": "pu", "upah": 5_000_000, "kelas_risiko": 3, "jht": "ya", "jp": "tidak"}


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


def pricing(path: Path, **stated: Any) -> Pricing:
    connection = connect()
    return Pricing(connection, open_source(connection, path), MAY, stated=stated)


def said(run: Pricing) -> dict[int, str]:
    return {one.row_no: one.say("id") for one in run.bad_rows(100)}


def test_two_columns_of_one_input_are_one_where_they_agree_and_refused_where_they_do_not(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "two.csv",
        "segmen,upah,penghasilan,kelas_risiko,jht,jp,pembayar,kelompok_pekerjaan",
        "pu,5000000,,3,ya,tidak,,",
        "bpu,,1000000,,tidak,,self,other",
        "pu,5000000,4000000,3,ya,tidak,,",
        "pu,5000000,5000000,3,ya,tidak,,",
        "pu,,,3,ya,tidak,,",
    )
    run = pricing(path)

    assert run.totals().totals["total"] == 344_500 + 8_400 + 344_500
    assert said(run) == {
        4: "upah atau penghasilan sebulan '5000000 ≠ 4000000' bukan bilangan bulat; tulis angka saja, mis. 3500000",
        6: "upah atau penghasilan sebulan kosong",
    }


def test_a_heading_that_stands_twice_is_not_chosen_from(tmp_path: Path) -> None:
    written = csv(tmp_path / "twice.csv", "segmen,upah,Upah,kelas_risiko,jht,jp", "pu,5000000,4000000,3,ya,tidak")
    book = xlsxwriter.Workbook(tmp_path / "twice.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["segmen", "upah", "upah", "kelas_risiko", "jht", "jp", "catatan", "catatan"])
    sheet.write_row(1, 0, ["pu", 5_000_000, 4_000_000, 3, "ya", "tidak", "satu", "dua"])
    book.close()
    columns = [pa.array([value]) for value in ("pu", 5_000_000.0, 4_000_000, 3, "ya", "tidak")]
    names = ["segmen", "upah", "upah", "kelas_risiko", "jht", "jp"]
    pq.write_table(pa.Table.from_arrays(columns, names=names), tmp_path / "twice.parquet")

    for path in (written, tmp_path / "twice.xlsx", tmp_path / "twice.parquet"):
        assert "'5000000 ≠ 4000000'" in "".join(said(pricing(path)).values()), path.name
    # Nothing that was written in the file is lost on the way.
    assert {"catatan", "catatan_2"} <= set(pricing(tmp_path / "twice.xlsx").kept)


def test_what_is_stated_wins_over_columns_that_differ(tmp_path: Path) -> None:
    path = csv(tmp_path / "two.csv", "segmen,upah,gaji,kelas_risiko,jht,jp", "pu,5000000,4000000,3,ya,tidak")

    assert pricing(path, earnings=1_000_000).totals().totals["jht_worker"] == 20_000


def test_an_occupation_in_free_words_stands_beside_its_group(tmp_path: Path) -> None:
    head = "segmen,penghasilan,pembayar,jht,occupation,kelompok_pekerjaan"
    path = csv(tmp_path / "farmer.csv", head, "bpu,1000000,self,tidak,petani kopi,transport")

    assert pricing(path).totals().totals["total"] == 8_400


def test_what_no_column_says_is_told_because_a_heading_may_be_misspelt(tmp_path: Path) -> None:
    head = "segmen,upah,kelas_risiko,jht,jp,tanggal_lahir,padat_karia"
    path = csv(tmp_path / "toys.csv", head, "pu,5000000,3,ya,ya,1990-01-01,ya")

    assert pricing(path).totals().assumed == ("jp_deferred", "labour_intensive")
    assert pricing(path, segment="bpu", payer="self", occupation="other").totals().assumed == ()
    connection = connect()
    months = [dt.date(2020, 12, 1), dt.date(2021, 1, 1)]
    span = price_months(connection, open_source(connection, path), months, stated={"labour_intensive": True})
    assert span.totals().assumed == ("member_since", "jp_deferred")
    done = CliRunner().invoke(
        law, ["price", str(path), "--month", "2026-01"], env={"PAYUNG_LANG": "en", "COLUMNS": "300"}
    )
    assert "Assumed, for want of a column: pension deferred = no; entitled to the labour-intensive" in done.output
    as_json = CliRunner().invoke(law, ["price", str(path), "--month", "2026-01", "--json"])
    assert json.loads(as_json.output)["assumed"] == {"jp_deferred": False, "labour_intensive": False}


def test_a_month_without_its_letter_still_prices_who_needs_none_and_keeps_one_month_column(tmp_path: Path) -> None:
    head = "segmen,upah,kelas_risiko,jht,jp,tanggal_lahir,blth"
    rows = ["pu,5000000,3,ya,tidak,1990-01-01,2027-03", "pu,5000000,3,ya,ya,1990-01-01,2027-03"]
    path = csv(tmp_path / "march.csv", head, *rows, "pu,5000000,3,ya,ya,1990-01-01,2027-02")
    connection, target = connect(), tmp_path / "result.parquet"

    months = [dt.date(2027, 2, 1), dt.date(2027, 3, 1)]
    done = price_months(connection, open_source(connection, path), months).write(target)

    assert [(one.received, one.priced) for one in done.months] == [(1, 1), (2, 1)]
    assert done.months[1].totals["total"] == 344_500
    assert [name for name in pq.read_schema(target).names if "blth" in name] == ["blth"]


def test_a_guard_says_what_it_looks_at_in_the_months_in_which_it_refuses() -> None:
    def looked_at(month: dt.date) -> frozenset[str]:
        return guard_tests(Asked(MONTH, BILL, month, fixed={"month": month_number(month), "segment": "bpu"}))[1]

    assert looked_at(dt.date(2026, 5, 31)) >= {"payer", "ruling"}
    assert looked_at(dt.date(2024, 5, 31)) == frozenset()


def test_a_number_of_a_short_range_is_told_its_range(tmp_path: Path) -> None:
    path = csv(tmp_path / "roman.csv", ",".join(HEADINGS), "pu,5000000,III,ya,tidak")

    assert said(pricing(path)) == {2: "kelas risiko JKK (1–5) 'III' bukan bilangan bulat; tulis 1–5"}


@pytest.mark.parametrize("name", ["result.csv", "result.parquet"])
def test_a_result_without_a_row_is_a_file_with_its_headings(tmp_path: Path, name: str) -> None:
    nobody = csv(tmp_path / "nobody.csv", ",".join(HEADINGS))
    wrong = csv(tmp_path / "wrong.csv", ",".join(HEADINGS), "pu,-5,3,ya,tidak")

    for path, refused in ((nobody, 0), (wrong, 1)):
        done = pricing(path).write(tmp_path / name)
        assert (done.priced, done.refused, done.totals["total"]) == (0, refused, 0)
        read = duckdb.sql(f"SELECT * FROM '{tmp_path / name}'")
        assert read.columns[-1] == "total"
        assert read.fetchall() == []
        connection = connect()
        months = price_months(connection, open_source(connection, path), [MAY, JUNE]).write(tmp_path / f"two-{name}")
        assert (months.refused, months.totals["total"]) == (2 * refused, 0)


@pytest.mark.parametrize("name", ["result.csv", "result.parquet", "result"])
def test_killed_in_the_middle_it_leaves_no_half_result_and_the_next_run_is_whole(tmp_path: Path, name: str) -> None:
    people, target = tmp_path / "people.parquet", tmp_path / name
    pl.DataFrame(WORKER).select(pl.all().repeat_by(200_000).explode()).write_parquet(people)
    months = "" if Path(name).suffix else ", datetime.date(2026, 6, 1)"
    program = (
        "import datetime, pathlib; from payung.law.bulk_files import connect, open_source;"
        " from payung.law.bulk_months import price_months; c = connect();"
        f" price_months(c, open_source(c, pathlib.Path({str(people)!r})), [datetime.date(2026, 5, 1){months}])"
        f".write(pathlib.Path({str(target)!r}))"
    )
    running = subprocess.Popen([sys.executable, "-c", program])
    while not list(tmp_path.glob(".result*")) and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    assert running.wait() == -9
    assert not target.exists()
    assert list(tmp_path.glob(".result*"))

    pl.DataFrame(WORKER).write_parquet(people)
    connection = connect()
    spanned = [MAY] if target.suffix else [MAY, JUNE]
    done = price_months(connection, open_source(connection, people), spanned).write(target)

    assert done.totals["total"] == 344_500 * len(spanned)
    assert target.exists()
    assert list(tmp_path.glob(".result*")) == []


def test_a_run_that_fails_takes_what_it_began_with_it(tmp_path: Path) -> None:
    connection, target = connect(), tmp_path / "result.parquet"
    target.write_text("the last month's result")
    columns = ", ".join(f"{value!r} AS {name}" for name, value in WORKER.items() if name != "upah")
    people = f"(SELECT 1::BIGINT AS payung_row, CAST('much' AS BIGINT) + range AS upah, {columns} FROM range(3))"
    run = Pricing(connection, people, MAY)

    with pytest.raises(duckdb.Error):
        run.write(target)

    assert target.read_text() == "the last month's result"
    assert not half_done(target).exists()
