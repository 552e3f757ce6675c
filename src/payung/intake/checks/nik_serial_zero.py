"""The running number of the NIK is 0000."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_serial_zero",
    weight="return",
    fails="nik_state = 'impossible' AND ends_with(nik_digits, '0000')",
    detail="nik_digits",
    why=Words(
        id="Empat angka terakhir NIK 0000; nomor seperti itu tidak pernah diterbitkan.",
        en="The last four digits of the NIK are 0000; no such number is ever issued.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
