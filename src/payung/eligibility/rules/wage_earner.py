"""An employee: the employer must register them as PU."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="wage_earner",
    weight="doubt",
    made_on=("occupation_group",),
    fails="work IN ('employee', 'non_asn') AND NOT group_admitted AND segment <> 'pu' AND kind NOT IN ('non_asn', 'teachers', 'health_workers')",
    why=Words(
        id="Pekerja penerima upah: pemberi kerja atau kantornya wajib mendaftarkan sebagai PU.",
        en="A wage earner: the employer or office must register them as PU.",
    ),
    fix=Words(
        id="Tanyakan apakah benar bekerja pada pemberi kerja; bila ya, arahkan pemberi kerja mendaftarkan.",
        en="Ask whether they have an employer; if so, have the employer register them.",
    ),
)
