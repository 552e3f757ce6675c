"""The programme requires the answer of Disdukcapil, and there is none."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="dukcapil_unanswered",
    weight="doubt",
    made_on=("dukcapil",),
    fails="dukcapil IS NULL AND needs_dukcapil = 'required'",
    why=Words(
        id="Belum padan Disdukcapil, padahal program mewajibkannya.",
        en="Not matched by Disdukcapil yet, which the programme requires.",
    ),
    fix=Words(
        id="Kirim ke Disdukcapil untuk dipadankan.",
        en="Send to Disdukcapil for matching.",
    ),
)
