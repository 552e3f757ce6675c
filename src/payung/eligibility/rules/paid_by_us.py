"""Active already with this payer: goes on."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="paid_by_us",
    weight="note",
    made_on=("other_cover",),
    fails="other_cover = 'active_same_payer' AND NOT cover_excluded",
    why=Words(
        id="Sudah aktif dan dibayar oleh pembayar ini: diteruskan.",
        en="Already active with this payer: goes on.",
    ),
    fix=Words(
        id="Tidak perlu diperbaiki.",
        en="Nothing to do.",
    ),
)
