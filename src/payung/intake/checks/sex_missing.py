"""The sex is empty or unreadable; a usable NIK proposes it."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import NIK_DOUBTFUL, typed
from payung.vocabulary.words import Words

CHECK = Check(
    id="sex_missing",
    weight="note",
    fails="sex IS NULL AND NOT lacks_sex",
    proposal=f"CASE WHEN NOT {NIK_DOUBTFUL} THEN nik_sex END",
    detail=typed("sex_raw"),
    why=Words(id="Jenis kelamin kosong atau tidak terbaca.", en="The sex is empty or cannot be read."),
    fix=Words(
        id="Isi L atau P. Bila ada usulan dari NIK, periksa usulan itu.",
        en="Fill in L or P. If the NIK proposes one, check it.",
    ),
)
