"""What a whole list, or one of its sheets, has no column for: told once, not forty thousand times."""

from __future__ import annotations

import duckdb

from payung.intake.checks.windows import COLUMNS, FIELDS
from payung.intake.reading.problems import Problem
from payung.vocabulary.words import Words

_WORDS = {
    "nik": Words(
        id="{where} tidak memuat NIK. Minta daftar dengan NIK; tanpa itu setiap baris harus dilihat petugas.",
        en="{where} carries no NIKs. Ask for a list with NIKs; without them a person must look at every row.",
    ),
    "name": Words(
        id="{where} tidak memuat nama. Minta daftar dengan nama; tanpa itu setiap baris harus dilihat petugas.",
        en="{where} carries no names. Ask for a list with names; without them a person must look at every row.",
    ),
    "birth": Words(
        id="{where} tidak memuat tanggal lahir. Umur dihitung dari NIK; salah ketik pada NIK tidak akan ketahuan.",
        en="{where} carries no birth dates. Ages are counted from the NIK; a slip in the NIK will not show.",
    ),
    "sex": Words(
        id="{where} tidak memuat jenis kelamin. Dipakai jenis kelamin menurut NIK.",
        en="{where} carries no sex. It is taken from the NIK.",
    ),
    "kelurahan": Words(
        id="{where} tidak memuat kelurahan/desa. Bila satu daftar untuk satu kelurahan, sebutkan kelurahannya.",
        en="{where} carries no kelurahan or desa. If the list is of one kelurahan, name it.",
    ),
    "occupation": Words(
        id="{where} tidak memuat pekerjaan. Minta kolom pekerjaan: tanpa itu kelayakan program belum dapat diperiksa.",
        en="{where} carries no occupations. Ask for the column: without it eligibility cannot be checked yet.",
    ),
}


def missing_columns(connection: duckdb.DuckDBPyConnection) -> tuple[Problem, ...]:
    """Return the fields that `cleaned` holds no value of: once for the whole list (sheet_no None), else per sheet.

    A list or sheet of fewer than `windows.ROWS_OF_A_COLUMN` rows is not judged: there each row speaks for itself.
    """
    connection.execute(COLUMNS).fetchall()
    lacks = ", ".join(f"lacks_{field}" for field in FIELDS)
    sheets = connection.sql(f"SELECT sheet_no, {lacks} FROM checks_columns ORDER BY sheet_no").fetchall()
    connection.execute("DROP TABLE checks_columns")
    found = []
    for place, field in enumerate(FIELDS, start=1):
        lacking = [sheet[0] for sheet in sheets if sheet[place]]
        everywhere = lacking and len(lacking) == len(sheets)
        found += [_problem(field, sheet_no) for sheet_no in ([None] if everywhere else lacking)]
    return tuple(found)


def _sheet(sheet_no: int) -> Words:
    """Return what a sheet is called; a list on the right of another has a thousand more than the sheet's own number."""
    beside, number = divmod(sheet_no, 1_000)
    if not beside:
        return Words(f"Sheet {number}", f"Sheet {number}")
    return Words(f"Sheet {number} (daftar di kanan)", f"Sheet {number} (the list on the right)")


def _problem(field: str, sheet_no: int | None) -> Problem:
    where = Words(id="Daftar ini", en="This list") if sheet_no is None else _sheet(sheet_no)
    words = Words(id=_WORDS[field].say("id", where=where.id), en=_WORDS[field].say("en", where=where.en))
    return Problem(f"column_missing_{field}", "warning", words, sheet_no=sheet_no)
