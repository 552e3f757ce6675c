"""The sex of the list is not that of the NIK."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTHS_DISAGREE, NIK_DOUBTFUL
from payung.vocabulary.words import Words

CHECK = Check(
    id="sex_not_as_in_nik",
    weight="review",
    fails=f"sex <> nik_sex AND (sex = 'L' OR birth_on IS NULL OR {BIRTHS_DISAGREE})",
    proposal=f"CASE WHEN NOT {NIK_DOUBTFUL} THEN nik_sex END",
    detail="'daftar ' || sex || ', NIK ' || nik_sex",
    why=Words(id="Jenis kelamin di daftar berbeda dengan NIK.", en="The sex in the list differs from the NIK."),
    fix=Words(
        id="Lihat KTP: mungkin jenis kelamin salah pilih, mungkin NIK milik orang lain (misalnya suami atau istri).",
        en="Look at the KTP: the sex may be mistyped, or the NIK another person's (a husband's or wife's).",
    ),
)
