"""The NIK has more than 16 digits."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_long",
    weight="return",
    fails="nik_state = 'long'",
    proposal="nik_proposal",
    detail="left(nik_digits, 40) || ' (' || length(nik_digits) || ' angka)'",
    why=Words(id="NIK lebih dari 16 angka.", en="The NIK has more than 16 digits."),
    fix=Words(
        id="Cocokkan dengan KTP dan buang angka yang lebih. Bila ada usulan, periksa usulan itu dengan KTP.",
        en="Compare with the KTP and take out what is too much. If a number is proposed, check it against the KTP.",
    ),
)
