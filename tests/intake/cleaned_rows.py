"""The table `cleaned` for tests: named people of Bontang, with what each test changes about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from payung.intake import checks
from payung.intake.columns.synonyms import FIELDS

LIST_ON = dt.date(2026, 3, 2)
BONTANG = "64.74"
#: The number of a sheet whose identity columns nobody has accepted.
UNSETTLED = 99

_TEXTS = (
    "nik", "nik_digits", "nik_state", "nik_proposal", "kk", "name", "name_key", "name_first", "name_skeleton", "birth_state",
    "birth_place", "sex", "phone", "rt", "rw", "kelurahan_code", "kecamatan_code", "kabupaten_code", "place_state", "occupation",
    "nik_sex", "nik_kecamatan_code",
)  # fmt: skip
SCHEMA = pa.schema(
    [("sheet_no", pa.int32()), ("row_no", pa.int32())]
    + [(f"{field}_{part}", pa.string()) for field in FIELDS for part in ("raw", "type")]
    + [("extra", pa.map_(pa.string(), pa.string())), ("given", pa.string())]
    + [(name, pa.string()) for name in _TEXTS]
    + [("birth_on", pa.date32()), ("nik_birth_on", pa.date32()), ("repairs", pa.list_(pa.string()))]
)
_EMPTY = {f"{field}_raw": "" for field in FIELDS} | {f"{field}_type": "." for field in FIELDS}

#: A fishmonger of Bontang about whom nothing is wrong.
SITI = _EMPTY | {
    "sheet_no": 1, "row_no": 5, "extra": [], "given": None, "repairs": [],
    "nik_raw": "6474014107900003", "nik": "6474014107900003", "nik_digits": "6474014107900003", "nik_state": "ok",
    "nik_birth_on": dt.date(1990, 7, 1), "nik_sex": "P", "nik_kecamatan_code": "64.74.01",
    "kk_raw": "6474010102150007", "kk": "6474010102150007",
    "name_raw": "Siti Aminah", "name": "SITI AMINAH", "name_key": "SITI AMINAH", "name_first": "SITI", "name_skeleton": "AMN ST",
    "birth_date_raw": "01-07-1990", "birth_on": dt.date(1990, 7, 1), "birth_state": "ok",
    "sex_raw": "P", "sex": "P", "phone_raw": "081234567890", "phone": "6281234567890", "age_raw": "35",
    "kelurahan_raw": "Loktuan", "kelurahan_code": "64.74.01.1001", "kecamatan_code": "64.74.01", "kabupaten_code": BONTANG,
    "place_state": "ok", "occupation_raw": "Penjual ikan", "occupation": "PENJUAL IKAN", "address_raw": "Jl. Pelabuhan 3",
}  # fmt: skip

Row = Mapping[str, object]


def siti(**changed: object) -> dict[str, object]:
    """Return Siti's row with what is different about it."""
    return {**SITI, **changed}


def person(number: int, **changed: object) -> dict[str, object]:
    """Return one of many different people on rows 10 and below; odd numbers are men."""
    born = dt.date(1970, 1, 1) + dt.timedelta(days=37 * number)
    sex = "L" if number % 2 else "P"
    nik = f"647401{born.day + (0 if sex == 'L' else 40):02d}{born:%m%y}{number % 9000 + 1:04d}"
    name = f"NELAYAN {letters(number)}"
    return siti(
        row_no=10 + number, nik=nik, nik_raw=nik, nik_digits=nik, nik_birth_on=born, nik_sex=sex, birth_on=born, sex=sex, sex_raw=sex,
        birth_date_raw=f"{born:%d-%m-%Y}", age_raw="", name=name, name_raw=name, name_key=name, kk=f"64740101021{number:05d}",
        kk_raw=f"64740101021{number:05d}",
    ) | changed  # fmt: skip


def letters(number: int) -> str:
    """Return a word of its own for a number."""
    return "".join(chr(65 + int(digit)) for digit in f"{number:05d}")


def no_nik(state: str, typed: str, **changed: object) -> dict[str, object]:
    """Return Siti's row with a NIK that cannot be used."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    read = {"nik": None, "nik_birth_on": None, "nik_sex": None, "nik_kecamatan_code": None}
    return siti(nik_state=state, nik_raw=typed, nik_digits=digits, **read) | changed


def connect() -> duckdb.DuckDBPyConnection:
    """Open an empty DuckDB that fetches nothing."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    return connection


def put(connection: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> None:
    """Make the table `cleaned` of these rows."""
    connection.register("given", pa.Table.from_pylist([dict(row) for row in rows], schema=SCHEMA))
    connection.execute("CREATE OR REPLACE TABLE cleaned AS SELECT * FROM given")
    connection.unregister("given")


def judged(*rows: Row, home: str | None = BONTANG) -> dict[tuple[int, int], tuple[str, list[dict]]]:
    """Judge rows; return (verdict, reasons) by (sheet, row)."""
    with connect() as connection:
        put(connection, rows)
        checks.judge(connection, home_kabupaten=home, list_on=LIST_ON, unsettled_sheets=[UNSETTLED])
        found = connection.sql("SELECT sheet_no, row_no, verdict, reasons FROM judged").fetchall()
    return {(sheet, row): (verdict, reasons) for sheet, row, verdict, reasons in found}


def reasons_of(*rows: Row, home: str | None = BONTANG) -> dict[str, dict]:
    """Judge rows; return the reasons of the first by id."""
    verdict_and_reasons = judged(*rows, home=home)[rows[0]["sheet_no"], rows[0]["row_no"]]
    return {reason["id"]: reason for reason in verdict_and_reasons[1]}
