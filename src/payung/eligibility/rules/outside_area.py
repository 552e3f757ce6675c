"""Lives outside the area whose residents the programme protects."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="outside_area",
    weight="refuse",
    made_on=("lives_in_area",),
    fails="NOT lives_in_area",
    why=Words(
        id="Alamat di luar wilayah program.",
        en="Lives outside the programme's area.",
    ),
    fix=Words(
        id="Periksa alamat KTP; usulkan ke daerah tempat tinggalnya.",
        en="Check the address on the KTP; propose the person where they live.",
    ),
)
