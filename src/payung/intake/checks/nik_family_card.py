"""The number in the NIK column is that of a family card (KK)."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_family_card",
    weight="return",
    fails="nik_state = 'family_card'",
    detail="nik_digits",
    why=Words(
        id="Yang diisi tampaknya nomor KK, bukan NIK.",
        en="This seems to be the family card number (KK), not the NIK.",
    ),
    fix=Words(
        id="Isi NIK orang ini: 16 angka di baris namanya pada KK, bukan nomor di kepala KK.",
        en="Fill in this person's NIK: the 16 digits on their line of the family card, not the number at its head.",
    ),
)
