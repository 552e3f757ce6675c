"""The NIK cell is filled with something that is no number of a person."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_filler",
    weight="return",
    fails="nik_state = 'filler'",
    detail=typed("nik_raw"),
    why=Words(
        id="NIK hanya angka pengisi, bukan NIK orang ini.", en="The NIK is only a filler, not this person's number."
    ),
    fix=Words(
        id="Salin NIK dari KTP atau KK, ketik sebagai teks (format sel: Text).",
        en="Copy the NIK from the KTP or KK and type it as text (cell format: Text).",
    ),
)
