"""A woman's NIK without the 40 that is added to her day of birth."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTHS_DISAGREE, NIK_DOUBTFUL
from payung.vocabulary.words import Words

# A wrong tick in the sex column is as common as a forgotten 40: another number is proposed only where the name, too, is a
# woman's and the birth date is the number's (which is part of the check).
_WOMANS_NAME = r"regexp_matches(upper(name), '\b(SITI|BINTI|NI|DEWI|NINGSIH|FATIMAH|AISYAH|AISYIAH)\b|WATI\b')"

CHECK = Check(
    id="nik_woman_without_40",
    weight="review",
    fails=f"sex = 'P' AND nik_sex = 'L' AND NOT coalesce({BIRTHS_DISAGREE}, false) AND birth_on IS NOT NULL",
    proposal=f"CASE WHEN {_WOMANS_NAME} AND NOT {NIK_DOUBTFUL} THEN nik[1:6] || (nik[7:8]::INTEGER + 40) || nik[9:16] END",
    detail="nik",
    why=Words(
        id="Tertulis perempuan, tetapi NIK-nya seperti NIK laki-laki (tanggal lahirnya tidak ditambah 40).",
        en="Written as a woman, but the NIK is like a man's (40 is not added to the day of birth).",
    ),
    fix=Words(
        id="Mana yang salah: jenis kelamin atau NIK? Cocokkan dengan KTP. Bila KTP memang begitu, terima.",
        en="Which is wrong: the sex or the NIK? Compare with the KTP. If the KTP says so, accept.",
    ),
)
