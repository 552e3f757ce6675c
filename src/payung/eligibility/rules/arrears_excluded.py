"""A member in arrears, whom the programme excludes."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="arrears_excluded",
    weight="refuse",
    made_on=("other_cover",),
    fails="other_cover = 'arrears' AND cover_excluded",
    why=Words(
        id="Peserta yang menunggak iuran, yang dikecualikan program.",
        en="A member in arrears, whom the programme excludes.",
    ),
    fix=Words(
        id="Lunasi tunggakan lebih dulu.",
        en="Settle the arrears first.",
    ),
)
