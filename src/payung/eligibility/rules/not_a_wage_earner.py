"""Self-employed people in a programme of wage earners: enrolling traders as PU has been called fraud."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="not_a_wage_earner",
    weight="doubt",
    made_on=("occupation_group",),
    fails="segment = 'pu' AND work = 'self_employed' AND NOT group_admitted",
    why=Words(
        id="Pekerjaan mandiri, padahal program ini untuk penerima upah (PU).",
        en="Self-employed, but the programme is for wage earners (PU).",
    ),
    fix=Words(
        id="Pastikan ada pemberi kerja dan upah; bila tidak, orang ini masuk program BPU.",
        en="Make sure that there is an employer and a wage; if not, the person belongs into a BPU programme.",
    ),
)
