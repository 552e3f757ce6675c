"""Only the year of birth is given."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTH_TYPED, nik_day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_year_only",
    weight="review",
    fails="birth_state = 'year_only'",
    proposal=nik_day(),
    detail=typed(BIRTH_TYPED),
    why=Words(id="Hanya tahun lahir yang diisi.", en="Only the year of birth is given."),
    fix=Words(
        id="Isi tanggal lahir sesuai KTP, misalnya 17-08-1985. Bila ada usulan dari NIK, periksa usulan itu.",
        en="Fill in the birth date as on the KTP, for example 17-08-1985. If the NIK proposes one, check it.",
    ),
)
