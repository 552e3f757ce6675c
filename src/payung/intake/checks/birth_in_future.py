"""The birth date lies after the day of the list."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_in_future",
    weight="return",
    fails="birth_on > getvariable('list_on')",
    proposal="strftime(nik_birth_on, '%d-%m-%Y')",
    detail="strftime(birth_on, '%d-%m-%Y')",
    why=Words(
        id="Tanggal lahir setelah tanggal daftar.",
        en="The birth date lies after the day of the list.",
    ),
    fix=Words(
        id="Isi tanggal lahir seperti di KTP.",
        en="Fill in the birth date as on the KTP.",
    ),
)
