"""Nobody has looked whether somebody pays for the person already."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="cover_unchecked",
    weight="note",
    made_on=("other_cover",),
    fails="other_cover = 'unchecked'",
    why=Words(
        id="Belum dicek apakah sudah dibayar pihak lain.",
        en="Not yet checked whether somebody pays already.",
    ),
    fix=Words(
        id="Kirim cek calon ke BPJS sebelum SK.",
        en="Ask BPJS (cek calon) before the decree.",
    ),
)
