"""Disdukcapil has not answered yet."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="dukcapil_not_asked",
    weight="note",
    made_on=("dukcapil",),
    fails="dukcapil IS NULL AND needs_dukcapil = 'wanted'",
    why=Words(
        id="Belum dipadankan dengan Disdukcapil.",
        en="Not matched by Disdukcapil yet.",
    ),
    fix=Words(
        id="Kirim ke Disdukcapil untuk dipadankan.",
        en="Send to Disdukcapil for matching.",
    ),
)
