"""The family card number has not 16 digits."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="family_card_malformed",
    weight="note",
    fails="kk_raw <> '' AND kk IS NULL AND regexp_matches(kk_raw, '[0-9]{2}') AND NOT list_contains(repairs, 'kk_is_nik')",
    detail="kk_raw",
    why=Words(
        id="Nomor KK bukan 16 angka.",
        en="The family card number has not 16 digits.",
    ),
    fix=Words(
        id="Salin 16 angka di kepala KK sebagai teks.",
        en="Copy the 16 digits at the head of the family card as text.",
    ),
)
