"""The programme admits certain groups, and this is none of them."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="occupation_not_admitted",
    weight="refuse",
    made_on=("occupation_group",),
    fails="len(occupations) > 0 AND occupation IS NOT NULL AND occupation_group <> 'other' AND NOT group_admitted",
    why=Words(
        id="Pekerjaan di luar daftar pekerjaan yang diterima program.",
        en="The occupation is not among those that the programme takes.",
    ),
    fix=Words(
        id="Periksa pekerjaannya; usulkan ke program yang sesuai.",
        en="Check the occupation; propose to the programme that fits.",
    ),
)
