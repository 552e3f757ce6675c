"""No kelurahan of that name was found."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="place_unknown",
    weight="review",
    fails="kelurahan_code IS NULL AND kelurahan_raw <> '' AND place_state = 'missing'",
    detail="concat_ws(', ', nullif(kelurahan_raw, ''), nullif(kecamatan_raw, ''), nullif(kabupaten_raw, ''))",
    why=Words(
        id="Kelurahan/desa ini tidak ditemukan di daftar wilayah.",
        en="No such kelurahan or desa is in the list of places.",
    ),
    fix=Words(
        id="Tulis nama kelurahan/desa dan kecamatannya seperti di KTP.",
        en="Write kelurahan or desa and kecamatan as on the KTP.",
    ),
)
