"""The programme asks for a decile, and nobody has said."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="decile_unknown",
    weight="doubt",
    made_on=("decile",),
    fails="decile_max IS NOT NULL AND decile IS NULL",
    why=Words(
        id="Desil kesejahteraan belum dicek.",
        en="The welfare decile has not been checked.",
    ),
    fix=Words(
        id="Muat hasil pencocokan DTSEN.",
        en="Load the answer of DTSEN.",
    ),
    told=False,
)
