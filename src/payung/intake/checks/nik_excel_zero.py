"""A number cell keeps 15 digits: the last digit of the NIK became 0."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_excel_zero",
    weight="return",
    fails="nik_state = 'excel_zero'",
    detail="nik_digits",
    why=Words(
        id="Angka terakhir NIK diganti 0 oleh Excel (sel angka hanya menyimpan 15 angka).",
        en="Excel replaced the last digit of the NIK by 0 (a number cell keeps 15 digits).",
    ),
    fix=Words(
        id="Kirim lagi berkas asalnya, atau ubah kolom NIK menjadi Text lalu salin ulang dari KTP; angka terakhir tidak dapat ditebak.",
        en="Send the original file again, or make the NIK column Text and copy from the KTPs; the last digit cannot be guessed.",
    ),
)
