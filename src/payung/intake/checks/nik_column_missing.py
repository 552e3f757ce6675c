"""The list has no NIK at all: told once for the list, looked at row by row."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_column_missing",
    weight="review",
    fails="nik_state = 'missing' AND lacks_nik",
    why=Words(id="Daftar ini tidak memuat NIK.", en="This list carries no NIKs."),
    fix=Words(
        id="Minta daftar dengan kolom NIK; tanpa NIK orangnya hanya dapat dicari dari nama dan tanggal lahir.",
        en="Ask for a list with a NIK column; without it people can only be looked for by name and birth date.",
    ),
)
