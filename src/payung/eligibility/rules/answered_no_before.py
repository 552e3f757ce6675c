"""BPJS answered T for this person once."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="answered_no_before",
    weight="doubt",
    made_on=("other_cover",),
    fails="other_cover = 'answered_no' AND bpjs IS DISTINCT FROM 'yes'",
    why=Words(
        id="BPJS pernah menjawab T untuk orang ini.",
        en="BPJS once answered T for this person.",
    ),
    fix=Words(
        id="Tanyakan lagi kepada BPJS (cek calon).",
        en="Ask BPJS again (cek calon).",
    ),
)
