"""The programme refuses this group of occupations."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="occupation_closed",
    weight="refuse",
    made_on=("occupation_group",),
    fails="list_contains(occupations_closed, occupation_group)",
    why=Words(
        id="Kelompok pekerjaan ini tidak diterima program.",
        en="The programme does not take this group of occupations.",
    ),
    fix=Words(
        id="Periksa pekerjaannya; usulkan ke program yang sesuai.",
        en="Check the occupation; propose to the programme that fits.",
    ),
)
