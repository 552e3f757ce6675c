"""Excel keeps 15 digits of a number: the last digit of this NIK became 0."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# The true digit cannot be told from this file, so nothing is proposed.
CHECK = Check(
    id="nik_excel_zero",
    weight="return",
    fails="nik_state = 'excel_zero'",
    detail="left(nik_digits, 15) || '?'",
    why=Words(
        id="Angka terakhir NIK diubah Excel menjadi 0 (hampir semua NIK di kolom ini berakhir 0).",
        en="Excel turned the last digit of the NIK into 0 (nearly all NIKs of this column end in 0).",
    ),
    fix=Words(
        id="Ambil NIK dari file asli sebelum dibuka di Excel, atur kolomnya sebagai Teks, lalu kirim ulang.",
        en="Take the NIK from the original file before Excel opened it, set the column to Text, and send again.",
    ),
)
