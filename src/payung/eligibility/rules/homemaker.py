"""A homemaker on the list: the KTP is often out of date."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="homemaker",
    weight="doubt",
    made_on=("works",),
    fails="occupation_group = 'rumah_tangga'",
    why=Words(
        id="Tertulis mengurus rumah tangga: kegiatan ekonominya belum jelas.",
        en="Listed as a homemaker: the economic activity is not clear.",
    ),
    fix=Words(
        id="Tanyakan pekerjaan atau usaha yang sekarang.",
        en="Ask for the present work or trade.",
    ),
)
