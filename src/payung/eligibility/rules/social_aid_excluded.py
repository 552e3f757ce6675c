"""Receives social aid, which the programme excludes."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="social_aid_excluded",
    weight="refuse",
    made_on=("social_aid",),
    fails="social_aid_rule = 'excluded' AND social_aid",
    why=Words(
        id="Penerima bantuan sosial (PKH/BPNT), yang dikecualikan program.",
        en="Receives social aid (PKH/BPNT), which the programme excludes.",
    ),
    fix=Words(
        id="Cocokkan dengan data Dinas Sosial.",
        en="Check with the social office.",
    ),
    told=False,
)
