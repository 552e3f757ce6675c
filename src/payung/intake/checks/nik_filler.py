"""The NIK cell holds digits that only fill it."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_filler",
    weight="return",
    fails="nik_state = 'filler'",
    detail="nik_digits",
    why=Words(
        id="NIK hanya angka pengisi (0, 1234…, angka berulang).",
        en="The NIK is only a filler (0, 1234…, one digit repeated).",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
