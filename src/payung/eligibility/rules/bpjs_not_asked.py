"""BPJS has not answered yet."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="bpjs_not_asked",
    weight="note",
    made_on=("bpjs",),
    fails="bpjs IS NULL AND needs_bpjs = 'wanted'",
    why=Words(
        id="Belum dicek BPJS.",
        en="Not checked by BPJS yet.",
    ),
    fix=Words(
        id="Kirim cek calon ke BPJS Ketenagakerjaan sebelum SK.",
        en="Send the check to BPJS Ketenagakerjaan before the decree.",
    ),
)
