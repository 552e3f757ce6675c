"""Active already with this payer, which the programme excludes."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="paid_by_us_excluded",
    weight="refuse",
    made_on=("other_cover", "other_payer", "other_segment"),
    fails="other_cover = 'active_same_payer' AND cover_excluded",
    why=Words(
        id="Sudah aktif dan dibayar pemerintah daerah ini.",
        en="Already active, and this payer pays.",
    ),
    fix=Words(
        id="Usulkan hanya yang belum terlindungi.",
        en="Propose only those without cover.",
    ),
)
