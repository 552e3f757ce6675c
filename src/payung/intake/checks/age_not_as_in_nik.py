"""The list knows an age instead of a birth date, and the NIK's birth date does not agree with it."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import TYPED_AGE, day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="age_not_as_in_nik",
    weight="review",
    # Ages are rounded and lists are old: two years more or less say nothing.
    fails=f"age_raw <> '' AND birth_on IS NULL AND nik_birth_on IS NOT NULL AND abs({TYPED_AGE} - age) > 2",
    detail=f"{typed('age_raw')} || '; menurut NIK: ' || age || ' tahun (' || {day('nik_birth_on')} || ')'",
    why=Words(
        id="Umur tidak sesuai dengan NIK, dan tanggal lahir tidak ada: NIK mungkin milik orang lain.",
        en="The age does not agree with the NIK, and there is no birth date: the NIK may be another person's.",
    ),
    fix=Words(
        id="Cocokkan dengan KTP. Isi tanggal lahir, atau betulkan NIK atau umurnya.",
        en="Compare with the KTP. Fill in the birth date, or correct the NIK or the age.",
    ),
)
