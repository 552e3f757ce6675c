"""The NIK holds a day that does not exist."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_date_impossible",
    weight="return",
    fails="nik_state = 'impossible' AND NOT nik_date_is_possible(nik_digits)",
    proposal="nik_proposal",
    detail="nik_digits[7:12]",
    why=Words(
        id="Tanggal lahir di dalam NIK (angka ke-7 sampai ke-12) tidak mungkin ada.",
        en="The birth date inside the NIK (digits 7 to 12) cannot exist.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
