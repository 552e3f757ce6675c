"""The programme admits certain occupations, and this one is not known."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="occupation_unknown",
    weight="doubt",
    made_on=("occupation_group",),
    fails="(occupation IS NULL OR occupation_group = 'other') AND len(occupations) > 0",
    why=Words(
        id="Pekerjaan tidak disebut atau tidak dikenal, padahal program membatasi pekerjaan.",
        en="The occupation is missing or not known, and the programme admits certain ones.",
    ),
    fix=Words(
        id="Tulis pekerjaan yang sekarang dengan jelas.",
        en="Write the present occupation plainly.",
    ),
)
