"""The number in the NIK column is a staff number."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_staff_number",
    weight="return",
    fails="nik_state = 'staff_number'",
    detail="nik_digits",
    why=Words(
        id="Yang diisi tampaknya nomor induk karyawan atau NIP, bukan NIK KTP.",
        en="This seems to be a staff number (NIK karyawan or NIP), not the NIK of the KTP.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
