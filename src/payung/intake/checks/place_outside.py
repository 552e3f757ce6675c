"""The place lies outside the sender's kabupaten."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="place_outside",
    weight="review",
    fails="place_state = 'outside'",
    detail="concat_ws(', ', nullif(kelurahan_raw, ''), nullif(kecamatan_raw, ''), nullif(kabupaten_raw, ''))",
    why=Words(
        id="Tempat tinggal di luar kabupaten/kota pengirim.",
        en="The residence lies outside the sender's kabupaten or city.",
    ),
    fix=Words(
        id="Periksa alamat; aturan program yang memutuskan.",
        en="Check the address; the programme's rule decides.",
    ),
)
