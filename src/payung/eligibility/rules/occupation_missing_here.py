"""No occupation stands on the list; the programme does not limit them."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="occupation_missing_here",
    weight="note",
    made_on=("occupation_group",),
    fails="occupation IS NULL AND len(occupations) = 0",
    why=Words(
        id="Pekerjaan tidak disebut.",
        en="No occupation is given.",
    ),
    fix=Words(
        id="Lengkapi bila diketahui.",
        en="Add it if known.",
    ),
)
