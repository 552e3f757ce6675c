"""Younger than 18 on the day of the list."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import day
from payung.vocabulary.words import Words

CHECK = Check(
    id="age_under_18",
    weight="review",
    fails="age < 18 AND born_on <= list_on",
    detail=f"age || ' tahun (lahir ' || {day('born_on')} || ')'",
    why=Words(id="Umur di bawah 18 tahun pada tanggal daftar.", en="Younger than 18 on the date of the list."),
    fix=Words(
        id="Periksa tanggal lahirnya dengan KTP. Ketentuan program yang memutuskan.",
        en="Check the birth date against the KTP. The programme's rules decide.",
    ),
)
