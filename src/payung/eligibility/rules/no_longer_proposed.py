"""No accepted row proposes the person any more."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="no_longer_proposed",
    weight="doubt",
    made_on=("is_proposed",),
    fails="NOT is_proposed",
    why=Words(
        id="Tidak lagi diusulkan: barisnya dikembalikan, ditolak, digabung, atau daftarnya diganti.",
        en="No longer proposed: the row was returned, refused or merged, or the list replaced.",
    ),
    fix=Words(
        id="Usulkan lagi bila keliru.",
        en="Propose again if that is wrong.",
    ),
)
