"""Who was born then would be over 110 years old."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_too_long_ago",
    weight="review",
    fails="age_at_list > 110",
    proposal="strftime(CASE WHEN nik_birth_on <> birth_on THEN nik_birth_on END, '%d-%m-%Y')",
    detail="strftime(birth_on, '%d-%m-%Y')",
    why=Words(
        id="Menurut tanggal lahir, umurnya lebih dari 110 tahun.",
        en="By the birth date the person would be over 110 years old.",
    ),
    fix=Words(
        id="Periksa tahun lahir.",
        en="Check the year of birth.",
    ),
)
