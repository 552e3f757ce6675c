"""`payung law price`: a whole file for one month, or for every month of a span."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
import duckdb

from payung.cli.law_inputs import all_of, given, shared
from payung.cli.law_results import months_json, priced_json, print_elsewhere, print_months, print_priced
from payung.cli.terminal import OK, ROWS_NEED_WORK, print_json, refuse, t
from payung.law.bulk import Pricing
from payung.law.bulk_blth import elsewhere, of_month
from payung.law.bulk_files import connect, open_source
from payung.law.bulk_months import MEMORY, price_months
from payung.law.library import BOOKS
from payung.law.months import months_between, read_month
from payung.law.refusals import Refused

# A longer span is a typing error, not a file to price.
MOST_MONTHS = 240


@click.command(
    help=t(
        "Hitung iuran satu berkas (.csv, .xlsx, .parquet) untuk sebulan (--month) atau setiap bulan (--from --until). Kolom: segmen, upah atau"
        " penghasilan, kelas_risiko, program atau jht/jp/jkp, tanggal_lahir, pembayar, kelompok_pekerjaan, padat_karya, tanggal_daftar,"
        " penegasan; kolom blth (bulan) membuat setiap baris hanya berlaku untuk bulannya. Baris yang salah disebut dengan semua salahnya,"
        " sisanya jalan terus (kode keluar 1).\n\n"
        "\b\nContoh:\n  payung law price pekerja.xlsx --month 2026-05 --out hasil.parquet\n"
        "  payung law price petani.csv --from 2026-01 --until 2026-12 --set segment=bpu --set payer=pemkab --set occupation=other --set jht=tidak",
        "Price a file (.csv, .xlsx, .parquet) for a month (--month) or for every month (--from --until). Columns: segment, wage or income,"
        " risk, programmes or jht/jp/jkp, born_on, payer, occupation, labour_intensive, member_since, ruling; a column blth (month) makes each"
        " row count for its month only. Bad rows are named with everything wrong, the rest goes on (exit code 1).\n\n"
        "\b\nExample:\n  payung law price people.xlsx --month 2026-05 --out priced.parquet\n"
        "  payung law price farmers.csv --from 2026-01 --until 2026-12 --set segment=bpu --set payer=pemkab --set occupation=other --set jht=no",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--month", help=t("Bulan iuran (tttt-bb).", "Contribution month (yyyy-mm)."))
@click.option("--from", "first", help=t("Bulan pertama (tttt-bb).", "First month (yyyy-mm)."))
@click.option(
    "--until", "--to", "last", help=t("Bulan terakhir, ikut dihitung (tttt-bb).", "Last month, included (yyyy-mm).")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=t(
        "Hasil .parquet atau .csv; untuk beberapa bulan juga folder baru.",
        "Result file, .parquet or .csv; for several months also a new folder.",
    ),
)
@click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE", help=t("Sama untuk semua baris.", "The same for all rows.")
)
@click.option(
    "--errors",
    "shown",
    type=click.IntRange(0, 1_000_000),
    default=100,
    show_default=True,
    help=t("Berapa baris salah ditunjukkan.", "How many bad rows to show."),
)
@shared
def price(file: Path, out: Path | None, shown: int, as_json: bool, **said: Any) -> None:
    _refuse_result(file, out, one_month=bool(said["month"]))
    months = _months(said)
    with connect() if said["month"] else connect(MEMORY) as connection:
        try:
            source = open_source(connection, file)
            if said["month"]:
                refused = _one_month(connection, source, (months[0], out, shown), said["pairs"], as_json)
            else:
                refused = _several(connection, source, (months, out, shown), said["pairs"], as_json)
        except Refused as refusal:
            refuse(*all_of(refusal))
        except duckdb.Error as problem:
            # A file can break in the middle, long after it was opened.
            where = str(problem).splitlines()[0]
            refuse(t(f"Berkas {file.name} rusak di tengah: {where}", f"File {file.name} breaks in the middle: {where}"))
    raise SystemExit(ROWS_NEED_WORK if refused else OK)


def _refuse_result(file: Path, out: Path | None, *, one_month: bool) -> None:
    if out is None:
        return
    if out.suffix.lower() not in (".parquet", ".csv") and (one_month or out.suffix):
        refuse(
            t(f"Hasil ditulis ke .parquet atau .csv, bukan {out.name}.", f"Write to .parquet or .csv, not {out.name}.")
        )
    if out.is_dir() and (out.suffix or any(out.iterdir())):
        refuse(t(f"Folder {out.name} sudah berisi.", f"The folder {out.name} is not empty."))
    if out.exists() and out.resolve() == file.resolve():
        refuse(t("Hasil tidak boleh menimpa berkas masukan.", "The result must not overwrite the input."))


def _months(said: dict[str, Any]) -> list[dt.date]:
    """Return the months asked for: one (`--month`) or a span (`--from`, `--until`), never both."""
    span = [said["first"], said["last"]]
    if bool(said["month"]) == any(span) or any(span) != all(span):
        refuse(t("Pilih --month, atau --from dan --until.", "Give --month, or --from and --until."))
    try:
        first, last = (read_month(text) for text in ([said["month"]] * 2 if said["month"] else span))
    except Refused as refusal:
        refuse(*all_of(refusal))
    months = months_between(first, last)
    if not 1 <= len(months) <= MOST_MONTHS:
        refuse(
            t(
                f"Rentang {span[0]} sampai {span[1]} bukan 1 sampai {MOST_MONTHS} bulan.",
                f"From {span[0]} until {span[1]} is not 1 to {MOST_MONTHS} months.",
            )
        )
    return months


def _stated(pairs: tuple[str, ...], month: dt.date) -> dict[str, object]:
    return {name: value for name, value in given(pairs, BOOKS["month"], month).items() if name != "month"}


def _one_month(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    how: tuple[dt.date, Path | None, int],
    pairs: tuple[str, ...],
    as_json: bool,
) -> int:
    month, out, shown = how
    passed = elsewhere(connection, source, [month])
    pricing = Pricing(connection, of_month(connection, source, month), month, stated=_stated(pairs, month))
    done = pricing.totals() if out is None else pricing.write(out)
    bad = pricing.bad_rows(shown) if done.refused else []
    if as_json:
        print_json(priced_json(done, bad) | {"elsewhere": passed})
    else:
        print_priced(done, bad)
        print_elsewhere(passed)
    return done.refused


def _several(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    how: tuple[list[dt.date], Path | None, int],
    pairs: tuple[str, ...],
    as_json: bool,
) -> int:
    months, out, shown = how
    stated = _stated(pairs, months[0])
    if "age_months" in stated:
        refuse(
            t(
                "Umur berubah dari bulan ke bulan: beri kolom tanggal_lahir, bukan --set.",
                "An age changes from month to month: give a column tanggal_lahir, not --set.",
            )
        )
    pricing = price_months(connection, source, months, stated=stated)
    done = pricing.totals() if out is None else pricing.write(out)
    bad = pricing.bad_rows(done, shown) if done.refused else []
    if as_json:
        print_json(months_json(done, bad))
    else:
        print_months(done, bad)
    return done.refused
