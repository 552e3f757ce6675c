"""Disdukcapil says that the person has moved away."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="dukcapil_moved",
    weight="refuse",
    made_on=("dukcapil",),
    fails="dukcapil = 'moved'",
    why=Words(
        id="Disdukcapil: pindah.",
        en="Disdukcapil: has moved away.",
    ),
    fix=Words(
        id="Pastikan tempat tinggal yang sekarang.",
        en="Make sure where they live now.",
    ),
)
