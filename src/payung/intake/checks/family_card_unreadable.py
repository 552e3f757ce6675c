"""The number of the family card is not 16 digits."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="family_card_unreadable",
    weight="note",
    fails="kk IS NULL AND regexp_matches(kk_raw, '[1-9]') AND nik_state <> 'family_card'",
    detail=typed("kk_raw"),
    why=Words(
        id="No. KK tidak terbaca sebagai 16 angka (atau sama dengan NIK).",
        en="The number of the KK cannot be read as 16 digits (or repeats the NIK).",
    ),
    fix=Words(id="Salin No. KK dari lembar KK sebagai teks.", en="Copy the number from the KK as text."),
)
