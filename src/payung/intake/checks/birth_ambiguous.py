"""Day and month can be read either way, and the NIK does not tell which."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTH_TYPED, nik_day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_ambiguous",
    weight="review",
    fails="birth_state = 'ambiguous' AND (birth_on IS NULL OR nik_birth_on IS NULL OR birth_on <> nik_birth_on)",
    proposal=nik_day(),
    detail=typed(BIRTH_TYPED),
    why=Words(
        id="Tanggal lahir dapat dibaca dua cara (tanggal dan bulan).",
        en="The birth date can be read in two ways (day and month).",
    ),
    fix=Words(
        id="Tulis tanggal-bulan-tahun dengan nama bulan, misalnya 3 April 1990.",
        en="Write day, month and year with the month's name, for example 3 April 1990.",
    ),
)
