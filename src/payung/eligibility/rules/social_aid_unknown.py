"""The programme asks about social aid, and nobody has said."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="social_aid_unknown",
    weight="doubt",
    made_on=("social_aid",),
    fails="social_aid_rule <> 'ignored' AND social_aid IS NULL",
    why=Words(
        id="Data bantuan sosial belum dicek.",
        en="Social aid has not been checked.",
    ),
    fix=Words(
        id="Muat hasil pencocokan Dinas Sosial.",
        en="Load the answer of the social office.",
    ),
    told=False,
)
