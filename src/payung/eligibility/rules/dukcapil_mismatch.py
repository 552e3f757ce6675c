"""Disdukcapil does not find this NIK with this name and birth date."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="dukcapil_mismatch",
    weight="doubt",
    made_on=("dukcapil",),
    fails="dukcapil = 'mismatch'",
    why=Words(
        id="Disdukcapil: tidak padan.",
        en="Disdukcapil: no match.",
    ),
    fix=Words(
        id="Cocokkan NIK, nama dan tanggal lahir dengan KTP.",
        en="Compare NIK, name and birth date with the KTP.",
    ),
)
