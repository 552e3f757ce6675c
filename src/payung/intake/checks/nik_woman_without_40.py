"""A woman's NIK without the 40 that is added to her day of birth."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTHS_DISAGREE
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_woman_without_40",
    weight="review",
    fails=f"sex = 'P' AND nik_sex = 'L' AND NOT coalesce({BIRTHS_DISAGREE}, false) AND birth_on IS NOT NULL",
    proposal="coalesce(nik_proposal, nik[1:6] || (nik[7:8]::INTEGER + 40) || nik[9:16])",
    detail="nik",
    why=Words(
        id="NIK perempuan ini tertulis seperti NIK laki-laki (tanggal lahirnya tidak ditambah 40).",
        en="This woman's NIK is written like a man's (40 is not added to the day of birth).",
    ),
    fix=Words(
        id="Cocokkan dengan KTP. Bila KTP memang begitu, terima; bila salah ketik, pakai usulan.",
        en="Compare with the KTP. If the KTP says so, accept; if it is a slip, use what is proposed.",
    ),
)
