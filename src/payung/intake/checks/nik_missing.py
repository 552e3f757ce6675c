"""The row has no NIK."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_missing",
    weight="return",
    fails="nik_state = 'missing'",
    detail="nullif(trim(nik_raw), '')",
    why=Words(
        id="NIK tidak diisi.",
        en="The NIK is missing.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
