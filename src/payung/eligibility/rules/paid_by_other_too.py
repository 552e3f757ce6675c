"""Active already with another payer; the programme does not exclude it, a person must look."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="paid_by_other_too",
    weight="doubt",
    made_on=("other_cover", "other_payer", "other_segment"),
    fails="other_cover = 'active_other_payer' AND NOT cover_excluded",
    why=Words(
        id="Sudah aktif dan dibayar pihak lain; program tidak menutupnya.",
        en="Already active with another payer, which the programme does not exclude.",
    ),
    fix=Words(
        id="Putuskan apakah kursi kedua benar diperlukan (pekerjaan kedua).",
        en="Decide whether a second cover is needed (a second occupation).",
    ),
)
