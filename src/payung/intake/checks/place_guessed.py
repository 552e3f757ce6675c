"""The kelurahan was found under another spelling."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="place_guessed",
    weight="note",
    fails="place_state = 'guessed'",
    proposal="kelurahan_code",
    detail="concat_ws(', ', nullif(kelurahan_raw, ''), nullif(kecamatan_raw, ''), nullif(kabupaten_raw, ''))",
    why=Words(
        id="Kelurahan/desa dikenali dari ejaan yang mirip atau dari alamat.",
        en="The kelurahan or desa was recognised by a similar spelling or from the address.",
    ),
    fix=Words(
        id="Periksa kelurahan yang terbaca.",
        en="Check the kelurahan as read.",
    ),
)
