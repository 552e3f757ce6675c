"""Village and election officers: another programme may be theirs."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="public_worker",
    weight="note",
    made_on=("occupation_group",),
    fails="work IN ('village', 'election') AND NOT group_admitted AND kind NOT IN ('village_officers', 'election')",
    why=Words(
        id="Petugas desa atau pemilu: mungkin didaftarkan program lain.",
        en="A village or election officer: another programme may register them.",
    ),
    fix=Words(
        id="Tidak perlu diperbaiki; periksa bila kantornya sudah mendaftarkan.",
        en="Nothing to correct; check whether their office registered them.",
    ),
)
