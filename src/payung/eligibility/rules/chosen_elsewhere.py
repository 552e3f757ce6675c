"""Another programme of this office has found the person eligible."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="chosen_elsewhere",
    weight="doubt",
    made_on=("chosen_elsewhere",),
    fails="chosen_elsewhere AND NOT seat_elsewhere",
    why=Words(
        id="Dinyatakan memenuhi syarat juga oleh program lain kantor ini.",
        en="Another programme of this office found the person eligible too.",
    ),
    fix=Words(
        id="Pilih programnya sebelum SK.",
        en="Choose the programme before the decree.",
    ),
    told=False,
)
