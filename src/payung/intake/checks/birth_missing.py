"""The row has no birth date."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_missing",
    weight="review",
    fails="birth_state = 'missing'",
    proposal="strftime(nik_birth_on, '%d-%m-%Y')",
    why=Words(
        id="Tanggal lahir tidak diisi.",
        en="The birth date is missing.",
    ),
    fix=Words(
        id="Isi tanggal lahir seperti di KTP (hh-bb-tttt).",
        en="Fill in the birth date as on the KTP (dd-mm-yyyy).",
    ),
)
