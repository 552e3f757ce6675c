"""The year of birth has two digits and the NIK does not confirm its century."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_two_digit_year",
    weight="review",
    fails="birth_state = 'two_digit_year' AND nik_birth_on IS DISTINCT FROM birth_on",
    proposal="strftime(birth_on, '%d-%m-%Y')",
    detail="coalesce(nullif(birth_date_raw, ''), birth_raw)",
    why=Words(
        id="Tahun lahir ditulis dua angka; abadnya diperkirakan.",
        en="The year of birth has two digits; its century is assumed.",
    ),
    fix=Words(
        id="Tulis tahun lahir dengan empat angka.",
        en="Write the year of birth with four digits.",
    ),
)
