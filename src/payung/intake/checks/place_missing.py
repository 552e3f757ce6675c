"""The row names no kelurahan."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="place_missing",
    weight="review",
    fails="kelurahan_code IS NULL AND kelurahan_raw = '' AND place_state <> 'outside'",
    detail="nullif(trim(address_raw), '')",
    why=Words(
        id="Kelurahan/desa tidak diisi.",
        en="The kelurahan or desa is missing.",
    ),
    fix=Words(
        id="Isi kelurahan/desa dan kecamatan tempat tinggal.",
        en="Fill in kelurahan or desa and kecamatan of residence.",
    ),
)
