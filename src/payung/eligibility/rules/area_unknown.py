"""The place of residence is not known well enough to say whether it lies in the area."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="area_unknown",
    weight="doubt",
    made_on=("lives_in_area",),
    fails="lives_in_area IS NULL",
    why=Words(
        id="Tempat tinggal belum cukup jelas untuk wilayah program.",
        en="The place of residence is not clear enough.",
    ),
    fix=Words(
        id="Lengkapi kelurahan/desa menurut KTP.",
        en="Complete the kelurahan/desa as on the KTP.",
    ),
)
