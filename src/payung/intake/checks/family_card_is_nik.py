"""The family card column repeats the NIK."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="family_card_is_nik",
    weight="note",
    fails="list_contains(repairs, 'kk_is_nik')",
    detail="kk_raw",
    why=Words(
        id="Kolom No. KK berisi NIK yang sama.",
        en="The family card column repeats the NIK.",
    ),
    fix=Words(
        id="Isi nomor di kepala KK.",
        en="Fill in the number at the head of the family card.",
    ),
)
