"""The NIK has fewer than 16 digits."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_short",
    weight="return",
    fails="nik_state = 'short'",
    proposal="nik_proposal",
    detail="nik_digits || ' (' || length(nik_digits) || ')'",
    why=Words(
        id="NIK kurang dari 16 angka.",
        en="The NIK has fewer than 16 digits.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
