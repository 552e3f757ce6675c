"""A csv comes back in its own dialect, its records byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.intake.reading.read import read
from payung.intake.reading.result import to_json
from payung.intake.returning.delimited import Dialect, records
from payung.intake.returning.marks import HEADERS
from payung.intake.returning.refusals import DoesNotBalance
from payung.intake.returning.source import Source
from tests.intake.returning.conftest import reading_of, sheet_of

OURS = [words.id for words in HEADERS]


def _reading(encoding: str = "utf-8", separator: str = ";", whole: bool = False, **sheet: object) -> dict:
    dialect = {"encoding": encoding, "separator": separator, "bom": "?", "whole_line_quoted": str(whole)}
    headers = sheet.pop("headers", ["NIK", "Nama", "Alamat"])
    return reading_of(sheet_of(1, "daftar", headers, **sheet), format="csv", dialect=dialect)


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


ROWS = [(1, 2, "returned", "Sebab; satu\nsebab lain", "=1+1"), (1, 3, "accepted", "", "")]


def test_every_record_keeps_its_bytes(tmp_path: Path, returned: Callable[..., Path]) -> None:
    text = 'NIK;Nama;Alamat\r\n1;"SITI ""Nur""";\'=x\r\n2; BUDI ;"a;b"\r\n\r\nJumlah;2\r\n'
    path = _write(tmp_path / "daftar.csv", text)

    back = returned(path, _reading(), ROWS)

    assert back.name == "daftar - hasil verval.csv"
    assert back.read_bytes().decode() == (
        f"NIK;Nama;Alamat;{';'.join(OURS)}\r\n"
        '1;"SITI ""Nur""";\'=x;Perlu perbaikan;"Sebab; satu; sebab lain";\'=1+1\r\n'
        '2; BUDI ;"a;b";Memenuhi syarat;;\r\n\r\nJumlah;2\r\n'
    )


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_encodings_and_separators_stay(
    encoding: str, named: str, separator: str, tmp_path: Path, returned: Callable[..., Path]
) -> None:
    text = f"NIK{separator}Nama\n1{separator}SITÉ\n2{separator}BUDI"
    path = _write(tmp_path / "daftar.txt", text, encoding)

    back = returned(
        path,
        _reading(named, separator, headers=["NIK", "Nama"]),
        [(1, 2, "verval", "→ “a” 李", ""), (1, 3, "accepted", "", "")],
    )

    expected = "→ “a” 李" if named.startswith("utf") else "-> “a” ?"
    lines = back.read_bytes().decode(encoding).split("\n")
    said = f'"{expected}"' if separator in expected or '"' in expected else expected
    assert lines == [
        separator.join(["NIK", "Nama", *OURS]),
        separator.join(["1", "SITÉ", "Perlu dilihat petugas", said, ""]),
        separator.join(["2", "BUDI", "Memenuhi syarat", "", ""]),
    ]
    assert back.read_bytes()[:3] == text.encode(encoding)[:3]


def test_bytes_that_the_encoding_does_not_know_pass_unharmed(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(b"NIK;Nama\n1;SIT\x81\x8d\xe9\n2;B\0UDI\n")

    back = returned(path, _reading("cp1252", headers=["NIK", "Nama"]), ROWS)

    assert b"1;SIT\x81\x8d\xe9;Perlu" in back.read_bytes()
    assert b"2;B\0UDI;Memenuhi" in back.read_bytes()


def test_short_records_are_filled_so_that_columns_align(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = _write(tmp_path / "daftar.csv", "DAFTAR\nNIK;Nama\n1\n2;BUDI;x;y\n")

    back = returned(path, _reading(header_rows=(2,)), [(1, 3, "verval", "", ""), (1, 4, "accepted", "", "")])

    rows = list(csv.reader(io.StringIO(back.read_text()), delimiter=";"))
    assert rows[0] == ["DAFTAR"]
    assert [row[4:] for row in rows[1:]] == [OURS, ["Perlu dilihat petugas", "", ""], ["Memenuhi syarat", "", ""]]


def test_a_file_that_quotes_everything_is_answered_in_quotes(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = _write(tmp_path / "daftar.csv", '"NIK","Nama"\n"1","SITI"\n"2","BUDI"\n')

    back = returned(path, _reading(separator=",", headers=["NIK", "Nama"]), ROWS)

    assert back.read_text().splitlines()[2] == '"2","BUDI","Memenuhi syarat","",""'


def test_lines_quoted_as_a_whole_stay_so(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = _write(tmp_path / "daftar.csv", '"NIK,Nama"\n"1,""SITI, A"""\n"2,BUDI"\n')

    back = returned(path, _reading(separator=",", whole=True, headers=["NIK", "Nama"]), ROWS)

    assert back.read_text().splitlines()[1] == '"1,""SITI, A"",Perlu perbaikan,Sebab; satu; sebab lain,\'=1+1"'


def test_a_returned_csv_can_be_returned_again(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = _write(tmp_path / "daftar.csv", '\ufeff"NIK";Nama\r\n1;"SI;TI"\r\n2;BUDI\r\nJumlah;2\r\n')
    once = returned(path, _reading("utf-8-sig", headers=["NIK", "Nama"]), ROWS)
    sent_again = once.rename(tmp_path / once.name)
    # The sender wrote something behind our columns.
    text = sent_again.read_bytes().decode()
    sent_again.write_bytes(text.replace("Memenuhi syarat;;", "Memenuhi syarat;;;catatan").encode())

    back = returned(
        sent_again,
        _reading("utf-8-sig", headers=["NIK", "Nama", *OURS]),
        [(1, 2, "accepted", "", ""), (1, 3, "verval", "x", "")],
    )

    assert back.read_bytes().decode() == (
        f'\ufeff"NIK";Nama;;{";".join(OURS)}\r\n1;"SI;TI";;Memenuhi syarat;;\r\n'
        "2;BUDI;catatan;Perlu dilihat petugas;x;\r\nJumlah;2\r\n"
    )


def test_a_verdict_without_a_record_stops_everything(tmp_path: Path, returned: Callable[..., Path]) -> None:
    path = _write(tmp_path / "daftar.csv", "NIK\n1\n")

    with pytest.raises(DoesNotBalance):
        returned(path, _reading(headers=["NIK"]), ROWS)
    assert not list((tmp_path / "returned").iterdir())


def test_stray_quotes_swallow_nobody(tmp_path: Path, returned: Callable[..., Path]) -> None:
    people = "".join(f"{n};ORANG\n" for n in range(3, 90))
    path = _write(tmp_path / "daftar.csv", f'NIK;Nama\n1;"SITI\n2;BUDI "Abu"\n{people}')

    back = returned(path, _reading(headers=["NIK", "Nama"]), [(1, row, "accepted", "", "") for row in range(2, 90)])

    assert back.read_text().count("Memenuhi syarat") == 88
    assert '1;"SITI;Memenuhi syarat;;\n2;BUDI "Abu";Memenuhi syarat;;\n' in back.read_text()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet='ab;"\n\r é', max_size=120))
def test_records_are_those_that_the_csv_rules_see_and_lose_no_byte(text: str, tmp_path: Path) -> None:
    path = _write(tmp_path / "x.csv", text)

    found = list(records(path, Dialect("utf-8", "surrogateescape", ";", False)))

    assert "".join(record.raw + record.line_end for record in found) == text


def test_rows_are_numbered_as_reading_numbers_them(tmp_path: Path, returned: Callable[..., Path]) -> None:
    lines = ["DAFTAR PEKERJA RENTAN", "", "No;NIK;Nama;Alamat"]
    for number in range(1, 60):
        name = (
            f'"ORANG\n{number}"' if number % 7 == 0 else f'ORANG "{number}' if number % 11 == 0 else f"ORANG {number}"
        )
        lines.append(f"{number};64740101019000{number:02d};{name};JL. MAWAR {number}")
    path = _write(tmp_path / "daftar.csv", "\r\n".join(lines) + "\r\n")
    reading = read(path, tmp_path / "work")
    assert reading.person_rows == 59
    people = [(1, row, "accepted", "", "") for row in range(4, 63)]

    back = returned(path, to_json(reading), people)

    again = read(back, tmp_path / "again")
    assert again.person_rows == 59
    source = Source(back, to_json(again))
    assert set(source.lists[0].ours.values()) == {0, 1, 2}
