"""The birth date cannot be read as a day."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_impossible",
    weight="review",
    fails="birth_state = 'impossible'",
    proposal="strftime(nik_birth_on, '%d-%m-%Y')",
    detail="coalesce(nullif(birth_date_raw, ''), birth_raw)",
    why=Words(
        id="Tanggal lahir bukan tanggal yang ada atau tidak terbaca.",
        en="The birth date is no existing day or cannot be read.",
    ),
    fix=Words(
        id="Isi tanggal lahir seperti di KTP (hh-bb-tttt).",
        en="Fill in the birth date as on the KTP (dd-mm-yyyy).",
    ),
)
