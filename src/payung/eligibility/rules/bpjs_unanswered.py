"""The programme requires the check by BPJS, and there is no answer."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="bpjs_unanswered",
    weight="doubt",
    made_on=("bpjs",),
    fails="bpjs IS NULL AND needs_bpjs = 'required'",
    why=Words(
        id="Belum dicek BPJS, padahal program mewajibkannya.",
        en="Not checked by BPJS yet, which the programme requires.",
    ),
    fix=Words(
        id="Kirim cek calon ke BPJS Ketenagakerjaan.",
        en="Send the check to BPJS Ketenagakerjaan.",
    ),
)
