"""Month and day were written in American order and turned round."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTH_TYPED, day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_swapped",
    weight="note",
    fails="birth_state = 'swapped' AND nik_birth_on IS DISTINCT FROM birth_on",
    proposal=day("birth_on"),
    detail=typed(BIRTH_TYPED),
    why=Words(
        id="Tanggal dan bulan lahir tertulis terbalik dan dibalik oleh sistem.",
        en="Month and day of birth were written the other way round and turned.",
    ),
    fix=Words(id="Periksa tanggalnya; tulis tanggal-bulan-tahun.", en="Check the date; write day-month-year."),
)
