"""A spreadsheet turned the NIK into 3,30210E+15: the rest of the digits are gone."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_scientific",
    weight="return",
    fails="nik_state = 'scientific'",
    detail=typed("nik_raw"),
    why=Words(
        id="NIK rusak oleh Excel (tampil seperti 3,30210E+15); angka aslinya sudah hilang.",
        en="Excel destroyed the NIK (it shows like 3.30210E+15); its digits are gone.",
    ),
    fix=Words(
        id="Jangan diketik ulang dari tampilan ini. Buka berkas asal, ubah kolom NIK menjadi Text, salin ulang NIK dari KTP.",
        en="Do not retype from this display. Open the original file, make the NIK column Text, and copy the NIKs from the KTPs again.",
    ),
)
