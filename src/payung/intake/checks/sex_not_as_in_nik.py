"""The sex is not the one inside the NIK."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="sex_not_as_in_nik",
    weight="review",
    fails="nik_sex <> sex AND nik_proposal IS NULL",
    proposal="nik_sex",
    detail="sex",
    why=Words(
        id="Jenis kelamin berbeda dengan yang terbaca di dalam NIK.",
        en="The sex differs from the one inside the NIK.",
    ),
    fix=Words(
        id="Cocokkan jenis kelamin dan NIK dengan KTP.",
        en="Compare sex and NIK with the KTP.",
    ),
)
