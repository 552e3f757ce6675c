"""Above the age bound on the first day of the first month, and not in time before."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="too_old",
    weight="refuse",
    made_on=("age",),
    fails="age >= age_below AND NOT goes_on",
    why=Words(
        id="Umur mencapai batas program pada tanggal 1 bulan pertama.",
        en="At or above the programme's age bound on the first day of the first month.",
    ),
    fix=Words(
        id="Periksa tanggal lahir. Yang sudah menjadi peserta sebelum batas umur boleh diteruskan.",
        en="Check the birth date. Whoever was a member before the bound may go on.",
    ),
)
