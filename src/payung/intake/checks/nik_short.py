"""The NIK has fewer than 16 digits."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_short",
    weight="return",
    fails="nik_state = 'short'",
    proposal="nik_proposal",
    detail="nik_digits || ' (' || length(nik_digits) || ' angka)'",
    why=Words(id="NIK kurang dari 16 angka.", en="The NIK has fewer than 16 digits."),
    fix=Words(
        id="Cocokkan dengan KTP dan lengkapi angkanya. Bila ada usulan, periksa usulan itu dengan KTP.",
        en="Compare with the KTP and complete the digits. If a number is proposed, check it against the KTP.",
    ),
)
