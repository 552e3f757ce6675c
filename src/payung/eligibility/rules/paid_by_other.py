"""Active already, paid by somebody else: a contribution would be paid twice."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="paid_by_other",
    weight="refuse",
    made_on=("other_cover", "other_payer", "other_segment"),
    fails="other_cover = 'active_other_payer' AND cover_excluded",
    why=Words(
        id="Sudah aktif dan dibayar pihak lain.",
        en="Already active, and somebody else pays.",
    ),
    fix=Words(
        id="Agar iuran tidak dibayar dua kali, pastikan kepesertaan lain itu sudah berakhir.",
        en="So that no contribution is paid twice, make sure that the other membership has ended.",
    ),
)
