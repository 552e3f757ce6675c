"""The first digits of the NIK are no place of Indonesia."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="nik_place_unknown",
    weight="return",
    fails="nik_state = 'impossible' AND NOT nik_place_is_known(nik_digits)",
    proposal="nik_proposal",
    detail="left(nik_digits, 6)",
    why=Words(
        id="Enam angka pertama NIK bukan kode wilayah yang ada.",
        en="The first six digits of the NIK are no existing place code.",
    ),
    fix=Words(
        id="Salin 16 angka NIK dari KTP atau KK, ketik sebagai teks.",
        en="Copy the 16 digits of the NIK from the KTP or family card, typed as text.",
    ),
)
