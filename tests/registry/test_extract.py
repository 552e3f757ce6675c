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
    path.write_text("tempat;tanggal\n1;Budi\n", encoding="utf-8")

    with pytest.raises(extract.NotAnExtract) as refused:
        extract.report(workshop, path, on=TODAY)

    said = [problem.id.partition(" tidak ada")[0] for problem in refused.value.problems]
    assert said == ["Kolom kpj (atau nik)", "Kolom nama", "Kolom status (atau dibayar_sampai)"]


def loaded(connection: duckdb.DuckDBPyConnection, path: Path, content: bytes) -> list[dict[str, object]]:
    path.write_bytes(content)
    extract.report(connection, path, on=TODAY)
    found = connection.sql("FROM reported ORDER BY source_key")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_an_extract_of_another_layout_is_read(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    text = (
        "No. KPJ|Nomor Identitas|NAMA LENGKAP|Tgl Lahir|Jenis Kelamin|Kode Segmen|Status Kepesertaan|NPP|Nama Perusahaan|BLTH Akhir|Desa|Kec|Kab/Kota\n"
        "12 345 678 901|6474015206800001|SITI AMINAH|12/06/1980|PEREMPUAN|Bukan Penerima Upah|NON AKTIF|B1|PEMERINTAH KOTA BONTANG|032026|Api-Api|Bontang Utara|Kota Bontang\n"
        "2|NULL|RENÉ BUDI|NULL|L|PU|Y||PT Maju|31/03/2026|NULL|NULL|NULL\n"
    )

    rené, siti = sorted(loaded(workshop, tmp_path / "a.csv", text.encode("latin-1")), key=lambda row: str(row["name"]))

    assert (siti["source_key"], siti["nik"], siti["birth_on"], siti["sex"]) == (
        "12345678901",
        "6474015206800001",
        dt.date(1980, 6, 12),
        "P",
    )
    assert (siti["segment"], siti["status"], siti["payer_kind"]) == ("BPU", "inactive", "pemkab")
    assert (siti["paid_until"], siti["kelurahan_code"]) == (dt.date(2026, 3, 1), "64.74.01.1006")
    assert (rené["nik"], rené["birth_on"], rené["payer_kind"], rené["status"]) == (None, None, "employer", "active")
    assert rené["paid_until"] == dt.date(2026, 3, 1)


def test_a_letter_of_another_encoding_far_down_is_read(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lines = [f"{n},6474015206800001,SITI,aktif" for n in range(150_000)]
    text = "\n".join(["kpj,nik,nama,status", *lines, "999999,,RENÉ,aktif", ""])

    kept = loaded(workshop, tmp_path / "a.csv", text.encode("latin-1"))

    assert len(kept) == 150_001
    assert kept[-1]["name"] == "RENE"


def test_a_torn_line_costs_that_line_only(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lines = [f"{n},6474015206800001,SITI,aktif" for n in range(60_000)]
    text = "\n".join(["kpj,nik,nama,status", *lines[:30_000], '7,"6474', *lines[30_000:]])

    assert len(loaded(workshop, tmp_path / "a.csv", text.encode())) == 60_000
    assert dict(extract.returned(workshop)) == {"unknown_status": 1}


@pytest.mark.parametrize(
    ("paid", "status"),
    [("2026-03", "active"), ("2026-02", "active"), ("2025-11", "arrears"), ("2025-10", "inactive"), ("", "registered")],
)
def test_without_a_status_the_month_paid_last_tells(
    workshop: duckdb.DuckDBPyConnection, tmp_path: Path, paid: str, status: str
) -> None:
    [siti] = loaded(workshop, tmp_path / "a.csv", f"nik,nama,aktif_sampai\n6474015206800001,SITI,{paid}\n".encode())

    assert (siti["source_key"], siti["kpj"], siti["status"]) == ("6474015206800001", None, status)


def test_one_number_at_two_employers_is_two_memberships(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [
        "1,6474015206800001,SITI,PU,aktif,A1,JKK", "1,6474015206800001,SITI,PU,aktif,A1,JHT", "1,6474015206800001,SITI,BPU,aktif,,JKK",
        "2,6474015206800002,BUDI,PU,aktif,A1,JKK", "2,6474015206800002,BUDI S,PU,aktif,A1,JKK",
    ]  # fmt: skip

    kept = loaded(workshop, tmp_path / "a.csv", "\n".join(["kpj,nik,nama,segmen,status,npp,program", *rows]).encode())

    assert [(row["source_key"], row["kpj"], row["programmes"]) for row in kept] == [
        ("1|A1|PU", "1", "JHT,JKK"),
        ("1||BPU", "1", "JKK"),
    ]
    assert dict(extract.returned(workshop)) == {"repeated_row": 1, "kpj_twice_with_other_content": 2}


@pytest.mark.parametrize("content", [b"", b"PAR1 not really", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_table_is_refused(workshop: duckdb.DuckDBPyConnection, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(extract.NotAnExtract):
        extract.report(workshop, path, on=TODAY)
