"""A file for several months: each month as the month alone, one result, one ledger, bad rows said once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from payung.law.bulk import Pricing
from payung.law.bulk_files import connect, open_source
from payung.law.bulk_months import MonthsPricing, price_months
from payung.law.months import months_between
from payung.law.refusals import NotInForce, Refused
from tests.law.test_bulk import MESSY
from tests.law.test_door import run

D = dt.date
TWO_YEARS = months_between(D(2025, 1, 1), D(2026, 12, 1))
SPAN = ["--from", "2026-01", "--until", "2026-04"]


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.csv"
    # A month column that says nothing: every row counts for every month, and the result has its own column.
    header, *rows = MESSY.splitlines()
    path.write_text("\n".join([f"{header},BLTH", *(f"{row}," for row in rows)]) + "\n")
    return path


def several(path: Path, months: list[dt.date], **more: Any) -> MonthsPricing:
    connection = connect()
    return price_months(connection, open_source(connection, path), months, **more)


def test_every_month_is_priced_as_if_it_were_alone_and_two_years_have_eight_changes_of_law(
    messy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.parquet"
    done = several(messy, TWO_YEARS).write(target)
    rows = pq.read_table(target).to_pylist()

    assert [month.month for month in done.months] == TWO_YEARS
    for month in done.months[::9]:
        connection = connect()
        assert Pricing(connection, open_source(connection, messy), month.month).totals() == month
    for month in done.months:
        mine = [{**row} for row in rows if row["blth"] == month.month]
        assert sum(row["total"] for row in mine) == month.totals["total"]
        assert len(mine) == month.priced
        assert month.received == month.priced + month.refused == 10
    assert done.changed == tuple(
        D(*month, 1) for month in ((2025, 2), (2025, 3), (2025, 8), (2026, 1), (2026, 2), (2026, 3), (2026, 4))
    )
    assert done.totals["total"] == sum(row["total"] for row in rows)
    assert [row["nama"] for row in rows if row["blth"] == D(2026, 5, 1)] == ["Ani", "Budi", "Hadi"]
    assert done.weak
    assert pq.read_schema(target).names[:2] == ["blth", "nama"]


def test_totals_without_a_file_are_the_same(messy: Path, tmp_path: Path) -> None:
    run_of = several(messy, TWO_YEARS[:5])

    assert run_of.totals() == run_of.write(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().startswith("blth,nama,")


def test_a_folder_takes_a_file_a_month(messy: Path, tmp_path: Path) -> None:
    run_of = several(messy, TWO_YEARS[:2])

    assert run_of.write(tmp_path / "priced") == run_of.totals()
    assert sorted(path.name for path in (tmp_path / "priced").iterdir()) == ["2025-01.parquet", "2025-02.parquet"]
    assert pq.read_table(tmp_path / "priced" / "2025-02.parquet").to_pylist()[0]["blth"] == D(2025, 2, 1)


def test_a_bad_row_is_said_once_with_its_months(messy: Path) -> None:
    run_of = several(messy, TWO_YEARS[10:16])
    bad = run_of.bad_rows(run_of.totals(), 100)

    months = {one.bad.row_no: one.months for one in bad}
    assert months[4] == tuple(TWO_YEARS[10:16])
    # The relief of PP 50/2025 asks for a ruling on a payer only from April 2026.
    assert months[7] == (D(2026, 4, 1),)
    assert [one.bad.row_no for one in bad] == sorted(months)
    assert len(run_of.bad_rows(run_of.totals(), 2)) == 2


def test_a_month_in_which_nobody_can_be_priced_is_a_month_of_nought(tmp_path: Path) -> None:
    path = tmp_path / "jp.csv"
    path.write_text("upah,risiko,jht,tanggal_lahir\n5000000,1,ya,1990-01-01\n")
    stated = {"segment": "pu", "jp": True}
    run_of = several(path, [D(2027, 2, 1), D(2027, 3, 1)], stated=stated)

    for done in (run_of.totals(), run_of.write(tmp_path / "out.parquet")):
        assert [(month.priced, month.refused) for month in done.months] == [(1, 0), (0, 1)]
        assert done.refused == 1
    bad = run_of.bad_rows(run_of.totals(), 5)
    assert "Maret 2027 belum diumumkan" in bad[0].bad.say()
    with pytest.raises(Refused, match="March 2027"):
        several(path, [D(2027, 3, 1)], stated=stated).write(tmp_path / "none.parquet")


def test_a_month_before_the_book_is_refused(messy: Path) -> None:
    with pytest.raises(NotInForce):
        several(messy, [D(2015, 6, 1)])


def test_the_door_prices_a_span(messy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    done = run("price", str(messy), *SPAN, "--out", str(out))

    assert done.exit_code == 1
    assert "Setiap bulan diterima 10 baris." in done.output
    assert "Hukum berubah mulai bulan: 2026-02, 2026-03, 2026-04." in done.output
    assert "Baris 4 (2026-01 … 2026-04): " in done.output
    assert "Baris 7 (2026-04): " in done.output
    assert pq.read_table(out).num_rows == 4 + 4 + 4 + 3
    found = json.loads(run("price", str(messy), *SPAN, "--json").output)
    assert [month["month"] for month in found["months"]] == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert found["totals"]["total"] == sum(month["totals"]["total"] for month in found["months"])
    assert found["law_changes"] == ["2026-02", "2026-03", "2026-04"]
    assert found["bad_rows"][0]["months"] == ["2026-01", "2026-02", "2026-03", "2026-04"]


def test_the_door_writes_into_a_new_folder_only(tmp_path: Path) -> None:
    path, folder = tmp_path / "names.csv", tmp_path / "priced"
    path.write_text("penghasilan\n1000000\n")
    words = ["price", str(path), "--set", "segment=bpu", "--set", "payer=pemkab", "--set", "occupation=other"]
    words += ["--set", "jht=tidak", "--out", str(folder)]

    assert run(*words, "--month", "2026-05").exit_code == 3
    assert run(*words, "--from", "2026-05", "--until", "2026-05").exit_code == 0
    again = run(*words, "--from", "2026-05", "--until", "2026-05")
    assert again.exit_code == 3
    assert "sudah berisi" in again.stderr


def test_a_span_within_one_law_says_nothing_of_changes(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("penghasilan\n1000000\n")
    words = ["--set", "segment=bpu", "--set", "payer=pemkab", "--set", "occupation=other", "--set", "jht=tidak"]

    done = run("price", str(path), "--from", "2026-05", "--to", "2026-06", *words)

    assert done.exit_code == 0
    assert "33.600" in done.output
    assert "Hukum berubah" not in done.output


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--month", "2026-01", "--from", "2026-01"],
        ["--from", "2026-01"],
        ["--until", "2026-01"],
        ["--from", "2026-02", "--until", "2026-01"],
        ["--from", "2026-01", "--until", "2099-01"],
        ["--from", "Mei", "--until", "2026-01"],
        [*SPAN, "--set", "born_on=1990-01-01"],
    ],
)
def test_the_door_refuses_spans_that_mean_nothing(messy: Path, words: list[str]) -> None:
    assert run("price", str(messy), *words).exit_code == 3
