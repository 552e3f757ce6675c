"""Only the year of birth is given."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_year_only",
    weight="review",
    fails="birth_state = 'year_only'",
    proposal="strftime(nik_birth_on, '%d-%m-%Y')",
    detail="coalesce(nullif(birth_date_raw, ''), birth_raw)",
    why=Words(
        id="Hanya tahun lahir yang diisi.",
        en="Only the year of birth is given.",
    ),
    fix=Words(
        id="Isi tanggal lahir lengkap seperti di KTP.",
        en="Fill in the whole birth date as on the KTP.",
    ),
)
