"""Day and month may stand either way round."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_ambiguous",
    weight="review",
    fails="birth_state = 'ambiguous'",
    proposal="strftime(CASE WHEN nik_birth_on IN (birth_on, birth_turned) THEN nik_birth_on END, '%d-%m-%Y')",
    detail="strftime(birth_on, '%d-%m-%Y') || ' / ' || strftime(birth_turned, '%d-%m-%Y')",
    why=Words(
        id="Tidak jelas mana hari dan mana bulan pada tanggal lahir (kolom ini memakai dua urutan).",
        en="It is not clear which is the day and which the month (this column uses both orders).",
    ),
    fix=Words(
        id="Tulis tanggal lahir dengan nama bulan, misalnya 12 Maret 1990.",
        en="Write the birth date with the name of the month, as 12 Maret 1990.",
    ),
)
