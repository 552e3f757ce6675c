"""The age column contradicts the birth date by more than a year."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import TYPED_AGE, typed
from payung.vocabulary.words import Words

# A list is often older than its date: one year more or less says nothing.
# Where the NIK alone knows the birth date, see age_not_as_in_nik.
_DISAGREES = f"age_raw <> '' AND birth_on IS NOT NULL AND abs({TYPED_AGE} - age) > 1"


CHECK = Check(
    id="age_not_as_typed",
    weight="note",
    fails=_DISAGREES,
    proposal="age",
    detail=f"{typed('age_raw')} || '; dari tanggal lahir: ' || age || ' tahun'",
    why=Words(
        id="Kolom umur tidak sesuai dengan tanggal lahir.", en="The age column does not agree with the birth date."
    ),
    fix=Words(
        id="Tidak perlu diperbaiki bila tanggal lahirnya benar; umur dihitung dari tanggal lahir.",
        en="Nothing to do if the birth date is right; age is counted from it.",
    ),
)
