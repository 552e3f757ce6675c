"""Below the lowest age on the first day of the first month."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="too_young",
    weight="refuse",
    made_on=("age",),
    fails="age < age_from",
    why=Words(
        id="Umur di bawah batas program pada tanggal 1 bulan pertama.",
        en="Below the programme's age on the first day of the first month.",
    ),
    fix=Words(
        id="Periksa tanggal lahir; usulkan lagi setelah cukup umur.",
        en="Check the birth date; propose again once old enough.",
    ),
)
