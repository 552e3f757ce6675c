"""The programme counts seats per family card, and the card is not known."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="family_unknown",
    weight="doubt",
    made_on=("has_family_card",),
    fails="per_family IS NOT NULL AND NOT has_family_card",
    why=Words(
        id="Nomor KK tidak ada, padahal program membatasi kursi per keluarga.",
        en="No family card number, and the programme limits seats per family.",
    ),
    fix=Words(
        id="Lengkapi nomor KK.",
        en="Add the family card number.",
    ),
)
