"""The year of birth has two digits and was completed."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTH_TYPED, day, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_two_digit_year",
    weight="note",
    fails="birth_state = 'two_digit_year' AND nik_birth_on IS DISTINCT FROM birth_on",
    proposal=day("birth_on"),
    detail=typed(BIRTH_TYPED),
    why=Words(
        id="Tahun lahir ditulis dua angka dan dilengkapi sistem.",
        en="The year of birth has two digits and was completed.",
    ),
    fix=Words(id="Periksa tahunnya; lebih aman menulis empat angka.", en="Check the year; four digits are safer."),
)
