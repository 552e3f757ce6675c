"""The birth date of the list is not that of the NIK: a slip, another person's NIK, or a birth date corrected at Dukcapil."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import BIRTHS_DISAGREE, NIK_DOUBTFUL, day
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_not_as_in_nik",
    weight="review",
    fails=f"{BIRTHS_DISAGREE}",
    proposal=f"CASE WHEN NOT {NIK_DOUBTFUL} THEN {day('birth_on')} || ' (daftar) atau ' || {day('nik_birth_on')} || ' (NIK)' END",
    detail=f"'daftar ' || {day('birth_on')} || ', NIK ' || {day('nik_birth_on')} || CASE WHEN month(birth_on) = day(nik_birth_on) AND day(birth_on) = month(nik_birth_on) THEN ' (tanggal dan bulan tertukar)' ELSE '' END",
    why=Words(
        id="Tanggal lahir di daftar berbeda dengan tanggal lahir di NIK.",
        en="The birth date of the list differs from that in the NIK.",
    ),
    fix=Words(
        id="Lihat KTP. NIK tidak berubah bila tanggal lahir dibetulkan di Disdukcapil, jadi keduanya mungkin benar.",
        en="Look at the KTP. A NIK stays when a birth date is corrected at the population office, so both may be right.",
    ),
)
