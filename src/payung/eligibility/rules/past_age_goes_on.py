"""Past the age bound, and goes on because the person was in time."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="past_age_goes_on",
    weight="note",
    made_on=("age",),
    fails="age >= age_below AND goes_on",
    why=Words(
        id="Melewati batas umur, tetapi sudah menjadi peserta tepat waktu: diteruskan.",
        en="Past the age bound, but a member in time: goes on.",
    ),
    fix=Words(
        id="Tidak perlu diperbaiki.",
        en="Nothing to do.",
    ),
)
