"""Disdukcapil says that the person has died."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="dukcapil_dead",
    weight="refuse",
    made_on=("dukcapil",),
    fails="dukcapil = 'dead'",
    why=Words(
        id="Disdukcapil: meninggal.",
        en="Disdukcapil: has died.",
    ),
    fix=Words(
        id="Pastikan kepada keluarga; bila keliru, urus di Disdukcapil.",
        en="Ask the family; a mistake is put right at Disdukcapil.",
    ),
)
