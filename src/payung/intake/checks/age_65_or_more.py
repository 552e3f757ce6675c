"""65 or older on the day of the list. Source: workflows of the office, eligibility: below 65 at the first payment; each programme decides."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import day
from payung.vocabulary.words import Words

CHECK = Check(
    id="age_65_or_more",
    weight="review",
    fails="age >= 65",
    detail=f"age || ' tahun (lahir ' || {day('born_on')} || ')'",
    why=Words(
        id="Umur 65 tahun atau lebih pada tanggal daftar. Batas umum program BPU: di bawah 65 tahun saat iuran pertama.",
        en="65 or older on the date of the list. The usual limit of BPU programmes: below 65 at the first contribution.",
    ),
    fix=Words(
        id="Periksa tanggal lahirnya dengan KTP, dan apakah sudah menjadi peserta sebelum 65 tahun. Ketentuan program yang memutuskan.",
        en="Check the birth date against the KTP, and whether the person was a member before 65. The programme's rules decide.",
    ),
)
