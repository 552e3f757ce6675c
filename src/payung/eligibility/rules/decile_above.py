"""Above the highest decile of the programme."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="decile_above",
    weight="refuse",
    made_on=("decile",),
    fails="decile > decile_max",
    why=Words(
        id="Desil kesejahteraan di atas batas program.",
        en="The welfare decile is above the programme's bound.",
    ),
    fix=Words(
        id="Cocokkan dengan data DTSEN.",
        en="Check with DTSEN.",
    ),
    told=False,
)
