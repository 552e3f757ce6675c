"""More people of one family card than the programme has seats for."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="family_limit",
    weight="refuse",
    made_on=("family_place",),
    fails="family_place > per_family",
    why=Words(
        id="Kursi untuk kartu keluarga ini sudah terpakai anggota lain.",
        en="The seats of this family card go to other members.",
    ),
    fix=Words(
        id="Tentukan anggota keluarga yang diusulkan.",
        en="Settle which member of the family is proposed.",
    ),
)
