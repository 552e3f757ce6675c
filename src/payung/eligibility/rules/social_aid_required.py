"""Receives no social aid, which the programme requires."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="social_aid_required",
    weight="refuse",
    made_on=("social_aid",),
    fails="social_aid_rule = 'required' AND NOT social_aid",
    why=Words(
        id="Bukan penerima bantuan sosial, padahal program mensyaratkannya.",
        en="Receives no social aid, which the programme requires.",
    ),
    fix=Words(
        id="Cocokkan dengan data Dinas Sosial.",
        en="Check with the social office.",
    ),
    told=False,
)
