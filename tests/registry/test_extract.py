"""An extract is read as text, standardised, and balanced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from payung.gateways import columns
from payung.registry import extract

TODAY = dt.date(2026, 3, 31)
HEADER = "kpj,nik,nama,tanggal_lahir,jenis_kelamin,kelurahan,kecamatan,kode_kelurahan,segmen,jenis_pembayar,status,dibayar_sampai\n"
SITI = "12345678901,6474015206800001,Hj. Siti Aminah,1980-06-12,P,Api-Api,Bontang Utara,,BPU,self,aktif,2026-03\n"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with columns.workshop(str(tmp_path)) as connection:
        yield connection


def reported(connection: duckdb.DuckDBPyConnection, path: Path, text: str) -> list[dict[str, object]]:
    path.write_text(HEADER + text, encoding="utf-8")
    extract.report(connection, path, on=TODAY)
    found = connection.sql("FROM reported ORDER BY source_key")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_a_row_is_standardised_with_the_macros_of_the_lists(
    workshop: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    [siti] = reported(workshop, tmp_path / "a.csv", SITI)

    assert siti["nik"] == "6474015206800001"
    assert siti["name"] == "SITI AMINAH"
    assert siti["birth_on"] == dt.date(1980, 6, 12)
    assert siti["kecamatan_code"] == "64.74.02" or siti["kecamatan_code"].startswith("64.74")
    assert (siti["segment"], siti["payer_kind"], siti["status"]) == ("BPU", "self", "active")
    assert siti["paid_until"] == dt.date(2026, 3, 1)


def test_every_row_is_reported_or_returned_with_a_reason(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    budi = SITI.replace("12345678901", "22345678901")
    text = (
        SITI
        + SITI
        + budi
        + budi.replace("aktif", "nonaktif")
        + SITI.replace("12345678901", "")
        + SITI.replace("12345678901", "3").replace("aktif", "hidup")
    )

    kept = reported(workshop, tmp_path / "a.csv", text)

    assert [row["source_key"] for row in kept] == ["12345678901"]
    assert dict(extract.returned(workshop)) == {
        "repeated_row": 1,
        "kpj_twice_with_other_content": 2,
        "no_kpj": 1,
        "unknown_status": 1,
    }


def test_missing_columns_are_all_named(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kpj;nama\n1;Budi\n", encoding="utf-8")

    with pytest.raises(extract.NotAnExtract) as refused:
        extract.report(workshop, path, on=TODAY)

    assert len(refused.value.problems) == len(extract.NEEDED) - 2


@pytest.mark.parametrize("content", [b"", b"PAR1 not really", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_table_is_refused(workshop: duckdb.DuckDBPyConnection, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(extract.NotAnExtract):
        extract.report(workshop, path, on=TODAY)
