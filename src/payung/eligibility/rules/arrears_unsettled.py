"""A member in arrears: somebody must settle who pays them."""

from __future__ import annotations

from payung.eligibility.rules.rule import Rule
from payung.vocabulary.words import Words

RULE = Rule(
    id="arrears_unsettled",
    weight="doubt",
    made_on=("other_cover",),
    fails="other_cover = 'arrears' AND NOT cover_excluded",
    why=Words(
        id="Peserta yang menunggak iuran: belum jelas siapa yang melunasi.",
        en="A member in arrears: who settles them is not clear.",
    ),
    fix=Words(
        id="Tentukan siapa yang melunasi; setelah tiga bulan kepesertaan berakhir dan didaftarkan baru.",
        en="Settle who pays; after three months the membership ends and is enrolled anew.",
    ),
)
