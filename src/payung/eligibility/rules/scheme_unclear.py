"""Part-time PPPK: regions differ on the scheme, and the national rule has not been read."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="scheme_unclear",
    weight="doubt",
    made_on=("occupation_group",),
    fails="scheme = 'unclear'",
    why=Words(
        id="PPPK paruh waktu: penyelenggaranya belum jelas (BPJS Ketenagakerjaan atau Taspen).",
        en="Part-time PPPK: the scheme is not clear (BPJS Ketenagakerjaan or Taspen).",
    ),
    fix=Words(
        id="Mintalah surat BPJS Ketenagakerjaan atau Taspen.",
        en="Get a letter from BPJS Ketenagakerjaan or Taspen.",
    ),
)
