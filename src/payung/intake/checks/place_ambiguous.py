"""Several kelurahan go by that name."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="place_ambiguous",
    weight="review",
    fails="place_state = 'ambiguous'",
    detail="concat_ws(', ', nullif(kelurahan_raw, ''), nullif(kecamatan_raw, ''), nullif(kabupaten_raw, ''))",
    why=Words(
        id="Ada beberapa kelurahan/desa dengan nama ini.",
        en="Several kelurahan or desa go by this name.",
    ),
    fix=Words(
        id="Tambahkan kecamatannya.",
        en="Add the kecamatan.",
    ),
)
